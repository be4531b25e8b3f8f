"""The page of one question."""

from typing import Any

from generator.pages.models.question import QuestionPage, question_line, question_page
from generator.pages.reader import Reader
from tests.rooms.pages import drawn
from tests.rooms.pages import drawn_atelier as atelier

BENCHMARK: dict[str, Any] = {
    "of": "nps",
    "value": 12,
    "base": 900,
    "source": {"title": "Baromètre fictif", "url": "https://exemple.fr", "consulted": "2026-04-02"},
    **dict.fromkeys(("wording", "method", "mode", "population"), "same"),
    "context": {"sector": "close", "event": "Tempêtes"},
    "reuse_consent": "public",
}


def page(name: str, read: Reader | None = None, **sections: Any) -> QuestionPage:
    read = read or drawn.reader(drawn.study(**sections))
    return question_page(read, drawn.addresses(read), name, (1, 5))


def test_every_figure_of_the_question_has_its_formula_and_interval() -> None:
    indicators = {**drawn.SECTIONS["indicators"], "note": {"kind": "mean", "of": "q_moments"}}
    lines = page("q_moments", indicators=indicators).scores
    assert [(line.label, line.kind) for line in lines] == [
        ("Faire traiter un sinistre", "favorables"),
        ("Joindre un conseiller", "favorables"),
        ("Faire traiter un sinistre", "moyenne"),
        ("Joindre un conseiller", "moyenne"),
    ]
    assert all(line.figure.interval for line in lines)


def test_a_question_leads_to_the_moments_it_measures() -> None:
    answers = atelier.answers(100, 100, 100, 100)
    read = atelier.facing(answers, answers)["clients"]
    found = question_page(read, drawn.addresses(read), "q_moments", (1, 1))
    assert [str(page) for _, page in found.moments] == [
        f"clients/comprendre/moments/{name}.md" for name in atelier.MOMENTS
    ]
    assert page("q_nps").moments == ()


def test_a_question_of_one_line_does_not_repeat_itself() -> None:
    assert [line.label for line in page("q_nps").scores] == ["Ensemble"]
    assert [line.label for line in page("q_note").scores] == ["Mécontents"]


def test_groups_stand_under_their_segment() -> None:
    (block,) = page("q_moments").crosses
    assert block.title == "Région"
    assert [(row.label, [cell.figure.value.size for cell in row.cells]) for row in block.rows] == [
        ("Nord", [75.0, 80.0]),
        ("Sud", [25.0, 80.0]),
    ]


def test_the_family_of_tests_is_told() -> None:
    """Its two lines are judged among the six figures of the wave that are no headlines, in two groups."""
    assert "12 tests" in drawn.words(page("q_moments").family)


def test_who_was_asked_is_told_in_words() -> None:
    questions = drawn.SECTIONS["questions"]
    routed = {**questions["q_note"], "ask_if": "region = nord", "asked_in": ["2025", "2026"]}
    said = drawn.words(page("q_note", questions={**questions, "q_note": routed}).asked_of)
    assert said == "Posée seulement si « Région » vaut « Nord ». Posée en 2025 et 2026."


def test_an_earlier_wording_is_quoted_with_what_it_did_to_the_series() -> None:
    questions = drawn.SECTIONS["questions"]
    version = {"text": "Autrefois ?", "series": "break", "why": "On ne demande plus la même chose."}
    worded = {**questions["q_note"], "versions": {"2025": version}}
    model = page("q_note", questions={**questions, "q_note": worded})
    assert [drawn.words(line) for line in model.versions] == [
        "Jusqu’à la vague 2025 : « Autrefois ? ». La série est rompue. On ne demande plus la même chose."
    ]
    assert model.series[0].series.points[1].is_broken
    assert not model.series[0].series.change.text


def test_a_benchmark_stands_with_its_comparability_and_its_source() -> None:
    (row,) = page("q_nps", benchmarks={"secteur": BENCHMARK}).benchmarks
    assert (row.value, row.base, row.caution) == ("+12", "900", "")
    assert row.criteria[0] == ("Libellé", "identique")
    assert row.context == (("Secteur", "proche"), ("Événement", "Tempêtes"))
    assert drawn.words(row.source) == "Baromètre fictif, https://exemple.fr, consulté le 2 avril 2026."


def test_a_benchmark_that_differs_or_is_old_is_an_indication_only() -> None:
    differs = {**BENCHMARK, "mode": "different"}
    old = {**BENCHMARK, "source": {"title": "Ancien", "consulted": "2024-05-01"}}
    recent = {**BENCHMARK, "source": {"title": "Récent", "consulted": "2024-06-01"}}
    rows = page("q_nps", benchmarks={"a": differs, "b": old, "c": recent}).benchmarks
    assert [row.caution for row in rows] == ["À titre indicatif", "À titre indicatif", ""]


def test_a_benchmark_is_tested_where_its_error_is_published() -> None:
    """All those that compare are one family; without an error, or unlike, the comparison is descriptive."""
    given = {
        "bas": {**BENCHMARK, "value": -90, "se": 2},
        "haut": {**BENCHMARK, "value": 90, "se": 2},
        "vague": {**BENCHMARK, "value": 0, "se": 200},
        "nu": BENCHMARK,
        "autre": {**BENCHMARK, "se": 2, "mode": "different"},
    }
    told = [drawn.words(row.tested) for row in page("q_nps", benchmarks=given).benchmarks]
    family = "3 repères sont testés ensemble, correction de Holm."
    assert told == [
        f"Cette étude est au-dessus, établi à 95 %. {family}",
        f"Cette étude est au-dessous, établi à 95 %. {family}",
        f"L’écart entre les deux n’est pas établi à 95 %. {family}",
        "Comparaison descriptive : l’erreur de ce repère n’est pas publiée.",
        "Comparaison descriptive : elle ne se teste pas.",
    ]


def test_the_questionnaire_lists_what_was_read_to_people() -> None:
    read = drawn.reader()
    assert question_line(read, drawn.addresses(read), "q_canaux").lines == ("Téléphone", "Site")
    assert question_line(read, drawn.addresses(read), "q_nps").lines == ()


def test_a_single_choice_is_crossed_answer_by_answer() -> None:
    """Three quarters of the north say yes, a quarter of the south; it has no score to test."""
    question = {"type": "single", "text": "Oui ?", "options": {"oui": "Oui", "non": "Non"}}
    rows, before = drawn.rows(), drawn.rows(160, 100)
    for each in (rows, before):
        each["q_plus"] = ["oui" if answer == "5" else "non" for answer in each["q_moments_sinistre"]]
    of = drawn.study(questions={**drawn.SECTIONS["questions"], "q_plus": question})
    released = drawn.releases(of, rows, before)
    model = page("q_plus", drawn.reader(of, released))
    assert model.columns == ("Oui", "Non", "Base")
    cells = [[cell.figure.value.size for cell in row.cells] for row in model.crosses[0].rows]
    assert cells == [[75.0, 25.0, 200.0], [25.0, 75.0, 200.0]]
    assert model.family == ""
    released["2026"] = drawn.withhold(released["2026"], ("q_plus", "region=sud"))
    last = page("q_plus", drawn.reader(of, released)).crosses[0].rows[-1]
    assert all(cell.figure.value.is_withheld for cell in last.cells)


def test_a_question_that_publishes_no_measure_offers_no_download() -> None:
    question = {"type": "open", "text": "Que voulez-vous ?", "publish": "coded_only"}
    model = page("q_plus", questions={**drawn.SECTIONS["questions"], "q_plus": question})
    assert (model.scale, model.download, model.crosses) == (None, None, ())
