"""What two waves owe to the same people: the variance of a change when samples overlap.

Both waves are taken as one sample whose clusters are persons, or the clusters of the design when it has
some: V = V₁ + V₂ − 2·C₁₂, where people of both waves tie the two means together (Kish 1965). Persons are
marks made while reading; they are compared here and never leave.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from generator.aggregates.designs import Design, Figures
from generator.aggregates.model import Flags, Floats, Ints
from generator.data import Sampled


@dataclass(frozen=True, slots=True)
class Overlap:
    """A figure in two waves: the variance of its change, the covariance in it, how many are in both."""

    variance: float
    covariance: float
    people: int
    df: int


@dataclass(frozen=True, eq=False)
class Side:
    """A figure in one wave: numbers (NaN outside), weights, and the marks of persons or of clusters."""

    numbers: Floats
    weights: Floats
    marks: npt.NDArray[np.float64]
    strata: Ints | None = None


def overlap_of(before: Side, after: Side) -> Overlap:
    """The overlap of a figure between two waves."""
    marks = np.concatenate([before.marks, after.marks])
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
    return int(np.intersect1d(before.marks[_inside(before)], after.marks[_inside(after)]).size)


def _inside(side: Side) -> Flags:
    return ~np.isnan(side.numbers)
