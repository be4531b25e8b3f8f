"""What cells do not give: means of numbers, and medians with their bounds."""

import math

import numpy as np
from scipy import stats

from generator.aggregates.designs import Design, Ratios, Table
from generator.aggregates.model import Flags, Floats, Ints, Summary

_ALMOST = 1e-12
"""Weights are sums of rounded numbers: a half is reached when nothing but rounding is missing."""


def mean_of(numbers: Floats, design: Design, inside: Flags) -> Summary | None:
    """The weighted mean of those inside with its linearised variance; None when there is nobody.

    With weights only V = N/(N−1)·Σ w²(x−m)²/W², N counting the whole design: the others are in it, with
    a zero (Binder 1983; Lumley 2010 for domains). Strata and clusters change it: see ``designs``.
    """
    x, w = numbers[inside], design.weights[inside]
    if not x.size:
        return None
    mean = _mean(x, w)
    variance = _variance(numbers, mean, design, inside)
    return Summary(mean, variance, dominant=_dominant(x * w), most=_most(x))


def _variance(numbers: Floats, mean: float, design: Design, inside: Flags) -> float | None:
    if int(inside.sum()) < 2:
        return None
    if design.is_plain:
        w, rows = design.weights[inside], numbers.size
        influence = w * (numbers[inside] - mean) / w.sum()
        return rows / (rows - 1) * float((influence**2).sum())
    table = Table(np.where(inside, 0, 1), 2, np.where(inside, numbers - mean, 0.0))
    return float(design.covariance_of_table(table, _MEAN)[0, 0])


_MEAN = Ratios(hits=np.array([[0.0], [0.0], [1.0], [0.0]]), inside=np.array([[1.0], [0.0], [0.0], [0.0]]))
"""What those inside gave, over what they weigh; the others are the second cell."""


def _mean(x: Floats, w: Floats) -> float:
    """Centred on the middle of the range, so that large numbers close together keep their digits."""
    middle = (float(x.min()) + float(x.max())) / 2
    return middle + float((w * (x - middle)).sum()) / float(w.sum())


def median_of(numbers: Floats, design: Design, inside: Flags, confidence: float) -> Summary | None:
    """The weighted median of those inside, with Woodruff's bounds; None when there is nobody."""
    return quantile_of(numbers, design, inside, confidence, 0.5)


def quantile_of(
    numbers: Floats, design: Design, inside: Flags, confidence: float, share: float
) -> Summary | None:
    """A weighted quantile of those inside, with Woodruff's bounds; None when there is nobody.

    It is the smallest value at or below which ``share`` of the weight lies. Its bounds are the
    values where the estimated distribution reaches share ∓ t·SE, SE being the error of the share of
    people at or below the quantile (Woodruff 1952).
    """
    order = np.argsort(numbers[inside], kind="stable")
    x, w = numbers[inside][order], design.weights[inside][order]
    if not x.size:
        return None
    below = np.cumsum(w)
    below /= below[-1]
    middle = _reached(x, below, share)
    spread = _spread(numbers <= middle, design, inside, confidence)
    if spread is None:
        return Summary(middle, None, dominant=_dominant(x * w), most=_most(x))
    low, high = (_reached(x, below, end) for end in (share - spread, share + spread))
    return Summary(middle, None, low, high, _dominant(x * w), _most(x))


def _reached(x: Floats, below: Floats, share: float) -> float:
    """The smallest value at or below which a share of the weight lies."""
    return float(x[min(int(np.searchsorted(below, share - _ALMOST)), x.size - 1)])


def _spread(at_most: Flags, design: Design, inside: Flags, confidence: float) -> float | None:
    """Half the interval of the share of people who are at or below a value."""
    w, below = design.weights[inside], at_most[inside]
    if w.size < 2:
        return None
    share = float(w[below].sum() / w.sum())
    variance, df = _variance(at_most.astype(np.float64), share, design, inside), design.df(inside)
    if variance is None or df < 1:
        return None
    return float(stats.t.ppf((1 + confidence) / 2, df)) * math.sqrt(variance)


def _dominant(contributions: Floats) -> float:
    sizes = np.abs(contributions)
    total = float(sizes.sum())
    return float(np.sort(sizes)[-2:].sum()) / total if total else 1.0


def _most(x: Floats) -> float:
    _, counts = np.unique(x, return_counts=True)
    return int(counts.max()) / x.size


def extremes_of(numbers: Floats, weights: Floats, classes: Ints, count: int) -> Floats:
    """See ``model.Classes.extremes``: the numbers that some people of so many classes gave."""
    found, terms = np.zeros((count, 5)), np.abs(numbers * weights)
    order = np.lexsort((terms, classes))
    last = np.flatnonzero(np.diff(classes[order], append=count))
    of = classes[order][last]
    found[of, 0], found[of, 1] = np.inf, -np.inf
    np.minimum.at(found[:, 0], classes, numbers)
    np.maximum.at(found[:, 1], classes, numbers)
    found[:, 2] = np.bincount(classes, weights=terms, minlength=count)
    found[of, 3] = terms[order][last]
    several = last[np.diff(last, prepend=-1) > 1]
    found[classes[order][several], 4] = terms[order][several - 1]
    return found
