"""Findings: sentences bound to released numbers, and what the data say of each claim."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from generator.errors import Diagnostic
from generator.findings.exposure import Exposure
from generator.spec.language import Claim
from generator.spec.models import Verdict
from generator.statistics.estimate import Difference, Estimate
from generator.statistics.opportunity import Opportunity, Zone
from generator.words import Words as Wording


class Standing(StrEnum):
    """Whether a claim stands."""

    ESTABLISHED = "established"
    REFUTED = "refuted"
    """The estimate points the other way, or the opposite is established."""
    NOT_ESTABLISHED = "not_established"
    CANNOT_SAY = "cannot_say"
    """Withheld, or too few answers to test."""


@dataclass(frozen=True, slots=True)
class Words:
    """Text of a sentence that is not a number."""

    text: str


@dataclass(frozen=True, slots=True)
class BoundNumber:
    """A number in a sentence: how it prints, and the ids of the plan's numbers it comes from."""

    text: str
    numbers: tuple[str, ...]
    n: int | None = None


Sentence = tuple[Words | BoundNumber, ...]


def text_of(sentence: Sentence) -> str:
    """The sentence as plain text."""
    return "".join(part.text for part in sentence)


@dataclass(frozen=True, slots=True)
class JudgedClaim:
    """A claim with its test.

    ``left`` and ``right`` are the two sides compared (the closest rival for ``lowest`` or ``top``);
    ``rival`` is the score of that rival. ``numbers`` are the ids of the plan's numbers it rests on.
    ``test.p`` is two-sided and ``test.p_adjusted`` counts only evidence in the claimed direction.
    ``needed`` is roughly how many answers would settle a claim that is not established.
    ``words`` says the claim, ``reading`` what the data answered; ``wording.told`` prints both.
    """

    source: str
    claim: Claim
    standing: Standing
    test: Difference | None
    left: Estimate | None
    right: Estimate | None
    words: Wording
    reading: Wording
    rival: str | None = None
    numbers: tuple[str, ...] = ()
    needed: int | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding ready to be shown for one wave."""

    id: str
    wave: str
    says: Sentence
    mechanism: Sentence | None
    claims: tuple[JudgedClaim, ...]
    verdict: Verdict
    decision: str
    by: str


class Quadrant(StrEnum):
    """Where an item stands under importance–performance."""

    IMPROVE = "improve"
    MAINTAIN = "maintain"
    WATCH = "watch"
    """Low importance, low performance: not where effort pays."""
    SURPLUS = "surplus"
    """Low importance, high performance: keep without more effort."""
    UNDECIDED = "undecided"
    """An interval crosses a cut."""


@dataclass(frozen=True, slots=True)
class Priority:
    """One item under the priority rule.

    ``score`` is the score that was weighed, ``performance`` that of the same item under the rule's own
    indicator. ``rank`` is its rank by importance, 1 first; items whose order is not established share
    it and are ``tied``. None: it does not vary, so it weighs nothing that can be told.
    """

    score: str
    importance: Estimate | None
    performance: Estimate | None
    rank: int | None
    tied: bool
    quadrant: Quadrant


@dataclass(frozen=True, slots=True)
class Priorities:
    """The whole ranking, with the cuts it used and the fit of the model.

    ``r2`` and ``outcome`` (a score) are None where importance was asked rather than computed.
    ``base`` counts the answers that importance rests on, None where it was asked item by item.
    """

    items: tuple[Priority, ...]
    cut_importance: float
    cut_performance: float
    r2: float | None
    base: int | None
    outcome: str | None


@dataclass(frozen=True, slots=True)
class Expectation:
    """One item under the opportunity rule.

    ``gap`` is importance − satisfaction, tested over all items; ``rank`` is by falling score, 1 first,
    shared where intervals cross. Estimates are None where the gate kept one of them: nothing is ranked.
    """

    item: str
    importance_of: str
    """The score of its importance."""
    satisfaction_of: str
    """The score of its satisfaction."""
    importance: Estimate | None
    satisfaction: Estimate | None
    gap: Difference | None
    score: Opportunity | None
    rank: int | None
    tied: bool
    zone: Zone


@dataclass(frozen=True, slots=True)
class Opportunities:
    """The whole ranking by opportunity, with the line above which an item is worth acting on."""

    items: tuple[Expectation, ...]
    line: float


class Effect(StrEnum):
    """What may be said of an indicator that an action should move. None of these says "because"."""

    MOVED_WITH = "moved_with"
    """Established, in the hoped direction."""
    MOVED_AGAINST = "moved_against"
    """Established, in the other direction."""
    NOT_SHOWN = "not_shown"
    TOO_EARLY = "too_early"
    """The action was not finished when people were asked."""
    CANNOT_SAY = "cannot_say"
    """Withheld, never asked before the action, or across a break in the series."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What an indicator gained beyond what those that no action touched gained meanwhile.

    ``others`` are their scores; ``effect`` is MOVED_WITH where more was gained than there, as hoped,
    MOVED_AGAINST where less was, NOT_SHOWN where nothing sets it apart.
    """

    others: tuple[str, ...]
    change: Difference
    effect: Effect
    words: Wording


@dataclass(frozen=True, slots=True)
class Movement:
    """What one indicator has done between the wave before an action began and the latest."""

    side: str
    """``customer``, ``employee`` or ``business``."""
    reference: str
    study: str
    score: str
    before: str | None
    after: str | None
    change: Difference | None
    effect: Effect
    subject: Wording
    """The indicator, in words."""
    words: Wording
    numbers: tuple[str, ...] = ()
    beside: Beside | None = None
    """None where no action left anything untouched, or where it cannot be compared."""


class Reach(StrEnum):
    """How far an action's target is."""

    AWAITED = "awaited"
    """The wave at which it is judged has not come."""
    REACHED = "reached"
    """The whole interval of the change is at or beyond the target."""
    MISSED = "missed"
    """The whole interval falls short of it."""
    NOT_SHOWN = "not_shown"
    CANNOT_SAY = "cannot_say"


@dataclass(frozen=True, slots=True)
class Aim:
    """What an action should move, by how many points, and whether it did."""

    reference: str
    change: float
    """The expected change, in points."""
    by: str
    """The wave at which it is judged."""
    reach: Reach
    words: Wording


@dataclass(frozen=True, slots=True)
class Followed:
    """An action seen from a date: late or not, and what the indicators it names have done."""

    id: str
    is_late: bool
    movements: tuple[Movement, ...]
    target: Aim | None


TextPath = tuple[str | int, ...]
"""Where a text stands in the spec: ``("decisions", "magazine", "prior")``."""


@dataclass(frozen=True, slots=True)
class Findings:
    """All that one wave of a study says, with the problems met while judging it.

    ``texts`` holds every other bound text of the spec (a decision's ``choice``, ``limits``…), composed.
    """

    study: str
    wave: str
    findings: tuple[Finding, ...]
    priorities: Priorities | None
    actions: tuple[Followed, ...]
    diagnostics: tuple[Diagnostic, ...]
    texts: Mapping[TextPath, Sentence] = field(default_factory=dict)
    exposure: Exposure | None = None
    """The yearly amount exposed, where its three inputs are known."""
    opportunities: Opportunities | None = None
    """The ranking by opportunity, where that is the rule."""
