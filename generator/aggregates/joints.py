"""Covariances of figures that the same people answered, and moments of the model of importance.

Every figure here is a weighted mean m = Σwx/W over some respondents; each of them moves it by
u = w(x−m)/W, the others by zero. The covariance of two figures is N/(N−1)·Σ u·u′, where N counts the
rows of the whole design (linearisation: Woodruff 1971, Binder 1983; domains: Lumley 2010).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement
from typing import TypeAlias

import numpy as np

from generator.aggregates.model import DriverMoments, Flags, Floats, Ints, Joint
from generator.aggregates.numbers import Numbers

_BLOCK = 1 << 15
"""Rows multiplied at once: memory stays bounded, and the order of sums is the same at every run."""

Figures: TypeAlias = Callable[[slice], Floats]
"""The numbers of some rows, one line per figure, NaN for those who are not in it."""


def joint_of(
    terms: Sequence[tuple[str, str]], answers: Sequence[tuple[Numbers, Flags]], weights: Floats
) -> Joint:
    """The covariance of several figures, each the numbers of one measure in one group.

    A figure that nobody is in moves with nothing: its line is zero, and so is its count of people.
    """

    def figures(rows: slice) -> Floats:
        return np.array([numbers.within(group, rows) for numbers, group in answers])

    sums = _sums(figures, weights)
    return Joint(tuple(terms), _covariance(figures, weights, sums), _people(figures, weights.size))


def moments_of(variables: Sequence[str], answers: Sequence[Numbers], weights: Floats) -> DriverMoments | None:
    """Means and products of variables over those who answered all of them; None when nobody did.

    Sums are taken from the middle of each scale, where they are small, and moved back by exact algebra.
    """
    middles = np.array([(np.nanmin(numbers.values) + np.nanmax(numbers.values)) / 2 for numbers in answers])

    def figures(rows: slice) -> Floats:
        centred = np.array([numbers.of(rows) for numbers in answers]) - middles[:, None]
        centred[:, np.isnan(centred).any(axis=0)] = np.nan
        return np.vstack([centred, *(centred[i] * centred[j] for i, j in _pairs(len(answers)))])

    sums = _sums(figures, weights)
    if not sums.n[0]:
        return None
    move, offset = _moved_by(middles)
    covariance = move @ _covariance(figures, weights, sums) @ move.T
    n, w, w2 = int(sums.n[0]), float(sums.w[0]), float(sums.w2[0])
    return DriverMoments(tuple(variables), n, w, w2, move @ sums.mean + offset, covariance)


@dataclass(frozen=True, eq=False)
class _Sums:
    """Of each figure: how many people are in it, Σw, Σw², and its mean (0 where nobody is)."""

    n: Ints
    w: Floats
    w2: Floats
    mean: Floats


def _sums(figures: Figures, weights: Floats) -> _Sums:
    totals = sum(_block_sums(figures(rows), weights[rows]) for rows in _blocks(weights.size))
    n, w, w2, wx = np.asarray(totals)
    return _Sums(n.astype(np.int64), w, w2, np.divide(wx, w, out=np.zeros_like(wx), where=w > 0))


def _block_sums(values: Floats, weights: Floats) -> Floats:
    inside = ~np.isnan(values)
    w = np.where(inside, weights, 0.0)
    return np.array([each.sum(axis=1) for each in (inside, w, w * w, w * np.where(inside, values, 0.0))])


def _covariance(figures: Figures, weights: Floats, sums: _Sums) -> Floats:
    lines = sums.mean.size
    covariance = np.zeros((lines, lines))
    scale = np.divide(1.0, sums.w, out=np.zeros_like(sums.w), where=sums.w > 0)
    for rows in _blocks(weights.size):
        influence = weights[rows] * (figures(rows) - sums.mean[:, None]) * scale[:, None]
        influence[np.isnan(influence)] = 0.0
        covariance += influence @ influence.T
    return covariance * (weights.size / max(weights.size - 1, 1))


def _people(figures: Figures, count: int) -> Ints:
    inside = ((~np.isnan(figures(rows))).astype(np.float64) for rows in _blocks(count))
    people: Floats = np.asarray(sum(each @ each.T for each in inside))
    return people.astype(np.int64)


def _blocks(count: int) -> Iterator[slice]:
    for start in range(0, count, _BLOCK):
        yield slice(start, start + _BLOCK)


def _pairs(count: int) -> list[tuple[int, int]]:
    return list(combinations_with_replacement(range(count), 2))


def _moved_by(middles: Floats) -> tuple[Floats, Floats]:
    """What turns moments about the middles into moments about zero: z = A·z′ + b.

    With x = y + c: E[xᵢ] = E[yᵢ] + cᵢ, and E[xᵢxⱼ] = E[yᵢyⱼ] + cᵢE[yⱼ] + cⱼE[yᵢ] + cᵢcⱼ.
    """
    count, pairs = middles.size, _pairs(middles.size)
    move = np.eye(count + len(pairs))
    for line, (i, j) in enumerate(pairs, start=count):
        move[line, j] += middles[i]
        move[line, i] += middles[j]
    return move, np.array([*middles, *(middles[i] * middles[j] for i, j in pairs)])
