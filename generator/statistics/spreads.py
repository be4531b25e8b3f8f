"""Variances under a sample design, from the released covariances of shares.

A release whose design has strata, clusters or calibrated weights carries, for each measure, the
covariance of the shares of its answers in the groups of a segment, and of these groups' sizes. Whatever
is smooth in them has the variance g′Vg, g its gradient by each term (Woodruff 1971; Binder 1983).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from generator.release import NUMBER, SIZE, Cells, Release

Floats = npt.NDArray[np.float64]
Gradient = Mapping[tuple[str, str], float]
"""How fast a figure moves with each (answer, group) share, and each (``SIZE``, group) size."""


def by_shares(values: Mapping[str, float], group: str, factor: float = 1.0) -> dict[tuple[str, str], float]:
    """The gradient of a mean of values, which is linear in the shares of the answers."""
    return {(code, group): factor * value for code, value in values.items()}


def versus_rest(
    values: Mapping[str, float], whole: str, group: str, size: float, means: tuple[float, float]
) -> dict[tuple[str, str], float]:
    """The gradient of a group's mean minus that of the rest; ``means`` are the two, ``size`` the group's.

    The rest is (all − s·group)/(1 − s), so that the difference is (group − all)/(1 − s).
    """
    inside, outside = means
    left = 1 - size
    shares = by_shares(values, group, 1 / left) | by_shares(values, whole, -1 / left)
    return shares | {(SIZE, group): (inside - outside) / left}


def rest_of(
    values: Mapping[str, float], whole: str, group: str, size: float, means: tuple[float, float]
) -> dict[tuple[str, str], float]:
    """The gradient of the mean of everyone outside a group."""
    inside, outside = means
    left = 1 - size
    shares = by_shares(values, whole, 1 / left) | by_shares(values, group, -size / left)
    return shares | {(SIZE, group): (outside - inside) / left}


def numbers(cells: Cells | None) -> tuple[str, ...]:
    """The answers that stand in a spread: those of the cells, or the one of a measure that is a number."""
    return cells.codes if cells else (NUMBER,)


@dataclass(frozen=True)
class Spreads:
    """The spreads of one release."""

    release: Release

    @property
    def is_designed(self) -> bool:
        """Whether variances come from here, rather than from cells."""
        return bool(self.release.design)

    def variance(self, name: str, gradient: Gradient) -> float | None:
        """The variance of a figure; None where a term was not released."""
        known = self._known.get(name)
        if known is None or not gradient.keys() <= known[0].keys():
            return None
        terms, matrix = known
        places = [terms[term] for term in gradient]
        g = np.fromiter(gradient.values(), np.float64, len(gradient))
        variance = float(g @ matrix[np.ix_(places, places)] @ g)
        scale = float((g * g) @ matrix[places, places])
        return variance if variance > _NOISE * scale else 0.0

    def matrix(self, name: str, terms: Sequence[tuple[str, str]]) -> Floats | None:
        """The covariance of some terms; None where one was not released."""
        known = self._known.get(name)
        if known is None or not set(terms) <= known[0].keys():
            return None
        places = [known[0][term] for term in terms]
        return known[1][np.ix_(places, places)]

    @cached_property
    def _known(self) -> Mapping[str, tuple[Mapping[tuple[str, str], int], Floats]]:
        return {
            name: ({term: place for place, term in enumerate(spread.terms)}, np.array(spread.matrix))
            for name, spread in self.release.spreads.items()
        }


_NOISE = 1e-12
"""Of the sum of squares, under which what is left of a variance is the noise of floats."""
