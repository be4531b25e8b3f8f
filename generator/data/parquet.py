"""A Parquet file, read by DuckDB: whole and real numbers as they are, anything else as text."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

import duckdb
import pyarrow as pa

from generator.data.delimited import connect
from generator.data.inspection import fingerprint
from generator.data.source import BATCH, ranked, refused, unchanged
from generator.errors import Position

_AS_THEY_ARE = frozenset({"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "DOUBLE"})
"""Types whose numbers are exact once read; DuckDB writes the others as text."""


@dataclass(frozen=True, slots=True)
class Parquet:
    """A Parquet file that can be read: see ``Source``."""

    path: Path
    name: str
    fingerprint: str
    columns: tuple[str, ...]
    types: tuple[str, ...]
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def digests(self) -> tuple[str, ...]:
        """sha256 of its bytes."""
        return (self.fingerprint,)

    def batches(self, places: Sequence[int]) -> Iterator[pa.RecordBatch]:
        """The columns at ``places``.

        Raises:
            Refused: D15, the file is damaged; D19, it changed meanwhile.
        """
        return unchanged(self.path, self.name, self.fingerprint, self._batches(places))

    def positions_of(self, rows: Iterable[int]) -> Mapping[int, Position]:
        """The rank of each row."""
        return ranked(self.name, rows)

    def _batches(self, places: Sequence[int]) -> Iterator[pa.RecordBatch]:
        names = ", ".join(f"c{place}" for place in range(len(self.columns)))
        chosen = ", ".join(self._read(place) for place in places) or "NULL"
        query = f"SELECT {chosen} FROM read_parquet(?) AS t({names})"
        try:
            with connect(self.path) as connection:
                yield from connection.sql(query, params=[str(self.path)]).to_arrow_reader(BATCH)
        except (duckdb.Error, OSError):
            raise refused(self.name, "D15.parquet") from None

    def _read(self, place: int) -> str:
        return f"c{place}" if self.types[place] in _AS_THEY_ARE else f"c{place}::VARCHAR AS c{place}"


def open_parquet(path: Path, name: str) -> Parquet:
    """A Parquet file, its columns described.

    Raises:
        Refused: D15, it is damaged or is not one.
        OSError: it cannot be read.
    """
    digest = fingerprint(path)
    try:
        with connect(path) as connection:
            statement = "DESCRIBE SELECT * FROM read_parquet(?)"
            described = connection.execute(statement, [str(path)]).fetchall()
    except duckdb.Error:
        raise refused(name, "D15.parquet") from None
    columns = tuple(str(column).strip() for column, *_ in described)
    return Parquet(path, name, digest, columns, tuple(str(kind) for _, kind, *_ in described))
