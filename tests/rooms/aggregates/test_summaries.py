"""Means and medians of numbers, worked out by hand."""

import math

import numpy as np
import pytest
from scipy import stats

from generator.aggregates.designs import Design
from generator.aggregates.summaries import mean_of, median_of

ALL = np.ones(4, np.bool_)
EQUAL = np.ones(4)
DAYS = np.array([10.0, 20, 30, 60])


def test_a_plain_mean_has_the_textbook_variance() -> None:
    summary = mean_of(DAYS, Design(EQUAL), ALL)
    assert summary is not None
    assert summary.mean == 30
    # s²/n = (400 + 100 + 0 + 900)/3/4
    assert summary.variance == pytest.approx(1400 / 3 / 4)
    assert summary.dominant == pytest.approx(90 / 120)
    assert summary.most == 0.25


def test_the_number_that_most_people_gave_is_counted_without_weights() -> None:
    given = np.array([7.0, 7, 7, 3])
    for summary in (
        mean_of(given, Design(np.array([1.0, 1, 1, 9])), ALL),
        median_of(given, Design(EQUAL), ALL, 0.95),
        median_of(given, Design(EQUAL), np.array([1, 0, 0, 1], np.bool_), 0.95),
    ):
        assert summary is not None
        assert summary.most == (0.5 if summary.mean == 3 else 0.75)


def test_a_weighted_mean_in_a_domain() -> None:
    inside = np.array([1, 1, 0, 0], np.bool_)
    summary = mean_of(DAYS, Design(np.array([1.0, 3, 9, 9])), inside)
    assert summary is not None
    assert summary.mean == 17.5
    # Σ (w(x−m)/W)² = (7.5/4)² + (3·2.5/4)²; the four rows of the design give the factor 4/3
    assert summary.variance == pytest.approx(4 / 3 * 2 * (7.5 / 4) ** 2)
    assert summary.dominant == 1.0


def test_one_person_has_no_variance_and_nobody_has_no_mean() -> None:
    alone = mean_of(DAYS, Design(EQUAL), np.array([0, 0, 0, 1], np.bool_))
    assert alone is not None
    assert (alone.mean, alone.variance) == (60, None)
    assert mean_of(DAYS, Design(EQUAL), np.zeros(4, np.bool_)) is None
    assert median_of(DAYS, Design(EQUAL), np.zeros(4, np.bool_), 0.95) is None


def test_a_total_of_nothing_is_held_by_two() -> None:
    summary = mean_of(np.zeros(4), Design(EQUAL), ALL)
    assert summary is not None
    assert summary.dominant == 1.0


def test_large_numbers_keep_their_digits() -> None:
    summary = mean_of(DAYS / 60 + 1e9, Design(EQUAL), ALL)
    assert summary is not None
    assert summary.variance == pytest.approx(1400 / 3 / 4 / 3600, rel=1e-6)


@pytest.mark.parametrize(
    ("weights", "median"),
    [
        ([1, 1, 1, 1], 20),
        ([1, 1, 1, 1.1], 30),
        ([3, 1, 1, 1], 10),
        ([0.1, 0.1, 0.1, 0.1], 20),
        ([1, 1, 1, 9], 60),
    ],
)
def test_the_median_is_where_half_of_the_weight_lies(weights: list[float], median: float) -> None:
    summary = median_of(DAYS, Design(np.array(weights, np.float64)), ALL, 0.95)
    assert summary is not None
    assert (summary.mean, summary.variance) == (median, None)


def test_woodruff_bounds_by_hand() -> None:
    numbers, ones = np.arange(1.0, 101), np.ones(100)
    summary = median_of(numbers, Design(ones), np.ones(100, np.bool_), 0.95)
    assert summary is not None
    assert summary.mean == 50
    # 50 of 100 at or below: SE = √(0.25/99); the shares 0.5 ∓ t·SE are reached at these ranks
    spread = stats.t.ppf(0.975, 99) * math.sqrt(0.25 / 99)
    assert summary.low == math.ceil(100 * (0.5 - spread)) == 41
    assert summary.high == math.ceil(100 * (0.5 + spread)) == 60


def test_bounds_do_not_leave_the_values() -> None:
    summary = median_of(DAYS, Design(EQUAL), ALL, 0.99)
    assert summary is not None
    assert (summary.low, summary.high) == (10, 60)
    alone = median_of(DAYS, Design(EQUAL), np.array([1, 0, 0, 0], np.bool_), 0.95)
    assert alone is not None
    assert (alone.low, alone.high) == (None, None)


def test_neither_the_order_nor_the_scale_of_weights_matters() -> None:
    generator = np.random.default_rng(11)
    numbers, weights = generator.integers(0, 40, 300).astype(np.float64), generator.lognormal(size=300)
    order, inside = generator.permutation(300), generator.random(300) < 0.6
    plain = median_of(numbers, Design(weights), inside, 0.95)
    again = median_of(numbers[order], Design(7 * weights[order]), inside[order], 0.95)
    assert plain is not None
    assert again is not None
    assert (again.mean, again.low, again.high) == (plain.mean, plain.low, plain.high)
    assert again.dominant == pytest.approx(plain.dominant)
