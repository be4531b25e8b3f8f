"""How much room an expectation leaves: Ulwick's opportunity score, with its uncertainty.

Ulwick (2002, "Turn Customer Input into Innovation", Harvard Business Review) scores importance and
satisfaction from 0 to 10, as tenths of the share of people for whom an item matters, and who are
satisfied with it: opportunity = importance + max(importance − satisfaction, 0), from 0 to 20.

That is the larger of two numbers, importance and 2 × importance − satisfaction. It has no single
standard error where the two are close: each gets an interval at the level that lets both hold
together (Bonferroni), and the score lies between the larger of the lower bounds and the larger of
the upper ones. The coverage is at least the level asked, whichever of the two is larger.
"""

from dataclasses import dataclass
from enum import StrEnum

from generator.statistics.estimate import Difference, Estimate, Judgement
from generator.statistics.intervals import t_quantile
from generator.statistics.tests import judge

TOP = 20.0
"""The most an opportunity can be: all find the item important, none is satisfied."""
_TENTHS = 10.0


class Zone(StrEnum):
    """What an opportunity says of an item; intervals decide, not points."""

    UNDERSERVED = "underserved"
    """Satisfaction is established below importance, and the score above the line."""
    SERVED = "served"
    """The whole interval of the score is under the line."""
    OVERSERVED = "overserved"
    """Satisfaction is established above importance."""
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class Opportunity:
    """A score from 0 to 20; the bounds are None where nothing allows an interval."""

    value: float
    low: float | None
    high: float | None


def opportunity_of(
    importance: Estimate, satisfaction: Estimate, gap: Difference | None, level: float
) -> Opportunity:
    """The score of an item from two shares and ``gap``, importance − satisfaction, all as fractions.

    The covariance of the two shares is read from the standard error of their difference, since the same
    people gave both: Var(2i − s) = 2 Var(i) + 2 Var(i − s) − Var(s).
    """
    value = _score(importance.value, satisfaction.value)
    if importance.se is None or satisfaction.se is None or gap is None or gap.se is None:
        return Opportunity(value, None, None)
    doubled = max(0.0, 2 * importance.se**2 + 2 * gap.se**2 - satisfaction.se**2) ** 0.5
    quantile = t_quantile(1 - (1 - level) / 4, min(importance.df, satisfaction.df))
    centres = (importance.value, 2 * importance.value - satisfaction.value)
    widths = (quantile * importance.se, quantile * doubled)
    low = max(centre - width for centre, width in zip(centres, widths, strict=True))
    high = max(centre + width for centre, width in zip(centres, widths, strict=True))
    return Opportunity(value, _within(_TENTHS * low), _within(_TENTHS * high))


def _score(importance: float, satisfaction: float) -> float:
    return _TENTHS * (importance + max(importance - satisfaction, 0.0))


def _within(score: float) -> float:
    return min(max(score, 0.0), TOP)


def zone_of(found: Opportunity, gap: Difference | None, line: float, level: float) -> Zone:
    """Where an item stands; ``gap`` is tested, after the correction over all items."""
    if gap is None or found.low is None or found.high is None:
        return Zone.UNDECIDED
    match judge(gap, level):
        case Judgement.LOWER:
            return Zone.OVERSERVED
        case Judgement.HIGHER if found.low > line:
            return Zone.UNDERSERVED
        case Judgement.HIGHER | Judgement.EQUIVALENT | Judgement.NOT_ESTABLISHED | Judgement.CANNOT_SAY:
            return Zone.SERVED if found.high < line else Zone.UNDECIDED


def ranks_by_interval(found: dict[str, Opportunity]) -> dict[str, tuple[int, bool]]:
    """Each item's rank by falling score, with whether it shares it: those whose intervals cross do.

    Ties chain; an item without an interval ties with all.
    """
    order = sorted(found, key=lambda name: -found[name].value)
    starts = [0]
    for place in range(1, len(order)):
        above = [found[name].low for name in order[:place]]
        below = [found[name].high for name in order[place:]]
        if all(low is not None and high is not None and low > high for low in above for high in below):
            starts.append(place)
    ranks: dict[str, tuple[int, bool]] = {}
    for start, end in zip(starts, [*starts[1:], len(order)], strict=True):
        ranks |= dict.fromkeys(order[start:end], (start + 1, end - start > 1))
    return ranks
