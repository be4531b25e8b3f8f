"""What is counted, under a headline."""

import pytest

from generator.pages.formulas import formula
from tests.rooms.pages import drawn

INDICATORS = {
    **drawn.SECTIONS["indicators"],
    "tres": {"kind": "share", "of": "q_nps", "box": ["9", "10"]},
    "moyenne": {"kind": "mean", "of": "q_note"},
    "indice": {"kind": "mean_of", "of": ["sat.sinistre", "sat.contact"], "label": "Indice"},
    "solde": {"kind": "net", "of": "q_note"},
}


@pytest.mark.parametrize(
    ("score", "words"),
    [
        (
            "sat.sinistre",
            "Part de « Plutôt satisfait » et « Tout à fait satisfait » parmi ceux qui ont répondu à "
            "« Faire traiter un sinistre ».",
        ),
        (
            "mecontents",
            "Part de « Pas du tout satisfait » et « Plutôt pas satisfait » parmi ceux qui ont répondu à "
            "« Et dans l’ensemble ? ».",
        ),
        (
            "tres",
            "Part des notes 9 et 10 sur 10 parmi ceux qui ont répondu à « Nous recommanderiez-vous ? ».",
        ),
        (
            "nps",
            "Part des notes 9 et 10 moins part des notes 0 à 6, parmi ceux qui ont répondu à "
            "« Nous recommanderiez-vous ? ».",
        ),
        ("moyenne", "Moyenne (de 1 à 5) des réponses à « Et dans l’ensemble ? »."),
        ("indice", "Moyenne de « Faire traiter un sinistre » et « Joindre un conseiller »."),
        (
            "solde",
            "Part favorable moins part défavorable, parmi ceux qui ont répondu à « Et dans l’ensemble ? ».",
        ),
        ("q_canaux.web", "Part de ceux qui ont choisi « Site »."),
        ("q_attentes.delai", "Part de ceux qui ont classé « Aller plus vite » en premier."),
    ],
)
def test_a_formula_names_the_answers_it_counts(score: str, words: str) -> None:
    read = drawn.reader(drawn.study(indicators=INDICATORS))
    assert drawn.words(formula(read, read.plan.score[score])) == words
