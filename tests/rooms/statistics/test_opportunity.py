"""Opportunity: Ulwick's score, an interval that covers at its kink too, zones, ranks by interval."""

from math import inf, sqrt

import numpy as np
import pytest

from generator.statistics.estimate import Difference, Estimate, Method
from generator.statistics.opportunity import Opportunity, Zone, opportunity_of, ranks_by_interval, zone_of
from generator.statistics.tests import difference_of

MANY = 1e9


def share(value: float, se: float | None = 0.01) -> Estimate:
    return Estimate(value, se, None, None, MANY, 400, 400, 400, Method.LOGIT)


def apart(one: Estimate, other: Estimate, covariance: float = 0.0) -> Difference:
    variance = None if one.se is None or other.se is None else one.se**2 + other.se**2 - 2 * covariance
    return difference_of(one.value - other.value, variance, MANY, 0.95, None, ())


@pytest.mark.parametrize(
    ("important", "satisfied", "score"),
    [(0.9, 0.3, 15.0), (0.8, 0.8, 8.0), (0.4, 0.9, 4.0), (1.0, 0.0, 20.0), (0.0, 1.0, 0.0)],
)
def test_the_score_of_ulwick(important: float, satisfied: float, score: float) -> None:
    """Importance 9 and satisfaction 3 give 9 + 6 = 15; served beyond, an item counts as expected."""
    one, other = share(important), share(satisfied)
    assert opportunity_of(one, other, apart(one, other), 0.95).value == pytest.approx(score)


def test_the_variance_reads_the_covariance_from_the_gap() -> None:
    """Var(2i − s) = 4 × 0.0004 + 0.0009 − 4 × 0.0003 = 0.0013, whose interval is at 97.5 %: 2.2414 errors."""
    one, other = share(0.8, 0.02), share(0.3, 0.03)
    found = opportunity_of(one, other, apart(one, other, covariance=0.0003), 0.95)
    assert found.low == pytest.approx(13 - 10 * 2.2414 * sqrt(0.0013), abs=1e-3)
    assert found.high == pytest.approx(13 + 10 * 2.2414 * sqrt(0.0013), abs=1e-3)


@pytest.mark.parametrize("gap", [-0.2, -0.02, 0.0, 0.02, 0.2])
def test_the_interval_covers_at_least_at_its_level_even_where_the_two_numbers_meet(gap: float) -> None:
    """Two thousand samples of two correlated shares; 95 % less two errors of the simulation is 94 %."""
    draws, se, covariance = 2000, 0.02, 0.0002
    rng = np.random.default_rng(20261121)
    truth = (0.6, 0.6 - gap)
    samples = rng.multivariate_normal(truth, [[se**2, covariance], [covariance, se**2]], draws)
    score = 10 * (truth[0] + max(gap, 0.0))
    covered = 0
    for i, s in samples:
        one, other = share(float(i), se), share(float(s), se)
        found = opportunity_of(one, other, apart(one, other, covariance), 0.95)
        assert found.low is not None
        assert found.high is not None
        covered += found.low <= score <= found.high
    assert covered / draws >= 0.94


def test_without_a_design_there_is_a_score_and_no_interval() -> None:
    one, other = share(0.9, None), share(0.3, None)
    assert opportunity_of(one, other, apart(one, other), 0.95) == Opportunity(15.0, None, None)


@pytest.mark.parametrize(
    ("important", "satisfied", "zone"),
    [
        (0.9, 0.3, Zone.UNDERSERVED),
        (0.4, 0.9, Zone.OVERSERVED),
        (0.6, 0.6, Zone.SERVED),
        (0.6, 0.5, Zone.SERVED),
        (0.75, 0.5, Zone.UNDECIDED),
        (0.99, 0.99, Zone.UNDECIDED),
    ],
)
def test_zones_are_read_on_intervals(important: float, satisfied: float, zone: Zone) -> None:
    """0.75 and 0.5 give 10.0, on the line; 0.99 twice gives 9.9, whose interval crosses it."""
    one, other = share(important), share(satisfied)
    gap = apart(one, other)
    assert zone_of(opportunity_of(one, other, gap, 0.95), gap, 10.0, 0.95) is zone


def test_items_whose_intervals_cross_share_their_rank_and_ties_chain() -> None:
    found = {
        "a": Opportunity(15, 14, 16),
        "b": Opportunity(12, 10, 13),
        "c": Opportunity(11, 9, 12),
        "d": Opportunity(9, 8, 9.5),
        "e": Opportunity(5, 4, 6),
    }
    assert ranks_by_interval(found) == {
        "a": (1, False),
        "b": (2, True),
        "c": (2, True),
        "d": (2, True),
        "e": (5, False),
    }


def test_an_item_without_an_interval_ties_with_all() -> None:
    found = {"a": Opportunity(15, 14, 16), "b": Opportunity(3, None, None)}
    assert {tied for _, tied in ranks_by_interval(found).values()} == {True}


def test_bounds_stay_on_the_scale() -> None:
    one, other = share(0.999, 0.02), share(0.001, 0.02)
    found = opportunity_of(one, other, apart(one, other), 0.95)
    assert found.high == 20.0
    assert found.low is not None
    assert -inf < found.low < 20.0
