"""Ways through a study: the page of an action, neighbours, every id, and former addresses."""

from pathlib import PurePosixPath
from typing import Any

from generator.pages.models.action import action_page
from generator.pages.models.directory import directory, formers
from generator.pages.pager import pager
from generator.pages.voice import Voice
from generator.words import Lang
from tests.rooms.pages import drawn

ACTION: dict[str, Any] = {
    "what": "Prévenir par SMS",
    "from": ["decroche"],
    "owner": "dg",
    "start": "2026-04-01",
    "due": "2026-12-15",
    "horizon": "quick",
    "state": "started",
    "moves": {"customer": "sat.sinistre"},
    "was": "sms",
}


def read() -> Any:
    """The barometer with one action, and a finding that bore another name."""
    finding = {**drawn.FINDING, "was": ["chute"]}
    return drawn.reader(drawn.study(actions={"suivi": ACTION}, findings={"decroche": finding}))


def test_an_action_says_who_by_when_for_what_and_what_it_should_move() -> None:
    reader = read()
    page = action_page(reader, drawn.addresses(reader), "suivi")
    assert page.line.owner == "Direction générale"
    assert [drawn.words(day) for day in page.days] == [
        "commence le 1er avril 2026",
        "à finir avant le 15 décembre 2026",
    ]
    assert [course.label for course in page.courses] == ["Faire traiter un sinistre"]
    assert [ask for ask, _ in page.decisions] == ["Où porter l’effort\u202f?"]


def test_an_action_that_is_not_done_says_so_once() -> None:
    both = {**ACTION, "moves": {"customer": "sat.sinistre", "business": "nps"}}
    reader = drawn.reader(drawn.study(actions={"suivi": both}))
    (said,) = action_page(reader, drawn.addresses(reader), "suivi").line.observed
    assert drawn.words(said).startswith("À mesurer une fois l’action faite : la part")
    assert "NPS" in said or "recommand" in said.lower()


def test_every_id_stands_in_the_directory_with_its_address() -> None:
    reader = read()
    shelves = {shelf.id: shelf.entries for shelf in directory(reader, drawn.addresses(reader))}
    assert [entry.id for entry in shelves["findings"]] == ["decroche"]
    assert [entry.id for entry in shelves["actions"]] == ["suivi"]
    assert str(shelves["actions"][0].page) == "essai/agir/actions/suivi.md"
    assert [entry.id for entry in shelves["indicators"]] == ["sat", "nps", "mecontents"]
    assert "workshops" not in shelves


def test_a_former_address_leads_to_the_new_one_and_is_found_by_no_search() -> None:
    reader = read()
    assert [(one.id, one.now) for one in formers(reader, drawn.addresses(reader))] == [
        ("chute", "decroche"),
        ("sms", "suivi"),
    ]
    pages = drawn.pages(reader.subject)
    moved = drawn.page(pages, "essai/comprendre/constats/chute.md")
    assert 'href="decroche.md"' in moved.body
    assert moved.search.value == "none"


def test_an_id_that_is_borne_again_keeps_its_page() -> None:
    findings = {"decroche": {**drawn.FINDING, "was": ["chute"]}, "chute": drawn.FINDING}
    reader = drawn.reader(drawn.study(findings=findings))
    assert list(formers(reader, drawn.addresses(reader))) == []


def test_a_page_leads_to_its_neighbours_and_one_alone_to_none() -> None:
    voice, steps = Voice(Lang.FR), [(name, PurePosixPath(f"a/{name}.md")) for name in ("un", "deux", "trois")]
    middle = pager(steps, steps[1][1], voice)
    assert ('rel="prev" href="un.md"' in middle, 'rel="next" href="trois.md"' in middle) == (True, True)
    assert 'rel="prev"' not in pager(steps, steps[0][1], voice)
    assert pager(steps[:1], steps[0][1], voice) == ""
