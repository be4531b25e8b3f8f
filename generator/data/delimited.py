"""A text file with a separator: opened without guessing, read by DuckDB as text only.

No column is taken to be anything but text, and only the empty field is missing. The file's own words
(names, values) never enter a statement: columns are called by their place.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import duckdb
import pyarrow as pa

from generator.data.inspection import inspect
from generator.data.source import BATCH, File, refused
from generator.errors import Position, Refused

_SEPARATORS = (",", ";", "\t")


@dataclass(frozen=True, slots=True)
class Dialect:
    """How the rows of a text file are told apart."""

    separator: str
    line_end: str
    header_lines: int
    lines: int
    """Physical lines of the whole file."""


@dataclass(frozen=True, kw_only=True)
class Delimited(File):
    """A text file that can be read: see ``Source``."""

    dialect: Dialect

    def positions_of(self, rows: Iterable[int]) -> Mapping[int, Position]:
        """The line of the file where each row starts."""
        wanted = frozenset(rows)
        starts = enumerate(islice(self._starts(), max(wanted, default=-1) + 1))
        return {row: Position(self.name, line, 1) for row, line in starts if row in wanted}

    def read(self, places: Sequence[int]) -> Iterator[pa.RecordBatch]:
        """The columns at ``places`` as text; refused where rows are lost or cannot be told apart (D15)."""
        count = 0
        try:
            with connect(self.path) as connection:
                query = f"SELECT {', '.join(f'c{place}' for place in places) or 'NULL'} FROM {self._table()}"
                for batch in connection.sql(query, params=[str(self.path)]).to_arrow_reader(BATCH):
                    count += batch.num_rows
                    yield batch
        except (duckdb.Error, OSError) as error:  # OSError: pyarrow's, for a row that DuckDB refuses later on
            raise self._unreadable(str(error)) from None
        if not self._holds(count):
            raise refused(self.name, "D15.rows")

    def _table(self) -> str:
        types = ", ".join(f"'c{place}': 'VARCHAR'" for place in range(len(self.columns)))
        # `skip` counts records, so it passes over a header of several lines. The line end is given because
        # the guess takes such a header for the whole file; strict mode is the default and is left unsaid
        # because saying it beside a line end of two characters loses every row (DuckDB 2.0). What stands for
        # null is what no file here holds: an empty field too many would pass if it were, on a shifted row.
        return (
            f"read_csv(?, columns={{{types}}}, delim='{self.dialect.separator}', "
            f"new_line='{_ESCAPED[self.dialect.line_end]}', quote='\"', escape='\"', "
            "header=false, skip=1, auto_detect=false, nullstr=chr(0))"
        )

    def _holds(self, count: int) -> bool:
        """Whether no row was lost: one row a line, or as many as a second reader tells apart."""
        is_one_a_line = count == self.dialect.lines - self.dialect.header_lines
        return is_one_a_line or count == sum(1 for _ in self._starts())

    def _starts(self) -> Iterator[int]:
        """The line where each row starts, as Python's own reader tells the rows apart."""
        alone = len(self.columns) == 1
        with self.path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, delimiter=self.dialect.separator)
            next(reader)
            start = reader.line_num + 1
            try:
                for record in reader:
                    if record or alone:
                        yield start
                    start = reader.line_num + 1
            except csv.Error:
                raise refused(self.name, "D15") from None

    def _unreadable(self, said: str) -> Refused:
        """Only the line is kept of what DuckDB says: the rest quotes the row."""
        found = re.search(r"CSV Error on Line: (\d+)", said)
        if found is None:
            return refused(self.name, "D15")
        return refused(self.name, "D15.line", int(found[1]), columns=len(self.columns))


_ESCAPED = {"\n": "\\n", "\r\n": "\\r\\n", "\r": "\\r"}


def open_delimited(path: Path, name: str) -> Delimited:
    """A text file, its separator and line ends found in its first two records.

    Raises:
        Refused: D12, it is empty; D14, it is not UTF-8; D15, it is not text or its header is broken.
        OSError: it cannot be read.
    """
    seen = inspect(path)
    if seen.is_packed:
        raise refused(name, "D15.packed")
    if seen.encoding is not None:
        code = "D14.unknown" if seen.encoding == "unknown" else "D14"
        raise refused(name, code, seen.line, encoding=seen.encoding)
    if seen.has_nulls:
        raise refused(name, "D15.nulls")
    header = max((_header(path, name, separator) for separator in _SEPARATORS), key=_likelihood)
    if not header.columns:
        raise refused(name, "D12")
    if header.has_mark and len(header.columns[0].splitlines()) > 1:
        # The mark hides the opening quote from DuckDB, which would then read half a name as a row.
        raise refused(name, "D15.header")
    dialect = Dialect(header.separator, header.line_end, header.lines, seen.lines)
    return Delimited(path=path, name=name, digest=seen.fingerprint, names=header.columns, dialect=dialect)


@dataclass(frozen=True, slots=True)
class _Header:
    """The first record of a text file under a separator."""

    separator: str
    columns: tuple[str, ...]
    fields_below: int
    """How many fields the next record has."""
    lines: int
    line_end: str
    has_mark: bool


def _likelihood(header: _Header) -> tuple[int, bool]:
    return len(header.columns), len(header.columns) == header.fields_below


def _header(path: Path, name: str, separator: str) -> _Header:
    with path.open(encoding="utf-8", newline="") as file:
        has_mark = file.read(1) == "\ufeff"
        if not has_mark:
            file.seek(0)
        lines = _Remembered(file)
        reader = csv.reader(lines, delimiter=separator)
        try:
            names = next(reader, [])
            count, end = reader.line_num, lines.end
            below = len(next(reader, []))
        except csv.Error:
            raise refused(name, "D15") from None
    return _Header(separator, tuple(name.strip() for name in names), below, count, end, has_mark)


class _Remembered:
    """The lines of a text, remembering how the last one ended."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self.end = "\n"

    def __iter__(self) -> "_Remembered":
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self.end = next((end for end in ("\r\n", "\n", "\r") if line.endswith(end)), self.end)
        return line


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
    connection.execute("SET enable_progress_bar = false")  # it would stand among the numbers that are printed
    connection.execute("SET lock_configuration = true")
    return connection
