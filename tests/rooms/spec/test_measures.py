"""Measures: the single columns that answers are counted on."""

from pathlib import Path

from generator.spec.measures import measures_of
from generator.spec.models import QuestionType
from tests.rooms.spec.drawn import VISIT, codes, loaded, visit

MORE = """    informs: [effort]
  q_suites:
    type: ranking
    text: Classez deux suites.
    keep: 2
    options: {caisse: Une caisse, plan: Un plan, banc: Un banc}
    informs: [effort]
  q_moyens:
    type: multi
    text: Comment êtes-vous venu ?
    options: {bus: Bus, velo: Vélo}
    exclusive: {aucun: À pied}
    informs: [effort]
  q_mots:
    type: open
    text: Un mot ?
    codes: {calme: Calme}
    informs: [effort]
  q_facile:
    type: ces
    points: 5
    easy: high
    text: Était-ce facile ?
    informs: [effort]
"""


def test_each_type_gives_its_columns(tmp_path: Path) -> None:
    study = visit(
        tmp_path, ("    unit: minute\n    ask_if: q_venu = oui\n    informs: [effort]\n", f"{MORE}")
    )
    measures = {measure.id: measure for measure in measures_of(study)}
    assert list(measures) == [
        *("q_venu", "q_nps", "q_moments.billet", "q_moments.salles", "q_minutes"),
        *("q_suites.caisse", "q_suites.plan", "q_suites.banc"),
        *("q_moyens.bus", "q_moyens.velo", "q_moyens.aucun", "q_mots.calme", "q_facile"),
    ]
    assert measures["q_moments.billet"].column == "q_moments_billet"
    assert [code.id for code in measures["q_suites.plan"].codes] == ["1", "2", "0"]
    assert [code.id for code in measures["q_moyens.bus"].codes] == ["1", "0"]
    assert measures["q_facile"].values == {"1": 1.0, "2": 2.0, "3": 3.0, "4": 4.0, "5": 5.0}


def test_a_scale_gives_its_boxes_and_what_stands_outside(tmp_path: Path) -> None:
    billet = {measure.id: measure for measure in measures_of(visit(tmp_path))}["q_moments.billet"]
    assert (billet.positive, billet.negative) == (("3",), ("1",))
    assert billet.values == {"1": 1.0, "2": 2.0, "3": 3.0}
    assert [code.id for code in billet.missing] == ["9"]
    assert (billet.label_of("3"), billet.label_of("9")) == ("D'accord", "Non concerné")
    assert billet.moment == "billet"


def test_a_number_has_no_codes(tmp_path: Path) -> None:
    minutes = {measure.id: measure for measure in measures_of(visit(tmp_path))}["q_minutes"]
    assert minutes.type is QuestionType.NUMERIC
    assert (minutes.codes, minutes.values) == ((), None)


def test_an_item_is_asked_in_the_waves_it_says(tmp_path: Path) -> None:
    line = "salles: {text: Parcourir les salles, moment: salles"
    study = visit(tmp_path, (line, f"{line}, asked_in: [2026]"))
    items = {m.item: m for m in measures_of(study) if m.question == "q_moments"}
    assert [items["salles"].is_asked_in(wave) for wave in ("2025", "2026")] == [False, True]
    assert items["billet"].is_asked_in("2025")


def test_a_question_is_asked_in_the_waves_it_says(tmp_path: Path) -> None:
    study = visit(tmp_path, ("    unit: minute\n", "    unit: minute\n    asked_in: [2026]\n"))
    minutes = {measure.id: measure for measure in measures_of(study)}["q_minutes"]
    assert (minutes.is_asked_in("2025"), minutes.is_asked_in("2026")) == (False, True)


def test_a_slip_of_the_finger_does_not_fill_memory(tmp_path: Path) -> None:
    slip = MORE.replace("keep: 2", "keep: 999999999").replace("points: 5", "points: 999999999")
    wait = "    unit: minute\n    ask_if: q_venu = oui\n    informs: [effort]\n"
    assert [problem[-4:] for problem in codes(loaded(tmp_path, (VISIT, wait, slip)))] == ["keep", "ints"]


def test_a_tick_is_said_in_the_language_of_the_study(tmp_path: Path) -> None:
    wait = "    unit: minute\n    ask_if: q_venu = oui\n    informs: [effort]\n"
    spoken = ("kind: survey\n", "kind: survey\nlang: en\n"), ("[fidélité]", "[loyalty]")
    study = visit(tmp_path, (wait, MORE), *spoken)
    boxes = [measure for measure in measures_of(study) if measure.question in ("q_moyens", "q_mots")]
    assert {code.label for box in boxes for code in box.codes} == {"yes", "no"}
