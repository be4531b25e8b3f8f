"""From tests to standings: the weakest link of a claim, and what its test lets one say."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from generator.findings.finding import Standing
from generator.statistics.estimate import Difference, Judgement
from generator.statistics.tests import judge

Rival = TypeVar("Rival")
Duel = tuple[Rival, Difference]
"""A rival, and the tested difference between an item and it."""

ABOVE, BELOW = 1, -1


def towards(test: Difference, sense: int) -> Difference:
    """The test with the evidence it brings in one direction (``ABOVE`` or ``BELOW``); none the other way.

    p stays two-sided, so that naming a direction never makes a claim easier. Holm's and Benjamini and
    Hochberg's corrections then see no evidence in a gap that contradicts its claim.
    """
    return test if test.p is None or test.value * sense > 0 else replace(test, p=1.0)


def weakest(duels: Sequence[Duel[Rival]], sense: int, needed: int) -> Duel[Rival]:
    """The duel on which hangs that an item wins ``needed`` of its duels or more, with the p of that claim.

    The claim is a partial conjunction: its p is (n − u + 1)·p₍ᵤ₎ for u of n (Benjamini & Heller 2008,
    Biometrics 64, 1215–1222). For u = n nothing is multiplied: an intersection–union test (Berger
    1982). Counting duels won at the level, without the factor, would err up to n − u + 1 times as often.
    """
    ordered = sorted(((rival, towards(test, sense)) for rival, test in duels), key=lambda duel: _p(duel[1]))
    rival, test = ordered[needed - 1]
    return rival, replace(test, p=min(_p(test) * (len(duels) - needed + 1), 1.0))


def ranked(duels: Sequence[Duel[Rival]], k: int) -> tuple[Duel[Rival], int]:
    """The duel on which hangs that an item has rank ``k``, and its sense.

    k − 1 rivals above and all others below: both must be established, so the claim's p is the larger
    of theirs (Berger 1982).
    """
    halves = [(BELOW, k - 1), (ABOVE, len(duels) - k + 1)]
    found = [(weakest(duels, sense, needed), sense) for sense, needed in halves if needed]
    return max(found, key=lambda half: _p(half[0][1]))


def _p(test: Difference) -> float:
    return 1.0 if test.p is None else test.p


def standing_of(test: Difference, sense: int, level: float) -> Standing:
    """What a corrected test says of a claim: ``sense`` is the side on which the difference must be.

    A claim is refuted when the gap it states goes the other way, established or not; a claim of
    equivalence when the whole interval lies outside the margin.
    """
    match judge(test, level):
        case Judgement.HIGHER | Judgement.LOWER | Judgement.EQUIVALENT:
            return Standing.ESTABLISHED
        case Judgement.NOT_ESTABLISHED:
            return Standing.REFUTED if _contradicts(test, sense) else Standing.NOT_ESTABLISHED
        case Judgement.CANNOT_SAY:
            return Standing.CANNOT_SAY


def _contradicts(test: Difference, sense: int) -> bool:
    if test.margin is None:
        return test.value * sense < 0
    if test.low is None or test.high is None:
        return False
    return test.low > test.margin or test.high < -test.margin
