"""What a text means in its column, and what is never guessed."""

import math

import pytest

from generator.data.domains import Coded, Numbered, Weighing, Wrong, number_of

POINTS = Coded(("1", "2", "5"), ("9", "98"), {})


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1", 0),
        ("5", 2),
        (" 5 ", 2),
        ("5.0", 2),
        ("5.000", 2),
        ("9", -2),
        ("98", -3),
        ("98.0", -3),
        ("", -1),
        ("   ", -1),
        ("05", Wrong.CODE),
        ("5.5", Wrong.CODE),
        ("5,0", Wrong.CODE),
        ("5.", Wrong.CODE),
        ("+5", Wrong.CODE),
        ("NA", Wrong.CODE),
        ("None", Wrong.CODE),
        ("٥", Wrong.CODE),
    ],
)
def test_codes_are_exact_or_whole_numbers_with_zeros(text: str, code: int) -> None:
    assert POINTS.answers([text])[0][0] == code


def test_real_codes_that_look_like_nothing() -> None:
    domain = Coded(("None", "NA", "null", "nan", "0123", "1"), (), {})
    texts = ["None", "NA", "null", "nan", "0123", "1", "NONE", "123", "1.0"]
    assert [code for code, _ in domain.answers(texts)] == [0, 1, 2, 3, 4, 5, *[Wrong.CODE] * 3]


def test_codes_are_not_folded() -> None:
    domain = Coded(("nord", "sud"), (), {})
    assert [code for code, _ in domain.answers(["Nord", "nord", "nоrd"])] == [Wrong.CODE, 0, Wrong.CODE]


def test_what_a_file_writes_is_mapped_once() -> None:
    swapped = Coded(("1", "2"), ("9",), {"1": "2", "2": "1", "11": "missing", "Blank": "9", "x": "unknown"})
    texts = ["1", "2", "11", "11.0", "Blank", "9", "x"]
    assert [code for code, _ in swapped.answers(texts)] == [1, 0, -1, -1, -2, -2, Wrong.CODE]


def test_numbers() -> None:
    days = Numbered(("999",), {"365+": "365", "n/a": "missing", "jamais": "999"}, (0, 365))
    told = days.answers(
        ["3", "2.5", "999", "999.0", "365+", "n/a", "jamais", "", "366", "-1", "abc", "3,5", "inf", "-1e15"]
    )
    assert [code for code, _ in told] == [
        0, 0, -2, -2, 0, -1, -2, -1, Wrong.RANGE, Wrong.RANGE, Wrong.TEXT, Wrong.TEXT, Wrong.TEXT,
        Wrong.LARGE,
    ]  # fmt: skip
    assert [number for _, number in told[:5]] == pytest.approx([3, 2.5, math.nan, math.nan, 365], nan_ok=True)


@pytest.mark.parametrize("text", ["", "0", "-1", "nan", "inf", "1e999", "1e15", "1e-15", "abc", "1,5"])
def test_a_weight_is_a_number_above_zero(text: str) -> None:
    assert Weighing().answers([text])[0][0] == Wrong.WEIGHT


def test_weights_that_count() -> None:
    assert Weighing().answers(["1", " .5 ", "2e1"]) == [(0, 1.0), (0, 0.5), (0, 20.0)]
    assert Weighing().answers(["1e-9", "1e9"]) == [(0, 1e-9), (0, 1e9)]


@pytest.mark.parametrize("text", ["", "1 000", "0x10", "1_000", "١", "infinity", "1e999"])
def test_what_python_would_take_for_a_number_and_people_would_not(text: str) -> None:
    assert number_of(text) is None
