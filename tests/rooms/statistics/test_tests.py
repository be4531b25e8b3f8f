"""Differences, equivalence, judgements, and how many answers would be needed."""

from dataclasses import replace
from math import asin, sqrt

import pytest
from scipy import stats

from generator.spec.scores import Unit
from generator.statistics.estimate import Assumption, Difference, Judgement
from generator.statistics.tests import (
    against,
    answers_needed,
    assumed,
    at_level,
    difference_of,
    equivalence,
    independent,
    judge,
    paired,
)
from generator.statistics.variance import Mean


def scale(value: float, variance: float | None, n: int = 100) -> Mean:
    deviation = None if variance is None else sqrt(variance * n)
    return Mean(Unit.SCALE, value, variance, deviation, n, float(n), float(n))


def share(p: float, n: int = 100) -> Mean:
    return Mean(Unit.SHARE, p, p * (1 - p) / n, sqrt(p * (1 - p)), n, float(n), float(n))


def found_by(value: float, se: float, df: float = 60) -> Difference:
    return difference_of(value, se**2, df, 0.95, None, ())


def test_independent_means_are_welch_s_test() -> None:
    one, other = [5.1, 4.8, 6.0, 5.5] * 10, [4.0, 4.9, 4.4, 5.2, 3.9] * 8
    sides = [
        Mean(
            Unit.SCALE, float(x.mean()), x.var(ddof=1) / len(x), float(x.std(ddof=1)), len(x), len(x), len(x)
        )
        for x in (stats.zscore(one) + 5, stats.zscore(other) + 4.6)
    ]
    found = independent(*sides, level=0.95)
    oracle = stats.ttest_ind(stats.zscore(one) + 5, stats.zscore(other) + 4.6, equal_var=False)
    assert found.p == pytest.approx(oracle.pvalue)
    assert found.df == pytest.approx(oracle.df)
    interval = oracle.confidence_interval(0.95)
    assert (found.low, found.high) == pytest.approx((interval.low, interval.high))


def test_an_offset_moves_the_difference_its_interval_and_its_test() -> None:
    plain, bridged = (independent(scale(3.5, 0.01), scale(3.2, 0.01), 0.95, offset=by) for by in (0.0, 0.3))
    assert bridged.value == pytest.approx(0.0)
    assert bridged.p == pytest.approx(1.0)
    assert plain.low is not None
    assert bridged.low == pytest.approx(plain.low - 0.3)


def test_the_margin_of_an_offset_adds_its_variance() -> None:
    """A half-width of 1.96 at 95 % is a standard error of 1: √(0.01 + 0.01 + 1²)."""
    bridged = independent(scale(3.5, 0.01), scale(3.2, 0.01), 0.95, offset=0.3, margin=1.959963985)
    assert bridged.se == pytest.approx(1.02**0.5)


def test_the_effect_of_shares_is_cohen_s_h() -> None:
    found = independent(share(0.7), share(0.5), 0.95)
    assert found.effect == pytest.approx(2 * asin(sqrt(0.7)) - 2 * asin(sqrt(0.5)))


def test_the_effect_of_means_is_cohen_s_d() -> None:
    # Both have a standard deviation of 1: the difference is d.
    found = independent(scale(3.5, 0.01), scale(3.2, 0.01), 0.95)
    assert found.effect == pytest.approx(0.3)


def test_a_pair_uses_the_variance_of_its_difference() -> None:
    found = paired(scale(3.5, 0.01), scale(3.2, 0.01), 0.0004, 0.95)
    assert (found.se, found.df) == (pytest.approx(0.02), 99.0)
    assert found.p == pytest.approx(2 * stats.t.sf(15, 99))


def test_without_a_covariance_a_pair_is_told_and_not_tested() -> None:
    found = paired(scale(3.5, 0.01), scale(3.2, 0.01), None, 0.95)
    assert found.value == pytest.approx(0.3)
    assert (found.se, found.low, found.high, found.p) == (None, None, None, None)
    assert judge(found, 0.95) is Judgement.CANNOT_SAY


@pytest.mark.parametrize(
    "thin", [share(0.03), share(0.5, n=29), share(1.0), scale(3.0, None), scale(3.0, 0.0)]
)
def test_a_small_cell_is_not_tested(thin: Mean) -> None:
    found = independent(thin, replace(thin, value=0.4, variance=0.0024, n=100), 0.95)
    assert found.p is None
    assert judge(found, 0.95) is Judgement.CANNOT_SAY


def test_a_side_without_variance_gives_no_interval() -> None:
    found = independent(share(1.0), share(0.5), 0.95)
    assert found.se == pytest.approx(0.05)
    assert (found.low, found.high) == (None, None)
    assert (at_level(found, 0.9).low, at_level(found, 0.9).level) == (None, 0.9)


def test_against_a_fixed_value_only_the_mean_varies() -> None:
    found = against(share(0.6), 0.5, 0.95)
    assert found.p == pytest.approx(2 * stats.t.sf(0.1 / sqrt(0.0024), 99))
    wider = against(share(0.6), 0.5, 0.95, se=0.05)
    assert wider.se == pytest.approx(sqrt(0.0024 + 0.0025))


def test_equivalence_is_two_one_sided_tests() -> None:
    found = equivalence(found_by(0.01, 0.02), 0.05)
    assert found.p == pytest.approx(stats.t.cdf((0.01 - 0.05) / 0.02, 60))
    assert judge(found, 0.95) is Judgement.EQUIVALENT
    # Not significant and not equivalent: too few answers to say.
    assert judge(equivalence(found_by(0.01, 0.04), 0.05), 0.95) is Judgement.NOT_ESTABLISHED
    assert judge(found_by(0.01, 0.04), 0.95) is Judgement.NOT_ESTABLISHED


def test_equivalence_holds_when_the_90_per_cent_interval_is_inside_the_margin() -> None:
    for value in (-0.03, -0.01, 0.0, 0.02, 0.04):
        wide = at_level(found_by(value, 0.02), 0.90)
        assert wide.low is not None
        assert wide.high is not None
        inside = wide.low > -0.05 and wide.high < 0.05
        assert (judge(equivalence(found_by(value, 0.02), 0.05), 0.95) is Judgement.EQUIVALENT) is inside


def test_a_margin_is_positive() -> None:
    with pytest.raises(ValueError, match="margin"):
        equivalence(found_by(0.01, 0.02), 0.0)


def test_judgements_follow_the_sign_and_the_corrected_p() -> None:
    assert judge(found_by(0.1, 0.02), 0.95) is Judgement.HIGHER
    assert judge(found_by(-0.1, 0.02), 0.95) is Judgement.LOWER
    assert judge(replace(found_by(0.1, 0.02), p_adjusted=0.2), 0.95) is Judgement.NOT_ESTABLISHED


def test_the_answers_needed_would_settle_the_test() -> None:
    # A difference of one error needs (1.96 + 0.8416)² = 7.849 times the answers: 785 for 100, said 790.
    assert answers_needed(found_by(0.1, 0.1), 100) == 790


def test_the_answers_needed_are_less_where_the_population_is_finite() -> None:
    needed = answers_needed(found_by(0.1, 0.1), 100, population=1000)
    # 1/n = (1/100 − 1/1000)/7.849 + 1/1000, n = 465.9.
    assert needed == 470


def test_the_answers_needed_for_an_equivalence_fit_its_margin() -> None:
    # (1.645 + 0.8416)·SE must be 0.05 − 0.01: SE = 0.01609, from 0.03, 3.478 times the answers.
    assert answers_needed(equivalence(found_by(0.01, 0.03), 0.05), 100) == 350
    assert answers_needed(equivalence(found_by(0.06, 0.03), 0.05), 100) is None


def test_advice_that_means_nothing_is_not_given() -> None:
    assert answers_needed(found_by(0.0, 0.1), 100) is None
    assert answers_needed(found_by(0.01, 0.1), 100) is None
    assert answers_needed(paired(scale(3.5, 0.01), scale(3.2, 0.01), None, 0.95), 100) is None
    assert answers_needed(found_by(0.5, 0.1), 20) == 30


def test_an_assumption_is_said_once() -> None:
    weights, waves = Assumption.WEIGHTS_ONLY, Assumption.INDEPENDENT_WAVES
    assert assumed((weights,), (weights, waves)) == (weights, waves)
