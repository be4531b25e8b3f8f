"""Several files of one wave's answers, row by row: which answers stand in which of them.

Whoever has two publications subtracts one from the other. What is left speaks of the answers that are in one
of them only, so these have to be counted, group by group and question by question: a row that changed in one
answer is the same unit for all other questions.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from generator.aggregates.model import Aggregates, Flags, Ints, Linked, Units
from generator.data import Responses

Keys = Sequence[npt.NDArray[np.uint8]]
"""Per file, a line of bytes per row: equal lines are the same thing."""


def linked(files: Sequence[Responses], earlier: tuple[Aggregates, ...]) -> Linked:
    """What the files of one wave's answers, oldest first, have in common.

    ``earlier`` is what each file but the last one counted to, under the plan that the last is counted by.
    """
    groups, marks = tuple(files[-1].groups), _marks(files)
    rows = _units([_row(file) for file in files])
    readings = (marks,) if marks is not None else (None, rows)
    return Linked(
        earlier,
        groups,
        tuple({name: _of(name, files, marks) for name in files[-1].codes} for marks in readings),
        only_adds=all(bool(np.isin(one, other).all()) for one, other in pairwise(rows)),
        is_steady=_is_steady(files, rows if marks is None else marks),
    )


def _marks(files: Sequence[Responses]) -> list[Ints] | None:
    """Who gave each row; None when somebody is not named."""
    persons = [file.persons for file in files if file.persons is not None]
    if len(persons) < len(files) or any(bool(np.isnan(marks).any()) for marks in persons):
        return None
    return _units([_bytes(marks) for marks in persons])


def _of(measure: str, files: Sequence[Responses], marks: list[Ints] | None) -> Units:
    """The units of one measure: rows of one mark that answer the same are one; without, rows that are in
    the same groups and answer the same."""
    keys = [
        np.hstack([_answer(file, measure), _groups(file) if marks is None else _bytes(marks[place])])
        for place, file in enumerate(files)
    ]
    answered = [file.codes[measure] >= 0 for file in files]
    units = _units([key[inside] for key, inside in zip(keys, answered, strict=True)])
    count = 1 + max((int(own.max(initial=-1)) for own in units), default=-1)
    held = [_held(*one, count) for one in zip(files, answered, units, strict=True)]
    return _collapsed(held, count)


def _held(file: Responses, answered: Flags, units: Ints, count: int) -> npt.NDArray[np.int8]:
    """Which groups of a file count each unit."""
    member = np.zeros((count, len(file.groups)), dtype=np.int8)
    member[units] = np.array([inside[answered] for inside in file.groups.values()], dtype=np.int8).T
    return member


def _collapsed(held: list[npt.NDArray[np.int8]], count: int) -> Units:
    """Units that all files show alike, together."""
    seen = np.hstack([np.zeros((count, 0), np.int8), *held])
    lines = np.packbits(seen, axis=1) if seen.size else np.zeros((count, 1), np.uint8)
    _, first, kinds = np.unique(_lines(lines), return_index=True, return_inverse=True)
    people = np.bincount(kinds.reshape(-1), minlength=first.size)
    return Units(tuple(member[first] for member in held), people.astype(np.int64))


def _is_steady(files: Sequence[Responses], marks: Sequence[Ints]) -> bool:
    """Whether the rows that are the same in two files weigh the same in both."""
    weights = [np.ones(file.rows) if file.weights is None else file.weights for file in files]
    known: dict[int, float] = {}
    for own, heavy in zip(marks, weights, strict=True):
        pairs = list(zip(own.tolist(), heavy.tolist(), strict=True))
        if any(mark in known and not np.isclose(known[mark], weight, rtol=1e-9) for mark, weight in pairs):
            return False
        known |= dict(pairs)
    return True


def _units(keys: Keys) -> list[Ints]:
    """A number per row, the same in every file for the same key; the second of a key is another unit."""
    bounds = np.cumsum([len(key) for key in keys])[:-1]
    _, kinds = np.unique(_lines(np.vstack(keys)), return_inverse=True)
    own = np.split(kinds.reshape(-1), bounds)
    pairs = np.concatenate([np.column_stack([kind, _place(kind)]) for kind in own])
    _, units = np.unique(pairs, axis=0, return_inverse=True)
    return [np.asarray(unit, np.int64) for unit in np.split(units.reshape(-1), bounds)]


def _place(kinds: Ints) -> Ints:
    """How many of the same kind come before each."""
    order = np.argsort(kinds, kind="stable")
    ranked = kinds[order]
    starts = np.searchsorted(ranked, ranked)
    place = np.empty_like(kinds)
    place[order] = np.arange(kinds.size) - starts
    return place


def _row(file: Responses) -> npt.NDArray[np.uint8]:
    """All that a row says, its weight apart."""
    answers = [_answer(file, measure) for measure in file.codes]
    return np.hstack([_groups(file), *answers, *([_bytes(file.persons)] if file.persons is not None else [])])


def _answer(file: Responses, measure: str) -> npt.NDArray[np.uint8]:
    codes = _bytes(file.codes[measure].astype(np.int64))
    numbers: Mapping[str, npt.NDArray[np.float64]] = file.numbers
    # A number that was not given is written in one way only.
    return np.hstack([codes, _bytes(np.nan_to_num(numbers[measure]))]) if measure in numbers else codes


def _groups(file: Responses) -> npt.NDArray[np.uint8]:
    return np.packbits(np.array(list(file.groups.values()), dtype=bool).reshape(-1, file.rows).T, axis=1)


def _bytes(values: npt.NDArray[np.generic]) -> npt.NDArray[np.uint8]:
    return np.ascontiguousarray(values).view(np.uint8).reshape(values.size, -1)


def _lines(rows: npt.NDArray[np.uint8]) -> npt.NDArray[np.void]:
    """Each row of bytes as one thing that can be compared."""
    whole = np.ascontiguousarray(rows)
    return whole.view(np.dtype((np.void, whole.shape[1]))).reshape(-1)
