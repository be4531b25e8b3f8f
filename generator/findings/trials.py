"""A claim put to the test, or the reason why it cannot be."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from generator.findings import wording
from generator.findings.judging import Duel
from generator.findings.printing import Gauge
from generator.findings.sides import Side
from generator.statistics.estimate import Difference, Estimate
from generator.words import Words


class Obstacle(StrEnum):
    """Why a claim cannot be judged."""

    WITHHELD = "withheld"
    UNTESTABLE = "untestable"
    """The design allows no test, too few answered, or a series is broken."""
    APART = "apart"
    """Samples of two studies have no test in common."""
    UNITS = "units"
    MARGINLESS = "marginless"
    """``=`` without a margin is not a claim: nothing is exactly equal."""
    UNMODELLED = "unmodelled"
    UNTESTED = "untested"
    """The finding it cites makes no claim of its own."""
    VACUOUS = "vacuous"
    """No item is excluded: ``top(6, x)`` of six, or a seventh rank."""


@dataclass(frozen=True, slots=True)
class Contender:
    """One of the figures that a claim sets against each other."""

    score: str
    label: str
    estimate: Estimate | None
    number: str


def contender(side: Side) -> Contender:
    """A side of a claim, as what it stands for."""
    return Contender(side.score.id, wording.bare(side.score.label), side.estimate, side.number)


Duels = Sequence[Duel[Contender]]
Deciding = tuple[Duel[Contender], int]
"""The duel on which a claim hangs, and the side on which its difference must be."""


@dataclass(frozen=True, slots=True)
class Trial:
    """A claim put to the test, before the correction over its family.

    ``sense`` is the side on which ``test.value`` must be, 0 for an equivalence. ``gap`` is the
    difference of the figures as they print: ``one`` and ``other``. ``rival`` is the contender that the
    claim itself does not name, ``margin`` how the margin of an equivalence prints. ``can_grow``: more
    answers would sharpen both sides. ``told`` is the same comparison as pages tell it, where they do.
    """

    words: Words
    obstacle: Obstacle | None = None
    test: Difference | None = None
    sense: int = 0
    gauge: Gauge | None = None
    left: Estimate | None = None
    right: Estimate | None = None
    one: Words = wording.NOTHING
    other: Words = wording.NOTHING
    gap: Decimal = Decimal(0)
    rival: Contender | None = None
    numbers: tuple[str, ...] = ()
    can_grow: bool = True
    margin: Words | None = None
    told: Difference | None = None

    @property
    def base(self) -> int:
        """The smaller base: it sets how finely a difference prints."""
        return min(side.n for side in (self.left, self.right) if side is not None)


def duel(words: Words, gauge: Gauge, one: Contender, other: Contender, test: Difference | None) -> Trial:
    """Two figures against each other."""
    trial = Trial(
        words, gauge=gauge, left=one.estimate, right=other.estimate, numbers=(one.number, other.number)
    )
    if one.estimate is None or other.estimate is None:
        return replace(trial, obstacle=Obstacle.WITHHELD)
    if test is None or test.p is None:
        return replace(trial, obstacle=Obstacle.UNTESTABLE)
    return replace(
        trial,
        test=test,
        one=wording.figure(gauge, one.estimate),
        other=wording.figure(gauge, other.estimate),
        gap=gauge.gap_between(one.estimate, other.estimate, test),
    )


def contest(
    words: Words,
    gauge: Gauge,
    one: Contender,
    rivals: Sequence[Contender],
    difference: Callable[[Contender], Difference | None],
    decide: Callable[[Duels], Deciding],
) -> Trial:
    """One figure against several: its test is the duel on which the claim hangs."""
    numbers = (one.number, *(rival.number for rival in rivals))
    trial = Trial(words, left=one.estimate, numbers=numbers)
    if not all(contender.estimate for contender in (one, *rivals)):
        return replace(trial, obstacle=Obstacle.WITHHELD)
    duels = [(rival, test) for rival in rivals if (test := difference(rival)) and test.p is not None]
    if len(duels) < len(rivals):
        return replace(trial, obstacle=Obstacle.UNTESTABLE)
    (rival, test), sense = decide(duels)
    return replace(duel(words, gauge, one, rival, test), sense=sense, rival=rival, numbers=numbers)
