"""The two loops that touch every answer, in numpy, or compiled for large waves; they give the same bytes.

Both add the weights of a cell in the order of the file. Numba is loaded only where it pays: it costs a
quarter of a second before the first answer is counted, and its loops are kept compiled between builds.
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from generator.aggregates.model import Floats, Headcount

Codes = npt.NDArray[np.signedinteger]
Places = npt.NDArray[np.signedinteger]

LARGE = 1 << 24
"""Additions from which the compiled loops win back what loading them costs."""


@dataclass(frozen=True, eq=False)
class Asked:
    """One measure as it was answered: ``inside`` answers in the base and ``aside`` declared missing ones."""

    codes: Codes
    inside: int
    aside: int

    @property
    def first(self) -> int:
        """The column of the first answer: that of any is its code plus this."""
        return self.aside + 1

    @property
    def width(self) -> int:
        """Columns: the declared missing answers, last first; not answered; then the answers, in order."""
        return self.first + self.inside


class Kernel(Protocol):
    """What counts answers."""

    def cells(self, of: Places, numbers: int, asked: Sequence[Asked], weights: Floats | None) -> Floats:
        """n, Σw and Σw² by number of ``of`` (from 0, so many), column of any measure, in their order.

        Without weights everyone counts for 1, 1 and 1.
        """

    def answered(self, of: Places, codes: Codes, sizes: Headcount) -> Headcount:
        """How many respondents of each class, of so many, gave an answer of the base (a code from 0)."""


def kernel_for(additions: int) -> Kernel:
    """The loops to count so many answers with; once the compiled ones are there they serve any wave."""
    if additions < LARGE and _COMPILED not in sys.modules:
        return InNumpy()
    from generator.aggregates.compiled import Compiled

    return Compiled()


_COMPILED = "generator.aggregates.compiled"


class InNumpy:
    """The loops of numpy: see ``Kernel``."""

    def cells(self, of: Places, numbers: int, asked: Sequence[Asked], weights: Floats | None) -> Floats:
        """The sums of each cell."""
        known = () if weights is None else (weights, weights * weights)
        # Most measures have as many columns: where the line of each respondent starts is had once for all.
        starts = {each.width: of.astype(np.int64) * each.width for each in asked}
        parts = []
        for each in asked:
            places, size = starts[each.width] + each.codes, numbers * each.width
            places += each.first
            n = np.bincount(places, minlength=size)
            sums = [np.bincount(places, w, size) for w in known] or [n, n]
            parts.append(np.stack([n, *sums], axis=1).reshape(numbers, each.width, 3))
        return np.concatenate([np.zeros((numbers, 0, 3)), *parts], axis=1)

    def answered(self, of: Places, codes: Codes, sizes: Headcount) -> Headcount:
        """How many respondents of each class gave an answer of the base."""
        counts = sizes.copy()
        np.subtract.at(counts, of[codes < 0], 1)
        return counts
