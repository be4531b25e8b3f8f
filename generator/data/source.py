"""A table of answers, whatever it is kept in: its columns, its rows in batches, the place of each row."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Protocol

import pyarrow as pa

from generator.data.inspection import fingerprint, fingerprint_of_all
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


@dataclass(frozen=True, kw_only=True)
class File(ABC):
    """What the sources kept in one file have in common: see ``Source``."""

    path: Path
    name: str
    digest: str
    """sha256 of its bytes when it was opened."""
    names: tuple[str, ...]
    """Its columns untrimmed."""
    part: str | None = None
    """The sheet or the table of it that the spec names."""
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def fingerprint(self) -> str:
        """sha256 of its bytes, and of the name of its part."""
        return self.digest if self.part is None else fingerprint_of_all([(self.part, self.digest)])

    @property
    def digests(self) -> tuple[str, ...]:
        """sha256 of its bytes."""
        return (self.digest,)

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of its columns."""
        return tuple(name.strip() for name in self.names)

    def batches(self, places: Sequence[int]) -> Iterator[pa.RecordBatch]:
        """The columns at ``places``, read once.

        Raises:
            Refused: D15, the rows cannot be had; D19, the file is no longer the one that was opened.
        """
        yield from self.read(places)
        if fingerprint(self.path) != self.digest:
            raise refused(self.name, "D19")

    @abstractmethod
    def read(self, places: Sequence[int]) -> Iterator[pa.RecordBatch]:
        """The columns at ``places``, whether or not the file changes meanwhile."""

    def positions_of(self, rows: Iterable[int]) -> Mapping[int, Position]:
        """The rank of each row, where a file has no better place to tell."""
        return {row: Position(self.name, row + 1, 1) for row in rows}


def refused(name: str, code: str, line: int = 0, **values: object) -> Refused:
    """The refusal of a whole file, or of one of its lines."""
    return Refused([Diagnostic(code, Position(name, line, 1 if line else 0), values)])
