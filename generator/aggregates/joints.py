"""Covariances of figures that the same people answered, and moments of the model of importance.

Every figure here is a weighted mean m = Σwx/W over some respondents; each of them moves it by
u = w(x−m)/W, the others by zero. The covariance of two figures is N/(N−1)·Σ u·u′, where N counts the
rows of the whole design (linearisation: Woodruff 1971, Binder 1983; domains: Lumley 2010). Strata,
clusters and calibrated weights change it: see ``designs``.
"""

from collections.abc import Sequence
from itertools import combinations_with_replacement

import numpy as np

from generator.aggregates.designs import Design, Figures, blocks, means_of
from generator.aggregates.model import DriverMoments, Flags, Floats, Ints, Joint
from generator.aggregates.numbers import Numbers
from generator.data import Sampled


def joint_of(
    terms: Sequence[tuple[str, str]],
    answers: Sequence[tuple[Numbers, Flags]],
    weights: Floats,
    sampled: Sampled | None = None,
) -> Joint:
    """The covariance of several figures, each the numbers of one measure in one group.

    A figure that nobody is in moves with nothing: its line is zero, and so is its count of people.
    """

    def figures(rows: slice) -> Floats:
        return np.array([numbers.within(group, rows) for numbers, group in answers])

    covariance = Design(weights, sampled).covariance(figures)
    return Joint(tuple(terms), covariance, people_of(figures, weights.size))


def moments_of(
    variables: Sequence[str], answers: Sequence[Numbers], weights: Floats, sampled: Sampled | None = None
) -> DriverMoments | None:
    """Means and products of variables over those who answered all of them; None when nobody did.

    Sums are taken from the middle of each scale, where they are small, and moved back by exact algebra.
    """
    middles = np.array([(np.nanmin(numbers.values) + np.nanmax(numbers.values)) / 2 for numbers in answers])

    def figures(rows: slice) -> Floats:
        centred = np.array([numbers.of(rows) for numbers in answers]) - middles[:, None]
        centred[:, np.isnan(centred).any(axis=0)] = np.nan
        return np.vstack([centred, *(centred[i] * centred[j] for i, j in _pairs(len(answers)))])

    sums = means_of(figures, weights)
    if not sums.n[0]:
        return None
    move, offset = _moved_by(middles)
    covariance = move @ Design(weights, sampled).covariance(figures, sums) @ move.T
    n, w, w2 = int(sums.n[0]), float(sums.w[0]), float(sums.w2[0])
    return DriverMoments(tuple(variables), n, w, w2, move @ sums.mean + offset, covariance)


def people_of(figures: Figures, count: int) -> Ints:
    """How many people are in both figures, for each two of them."""
    inside = ((~np.isnan(figures(rows))).astype(np.float64) for rows in blocks(count))
    people: Floats = np.asarray(sum(each @ each.T for each in inside))
    return people.astype(np.int64)


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
