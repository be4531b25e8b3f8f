"""Declared truths are true of the people drawn, whatever weighs them, and told when they cannot be."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from generator.errors import Refused, render
from generator.rehearsal.drawing import Drawn
from generator.words import Lang
from tests.rooms.rehearsal.drawn import QUESTIONS, WAVE, finding, rehearsed, shares, study

LENT = {"lent": {"when": "q_jours > 20", "label": "en plus de 20 jours"}}


def drawn(tmp_path: Path, text: str, **sections: Any) -> Drawn:
    return rehearsed(tmp_path, study(**sections), text).draw()[WAVE]


def refused(tmp_path: Path, text: str, **sections: Any) -> list[str]:
    """Each problem as ``code line:column``."""
    with pytest.raises(Refused) as refusal:
        rehearsed(tmp_path, study(**sections), text).draw()
    for problem in refusal.value.diagnostics:
        assert render(problem, Lang.FR) != render(problem, Lang.EN)
    places = [(problem.code, problem.position) for problem in refusal.value.diagnostics]
    return [f"{code} {place.line}:{place.column}" for code, place in places if place is not None]


@pytest.mark.parametrize(
    ("truth", "measure", "answers", "found"),
    [
        ("sat.devis = 58 %", "q_moments.devis", ("4", "5"), 58),
        ("sat.devis@2026 = 7.5 %", "q_moments.devis", ("4", "5"), 7.5),
        ("q_note = 90 %", "q_note", ("4", "5"), 90),
        ("effort = 40 %", "q_effort", ("1", "2"), 40),
        ("venus = 15 %", "q_deja", ("oui",), 15),
        ("q_canaux.web = 44 %", "q_canaux.web", ("1",), 44),
        ("q_canaux.aucun = 25 %", "q_canaux.aucun", ("1",), 25),
        ("q_libre.prix = 12 %", "q_libre.prix", ("1",), 12),
        ("attentes.appli = 6 %", "q_attentes.appli", ("1",), 6),
    ],
)
def test_a_share_is_hit(
    truth: str, measure: str, answers: tuple[str, ...], found: float, tmp_path: Path
) -> None:
    given = shares(drawn(tmp_path, f"truths: [{truth}]"), measure)
    # One person of the base, at most, is half counted on each side.
    assert sum(given[answer] for answer in answers) == pytest.approx(found, abs=0.6)


def test_a_score_a_median_and_a_mean_are_hit(tmp_path: Path) -> None:
    found = drawn(tmp_path, "truths: [nps = -12, delai = 17]")
    given = shares(found, "q_nps")
    promoters = given["9"] + given["10"]
    assert promoters - sum(given[str(note)] for note in range(7)) == pytest.approx(-12, abs=1)
    assert np.nanmedian(found.measures["q_jours"].read) == 17
    indicators = {"delai": {"kind": "mean", "of": "q_jours"}, "note": {"kind": "mean", "of": "q_note"}}
    found = drawn(tmp_path, "truths: [delai = 31.5, note = 2.2]", indicators=indicators)
    assert np.nanmean(found.measures["q_jours"].read) == pytest.approx(31.5, abs=0.2)
    assert np.nanmean(found.measures["q_note"].read) == pytest.approx(2.2, abs=0.02)


def test_a_truth_holds_in_its_group_and_in_the_whole(tmp_path: Path) -> None:
    text = "truths: [q_note = 50 %, 'q_note[region=nord] = 30 %']\nsegments: {region: {nord: 40, sud: 60}}"
    found = drawn(tmp_path, text)
    north = found.segments["region"].gave("nord")
    answers = found.measures["q_note"]
    good = answers.gave("4") | answers.gave("5")
    assert good[north].sum() / (answers.codes >= 0)[north].sum() == pytest.approx(0.3, abs=0.01)
    assert good.sum() / (answers.codes >= 0).sum() == pytest.approx(0.5, abs=0.005)
    assert north.sum() == 160


def test_a_group_named_in_a_finding_is_drawn_after_what_it_looks_at(tmp_path: Path) -> None:
    findings = {"f": finding("sat.devis[lent] < 60 %", groups=LENT)}
    found = drawn(tmp_path, "truths: ['sat.devis[lent] = 20 %']", findings=findings)
    slow, answers = found.measures["q_jours"].read > 20, found.measures["q_moments.devis"]
    good = (answers.gave("4") | answers.gave("5"))[slow].sum() / (answers.codes >= 0)[slow].sum()
    assert good == pytest.approx(0.2, abs=0.02)


def test_truths_are_of_weighted_answers(tmp_path: Path) -> None:
    weighting = {"method": "given", "column": "POIDS"}
    found = drawn(tmp_path, "truths: [q_note = 58 %]", weighting=weighting)
    answers = found.measures["q_note"]
    weights = np.where(answers.codes >= 0, found.weights, 0)
    assert weights[answers.codes >= 3].sum() / weights.sum() == pytest.approx(0.58, abs=0.005)


def test_the_more_precise_truth_goes_first(tmp_path: Path) -> None:
    text = "truths: [sat.devis@2026 = 20 %, sat = 70 %, sat.suivi = 40 %]"
    found = drawn(tmp_path, text)
    items = {item: shares(found, f"q_moments.{item}") for item in ("devis", "suivi", "contact")}
    tops = {item: given["4"] + given["5"] for item, given in items.items()}
    assert tops == pytest.approx({"devis": 20, "suivi": 40, "contact": 70}, abs=0.5)


def test_a_mean_of_figures_gives_its_value_to_each(tmp_path: Path) -> None:
    given = shares(drawn(tmp_path, "truths: [ensemble = 33 %]"), "q_moments.suivi")
    assert given["4"] + given["5"] == pytest.approx(33, abs=0.5)


def test_amounts_say_how_often_each_answer_is_given(tmp_path: Path) -> None:
    text = "answers: {q_nps: {0: 1, 10: 3, 99: 4}, q_attentes: {prix: 1, delai: 9}}\nmissing: 0 %"
    found = drawn(tmp_path, text)
    assert found.measures["q_nps"].gave("99").sum() == 200
    assert found.measures["q_nps"].gave("10").sum() == 150
    assert shares(found, "q_attentes.delai")["1"] == 90
    assert shares(found, "q_attentes.appli")["1"] == 0


def test_blanks_and_answers_outside_the_base_are_as_many_as_said(tmp_path: Path) -> None:
    found = drawn(tmp_path, "missing: 10 %\naside: 25 %")
    assert (found.measures["q_nps"].codes == -1).sum() == 40
    assert found.measures["q_nps"].gave("99").sum() == 90
    assert (found.measures["q_canaux.web"].codes == -1).sum() == 40


def test_numbers_fall_where_they_are_said_to(tmp_path: Path) -> None:
    found = drawn(tmp_path, "numbers: {q_jours: {low: 2, median: 6, high: 40}}").measures["q_jours"].read
    assert (np.nanmin(found), np.nanmedian(found), np.nanmax(found)) == (2, 6, 40)


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("truths: [sat.devis > 58 %]", ["R01 1:10"]),
        ("truths: [sat.devis = sat.suivi]", ["R01 1:10"]),
        ("truths: [sat.devis = 58]", ["R01.unit 1:10"]),
        ("truths: [delai = 58 %]", ["R01.unit 1:10"]),
        ("truths: [q_note = 50 %, nps = 101]", ["R01.range 1:25"]),
        ("truths: [delai = 61]", ["R01.range 1:10"]),
        ("truths: [sat.devi = 58 %]", ["S04.nearest 1:10"]),
        ("truths: [sat.devis@2027 = 58 %]", ["S04 1:10"]),
        ("truths: ['sat.devis[est] = 58 %']", ["S04 1:10"]),
        ("truths: ['effort[region=sud] = 50 %']", ["R03.nobody 1:10"]),
        ("truths: [q_canaux.web = 80 %, q_canaux.aucun = 50 %]", ["R03 1:10"]),
        ("truths: [q_note == 3]", ["X02 1:17"]),
        ("truth: []", ["Y02.suggest 1:1"]),
        ("seed: beaucoup", ["S11 1:7"]),
        ("answers: {q_deja: {peut: 1, oui: 1}}", ["S04 1:20"]),
        ("answers: {q_note: {9: 1}}", ["R04 1:11"]),
        ("answers: {q_note: {1: -1, 2: 3}}", ["R04 1:11"]),
        ("answers: {q_jours: {3: 1}}", ["R02.numeric 1:11"]),
        ("answers: {q_noter: {3: 1}}", ["S04.nearest 1:11"]),
        ("answers: {q_note@2026: {3: 1}}", ["R02.bare 1:11"]),
        ("numbers: {q_note: {low: 1, median: 2, high: 3}}", ["R02.coded 1:11"]),
        ("numbers: {q_jours: {low: 1, median: 7, high: 61}}", ["R11.spread 1:11"]),
        ("segments: {region: {est: 1}}", ["S04 1:12"]),
        ("segments: {presses: {oui: 1}}", ["S04 1:12"]),
        ("margins: {region: {nord: 0, sud: 0}}", ["R04 1:11"]),
        ("correlation: 0.95", ["R11 1:14"]),
        ("missing: 60 %\naside: 40 %", ["R11.missing 1:10"]),
        ("drivers: {q_nps: {q_deja: 0.5}}", ["R02.rated 1:19"]),
        ("drivers: {q_nps: {sat.devis: 0.9, sat.suivi: 0.9}}", ["R09 1:11"]),
        ("drivers: {q_nps: {q_note: 0.5}, q_note: {sat.devis: 0.2}}", ["R02.chain 1:1"]),
    ],
)
def test_what_a_model_cannot_say_is_told_where_it_says_it(
    text: str, problems: list[str], tmp_path: Path
) -> None:
    assert refused(tmp_path, text) == problems


def test_all_problems_are_told_at_once(tmp_path: Path) -> None:
    text = "truths:\n  - sat.devi = 58 %\n  - nps = 5 %\ncorrelation: 2\n"
    assert refused(tmp_path, text) == ["S04.nearest 2:5", "R01.unit 3:5", "R11 4:14"]


def test_a_rank_of_no_first_choice_cannot_be_declared(tmp_path: Path) -> None:
    indicators = {"rang": {"kind": "mean", "of": "q_attentes"}, "milieu": {"kind": "median", "of": "q_note"}}
    assert refused(tmp_path, "truths: [rang.prix = 2]", indicators=indicators) == ["R02 1:10"]
    assert refused(tmp_path, "truths: [milieu = 4]", indicators=indicators) == ["R02 1:10"]


def test_a_group_that_two_findings_name_is_not_guessed(tmp_path: Path) -> None:
    findings = {name: finding("sat.devis[lent] < 60 %", groups=LENT) for name in ("f", "g")}
    assert refused(tmp_path, "truths: ['sat.devis[lent] = 20 %']", findings=findings) == ["R02.group 1:10"]


def test_groups_may_not_go_round_in_a_circle(tmp_path: Path) -> None:
    segments = {
        "contents": {"when": "q_note >= 4", "label": "Contents"},
        "presses": {"when": "q_jours > 20", "label": "Pressés"},
    }
    questions = {name: QUESTIONS[name] for name in ("q_note", "q_jours")}
    sections = {
        "segments": segments,
        "questions": questions,
        "indicators": {"delai": {"kind": "median", "of": "q_jours"}},
    }
    text = "truths: ['q_note[presses] = 20 %', 'delai[contents] = 12']"
    assert refused(tmp_path, text, **sections) == ["R05 1:9"]
