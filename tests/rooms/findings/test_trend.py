"""N04: the words of a sentence against the difference it prints."""

import pytest

from tests.rooms.findings import drawn

FALL, RISE = "{sat.sinistre - sat.sinistre@2025}", "{sat.contact - sat.contact@2025}"
DELAY = "{delai - delai@2025}"
FIGURES = {**drawn.SAT, ("delai", "2026"): 21.0, ("delai", "2025"): 23.0}


def problems(text: str, lang: str = "fr", **more: object) -> list[str]:
    """The codes met by a sentence: claims fall by 4.9 points, contact rises by 0.5, delay falls by 2 days."""
    of = drawn.study(lang=lang, findings={"constat": drawn.finding(text)}, **more)
    return drawn.codes(drawn.judge(of, drawn.Drawn(of, drawn.known(FIGURES))))


@pytest.mark.parametrize(
    "text",
    [
        f"Le sinistre décroche : {FALL}.",
        f"Le contact progresse de {RISE}.",
        f"Le sinistre ne progresse pas : {FALL}.",
        f"Le sinistre ne s'est pas amélioré, {FALL}.",
        f"Le sinistre s'améliorera : {FALL}.",
        f"Le contact progresse ; le sinistre fait {FALL}.",
        f"Le contact progresse, mais le sinistre fait {FALL}.",
        f"Le contact progresse quand le sinistre recule : {RISE}, {FALL}.",
        f"Le délai s'améliore de {DELAY}.",
        f"Le délai baisse de {DELAY}.",
        "Le contact progresse : {sat.contact - sat.sinistre}.",
        "Le contact progresse : {sat.sinistre}.",
        "Le sinistre baisse depuis longtemps, {sat.sinistre@2025 - sat.sinistre} alors.",
    ],
)
def test_words_that_agree_or_tell_nothing_pass(text: str) -> None:
    """Denials, other clauses, other kinds of difference: only a plain contradiction is an error."""
    assert problems(text) == []


@pytest.mark.parametrize(
    ("text", "word"),
    [
        (f"Le sinistre progresse : {FALL}.", "progresse"),
        (f"Joindre un conseiller baisse de {RISE}.", "baisse"),
        (f"Tout va bien. Le sinistre s'améliore, {FALL}.", "améliore"),
        (f"Le délai se dégrade de {DELAY}.", "dégrade"),
        (f"Le délai augmente de {DELAY}.", "augmente"),
        ("Le sinistre progresse, {sat.sinistre@2025 - sat.sinistre} alors.", "progresse"),
        ("Le sinistre progresse : {sat.sinistre - sat.sinistre@2025|points}.", "progresse"),
        ("Le sinistre progresse : {sat.suivi - sat.suivi@2025}.", "progresse"),
    ],
)
def test_a_word_contrary_to_its_figure_is_refused(text: str, word: str) -> None:
    """Time runs forward whichever side is written first; "no difference" is no progress."""
    of = drawn.study(findings={"constat": drawn.finding(text)})
    still = {("sat.suivi", "2025"): 0.662}
    found = drawn.judge(of, drawn.Drawn(of, drawn.known({**FIGURES, **still})))
    assert drawn.codes(found) == ["N04"]
    assert found.diagnostics[0].values["word"] == word


def test_english_words_are_read_in_english() -> None:
    """The lexicon is that of the study's language."""
    assert problems(f"Claims improved by {FALL}.", "en") == ["N04"]
    assert problems(f"Claims dropped, {FALL}.", "en") == []
    assert problems(f"Claims have not improved: {FALL}.", "en") == []
    assert problems(f"Claims progresse {FALL}.", "en") == []


def test_the_mechanism_is_read_too() -> None:
    """It is published like the sentence."""
    of = drawn.study(findings={"constat": drawn.finding(mechanism=f"Le sinistre progresse : {FALL}.")})
    assert drawn.codes(drawn.judge(of)) == ["N04"]
