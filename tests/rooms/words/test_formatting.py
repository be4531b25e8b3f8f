"""Numbers, dates and typography, as each language prints them."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.words import Formatter, Lang, typeset

FR, EN = Formatter(Lang.FR), Formatter(Lang.EN)
NARROW, NO_BREAK, MINUS = "\u202f", "\u00a0", "\u2212"
FINITE = st.floats(min_value=-1e12, max_value=1e12)


def shown(text: str) -> str:
    """The text with its special spaces visible: ``_`` narrow, ``~`` no-break."""
    return text.replace(NARROW, "_").replace(NO_BREAK, "~").replace(MINUS, "−")


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        (FR.number(1842), "1_842"),
        (FR.number(1234567.891, 2), "1_234_567,89"),
        (EN.number(1234567.891, 2), "1,234,567.89"),
        (FR.number(12345.0), "12_345"),
        (FR.number(-0.04, 1), "0,0"),
        (FR.number(-3.96, 1), "−4,0"),
        (FR.number(0.5), "0"),
        (FR.number(1.5), "2"),
        (FR.signed(23), "+23"),
        (FR.signed(-4.9, 1), "−4,9"),
        (FR.signed(-0.04, 1), "0,0"),
        (FR.signed(0.04, 1), "0,0"),
        (EN.signed(-1234.5, 1), "−1,234.5"),
        (FR.percent(0.581), "58,1_%"),
        (EN.percent(0.581), "58.1%"),
        (FR.percent(0.575, 0), "58_%"),  # half to even on 57.5, although 0.575 * 100 is 57.49999…
        (FR.percent(0.285, 0), "28_%"),
        (FR.percent(1, 0), "100_%"),
        (FR.percent(0), "0,0_%"),
    ],
)
def test_numbers(printed: str, expected: str) -> None:
    assert shown(printed) == expected


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        (FR.points(1.5), "+1,5~point"),
        (FR.points(1.96), "+2,0~points"),  # the plural of what is printed, not of what was computed
        (FR.points(-1.94), "−1,9~point"),
        (FR.points(0), "0,0~point"),
        (FR.points(-5, 0), "−5~points"),
        (EN.points(1, 0), "+1~point"),
        (EN.points(1), "+1.0~points"),
        (EN.points(0.6, 0), "+1~point"),
        (FR.difference(-4.9), "4,9~points de moins"),
        (FR.difference(1.2), "1,2~point de plus"),
        (FR.difference(-0.04), "aucun écart"),
        (EN.difference(-4.9), "4.9~points less"),
        (FR.interval(FR.percent(0.559), FR.percent(0.603)), "de 55,9_% à 60,3_%"),
    ],
)
def test_differences_and_intervals(printed: str, expected: str) -> None:
    assert shown(printed) == expected


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        (FR.day(date(2026, 7, 1)), "1er~juillet 2026"),
        (FR.day(date(2026, 3, 2)), "2~mars 2026"),
        (EN.day(date(2026, 7, 1)), "1~July 2026"),
        (FR.days(date(2026, 3, 2), date(2026, 3, 22)), "2 au 22~mars 2026"),
        (FR.days(date(2026, 3, 1), date(2026, 3, 22)), "1er au 22~mars 2026"),
        (FR.days(date(2026, 7, 1), date(2026, 8, 1)), "1er~juillet au 1er~août 2026"),
        (EN.days(date(2026, 12, 30), date(2027, 1, 2)), "30~December 2026 to 2~January 2027"),
        (FR.days(date(2026, 3, 2), date(2026, 3, 2)), "2~mars 2026"),
        (FR.month(date(2026, 3, 2)), "mars 2026"),
        (EN.month(date(2026, 3, 2)), "March 2026"),
    ],
)
def test_dates(printed: str, expected: str) -> None:
    assert shown(printed) == expected


@pytest.mark.parametrize(
    ("lang", "currency", "expected"),
    [(Lang.FR, "EUR", "440_000~€"), (Lang.EN, "EUR", "€440,000"), (Lang.EN, "CHF", "CHF~440,000")],
)
def test_money(lang: Lang, currency: str, expected: str) -> None:
    assert shown(Formatter(lang).money(440_000, currency)) == expected


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_what_is_no_number_is_not_printed(value: float) -> None:
    for show in (FR.number, FR.signed, FR.percent, FR.points, FR.difference):
        with pytest.raises(ValueError, match="not a number to print"):
            show(value)


@given(FINITE, st.integers(0, 3), st.sampled_from(Lang))
def test_what_is_printed_reads_back_as_what_was_rounded(value: float, decimals: int, lang: Lang) -> None:
    text = Formatter(lang).number(value, decimals).replace(MINUS, "-")
    text = text.replace(NARROW, "").replace(",", ".") if lang is Lang.FR else text.replace(",", "")
    # In decimals: half a last digit is exact there, and is not in floats.
    assert abs(Decimal(text) - Decimal(str(value))) <= Decimal(5).scaleb(-decimals - 1)
    assert not text.startswith("-") or float(text) != 0


@pytest.mark.parametrize(
    ("lang", "typed", "expected"),
    [
        (Lang.FR, "Quoi ? « Oui » : 58 % !", "Quoi_? «~Oui~»~: 58_%_!"),
        (Lang.FR, "1 842 personnes, 212 000 contrats", "1_842 personnes, 212_000 contrats"),
        (Lang.FR, "1 234 567", "1_234_567"),
        (Lang.FR, "en 2026 100 personnes", "en 2026 100 personnes"),
        (Lang.FR, "l'an d'« ici »", "l’an d’«~ici~»"),
        (Lang.FR, "sat != 3", "sat != 3"),
        (Lang.FR, "cx-barometre:2026", "cx-barometre:2026"),
        (Lang.FR, "«x» ; «y»", "«~x~»_; «~y~»"),
        (Lang.FR, "« Dites « rien » plutôt »", "«~Dites “rien” plutôt~»"),
        (Lang.FR, "« a « b « c » » »", "«~a “b “c””~»"),
        (Lang.FR, "« a « b »", "«~a «~b~»"),
        (Lang.FR, "» a « b", "» a «~b"),
        (Lang.EN, "Why? It's 58%", "Why? It’s 58%"),
    ],
)
def test_typography(lang: Lang, typed: str, expected: str) -> None:
    assert shown(typeset(lang, typed)) == expected


typed_texts = st.lists(
    st.sampled_from([" ", NARROW, NO_BREAK, *"«»:;!?%'=", "a", "12", "345", "\n", ","]), max_size=14
).map("".join)


@given(st.text() | typed_texts, st.sampled_from(Lang))
def test_typography_is_idempotent_and_changes_no_word(text: str, lang: Lang) -> None:
    once = typeset(lang, text)
    assert typeset(lang, once) == once
    assert bare(once) == bare(text)


def bare(text: str) -> str:
    typed = text.replace("\u2019", "'").replace("“", "«").replace("”", "»")
    return "".join(typed.split())
