"""Means and variances from cells, by hand on a few answers."""

from math import sqrt

import pytest

from generator.release import Cells, Totals
from generator.spec.scores import Unit
from generator.statistics.variance import (
    Mean,
    kish,
    mean_of_cells,
    mean_of_parts,
    mean_of_totals,
    median_of,
    reaches,
    rest,
)

POINTS = {"1": 1.0, "2": 2.0, "3": 3.0}


def cells(*w: float, w2: tuple[float, ...] | None = None) -> Cells:
    return Cells(tuple(POINTS), w, w2 or w)


def mean(
    value: float, variance: float | None, *, n: int = 100, unit: Unit = Unit.SCALE, n_eff: float | None = None
) -> Mean:
    return Mean(
        unit, value, variance, None if variance is None else sqrt(variance * n), n, n, n * n / (n_eff or n)
    )


def test_an_unweighted_mean_has_the_textbook_variance() -> None:
    # Answers 1, 2, 2, 3: mean 2, sample variance 2/3, variance of the mean 1/6.
    found = mean_of_cells(cells(1, 2, 1), POINTS, Unit.SCALE, n=4, rows=4)
    assert found is not None
    assert (found.value, found.n, found.df) == (2.0, 4, 3.0)
    assert found.variance == pytest.approx(1 / 6)
    assert found.deviation == pytest.approx(sqrt(2 / 3))


def test_weights_count_squared_in_the_variance() -> None:
    # Weights 2 and 1 on the answers 1 and 3: mean 5/3; Σw²(x−m)² = 4·4/9 + 1·16/9 = 32/9; W² = 9; factor 2.
    found = mean_of_cells(cells(2, 0, 1, w2=(4, 0, 1)), POINTS, Unit.SCALE, n=2, rows=2)
    assert found is not None
    assert found.value == pytest.approx(5 / 3)
    assert found.variance == pytest.approx(2 * 32 / 81)
    assert found.n_eff == pytest.approx(9 / 5)


def test_the_factor_counts_every_row_of_the_design() -> None:
    few, many = (mean_of_cells(cells(1, 2, 1), POINTS, Unit.SCALE, n=4, rows=rows) for rows in (4, 10))
    assert few is not None
    assert many is not None
    assert many.variance == pytest.approx((few.variance or 0) * (3 / 4) * (10 / 9))
    assert many.df == few.df


def test_one_answer_has_no_variance_and_nobody_has_no_mean() -> None:
    one = mean_of_cells(cells(0, 1, 0), POINTS, Unit.SCALE, n=1, rows=5)
    assert one is not None
    assert (one.value, one.variance, one.deviation) == (2.0, None, None)
    assert mean_of_cells(cells(0, 0, 0), POINTS, Unit.SCALE, n=0, rows=5) is None


def test_a_constant_is_met_exactly() -> None:
    # 0.1 + 0.2 style sums miss 3.0 by a float; that noise must not pass for variance.
    found = mean_of_cells(cells(0, 0, 0.1 + 0.7 + 0.3), {**POINTS, "3": 0.1}, Unit.SCALE, n=3, rows=3)
    assert found is not None
    assert (found.value, found.variance) == (0.1, 0.0)
    assert not found.is_testable


def test_totals_give_the_deviation_that_their_variance_implies() -> None:
    found = mean_of_totals(Totals(12.0, 0.25), Unit.NATURAL, n=100, w=100.0, w2=125.0)
    assert found.deviation == pytest.approx(sqrt(0.25 * 80))
    assert mean_of_totals(Totals(12.0, 1e-30), Unit.NATURAL, 100, 100.0, 100.0).variance == 0.0
    assert mean_of_totals(Totals(12.0, 0.25), Unit.NATURAL, 1, 1.0, 1.0).variance is None


def test_a_median_has_the_variance_of_its_bounds() -> None:
    # With 61 answers t = 2.000298: bounds 4 apart are an error of 1.
    found = median_of(Totals(12.0, None, 11.0, 15.000596), Unit.NATURAL, 61, 61.0, 61.0, 0.95)
    assert found.variance == pytest.approx(1.0, abs=1e-6)
    assert found.bounds == (11.0, 15.000596)
    assert median_of(Totals(12.0, None), Unit.NATURAL, 61, 61.0, 61.0, 0.95).variance is None


def test_a_mean_of_scores_takes_their_covariance_and_the_smallest_base() -> None:
    parts = (mean(3.0, 0.04, n=100), mean(4.0, 0.09, n=80))
    found = mean_of_parts(parts, ((0.04, 0.01), (0.01, 0.09)))
    assert (found.value, found.n, found.parts) == (3.5, 80, 2)
    assert found.variance == pytest.approx((0.04 + 0.09 + 2 * 0.01) / 4)


def test_parts_that_make_up_for_one_another_have_no_variance_but_no_negative_one() -> None:
    # One goes down when the other goes up: 0.1 + 0.2 − 0.3, which floats miss.
    parts = (mean(3.0, 0.1), mean(3.0, 0.2))
    found = mean_of_parts(parts, ((0.1, -0.15), (-0.15, 0.2 - 1e-17)))
    assert found.variance == 0.0
    constant = mean_of_parts((mean(100.0, 0.0), mean(100.0, 0.0)), ((1e-32, 0.0), (0.0, 1e-32)))
    assert constant.variance == 0.0


def test_an_effective_base_is_no_larger_than_the_base() -> None:
    # Sums of weights are released to some digits: 30 weights of 1.3 may say 30.0003 answers.
    assert kish(30, 39.0002, 50.7) == 30.0
    assert kish(30, 36.0, 50.7) == pytest.approx(25.56213)


def test_thirty_equal_weights_are_thirty_answers_whatever_they_weigh() -> None:
    assert reaches(29.9999, 30)
    assert not reaches(29.9, 30)


def test_the_rest_is_the_whole_less_the_group() -> None:
    whole, part = (
        cells(3.0, 2.0, 0.3, w2=(3.0, 2.0, 0.3)),
        cells(1.0, 2.0, 0.1 + 0.2, w2=(1.0, 2.0, 0.1 + 0.2)),
    )
    assert rest(whole, part) == cells(2.0, 0.0, 0.0)


@pytest.mark.parametrize(
    ("known", "testable"),
    [
        (mean(3.0, 0.1, n=30), True),
        (mean(3.0, 0.1, n=29), False),
        (mean(3.0, 0.0), False),
        (mean(3.0, None), False),
        (mean(0.05, 0.1, unit=Unit.SHARE), True),
        (mean(0.95, 0.1, unit=Unit.SHARE), True),
        (mean(0.04, 0.1, unit=Unit.SHARE), False),
        (mean(0.96, 0.1, unit=Unit.SHARE), False),
        (mean(0.05, 0.1, unit=Unit.SHARE, n_eff=90), False),
    ],
)
def test_the_small_cell_rule(known: Mean, testable: bool) -> None:
    assert known.is_testable is testable
