"""Who was asked, in words."""

import pytest

from generator.pages.conditions import told
from generator.pages.voice import Voice
from generator.spec.language import parse_filter
from generator.words import Lang
from tests.rooms.pages import drawn


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        ("q_note = 2", "« Et dans l’ensemble ? » vaut « Plutôt pas satisfait »"),
        ("q_moments.sinistre != 5", "« Faire traiter un sinistre » ne vaut pas « Tout à fait satisfait »"),
        ("q_note > 2", "« Et dans l’ensemble ? » dépasse « Plutôt pas satisfait »"),
        ("region = nord", "« Région » vaut « Nord »"),
        ("q_nps in [0..6, 10]", "« Nous recommanderiez-vous ? » vaut de 0 à 6 ou « 10 »"),
        ("not region = sud", "il est faux que « Région » vaut « Sud »"),
        (
            "region = nord and (q_note = 4 or q_note = 5)",
            "« Région » vaut « Nord » et (« Et dans l’ensemble ? » vaut « Plutôt satisfait » "
            "ou « Et dans l’ensemble ? » vaut « Tout à fait satisfait »)",
        ),
    ],
)
def test_a_condition_is_told_as_people_read_the_questionnaire(condition: str, words: str) -> None:
    said = told(drawn.study(), parse_filter(condition), Voice(Lang.FR))
    assert drawn.words(said) == words


def test_a_condition_in_english() -> None:
    said = told(drawn.study(), parse_filter("region = nord"), Voice(Lang.EN))
    assert said == "“Région” is “Nord”"
