"""A trend over three waves or more: the straight line that fits them best, and whether it rises or falls.

The model, said beside each trend: figures y of waves at times t (years) are a + b·t, with the variance
that each wave's sample gives, waves asked independently. Generalised least squares (Aitken 1936):

    β = (XᵀV⁻¹X)⁻¹ XᵀV⁻¹ y,    Var β = (XᵀV⁻¹X)⁻¹

V is diagonal but for bridges: two waves that stand before the same bridge share the error of its offset,
and the variance of what both cross is their covariance. Student's test has the degrees of freedom of
the wave that has fewest. A line is a summary: it says nothing of the years to come.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from generator.statistics.estimate import Difference
from generator.statistics.tests import Assumptions, difference_of

YEAR = 365.25
"""Days in a year."""
FEWEST = 3
"""Two waves make a difference; a line through two points says no more."""


@dataclass(frozen=True, slots=True)
class Step:
    """One wave of a trend, in the figure's unit: its value brought to the last wave's wording.

    ``variance`` is that of its sample, ``bridge`` that of the offsets between it and the last wave.
    """

    years: float
    value: float
    variance: float
    df: float
    bridge: float = 0.0


def slope_of(steps: Sequence[Step], level: float, assumptions: Assumptions = ()) -> Difference | None:
    """What a figure gains in a year, tested; None under three waves, or at one moment only."""
    times = np.array([step.years for step in steps])
    if len(steps) < FEWEST or not np.ptp(times):
        return None
    design = np.column_stack([np.ones_like(times), times - times.mean()])
    inverse = np.linalg.inv(_covariance(steps))
    spread = np.linalg.inv(design.T @ inverse @ design)
    slope = float((spread @ design.T @ inverse @ [step.value for step in steps])[1])
    df = min(step.df for step in steps)
    return difference_of(slope, float(spread[1, 1]), df, level, None, assumptions)


def _covariance(steps: Sequence[Step]) -> npt.NDArray[np.float64]:
    bridges = np.array([step.bridge for step in steps])
    samples = np.diag([step.variance for step in steps])
    return np.asarray(samples + np.minimum.outer(bridges, bridges), np.float64)
