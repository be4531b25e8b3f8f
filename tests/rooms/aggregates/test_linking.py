"""Two files of one wave's answers: which answers stand in both, question by question."""

import numpy as np

from generator.aggregates.linking import linked
from generator.aggregates.model import Linked, Units
from generator.data import Responses

Row = tuple[str, int, int]
"""The group someone is in, the answers to q and to r."""


def file_of(
    rows: list[Row], persons: list[float] | None = None, weights: list[float] | None = None
) -> Responses:
    group, q, r = (np.array(column) for column in zip(*rows, strict=True))
    return Responses(
        "drawn",
        "2026",
        len(rows),
        None,
        "0" * 64,
        codes={"q": q.astype(np.int64), "r": r.astype(np.int64)},
        numbers={},
        weights=None if weights is None else np.array(weights),
        groups={"all": np.ones(len(rows), dtype=bool), "n": group == "n"},
        persons=None if persons is None else np.array(persons),
    )


def told(units: Units) -> dict[tuple[tuple[int, ...], ...], int]:
    """How many units each file counts in which groups: ``((1, 0), (0, 0))`` is in ``all`` of the first."""
    lines = zip(*(member.tolist() for member in units.member), strict=True)
    return {tuple(map(tuple, line)): n for line, n in zip(lines, units.people.tolist(), strict=True)}


BOTH, FIRST_ONLY, SECOND_ONLY = ((1, 1), (1, 1)), ((1, 1), (0, 0)), ((0, 0), (1, 1))
THREE: list[Row] = [("n", 0, 1), ("n", 0, 1), ("s", 1, -1)]


def of(first: Responses, second: Responses) -> Linked:
    return linked([first, second], ())


def test_a_late_reply_is_one_answer_more() -> None:
    found = of(file_of(THREE), file_of([*THREE, ("n", 0, 1)]))
    assert found.only_adds
    assert [told(reading["q"]) for reading in found.readings] == [
        {BOTH: 2, SECOND_ONLY: 1, ((1, 0), (1, 0)): 1}
    ] * 2


def test_who_left_a_question_out_is_none_of_its_units() -> None:
    found = of(file_of(THREE), file_of([*THREE, ("n", 0, -1)]))
    assert told(found.readings[0]["r"]) == {BOTH: 2}


def test_without_marks_a_row_that_changed_elsewhere_is_read_both_ways() -> None:
    """The first person's r went from 1 to 0: for q, the same answer, or that of somebody else."""
    found = of(file_of(THREE), file_of([("n", 0, 0), *THREE[1:]]))
    assert not found.only_adds
    same, other = (told(reading["q"]) for reading in found.readings)
    assert same == {BOTH: 2, ((1, 0), (1, 0)): 1}
    assert other == {BOTH: 1, FIRST_ONLY: 1, SECOND_ONLY: 1, ((1, 0), (1, 0)): 1}


def test_a_mark_says_who_it_is() -> None:
    first, second = file_of(THREE, [7, 8, 9]), file_of([("n", 0, 0), *THREE[1:]], [7, 8, 9])
    (only,) = of(first, second).readings
    assert told(only["q"]) == {BOTH: 2, ((1, 0), (1, 0)): 1}
    assert told(only["r"]) == {BOTH: 1, FIRST_ONLY: 1, SECOND_ONLY: 1}


def test_a_mark_that_moved_to_another_group_keeps_its_answer() -> None:
    first, second = file_of(THREE, [7, 8, 9]), file_of([("s", 0, 1), *THREE[1:]], [7, 8, 9])
    (only,) = of(first, second).readings
    assert told(only["q"])[(1, 1), (1, 0)] == 1


def test_someone_without_a_mark_leaves_rows_to_speak() -> None:
    marks = [7.0, float("nan"), 9.0]
    assert len(of(file_of(THREE, marks), file_of(THREE, marks)).readings) == 2


def test_whose_weight_moved_is_told() -> None:
    plain = file_of(THREE, weights=[1, 1, 2])
    assert of(plain, file_of([*THREE, ("n", 1, 1)], weights=[1, 1, 2, 5])).is_steady
    assert not of(plain, file_of(THREE, weights=[1, 1, 2.5])).is_steady
    assert not of(file_of(THREE), plain).is_steady
