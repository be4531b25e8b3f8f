"""The weakest link of a claim, and what its test lets one say."""

from math import sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.findings import Standing
from generator.findings.judging import ABOVE, BELOW, ranked, standing_of, towards, weakest
from generator.spec.models import Adjustment
from generator.statistics.adjust import adjusted
from generator.statistics.estimate import Difference
from generator.statistics.tests import at_level, difference_of, equivalence

MANY = 1e6


def gap(points: float, se: float = 1.0) -> Difference:
    """A tested difference in points: 1.96 standard errors give p = 0.05."""
    return difference_of(points, se**2, MANY, 0.95, None, ())


def p(points: float, se: float = 1.0) -> float:
    """Its two-sided p."""
    found = gap(points, se).p
    assert found is not None
    return found


def test_a_gap_the_other_way_is_no_evidence() -> None:
    """Three errors above zero say nothing for "below"."""
    assert towards(gap(3), ABOVE).p == p(3)
    assert towards(gap(3), BELOW).p == 1.0
    assert towards(gap(0), ABOVE).p == 1.0


def test_all_duels_must_be_won() -> None:
    """An intersection–union test: the p of the closest rival, multiplied by nothing."""
    rival, test = weakest([("a", gap(5)), ("b", gap(2)), ("c", gap(4))], ABOVE, needed=3)
    assert (rival, test.p) == ("b", p(2))


def test_all_but_one_duel_must_be_won() -> None:
    """Second of two: p₍₂₎ of three, times (3 − 2 + 1) = 2 (Benjamini & Heller 2008)."""
    rival, test = weakest([("a", gap(5)), ("b", gap(-1)), ("c", gap(2.5))], ABOVE, needed=2)
    assert rival == "c"
    assert test.p == pytest.approx(2 * p(2.5))


def test_a_duel_lost_is_worth_nothing() -> None:
    """One rival above is enough to lose "highest", however clear the other duels."""
    assert weakest([("a", gap(9)), ("b", gap(-1))], ABOVE, needed=2)[1].p == 1.0


def test_a_rank_needs_both_halves() -> None:
    """Second of four: one above (p₍₁₎·3) and two below (p₍₂₎·2); the larger p decides."""
    duels = [("first", gap(-4)), ("third", gap(3)), ("fourth", gap(6))]
    (rival, test), sense = ranked(duels, 2)
    assert (rival, sense) == ("third", ABOVE)
    assert test.p == pytest.approx(2 * p(3))


def test_the_first_rank_is_the_highest() -> None:
    """Nothing is above a first: only the duels below count, with no factor."""
    (rival, test), sense = ranked([("b", gap(3)), ("c", gap(6))], 1)
    assert (rival, sense, test.p) == ("b", ABOVE, p(3))


def test_the_last_rank_is_the_lowest() -> None:
    """And nothing is below a last."""
    (rival, test), sense = ranked([("b", gap(-3)), ("c", gap(-6))], 3)
    assert (rival, sense, test.p) == ("b", BELOW, p(-3))


@given(st.lists(st.floats(-8, 8), min_size=2, max_size=6), st.integers(1, 6))
def test_one_rank_at_most_is_established(gaps: list[float], k: int) -> None:
    """Whatever the gaps, an item is never established at two ranks."""
    duels = [(str(i), gap(value)) for i, value in enumerate(gaps)]
    established = []
    for rank in range(1, len(gaps) + 2):
        (_, test), sense = ranked(duels, rank)
        if standing_of(test, sense, 0.95) is Standing.ESTABLISHED:
            established.append(rank)
    assert established in ([], [1 + sum(value < 0 for value in gaps)])


def test_the_factor_is_what_keeps_the_level() -> None:
    """An item that ties with two others is not in the top two: wrongly said so at most 2.5 % of the time.

    Counting the duels won at the level, without the factor, says so nearly twice as often.
    """
    noise = np.random.default_rng(2026).normal(size=(4000, 4)) / sqrt(2)
    corrected = counted = 0
    for own, *others in noise.tolist():
        duels = [(str(i), gap(own - other)) for i, other in enumerate((others[0], others[1], others[2] - 9))]
        _, test = weakest(duels, ABOVE, needed=2)
        corrected += (test.p or 0.0) <= 0.05
        counted += sum((towards(one, ABOVE).p or 0.0) <= 0.05 for _, one in duels) >= 2
    assert corrected / 4000 < 0.03  # 2.5 %, and two errors of 4,000 draws
    assert counted / 4000 > 0.04


@pytest.mark.parametrize(
    ("points", "sense", "standing"),
    [
        (-3.0, BELOW, Standing.ESTABLISHED),
        (-1.0, BELOW, Standing.NOT_ESTABLISHED),
        (1.0, BELOW, Standing.REFUTED),
        (9.0, BELOW, Standing.REFUTED),
        (3.0, ABOVE, Standing.ESTABLISHED),
        (0.0, ABOVE, Standing.NOT_ESTABLISHED),
    ],
)
def test_standings(points: float, sense: int, standing: Standing) -> None:
    """Established on the claimed side only; contrary as soon as the estimate is on the other."""
    (test,) = adjusted([towards(gap(points), sense)], Adjustment.HOLM, 0.95)
    assert standing_of(test, sense, 0.95) is standing


@pytest.mark.parametrize(
    ("points", "standing"),
    [
        (0.5, Standing.ESTABLISHED),
        (-3.3, Standing.ESTABLISHED),
        (3.5, Standing.NOT_ESTABLISHED),
        (6.0, Standing.NOT_ESTABLISHED),
        (7.0, Standing.REFUTED),
        (-7.0, Standing.REFUTED),
    ],
)
def test_equivalence_is_an_interval_inside_the_margin(points: float, standing: Standing) -> None:
    """Within ±5 with an error of 1: the 90 % interval reaches 1.645 on each side, so 3.36 is the edge."""
    test = at_level(equivalence(gap(points), 5.0), 0.9)
    assert standing_of(test, 0, 0.95) is standing


def test_what_cannot_be_tested_cannot_be_said() -> None:
    """No variance, no test."""
    assert standing_of(difference_of(3.0, None, MANY, 0.95, None, ()), ABOVE, 0.95) is Standing.CANNOT_SAY
