"""The portal, decisions, actions and method."""

from datetime import date
from typing import Any

import pytest

from generator.pages.models.actions import actions_page
from generator.pages.models.decision import decision_page
from generator.pages.models.method import method_page
from generator.pages.models.portal import portal_page
from tests.rooms.pages import drawn


def decision(due: str, **more: Any) -> dict[str, Any]:
    return {"ask": f"Pour le {due} ?", "kind": "fix", "decider": "dg", "due": due, **more}


DECISIONS = {
    "effort": decision("2026-07-01"),
    "tranchee": decision("2026-04-01", state="decided", decided_on="2026-03-30", choice="Oui."),
    "retard": decision("2026-05-20"),
    "vieux_retard": decision("2026-02-01"),
    "bientot": decision("2026-06-15"),
}
ACTION = {"what": "Rappeler", "owner": "dg", "due": "2026-05-01", "horizon": "quick"}


def test_late_decisions_come_first_then_those_to_settle_each_by_its_date() -> None:
    read = drawn.reader(drawn.study(decisions=DECISIONS))
    rows = portal_page([read], "Mutuelle Tilia", "1er juin 2026").decisions
    assert [(row.page.stem, row.is_late) for row in rows] == [
        ("vieux_retard", True),
        ("retard", True),
        ("bientot", False),
        ("effort", False),
        ("tranchee", False),
    ]


def test_a_card_counts_what_is_left_to_settle() -> None:
    read = drawn.reader(drawn.study(decisions=DECISIONS))
    (card,) = portal_page([read], "Mutuelle Tilia", "").studies
    assert card.counts == "5 décisions, dont 4 à trancher"
    assert drawn.printed(card.says).startswith("Le sinistre décroche : 50,0 % de satisfaits")


def test_open_actions_come_by_date_and_lead_to_their_place() -> None:
    actions = {
        "loin": {**ACTION, "due": "2027-01-01"},
        "tard": ACTION,
        "faite": {**ACTION, "state": "done", "on": "2026-04-01"},
    }
    rows = portal_page([drawn.reader(drawn.study(actions=actions))], "Mutuelle Tilia", "").actions
    assert [(row.line.id, row.line.is_late, row.line.state) for row in rows] == [
        ("tard", True, "en retard"),
        ("loin", False, "prévue"),
    ]


def test_a_decision_shows_what_was_believed_beside_what_was_found() -> None:
    decisions = {"effort": decision("2026-07-01", prior="On pariait sur le contact.")}
    actions = {"rappel": {**ACTION, "from": ["decroche"]}, "autre": ACTION}
    read = drawn.reader(drawn.study(decisions=decisions, actions=actions))
    model = decision_page(read, drawn.addresses(read), "effort")
    assert drawn.printed(model.prior) == "On pariait sur le contact."
    assert [line.page.stem for line in model.findings] == ["decroche"]
    assert [line.id for line in model.actions] == ["rappel"]
    assert model.status.replace("\u00a0", " ") == "Décision à prendre avant le 1er juillet 2026"
    assert [target.stem for _, target in model.questions] == ["q_moments", "q_nps"]


def test_actions_stand_in_the_lanes_of_their_horizon() -> None:
    actions = {
        "vite": ACTION,
        "durable": {**ACTION, "horizon": "lasting"},
        "abandon": {**ACTION, "state": "dropped", "on": "2026-04-01", "why": "Budget réaffecté."},
    }
    read = drawn.reader(drawn.study(actions=actions))
    model = actions_page(read, drawn.addresses(read))
    lanes = [[line.id for line in lane] for lane in (model.quick, model.lasting, model.dropped)]
    assert lanes == [["vite"], ["durable"], ["abandon"]]
    assert model.dropped[0].why == "Budget réaffecté."


@pytest.mark.parametrize(
    ("frozen", "told"),
    [
        (None, "rien n’atteste qu’elles précèdent les données"),
        (date(2026, 2, 12), "Règles gelées le 12 février 2026 (empreinte"),
    ],
)
def test_the_method_says_when_the_rules_were_frozen(frozen: date | None, told: str) -> None:
    of = drawn.study()
    read = drawn.reader(of, lock=drawn.lock(of, frozen) if frozen else None)
    model = method_page(read)
    assert told in drawn.words(model.lock)
    if read.subject.lock:
        assert read.subject.lock.short_hash in model.lock
        assert model.how[-1] == model.lock


def test_what_changed_after_the_freeze_is_printed_with_its_reason() -> None:
    amended = {"what": "priorities.cut", "why": "Coupe mal lue.", "by": "dg", "on": "2026-03-10"}
    waves = drawn.SECTIONS["waves"]
    read = drawn.reader(drawn.study(waves={**waves, "2026": {**waves["2026"], "amended": [amended]}}))
    assert [drawn.words(line) for line in method_page(read).amendments] == [
        "Modifié le 10 mars 2026 par Direction générale : priorities.cut. Motif : Coupe mal lue."
    ]


@pytest.mark.parametrize(
    ("design", "told", "hidden"),
    [
        ("probability", "Marge d’erreur ± 4,9 points.", "volontaires"),
        ("quota", "par référence à la méthode aléatoire", "Marge d’erreur"),
        ("census", "Tous ont été sollicités, il n’y a donc pas de hasard du tirage", "Marge"),
        ("opt_in", "Les répondants sont volontaires", "Marge"),
    ],
)
def test_each_design_has_its_own_sentence(design: str, told: str, hidden: str) -> None:
    """±1.96·√(0.25/400) is 4.9 points."""
    said = drawn.words(method_page(drawn.reader(drawn.study(sample={"design": design}))).uncertainty)
    assert told in said
    assert hidden not in said


def test_linked_studies_are_named_when_they_are_published() -> None:
    sections: dict[str, Any] = {key: {} for key in ("questions", "indicators", "waves", "segments")}
    links = {"upstream": ["essai", "jamais_publiee"]}
    findings = {"decroche": {**drawn.FINDING, "says": "Le silence abîme.", "holds": []}}
    other = drawn.study(id="ateliers", kind="mixed", links=links, findings=findings, sample=None, **sections)
    composed = drawn.pages(*drawn.subjects((drawn.study(), None), (other, {})))
    body = drawn.words(drawn.page(composed, "ateliers/ecouter/methode.md").body)
    assert "S’appuie sur : Baromètre d’essai" in body
    assert "jamais" not in body
