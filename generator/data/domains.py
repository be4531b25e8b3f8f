"""What a column may hold, and what each text of it means. A text outside its domain is never guessed."""

import hashlib
import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from generator.data.responses import FIRST_ASIDE, NOT_ANSWERED, Floats
from generator.data.written import text_of

MISSING = "missing"
"""What ``codes:`` maps to when a code of the file means that nothing was answered."""
_WHOLE = re.compile(r"-?[0-9]+")
_WHOLE_WITH_ZEROS = re.compile(r"(-?[0-9]+)\.0+")
LARGE = 1e15
_NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?")


class Wrong(IntEnum):
    """Why a text has no meaning in its column, kept among codes until the row is told to the author."""

    CODE = -32001
    """Not one of the declared codes."""
    TEXT = -32002
    """Not a number."""
    RANGE = -32003
    """A number outside the declared range."""
    LARGE = -32005
    """A number of more than fifteen digits: sums of such numbers are not exact, and may overflow."""
    WEIGHT = -32004
    """Not a weight: absent, not a number, zero, negative, or of more than fifteen digits either way."""


Answer: TypeAlias = tuple[int, float]
"""A code (see ``Responses``, or ``Wrong``) and the number given, NaN where there is none."""

Measured: TypeAlias = tuple[npt.NDArray[np.int16], Floats]
"""The same of many values."""

_BLANK: Answer = (NOT_ANSWERED, math.nan)


@dataclass(frozen=True, slots=True)
class Coded:
    """A column of declared codes; ``recodes`` maps what this wave's file writes to one of them."""

    codes: tuple[str, ...]
    missing: tuple[str, ...]
    recodes: Mapping[str, str]

    def answers(self, texts: Iterable[str]) -> list[Answer]:
        """What each text means: exactly a code once trimmed, or ``5.0`` for 5 where codes are integers."""
        meaning, is_whole = self._meaning(), self._is_whole
        return [_looked_up(text, meaning, is_whole, (Wrong.CODE, math.nan)) for text in texts]

    @property
    def _is_whole(self) -> bool:
        return all(_WHOLE.fullmatch(code) for code in (*self.codes, *self.missing))

    def _meaning(self) -> Mapping[str, Answer]:
        known: dict[str, Answer] = {code: (index, math.nan) for index, code in enumerate(self.codes)}
        known |= {code: (FIRST_ASIDE - index, math.nan) for index, code in enumerate(self.missing)}
        ours = {MISSING: _BLANK} | known
        # A name may be shared by two columns with different codes: each takes what it knows.
        return known | {raw: ours[code] for raw, code in self.recodes.items() if code in ours}


@dataclass(frozen=True, slots=True)
class Numbered:
    """A column of numbers, with the declared codes that stand for no number."""

    missing: tuple[str, ...]
    recodes: Mapping[str, str]
    range: tuple[float, float] | None = None

    def answers(self, texts: Iterable[str]) -> list[Answer]:
        """What each text means: a declared code, else a number with a decimal point."""
        meaning = self._meaning()
        return [self._answer(text, meaning) for text in texts]

    def measured(self, numbers: Floats) -> Measured:
        """What each number means, NaN for none, as if it were written."""
        codes, given = np.zeros(numbers.size, np.int16), numbers.copy()
        low, high = self.range or (-math.inf, math.inf)
        codes[~((numbers >= low) & (numbers <= high))] = Wrong.RANGE
        codes[np.abs(numbers) >= LARGE] = Wrong.LARGE
        codes[np.isnan(numbers)] = NOT_ANSWERED
        for text, (code, number) in self._meaning().items():
            value = number_of(text)
            if value is not None and text_of(value) == text:
                given[numbers == value], codes[numbers == value] = number, code
        given[codes != 0] = math.nan
        return codes, given

    @property
    def spelled(self) -> frozenset[str]:
        """The texts that stand for something else than the number they may spell."""
        return frozenset(self._meaning())

    def _answer(self, text: str, meaning: Mapping[str, Answer]) -> Answer:
        coded = _looked_up(text, meaning, True, (Wrong.TEXT, math.nan))
        return self._measured(text.strip()) if coded[0] == Wrong.TEXT else coded

    def _measured(self, text: str) -> Answer:
        number = number_of(text)
        if number is None:
            return Wrong.TEXT, math.nan
        if abs(number) >= LARGE:
            return Wrong.LARGE, math.nan
        if self.range is not None and not self.range[0] <= number <= self.range[1]:
            return Wrong.RANGE, math.nan
        return 0, number

    def _meaning(self) -> Mapping[str, Answer]:
        known: dict[str, Answer] = {MISSING: _BLANK}
        known |= {code: (FIRST_ASIDE - index, math.nan) for index, code in enumerate(self.missing)}
        recoded = {raw: known.get(ours) or self._measured(ours) for raw, ours in self.recodes.items()}
        return {code: known[code] for code in self.missing} | recoded


@dataclass(frozen=True, slots=True)
class Weighing:
    """A column of weights: every row has one, and it counts for something."""

    def answers(self, texts: Iterable[str]) -> list[Answer]:
        """The weight that each text gives."""
        return [self._answer(number_of(text.strip())) for text in texts]

    def measured(self, numbers: Floats) -> Measured:
        """The weight that each number gives, as if it were written; NaN gives none."""
        is_weight = (numbers > 1 / LARGE) & (numbers < LARGE)
        return np.where(is_weight, 0, Wrong.WEIGHT).astype(np.int16), np.where(is_weight, numbers, math.nan)

    @property
    def spelled(self) -> frozenset[str]:
        """No text stands for a weight other than the one it spells."""
        return frozenset()

    def _answer(self, weight: float | None) -> Answer:
        return (0, weight) if weight is not None and is_amount(weight) else (Wrong.WEIGHT, math.nan)


@dataclass(frozen=True, slots=True)
class Marking:
    """A column of names (strata, clusters, persons): each becomes a mark, from which it cannot be read.

    The same name gives the same mark in every wave; a blank names nobody and stays unanswered.
    """

    def answers(self, texts: Iterable[str]) -> list[Answer]:
        """The mark of each text."""
        return [self._answer(text.strip()) for text in texts]

    def measured(self, numbers: Floats) -> Measured:
        """The mark of each number, as if it were written; NaN has none."""
        distinct, places = np.unique(numbers, return_inverse=True)
        found = [_BLANK if math.isnan(number) else self._answer(text_of(number)) for number in distinct]
        codes = np.array([code for code, _ in found], np.int16)
        return codes[places], np.array([mark for _, mark in found], np.float64)[places]

    @property
    def spelled(self) -> frozenset[str]:
        """No text stands for another name than its own."""
        return frozenset()

    def _answer(self, text: str) -> Answer:
        if not text:
            return _BLANK
        number = number_of(text)
        written = text if number is None else text_of(number)
        # 52 bits: a whole number that a float holds exactly, and no two of a million names alike.
        return 0, float(int.from_bytes(hashlib.sha256(written.encode()).digest()[:7], "big") >> 4)


Measuring: TypeAlias = Numbered | Weighing | Marking
"""Columns whose every value is a number, or becomes one."""
Domain: TypeAlias = Coded | Measuring


def number_of(text: str) -> float | None:
    """The finite number that a text writes with a decimal point; None for any other text."""
    if not _NUMBER.fullmatch(text):
        return None
    number = float(text)
    return number if math.isfinite(number) else None


def is_amount(number: float | None) -> bool:
    """Whether a number may weigh: above zero, and of fifteen digits at most on either side of the point."""
    return number is not None and 1 / LARGE < number < LARGE


def _looked_up(text: str, meaning: Mapping[str, Answer], is_whole: bool, otherwise: Answer) -> Answer:
    exact = text.strip()
    if not exact:
        return _BLANK
    if exact in meaning:
        return meaning[exact]
    whole = _WHOLE_WITH_ZEROS.fullmatch(exact) if is_whole else None
    return meaning.get(whole[1], otherwise) if whole else otherwise
