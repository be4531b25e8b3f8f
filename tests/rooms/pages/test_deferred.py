"""A study that is put off: one page says what is missing, and no questionnaire is published."""

from typing import Any

from generator.pages.models.deferred import deferred_page
from generator.pages.models.portal import portal_page
from tests.rooms.pages import drawn

READINESS: dict[str, Any] = {
    "decision_still_open": True,
    "room_to_act": False,
    "ready_for_bad_news": True,
    "strategy_clear": False,
    "defer": {
        "by": "dg",
        "on": "2026-05-04",
        "why": "Personne ne pourrait agir.",
        "until": "2026-12-01",
        "meanwhile": ["Clarifier la stratégie"],
    },
}


def test_it_says_what_is_missing_what_comes_first_and_when_it_is_asked_again() -> None:
    read = drawn.reader(drawn.study(readiness=READINESS))
    page = deferred_page(read, drawn.addresses(read))
    assert [drawn.words(one) for one in page.missing] == [
        "Il n’y a pas de marge pour agir sur les résultats.",
        "La stratégie n’est pas assez claire pour savoir quoi mesurer.",
    ]
    assert len(page.present) == 2
    assert page.meanwhile == ("Clarifier la stratégie",)
    assert drawn.words(page.until) == "Les quatre questions seront reposées le 1er décembre 2026."
    assert drawn.words(page.status) == "Étude différée le 4 mai 2026. Signé : Direction générale."


def test_no_questionnaire_no_finding_and_no_action_are_published() -> None:
    pages = drawn.pages(drawn.subject(drawn.study(readiness=READINESS)))
    of_study = [str(one.path) for one in pages.documents if one.path.parts[0] == "essai"]
    assert of_study[0] == "essai/index.md"
    assert all(path.startswith("essai/decider/") for path in of_study[1:])
    index = drawn.page(pages, "essai/index.md")
    assert index.nav is not None
    assert [item.href for item in index.nav.items] == ["essai/index.md"]
    assert "ecouter/" not in "".join(one.body for one in pages.documents if str(one.path) in of_study)


def test_its_card_says_who_put_it_off() -> None:
    (card,) = portal_page([drawn.reader(drawn.study(readiness=READINESS))], "Tilia", "").studies
    assert "Étude différée le 4 mai 2026" in drawn.words(drawn.printed(card.says))
