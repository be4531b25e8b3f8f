"""Truths made up from claims: they come out true, unless the model or another claim forbids it."""

from pathlib import Path
from typing import Any

import pytest

from generator.rehearsal.conform import conforming, ranked_drivers
from generator.rehearsal.model import Model
from generator.rehearsal.truths import truths_of
from generator.spec.models import Study
from generator.spec.plan import plan_of
from tests.rooms.rehearsal.drawn import INDICATORS, WAVE, finding, rehearsed, study

LENT = {"lent": {"when": "q_jours > 20", "label": "a"}, "vite": {"when": "q_jours <= 20", "label": "b"}}


def claiming(*holds: str, **sections: Any) -> Study:
    return study(findings={"f": finding(*holds, groups=LENT, margin="5 pts")}, **sections)


def made(study_: Study, *truths: str) -> dict[str, float]:
    """Each truth by its score and group, in per cent of the way where it is a share."""
    plan = plan_of(study_)
    declared, _ = truths_of(Model(truths=truths), study_, plan)
    found = conforming(study_, plan, declared)
    return {
        f"{score}[{group}]" if group != "all" else score: round(truth.value, 2)
        for (score, group, _), truth in found.items()
    }


def test_two_figures_are_pushed_apart() -> None:
    found = made(claiming("sat.devis < sat.suivi"))
    assert found == {"sat.devis": 0.55, "sat.suivi": 0.65}


def test_what_is_declared_does_not_move() -> None:
    assert made(claiming("sat.devis < sat.suivi"), "sat.suivi = 40 %") == {"sat.devis": 0.3, "sat.suivi": 0.4}


def test_a_constant_does_not_move() -> None:
    assert made(claiming("sat.devis >= 70 %", "nps < 0", "delai < 12")) == {
        "sat.devis": 0.8,
        "nps": -20.0,
        "delai": 6.0,
    }


def test_figures_of_groups_are_pushed_further() -> None:
    found = made(claiming("sat.devis[lent] < sat.devis[vite]"))
    assert found == {"sat.devis[f.lent]": 0.5, "sat.devis[f.vite]": 0.7}


def test_equal_figures_meet() -> None:
    assert made(claiming("sat.devis = sat.suivi", "sat.devis > 75 %")) == {
        "sat.devis": 0.85,
        "sat.suivi": 0.85,
    }


def test_places_are_taken() -> None:
    found = made(claiming("lowest(sat) = devis"))
    assert found["sat.devis"] <= min(found["sat.suivi"], found["sat.contact"]) - 0.1
    found = made(claiming("top(2, sat) has devis", "top(2, sat) has suivi"))
    assert min(found["sat.devis"], found["sat.suivi"]) >= found["sat.contact"] + 0.1
    found = made(claiming("rank(sat, suivi) = 2"))
    assert found["sat.devis"] > found["sat.suivi"] > found["sat.contact"]
    priorities = {"rule": "opportunity", "over": "sat", "performance": "sat"}
    assert found == made(claiming("rank(performance, suivi) = 2", priorities=priorities))


def test_first_choices_still_share_everyone() -> None:
    found = made(claiming("lowest(attentes) = prix"))
    assert sum(found.values()) == pytest.approx(1, abs=0.02)
    assert found["attentes.prix"] < min(found["attentes.delai"], found["attentes.appli"])
    assert sum(made(claiming("lowest(attentes) = prix"), "attentes.prix = 4 %").values()) == pytest.approx(1)


def test_a_mean_is_made_of_its_parts() -> None:
    assert made(claiming("ensemble > 80 %")) == {"sat.devis": 0.9, "sat.suivi": 0.9}


def test_claims_that_contradict_each_other_end() -> None:
    found = made(claiming("sat.devis < sat.suivi", "sat.suivi < sat.devis"))
    assert found["sat.devis"] == pytest.approx(found["sat.suivi"], abs=0.11)


def test_what_cannot_be_drawn_is_left_alone() -> None:
    rank = {"rang": {"kind": "mean", "of": "q_attentes"}}
    assert made(claiming("rang.prix > 2", indicators={**INDICATORS, **rank})) == {}


def test_a_claimed_rank_of_importance_gives_weights() -> None:
    priorities = {
        "rule": "importance_performance",
        "over": "sat",
        "importance": {"method": "shapley", "outcome": "q_nps"},
    }
    ranked = claiming("rank(importance, contact) = 1", "rank(importance, devis) = 3", priorities=priorities)
    (weights,) = ranked_drivers(ranked, plan_of(ranked)).values()
    assert list(weights) == ["q_moments.contact", "q_moments.suivi", "q_moments.devis"]
    assert sorted(weights.values(), reverse=True) == list(weights.values())
    assert ranked_drivers(claiming(), plan_of(claiming())) == {}


def test_it_is_for_models_that_ask_and_for_those_that_are_not_written(tmp_path: Path) -> None:
    lowest = claiming("lowest(sat) = devis")
    assert rehearsed(tmp_path, lowest).scenario.truths
    assert rehearsed(tmp_path, lowest, "conform: yes").scenario.truths
    assert not rehearsed(tmp_path, lowest, "seed: 3").scenario.truths
    assert {wave for _, _, wave in rehearsed(tmp_path, lowest, "conform: yes").scenario.truths} == {WAVE}
