"""Distributions, as each kind of question is drawn."""

from typing import Any

import pytest

from generator.pages.models.scale import scale_of
from generator.pages.reader import Reader
from tests.rooms.pages import drawn


def read(question: dict[str, Any] | None = None, answers: list[str] | None = None) -> Reader:
    """The barometer with one question more, ``q_plus``, that has these answers."""
    rows, before = drawn.rows(), drawn.rows(160, 100)
    questions = drawn.SECTIONS["questions"]
    if question is not None:
        rows["q_plus"] = before["q_plus"] = answers
        questions = {**questions, "q_plus": question}
    of = drawn.study(questions=questions)
    return drawn.reader(of, drawn.releases(of, rows, before))


def test_a_scale_is_one_stacked_row_that_does_not_repeat_its_question() -> None:
    scale = scale_of(read(), "q_note")
    assert scale is not None
    assert [row.label for row in scale.stacks] == ["Ensemble"]
    assert [bar.share.size for bar in scale.stacks[0].bars] == [0.0, 25.0, 0.0, 75.0, 0.0]
    assert [bar.step for bar in scale.key] == [1, 2, 3, 4, 5]
    assert scale.bars == ()


def test_a_grid_goes_from_the_highest_total_to_the_lowest() -> None:
    scale = scale_of(read(), "q_moments")
    assert scale is not None
    assert [(row.label, row.total.value.size) for row in scale.rows] == [
        ("Joindre un conseiller", 80.0),
        ("Faire traiter un sinistre", 50.0),
    ]
    assert scale.total_label == "favorables"


def test_an_nps_is_three_parts_and_its_table_every_answer() -> None:
    scale = scale_of(read(), "q_nps")
    assert scale is not None
    assert [(bar.label, bar.share.size) for bar in scale.key] == [
        ("Détracteurs (0 à 6)", 50.0),
        ("Passifs (7 et 8)", 0.0),
        ("Promoteurs (9 et 10)", 50.0),
    ]
    assert len(scale.key[0].share.numbers) == 7
    assert scale.columns == tuple(map(str, range(11)))


def test_several_answers_are_bars_of_those_who_chose_them() -> None:
    scale = scale_of(read(), "q_canaux")
    assert scale is not None
    assert [(bar.label, bar.share.size) for bar in scale.bars] == [("Site", 50.0), ("Téléphone", 25.0)]
    assert (scale.stacks, scale.columns) == ((), ())


def test_a_ranking_is_bars_of_first_choices_and_a_table_of_ranks() -> None:
    scale = scale_of(read(), "q_attentes")
    assert scale is not None
    assert [(bar.label, bar.share.size) for bar in scale.bars] == [
        ("Aller plus vite", 50.0),
        ("Une application", 50.0),
        ("Payer moins", 0.0),
    ]
    assert scale.columns == ("Rang 1", "Rang 2", "Non classé")
    assert [bar.share.size for bar in scale.rows[0].bars] == [50.0, 50.0, 0.0]


def test_a_single_choice_is_bars_from_the_most_given_answer() -> None:
    question = {"type": "single", "text": "Oui ?", "options": {"oui": "Oui", "non": "Non"}}
    scale = scale_of(read(question, ["non", "non", "non", "oui"] * 100), "q_plus")
    assert scale is not None
    assert [(bar.label, bar.share.size) for bar in scale.bars] == [("Non", 75.0), ("Oui", 25.0)]
    assert scale.total_label == ""


def test_an_effort_scale_keeps_its_order() -> None:
    question = {"type": "ces", "text": "Facile ?", "points": 7, "easy": "high"}
    scale = scale_of(read(question, ["7", "1"] * 200), "q_plus")
    assert scale is not None
    assert [bar.label for bar in scale.bars] == list("1234567")
    assert [bar.share.size for bar in scale.bars] == [50.0, 0, 0, 0, 0, 0, 50.0]


def test_what_stands_outside_the_base_is_told() -> None:
    of = drawn.study()
    released = drawn.releases(of)
    released["2026"] = drawn.aside(released["2026"], "q_note", {"9": None})
    scale = scale_of(drawn.reader(of, released), "q_note")
    assert scale is not None
    assert drawn.words(scale.aside) == "Hors base : « Non concerné » moins de 5 %."


@pytest.mark.parametrize("question", ["q_note", "q_nps"])
def test_a_question_withheld_entirely_has_no_distribution(question: str) -> None:
    of = drawn.study()
    released = drawn.releases(of)
    released["2026"] = drawn.withhold(released["2026"], (question, "all"))
    assert scale_of(drawn.reader(of, released), question) is None


def test_one_line_withheld_stays_in_its_grid_without_a_number() -> None:
    of = drawn.study()
    released = drawn.releases(of)
    released["2026"] = drawn.withhold(released["2026"], ("q_moments.sinistre", "all"))
    scale = scale_of(drawn.reader(of, released), "q_moments")
    assert scale is not None
    assert [row.label for row in scale.rows] == ["Joindre un conseiller"]


def test_whole_percentages_on_the_marks_sum_to_a_hundred_too() -> None:
    """33.4, 33.3 and 33.3 would each be written 33."""
    thirds = drawn.rows(each=150)
    thirds["q_note"] = ["1", "2", "3"] * 100
    of = drawn.study()
    scale = scale_of(drawn.reader(of, drawn.releases(of, thirds)), "q_note")
    assert scale is not None
    assert [bar.short for bar in scale.stacks[0].bars] == ["34", "33", "33", "0", "0"]
