"""Figures made of several means of one sample: a ratio, and the parts of a total, by the delta method."""

from collections.abc import Sequence
from dataclasses import replace
from math import fsum

import numpy as np

from generator.spec.scores import Unit
from generator.statistics.variance import Mean


def ratio_of(over: Mean, under: Mean, covariance: float) -> Mean | None:
    """One mean over another that the same sample gives; None over nil.

    V(R) = (V₁ − 2R·C₁₂ + R²·V₂)/m₂² (Woodruff 1971). ``covariance`` is C₁₂. Its base is the smaller one.
    """
    if not under.value:
        return None
    ratio, smaller = over.value / under.value, min(over, under, key=lambda mean: mean.n)
    variance = None
    if over.variance is not None and under.variance is not None:
        moved = over.variance - 2 * ratio * covariance + ratio**2 * under.variance
        variance = max(moved, 0.0) / under.value**2
    return replace(smaller, unit=Unit.NATURAL, value=ratio, variance=variance, deviation=None, bounds=None)


def parts_of_total(parts: Sequence[Mean], covariance: Sequence[Sequence[float]]) -> tuple[Mean, ...]:
    """Each share as a part of the sum of all: of the answers given, rather than of those who gave them.

    With several answers a person, shares of people sum to more than one; these sum to one. Empty when
    nobody ticked anything. ``covariance`` is that of the parts, in the same order.
    """
    values, matrix = np.array([part.value for part in parts]), np.asarray(covariance)
    total = fsum(values)
    if not total:
        return ()
    shares = values / total
    jacobian = (np.eye(len(parts)) - shares[:, None]) / total
    variances = np.einsum("ij,jk,ik->i", jacobian, matrix, jacobian)
    return tuple(
        replace(part, value=float(share), variance=float(variance), deviation=None, parts=len(parts))
        for part, share, variance in zip(parts, shares, variances, strict=True)
    )
