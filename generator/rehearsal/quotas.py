"""Who gives which answer: quotas, filled in the order of what people lean to.

Chance decides who, never how many: a share is met to the nearest person, so that a declared truth is
true of the people drawn and not only of those that might have been.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum

import numpy as np

from generator.rehearsal.answers import Flags, Rows
from generator.rehearsal.chance import Whole
from generator.rehearsal.shares import Constraint, Shares, fitted


@dataclass(frozen=True, eq=False)
class Wanted:
    """Among some people, the mean that the numbers of answers must have."""

    among: Flags
    values: tuple[float, ...]
    """The number each answer counts for."""
    target: float


@dataclass(frozen=True, eq=False)
class Ballot:
    """A choice among answers: whoever makes it, what each leans to, and what it must come to.

    ``ladder`` lists the answers from that of people who lean least to that of those who lean most;
    ``start`` is how often each is given where nothing more is wanted, ``otherwise`` the same for some.
    """

    voters: Flags
    ladder: Sequence[int]
    start: Shares
    lean: Whole
    weights: Whole
    wanted: Sequence[Wanted] = ()
    otherwise: tuple[Flags, Shares] | None = None

    def counted(self) -> Whole:
        """The answer of each voter; 0 for the others."""
        rows = np.flatnonzero(self.voters)
        codes = np.zeros(self.voters.size, np.int64)
        cells, kinds = self._cells(rows)
        members = [rows[cells == cell] for cell in range(len(kinds))]
        sizes = [int(self.weights[one].sum()) for one in members]
        for one, shares in zip(members, self._shares(kinds, sizes), strict=True):
            codes[one] = self._filled(one, shares)
        return codes

    @property
    def _divisions(self) -> list[Flags]:
        """What sets voters apart: being among those of whom something is wanted."""
        apart = [] if self.otherwise is None else [self.otherwise[0]]
        return [*apart, *(one.among for one in self.wanted)]

    def _cells(self, rows: Rows) -> tuple[Whole, list[tuple[bool, ...]]]:
        """The cell of each voter, and for each cell on which side of each division it is."""
        sides = np.column_stack([np.ones(rows.size, np.bool_), *(flags[rows] for flags in self._divisions)])
        kinds, cells = np.unique(sides, axis=0, return_inverse=True)
        return cells.reshape(-1), [tuple(kind[1:]) for kind in kinds.tolist()]

    def _shares(self, kinds: list[tuple[bool, ...]], sizes: list[int]) -> list[Shares]:
        first = 0 if self.otherwise is None else 1
        apart = None if self.otherwise is None else self.otherwise[1]
        start = [apart if apart is not None and kind[0] else self.start for kind in kinds]
        constraints = [
            Constraint(
                tuple(cell for cell, kind in enumerate(kinds) if kind[first + place]), one.values, one.target
            )
            for place, one in enumerate(self.wanted)
        ]
        return fitted(start, sizes, constraints)

    def _filled(self, rows: Rows, shares: Shares) -> Whole:
        """The answers of one cell; the bounds between answers are shares of its total weight."""
        ordered, middles, total = in_order(rows, self.lean, self.weights)
        climbing = [shares[code] for code in self.ladder]
        bounds = [int(fsum(climbing[: place + 1]) * total + 0.5) for place in range(len(climbing) - 1)]
        codes = np.empty(rows.size, np.int64)
        steps = np.searchsorted(np.array(bounds, np.int64), middles, side="right")
        codes[np.searchsorted(rows, ordered)] = np.array(self.ladder, np.int64)[steps]
        return codes


def in_order(rows: Rows, lean: Whole, weights: Whole) -> tuple[Rows, Whole, int]:
    """People from the one who leans least; where the middle of each stands, and where all end.

    Places are in half weights, so that they are whole numbers.
    """
    ordered = rows[np.argsort(lean[rows], kind="stable")]
    ends = np.cumsum(weights[ordered])
    return ordered, 2 * ends - weights[ordered], 2 * int(ends[-1]) if rows.size else 0
