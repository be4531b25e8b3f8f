"""Exact elimination alone: all one- and two-way groups of drawn surveys, with a threshold of five."""

import time
from collections.abc import Iterator
from itertools import combinations

import numpy as np
import numpy.typing as npt

from generator.disclosure.modular import relations, releasable
from tests.bench.bench_gate import uneven

Ints = npt.NDArray[np.int64]

SURVEYS = ((500, (6, 5, 8, 4, 3)), (500, (6, 5, 8, 4, 3, 12)), (1_000, (10, 9, 8, 7, 6, 12, 10)))
"""How many people, in segments of how many levels: about 285, 600 and 1,500 groups hold someone."""
THRESHOLD = 5


def run() -> str:
    """One line a survey."""
    return "\n".join(_measured(people, levels) for people, levels in SURVEYS)


def main() -> None:
    """Print what ``run`` gives."""
    print(run())


def _measured(people: int, levels: tuple[int, ...]) -> str:
    groups, sizes = _groups(people, levels)
    asked = sizes >= THRESHOLD
    start = time.perf_counter()
    nothing = np.zeros((0, len(groups)), dtype=np.int64)
    kept = releasable(relations(groups), asked, ~asked, nothing)
    seconds = time.perf_counter() - start
    return (
        f"{len(groups):,} groups, {groups.shape[1]:,} classes: {seconds:.2f} s; "
        f"{kept.sum():,} published, {(asked & ~kept).sum():,} withheld besides the small ones"
    )


def _groups(people: int, levels: tuple[int, ...]) -> tuple[Ints, Ints]:
    """The groups that hold someone, over classes, and how many people each holds."""
    dice = np.random.default_rng(1)
    columns = [dice.choice(size, people, p=uneven(size)) for size in levels]
    single = [
        np.stack([column == n for n in range(size)]) for column, size in zip(columns, levels, strict=True)
    ]
    rows = np.vstack([np.ones((1, people), dtype=bool), *single, *_crossed(single)])
    groups, counts = np.unique(rows[rows.any(axis=1)], axis=1, return_counts=True)
    return groups.astype(np.int64), groups @ counts


def _crossed(single: list[npt.NDArray[np.bool_]]) -> Iterator[npt.NDArray[np.bool_]]:
    for one, other in combinations(single, 2):
        yield (one[:, None, :] & other[None, :, :]).reshape(-1, one.shape[1])


if __name__ == "__main__":
    main()
