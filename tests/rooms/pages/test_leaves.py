"""The pages a study has, each printed whole in both languages."""

from dataclasses import replace

import pytest

from generator.pages.address import Addresses
from generator.pages.leaves import Leaf, leaves
from generator.pages.reader import Reader
from generator.pages.render import render
from generator.pages.voice import Voice
from generator.words import Lang
from tests.rooms.pages import drawn
from tests.rooms.pages import drawn_atelier as atelier

CUSTOMERS, EMPLOYEES = atelier.answers(150, 160, 60, 70), atelier.answers(140, 60, 50, 130)


def mixed() -> Reader:
    of = atelier.atelier(links={"upstream": ["equipes"]})
    return atelier.facing(CUSTOMERS, EMPLOYEES, of)["atelier"]


def all_of(read: Reader) -> list[Leaf]:
    return list(leaves(read, drawn.addresses(read)))


def test_a_mixed_study_has_every_page_but_the_mirror() -> None:
    assert [str(leaf.path.relative_to("atelier")) for leaf in all_of(mixed())] == [
        "comprendre/priorites.md",
        "comprendre/parcours.md",
        "comprendre/moments/devis.md",
        "comprendre/moments/contact.md",
        "comprendre/moments/sinistre.md",
        "comprendre/moments/suivi.md",
        "comprendre/qualitatif.md",
        "comprendre/themes/silence.md",
        "comprendre/themes/expert.md",
        "comprendre/ateliers/index.md",
        "comprendre/ateliers/cafe.md",
        "comprendre/ateliers/guides/cafe.md",
        "comprendre/ateliers/miroir.md",
        "comprendre/ateliers/guides/miroir.md",
        "agir/tests.md",
        "agir/dit-decide-fait.md",
    ]


def test_a_barometer_has_its_journey_and_its_mirror() -> None:
    found = all_of(atelier.facing(CUSTOMERS, EMPLOYEES)["clients"])
    assert [leaf.nav for leaf in found if leaf.nav] == ["Parcours", "Miroir"]
    assert [chart.id for chart in found[0].charts] == ["parcours-customer", "parcours-employee"]


def test_a_workshop_stands_under_the_list_of_workshops() -> None:
    cafe = next(leaf for leaf in all_of(mixed()) if leaf.path.name == "cafe.md")
    assert (cafe.nav, str(cafe.section)) == ("", "atelier/comprendre/ateliers/index.md")


@pytest.mark.parametrize("lang", list(Lang))
def test_every_page_is_said_in_both_languages(lang: Lang) -> None:
    """A text that is missing or filled with the wrong values is refused."""
    for read in (mixed(), atelier.facing(CUSTOMERS, EMPLOYEES)["equipes"]):
        spoken = replace(read, voice=Voice(lang))
        at = Addresses(read.study.id, lang)
        for leaf in leaves(spoken, at):
            more = {"level": spoken.level, "ledger": at.actions, "trials": at.trials}
            body = render(leaf.template, leaf.page, leaf.path, spoken.voice, **more)
            assert "<h1" in body
            assert "{" not in drawn.words(body)
