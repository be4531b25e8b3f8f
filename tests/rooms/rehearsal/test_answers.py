"""Conditions are met by the same people as when data are read: one logic, looked at from both ends."""

from pathlib import Path

import numpy as np
import pytest

from generator.rehearsal.answers import NONE, Answers, meets
from generator.spec.language import parse_filter
from tests.rooms.rehearsal.drawn import WAVE, finding, read_back, rehearsed, study

NOTES = Answers(("1", "2", "3"), ("9",), np.array([0, 1, 2, -2, NONE], np.int64), values=(1.0, 2.0, 3.0))
AGES = Answers(
    ("jeune", "vieux"), (), np.array([0, 1, NONE, 1, 0], np.int64), numbers=np.array([20, 70, 40, 65, np.nan])
)
FILTERS = [
    "q_note = 5",
    "q_note != 5",
    "q_note >= 4 or region = nord",
    "not (q_note >= 4) and region = nord",
    "q_nps in [0..6, 9]",
    "q_nps = 99 or q_nps < 3",
    "not q_nps = 99",
    "age = jeune",
    "age > 40",
    "age in [20..30]",
    "q_jours = 12 or q_jours > 30",
    "q_moments.devis = 9",
    "q_effort <= 3",
    "not q_effort <= 3",
    "q_canaux.aucun = 1 or q_libre.prix = 0",
    "q_attentes.delai = 1",
]


@pytest.mark.parametrize(
    ("condition", "who"),
    [
        ("note = 2", [False, True, False, False, False]),
        ("note != 2", [True, False, True, False, False]),
        ("note = 9", [False, False, False, True, False]),
        ("not note = 9", [True, True, True, False, False]),
        ("note > 1 and age < 71", [False, True, True, False, False]),
        ("note > 1 or age > 60", [False, True, True, True, False]),
        ("not (note > 1 or age > 60)", [True, False, False, False, False]),
        ("age in [20, vieux]", [True, True, False, True, False]),
    ],
)
def test_what_is_unknown_stays_unknown(condition: str, who: list[bool]) -> None:
    assert meets(parse_filter(condition), {"note": NOTES, "age": AGES}).tolist() == who


def test_the_reader_of_data_finds_the_same_people(tmp_path: Path) -> None:
    groups = {f"g{place}": {"when": text, "label": "a"} for place, text in enumerate(FILTERS)}
    rehearsal = rehearsed(
        tmp_path, study(findings={"f": finding(groups=groups)}), "missing: 10 %\naside: 15 %"
    )
    drawn, responses = rehearsal.draw()[WAVE], read_back(tmp_path, rehearsal)
    known = {**drawn.segments, **drawn.measures}
    for place, text in enumerate(FILTERS):
        found = meets(parse_filter(text), known)
        assert (responses.groups[f"f.g{place}"] == found).all(), text
        assert 0 < found.sum() < 400, text
