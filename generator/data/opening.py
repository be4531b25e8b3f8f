"""Finding and opening the data file of a wave: what cannot be read without guessing is refused."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePosixPath

import duckdb

from generator.data.inspection import Inspection, fingerprint, inspect
from generator.data.source import Dialect, Source, connect
from generator.errors import Diagnostic, Position, Refused
from generator.spec.models import Study
from generator.spec.paths import leads_out, real

_SEPARATORS = (",", ";", "\t")


class Format(StrEnum):
    """The kinds of file that are read."""

    CSV = "csv"
    PARQUET = "parquet"


_FORMATS = {
    ".csv": Format.CSV,
    ".tsv": Format.CSV,
    ".txt": Format.CSV,
    ".parquet": Format.PARQUET,
    ".pq": Format.PARQUET,
}


@dataclass(frozen=True, slots=True)
class Place:
    """A file that a spec names: where it lies, what messages call it, where the spec names it."""

    path: Path
    name: str
    stated: Position


def place_of(stated: Position, file: str, folder: Path) -> Place:
    """The place of a file named by a spec, which must lie inside ``folder``, the study's own.

    Raises:
        Refused: D13, it is outside the folder.
    """
    name = str(PurePosixPath(stated.file).parent / file)
    if leads_out(folder, file):
        raise _missing("D13.outside", stated, file)
    return Place(real(folder, file), name, stated)


def open_wave(study: Study, wave: str, folder: Path) -> Source:
    """The data file of a wave, ready to be read.

    Raises:
        Refused: D12 to D15.
    """
    stated = study.where("waves", wave, "data")
    file = study.waves[wave].data
    if file is None:
        raise _missing("D13.undeclared", stated, wave)
    place = place_of(stated, file, folder)
    try:
        return _open(place)
    except FileNotFoundError:
        raise _missing("D13", stated, file) from None
    except OSError:
        raise _missing("D13.unreadable", stated, file) from None


def _missing(code: str, stated: Position, file: str) -> Refused:
    return Refused([Diagnostic(code, stated, {"file": file})])


def _open(place: Place) -> Source:
    kind = _FORMATS.get(place.path.suffix.lower())
    match kind:
        case Format.CSV:
            return _open_text(place, inspect(place.path))
        case Format.PARQUET:
            return _open_parquet(place, fingerprint(place.path))
        case None:
            raise _refused(place, "D15.format")


def _open_text(place: Place, seen: Inspection) -> Source:
    if seen.encoding is not None:
        code = "D14.unknown" if seen.encoding == "unknown" else "D14"
        raise _refused(place, code, seen.line, encoding=seen.encoding)
    if seen.has_nulls:
        raise _refused(place, "D15.nulls")
    header = max((_header(place, separator) for separator in _SEPARATORS), key=_likelihood)
    if not header.columns:
        raise _refused(place, "D12")
    if header.has_mark and len(header.columns[0].splitlines()) > 1:
        # The mark hides the opening quote from DuckDB, which would then read half a name as a row.
        raise _refused(place, "D15.header")
    dialect = Dialect(header.separator, header.line_end, header.lines, seen.lines)
    return Source(place.path, place.name, seen.fingerprint, header.columns, dialect)


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


def _header(place: Place, separator: str) -> _Header:
    with place.path.open(encoding="utf-8", newline="") as file:
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
            raise _refused(place, "D15") from None
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


def _open_parquet(place: Place, digest: str) -> Source:
    try:
        with connect(place.path) as connection:
            statement = "DESCRIBE SELECT * FROM read_parquet(?)"
            described = connection.execute(statement, [str(place.path)]).fetchall()
    except duckdb.Error:
        raise _refused(place, "D15.parquet") from None
    return Source(place.path, place.name, digest, tuple(str(name).strip() for name, *_ in described), None)


def _refused(place: Place, code: str, line: int = 0, **values: object) -> Refused:
    return Refused([Diagnostic(code, Position(place.name, line, 1 if line else 0), values)])
