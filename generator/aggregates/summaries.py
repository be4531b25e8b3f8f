"""What cells do not give: means of numbers, and medians with their bounds."""

import math

import numpy as np
from scipy import stats

from generator.aggregates.model import Flags, Floats, Summary

_ALMOST = 1e-12
"""Weights are sums of rounded numbers: a half is reached when nothing but rounding is missing."""


def mean_of(numbers: Floats, weights: Floats, inside: Flags) -> Summary | None:
    """The weighted mean of those inside with its linearised variance; None when there is nobody.

    V = N/(N−1)·Σ w²(x−m)²/W², N counting the whole design: the others are in it, with a zero
    (Binder 1983; Lumley 2010 for domains).
    """
    x, w = numbers[inside], weights[inside]
    if not x.size:
        return None
    mean = _mean(x, w)
    influence = w * (x - mean) / w.sum()
    rows = numbers.size
    variance = rows / (rows - 1) * float((influence**2).sum()) if x.size > 1 else None
    return Summary(mean, variance, dominant=_dominant(x * w))


def _mean(x: Floats, w: Floats) -> float:
    """Centred on the middle of the range, so that large numbers close together keep their digits."""
    middle = (float(x.min()) + float(x.max())) / 2
    return middle + float((w * (x - middle)).sum()) / float(w.sum())


def median_of(numbers: Floats, weights: Floats, inside: Flags, confidence: float) -> Summary | None:
    """The weighted median of those inside, with Woodruff's bounds; None when there is nobody.

    The median is the smallest value at or below which half of the weight lies. Its bounds are the
    values where the estimated distribution reaches 1/2 ∓ t·SE, SE being the error of the share of
    people at or below the median (Woodruff 1952).
    """
    order = np.argsort(numbers[inside], kind="stable")
    x, w = numbers[inside][order], weights[inside][order]
    if not x.size:
        return None
    below = np.cumsum(w)
    below /= below[-1]
    middle = _reached(x, below, 0.5)
    spread = _spread(x <= middle, w, numbers.size, confidence)
    if spread is None:
        return Summary(middle, None, dominant=_dominant(x * w))
    low, high = (_reached(x, below, share) for share in (0.5 - spread, 0.5 + spread))
    return Summary(middle, None, low, high, _dominant(x * w))


def _reached(x: Floats, below: Floats, share: float) -> float:
    """The smallest value at or below which a share of the weight lies."""
    return float(x[min(int(np.searchsorted(below, share - _ALMOST)), x.size - 1)])


def _spread(at_most: Flags, w: Floats, rows: int, confidence: float) -> float | None:
    """Half the interval of the share of people who are at or below a value."""
    if w.size < 2:
        return None
    share = float(w[at_most].sum() / w.sum())
    influence = w * (at_most - share) / w.sum()
    error = math.sqrt(rows / (rows - 1) * float((influence**2).sum()))
    return float(stats.t.ppf((1 + confidence) / 2, w.size - 1)) * error


def _dominant(contributions: Floats) -> float:
    sizes = np.abs(contributions)
    total = float(sizes.sum())
    return float(np.sort(sizes)[-2:].sum()) / total if total else 1.0
