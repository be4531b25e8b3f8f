"""The page of a theme: where it was heard, words as approved, what rests on it; no proportion."""

import re
from typing import Any

from generator.pages.models.theme import ThemePage, theme_pages
from generator.pages.reader import Reader
from generator.pages.render import render
from tests.rooms.pages import drawn
from tests.rooms.pages import drawn_atelier as atelier

CUSTOMERS, EMPLOYEES = atelier.answers(150, 160, 60, 70), atelier.answers(140, 60, 50, 130)


def themes(read: Reader) -> tuple[ThemePage, ...]:
    return theme_pages(read, drawn.addresses(read))


def body(read: Reader, page: ThemePage) -> str:
    return render("theme", page, page.block.page, read.voice)


def test_a_study_without_groups_has_no_theme() -> None:
    assert themes(drawn.reader()) == ()


def test_each_theme_has_its_page_with_the_groups_that_raised_it() -> None:
    silence, expert = themes(atelier.reader())
    assert (silence.title, expert.title) == ("Le silence inquiète", "L’expert est un allié ou un juge")
    assert silence.groups == (
        ("Groupe 1", "Côté sociétaire", True),
        ("Groupe 2", "Côté sociétaire", False),
        ("Groupe 3", "Côté collaborateur", True),
    )


def test_a_theme_leads_to_its_moment_its_test_and_its_findings() -> None:
    read = atelier.reader()
    silence, expert = themes(read)
    assert str(silence.moment) == "atelier/comprendre/moments/sinistre.md"
    assert expert.moment is None
    printed = body(read, silence)
    assert 'href="../moments/sinistre.md"' in printed
    assert 'href="../constats/silence_partage.md"' in printed
    assert "Donner des nouvelles" in printed
    assert "2027" in drawn.words(printed)


def test_only_words_that_may_be_quoted_are() -> None:
    silence, expert = themes(atelier.reader())
    printed = drawn.words(body(atelier.reader(), silence))
    assert "Toujours rien" in printed
    assert "rappeler" not in printed
    assert silence.read_by
    assert (expert.block.quotes, expert.read_by) == ((), "")


def test_neither_the_day_nor_the_size_of_a_session_is_on_the_page() -> None:
    read = atelier.reader()
    for page in themes(read):
        printed = drawn.words(body(read, page))
        assert not re.search(r"septembre|participants?\s*[0-9]|\b[5-9]\b", printed)


def test_a_finding_with_figures_is_told_by_its_decision() -> None:
    """Its sentence would set a percentage beside what a group said."""
    told: dict[str, Any] = {
        "says": "Le sinistre déçoit : {niveau.sinistre@clients:2026}.",
        "evidence": ["silence"],
        "decision": "effort",
        "verdict": "improve",
        "by": "cabinet",
    }
    of = atelier.atelier(findings={"chiffre": told})
    read = atelier.facing(CUSTOMERS, EMPLOYEES, of)["atelier"]
    printed = body(read, themes(read)[0])
    assert 'href="../constats/chiffre.md"' in printed
    assert "Un constat chiffré, pour décider : « Où porter l’effort ? »" in drawn.words(printed)
    assert "data-number" not in printed
    assert "%" not in printed
