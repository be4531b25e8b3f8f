"""How a figure passes from one wave to another: freely, over a declared bridge, or not at all."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from generator.spec.measures import Measure
from generator.spec.models import Series, Study
from generator.spec.plan import Plan
from generator.spec.scores import Score, Unit
from generator.spec.series import Link, comparable


@dataclass(frozen=True, slots=True)
class Passage:
    """The way from an earlier wave to a later one.

    ``offset`` is what the change of wording alone is declared to add to the later wave, in the
    figure's unit; 0 when the wording did not change.
    """

    is_bridged: bool
    offset: float = 0.0


def passage_between(
    study: Study, plan: Plan, one: Score, other: Score, earlier: str, later: str
) -> Passage | None:
    """The way between two figures; None where a series breaks.

    An offset belongs to one figure: two different figures of a bridged measure have no passage.
    """
    shared = set(plan.measures_under(one)) & set(plan.measures_under(other))
    links = [comparable(study, plan.measure[name], earlier, later) for name in shared]
    series = {link.series for link in links if link}
    if Series.BREAK in series:
        return None
    if Series.BRIDGED not in series:
        return Passage(is_bridged=False)
    if one != other:
        return None
    return Passage(is_bridged=True, offset=_offset(study, plan, one, earlier, later))


def _offset(study: Study, plan: Plan, score: Score, earlier: str, later: str) -> float:
    """The sum of the bridges crossed; that of a mean of scores is the mean of theirs."""
    if score.parts:
        parts = [_offset(study, plan, plan.score[part], earlier, later) for part in score.parts]
        return sum(parts) / len(parts)
    measure = plan.measure[score.measure or ""]
    points = sum(link.offset or 0.0 for link in _bridges(study, measure, earlier, later))
    return points / 100 if score.unit is Unit.SHARE else points


def _bridges(study: Study, measure: Measure, earlier: str, later: str) -> Iterator[Link]:
    waves = list(study.waves)
    for before, after in pairwise(waves[waves.index(earlier) : waves.index(later) + 1]):
        link = comparable(study, measure, before, after)
        if link and link.series is Series.BRIDGED:
            yield link
