"""The mirror: two levels and a word for each moment, nothing subtracted, no link that nobody computed."""

import pytest

from generator.pages.models.mirror import MirrorPage, Word, mirror_page, word_of
from generator.pages.reader import Reader
from generator.pages.render import render
from generator.pages.shown import Span
from tests.rooms.pages import drawn
from tests.rooms.pages import drawn_atelier as atelier

CUSTOMERS, EMPLOYEES = atelier.answers(150, 160, 60, 70), atelier.answers(140, 60, 50, 130)


def page(read: Reader) -> MirrorPage:
    found = mirror_page(read)
    assert found is not None
    return found


@pytest.mark.parametrize("name", ["clients", "equipes"])
def test_each_moment_has_its_word_whichever_side_is_read(name: str) -> None:
    """Means are 55 % and 47,5 %: both high, high and low, both low, low and high."""
    rows = page(atelier.facing(CUSTOMERS, EMPLOYEES)[name]).latest.rows
    assert [row.word for row in rows] == [
        "Tenu des deux côtés",
        "Porté à bout de bras",
        "Fragile des deux côtés",
        "Perdu en chemin",
    ]


def test_each_moment_leads_to_its_own_page() -> None:
    read = atelier.facing(CUSTOMERS, EMPLOYEES)["clients"]
    rows = page(read).latest.rows
    assert [str(row.page) for row in rows] == [
        f"clients/comprendre/moments/{name}.md" for name in atelier.MOMENTS
    ]
    html = render("mirror", page(read), drawn.addresses(read).mirror, read.voice, level="95 %")
    assert html.count('href="moments/sinistre.md"') == 1


HIGH, LOW, ACROSS = Span(0.8, 0.7, 0.9), Span(0.2, 0.1, 0.3), Span(0.5, 0.4, 0.6)


@pytest.mark.parametrize(
    ("customer", "employee", "word"),
    [
        ((HIGH, 0.5), (HIGH, 0.5), Word.HELD),
        ((LOW, 0.5), (HIGH, 0.5), Word.LOST),
        ((HIGH, 0.5), (LOW, 0.5), Word.CARRIED),
        ((LOW, 0.5), (LOW, 0.5), Word.FRAGILE),
        ((ACROSS, 0.5), (LOW, 0.5), Word.UNDECIDED),
        ((HIGH, 0.7), (LOW, 0.5), Word.UNDECIDED),
        ((None, 0.5), (LOW, 0.5), Word.UNSAID),
        ((HIGH, None), (LOW, 0.5), Word.UNSAID),
    ],
)
def test_a_word_needs_both_intervals_clear_of_the_mean_of_their_own_side(
    customer: tuple[Span | None, float | None], employee: tuple[Span | None, float | None], word: Word
) -> None:
    assert word_of(customer, employee) is word


def test_levels_have_their_interval_and_their_base() -> None:
    first = page(atelier.facing(CUSTOMERS, EMPLOYEES)["equipes"]).latest.rows[0]
    for level, value in ((first.customer, 75.0), (first.employee, 70.0)):
        assert level.figure.value.size == value
        assert level.figure.interval
        assert level.figure.base.text == "200"


def test_waves_face_each_other_by_name() -> None:
    latest = page(atelier.facing(CUSTOMERS, EMPLOYEES)["equipes"]).latest
    assert latest.title == "Vague 2026 côté sociétaire, face à la vague 2026 côté collaborateur"


def test_moments_ranked_alike_are_said_to_be() -> None:
    """Four moments in the same order, each far from the next: six pairs."""
    alike = atelier.facing(atelier.answers(180, 130, 80, 30), atelier.answers(170, 120, 70, 20))
    assert "Les 6 paires" in page(alike["equipes"]).agreement


def test_moments_ranked_otherwise_are_counted() -> None:
    said = drawn.words(page(atelier.facing(CUSTOMERS, EMPLOYEES)["equipes"]).agreement)
    assert said.endswith("dont 4 dans le même sens.")


def test_no_agreement_is_told_of_orders_that_are_not_established() -> None:
    flat = atelier.answers(100, 100, 100, 100)
    assert page(atelier.facing(flat, EMPLOYEES)["equipes"]).agreement == ""


def test_no_link_is_claimed() -> None:
    read = atelier.facing(CUSTOMERS, EMPLOYEES)["equipes"]
    assert "Aucun lien n’est calculé" in page(read).linkage
    told = drawn.words(render("mirror", page(read), drawn.addresses(read).mirror, read.voice, level="95 %"))
    assert "L’écart n’est pas un score" in told
    assert "points" not in told
    assert told.endswith("est une marque déposée, propriété de son titulaire.")


def test_a_declared_link_is_said_as_it_was_declared() -> None:
    read = atelier.facing(CUSTOMERS, EMPLOYEES, linkage="Par région, 2027")["equipes"]
    assert drawn.words(page(read).linkage) == "Lien déclaré : Par région, 2027"


def test_a_study_without_a_pair_has_no_mirror() -> None:
    assert mirror_page(drawn.reader()) is None


def test_waves_without_a_release_are_not_faced() -> None:
    read = atelier.facing(CUSTOMERS, EMPLOYEES, waves={"2026": "2025"})["equipes"]
    assert mirror_page(read) is None
