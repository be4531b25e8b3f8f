"""A sheet of an Excel workbook, read by openpyxl: what a spreadsheet may have changed is refused."""

import datetime
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

import pyarrow as pa

from generator.data.inspection import fingerprint
from generator.data.source import BATCH, File, refused
from generator.data.written import text_of
from generator.errors import Position

_DATES = datetime.date | datetime.time | datetime.timedelta


@dataclass(frozen=True, kw_only=True)
class Workbook(File):
    """A sheet that can be read: see ``Source``. Its first row names the columns."""

    sheet: str

    def read(self, places: Sequence[int]) -> Iterator[pa.RecordBatch]:
        """The columns at ``places`` as text; rows without any value are none, and a date is refused (D15)."""
        rows = self._rows()
        while some := list(islice(rows, BATCH)):
            arrays = [pa.array([self._text(*row, place) for row in some], pa.string()) for place in places]
            arrays = arrays or [pa.nulls(len(some))]
            yield pa.RecordBatch.from_arrays(arrays, names=[str(place) for place in range(len(arrays))])

    def positions_of(self, rows: Iterable[int]) -> Mapping[int, Position]:
        """The number of each row in the sheet."""
        wanted = frozenset(rows)
        if not wanted:
            return {}
        numbered = enumerate(number for number, _ in self._rows())
        return {row: Position(self.name, number, 1) for row, number in numbered if row in wanted}

    def _rows(self) -> Iterator[tuple[int, Sequence[Any]]]:
        """Each row under the first that holds something, with its number in the sheet."""
        with _guarded(self.path, self.name) as book:
            for number, cells in enumerate(book[self.sheet].iter_rows(), start=1):
                if any(cell.value is not None for cell in cells[len(self.columns) :]):
                    raise refused(self.name, "D15.merged", 1)
                if number > 1 and any(cell.value is not None for cell in cells):
                    yield number, cells

    def _text(self, number: int, cells: Sequence[Any], place: int) -> str | None:
        """The text of a cell; an error such as #N/A is its own text, which no spec declares."""
        cell = cells[place] if place < len(cells) else None
        value = None if cell is None else cell.value
        if isinstance(value, _DATES):
            raise refused(self.name, "D15.date", number, column=self.columns[place])
        if cell is not None and cell.data_type == "f":
            raise refused(self.name, "D15.formula", number, column=self.columns[place])
        if isinstance(value, bool):
            return str(value).upper()
        return text_of(value) if isinstance(value, int | float) else value


def open_workbook(path: Path, name: str, sheet: str | None) -> Workbook:
    """A sheet of a workbook: the one named, or the only one.

    Raises:
        Refused: D12, it is empty; D15, the workbook is damaged, has no such sheet or several, or a
            column of its first row has no name, as in merged cells.
        OSError: it cannot be read.
    """
    digest = fingerprint(path)
    with _guarded(path, name) as book:
        sheets = [each.title for each in book.worksheets]
        if not sheets:
            raise refused(name, "D15.workbook")
        if sheet is None and len(sheets) != 1:
            raise refused(name, "D15.sheets")
        if sheet is not None and sheet not in sheets:
            raise refused(name, "D15.sheet", sheet=sheet)
        chosen = sheet or sheets[0]
        first, *below = [*book[chosen].iter_rows(max_row=2, values_only=True), (), ()][:2]
    names = [_named(value) for value in first]
    while names and not names[-1]:
        names.pop()
    if not names:
        raise refused(name, "D15.first" if any(below) else "D12")
    if not all(names):
        raise refused(name, "D15.merged", 1)
    return Workbook(path=path, name=name, digest=digest, names=tuple(names), part=sheet, sheet=chosen)


def _named(value: Any) -> str:
    if value is None:
        return ""
    return text_of(value) if isinstance(value, int | float) else str(value).strip()


@contextmanager
def _guarded(path: Path, name: str) -> Iterator[Any]:
    """A workbook being read, row by row; the library's own errors become ours. It is loaded when needed."""
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it tells of styles, of validation lists: nothing that is read
            book = _loaded(load_workbook, path, name)
            with closing(book):
                yield book
    except (BadZipFile, InvalidFileException, KeyError, ParseError, ValueError):
        raise refused(name, "D15.workbook") from None


def _loaded(load: Callable[..., Any], path: Path, name: str) -> Any:
    try:
        return load(path, read_only=True)
    except AttributeError:  # the library's own, when it opens a sheet that is a chart without loading it
        raise refused(name, "D15.chart") from None
