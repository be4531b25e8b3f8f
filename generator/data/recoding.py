"""Text becomes codes and numbers, a batch at a time; what has no meaning is told by its place only."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from generator.data.domains import Coded, Wrong
from generator.data.responses import Codes, Floats
from generator.data.source import Source
from generator.data.wanted import Want, Wanted
from generator.errors import Diagnostic

_FEW = 30
"""Up to so many distinct values, a column is a list of codes, not an identifier."""
_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_PHONE = re.compile(r"(\+|00?)[1-9]([ .\-]?[0-9]){7,13}")


@dataclass(frozen=True, eq=False)
class Column:
    """One column read: a code per respondent (see ``Responses``), and numbers where it holds some."""

    want: Want
    is_segment: bool
    codes: Codes
    numbers: Floats
    """NaN where no number was given; empty for a column of codes."""
    distinct: int
    """Distinct texts, summed over batches."""
    is_contact: bool
    """For a segment, whether a text looks like an e-mail address or a telephone number."""


@dataclass(frozen=True, eq=False)
class Recoded:
    """The columns of a file by our ids. ``rows`` counts respondents."""

    rows: int
    measures: Mapping[str, Column]
    segments: Mapping[str, Column]
    weight: Column | None

    @property
    def all(self) -> tuple[Column, ...]:
        """Every column read."""
        return (*self.measures.values(), *self.segments.values(), *((self.weight,) if self.weight else ()))


def recode(source: Source, wanted: Wanted, places: Mapping[str, int]) -> Recoded:
    """Read the wanted columns that the file has, once, in the order of its rows.

    Raises:
        Refused: D15 or D19, the rows cannot be had.
    """
    builders = [_Builder(want, want in wanted.segments) for want in wanted.all if want.column in places]
    names = list(dict.fromkeys(builder.want.column for builder in builders))
    rows = 0
    for batch in source.batches([places[name] for name in names]):
        rows += batch.num_rows
        texts = {name: _encoded(batch.column(index)) for index, name in enumerate(names)}
        for builder in builders:
            builder.add(*texts[builder.want.column])
    columns = {builder.want: builder.column() for builder in builders}
    return Recoded(
        rows,
        {want.id: columns[want] for want in wanted.measures if want in columns},
        {want.id: columns[want] for want in wanted.segments if want in columns},
        columns.get(wanted.weight) if wanted.weight else None,
    )


Encoded: TypeAlias = tuple[list[str], npt.NDArray[np.int32]]
"""Distinct texts, and the place of each row's text among them."""


def _encoded(texts: pa.Array) -> Encoded:
    encoded = texts.fill_null("").dictionary_encode()
    return encoded.dictionary.to_pylist(), encoded.indices.to_numpy()


class _Builder:
    """Gathers one column batch by batch; keeps no text."""

    def __init__(self, want: Want, is_segment: bool) -> None:
        self.want = want
        self._is_segment = is_segment
        self._codes: list[npt.NDArray[np.int16]] = []
        self._numbers: list[Floats] = []
        self._distinct = 0
        self._is_contact = False

    def add(self, words: list[str], places: npt.NDArray[np.int32]) -> None:
        answers = self.want.domain.answers(words)
        self._codes.append(np.array([code for code, _ in answers], np.int16)[places])
        if not isinstance(self.want.domain, Coded):
            self._numbers.append(np.array([number for _, number in answers])[places])
        self._distinct += sum(1 for word in words if word)
        self._is_contact |= self._is_segment and any(map(_is_contact, words))

    def column(self) -> Column:
        codes = np.concatenate([np.zeros(0, np.int16), *self._codes])
        numbers = np.concatenate([np.zeros(0), *self._numbers])
        return Column(self.want, self._is_segment, _compact(codes), numbers, self._distinct, self._is_contact)


def _compact(codes: npt.NDArray[np.int16]) -> Codes:
    """One byte a code where it fits: it nearly always does."""
    fits = codes.size == 0 or (codes.min() >= -128 and codes.max() <= 127)
    return codes.astype(np.int8) if fits else codes


def _is_contact(text: str) -> bool:
    exact = text.strip()
    return bool(_MAIL.fullmatch(exact) or _PHONE.fullmatch(exact))


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong in the rows: its code, where it happens first, and the words of its sentences."""

    code: str
    row: int
    values: Mapping[str, object]


def faults_in(recoded: Recoded) -> Iterator[Fault]:
    """D02, D10, D11 and D16: the first row of each column where a text means nothing.

    Columns that identify people are left out: they are not to be corrected but to be removed.
    """
    for column in recoded.all:
        if column.codes.size and column.codes.min() <= max(Wrong) and not _identifies(column, recoded.rows):
            yield from _wrong(column)


def _wrong(column: Column) -> Iterator[Fault]:
    for wrong in Wrong:
        rows = np.flatnonzero(column.codes == wrong)
        if rows.size:
            yield Fault(_CODES[wrong], int(rows[0]), {"column": column.want.column})


_CODES = {
    Wrong.CODE: "D02",
    Wrong.TEXT: "D10",
    Wrong.RANGE: "D11",
    Wrong.LARGE: "D11.large",
    Wrong.WEIGHT: "D16",
}


def identifying(source: Source, recoded: Recoded) -> Iterator[Diagnostic]:
    """D08: segments and weights whose column tells people apart."""
    for column in recoded.segments.values():
        if _identifies(column, recoded.rows):
            values = {"column": column.want.column, "file": source.name}
            yield Diagnostic("D08", column.want.stated, values)
    if recoded.weight is not None and _is_numbering(recoded.weight, recoded.rows):
        values = {"column": recoded.weight.want.column, "file": source.name}
        yield Diagnostic("D08.weight", recoded.weight.want.stated, values)


def _identifies(column: Column, rows: int) -> bool:
    """Whether a segment's column tells people apart: contacts, or nearly one value a person."""
    return column.is_contact or (column.is_segment and _is_nearly_unique(column, rows))


def _is_nearly_unique(column: Column, rows: int) -> bool:
    return column.distinct > _FEW and column.distinct > rows / 2


def _is_numbering(column: Column, rows: int) -> bool:
    """Whether weights are in truth a number given to each respondent: whole, and never twice the same."""
    whole = bool((column.numbers == np.floor(column.numbers)).all())
    return whole and _is_nearly_unique(column, rows)
