"""A line through waves: against sums made by hand, and against least squares made elsewhere."""

import numpy as np
import pytest
from scipy import stats

from generator.statistics.trends import Step, slope_of


def steps(*values: float, variance: float = 1.0, bridge: tuple[float, ...] = ()) -> list[Step]:
    bridges = bridge or (0.0,) * len(values)
    return [Step(float(year), value, variance, 400.0, bridges[year]) for year, value in enumerate(values)]


def test_equal_waves_give_the_slope_and_its_error_by_hand() -> None:
    """Years 0, 1, 2 and values 10, 13, 16: three a year; Σ(t − 1)² is 2, so the error is √(1/2)."""
    found = slope_of(steps(10, 13, 16), 0.95)
    assert found is not None
    assert found.value == pytest.approx(3)
    assert found.se == pytest.approx(0.5**0.5)


def test_unequal_waves_agree_with_weighted_least_squares() -> None:
    years, values, variances = [0.0, 1.1, 1.9, 3.0], [50.0, 48.5, 49.0, 44.0], [1.0, 4.0, 2.0, 0.5]
    found = slope_of([Step(t, y, v, 300.0) for t, y, v in zip(years, values, variances, strict=True)], 0.95)
    oracle, covariance = np.polyfit(years, values, 1, w=1 / np.sqrt(variances), cov="unscaled")
    assert found is not None
    assert found.value == pytest.approx(oracle[0])
    assert found.se == pytest.approx(covariance[0, 0] ** 0.5)


def test_the_test_is_student_s_at_the_fewest_degrees() -> None:
    found = slope_of([*steps(10, 13), Step(2.0, 16, 1.0, 12.0)], 0.95)
    assert found is not None
    assert found.p == pytest.approx(2 * stats.t.sf(3 / 0.5**0.5, 12))
    assert (found.low, found.high) == pytest.approx(stats.t.interval(0.95, 12, 3, 0.5**0.5))


def test_a_bridge_that_errs_moves_both_waves_before_it_together() -> None:
    """Against a plain sum: y = (10, 13) + e₁ before the bridge, 16 after; the error e₁ has variance 4.

    The slope weighs the three as (−½, 0, ½) when V is near diagonal; here the two of before are tied, and
    the oracle is the same formula on the whole covariance.
    """
    bridged = slope_of(steps(10, 13, 16, bridge=(4.0, 4.0, 0.0)), 0.95)
    covariance = np.array([[5.0, 4.0, 0.0], [4.0, 5.0, 0.0], [0.0, 0.0, 1.0]])
    design = np.array([[1.0, 0.0], [1.0, 1.0], [1.0, 2.0]])
    oracle = np.linalg.inv(design.T @ np.linalg.solve(covariance, design))[1, 1]
    assert bridged is not None
    assert bridged.se == pytest.approx(oracle**0.5)
    plain = slope_of(steps(10, 13, 16), 0.95)
    assert plain is not None
    assert plain.se is not None
    assert bridged.se > plain.se


def test_two_waves_or_one_moment_make_no_trend() -> None:
    assert slope_of(steps(10, 13), 0.95) is None
    assert slope_of([Step(1.0, value, 1.0, 300.0) for value in (1.0, 2.0, 3.0)], 0.95) is None


def test_an_interval_holds_the_true_slope_as_often_as_it_says() -> None:
    """Seeded: a thousand draws around a line of slope 2; 95 % hold within three standard errors."""
    dice = np.random.default_rng(20261121)
    held = 0
    for _ in range(1000):
        values = 5 + 2 * np.arange(4) + dice.normal(0, [1, 2, 1, 3])
        drawn = [
            Step(float(t), y, s**2, 1e6) for t, (y, s) in enumerate(zip(values, (1, 2, 1, 3), strict=True))
        ]
        found = slope_of(drawn, 0.95)
        assert found is not None
        assert found.low is not None
        assert found.high is not None
        held += found.low <= 2 <= found.high
    assert abs(held - 950) < 3 * (1000 * 0.95 * 0.05) ** 0.5
