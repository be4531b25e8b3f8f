"""One pass over the answers: each measure is counted by pack and answer, and each group is a sum of that.

Sums run in the order of the file, then of the numbers of a pack: the same bytes at every run, whichever
loop makes them.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from generator.aggregates.kernels import Asked, Kernel
from generator.aggregates.model import Counts, Floats, Headcount, Ints
from generator.aggregates.packs import Packed


@dataclass(frozen=True, eq=False)
class Cubes:
    """All measures of a wave, by group. ``sums[group]`` has three lines, n, Σw and Σw², over all columns."""

    columns: Mapping[str, slice]
    asked: Mapping[str, Asked]
    sums: Mapping[str, Floats]
    n: Mapping[str, Ints]
    """The first line of ``sums``, as whole numbers."""
    answered: Mapping[str, Headcount]
    """By measure, the respondents inside the base in each class of the wave."""

    def counts(self, measure: str, group: str) -> Counts:
        """One measure in one group."""
        where, aside = self.columns[measure], self.asked[measure].aside
        base = slice(where.start + self.asked[measure].first, where.stop)
        n, w, w2 = self.n[group], *self.sums[group][1:]
        return Counts(n[base], w[base], w2[base], aside=n[where.start : where.start + aside][::-1])


def count(packed: Packed, asked: Mapping[str, Asked], weights: Floats | None, kernel: Kernel) -> Cubes:
    """Count every measure in every group."""
    columns: dict[str, slice] = {}
    last = 0
    for name, measure in asked.items():
        columns[name] = slice(last, last + measure.width)
        last += measure.width
    sums: dict[str, Floats] = {}
    for each in packed.packs:
        cells = kernel.cells(each.of, each.member.shape[0], tuple(asked.values()), weights)
        for group, member in zip(each.groups, each.member.T, strict=True):
            sums[group] = np.ascontiguousarray(cells[member == 1].sum(axis=0).T)
    sizes = np.bincount(packed.of, minlength=packed.member.shape[0]).astype(np.int32)
    answered = {name: kernel.answered(packed.of, measure.codes, sizes) for name, measure in asked.items()}
    n = {group: lines[0].astype(np.int64) for group, lines in sums.items()}
    return Cubes(columns, asked, sums, n, answered)
