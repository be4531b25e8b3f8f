"""One column, gathered batch by batch as codes and numbers; of its texts nothing is kept.

A file gives a column as text, as whole numbers or as real ones. Whole numbers of a column of codes are
looked up in a table, texts once per distinct text, and numbers that are numbers are never made text.
"""

import re
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from generator.data.domains import Coded, Marking, Measuring, Numbered, Weighing, Wrong
from generator.data.responses import NOT_ANSWERED, Codes, Floats
from generator.data.wanted import Want
from generator.data.written import text_of

Blanks: TypeAlias = npt.NDArray[np.int8]

_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_PHONE = re.compile(r"(\+|00?)[1-9]([ .\-]?[0-9]){7,13}")
_PLAIN = r"^(0|-?[1-9][0-9]{0,14})(\.[0-9]{1,18})?$"
"""Numbers as files mostly write them; any other spelling is looked at one by one."""
_MANY = 1000
"""Distinct texts from which reading numbers all at once pays."""
_SOME = 1 << 12
"""Rows in which numbers not met yet are looked for at once."""
_BYTE, _TWO_BYTES = 1 << 8, 1 << 16


@dataclass(frozen=True, eq=False)
class Column:
    """One column read: a code per respondent (see ``Responses``), and numbers where it holds some."""

    want: Want
    is_segment: bool
    codes: Codes
    numbers: Floats
    """NaN where no number was given; empty for a column of codes."""
    wrong: dict[Wrong, int]
    """The first row where each thing is wrong; such rows are coded as not answered."""
    distinct: int
    """Distinct values, summed over batches; not counted for weights."""
    is_contact: bool
    """For a segment, whether a text looks like an e-mail address or a telephone number."""


@dataclass(eq=False)
class _Gathered:
    """What the batches gave so far."""

    want: Want
    is_segment: bool
    codes: list[Codes] = field(default_factory=list)
    numbers: list[Floats] = field(default_factory=list)
    wrong: dict[Wrong, int] = field(default_factory=dict)
    rows: int = 0
    distinct: int = 0
    is_contact: bool = False

    def column(self) -> Column:
        codes = np.concatenate(self.codes) if self.codes else np.zeros(0, np.int8)
        numbers = np.concatenate([np.zeros(0), *self.numbers])
        return Column(self.want, self.is_segment, codes, numbers, self.wrong, self.distinct, self.is_contact)

    def tell(self, wrong: Wrong, rows: npt.NDArray[np.bool_]) -> None:
        if wrong not in self.wrong and rows.any():
            self.wrong[wrong] = self.rows + int(rows.argmax())

    def look_at(self, words: list[str]) -> None:
        self.distinct += sum(1 for word in words if word)
        self.is_contact |= self.is_segment and any(map(_is_contact, words))


def _is_contact(text: str) -> bool:
    exact = text.strip()
    return bool(_MAIL.fullmatch(exact) or _PHONE.fullmatch(exact))


class CodesBuilder:
    """Gathers a column of declared codes, in one byte each where they fit: they nearly always do."""

    def __init__(self, want: Want, domain: Coded, is_segment: bool) -> None:
        self.want = want
        self._domain = domain
        self._gathered = _Gathered(want, is_segment)
        is_small = len(domain.codes) < _BYTE // 2 and len(domain.missing) < _BYTE // 2 - 4
        self._dtype: type[np.signedinteger] = np.int8 if is_small else np.int16
        self._unseen = -(1 << 7) if is_small else -(1 << 15)
        self._wrong = self._unseen + 1
        self._table, self._numbers = np.full(0, self._unseen, self._dtype), np.arange(0)

    def add(self, array: pa.Array) -> None:
        """Take the next rows."""
        whole = _whole(array)
        codes = self._of_texts(array) if whole is None else self._of_whole(whole, _blanks(array))
        if codes.min(initial=0) == self._wrong:
            is_wrong = codes == self._wrong
            self._gathered.tell(Wrong.CODE, is_wrong)
            codes[is_wrong] = NOT_ANSWERED
        self._gathered.codes.append(codes)
        self._gathered.rows += len(array)

    def column(self) -> Column:
        """What was gathered."""
        return self._gathered.column()

    def _of_texts(self, array: pa.Array) -> Codes:
        words, places = _encoded(array)
        self._gathered.look_at(words)
        return _taken(self._meaning(words), places)

    def _of_whole(self, whole: npt.NDArray[np.integer], blanks: Blanks | None) -> Codes:
        self._cover(whole)
        places = _places(whole, int(self._numbers[0]))
        codes = self._looked_up(places, blanks)
        while codes.min(initial=0) == self._unseen:
            # A few rows hold nearly all the numbers of a column: looking at each takes longer than reading.
            first = int((codes == self._unseen).argmax())
            some = slice(first, first + _SOME)
            self._learn(np.flatnonzero(np.bincount(places[some][codes[some] == self._unseen])))
            codes = self._looked_up(places, blanks)
        return codes

    def _learn(self, places: npt.NDArray[np.integer]) -> None:
        words = [str(number) for number in self._numbers[places].tolist()]
        self._gathered.look_at(words)
        self._table[places] = self._meaning(words)

    def _looked_up(self, places: npt.NDArray[np.integer], blanks: Blanks | None) -> Codes:
        codes = _taken(self._table, places)
        if blanks is not None:
            codes |= blanks
        return codes

    def _cover(self, whole: npt.NDArray[np.integer]) -> None:
        """Make the table hold these numbers: all of a byte's once and for all, others as they come."""
        if whole.dtype.itemsize == 1:
            # The bytes themselves are the places: those of a signed number wrap around.
            numbers = np.arange(_BYTE, dtype=np.uint8).view(whole.dtype)
        else:
            lowest = int(whole.min(initial=0))
            numbers = np.arange(lowest, lowest + _TWO_BYTES)
        if not np.array_equal(numbers, self._numbers):
            self._table, self._numbers = np.full(numbers.size, self._unseen, self._dtype), numbers

    def _meaning(self, words: list[str]) -> Codes:
        answers = np.array([code for code, _ in self._domain.answers(words)], np.int32)
        return np.where(answers <= max(Wrong), self._wrong, answers).astype(self._dtype)


class NumbersBuilder:
    """Gathers a column of numbers or of weights."""

    def __init__(self, want: Want, domain: Measuring, is_segment: bool) -> None:
        self.want = want
        self._domain = domain
        self._gathered = _Gathered(want, is_segment)

    def add(self, array: pa.Array) -> None:
        """Take the next rows."""
        if pa.types.is_floating(array.type) or pa.types.is_integer(array.type):
            values = _real(array.cast(pa.float64()))
            codes, numbers = self._domain.measured(values)
            if self._gathered.is_segment:
                self._gathered.distinct += pc.count_distinct(array).as_py()
        else:
            codes, numbers = self._of_texts(array)
        for wrong in Wrong:
            if codes.size and codes.min() <= max(Wrong):
                self._gathered.tell(wrong, codes == wrong)
        codes[codes <= max(Wrong)] = NOT_ANSWERED
        self._gathered.codes.append(codes.astype(np.int8))
        self._gathered.numbers.append(numbers)
        self._gathered.rows += len(array)

    def column(self) -> Column:
        """What was gathered."""
        return self._gathered.column()

    def _of_texts(self, array: pa.Array) -> tuple[npt.NDArray[np.int16], Floats]:
        words, places = _encoded(array)
        self._gathered.look_at(words if self._gathered.is_segment else [])
        codes, numbers = (_separately if len(words) < _MANY else _together)(self._domain, words)
        return codes[places], numbers[places]


Builder: TypeAlias = CodesBuilder | NumbersBuilder


def builder_of(want: Want, is_segment: bool) -> Builder:
    """What gathers a column of this kind."""
    match want.domain:
        case Coded() as domain:
            return CodesBuilder(want, domain, is_segment)
        case Numbered() | Weighing() | Marking() as domain:
            return NumbersBuilder(want, domain, is_segment)


def _separately(domain: Measuring, words: list[str]) -> tuple[npt.NDArray[np.int16], Floats]:
    answers = domain.answers(words)
    codes = np.array([code for code, _ in answers], np.int16)
    return codes, np.array([number for _, number in answers], np.float64)


def _together(domain: Measuring, texts: list[str]) -> tuple[npt.NDArray[np.int16], Floats]:
    """The same, all plainly written numbers at once; the codes of the spec are looked up as texts."""
    words, codes, numbers = pa.array(texts, pa.string()), np.zeros(len(texts), np.int16), np.zeros(len(texts))
    is_plain = pc.match_substring_regex(words, _PLAIN)
    is_plain = pc.and_not(is_plain, pc.is_in(words, pa.array(list(domain.spelled), pa.string())))
    plain, other = (_stored(pc.indices_nonzero(some), "uint64") for some in (is_plain, pc.invert(is_plain)))
    codes[plain], numbers[plain] = domain.measured(_real(words.filter(is_plain).cast(pa.float64())))
    codes[other], numbers[other] = _separately(domain, [texts[place] for place in other])
    return codes, numbers


def _whole(array: pa.Array) -> npt.NDArray[np.integer] | None:
    """The whole numbers of a column, anything for null; None where some are not, or lie too far apart."""
    if pa.types.is_floating(array.type):
        return _as_whole(_stored(array, "float64"), _blanks(array))
    if not pa.types.is_integer(array.type):
        return None
    size = array.type.bit_width // 8
    values: npt.NDArray[np.integer] = _stored(array, str(array.type))
    if size == 1 or int(values.max(initial=0)) - int(values.min(initial=0)) < _TWO_BYTES:
        return values
    return None


def _as_whole(values: Floats, blanks: Blanks | None) -> npt.NDArray[np.integer] | None:
    given = values if blanks is None else np.where(blanks == 0, values, 0.0)
    if not (np.abs(given) <= np.iinfo(np.int16).max).all():
        return None
    whole = given.astype(np.int16)
    return whole if (whole == given).all() else None


def _real(array: pa.Array) -> Floats:
    """The numbers of a column, NaN for null."""
    values: Floats = _stored(array, "float64")
    blanks = _blanks(array)
    return values if blanks is None else np.where(blanks == 0, values, np.nan)


def _stored(array: pa.Array, kind: str) -> npt.NDArray[Any]:
    """What Arrow keeps, read where it lies, anything for null: its own conversion would load pandas."""
    values = np.frombuffer(array.buffers()[1] or b"", kind)
    return values[array.offset : array.offset + len(array)]


def _blanks(array: pa.Array) -> Blanks | None:
    """``NOT_ANSWERED``, all of whose bits are set, for null and 0 for the others; None without nulls."""
    if not array.null_count:
        return None
    bits = np.frombuffer(array.buffers()[0], np.uint8)
    given = np.unpackbits(bits, count=array.offset + len(array), bitorder="little")[array.offset :]
    return given.view(np.int8) - np.int8(1)


def _encoded(array: pa.Array) -> tuple[list[str], npt.NDArray[np.integer]]:
    """Distinct texts, and the place of each row's text among them; null is the empty text."""
    encoded = array if pa.types.is_dictionary(array.type) else array.dictionary_encode()
    words = ["" if word is None else _spelled(word) for word in encoded.dictionary.to_pylist()]
    indices = encoded.indices.fill_null(len(words)) if encoded.null_count else encoded.indices
    return [*words, ""], _stored(indices, str(indices.type))


def _spelled(word: str | float) -> str:
    return word if isinstance(word, str) else text_of(word)


def _places(whole: npt.NDArray[np.integer], lowest: int) -> npt.NDArray[np.integer]:
    if whole.dtype.itemsize == 1:
        return whole.view(np.uint8)
    return (whole.astype(np.int64) - lowest).astype(np.uint16)


def _taken(table: Codes, places: npt.NDArray[np.integer]) -> Codes:
    """The entries of a table; where all are bytes, by the fastest loop there is."""
    if table.dtype.itemsize == 1 and table.size <= _BYTE:
        padded = table.tobytes().ljust(_BYTE, b"\0")
        return np.frombuffer(bytearray(places.astype(np.uint8, copy=False)).translate(padded), np.int8)
    taken: Codes = table[places]
    return taken
