"""Scores: what is computed from answers, and the names that reach them."""

from pathlib import Path

import pytest

from generator.spec.language import parse_reference
from generator.spec.models import IndicatorKind
from generator.spec.scores import Score, Unit, named_by, scores_of
from tests.rooms.spec.drawn import visit

MORE = """  attente: {kind: median, of: q_minutes, better: down}
  solde: {kind: net, of: q_moments}
  accueil: {kind: top_box, of: q_moments.billet, label: Le guichet}
  duree: {kind: mean, of: q_minutes}
  bilan: {kind: mean_of, of: [sat, accueil]}
  retour: {kind: share, of: q_venu, box: [oui]}
"""


@pytest.fixture
def scores(tmp_path: Path) -> tuple[Score, ...]:
    return scores_of(visit(tmp_path, ("  attente: {kind: median, of: q_minutes, better: down}\n", MORE)))


def by_id(scores: tuple[Score, ...], name: str) -> Score:
    (score,) = (score for score in scores if score.id == name)
    return score


def test_scores_follow_the_indicators_then_what_none_covers(scores: tuple[Score, ...]) -> None:
    assert [score.id for score in scores] == [
        *("nps", "sat.billet", "sat.salles", "attente", "solde.billet", "solde.salles"),
        *("accueil", "duree", "bilan", "retour"),
    ]


def test_a_question_without_an_indicator_has_its_plain_figure(tmp_path: Path) -> None:
    study = visit(
        tmp_path,
        ("  attente: {kind: median, of: q_minutes, better: down}\n", ""),
        ("business: attente", "business: q_minutes"),
    )
    plain = by_id(scores_of(study), "q_minutes")
    assert (plain.kind, plain.unit, plain.indicator) == (IndicatorKind.MEAN, Unit.NATURAL, None)
    assert "q_venu" not in {score.id for score in scores_of(study)}


def test_each_formula_is_a_number_for_each_answer(scores: tuple[Score, ...]) -> None:
    assert by_id(scores, "sat.billet").values == {"1": 0.0, "2": 0.0, "3": 1.0}
    assert by_id(scores, "solde.billet").values == {"1": -100.0, "2": 0.0, "3": 100.0}
    assert by_id(scores, "retour").values == {"oui": 1.0, "non": 0.0}
    nps = by_id(scores, "nps").values
    assert nps is not None
    assert [nps[str(point)] for point in (0, 6, 7, 8, 9, 10)] == [-100.0, -100.0, 0.0, 0.0, 100.0, 100.0]
    assert by_id(scores, "duree").values is None


def test_units_tell_how_to_print(scores: tuple[Score, ...]) -> None:
    units = {score.id: score.unit for score in scores}
    assert units["sat.billet"] is units["bilan"] is Unit.SHARE
    assert units["nps"] is units["solde.billet"] is Unit.POINTS
    assert units["attente"] is units["duree"] is Unit.NATURAL


def test_one_line_of_a_grid_is_an_indicator_of_its_own(scores: tuple[Score, ...]) -> None:
    accueil = by_id(scores, "accueil")
    assert (accueil.item, accueil.measure, accueil.label) == (None, "q_moments.billet", "Le guichet")


def test_a_mean_takes_all_items_of_what_it_averages(scores: tuple[Score, ...]) -> None:
    bilan = by_id(scores, "bilan")
    assert bilan.parts == ("sat.billet", "sat.salles", "accueil")
    assert not bilan.is_linear
    assert by_id(scores, "duree").is_linear
    assert not by_id(scores, "attente").is_linear


@pytest.mark.parametrize(
    ("reference", "named"),
    [
        ("nps", ["nps"]),
        ("q_nps", ["nps"]),
        ("sat.billet", ["sat.billet"]),
        ("q_moments.billet", ["sat.billet"]),
        ("sat", ["sat.billet", "sat.salles"]),
        ("q_moments", ["sat.billet", "sat.salles"]),
        ("accueil", ["accueil"]),
        ("q_minutes", ["attente"]),
        ("bilan", ["bilan"]),
        ("sat.guichet", []),
        ("nps.billet", []),
        ("inconnu", []),
    ],
)
def test_a_name_reaches_its_scores(scores: tuple[Score, ...], reference: str, named: list[str]) -> None:
    assert [score.id for score in named_by(scores, parse_reference(reference))] == named


def test_several_questions_under_one_indicator_are_its_items(tmp_path: Path) -> None:
    study = visit(
        tmp_path,
        ("attente: {kind: median, of: q_minutes", "attente: {kind: mean, of: [q_minutes, q_nps]"),
        ("business: attente", "business: attente.q_minutes"),
    )
    assert [s.id for s in scores_of(study) if s.indicator == "attente"] == [
        "attente.q_minutes",
        "attente.q_nps",
    ]
