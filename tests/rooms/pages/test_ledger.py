"""You said, we decided, it is done: every decision to the end, and what became of promises."""

from typing import Any

from generator.pages.models.ledger import LedgerPage, ledger_page
from generator.pages.render import render
from tests.rooms.pages import drawn

DECIDED = {
    "effort": {
        **drawn.SECTIONS["decisions"]["effort"],
        "state": "decided",
        "decided_on": "2026-05-20",
        "choice": "Rappeler chaque sociétaire.",
        "why": "Le silence abîme.",
        "rejected": ["Un portail"],
    }
}


def action(**more: Any) -> dict[str, Any]:
    return {"what": "Rappeler", "owner": "dg", "due": "2027-01-01", "horizon": "quick", **more}


def page(**sections: Any) -> LedgerPage:
    read = drawn.reader(drawn.study(**sections))
    found = ledger_page(read, drawn.addresses(read))
    assert found is not None
    return found


def test_a_decision_goes_from_what_was_said_to_what_is_done() -> None:
    actions = {"rappel": action(from_=["decroche"], state="started")}
    (kept,) = page(decisions=DECIDED, actions=actions).decisions
    assert kept.is_decided
    assert [drawn.printed(says) for says, _ in kept.said] == [
        "Le sinistre décroche : 50,0 % de satisfaits, 15,0 points de moins."
    ]
    assert drawn.printed(kept.choice) == "Rappeler chaque sociétaire."
    assert [(line.what, line.state) for line in kept.actions] == [("Rappeler", "commencée")]
    assert drawn.words(kept.status) == "Direction générale : décision tranchée le 20 mai 2026."


def test_an_open_decision_says_who_must_settle_it() -> None:
    (kept,) = page().decisions
    assert not kept.is_decided
    assert drawn.words(kept.status) == "Direction générale : décision à prendre avant le 1er juillet 2026."


def test_a_decision_past_its_day_is_told_as_late() -> None:
    effort = {**drawn.SECTIONS["decisions"]["effort"], "due": "2026-05-20"}
    (kept,) = page(decisions={"effort": effort}).decisions
    assert drawn.words(kept.status) == "Direction générale : décision en retard, attendue le 20 mai 2026."


def test_an_action_that_answers_no_finding_is_not_lost() -> None:
    found = page(actions={"rappel": action()})
    assert found.decisions[0].actions == ()
    assert [line.what for line in found.others] == ["Rappeler"]


def test_what_is_dropped_stays_with_its_reason() -> None:
    dropped = action(from_=["decroche"], state="dropped", why="Budget réaffecté.")
    since = {
        "2025": {"parrainage": {"state": "dropped", "why": "Budget réaffecté", "announced": "2025-07-04"}}
    }
    read = drawn.reader(drawn.study(actions={"rappel": dropped}, since_last=since))
    at = drawn.addresses(read)
    told = drawn.words(render("ledger", ledger_page(read, at), at.ledger, read.voice, ledger=at.actions))
    assert "Abandonnée Rappeler" in told
    assert told.count("Budget réaffecté") == 2
