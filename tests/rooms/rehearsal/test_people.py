"""People of one mood: their ratings go together, and outcomes go with what drives them."""

from pathlib import Path

import numpy as np
import pytest

from tests.rooms.rehearsal.drawn import WAVE, rehearsed, study

ROWS = 4000


def correlation(tmp_path: Path, text: str, one: str, other: str) -> float:
    answers = (
        rehearsed(tmp_path, study(), f"missing: 0 %\naside: 0 %\n{text}", rows=ROWS).draw()[WAVE].measures
    )
    return float(np.corrcoef(answers[one].read, answers[other].read)[0, 1])


@pytest.mark.parametrize("declared", [0, 0.36, 0.8])
def test_ratings_of_one_person_are_as_alike_as_said(declared: float, tmp_path: Path) -> None:
    found = correlation(tmp_path, f"correlation: {declared}", "q_moments.devis", "q_note")
    # Five answers say a little less than what people lean to; 4 000 people are 0.016 away at most times.
    assert declared * 0.85 - 0.05 < found < declared + 0.05


def test_an_outcome_goes_with_what_drives_it(tmp_path: Path) -> None:
    text = "correlation: 0\ndrivers: {q_nps: {sat.devis: 0.6, sat.suivi: 0.3}}"
    found = {
        item: correlation(tmp_path, text, "q_nps", f"q_moments.{item}")
        for item in ("devis", "suivi", "contact")
    }
    assert found == pytest.approx({"devis": 0.56, "suivi": 0.28, "contact": 0}, abs=0.06)


def test_better_numbers_go_with_better_ratings(tmp_path: Path) -> None:
    assert correlation(tmp_path, "", "q_jours", "q_note") < -0.25


def test_satisfaction_does_not_bear_upon_a_choice(tmp_path: Path) -> None:
    answers = rehearsed(tmp_path, study(), "missing: 0 %\naside: 0 %", rows=ROWS).draw()[WAVE].measures
    assert abs(np.corrcoef(answers["q_deja"].codes, answers["q_note"].read)[0, 1]) < 0.06


def test_segments_lean_a_little(tmp_path: Path) -> None:
    drawn = rehearsed(tmp_path, study(), "missing: 0 %\naside: 0 %", rows=ROWS).draw()[WAVE]
    north = drawn.segments["region"].gave("nord")
    notes = drawn.measures["q_note"].read
    assert 0.01 < abs(notes[north].mean() - notes[~north].mean()) < 0.5
