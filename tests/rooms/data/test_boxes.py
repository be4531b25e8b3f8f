"""Boxes: blanks beside ticks, exclusive answers, ranks."""

from pathlib import Path
from typing import Any

from tests.rooms.data.drawn import Folder, folder, study

DATA = "studies/essai/data/2026.csv"
MULTI: dict[str, Any] = {
    "type": "multi",
    "text": "?",
    "options": {"web": "Web", "agence": "Agence"},
    "exclusive": {"aucun": "Aucun"},
}
RANKING: dict[str, Any] = {
    "type": "ranking",
    "text": "?",
    "keep": "2",
    "options": {"prix": "Prix", "delai": "Délai", "appli": "Appli"},
}
HEADER = {"multi": "region,q_web,q_agence,q_aucun", "ranking": "region,q_prix,q_delai,q_appli"}


def boxes(tmp_path: Path, question: dict[str, Any], rows: str, **more: Any) -> Folder:
    lines = "".join(f"nord,{row}\n" for row in rows.split())
    data = f"{HEADER[question['type']]}\n{lines}"
    return folder(tmp_path, data, study(questions={"q": {**question, **more}}))


def codes(drawn: Folder) -> list[list[int]]:
    return [array.tolist() for array in drawn.read().codes.values()]


def test_ticks_alone_mean_the_other_boxes_are_unticked(tmp_path: Path) -> None:
    # yes is 0 and no is 1, as the measure counts its codes
    assert codes(boxes(tmp_path, MULTI, "1,, 1,1,0 ,, 0,0,0")) == [
        [0, 0, -1, 1],
        [1, 0, -1, 1],
        [1, 1, -1, 1],
    ]


def test_a_declared_missing_answer_ticks_nothing(tmp_path: Path) -> None:
    assert codes(boxes(tmp_path, MULTI, "9,, 1,9,", missing={"9": "?"})) == [[-2, 0], [-1, -2], [-1, 1]]


def test_ranks(tmp_path: Path) -> None:
    # codes: 1 → 0, 2 → 1, unranked → 2
    assert codes(boxes(tmp_path, RANKING, "1,2, 2,,1 ,,")) == [[0, 1, -1], [1, 2, -1], [2, 0, -1]]


def test_a_rank_given_twice(tmp_path: Path) -> None:
    assert boxes(tmp_path, RANKING, "1,2, 1,1,2 2,2,2").refused() == [f"D18 {DATA}:3:1"]


def test_a_rank_beyond_those_kept(tmp_path: Path) -> None:
    assert boxes(tmp_path, RANKING, "1,2,3").refused() == [f"D02 {DATA}:2:1"]


def test_an_exclusive_answer_beside_another_only_warns(tmp_path: Path) -> None:
    read = boxes(tmp_path, MULTI, "0,0,1 1,0,1").read()
    assert [f"{w.code} {w.position}" for w in read.warnings] == [f"D17 {DATA}:3:1"]


def test_zeros_written_for_everyone_are_no_answer_of_those_not_asked(tmp_path: Path) -> None:
    routed = boxes(tmp_path, MULTI, "0,0,0 1,0,0", ask_if="region = sud").read()
    assert [array.tolist() for array in routed.codes.values()] == [[-1, -1]] * 3
    assert [warning.code for warning in routed.warnings] == ["D20"]
    silent = boxes(tmp_path, MULTI, "0,0,0 ,,", ask_if="region = sud").read()
    assert silent.warnings == ()
