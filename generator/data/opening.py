"""Finding and opening the data of a wave: what cannot be read without guessing is refused."""

from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path, PurePosixPath

from generator.data.database import open_database
from generator.data.delimited import open_delimited
from generator.data.inspection import fingerprint, fingerprint_of_all
from generator.data.labelled import Kind, open_labelled
from generator.data.parquet import open_parquet
from generator.data.several import joined
from generator.data.source import Source, refused
from generator.data.workbook import open_workbook
from generator.errors import Diagnostic, Position, Refused
from generator.spec.models import Study
from generator.spec.paths import ANY, file_and_part, files_named, is_file, leads_out, real

SERVER = ("postgresql:", "postgres:", "mysql:")
"""How a spec would name a database that a server keeps, in place of the file that ``fetch`` copies it to."""


class Format(Enum):
    """The kinds of file that are read."""

    TEXT = auto()
    PARQUET = auto()
    SPSS = auto()
    STATA = auto()
    WORKBOOK = auto()
    DATABASE = auto()


_FORMATS = {
    ".csv": Format.TEXT,
    ".tsv": Format.TEXT,
    ".txt": Format.TEXT,
    ".parquet": Format.PARQUET,
    ".pq": Format.PARQUET,
    ".sav": Format.SPSS,
    ".zsav": Format.SPSS,
    ".dta": Format.STATA,
    ".xlsx": Format.WORKBOOK,
    ".xlsm": Format.WORKBOOK,
    ".sqlite": Format.DATABASE,
    ".sqlite3": Format.DATABASE,
    ".db": Format.DATABASE,
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
    """The data of a wave, ready to be read: a file, or all those that a name with ``*`` finds.

    Raises:
        Refused: D12 to D15, D29.
    """
    stated = study.where("waves", wave, "data")
    given = study.waves[wave].data
    if given is None:
        raise _missing("D13.undeclared", stated, wave)
    if given.startswith(SERVER):
        raise _missing("D13.server", stated, given.partition(":")[0])
    file, part = file_and_part(given)
    places = _places(stated, file, folder)
    try:
        return joined(
            str(PurePosixPath(stated.file).parent / file),
            {each: _open(place, part) for each, place in places.items()},
        )
    except FileNotFoundError:
        raise _absent(study, wave, stated, file) from None
    except OSError:
        raise _missing("D13.unreadable", stated, file) from None


def fingerprint_of(folder: Path, given: str) -> str | None:
    """sha256 of the data that a spec names; None when nothing is there, or it may not be read any more.

    It is that of the file's bytes, unless there are several files or a part of one is named.
    """
    _, part = file_and_part(given)
    try:
        found = [
            (path.relative_to(folder).as_posix(), fingerprint(path)) for path in files_named(folder, given)
        ]
    except OSError:
        return None
    if not found:
        return None
    if part is None and len(found) == 1:
        return found[0][1]
    return fingerprint_of_all(found if part is None else [(part, digest) for _, digest in found])


def _places(stated: Position, file: str, folder: Path) -> dict[str, Place]:
    found = files_named(folder, file) if ANY in file else ()
    names = [path.relative_to(folder).as_posix() for path in found] or [file]
    return {name: place_of(stated, name, folder) for name in names}


def _missing(code: str, stated: Position, file: str) -> Refused:
    return Refused([Diagnostic(code, stated, {"file": file})])


def _absent(study: Study, wave: str, stated: Position, file: str) -> Refused:
    code = "D13" if study.waves[wave].source is None else "D13.fetch"
    return Refused([Diagnostic(code, stated, {"file": file, "study": study.id, "wave": wave})])


def _open(place: Place, part: str | None) -> Source:
    # By the name that the spec gives: a link may lead to a file named otherwise, or to nothing.
    kind = _FORMATS.get(PurePosixPath(place.name).suffix.lower())
    if kind is not None and place.path.exists() and not is_file(place.path):
        # A folder; or a pipe, which would be waited for without end.
        raise _missing("D13.unreadable", place.stated, place.name)
    match kind:
        case Format.TEXT:
            return open_delimited(place.path, place.name)
        case Format.PARQUET:
            return open_parquet(place.path, place.name)
        case Format.SPSS:
            return open_labelled(place.path, place.name, Kind.SPSS)
        case Format.STATA:
            return open_labelled(place.path, place.name, Kind.STATA)
        case Format.WORKBOOK:
            return open_workbook(place.path, place.name, part)
        case Format.DATABASE:
            return open_database(place.path, place.name, part)
        case None:
            raise refused(place.name, "D15.format")
