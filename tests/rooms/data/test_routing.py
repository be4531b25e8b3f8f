"""Who was asked, and who is in which group."""

from pathlib import Path
from typing import Any

from tests.rooms.data.drawn import Folder, folder, study

QUESTIONS: dict[str, Any] = {
    "q_oui": {"type": "single", "text": "?", "options": {"oui": "Oui", "non": "Non"}},
    "q_jours": {"type": "numeric", "text": "?", "ask_if": "q_oui = oui"},
    "q_pourquoi": {"type": "single", "text": "?", "options": {"a": "A"}, "ask_if": "q_jours > 30"},
}
HEADER = "region,age,q_oui,q_jours,q_pourquoi"
SEGMENTS: dict[str, Any] = {
    "region": {
        "column": "region",
        "levels": {"nord": "Nord", "sud": "Sud"},
        "missing": {"nsp": "Ne sait pas"},
    },
    "age": {"column": "age", "cuts": {"jeune": "< 30", "adulte": "30..59", "aîné": ">= 65"}},
    "lent": {"when": "q_jours > 30"},
}


def drawn(tmp_path: Path, data: str, **sections: Any) -> Folder:
    return folder(tmp_path, data, study(questions=QUESTIONS, segments=SEGMENTS, **sections))


def test_those_who_are_not_asked_are_outside_the_base(tmp_path: Path) -> None:
    data = f"{HEADER}\nnord,20,oui,40,a\nnord,20,non,40,a\nnord,20,,40,a\nnord,20,oui,10,\n"
    read = drawn(tmp_path, data).read()
    assert read.codes["q_jours"].tolist() == [0, -1, -1, 0]
    assert read.numbers["q_jours"].tolist()[0] == 40
    assert read.codes["q_pourquoi"].tolist() == [0, -1, -1, -1]
    assert read.groups["lent"].tolist() == [True, False, False, False]
    assert [warning.code for warning in read.warnings] == ["D20", "D20"]


def test_nothing_is_said_when_only_those_asked_answered(tmp_path: Path) -> None:
    data = f"{HEADER}\nnord,20,oui,40,a\nnord,20,non,,\n"
    assert drawn(tmp_path, data).read().warnings == ()


def test_levels_cuts_and_crossings(tmp_path: Path) -> None:
    data = f"{HEADER}\nnord,29.5,,,\nsud,30,,,\nnsp,59,,,\n,62,,,\nsud,,,,\nsud,65,,,\n"
    read = drawn(tmp_path, data, crossings=[["region", "age"]]).read()
    inside = {name: [row for row, member in enumerate(rows) if member] for name, rows in read.groups.items()}
    assert inside["all"] == [0, 1, 2, 3, 4, 5]
    assert (inside["region=nord"], inside["region=sud"]) == ([0], [1, 4, 5])
    assert (inside["age=jeune"], inside["age=adulte"], inside["age=aîné"]) == ([0], [1, 2], [5])
    assert (inside["region=sud&age=adulte"], inside["region=nord&age=aîné"]) == ([1], [])


def test_groups_named_in_a_finding(tmp_path: Path) -> None:
    findings = {
        "attente": {
            "says": "Attendre.",
            "groups": {"longs": {"when": "q_jours > 30 and region != sud", "label": "longs"}},
            "decision": "d",
            "verdict": "improve",
            "by": "dg",
        }
    }
    data = f"{HEADER}\nnord,20,oui,40,\nsud,20,oui,40,\n,20,oui,40,\nnsp,20,oui,40,\n"
    read = drawn(tmp_path, data, findings=findings).read()
    assert read.groups["attente.longs"].tolist() == [True, False, False, False]
