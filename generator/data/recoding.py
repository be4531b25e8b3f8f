"""What a file holds becomes codes and numbers; what has no meaning is told by its place only."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np

from generator.data.building import Column, builder_of
from generator.data.domains import Wrong
from generator.data.source import Source
from generator.data.wanted import Wanted
from generator.errors import Diagnostic

_FEW = 30
"""Up to so many distinct values, a column is a list of codes, not an identifier."""


@dataclass(frozen=True, eq=False)
class Recoded:
    """The columns of a file by our ids. ``rows`` counts respondents."""

    rows: int
    measures: Mapping[str, Column]
    segments: Mapping[str, Column]
    weight: Column | None
    design: Mapping[str, Column] = field(default_factory=dict)

    @property
    def all(self) -> tuple[Column, ...]:
        """Every column read."""
        weight = (self.weight,) if self.weight else ()
        return (*self.measures.values(), *self.segments.values(), *weight, *self.design.values())


def recode(source: Source, wanted: Wanted, places: Mapping[str, int]) -> Recoded:
    """Read the wanted columns that the file has, once, in the order of its rows.

    Raises:
        Refused: D15 or D19, the rows cannot be had.
    """
    builders = [builder_of(want, want in wanted.segments) for want in wanted.all if want.column in places]
    names = list(dict.fromkeys(builder.want.column for builder in builders))
    rows = 0
    for batch in source.batches([places[name] for name in names]):
        rows += batch.num_rows
        columns_read = dict(zip(names, batch.columns, strict=False))
        for builder in builders:
            builder.add(columns_read[builder.want.column])
    columns = {builder.want: builder.column() for builder in builders}
    return Recoded(
        rows,
        {want.id: columns[want] for want in wanted.measures if want in columns},
        {want.id: columns[want] for want in wanted.segments if want in columns},
        columns.get(wanted.weight) if wanted.weight else None,
        {want.id: columns[want] for want in wanted.design if want in columns},
    )


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
        if column.wrong and not _identifies(column, recoded.rows):
            for wrong in Wrong:
                if wrong in column.wrong:
                    yield Fault(_CODES[wrong], column.wrong[wrong], {"column": column.want.column})


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
    if rows <= _FEW or not (column.numbers == np.floor(column.numbers)).all():
        return False
    distinct = np.unique(column.numbers).size
    return distinct > _FEW and distinct > rows / 2
