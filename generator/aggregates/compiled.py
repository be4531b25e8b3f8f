"""The loops of ``kernels`` compiled by numba: see there. Imported only when they are worth loading."""

from collections.abc import Sequence

import numpy as np
from numba import njit

from generator.aggregates.kernels import Asked, Codes, Places
from generator.aggregates.model import Floats, Headcount


class Compiled:
    """Loops that read each answer once: see ``Kernel``."""

    def cells(self, of: Places, numbers: int, asked: Sequence[Asked], weights: Floats | None) -> Floats:
        """The sums of each cell."""
        parts = [np.zeros((numbers, each.width, 3)) for each in asked]
        for part, each in zip(parts, asked, strict=True):
            if weights is None:
                _add_one(of, each.codes, each.first, part)
            else:
                _add(of, each.codes, each.first, weights, part)
        return np.concatenate([np.zeros((numbers, 0, 3)), *parts], axis=1)

    def answered(self, of: Places, codes: Codes, sizes: Headcount) -> Headcount:
        """How many respondents of each class gave an answer of the base."""
        counts = sizes.copy()
        _take_blank(of, codes, counts)
        return counts


# No ``fastmath``: it would let sums be made in another order, and no longer be those of numpy.
@njit(cache=True, nogil=True)
def _add(of, codes, shift, weights, cells):  # type: ignore[no-untyped-def]
    for row in range(codes.size):
        weight, number, column = weights[row], of[row], codes[row] + shift
        cells[number, column, 0] += 1.0
        cells[number, column, 1] += weight
        cells[number, column, 2] += weight * weight


@njit(cache=True, nogil=True)
def _add_one(of, codes, shift, cells):  # type: ignore[no-untyped-def]
    for row in range(codes.size):
        cells[of[row], codes[row] + shift, 0] += 1.0
    for number in range(cells.shape[0]):
        for column in range(cells.shape[1]):
            cells[number, column, 1] = cells[number, column, 0]
            cells[number, column, 2] = cells[number, column, 0]


@njit(cache=True, nogil=True)
def _take_blank(of, codes, counts):  # type: ignore[no-untyped-def]
    # Answers are far more common than blanks, and classes too many to stay near the processor.
    for row in range(codes.size):
        if codes[row] < 0:
            counts[of[row]] -= 1
