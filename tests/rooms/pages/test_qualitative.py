"""What groups said: presence without counts, words attributed to a side, and what will be measured next."""

import re
from datetime import date
from typing import Any

import pytest

from generator.pages.models.qualitative import QualitativePage, Quote, qualitative_page
from generator.pages.reader import Reader
from generator.pages.render import render
from tests.rooms.pages import drawn
from tests.rooms.pages import drawn_atelier as atelier


def page(read: Reader | None = None, **sections: Any) -> QualitativePage:
    read = read or atelier.reader(**sections)
    found = qualitative_page(read, drawn.addresses(read))
    assert found is not None
    return found


def body(read: Reader) -> str:
    at = drawn.addresses(read)
    return render("qualitative", qualitative_page(read, at), at.qualitative, read.voice)


def material(**more: Any) -> dict[str, Any]:
    return {**atelier.QUALITATIVE, **more}


def test_a_study_without_groups_has_no_such_page() -> None:
    read = drawn.reader()
    assert qualitative_page(read, drawn.addresses(read)) is None


def test_presence_is_marked_group_by_group() -> None:
    found = page()
    assert found.columns == (
        ("Groupe 1", "Côté sociétaire"),
        ("Groupe 2", "Côté sociétaire"),
        ("Groupe 3", "Côté collaborateur"),
    )
    assert [row.marks for row in found.presence] == [(True, False, True), (False, True, False)]


def test_each_mark_has_a_word_for_whoever_does_not_see_it() -> None:
    table = re.search(r'<table class="bo-table bo-presence">.*?</table>', body(atelier.reader()), re.DOTALL)
    assert table is not None
    assert table[0].count('<span class="bo-unseen">entendu</span>') == 3
    assert table[0].count('<span class="bo-unseen">pas entendu</span>') == 3


def test_the_guide_says_where_a_subject_was_not_raised() -> None:
    assert [(row.label, row.marks) for row in page().coverage] == [("Attente", (True, False, True))]


@pytest.mark.parametrize(
    ("heard", "told"),
    [
        (["g1", "g3"], "Entendu des deux côtés"),
        (["g2"], "Entendu côté sociétaire seulement"),
        (["g3"], "Entendu côté collaborateur seulement"),
    ],
)
def test_where_a_theme_was_heard_is_told_by_sides(heard: list[str], told: str) -> None:
    silence = {**atelier.QUALITATIVE["themes"]["silence"], "heard_in": heard}
    assert page(qualitative=material(themes={"silence": silence}, verbatims={})).themes[0].where == told


def test_a_quote_needs_consent_and_a_group_of_six() -> None:
    """The second was not consented to; the third comes from a group of five."""
    silence, expert = page().themes
    assert [said(quote) for quote in silence.quotes] == ["« Toujours rien »"]
    assert expert.quotes == ()


def said(quote: Quote) -> str:
    return drawn.words("".join(part for part, _ in quote.parts))


@pytest.mark.parametrize(
    "change",
    [{"text": "Toujours rien !"}, {"context": "Ailleurs"}, {"group": "g3"}, {"illustrates": "expert"}],
)
def test_one_change_voids_an_approval(change: dict[str, str]) -> None:
    changed = {**atelier.QUALITATIVE["verbatims"]["v1"], **change}
    found = page(qualitative=material(verbatims={"v1": changed}))
    assert not any(theme.quotes for theme in found.themes)
    assert found.read_by == ""


def test_an_approval_of_another_study_is_worth_nothing() -> None:
    other = atelier.read({"v1": atelier.QUALITATIVE["verbatims"]["v1"]}, study="ailleurs")
    assert page(qualitative=material(verbatims=other)).themes[0].quotes == ()


def test_what_was_taken_out_is_marked_and_told() -> None:
    one = {**atelier.QUALITATIVE["verbatims"]["v1"], "text": "Depuis [lieu], rien."}
    shown = page(
        qualitative=material(verbatims=atelier.read({"v1": one})),
        privacy={"promised": 10, "redact": ["noms", "lieux"]},
    )
    assert [p for p in shown.themes[0].quotes[0].parts if p[1]] == [("[lieu]", True)]
    assert drawn.words(shown.read_by) == (
        "Chaque citation a été relue et approuvée au mot près par : Cabinet conseil. "
        "Ont été ôtés noms et lieux ; une marque entre crochets en tient lieu."
    )


def test_a_quotation_inside_a_quotation_takes_other_marks() -> None:
    one = {**atelier.QUALITATIVE["verbatims"]["v1"], "text": "Dites « rien » plutôt."}
    shown = page(qualitative=material(verbatims=atelier.read({"v1": one})))
    assert said(shown.themes[0].quotes[0]) == "« Dites “rien” plutôt »"


def test_interviews_are_quoted_among_all_those_of_their_side() -> None:
    """Eight and five on the customers' side make thirteen; alone, each would be told by its date."""
    one = atelier.read({"v1": {**atelier.QUALITATIVE["verbatims"]["v3"], "illustrates": "silence"}})
    assert page(qualitative=material(method="interviews", verbatims=one)).themes[0].quotes
    assert not page(qualitative=material(verbatims=one)).themes[0].quotes


def test_a_study_may_ask_for_larger_groups() -> None:
    assert page(privacy={"promised": 10, "min_group": 9}).themes[0].quotes == ()


def test_a_quote_is_attributed_to_its_side_and_to_nothing_else() -> None:
    told = page().themes[0].quotes[0].told
    assert drawn.words(told) == "Côté sociétaire. À propos de l’attente."
    block = re.search(r"<blockquote>.*?</blockquote>", body(atelier.reader()), re.DOTALL)
    assert block is not None
    assert not re.search(r"\d|Groupe", block[0])


def test_groups_are_told_by_side_where_a_quotation_would_be_tied_to_one() -> None:
    """Of the two customer groups, one heard the theme quoted: its day, size and profiles are not its own."""
    found = page()
    assert [(line.label, line.side, line.day, line.size) for line in found.groups] == [
        ("2 groupes", "Côté sociétaire", "", ""),
        ("1 groupe", "Côté collaborateur", "", ""),
    ]
    told = re.sub(r"<[^>]+>", " ", drawn.words(body(atelier.reader())))
    for group in atelier.QUALITATIVE["groups"].values():
        assert drawn.words(drawn.reader().voice.day(date.fromisoformat(group["on"]))) not in told
    assert drawn.words(found.together).startswith(
        "Groupes tenus en septembre 2026, de 5 participants au moins."
    )


def test_groups_are_told_one_by_one_where_two_of_a_side_heard_what_is_quoted() -> None:
    silence = {**atelier.QUALITATIVE["themes"]["silence"], "heard_in": ["g1", "g2"]}
    found = page(qualitative=material(themes={**atelier.QUALITATIVE["themes"], "silence": silence}))
    assert found.themes[0].quotes
    assert [line.label for line in found.groups] == ["Groupe 1", "Groupe 2", "Groupe 3"]
    assert found.has_days
    assert found.together == ""


def test_nothing_quoted_ties_nothing() -> None:
    found = page(qualitative=material(verbatims={}))
    assert found.has_days
    assert len(found.groups) == 3


def test_a_lone_group_that_is_quoted_has_neither_day_nor_size() -> None:
    groups = {"g1": atelier.QUALITATIVE["groups"]["g1"]}
    silence = {**atelier.QUALITATIVE["themes"]["silence"], "heard_in": ["g1"]}
    one = {"v1": atelier.QUALITATIVE["verbatims"]["v1"]}
    found = page(qualitative=material(groups=groups, themes={"silence": silence}, verbatims=one))
    assert found.themes[0].quotes
    assert drawn.words(found.together).startswith("Ni date, ni taille")


def test_quotes_do_not_keep_the_order_they_were_written_in() -> None:
    texts = ["Un.", "Deux.", "Trois.", "Quatre."]
    quotes = {
        f"v{i}": {**atelier.QUALITATIVE["verbatims"]["v1"], "text": text} for i, text in enumerate(texts)
    }
    quotes = atelier.read(quotes)
    shown = [said(quote) for quote in page(qualitative=material(verbatims=quotes)).themes[0].quotes]
    turned = dict(reversed(quotes.items()))
    again = [said(quote) for quote in page(qualitative=material(verbatims=turned)).themes[0].quotes]
    assert shown == again
    assert sorted(shown) == sorted(f"« {text.removesuffix('.')} »" for text in texts)
    assert shown != [f"« {text.removesuffix('.')} »" for text in texts]


def test_an_interview_gives_neither_its_date_nor_a_head_count() -> None:
    found = page(qualitative=material(method="interviews"))
    assert not found.has_days
    assert {(group.day, group.size) for group in found.groups} == {("", "")}
    assert found.columns[0][0] == "Entretien 1"


@pytest.mark.parametrize(
    ("wave", "told"),
    [("2027", "le mesurera à la vague 2027"), ("2026", "l’a mesuré à la vague 2026"), (None, "le mesure.")],
)
def test_what_will_be_measured_next_has_its_question_and_its_state(wave: str | None, told: str) -> None:
    at = "clients" if wave is None else f"clients:{wave}"
    silence = {**atelier.QUALITATIVE["themes"]["silence"], "to_test": f"q_moments.suivi@{at}"}
    of = atelier.atelier(qualitative=material(themes={"silence": silence}, verbatims={}))
    drawn_answers = atelier.answers(100, 100, 100, 100)
    test = page(atelier.facing(drawn_answers, drawn_answers, of)["atelier"]).themes[0].to_test
    assert test is not None
    assert "« Moment suivi »" in drawn.words(test.told)
    assert told in drawn.words(test.told)
    assert str(test.page) == "clients/ecouter/questions/q_moments.md"


def test_a_theme_leads_to_the_findings_that_rest_on_it() -> None:
    silence, expert = page().themes
    assert [str(target) for _, target in silence.findings] == [
        "atelier/comprendre/constats/silence_partage.md"
    ]
    assert expert.findings == ()


def test_the_page_has_no_proportion() -> None:
    assert "%" not in body(atelier.reader())
