"""The portal's own pages: the register of decisions, the ledger of promises, the drawer, the journey."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from generator.locks import Closing, Lock
from generator.pages.cover import Cover
from generator.pages.models.drawer import Depth, drawer_of
from generator.pages.models.journey import shared_journey
from generator.pages.models.promises import promises_page
from generator.pages.models.register import Standing, register_page
from generator.pages.reader import Reader
from generator.spec.models import Shared
from tests.rooms.pages import drawn
from tests.rooms.pages import drawn_atelier as atelier

DAY = drawn.AS_OF
"""The first of June 2026."""


def decision(due: str, **more: Any) -> dict[str, Any]:
    return {"ask": f"Pour le {due} ?", "kind": "fix", "decider": "dg", "due": due, **more}


TAKEN = {"state": "decided", "decided_on": "2026-03-30", "choice": "Oui.", "why": "C'est clair."}
PUT_OFF = {"state": "deferred", "why": "Il manque un chiffre."}
DECISIONS = {
    "effort": decision("2026-07-01"),
    "tranchee": decision("2026-04-01", **TAKEN),
    "retard": decision("2026-05-20"),
    "remise": decision("2026-03-01", **PUT_OFF, until="2026-09-01"),
    "oubliee": decision("2026-02-01", **PUT_OFF, until="2026-05-15"),
}


def reader(closed: str | None = None, **sections: Any) -> Reader:
    read = drawn.reader(drawn.study(**sections))
    if closed is None:
        return read
    lock = Lock("essai", "2026", date(2026, 1, 1), "0", 1, {}, Closing(date.fromisoformat(closed), "", 1, ""))
    return replace(read, subject=replace(read.subject, lock=lock))


def test_the_register_is_read_by_decider_the_most_pressing_first() -> None:
    (of,) = register_page([reader(decisions=DECISIONS)]).deciders
    assert of[0] == "Direction générale"
    assert [(row.page.stem, row.standing) for row in of[1]] == [
        ("oubliee", Standing.LATE),
        ("retard", Standing.LATE),
        ("effort", Standing.OPEN),
        ("remise", Standing.DEFERRED),
        ("tranchee", Standing.DECIDED),
    ]
    assert drawn.words(of[1][3].status) == "reprise le 1er septembre 2026"


def test_the_register_counts_each_state_once() -> None:
    counts = register_page([reader(decisions=DECISIONS)]).counts
    assert [(told, count) for _, told, count in counts] == [
        ("en retard", "2"),
        ("à trancher", "1"),
        ("différée", "1"),
        ("tranchée", "1"),
    ]


def test_the_drawer_counts_what_waits_and_the_days_since_results_are_known() -> None:
    late = {"what": "Rappeler", "owner": "dg", "due": "2026-05-01", "horizon": "quick"}
    drawer = drawer_of([reader(closed="2026-05-02", decisions=DECISIONS, actions={"rappel": late})])
    assert drawn.words(drawer.said) == "4 décisions à trancher, dont 2 en retard. 1 action en retard."
    (line,) = drawer.lines
    assert (line.undecided, line.late_decisions, line.late_actions) == ("4", 2, "1")
    assert drawn.words(line.since) == "30 jours (le 2 mai 2026)"


@pytest.mark.parametrize(
    ("closed", "decisions", "depth"),
    [
        ("2026-05-02", {"effort": decision("2026-07-01")}, Depth.ALIVE),
        ("2026-05-02", {"effort": decision("2026-05-20")}, Depth.ASLEEP),
        ("2026-05-02", DECISIONS, Depth.DOZING),
        (None, DECISIONS, Depth.AWAITED),
    ],
)
def test_how_deep_a_study_lies(closed: str | None, decisions: dict[str, Any], depth: Depth) -> None:
    effort = {**decisions, "effort": decisions.get("effort", decision("2026-07-01"))}
    assert drawer_of([reader(closed=closed, decisions=effort)]).lines[0].depth is depth


def test_a_workshop_makes_its_results_known_the_day_it_is_held() -> None:
    read = replace(atelier.reader(), as_of=date(2026, 10, 18))
    assert drawn.words(drawer_of([read]).lines[0].since) == "10 jours (le 8 octobre 2026)"


def test_promises_stand_by_what_became_of_them() -> None:
    action = {"what": "Rappeler", "owner": "dg", "due": "2026-05-01", "horizon": "quick"}
    actions = {
        "faite": {**action, "state": "done", "on": "2026-04-01"},
        "loin": {**action, "due": "2027-01-01"},
        "tard": action,
        "quittee": {**action, "state": "dropped", "why": "Trop cher."},
    }
    page = promises_page([reader(actions=actions)])
    assert [(state, [row.line.id for row in rows]) for state, _, rows in page.groups] == [
        ("late", ["tard"]),
        ("planned", ["loin"]),
        ("done", ["faite"]),
        ("dropped", ["quittee"]),
    ]


def test_the_portal_shows_the_journey_that_both_sides_measure() -> None:
    answers = atelier.answers(100, 120, 60, 90)
    found = atelier.facing(answers, answers, atelier.atelier())
    page = shared_journey(list(found.values()))
    assert page is not None
    assert [lane.side for lane in page.lanes] == ["customer", "employee"]
    assert page.has_workshop


def test_the_portal_has_its_pages_and_their_header() -> None:
    answers = atelier.answers(100, 120, 60, 90)
    readers = list(atelier.facing(answers, answers, atelier.atelier()).values())
    shared = Shared.model_validate(atelier.SHARED)
    documents = list(Cover(readers, shared, readers[0].voice, DAY).documents())
    assert [str(one.path) for one in documents] == [
        "index.md",
        "etudes.md",
        "decisions.md",
        "actions.md",
        "parcours.md",
    ]
    assert documents[0].nav is not None
    labels = ["Accueil", "Études", "Décisions", "Actions", "Parcours"]
    assert [item.label for item in documents[0].nav.items] == labels
    assert 'value="late"' in documents[2].body
    assert {chart.id for chart in documents[4].charts} == {"parcours-customer", "parcours-employee"}


def test_a_client_whose_studies_measure_no_moment_has_no_journey() -> None:
    assert shared_journey([atelier.reader(workshops={"cafe": atelier.CAFE})]) is None


def test_a_figure_quoted_from_a_rehearsal_is_marked_where_it_is_quoted() -> None:
    """The atelier has no answers of its own: it follows a study whose answers a rehearsal drew."""
    answers = atelier.answers(100, 120, 60, 90)
    of = atelier.atelier(links={"upstream": ["clients"]})
    found = atelier.facing(answers, answers, of)
    subjects = {
        name: replace(one.subject, figures=replace(one.figures, releases=_invented(one)))
        for name, one in found.items()
    }
    readers = atelier.readers(*subjects.values())
    assert readers["atelier"].is_invented
    assert readers["clients"].is_invented
    alone = atelier.readers(subjects["clients"], atelier.reader().subject)
    assert not alone["atelier"].is_invented


def _invented(one: Reader) -> dict[str, Any]:
    return {wave: replace(release, invented=True) for wave, release in one.figures.releases.items()}
