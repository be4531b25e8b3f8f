"""From a table that a server keeps to the file of a wave: the one command that needs a network.

Everything else is made from the file. The copy lies where answers lie, for its owner alone, and goes on the
same day; a closed wave takes back the answers that it was closed on, and no others.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator import locks
from generator.data import copy_table, fingerprint_of, place_of
from generator.errors import Diagnostic, Position, Refused, refuse_errors
from generator.releasing import refuse_unknown
from generator.spec import Study, load, plan_of
from generator.spec.tables import table_of

_PARTIAL = ".part"


@dataclass(frozen=True)
class Fetched:
    """The file that was written. ``is_new`` is false where it holds the bytes that it held before."""

    path: Path
    is_new: bool
    diagnostics: tuple[Diagnostic, ...]


def fetch(root: Path, study: str, wave: str, as_of: date) -> Fetched:
    """Copy the table of a wave to its file. The file before is kept until the whole table is there.

    Raises:
        Refused: the study has errors; the wave has no table, or the table cannot be had (D37, D09);
            the day its answers must go is past (G02); it is closed on other answers (D37.closed).
    """
    workspace = load(root, [study], as_of)
    refuse_errors(workspace.diagnostics)
    found, folder = workspace.studies[study], workspace.folder(study)
    refuse_unknown(found, wave)
    data, source = found.waves[wave].data, found.waves[wave].source
    table = None if source is None else table_of(source)
    if data is None or table is None:
        raise Refused([Diagnostic("D37.none", found.where_key("waves", wave), {"wave": wave})])
    _refuse_late(found, wave, folder, as_of)
    stated = found.where("waves", wave, "source")
    path, before = (
        place_of(found.where("waves", wave, "data"), data, folder).path,
        fingerprint_of(folder, data),
    )
    with _replacing(path, stated) as partial:
        with partial.open("wb") as file:
            copy_table(found, plan_of(found), wave, table, folder, file)
        after = fingerprint_of(partial.parent, partial.name)
        _refuse_other(found, wave, folder, after)
    return Fetched(path, after != before, workspace.diagnostics)


def _refuse_late(study: Study, wave: str, folder: Path, as_of: date) -> None:
    until = locks.until_of(study, wave, folder)
    if as_of > until:
        values = {"file": study.waves[wave].data, "until": until.isoformat()}
        raise Refused([Diagnostic("D37.late", study.where("waves", wave, "source"), values)])


def _refuse_other(study: Study, wave: str, folder: Path, fetched: str | None) -> None:
    """A closed wave is what it was closed on; a table that changed since is none of its affair."""
    lock = locks.read_lock(folder, wave)
    if lock is not None and lock.closing is not None and lock.closing.data != fetched:
        raise Refused([Diagnostic("D37.closed", study.where("waves", wave, "source"), {"wave": wave})])


@contextmanager
def _replacing(path: Path, stated: Position) -> Iterator[Path]:
    """A file beside another, which it becomes once it is whole; nothing of it stays otherwise."""
    partial = path.with_name(f".{path.name}{_PARTIAL}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        partial.unlink(missing_ok=True)
        os.close(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        yield partial
        partial.replace(path)
    except OSError:
        raise Refused([Diagnostic("D37.disk", stated)]) from None
    finally:
        partial.unlink(missing_ok=True)
