"""How long the answers of each wave may be kept: as its own participants were told, whatever is said since.

The spec says one day for all its waves, and each wave may renew it. The people of a closed or frozen wave
were told the day that its lock holds: a later one needs ``amended``.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from generator.errors import Diagnostic
from generator.locks.files import read_lock
from generator.spec import Workspace
from generator.spec.models import Study
from generator.spec.retention import KeptFile, kept_files

_PATH = ("gdpr", "keep", "until")


def kept(workspace: Workspace) -> tuple[KeptFile, ...]:
    """The files of answers that are still there, the first to go first.

    Raises:
        Refused: a lock cannot be read.
    """
    found = (
        replace(file, until=until_of(workspace.studies[file.study], file.wave, workspace.folder(file.study)))
        for file in kept_files(workspace)
    )
    return tuple(sorted(found, key=lambda file: (file.until, file.study, file.wave)))


def overdue(workspace: Workspace, as_of: date) -> Iterator[Diagnostic]:
    """G02 for each file past the day of its lock; past that of the spec, the rules of the spec tell it.

    Raises:
        Refused: a lock cannot be read.
    """
    for file in kept(workspace):
        study = workspace.studies[file.study]
        if file.until < as_of <= study.gdpr.keep.until:
            values = {"file": file.name, "until": file.until.isoformat()}
            yield Diagnostic("G02", study.where("waves", file.wave, "data"), values)


def until_of(study: Study, wave: str, folder: Path) -> date:
    """The last day the answers of a wave may be there.

    Raises:
        Refused: its lock cannot be read.
    """
    said, lock = study.gdpr.keep.until, read_lock(folder, wave)
    frozen: object = lock.content if lock else {}
    for key in _PATH:
        frozen = frozen.get(key) if isinstance(frozen, Mapping) else None
    is_amended = any(_PATH[: len(path)] == path for path in _amended(study, wave))
    return said if frozen is None or is_amended else min(said, date.fromisoformat(str(frozen)))


def _amended(study: Study, wave: str) -> Iterator[tuple[str, ...]]:
    return (tuple(amendment.what.split(".")) for amendment in study.waves[wave].amended)
