"""A table of answers, whatever it is kept in: its columns, its rows in batches, the place of each row."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Protocol

import pyarrow as pa

from generator.data.inspection import fingerprint
from generator.errors import Diagnostic, Position, Refused

BATCH = 1 << 17
"""Rows in memory at once, whatever the size of the file."""


class Source(Protocol):
    """What can be read as a table. ``columns`` are its headers, trimmed, in its order."""

    @property
    def name(self) -> str:
        """What messages call it."""

    @property
    def fingerprint(self) -> str:
        """sha256 of what was there when it was opened, whatever it was made of."""

    @property
    def digests(self) -> tuple[str, ...]:
        """sha256 of the bytes of each file."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of its columns."""

    @property
    def labels(self) -> Mapping[str, Mapping[str, str]]:
        """By column, the label that the file itself gives each code; nothing in most kinds of file."""

    def batches(self, places: Sequence[int]) -> Iterator[pa.RecordBatch]:
        """The columns at ``places`` (0-based), some rows at a time, in order: text, numbers, or null.

        Raises:
            Refused: D15, the rows cannot be had; D19, the file changed meanwhile.
        """

    def positions_of(self, rows: Iterable[int]) -> Mapping[int, Position]:
        """Where each row (0-based) is: its line in a text, its row in a sheet, else its rank from 1."""


def unchanged(
    path: Path, name: str, before: str, batches: Iterator[pa.RecordBatch]
) -> Iterator[pa.RecordBatch]:
    """The same batches, refused at the end when the file is no longer the one that was opened (D19)."""
    yield from batches
    if fingerprint(path) != before:
        raise refused(name, "D19")


def refused(name: str, code: str, line: int = 0, **values: object) -> Refused:
    """The refusal of a whole file, or of one of its lines."""
    return Refused([Diagnostic(code, Position(name, line, 1 if line else 0), values)])


def ranked(name: str, rows: Iterable[int], first: int = 1) -> Mapping[int, Position]:
    """The place of rows that are only known by their rank."""
    return {row: Position(name, row + first, 1) for row in rows}
