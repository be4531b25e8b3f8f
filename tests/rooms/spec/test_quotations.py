"""Quotations: what a machine finds in them, what it leaves to a person, what an approval is worth."""

from hashlib import sha256
from types import SimpleNamespace
from typing import Any, cast

import pytest

from generator.spec.models import Study
from generator.spec.quotations import alert_in, bare, capital_in, dangers_in, words_of
from generator.words import Lang


def study(lang: Lang = Lang.FR, *redact: str) -> Study:
    found: Any = SimpleNamespace(
        language=lang,
        privacy=SimpleNamespace(redact=redact),
        shared=SimpleNamespace(client="Mutuelle Tilia"),
    )
    return cast(Study, found)


def found(text: str, *redact: str, lang: Lang = Lang.FR) -> set[str]:
    return {danger.value for danger, _ in dangers_in(text, study(lang, *redact))}


@pytest.mark.parametrize(
    ("text", "danger"),
    [
        ("Écrivez à moi\u200b@exemple.fr", "hidden"),
        ("Écrivez à moi\u200b@exemple.fr", "email"),
        ("Un \u0430mi", "hidden"),
        ("J'ai dit \u202eneir", "hidden"),
        ("Mon numéro, 2 95 10 99 126 111 93, voilà", "state"),
        ("fr76 3000 6000 0112 3456 7890 189 voilà", "bank"),
        ("Au 00 33 6.12.34.56.78", "phone"),
        ("Au ０６ １２ ３４ ５６ ７８", "phone"),
        ("Dossier 2026-004512", "number"),
        ("La voiture ab-123-cd", "plate"),
        ("Au 12 rue des Lilas", "place"),
        ("À 35000, on attend", "place"),
        ("Moi, la seule femme soudeuse", "unique"),
        ("Je suis la seule ici", "unique"),
        ("C'est JEANNE MARTIN", "name"),
        ("C'est Jeanne MARTIN", "name"),
        ("Mme Martin l'a dit", "name"),
        ("<script>alert()</script>", "markup"),
        ("[ici](x)", "markup"),
        ("=1+1", "markup"),
        ("+33", "markup"),
        ("@quelquun a répondu", "web"),
        ("Voyez exemple.fr", "web"),
    ],
)
def test_what_has_a_shape_is_found(text: str, danger: str) -> None:
    assert danger in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Je préfère qu'on me dise « toujours rien » plutôt que de ne rien entendre.",
        "C'est la seule chose utile en 30 jours, depuis [lieu].",
        "En 2026, on a reçu 3 SMS…",
        "L'expert – allié ou juge – ne s'est pas présenté : dommage !",
    ],
)
def test_plain_words_are_left_alone(text: str) -> None:
    assert found(text, "dates", "montants") == set()


def test_dates_and_amounts_are_looked_for_where_they_were_promised_out() -> None:
    text = "Depuis le 3 mars, pour 300 euros"
    assert found(text) == set()
    assert found(text, "dates", "montants") == {"date", "amount"}


def test_english_has_its_own_words() -> None:
    assert found("I am the only woman here", lang=Lang.EN) == {"unique"}
    assert found("the only thing I want", lang=Lang.EN) == set()


def test_a_list_holds_words_or_their_hashes() -> None:
    """The hash is what ``printf karim | sha256sum`` gives."""
    assert words_of("# prénoms\nÉloïse\n\n") == {bare("eloise")}
    for listed in ("Karim", f"sha256:{sha256(b'karim').hexdigest()}"):
        told = dangers_in("Avec karim, rien", study(), words_of(listed))
        assert [danger.value for danger, _ in told] == ["listed"]


@pytest.mark.parametrize("text", ["Il m'a harcelée", "Depuis mon burn-out", "Au syndicat"])
def test_what_must_reach_a_person_is_found(text: str) -> None:
    assert alert_in(text, Lang.FR) is not None


def test_a_capital_inside_a_sentence_is_pointed_at_unless_it_is_the_clients() -> None:
    assert capital_in("Avec mon chef Karim, rien.", study()) is not None
    assert capital_in("Avec la Mutuelle Tilia, rien. Rien.", study()) is None
