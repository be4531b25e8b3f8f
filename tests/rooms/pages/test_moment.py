"""The page of a moment: both sides, its figures with their base, and all that speaks of it."""

from typing import Any

import pytest

from generator.pages.address import Addresses
from generator.pages.models.directory import directory
from generator.pages.models.moment import MomentPage, moment_page
from generator.pages.models.touched import moment_pages
from generator.pages.reader import Reader
from generator.pages.render import render
from generator.words import Lang
from tests.rooms.pages import drawn
from tests.rooms.pages import drawn_atelier as atelier
from tests.rooms.pages.test_deferred import READINESS

CUSTOMERS, EMPLOYEES = atelier.answers(150, 160, 60, 70), atelier.answers(140, 60, 50, 130)
QUOTED = {
    "says": "Le sinistre déçoit : {niveau.sinistre@clients:2026}.",
    "decision": "effort",
    "verdict": "improve",
    "by": "cabinet",
}


def page(read: Reader, name: str = "sinistre") -> MomentPage:
    return moment_page(read, drawn.addresses(read), name)


def clients() -> Reader:
    return atelier.facing(CUSTOMERS, EMPLOYEES, atelier.atelier())["clients"]


def mixed(**more: Any) -> Reader:
    of = atelier.atelier(links={"upstream": ["equipes"]}, **more)
    return atelier.facing(CUSTOMERS, EMPLOYEES, of)["atelier"]


def test_a_study_has_a_page_of_each_moment_that_it_touches() -> None:
    assert list(moment_pages(drawn.reader())) == []
    assert list(moment_pages(clients())) == list(atelier.MOMENTS)
    assert list(moment_pages(atelier.reader())) == ["sinistre", "suivi"]
    heard = {"cafe": atelier.CAFE}
    assert list(moment_pages(atelier.reader(workshops=heard))) == ["sinistre"]


def test_a_study_that_is_put_off_has_none() -> None:
    read = atelier.reader(readiness=READINESS)
    assert read.study.is_deferred
    assert moment_pages(read) == {}


def test_a_moment_says_what_each_side_does_and_where_it_stands() -> None:
    found = page(clients())
    assert (found.title, found.place, found.is_truth) == (
        "Faire traiter un sinistre",
        "Pendant, moment 3 sur 4",
        True,
    )
    assert [(side.title, side.does) for side in found.sides] == [
        ("Côté sociétaire", "Faire traiter un sinistre"),
        ("Côté collaborateur", "Traiter"),
    ]
    assert drawn.words(page(clients(), "contact").channels) == "Par : téléphone"


def test_a_moment_has_the_figures_of_both_sides_each_with_its_base_and_its_question() -> None:
    own, other = page(clients()).readings
    assert [one.figure.value.size for one in (own, other)] == [30.0, 25.0]
    assert [one.figure.base.text for one in (own, other)] == ["200", "200"]
    assert [one.figure.value.numbers[0].partition("/")[0] for one in (own, other)] == ["clients", "equipes"]
    assert str(own.page) == "clients/ecouter/questions/q_moments.md"
    assert str(other.page) == "equipes/ecouter/questions/q_moments.md"
    read = clients()
    body = render("moment", page(read), moment_pages(read)["sinistre"], read.voice)
    assert f'data-number="{own.figure.value.numbers[0]}"' in body
    assert 'href="../../ecouter/questions/q_moments.md"' in body


def test_a_figure_that_was_withheld_is_said_to_be() -> None:
    read = clients()
    release = drawn.withhold(read.figures.releases["2026"], ("q_moments.sinistre", "all"))
    read = atelier.readers(drawn.subject(read.study, {"2026": release}))["clients"]
    (own,) = page(read).readings
    assert own.figure.value.is_withheld
    body = render("moment", page(read), moment_pages(read)["sinistre"], read.voice)
    assert "non publié" in drawn.words(body)


def test_what_a_workshop_said_stands_beside_each_side() -> None:
    customer, employee = page(mixed()).sides
    assert [felt.mood for felt in customer.felt] == ["\u22122, très pénible"]
    assert [felt.mood for felt in employee.felt] == ["+1, agréable"]


def test_findings_come_by_their_themes_and_by_their_figures() -> None:
    """The second prints a figure of the moment, measured in another study."""
    both = {"silence_partage": {**QUOTED, "says": "Le silence.", "evidence": ["silence"]}, "chiffre": QUOTED}
    found = page(mixed(findings=both))
    assert [line.page.stem for line in found.findings] == ["silence_partage", "chiffre"]
    assert page(mixed(findings=both), "suivi").findings == ()
    assert [target.stem for _, target in found.themes] == ["silence"]


def test_actions_come_by_the_findings_they_answer_and_by_what_they_should_move() -> None:
    action = {"what": "Prévenir", "owner": "dg", "due": "2026-12-15", "horizon": "quick", "state": "planned"}
    moving = {**action, "from": [], "moves": {"customer": "niveau.suivi"}}
    study = atelier.barometer("clients", "customer", actions={"sms": moving})
    subject = drawn.subject(study, {"2026": atelier.rows.release(study, CUSTOMERS)})
    read = atelier.readers(subject)["clients"]
    assert [line.id for line in page(read, "suivi").actions] == ["sms"]
    assert page(read, "sinistre").actions == ()
    answering = mixed(actions={"sms": {**action, "from": ["silence_partage"]}})
    assert [line.id for line in page(answering).actions] == ["sms"]


def test_irritants_and_challenges_stand_with_what_answers_them() -> None:
    cafe = {
        **atelier.CAFE,
        "irritants": {"rien": {"label": "aucune nouvelle", "moment": "sinistre"}},
        "solutions": {"sms": {"label": "Un SMS", "answers": ["rien"], "status": "qualify"}},
    }
    found = page(mixed(workshops={"cafe": cafe, "miroir": atelier.MIRROR}))
    (irritant,), (challenge,) = found.irritants, found.challenges
    assert (irritant.label, [drawn.words(one) for one in irritant.answers]) == (
        "Aucune nouvelle",
        ["Un SMS : à qualifier"],
    )
    assert challenge.answers == ("Portail", "Un SMS d’étape", "Appel")
    assert challenge.page.stem == "miroir"


def test_a_moment_leads_to_itself_in_the_other_studies() -> None:
    assert [str(target) for _, target in page(mixed()).elsewhere] == [
        "clients/comprendre/moments/sinistre.md",
        "equipes/comprendre/moments/sinistre.md",
    ]


def test_a_question_on_the_moment_without_an_indicator_is_led_to() -> None:
    study = atelier.barometer("clients", "customer", indicators={})
    read = atelier.readers(drawn.subject(study, {"2026": atelier.rows.release(study, CUSTOMERS)}))["clients"]
    found = page(read)
    assert found.readings == ()
    assert [target.stem for _, target in found.asked] == ["q_moments"]


@pytest.mark.parametrize(("kind", "folder"), [("moments", "moments"), ("themes", "themes")])
def test_the_directory_leads_to_the_pages(kind: str, folder: str) -> None:
    read = atelier.reader()
    shelf = next(one for one in directory(read, drawn.addresses(read)) if one.id == kind)
    pages = {entry.id: entry for entry in shelf.entries}
    name = "sinistre" if kind == "moments" else "silence"
    assert str(pages[name].page) == f"atelier/comprendre/{folder}/{name}.md"
    if kind == "moments":
        assert (str(pages["devis"].page), pages["devis"].anchor) == (
            "atelier/comprendre/parcours.md",
            "moment-devis",
        )


@pytest.mark.parametrize(
    ("lang", "folder", "address"),
    [
        (Lang.FR, "", "essai/comprendre/moments/sinistre.md"),
        (Lang.EN, "", "essai/understand/moments/sinistre.md"),
        (Lang.FR, "en", "essai/en/comprendre/moments/sinistre.md"),
    ],
)
def test_a_page_keeps_its_address_in_every_language(lang: Lang, folder: str, address: str) -> None:
    at = Addresses("essai", lang, folder)
    assert str(at.moment("sinistre")) == address
    assert str(at.theme("sinistre")) == address.replace("moments", "themes")
