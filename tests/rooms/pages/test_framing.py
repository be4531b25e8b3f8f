"""The framing: what there is to settle and by which rules, on a page of its own, before any answer too."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

from generator.findings import before_answers
from generator.pages.models.framing import FramingPage, framing_page
from generator.pages.models.portal import portal_page
from generator.pages.reader import Reader
from generator.pages.subject import Subject
from generator.spec.models import Study
from generator.spec.plan import plan_of
from generator.statistics.figures import Figures
from tests.rooms.pages import drawn

DECISIONS: dict[str, Any] = {
    "effort": {
        "ask": "Où porter l'effort ?",
        "kind": "fix",
        "decider": "dg",
        "due": "2026-12-01",
        "prior": "La direction pariait sur le contact.",
        "changes_if": "Le sinistre satisfait moins que le contact.",
    }
}


def framed(read: Reader) -> FramingPage:
    return framing_page(read, drawn.addresses(read))


def awaiting(of: Study) -> Subject:
    """The study before anyone answered."""
    bare = of.awaiting()
    plan = plan_of(bare)
    return Subject(bare, plan, Figures(bare, plan, {}), before_answers(bare))


def test_each_decision_has_its_bet_what_would_change_it_and_its_questions() -> None:
    (one,) = framed(drawn.reader(drawn.study(decisions=DECISIONS))).decisions
    assert drawn.words(drawn.printed(one.prior)) == "La direction pariait sur le contact."
    assert drawn.words(one.changes_if) == "Le sinistre satisfait moins que le contact."
    assert [drawn.words(asked) for asked, _ in one.questions] == [
        "Êtes-vous satisfait de ces moments ?",
        "Nous recommanderiez-vous ?",
    ]
    assert all(page is not None for _, page in one.questions)
    assert drawn.words(one.who).startswith("Corriger · Direction générale · ")


def test_what_nobody_wrote_is_not_made_up() -> None:
    of = drawn.study(decisions={"effort": {**DECISIONS["effort"], "changes_if": None, "prior": None}})
    (one,) = framed(drawn.reader(of)).decisions
    assert (one.prior, one.changes_if) == ((), "")


def test_the_rules_are_those_of_the_study() -> None:
    page = framed(drawn.reader(drawn.study(statistics={"confidence": "90 %", "adjust": "holm"})))
    told = drawn.words(" ".join(page.rules))
    assert "établi qu’au seuil de 90 %" in told
    assert "correction de Holm" in told
    assert "moins de 10 réponses" in told
    assert [drawn.words(label) for label, _ in page.measured] == ["NPS", "Mécontents"]


def test_who_went_on_against_an_answer_is_named_by_role() -> None:
    signed = {"by": "dg", "on": "2026-01-05", "why": "Le budget se vote en mars."}
    readiness = {
        "decision_still_open": True,
        "room_to_act": False,
        "ready_for_bad_news": True,
        "strategy_clear": True,
        "override": signed,
    }
    page = framed(drawn.reader(drawn.study(readiness=readiness)))
    assert len(page.ready) == 3
    assert drawn.words(page.override) == (
        "Direction générale a décidé de poursuivre le 5 janvier 2026 : Le budget se vote en mars."
    )


def test_a_study_with_answers_has_its_framing_under_the_method() -> None:
    pages = drawn.pages(drawn.subject(drawn.study()))
    assert drawn.page(pages, "essai/ecouter/cadrage.md").title == "Cadrage"
    assert 'href="cadrage.md"' in drawn.page(pages, "essai/ecouter/methode.md").body


def test_before_any_answer_the_framing_is_the_page_to_read_first() -> None:
    pages = drawn.pages(awaiting(drawn.study(decisions=DECISIONS)))
    of_study = [str(one.path) for one in pages.documents if one.path.parts[0] == "essai"]
    assert of_study == ["essai/index.md", "essai/decider/effort.md"]
    first = drawn.page(pages, "essai/index.md")
    assert "Cadrage" in first.body
    assert "ecouter/" not in "".join(one.body for one in pages.documents if str(one.path) in of_study)


def test_it_says_when_people_are_asked_and_whether_the_rules_can_still_change() -> None:
    subject = awaiting(drawn.study())
    for day, told in (("2025-01-10", "se tiendra du 3 au 23 mars 2025"), ("2025-03-05", "est en cours")):
        read = replace(drawn.reader(drawn.study()), subject=subject, as_of=date.fromisoformat(day))
        assert told in drawn.words(framed(read).status)
        assert "ne sont pas encore gelées" in drawn.words(framed(read).lock)


def test_before_any_answer_no_number_is_known_and_all_are_listed() -> None:
    subject = awaiting(drawn.study())
    pages = drawn.pages(subject)
    (index,) = (asset for asset in pages.assets if asset.path.name == "numbers.json")
    assert json.loads(index.content) == dict.fromkeys(subject.plan.numbers)
    assert [asset.path.name for asset in pages.assets] == ["numbers.json"]


def test_before_any_answer_sentences_of_figures_are_left_out() -> None:
    of = drawn.study(method_notice={"sponsor": "M", "fieldwork_by": "C", "limits": "{nonresponse} manquent."})
    texts = before_answers(of.awaiting()).texts
    assert ("objective",) in texts
    assert ("method_notice", "limits") not in texts


def test_its_card_says_that_answers_are_to_come() -> None:
    read = replace(drawn.reader(drawn.study()), subject=awaiting(drawn.study()))
    (card,) = portal_page([read], "Tilia", "").studies
    assert "les réponses sont à venir" in drawn.words(drawn.printed(card.says))
