"""How well the items of one battery say the same thing: Cronbach's alpha, from released moments.

α = k/(k−1)·(1 − Σᵢ vᵢ/Σᵢⱼ cᵢⱼ) (Cronbach 1951), on complete answers, with their weights. It is a property
of these answers, not a proof that the items measure one thing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
import numpy.typing as npt

from generator.release import Moments
from generator.statistics.variance import NOISE

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Reliability:
    """Alpha of a battery, of its standardised items, and what each item does to it.

    ``without`` is alpha when an item is left out, None for a pair; ``with_rest`` the correlation of an
    item with the sum of the others. Both follow the order of ``items``.
    """

    items: tuple[str, ...]
    n: int
    alpha: float
    standardised: float
    without: tuple[float | None, ...]
    with_rest: tuple[float | None, ...]


def reliability_of(moments: Moments, items: Sequence[str] | None = None) -> Reliability | None:
    """The reliability of some of the variables of moments, of all by default.

    None under two items, or where one does not vary.
    """
    items = moments.variables if items is None else tuple(items)
    kept = [moments.variables.index(item) for item in items]
    covariance = covariance_of(moments)[np.ix_(kept, kept)]
    alpha = _alpha(covariance)
    deviations = np.sqrt(np.diag(covariance))
    if alpha is None or not deviations.all():
        return None
    correlation = covariance / np.outer(deviations, deviations)
    places = range(len(items))
    return Reliability(
        items=items,
        n=moments.n,
        alpha=alpha,
        standardised=_alpha(correlation) or 0.0,
        without=tuple(_alpha(_without(covariance, place)) for place in places),
        with_rest=tuple(_with_rest(covariance, place) for place in places),
    )


def covariance_of(moments: Moments) -> Floats:
    """The weighted covariance of variables, from their means and mean products; noise is nil."""
    p = len(moments.variables)
    mean, second = np.asarray(moments.mean[:p]), np.zeros((p, p))
    rows, columns = np.triu_indices(p)
    second[rows, columns] = second[columns, rows] = moments.mean[p:]
    covariance = second - np.outer(mean, mean)
    constant = np.diag(covariance) <= NOISE * np.diag(second)
    covariance[constant, :] = covariance[:, constant] = 0.0
    return covariance


def _alpha(covariance: Floats) -> float | None:
    k, total = len(covariance), float(covariance.sum())
    if k < 2 or total <= 0:
        return None
    return k / (k - 1) * (1 - float(np.trace(covariance)) / total)


def _without(covariance: Floats, place: int) -> Floats:
    kept = np.arange(len(covariance)) != place
    return covariance[np.ix_(kept, kept)]


def _with_rest(covariance: Floats, place: int) -> float | None:
    rest = np.arange(len(covariance)) != place
    own, others = float(covariance[place, place]), float(covariance[np.ix_(rest, rest)].sum())
    return float(covariance[place, rest].sum()) / sqrt(own * others) if own > 0 and others > 0 else None
