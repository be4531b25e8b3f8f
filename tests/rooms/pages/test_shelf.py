"""The page of studies: where each stands, how often people were asked, and the ledger of returns."""

from dataclasses import replace
from datetime import date
from typing import Any

from generator.locks import Closing, Lock
from generator.pages.models.returns import Returns, returns_of
from generator.pages.models.shelf import Pressure, StudyRow, shelf_page
from generator.pages.reader import Reader
from generator.pages.render import render
from tests.rooms.pages import drawn
from tests.rooms.pages import drawn_atelier as atelier

EFFORT = drawn.SECTIONS["decisions"]["effort"]
DECIDED = {
    **EFFORT,
    "state": "decided",
    "decided_on": "2026-05-20",
    "choice": "Rappeler.",
    "why": "Le silence abîme.",
    "rejected": ["Un portail", "Un livret"],
}
ACTION = {"what": "Rappeler", "owner": "dg", "due": "2027-01-01", "horizon": "quick", "from": ["decroche"]}


def reader(**sections: Any) -> Reader:
    read = drawn.reader(drawn.study(**sections))
    lock = Lock("essai", "2026", date(2026, 1, 1), "0", 1, {}, Closing(date(2026, 5, 2), "", 1, ""))
    return replace(read, subject=replace(read.subject, lock=lock))


def row(read: Reader) -> StudyRow:
    (found,) = shelf_page([read]).studies
    return found


def pressure(*reads: Reader) -> tuple[Pressure, ...]:
    return shelf_page(list(reads)).pressure


def line(returns: Returns, title: str) -> list[str]:
    return next([drawn.words(one) for one in found.said] for found in returns.lines if found.title == title)


def test_a_study_says_whom_it_asks_when_and_where_it_stands() -> None:
    found = row(reader(cadence={"every": "P1Y", "why": "Le temps d'agir."}))
    assert (found.audience, found.waves, found.rhythm) == ("Clients", "2025, 2026", "chaque année")
    assert drawn.words(found.status) == "Résultats connus depuis le 2 mai 2026"


def test_fieldwork_under_way_and_to_come_are_told() -> None:
    asked = replace(drawn.reader(drawn.study()), as_of=date(2026, 3, 10))
    assert row(asked).status == "Terrain en cours"
    before = replace(asked, as_of=date(2026, 2, 1))
    assert drawn.words(row(before).status) == "Terrain à partir du 2 mars 2026"
    assert row(drawn.reader(drawn.study())).status == "Résultats attendus"


def test_pressure_counts_the_waves_of_twelve_months() -> None:
    """One of the two waves began within a year of the first of June 2026."""
    (found,) = pressure(reader())
    assert (found.audience, found.waves, found.most) == ("Clients", "1", "1")
    assert drawn.words(found.sent) == "1 600"


def test_invitations_that_the_gate_keeps_are_not_added_up() -> None:
    of = drawn.study()
    released = drawn.releases(of)
    released["2026"] = drawn.replace(released["2026"], invited=None)
    kept = drawn.reader(of, released)
    (found,) = pressure(kept)
    assert found.sent == "–"
    (found,) = pressure(kept, reader())
    assert (found.waves, drawn.words(found.sent)) == ("2", "au moins 1 600")


def test_groups_and_workshops_weigh_on_their_side() -> None:
    met = {one.audience: one.met for one in pressure(replace(atelier.reader(), as_of=date(2026, 10, 18)))}
    assert met == {"Sociétaires": "23", "Collaborateurs": "29"}


def test_decisions_are_counted_with_their_reason_their_date_and_their_proof() -> None:
    returns = returns_of([reader(decisions={"effort": DECIDED, "autre": EFFORT})])
    assert line(returns, "Qualité des décisions prises") == [
        "1 décision prise sur 2, avec son motif.",
        "Prise dans les délais : 1.",
        "Appuyée sur un constat vérifié : 1.",
    ]


def test_a_decision_whose_finding_no_longer_holds_rests_on_nothing_verified() -> None:
    rising = {**drawn.FINDING, "holds": ["sat.sinistre > sat.sinistre@2025"]}
    returns = returns_of([reader(decisions={"effort": DECIDED}, findings={"decroche": rising})])
    assert line(returns, "Qualité des décisions prises")[2] == "Appuyée sur un constat vérifié : 0."


def test_what_is_not_there_yet_is_said_without_a_zero() -> None:
    returns = returns_of([reader(actions={"sms": ACTION})])
    assert line(returns, "Qualité des décisions prises") == ["Aucune décision n’est encore prise."]
    assert line(returns, "Actions mises en œuvre") == ["1 action prévue.", "Aucune n’est encore achevée."]


def test_actions_and_earlier_promises_are_one_count() -> None:
    since = {"2025": {"parrainage": {"state": "done", "on": "2025-11-30"}}}
    actions = {
        "sms": {**ACTION, "state": "started"},
        "appel": {**ACTION, "state": "done", "on": "2026-05-01"},
    }
    assert line(returns_of([reader(actions=actions, since_last=since)]), "Actions mises en œuvre") == [
        "1 commencée.",
        "2 faites.",
    ]


def test_risks_are_what_was_not_paid_for_or_tried_small_first() -> None:
    assert line(returns_of([reader(decisions={"effort": DECIDED})]), "Risques réduits") == [
        "2 options écartées avant d’être payées."
    ]
    assert line(returns_of([reader()]), "Risques réduits") == ["Aucun n’est consigné."]


def test_economics_stand_apart_and_only_when_declared() -> None:
    assert returns_of([reader()]).outcomes == ""
    tied = returns_of([reader(economics={"outcomes": ["fidélité"]})])
    assert drawn.words(tied.outcomes) == "Résultats économiques suivis : fidélité."


def test_the_page_is_written() -> None:
    page = shelf_page([reader(decisions={"effort": DECIDED}, economics={"outcomes": ["fidélité"]})])
    read = reader()
    body = render("shelf", page, drawn.addresses(read).essential, read.voice, as_of="1er juin 2026")
    assert body.count("<table") == 3
    assert "Économie déclarée" in body
