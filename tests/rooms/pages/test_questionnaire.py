"""The questionnaire as people read it, with what changed from wave to wave."""

from typing import Any

from generator.pages.models.questionnaire import QuestionnairePage, Sheet, questionnaire_page
from generator.pages.models.rewording import compared
from tests.rooms.pages import drawn

QUESTIONS = drawn.SECTIONS["questions"]


def page(**sections: Any) -> QuestionnairePage:
    read = drawn.reader(drawn.study(**sections))
    found = questionnaire_page(read, drawn.addresses(read))
    assert found is not None
    return found


def sheet(name: str, **sections: Any) -> Sheet:
    return next(one for one in page(**sections).sheets if one.id == name)


def test_a_question_is_given_with_its_lines_and_its_answers() -> None:
    grid = sheet("q_moments")
    assert drawn.words(grid.text) == "Êtes-vous satisfait de ces moments ?"
    assert [drawn.words(line) for line in grid.lines] == [
        "Faire traiter un sinistre",
        "Joindre un conseiller",
    ]
    assert drawn.words(grid.answers[2]) == "Ni l’un ni l’autre"
    assert grid.outside == ("Non concerné",)


def test_each_type_says_what_its_answers_mean() -> None:
    more: dict[str, Any] = {
        "q_effort": {"type": "ces", "text": "Facile ?", "points": 7, "easy": "low"},
        "q_jours": {"type": "numeric", "text": "Combien ?", "range": [0, 365], "unit": "jours"},
        "q_libre": {"type": "open", "text": "Pourquoi ?", "codes": {"prix": "Le prix"}},
        "q_moyens": {"type": "multi", "text": "?", "options": {"a": "A"}, "exclusive": {"z": "Aucun"}},
        "q_sante": {
            "type": "single",
            "text": "?",
            "options": {"a": "A"},
            "sensitive": True,
            "role": "filter",
        },
    }
    of = drawn.study(questions=more, indicators={}, findings={}, waves={})
    read = drawn.reader(of, {})
    found = questionnaire_page(read, drawn.addresses(read))
    assert found is not None
    said = {one.id: drawn.words(" ".join((*one.notes, *one.answers))) for one in found.sheets}
    assert said["q_effort"] == "De 1 à 7, 1 étant le plus facile."
    assert said["q_jours"] == "De 0 à 365 jours."
    assert said["q_libre"].startswith("Le texte libre n’est ni lu ni publié")
    assert said["q_libre"].endswith("Le prix")
    assert said["q_moyens"] == "A Aucun (seule)"
    assert said["q_sante"].startswith("Question sensible")
    assert "Posée pour filtrer." in said["q_sante"]


def test_what_changed_is_marked_word_by_word() -> None:
    version = {"text": "Êtes-vous content de ces moments ?", "series": "break", "why": "Mot ambigu."}
    grid = sheet(
        "q_moments",
        questions={**QUESTIONS, "q_moments": {**QUESTIONS["q_moments"], "versions": {"2025": version}}},
        findings={},
    )
    (change,) = grid.changes
    assert (change.until, drawn.words(change.series), change.why) == (
        "2025",
        "La série est rompue.",
        "Mot ambigu.",
    )
    (text,) = change.texts
    assert [piece for piece, is_new in text.before if is_new] == ["content"]
    assert [piece for piece, is_new in text.after if is_new] == ["satisfait"]


def test_a_line_reworded_changes_that_line_only() -> None:
    version = {"items": {"contact": "Avoir un conseiller"}, "series": "continues", "why": "Synonyme."}
    grid = sheet(
        "q_moments",
        questions={**QUESTIONS, "q_moments": {**QUESTIONS["q_moments"], "versions": {"2025": version}}},
        findings={},
    )
    (text,) = grid.changes[0].texts
    assert "".join(piece for piece, _ in text.before) == "Avoir un conseiller"
    assert "".join(piece for piece, _ in text.after) == "Joindre un conseiller"


def test_words_that_changed_together_are_marked_in_one_go() -> None:
    before, after = compared("Avoir un conseiller", "Joindre votre conseiller")
    assert before == (("Avoir un", True), (" conseiller", False))
    assert after == (("Joindre votre", True), (" conseiller", False))


def test_two_equal_wordings_have_no_mark() -> None:
    assert compared("le même texte", "le même texte") == ((("le même texte", False),),) * 2


def test_questions_that_no_finding_cites_are_told() -> None:
    """The finding cites the first one only; a question asked to filter, or of a headline, needs none."""
    filtered = {**QUESTIONS, "q_canaux": {**QUESTIONS["q_canaux"], "role": "filter"}}
    assert [page.stem for _, page in page(questions=filtered).uncited] == ["q_attentes"]
    supporting = {**drawn.SECTIONS["indicators"], "nps": {"kind": "nps", "of": "q_nps", "better": "up"}}
    uncited = page(questions=filtered, indicators=supporting).uncited
    assert [page.stem for _, page in uncited] == ["q_nps", "q_attentes"]


def test_how_long_it_takes_is_estimated() -> None:
    """Two lines of six seconds, 8, 8, 15 and 25: 68 seconds, about a minute."""
    assert drawn.words(page().length) == "Durée estimée : 1 minute, en ligne."


def test_a_study_without_questions_has_no_questionnaire() -> None:
    sections = {key: {} for key in ("questions", "indicators", "waves", "findings", "segments")}
    read = drawn.reader(drawn.study(**sections), {})
    assert questionnaire_page(read, drawn.addresses(read)) is None
