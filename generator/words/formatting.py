"""The only way to print a number or a date, and the typography of each language.

French follows the Imprimerie nationale: a narrow no-break space (U+202F) before ``; ! ? %`` and
between thousands, a no-break space (U+00A0) before ``:`` and inside guillemets; a quotation inside
another takes “ ” without spaces. English puts no space.
"""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from functools import lru_cache

from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal, get_currency_symbol

from generator.words.catalogue import say
from generator.words.language import Lang

NARROW = "\u202f"
NO_BREAK = "\u00a0"
MINUS = "\u2212"


@dataclass(frozen=True, slots=True)
class Formatter:
    """Prints numbers, intervals and dates in one language.

    Shares are fractions (0.581); NPS and all differences are in points (-100 to 100). Values are
    rounded half to even, as decimals: 0.575 is a half at two decimals, although its float is not.

    Raises:
        ValueError: a number that is not finite. What cannot be computed has words, never a number.
    """

    lang: Lang

    def number(self, value: float, decimals: int = 0) -> str:
        """A plain number: ``1 842`` or ``3,9``."""
        return self._printed(_rounded(value, decimals))

    def signed(self, value: float, decimals: int = 0) -> str:
        """A number that always shows its sign, unless it prints as zero: ``+23``, ``−4,9``, ``0``."""
        rounded = _rounded(value, decimals)
        return f"{'+' if rounded > 0 else ''}{self._printed(rounded)}"

    def _printed(self, rounded: Decimal) -> str:
        text = _unsigned(abs(rounded), _pattern(rounded), self.lang)
        return f"{MINUS if rounded < 0 else ''}{text}"

    def percent(self, share: float, decimals: int = 1) -> str:
        """A share as a percentage: ``58,1 %`` in French, ``58.1%`` in English."""
        rounded = _rounded(share, decimals + 2).scaleb(2)
        return f"{self._printed(rounded)}{self.percent_sign}"

    @property
    def percent_sign(self) -> str:
        """The per cent sign with the space that goes before it."""
        return f"{NARROW}%" if self.lang is Lang.FR else "%"

    def points(self, points: float, decimals: int = 1) -> str:
        """A signed difference in points: ``−4,9 points``; a difference of shares is never a ``%``."""
        return self._with_points(self.signed(points, decimals), _rounded(points, decimals))

    def _with_points(self, text: str, rounded: Decimal) -> str:
        return f"{text}{NO_BREAK}{say(self.lang, 'numbers.points', count=abs(rounded))}"

    def difference(self, points: float, decimals: int = 1) -> str:
        """A difference told in words: ``4,9 points de moins`` (zero: ``aucun écart``)."""
        rounded = _rounded(points, decimals)
        if not rounded:
            return say(self.lang, "numbers.no_difference")
        side = "less" if rounded < 0 else "more"
        amount = self._with_points(self._printed(abs(rounded)), rounded)
        return say(self.lang, f"numbers.{side}", amount=amount)

    def money(self, amount: float, currency: str) -> str:
        """A whole amount with its currency: ``440 000 €`` in French, ``€440,000`` in English."""
        symbol = get_currency_symbol(currency, locale=self.lang.value)
        number = self._printed(_rounded(amount, 0))
        if self.lang is Lang.FR:
            return f"{number}{NO_BREAK}{symbol}"
        return f"{symbol}{NO_BREAK if len(symbol) > 1 else ''}{number}"

    def interval(self, low: str, high: str) -> str:
        """Two printed bounds in words: ``de 55,9 % à 60,3 %``."""
        return say(self.lang, "numbers.interval", low=low, high=high)

    def day(self, day: date) -> str:
        """``2 mars 2026``, ``1er juillet 2026``, ``2 March 2026``."""
        if self.lang is Lang.FR:
            number = "1er" if day.day == 1 else str(day.day)
            return f"{number}{NO_BREAK}{_month(day, self.lang)}"
        return f"{day.day}{NO_BREAK}{_month(day, self.lang)}"

    def days(self, first: date, last: date) -> str:
        """A range of days, with what is common said once: ``2 au 22 mars 2026``."""
        if first == last:
            return self.day(first)
        if (first.year, first.month) == (last.year, last.month):
            start = "1er" if self.lang is Lang.FR and first.day == 1 else str(first.day)
        elif first.year == last.year:
            start = self.day(first).rsplit(" ", 1)[0]
        else:
            start = self.day(first)
        return say(self.lang, "numbers.days", first=start, last=self.day(last))

    def month(self, day: date) -> str:
        """``mars 2026``."""
        return format_skeleton("yMMMM", day, locale=self.lang.value)


def _rounded(value: float, decimals: int) -> Decimal:
    """The number that will be printed: its sign, its plural and its zero are decided on this one."""
    if not math.isfinite(value):
        raise ValueError(f"not a number to print: {value}")
    # Through the shortest text that names the float: 0.285 is meant, not 0.28499999999999998.
    return Decimal(str(float(value))).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_EVEN)


@lru_cache(maxsize=1024)
def _month(day: date, lang: Lang) -> str:
    """``mars 2026``, read in a pattern that costs more than all the rest of the sentence."""
    return format_date(day, "MMMM y", locale=lang.value)


@lru_cache(maxsize=4096)
def _unsigned(value: Decimal, pattern: str, lang: Lang) -> str:
    """A site prints the same few hundred numbers thousands of times."""
    text = format_decimal(value, pattern, locale=lang.value)
    return text.replace(NO_BREAK, NARROW) if lang is Lang.FR else text


def _pattern(rounded: Decimal) -> str:
    decimals = -int(rounded.as_tuple().exponent)
    return "#,##0" + ("." + "0" * decimals if decimals > 0 else "")


def _thousands(number: re.Match[str]) -> str:
    return re.sub(r"[ \u00a0]", NARROW, number[0])


# In this order: what stands next to a guillemet has its space from the mark that follows.
_FRENCH: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"«[ \u00a0\u202f]*"), "«" + NO_BREAK),
    (re.compile(r"(?<=\S)[ \u00a0\u202f]*»"), NO_BREAK + "»"),
    # Not before « != »: that is a claim, not a sentence.
    (re.compile(r"(?<=\S)[ \u00a0\u202f]+(?=[;!?%])(?!!=)"), NARROW),
    (re.compile(r"(?<=\S)[ \u00a0\u202f]+:(?=\s|$)"), NO_BREAK + ":"),
    # A year before a number is not its thousands: « en 2026 100 personnes ».
    (re.compile(r"(?<![\d,.])\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)"), _thousands),
    (re.compile(r"(?<=\w)'(?=[\w«])"), "\u2019"),
)
_ENGLISH: tuple[tuple[re.Pattern[str], str], ...] = ((re.compile(r"(?<=\w)'(?=\w)"), "\u2019"),)


def _nested(text: str) -> str:
    """Guillemets within guillemets as “ ”; a text whose guillemets do not pair is left as it is."""
    depth, set_ = 0, []
    for mark in text:
        depth += mark == "«"
        set_.append(_INNER.get(mark, mark) if depth > 1 else mark)
        depth -= mark == "»"
        if depth < 0:
            return text
    return re.sub("(?<=“)[ \u00a0\u202f]+|[ \u00a0\u202f]+(?=”)", "", "".join(set_)) if depth == 0 else text


_INNER = {"«": "“", "»": "”"}


@lru_cache(maxsize=16_384)
def typeset(lang: Lang, text: str) -> str:
    """A text as the language's typography wants it, from what people type on a keyboard.

    Only spaces, apostrophes and nested quotation marks change: the function is idempotent and never
    alters a word.
    """
    if lang is Lang.FR:
        text = _nested(text)
    for pattern, replacement in _FRENCH if lang is Lang.FR else _ENGLISH:
        text = pattern.sub(replacement, text)
    return text
