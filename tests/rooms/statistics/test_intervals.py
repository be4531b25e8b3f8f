"""Closed forms of intervals, against hand computation and published tables."""

from math import log, sqrt

import pytest

from generator.statistics.intervals import adjusted_wald, korn_graubard, logit, student, wilson


def test_student_is_the_mean_plus_or_minus_t_times_its_error() -> None:
    # t(0.975; 9 df) = 2.262157 in any table; the error is 2.
    assert student(10.0, 4.0, 9, 0.95) == pytest.approx((10 - 4.524314, 10 + 4.524314), abs=1e-5)


def test_logit_stays_between_0_and_1_and_is_symmetric_in_odds() -> None:
    low, high = logit(0.9, 0.05**2, 40, 0.95)
    assert 0 < low < 0.9 < high < 1
    odds = [log(p / (1 - p)) for p in (low, 0.9, high)]
    assert odds[1] - odds[0] == pytest.approx(odds[2] - odds[1])
    assert odds[2] - odds[1] == pytest.approx(2.021075 * 0.05 / 0.09, abs=1e-5)


@pytest.mark.parametrize(("hits", "n", "low", "high"), [(0, 20, 0.0, 0.1684), (1, 29, 0.0009, 0.1776)])
def test_korn_graubard_of_a_simple_sample_is_clopper_pearson(
    hits: int, n: int, low: float, high: float
) -> None:
    # Newcombe (1998), Statistics in Medicine 17, table I, method 5.
    assert korn_graubard(hits / n, n, n, n - 1, 0.95) == pytest.approx((low, high), abs=5e-5)


def test_korn_graubard_widens_with_few_degrees_of_freedom() -> None:
    wide, narrow = (korn_graubard(0.3, 100, 100, df, 0.95) for df in (5, 99))
    assert wide[0] < narrow[0] < 0.3 < narrow[1] < wide[1]


def test_korn_graubard_at_1_has_a_lower_bound() -> None:
    low, high = korn_graubard(1.0, 10, 10, 9, 0.95)
    assert (low, high) == (pytest.approx(0.025 ** (1 / 10)), 1.0)


def test_wilson_is_exact_at_its_ends() -> None:
    # At 0 of n the bound is z²/(n + z²); z² = 3.841459.
    assert wilson(0.0, 10, 0.95) == (0.0, pytest.approx(3.841459 / 13.841459, abs=1e-6))
    assert wilson(1.0, 10, 0.95)[1] == 1.0


def test_adjusted_wald_adds_three_answers() -> None:
    # 2 detractors, 3 passives, 5 promoters become 2.75, 4.5, 5.75 of 13: centre 3/13, spread 8.5/13.
    half = 1.959964 * sqrt((8.5 / 13 - (3 / 13) ** 2) / 13)
    assert adjusted_wald(0.3, 0.7, 10, 0.95) == pytest.approx((3 / 13 - half, 3 / 13 + half), abs=1e-6)


def test_adjusted_wald_of_a_unanimous_sample_is_no_certainty() -> None:
    low, _ = adjusted_wald(1.0, 1.0, 10, 0.95)
    assert low == pytest.approx(0.475, abs=1e-3)


@pytest.mark.parametrize("level", [0.8, 0.9, 0.95, 0.999])
@pytest.mark.parametrize("balance", [-1.0, -0.5, 0.0, 1.0])
def test_adjusted_wald_holds_the_score_at_any_confidence(balance: float, level: float) -> None:
    # At 80 %, three answers drawn towards zero would leave a unanimous score outside its own interval.
    low, high = adjusted_wald(balance, abs(balance), 500, level)
    assert low <= balance <= high
