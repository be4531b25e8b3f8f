"""Wrong values are told by their first line and their column; people are never singled out."""

from pathlib import Path
from typing import Any

import pytest

from generator.words import Lang
from tests.rooms.data.drawn import folder, study

DATA = "studies/essai/data/2026.csv"
SPEC = "studies/essai/study.yml"
QUESTIONS: dict[str, Any] = {
    "q_note": {"type": "scale", "scale": "satisfaction5", "text": "?"},
    "q_jours": {"type": "numeric", "text": "?", "range": ["0", "365"]},
}
GIVEN = {"method": "given", "column": "poids"}


def test_each_column_is_told_once_at_its_first_bad_line(tmp_path: Path) -> None:
    data = "region,q_note,q_jours\nnord,5,3\nest,8,abc\nouest,7,366\nsud,1,-1\n"
    assert folder(tmp_path, data, study(questions=QUESTIONS)).refused() == [
        f"D02 {DATA}:3:1",
        f"D02 {DATA}:3:1",
        f"D10 {DATA}:3:1",
        f"D11 {DATA}:4:1",
    ]


def test_messages_hold_no_value_and_no_count(tmp_path: Path) -> None:
    data = "region,q_note,q_jours\nnord,5,3\nKarim,8877,7788\nKarim,8877,vingt\n"
    for problem in folder(tmp_path, data, study(questions=QUESTIONS)).problems():
        for lang in Lang:
            said = " ".join(problem.sentence(lang, part) for part in ("what", "why", "fix"))
            assert not any(value in said for value in ("Karim", "8877", "7788", "vingt", " 2 "))


def test_the_line_is_that_of_the_editor(tmp_path: Path) -> None:
    data = 'region,q_note,avis\nnord,5,"un\ndeux\ntrois"\nnord,8,\n'
    assert folder(tmp_path, data, study({"ignore": ["avis"]})).refused() == [f"D02 {DATA}:5:1"]


def test_codes_and_numbers(tmp_path: Path) -> None:
    data = "region,q_note,q_jours\nnord,5,3.5\nsud,9,\n,,0\n"
    read = folder(tmp_path, data, study(questions=QUESTIONS)).read()
    assert read.codes["q_note"].tolist() == [4, -2, -1]
    assert read.codes["q_jours"].tolist() == [0, -1, 0]
    assert read.numbers["q_jours"].tolist() == pytest.approx([3.5, float("nan"), 0.0], nan_ok=True)
    assert read.codes["q_note"].dtype == "int8"


def test_a_question_of_many_codes_takes_two_bytes(tmp_path: Path) -> None:
    questions = {"q_metier": {"type": "single", "text": "?", "options": {str(n): str(n) for n in range(300)}}}
    read = folder(tmp_path, "region,q_metier\nnord,299\nsud,0\n", study(questions=questions)).read()
    assert read.codes["q_metier"].tolist() == [299, 0]
    assert read.codes["q_metier"].dtype == "int16"


@pytest.mark.parametrize("weight", ["", "0", "-1", "nan", "inf", "x", "1,5"])
def test_a_row_without_a_usable_weight(tmp_path: Path, weight: str) -> None:
    data = f'region,q_note,poids\nnord,5,1.5\nsud,1,"{weight}"\n'
    assert folder(tmp_path, data, study(weighting=GIVEN)).refused() == [f"D16 {DATA}:3:1"]


def test_weights_that_number_people(tmp_path: Path) -> None:
    rows = "".join(f"nord,5,{1000 + n}\n" for n in range(40))
    drawn = folder(tmp_path, f"region,q_note,poids\n{rows}", study(weighting=GIVEN))
    assert drawn.refused() == [f"D08.weight {SPEC}"]
    rows = "".join(f"nord,5,{1000 + n}.5\n" for n in range(40))
    assert folder(tmp_path, f"region,q_note,poids\n{rows}", study(weighting=GIVEN)).read().rows == 40


@pytest.mark.parametrize(
    "value", ["karim@tilia.example", "06 12 34 56 78", "0033612345678", "+33 6.12.34.56.78"]
)
def test_contacts_are_no_segment(tmp_path: Path, value: str) -> None:
    assert folder(tmp_path, f"region,q_note\nnord,5\n{value},1\n").refused() == [f"D08 {SPEC}"]


def test_nearly_one_value_a_person_is_no_segment(tmp_path: Path) -> None:
    segments = {"age": {"column": "age", "cuts": {"jeune": "< 40", "mûr": ">= 40"}}}
    rows = [f"{n},5\n" for n in range(40)]
    assert folder(tmp_path, f"age,q_note\n{''.join(rows)}", study(segments=segments)).refused() == [
        f"D08 {SPEC}"
    ]
    assert folder(tmp_path, f"age,q_note\n{''.join(rows * 3)}", study(segments=segments)).read().rows == 120


def test_a_list_of_people_as_levels_is_no_segment(tmp_path: Path) -> None:
    levels = {f"p{n}": f"p{n}" for n in range(40)}
    rows = "".join(f"p{n},5\n" for n in range(40))
    segments = {"qui": {"column": "qui", "levels": levels}}
    assert folder(tmp_path, f"qui,q_note\n{rows}", study(segments=segments)).refused() == [f"D08 {SPEC}"]
