"""How a figure passes from one wave to another: freely, over a declared bridge, or not at all."""

from collections.abc import Callable
from dataclasses import dataclass
from math import hypot

from generator.spec.models import Series, Study
from generator.spec.plan import Plan
from generator.spec.scores import Score, Unit
from generator.spec.series import Link, comparable, crossed


@dataclass(frozen=True, slots=True)
class Bridge:
    """What a change of wording adds to the later wave, with the half-width of its interval.

    ``is_apart``: measured on the same people as if on two groups of them, which widens its interval.
    """

    offset: float
    margin: float
    is_measured: bool = False
    is_apart: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """The way from an earlier wave to a later one.

    ``offset`` is what the change of wording alone is declared or measured to add to the later wave, in
    the figure's unit; 0 when the wording did not change. ``margin`` is the half-width of its interval.
    """

    is_bridged: bool
    offset: float = 0.0
    margin: float = 0.0
    is_measured: bool = False
    is_apart: bool = False


Measuring = Callable[[Score, Link], Bridge | None]
"""Measures a bridge, in the figure's unit, where both wordings were asked; None where nothing is released."""


PLAIN = Passage(is_bridged=False)
"""The way between two waves of one wording and one practice."""


def passage_between(
    study: Study, plan: Plan, one: Score, other: Score, earlier: str, later: str, measuring: Measuring
) -> Passage | None:
    """The way between two figures; None where a series breaks, or a bridge was not measured after all.

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
    return _over(study, plan, one, earlier, later, measuring)


def _over(
    study: Study, plan: Plan, score: Score, earlier: str, later: str, measuring: Measuring
) -> Passage | None:
    """The sum of the bridges crossed; that of a mean of scores is the mean of theirs.

    Bridges measured apart add their variances. Those of the parts of a mean may come from one
    measurement: their margins are averaged, as if they erred together.
    """
    if score.parts:
        parts = [_over(study, plan, plan.score[part], earlier, later, measuring) for part in score.parts]
        ways = [part for part in parts if part is not None]
        return _mean(ways) if len(ways) == len(parts) else None
    found = crossed(study, plan.measure[score.measure or ""], earlier, later)
    links = [link for link in found if link.series is Series.BRIDGED]
    bridges = [measuring(score, link) if link.overlap else _declared(score, link) for link in links]
    known = [bridge for bridge in bridges if bridge is not None]
    if len(known) < len(bridges):
        return None
    return Passage(
        True,
        sum(bridge.offset for bridge in known),
        hypot(*(bridge.margin for bridge in known)),
        any(bridge.is_measured for bridge in known),
        any(bridge.is_apart for bridge in known),
    )


def _mean(parts: list[Passage]) -> Passage:
    offset, margin = (sum(side) / len(parts) for side in zip(*map(_sides, parts), strict=True))
    measured, apart = (any(side) for side in zip(*((p.is_measured, p.is_apart) for p in parts), strict=True))
    return Passage(True, offset, margin, measured, apart)


def _sides(passage: Passage) -> tuple[float, float]:
    return passage.offset, passage.margin


def _declared(score: Score, link: Link) -> Bridge:
    unit = 100 if score.unit is Unit.SHARE else 1
    return Bridge((link.offset or 0.0) / unit, (link.margin or 0.0) / unit)
