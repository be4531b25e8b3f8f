"""The two loops that touch every answer, in numpy, or compiled for large waves; they give the same bytes.

Both add the weights of a cell in the order of the file. Numba is loaded only where it pays: it costs a
quarter of a second before the first answer is counted, and its loops are kept compiled between builds.
"""

from typing import Protocol

import numpy as np
import numpy.typing as npt

from generator.aggregates.model import Floats, Ints

Codes = npt.NDArray[np.signedinteger]
Places = npt.NDArray[np.signedinteger]

LARGE = 1 << 24
"""Additions from which the compiled loops win back what loading them costs."""


class Kernel(Protocol):
    """What counts answers."""

    def add(self, of: Places, codes: Codes, shift: int, weights: Floats | None, cells: Floats) -> None:
        """Add n, Σw and Σw² of each respondent to ``cells[of, code + shift]``; 1, 1 and 1 without weights."""

    def answered(self, of: Places, codes: Codes, sizes: Ints) -> Ints:
        """How many respondents of each class, of so many, gave an answer of the base (a code from 0)."""


def kernel_for(additions: int) -> Kernel:
    """The loops to count so many answers with."""
    if additions < LARGE:
        return InNumpy()
    from generator.aggregates.compiled import Compiled

    return Compiled()


class InNumpy:
    """The loops of numpy: see ``Kernel``."""

    def add(self, of: Places, codes: Codes, shift: int, weights: Floats | None, cells: Floats) -> None:
        """Add n, Σw and Σw² of each respondent to its cell."""
        numbers, width, _ = cells.shape
        places, size = of.astype(np.int64) * width + (codes + np.int64(shift)), numbers * width
        n = np.bincount(places, minlength=size).reshape(numbers, width)
        cells[..., 0] += n
        for power in (1, 2):
            sums = n if weights is None else np.bincount(places, weights**power, size)
            cells[..., power] += sums.reshape(numbers, width)

    def answered(self, of: Places, codes: Codes, sizes: Ints) -> Ints:
        """How many respondents of each class gave an answer of the base."""
        return sizes - np.bincount(of[codes < 0], minlength=sizes.size)
