"""A data file as a table: its columns, and its rows as batches of text.

DuckDB reads; no column is guessed to be anything but text, and only the empty field is missing.
The file's own words (names, values) never enter a statement: columns are called by their place.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import duckdb
import pyarrow as pa

from generator.data.inspection import fingerprint
from generator.errors import Diagnostic, Position, Refused

_BATCH = 1 << 17
"""Rows in memory at once, whatever the size of the file."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """How the rows of a text file are told apart."""

    separator: str
    line_end: str
    header_lines: int
    lines: int
    """Physical lines of the whole file."""


@dataclass(frozen=True, slots=True)
class Source:
    """A data file that can be read. ``columns`` are its headers, trimmed, in its order."""

    path: Path
    name: str
    """What messages call it."""
    fingerprint: str
    """sha256 of its bytes when it was opened."""
    columns: tuple[str, ...]
    dialect: Dialect | None
    """None for Parquet."""

    def batches(self, places: Sequence[int]) -> Iterator[pa.RecordBatch]:
        """The columns at ``places`` (0-based) as text, a batch of rows at a time, in the order of the file.

        Raises:
            Refused: D15, the rows cannot be told apart; D19, the file changed meanwhile.
        """
        count = 0
        try:
            with connect(self.path) as connection:
                query = f"SELECT {', '.join(f'c{place}' for place in places) or 'NULL'} FROM {self._table()}"
                for batch in connection.sql(query, params=[str(self.path)]).to_arrow_reader(_BATCH):
                    count += batch.num_rows
                    yield batch
        except (duckdb.Error, OSError) as error:  # OSError: pyarrow's, for a row that DuckDB refuses later on
            raise self._unreadable(str(error)) from None
        if self.dialect is not None and not self._holds(self.dialect, count):
            raise self._refused("D15.rows")
        if fingerprint(self.path) != self.fingerprint:
            raise self._refused("D19")

    def lines_of(self, rows: Iterable[int]) -> Mapping[int, int]:
        """The line of the file where each row (0-based) starts; in Parquet, its rank from 1."""
        if self.dialect is None:
            return {row: row + 1 for row in rows}
        wanted = frozenset(rows)
        starts = enumerate(islice(self._starts(self.dialect), max(wanted, default=-1) + 1))
        return {row: line for row, line in starts if row in wanted}

    def _table(self) -> str:
        names = [f"c{place}" for place in range(len(self.columns))]
        if self.dialect is None:
            texts = ", ".join(f"{name}::VARCHAR AS {name}" for name in names)
            return f"(SELECT {texts} FROM read_parquet(?) AS t({', '.join(names)}))"
        types = ", ".join(f"'{name}': 'VARCHAR'" for name in names)
        # `skip` counts records, so it passes over a header of several lines. The line end is given because
        # the guess takes such a header for the whole file; strict mode is the default and is left unsaid
        # because saying it beside a line end of two characters loses every row (DuckDB 2.0). What stands for
        # null is what no file here holds: an empty field too many would pass if it were, on a shifted row.
        return (
            f"read_csv(?, columns={{{types}}}, delim='{self.dialect.separator}', "
            f"new_line='{_ESCAPED[self.dialect.line_end]}', quote='\"', escape='\"', "
            "header=false, skip=1, auto_detect=false, nullstr=chr(0))"
        )

    def _holds(self, dialect: Dialect, count: int) -> bool:
        """Whether no row was lost: one row a line, or as many as a second reader tells apart."""
        return count == dialect.lines - dialect.header_lines or count == sum(1 for _ in self._starts(dialect))

    def _starts(self, dialect: Dialect) -> Iterator[int]:
        """The line where each row starts, as Python's own reader tells the rows apart."""
        alone = len(self.columns) == 1
        with self.path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, delimiter=dialect.separator)
            next(reader)
            start = reader.line_num + 1
            try:
                for record in reader:
                    if record or alone:
                        yield start
                    start = reader.line_num + 1
            except csv.Error:
                raise self._refused("D15") from None

    def _unreadable(self, said: str) -> Refused:
        """Only the line is kept of what DuckDB says: the rest quotes the row."""
        found = re.search(r"CSV Error on Line: (\d+)", said)
        if found is None:
            return self._refused("D15")
        place = Position(self.name, int(found[1]), 1)
        return Refused([Diagnostic("D15.line", place, {"columns": len(self.columns)})])

    def _refused(self, code: str) -> Refused:
        return Refused([Diagnostic(code, Position(self.name))])


_ESCAPED = {"\n": "\\n", "\r\n": "\\r\\n", "\r": "\\r"}


def connect(path: Path) -> duckdb.DuckDBPyConnection:
    """A DuckDB in memory that may read one file and nothing else: no network, no extension, no writing."""
    connection = duckdb.connect(
        ":memory:",
        config={
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "python_enable_replacements": False,
            "temp_directory": "",
        },
    )
    connection.execute("SET allowed_paths = ?", [[str(path)]])
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
    return connection
