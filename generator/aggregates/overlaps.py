"""What two waves owe to the same people: the variance of a change when samples overlap.

Both waves are taken as one sample whose clusters are persons, or the clusters of the design when it has
some: V = V₁ + V₂ − 2·C₁₂, where people of both waves tie the two means together (Kish 1965). Persons are
marks made while reading; they are compared here and never leave.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from generator.aggregates.designs import Design, Figures
from generator.aggregates.model import Aggregates, Flags, Floats, Ints, Overlap
from generator.aggregates.numbers import EVERY_ROW, Numbers
from generator.aggregates.tabulation import numbers_behind
from generator.data import Responses, Sampled
from generator.spec.plan import Plan


@dataclass(frozen=True, eq=False)
class Side:
    """A figure in one wave: numbers (NaN outside), weights, and the marks of persons or of clusters."""

    numbers: Floats
    weights: Floats
    marks: npt.NDArray[np.float64]
    strata: Ints | None = None


def overlapping(aggregates: Aggregates, plan: Plan, before: Responses, after: Responses) -> Aggregates:
    """The aggregates of a wave, with what it owes to people who answered the wave before too."""
    found = dict(_overlaps(plan, before, after))
    return replace(
        aggregates, overlaps={key: one for key, one in found.items() if one.people}, since=before.wave
    )


def _overlaps(plan: Plan, before: Responses, after: Responses) -> Iterator[tuple[tuple[str, str], Overlap]]:
    if before.persons is None or after.persons is None:
        return
    for score in plan.scores:
        numbers = [numbers_behind(score, plan, side) for side in (before, after)] if score.is_linear else []
        known = [one for one in numbers if one is not None]
        if len(known) == 2:
            for group in plan.groups_of_score(score):
                sides = [_side(one, r, group) for one, r in zip(known, (before, after), strict=True)]
                yield (score.id, group), overlap_of(*sides)


def _side(numbers: Numbers, responses: Responses, group: str) -> Side:
    weights = np.ones(responses.rows) if responses.weights is None else responses.weights
    given = numbers.within(responses.groups[group], EVERY_ROW)
    marks = np.full(responses.rows, np.nan) if responses.persons is None else responses.persons
    return Side(given, weights / weights.mean(), marks)


def overlap_of(before: Side, after: Side) -> Overlap:
    """The overlap of a figure between two waves."""
    marks = np.concatenate([before.marks, after.marks])
    # Those who are not named are nobody else.
    marks = np.where(np.isnan(marks), -1.0 - np.arange(marks.size), marks)
    _, clusters = np.unique(marks, return_inverse=True)
    weights = np.concatenate([before.weights, after.weights])
    design = Design(weights, Sampled(strata=_strata(before, after), clusters=clusters))
    matrix = design.covariance(_stacked(before, after))
    variance = float(matrix[0, 0] + matrix[1, 1] - 2 * matrix[0, 1])
    answered = np.concatenate([~np.isnan(before.numbers), ~np.isnan(after.numbers)])
    return Overlap(variance, float(matrix[0, 1]), _shared(before, after), design.df(answered))


def _stacked(before: Side, after: Side) -> Figures:
    first = np.concatenate([before.numbers, np.full(after.numbers.size, np.nan)])
    second = np.concatenate([np.full(before.numbers.size, np.nan), after.numbers])
    lines = np.array([first, second])
    return lambda rows: lines[:, rows]


def _strata(before: Side, after: Side) -> Ints | None:
    if before.strata is None or after.strata is None:
        return None
    return np.concatenate([before.strata, after.strata])


def _shared(before: Side, after: Side) -> int:
    both = np.intersect1d(before.marks[_inside(before)], after.marks[_inside(after)])
    return int((~np.isnan(both)).sum())


def _inside(side: Side) -> Flags:
    return ~np.isnan(side.numbers)
