"""Registers of irritants, solutions and workstreams; guides, posters and canvases to print."""

import re
from typing import Any

from generator.pages.models.cafe import cafe_of
from generator.pages.models.guide import guide_page
from generator.pages.models.registers import RegistersPage, registers_page
from generator.pages.models.workshop import workshop_page
from generator.pages.reader import Reader
from generator.pages.render import render
from tests.rooms.pages import drawn
from tests.rooms.pages import drawn_atelier as atelier

LISTED: dict[str, Any] = {
    "irritants": {
        "relance": {"label": "rien à dire", "side": "employee", "stake": 2},
        "silence": {"label": "aucune nouvelle", "side": "customer", "moment": "sinistre", "stake": 5},
        "papier": {"label": "trop de papier"},
    },
    "solutions": {
        "point": {
            "label": "Un point à date fixe",
            "answers": ["silence", "relance"],
            "status": "go",
            "owner": "dg",
            "workstream": "nouvelles",
            "trial": "sms",
        },
        "portail": {"label": "Un portail", "answers": ["silence"], "status": "no_go", "why": "Trop long."},
        "agenda": {"label": "Un agenda partagé"},
    },
    "workstreams": {"nouvelles": {"label": "Donner des nouvelles", "owner": "dg"}},
}


def reader(**more: Any) -> Reader:
    return atelier.reader(workshops={"cafe": {**atelier.CAFE, **LISTED, **more}, "miroir": atelier.MIRROR})


def page() -> RegistersPage:
    read = reader()
    found = registers_page(read, drawn.addresses(read))
    assert found is not None
    return found


def test_irritants_come_by_stake_with_the_solutions_that_answer_them() -> None:
    assert [(one.label, one.stake, one.solutions) for one in page().irritants] == [
        ("Aucune nouvelle", 5, ("Un point à date fixe", "Un portail")),
        ("Rien à dire", 2, ("Un point à date fixe",)),
        ("Trop de papier", 0, ()),
    ]
    assert [one.side for one in page().irritants] == [
        "Côté sociétaire",
        "Côté collaborateur",
        "Des deux côtés",
    ]


def test_each_solution_has_a_status_and_what_carries_it() -> None:
    point, portal, agenda = page().solutions
    assert (point.told, point.owner) == ("retenue, en test trente jours", "Direction générale")
    assert [(word, str(to), place) for word, to, place in point.then] == [
        ("fiche de test", "atelier/agir/tests.md", "sms")
    ]
    assert (portal.told, portal.why) == ("non retenue", "Trop long.")
    assert agenda.told == "à qualifier"


def test_a_workstream_gathers_its_solutions_and_says_who_leads_it() -> None:
    (strand,) = page().workstreams
    assert drawn.words(strand.owner) == "Mené par : Direction générale"
    assert [one.label for one in strand.solutions] == ["Un point à date fixe"]


def test_the_deliverable_holds_what_the_tables_listed_then_the_scored_ideas() -> None:
    read = reader()
    found = cafe_of(read, read.study.workshops["cafe"])
    assert found is not None
    assert [one.label for one in found.solutions][:3] == [
        "Un point à date fixe",
        "Un portail",
        "Un agenda partagé",
    ]
    assert "Appel" in [one.label for one in found.solutions]


def test_a_workshop_leads_to_its_guide_and_to_the_registers_it_fed() -> None:
    read = reader()
    at = drawn.addresses(read)
    assert str(workshop_page(read, at, "cafe").registers) == "atelier/comprendre/ateliers/registres.md"
    assert workshop_page(read, at, "miroir").registers is None
    assert str(workshop_page(read, at, "cafe").guide) == "atelier/comprendre/ateliers/guides/cafe.md"


def test_a_study_that_listed_nothing_has_no_registers() -> None:
    read = atelier.reader()
    assert registers_page(read, drawn.addresses(read)) is None


def test_the_guide_counts_minutes_from_the_start() -> None:
    """Five, fifteen, fifteen, then five, ten, twenty."""
    beats = guide_page(reader(), "cafe").beats
    assert [beat.clock for beat in beats] == ["0 à 5", "5 à 20", "20 à 35", "35 à 40", "40 à 50", "50 à 70"]
    assert drawn.words(beats[0].what) == "Tour 1, chacun réfléchit seul"
    assert drawn.words(beats[0].material) == "Qu’avez-vous vu ?"


def test_the_standard_agenda_runs_for_390_minutes() -> None:
    guide = guide_page(reader(), "miroir")
    assert (len(guide.beats), guide.beats[-1].clock) == (8, "345 à 390")
    assert guide.is_canvas


def test_a_workshop_may_have_an_agenda_of_its_own() -> None:
    agenda = {
        "empathy": {"minutes": 20},
        "pause": {"what": "Une pause", "minutes": 10, "material": "Du café"},
    }
    miroir = {**atelier.MIRROR, "agenda": agenda}
    beats = guide_page(atelier.reader(workshops={"miroir": miroir}), "miroir").beats
    assert [(one.clock, drawn.words(one.what), one.material) for one in beats] == [
        ("0 à 20", "Carte d’empathie : paroles et micro-entretiens de terrain", ""),
        ("20 à 30", "Une pause", "Du café"),
    ]


def test_the_sheets_are_printed_one_by_one() -> None:
    read = reader()
    body = render("guide", guide_page(read, "miroir"), drawn.addresses(read).guide("miroir"), read.voice)
    assert re.findall(r'class="bo-sheet[^"]*" id="(\w+)"', body) == ["run", "canvas", "idea"]
