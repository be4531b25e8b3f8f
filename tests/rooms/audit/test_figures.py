"""What a reader sees of a number, and what may stand under the ids of a mark."""

import pytest

from generator.audit.figures import is_told, printed


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("58,1\u202f%", [{58.1}]),
        ("58.1%", [{58.1}]),
        ("1\u202f644 réponses", [{1644}]),
        ("1,644 answers", [{1.644, 1644}]),
        ("1,234,567", [{1234567}]),
        ("de +8 à −16", [{8}, {16}]),
        ("deux sur trois", []),
        ("12.", [{12}]),
    ],
)
def test_numbers_are_read_in_both_languages(text: str, read: list[set[float]]) -> None:
    assert [{one.value for one in ways} for ways in printed(text)] == read


TOLD = {
    "a share as a percentage": ("58,1 %", [0.581]),
    "a share in whole per cent": ("58 %", [0.581]),
    "rounded for a total of 100 %": ("33", [0.336]),
    "points": ("12", [12.0]),
    "a fall, told by its word": ("10,8 points de moins", [-0.108]),
    "what a share leaves": ("34,5 %", [0.655]),
    "promoters": ("34,0 %", [0.14, 0.2]),
    "a difference": ("8,1 points", [0.58, 0.661]),
    "an amount to two digits": ("390 000 €", [0.14, 0.2]),
    "an opportunity": ("11,6", [0.82, 0.48]),
    "an opportunity that is all importance": ("4,2", [0.42, 0.47]),
}
NOT_TOLD = {
    "another share": ("58,3 %", [0.581]),
    "more digits than the index has": ("58,14 %", [0.581]),
    "another count": ("413", [412.0]),
    "a count less one": ("412", [413.0]),
    "a share times a size": ("52 000", [0.26]),
    "an amount in full": ("391 250 €", [0.14, 0.2]),
    "a difference with what is elsewhere": ("8,1 points", [0.58]),
    "an opportunity the other way round": ("11,6", [0.48, 0.82]),
    "an opportunity of three": ("11,6", [0.82, 0.48, 0.31]),
}


@pytest.mark.parametrize(("text", "values"), TOLD.values(), ids=TOLD)
def test_a_value_and_what_follows_from_it(text: str, values: list[float]) -> None:
    assert all(is_told(ways, values) for ways in printed(text))


@pytest.mark.parametrize(("text", "values"), NOT_TOLD.values(), ids=NOT_TOLD)
def test_what_does_not_follow(text: str, values: list[float]) -> None:
    assert not all(is_told(ways, values) for ways in printed(text))
