"""How a figure passes from one wave to another: freely, over a declared bridge, or not at all."""

from dataclasses import dataclass
from math import hypot

from generator.spec.models import Series, Study
from generator.spec.plan import Plan
from generator.spec.scores import Score, Unit
from generator.spec.series import Link, comparable, crossed


@dataclass(frozen=True, slots=True)
class Passage:
    """The way from an earlier wave to a later one.

    ``offset`` is what the change of wording alone is declared to add to the later wave, in the
    figure's unit; 0 when the wording did not change. ``margin`` is the half-width of its interval.
    """

    is_bridged: bool
    offset: float = 0.0
    margin: float = 0.0


PLAIN = Passage(is_bridged=False)
"""The way between two waves of one wording and one practice."""


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
        return PLAIN
    if one != other:
        return None
    return _bridge(study, plan, one, earlier, later)


def _bridge(study: Study, plan: Plan, score: Score, earlier: str, later: str) -> Passage:
    """The sum of the bridges crossed; that of a mean of scores is the mean of theirs.

    Bridges measured apart add their variances. Those of the parts of a mean may come from one
    measurement: their margins are averaged, as if they erred together.
    """
    if score.parts:
        parts = [_bridge(study, plan, plan.score[part], earlier, later) for part in score.parts]
        offset, margin = (sum(side) / len(parts) for side in zip(*map(_sides, parts), strict=True))
        return Passage(True, offset, margin)
    found = crossed(study, plan.measure[score.measure or ""], earlier, later)
    bridges = [link for link in found if link.series is Series.BRIDGED]
    offset, margin = sum(link.offset or 0.0 for link in bridges), hypot(*map(_margin, bridges))
    unit = 100 if score.unit is Unit.SHARE else 1
    return Passage(True, offset / unit, margin / unit)


def _sides(passage: Passage) -> tuple[float, float]:
    return passage.offset, passage.margin


def _margin(link: Link) -> float:
    return link.margin or 0.0
