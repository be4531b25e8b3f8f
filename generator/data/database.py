"""A table or view of an SQLite database, read by Python's own sqlite3: no extension to fetch, no server.

DuckDB would attach it too, with an extension that it downloads; nothing here needs a network.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from generator.data.inspection import fingerprint
from generator.data.source import BATCH, File, refused
from generator.data.written import text_of

_PENDING = ("-wal", "-journal")
"""What stands beside a database while a program writes to it."""


@dataclass(frozen=True, kw_only=True)
class Database(File):
    """A table of a database that can be read: see ``Source``."""

    table: str

    def read(self, places: Sequence[int]) -> Iterator[pa.RecordBatch]:
        """The columns at ``places``, as text."""
        chosen = ", ".join(_quoted(self.names[place]) for place in places) or "NULL"
        first = 0
        try:
            with closing(_connect(self.path)) as connection:
                cursor = connection.execute(f"SELECT {chosen} FROM {_quoted(self.table)}")
                while rows := cursor.fetchmany(BATCH):
                    arrays = [
                        self._array(first, places, column) for column in enumerate(zip(*rows, strict=True))
                    ]
                    first += len(rows)
                    yield pa.RecordBatch.from_arrays(arrays, names=[str(n) for n in range(len(arrays))])
        except sqlite3.Error:
            raise refused(self.name, "D15.database") from None

    def _array(self, first: int, places: Sequence[int], column: tuple[int, Sequence[Any]]) -> pa.Array:
        index, values = column
        for row, value in enumerate(values, start=first + 1):
            if isinstance(value, bytes):
                raise refused(self.name, "D15.bytes", row, column=self.columns[places[index]])
        return pa.array([_text(value) for value in values], pa.string())


def open_database(path: Path, name: str, table: str | None) -> Database:
    """A table or view of a database: the one named, or the only one.

    Raises:
        Refused: D15, it is damaged, is being written, or has no such table or several.
        OSError: it cannot be read.
    """
    digest = fingerprint(path)
    if any(_holds_something(path.with_name(path.name + end)) for end in _PENDING):
        raise refused(name, "D15.pending")
    try:
        with closing(_connect(path)) as connection:
            if connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
                # Cut short by less than a page, SQLite reads the rows of its end as blanks.
                raise refused(name, "D15.database")
            listed = (
                "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%'"
            )
            tables = [str(found) for (found,) in connection.execute(listed)]
            if table is None and len(tables) != 1:
                raise refused(name, "D15.tables")
            if table is not None and table not in tables:
                raise refused(name, "D15.table", table=table)
            chosen = table or tables[0]
            described = connection.execute(f"SELECT * FROM {_quoted(chosen)} LIMIT 0").description
    except sqlite3.Error:
        raise refused(name, "D15.database") from None
    names = tuple(str(column[0]) for column in described)
    return Database(path=path, name=name, digest=digest, names=names, part=table, table=chosen)


def _connect(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)


def _holds_something(path: Path) -> bool:
    return path.exists() and path.stat().st_size > 0


def _quoted(name: str) -> str:
    """A name as SQL writes it; no name can end its own quotes."""
    return '"' + name.replace('"', '""') + '"'


def _text(value: Any) -> str | None:
    if value is None:
        return None
    return text_of(value) if isinstance(value, float) else str(value)
