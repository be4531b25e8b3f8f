"""Waves to come: frozen or only written, without answers yet. The site goes on speaking of the last one."""

from datetime import date
from pathlib import Path

from generator.errors import Diagnostic
from generator.locks.comparison import compare_with_lock
from generator.locks.files import read_lock
from generator.locks.instrument import as_asked
from generator.locks.lock import Lock
from generator.release import files_of
from generator.spec.models import Study
from generator.spec.paths import files_named

_OF_SERIES = ("Q08", "Q09", "B08")


def settled(study: Study, folder: Path, as_of: date) -> Study:
    """A study as its last wave with answers asked it; whole when each wave has some, or none has.

    A study stays whole, too, while the wave to come asks in another way than
    the last one and nobody has said what becomes of the series: that is to be told before fieldwork.

    Raises:
        Refused: a lock cannot be read.
    """
    waves = list(study.waves)
    while waves and is_to_come(study, waves[-1], folder, as_of):
        waves.pop()
    if not waves or len(waves) == len(study.waves) or changes_undecided(study, waves[-1], folder):
        return study
    translations = {lang: _until(told, waves) for lang, told in study.translations.items()}
    return _until(study, waves).translated(translations)


def _until(study: Study, waves: list[str]) -> Study:
    questions = {name: as_asked(study, name, waves[-1]) for name in study.questions}
    kept = {wave: study.waves[wave] for wave in waves}
    return study.model_copy(update={"waves": kept, "questions": questions})


def changes_undecided(study: Study, wave: str, folder: Path) -> tuple[Diagnostic, ...]:
    """Q08, Q09 and B08: what the wave after a frozen one asks otherwise, in silence.

    Raises:
        Refused: a lock cannot be read.
    """
    if read_lock(folder, wave) is None:
        return ()
    found = compare_with_lock(study, wave, folder)
    return tuple(problem for problem in found if problem.number in _OF_SERIES)


def is_to_come(study: Study, wave: str, folder: Path, as_of: date) -> bool:
    """Whether the answers of a wave are to come: its fieldwork is not over, and nothing of it is there.

    Afterwards, missing answers are missed.

    Raises:
        Refused: its lock cannot be read.
    """
    declared = study.waves[wave]
    is_there = declared.data is not None and bool(files_named(folder, declared.data))
    if as_of > declared.field.end or is_there or any(path.exists() for path in files_of(folder, wave)):
        return False
    lock = read_lock(folder, wave)
    return lock is None or not lock.is_closed


def next_lock(study: Study, folder: Path, as_of: date) -> Lock | None:
    """The first lock, on a day, of a wave that a settled study does not tell yet: its hash may be printed.

    Raises:
        Refused: it cannot be read.
    """
    names = sorted(path.stem for path in (folder / "locks").glob("*.lock"))
    later = [name for name in names if name not in study.waves]
    found = (read_lock(folder, name) for name in later)
    return next((lock for lock in found if lock and not lock.is_closed and lock.frozen_on <= as_of), None)
