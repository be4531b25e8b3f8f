"""Corrections for testing many things at once."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from generator.spec.models.measuring import Adjustment
from generator.statistics.estimate import Difference
from generator.statistics.tests import at_level

Floats = npt.NDArray[np.float64]


def adjusted(differences: Sequence[Difference], method: Adjustment, level: float) -> tuple[Difference, ...]:
    """The same differences in the same order, corrected as one family, with intervals at ``level``.

    What could not be tested is not of the family, nor are equivalences: their hypothesis is the
    difference itself. Intervals stay those of single comparisons.
    """
    family = [index for index, one in enumerate(differences) if one.p is not None and one.margin is None]
    corrected = dict(zip(family, _adjust([differences[i].p or 0.0 for i in family], method), strict=True))
    return tuple(
        replace(at_level(one, level), p_adjusted=corrected[i], family=len(family))
        if i in corrected
        else at_level(one, level)
        for i, one in enumerate(differences)
    )


def _adjust(p: Sequence[float], method: Adjustment) -> list[float]:
    match method:
        case Adjustment.HOLM:
            return holm(p)
        case Adjustment.BENJAMINI_HOCHBERG:
            return benjamini_hochberg(p)


def holm(p: Sequence[float]) -> list[float]:
    """p-values whose family-wise error is controlled (Holm 1979): step down, never decreasing."""
    ranked, order = _ranked(p)
    steps = np.maximum.accumulate(ranked * np.arange(len(p), 0, -1))
    return _in_order(steps, order)


def benjamini_hochberg(p: Sequence[float]) -> list[float]:
    """p-values whose false discovery rate is controlled (Benjamini & Hochberg 1995): step up."""
    ranked, order = _ranked(p)
    steps = ranked * len(p) / np.arange(1, len(p) + 1)
    return _in_order(np.minimum.accumulate(steps[::-1])[::-1], order)


def _ranked(p: Sequence[float]) -> tuple[Floats, npt.NDArray[np.intp]]:
    values = np.asarray(p, dtype=np.float64)
    order = np.argsort(values, kind="stable")
    return values[order], order


def _in_order(steps: Floats, order: npt.NDArray[np.intp]) -> list[float]:
    back = np.argsort(order, kind="stable")
    return [float(p) for p in np.minimum(steps, 1.0)[back]]
