"""Someone with the staff file, a solver and the files that were emitted, who knows nothing of the gate.

Sees the text of a release only: what it tells of each group becomes one equation on whole people.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import Bounds, LinearConstraint, milp

from tests.attack.attacker import Attacker

Row = npt.NDArray[np.float64]
CODES = "1234"
SECRETS = ("1", "2", "3", "4", "34", "12")
"""Each answer, the favourable ones, the unfavourable ones."""
FAVOURABLE = np.array([0.0, 0.0, 1.0, 1.0])
"""What each answer counts for in the one number of a small group."""


@dataclass(frozen=True)
class Solver:
    """How many people of each kind may have given each answer: one unknown for each, in whole people."""

    sizes: Row
    belongs: Mapping[str, Row]
    matrix: Row
    low: Row
    high: Row

    def least(self, weights: Row) -> float:
        """The least that a sum of unknowns can be.

        Raises:
            ArithmeticError: the solver gave up, or what was emitted contradicts itself.
        """
        solved = milp(
            weights.ravel(),
            constraints=LinearConstraint(self.matrix, self.low, self.high),
            bounds=Bounds(0, np.inf),
            integrality=np.ones(weights.size),
        )
        if solved.fun is None:
            raise ArithmeticError("nothing can be said")
        return float(solved.fun)

    def is_pinned(self, group: str) -> bool:
        """Whether the answers of a group are known one by one."""
        cells = (np.outer(self.belongs[group], np.eye(4)[code]) for code in range(4))
        return all(round(self.least(cell)) == -round(self.least(-cell)) for cell in cells)

    def proven(self) -> Iterator[tuple[int, str]]:
        """Kinds of people whose answers are all inside a secret, whatever fits what was emitted."""
        for kind, size in enumerate(self.sizes):
            for secret in SECRETS:
                inside = np.array([float(code in secret) for code in CODES])
                if round(self.least(np.outer(np.eye(len(self.sizes))[kind], inside))) >= size:
                    yield kind, secret


def solver(attacker: Attacker, content: str) -> Solver:
    """What can be done with the emitted text of a release of one question."""
    sizes = np.array(list(attacker.people.values()), dtype=float)
    belongs = {group: np.array(attacker.counted(group), dtype=float) for group in attacker.groups}
    told = [(np.kron(np.eye(len(sizes))[k], np.ones(4)), size, size) for k, size in enumerate(sizes)]
    for line in content.splitlines()[1:]:
        table = json.loads(line).get("table")
        if table is not None:
            told += list(_equations(table, belongs[table["group"]]))
    rows, low, high = zip(*told, strict=True)
    return Solver(sizes, belongs, np.array(rows), np.array(low), np.array(high))


def _equations(table: dict, members: Row) -> Iterator[tuple[Row, float, float]]:
    if "cells" in table:
        for code, count in enumerate(table["cells"]["w"]):
            yield np.kron(members, np.eye(4)[code]), count, count
    elif "totals" in table:
        (number,) = table["totals"].values()
        total = number["mean"] * table["n"]
        yield np.kron(members, FAVOURABLE), total - 0.01, total + 0.01
