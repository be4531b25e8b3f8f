"""One pass over the answers: respondents are packed by the groups they are in, then counted by answer.

Groups overlap; the classes of people who are in exactly the same groups do not. So each measure is
counted once, by class and answer, and each group is the sum of its classes. The arrays that ``count``
takes and gives are all that a faster kernel has to know. Sums run in the order of the file, then of
the classes: the same bytes at every run.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from generator.aggregates.model import Counts, Flags, Floats, Ints

_BITS = 31
"""Groups packed into one integer before classes are numbered again: with 2³¹ of them, 62 bits."""


@dataclass(frozen=True, eq=False)
class Packed:
    """Respondents by class.

    ``of[r]`` is the class of respondent r; ``member[c, g]`` is 1 when class c is in group g, else 0.
    """

    groups: tuple[str, ...]
    of: Ints
    member: npt.NDArray[np.int8]

    def classes_of(self, group: str) -> Ints:
        """The classes that make a group."""
        return np.flatnonzero(self.member[:, self.groups.index(group)])


@dataclass(frozen=True, eq=False)
class Cube:
    """One measure by class and answer: how many respondents, Σw and Σw².

    The last ``codes`` columns are the answers of the base, in order. Before them stand not answered,
    and before it the declared missing answers, last first: an answer's column is its code plus a constant.
    """

    codes: int
    n: Ints
    w: Floats
    w2: Floats

    @property
    def answered(self) -> Ints:
        """Respondents inside the base, by class."""
        inside: Ints = self.n[:, -self.codes :].sum(axis=1)
        return inside

    def counts(self, classes: Ints) -> Counts:
        """The measure in a group, as the sum of its classes."""
        n, w, w2 = (cells[classes].sum(axis=0) for cells in (self.n, self.w, self.w2))
        base = slice(-self.codes, None)
        return Counts(n[base], w[base], w2[base], aside=n[: -self.codes - 1][::-1])


def pack(groups: Mapping[str, Flags], rows: int) -> Packed:
    """Number the classes of people who are in exactly the same groups, in the order of their membership."""
    of, names = np.zeros(rows, np.int64), tuple(groups)
    for start in range(0, len(names), _BITS):
        for name in names[start : start + _BITS]:
            of = of * 2 + groups[name]
        _, of = np.unique(of, return_inverse=True)
    _, first = np.unique(of, return_index=True)
    member = [groups[name][first] for name in names]
    return Packed(names, of, np.array(member, np.int8).reshape(len(names), first.size).T)


def count(
    packed: Packed, codes: npt.NDArray[np.signedinteger], inside: int, aside: int, weights: Floats | None
) -> Cube:
    """Count one measure, of ``inside`` answers in the base and ``aside`` declared missing ones."""
    width = inside + 1 + aside
    shape = (packed.member.shape[0], width)
    cells = packed.of * width + codes + (1 + aside)
    size = shape[0] * width
    n = np.bincount(cells, minlength=size).reshape(shape)
    if weights is None:
        return Cube(inside, n, n.astype(np.float64), n.astype(np.float64))
    sums = [np.bincount(cells, each, size) for each in (weights, weights * weights)]
    w, w2 = (np.asarray(each, np.float64).reshape(shape) for each in sums)
    return Cube(inside, n, w, w2)
