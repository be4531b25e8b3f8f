"""Freezing the rules of a wave before its answers, and closing it on them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator import locks
from generator.disclosure import FOLDER, Depth, Kept, Pace
from generator.errors import Diagnostic, Refused, refuse_errors
from generator.release import Release, files_of, write
from generator.releasing import Progress, Released, data_of, let_through, refuse_unknown, release
from generator.spec import Study, load


@dataclass(frozen=True)
class Frozen:
    """What a freeze wrote."""

    lock: locks.Lock
    files: tuple[Path, ...]
    diagnostics: tuple[Diagnostic, ...]


def freeze(
    root: Path,
    study: str,
    wave: str,
    as_of: date,
    progress: Progress,
    is_over: Callable[[], bool] = lambda: False,
) -> Frozen:
    """Freeze the rules of a wave; called again once its answers are there, close it.

    ``is_over`` says that the time given to the search is up: it then stops, and goes on when called again.

    Raises:
        Refused: the study has errors, Q08, Q09 or B08 a series changes in silence, K07 the wave is closed
            already, K08 its answers are not there yet, K10 its freeze or the end of its fieldwork is to come,
            V15 it was closed once and its lock is gone, V16 the time given is up.
    """
    workspace = load(root, [study], as_of)
    refuse_errors(workspace.diagnostics)
    found, folder = workspace.studies[study], workspace.folder(study)
    refuse_unknown(found, wave)
    lock = locks.read_lock(folder, wave)
    if lock is None:
        # A closed wave whose lock was taken away would be given other rules, after its answers.
        locks.hold_to_ledger(wave, folder)
        fresh = _first_lock(found, wave, folder, as_of)
        return Frozen(fresh, (locks.write_lock(fresh, folder),), workspace.diagnostics)
    _refuse_unclosable(found, lock, folder)
    _refuse_untimely(found, lock, as_of)
    return _close(found, lock, folder, as_of, progress, is_over)


def _first_lock(study: Study, wave: str, folder: Path, as_of: date) -> locks.Lock:
    """Once a wave is closed its findings are read: the lock of the next one remembers them.

    Raises:
        Refused: Q08, Q09 or B08, it asks otherwise than the wave before and nobody says what becomes of the
            series: after fieldwork, it would be too late to ask as before.
    """
    waves = list(study.waves)
    for earlier in waves[: waves.index(wave)]:
        refuse_errors(locks.changes_undecided(study, earlier, folder))
    fresh = locks.lock_of(study, wave, as_of)
    closed = [lock for name in study.waves if (lock := locks.read_lock(folder, name)) and lock.closing]
    return locks.remembering(fresh, study) if closed else fresh


def _refuse_unclosable(study: Study, lock: locks.Lock, folder: Path) -> None:
    place = study.where("waves", lock.wave)
    data = data_of(study, lock.wave, folder)
    if lock.closing is not None and not (locks.reopens(study, lock, data) or locks.interrupted(lock, folder)):
        raise Refused([Diagnostic("K07", place, {"wave": lock.wave, "day": str(lock.closing.on)})])
    if data is None:
        raise Refused([Diagnostic("K08", place, {"wave": lock.wave, "day": str(lock.frozen_on)})])


def _refuse_untimely(study: Study, lock: locks.Lock, as_of: date) -> None:
    """A closing cannot be taken back: not before the freeze, nor while people may still answer."""
    before, end = lock.closing.on if lock.closing else lock.frozen_on, study.waves[lock.wave].field.end
    values = {"wave": lock.wave, "day": str(as_of), "frozen": str(before), "end": str(end)}
    if as_of < before:
        raise Refused([Diagnostic("K10", study.where("waves", lock.wave), values)])
    if as_of < end:
        raise Refused([Diagnostic("K10.open", study.where("waves", lock.wave, "field"), values)])


def _close(
    study: Study,
    lock: locks.Lock,
    folder: Path,
    as_of: date,
    progress: Progress,
    is_over: Callable[[], bool],
) -> Frozen:
    """The release is written first, then the ledger: a lock must never say closed without them."""
    half = locks.interrupted(lock, folder)
    if half is not None:
        return _shut(lock, half, folder, as_of, ())
    progress("release", f"{study.id} {lock.wave}")
    pace = _pace(study, lock.wave, folder, progress, is_over)
    released = _last_release(study, lock, folder, pace)
    found = released.releases[study.id, lock.wave]
    write(found, folder, len(lock.closings) + 1)
    frozen = _shut(lock, found, folder, as_of, released.diagnostics)
    pace.kept.forget()
    return frozen


def _shut(
    lock: locks.Lock, found: Release, folder: Path, as_of: date, said: tuple[Diagnostic, ...]
) -> Frozen:
    closed = locks.closed(lock, as_of, found)
    closing = len(closed.closings)
    ledger = locks.append(locks.entry_of(found, as_of, folder, closing), folder)
    files = files_of(folder, lock.wave, closing)
    return Frozen(closed, (locks.write_lock(closed, folder), *files, ledger), said)


def _last_release(study: Study, lock: locks.Lock, folder: Path, pace: Pace) -> Released:
    """The release that closes a wave, or closes it again on the answers that came since.

    Raises:
        Refused: the data, the lock, the ledger or the gate refuses.
    """
    if lock.closing is None:
        return release(study, lock.wave, folder, Depth.FREEZE, pace)
    data = data_of(study, lock.wave, folder)
    found = locks.compare_with_lock(study, lock.wave, folder, data)
    problems = tuple(problem for problem in found if problem.code != "D04.late")
    refuse_errors(problems)
    locks.hold_to_ledger(lock.wave, folder)
    return let_through(study, lock.wave, folder, data, problems, Depth.FREEZE, pace)


def _pace(study: Study, wave: str, folder: Path, progress: Progress, is_over: Callable[[], bool]) -> Pace:
    """A search that tells each question, and keeps what it finds beside the answers while it lasts."""
    declared = study.waves[wave].data
    kept = Kept((folder / declared).parent / FOLDER / wave if declared else None)

    def told(question: str, place: int, of: int) -> None:
        progress("search", f"{study.id} {wave} · {question} · {place}/{of}")

    return Pace(Depth.FREEZE, told, is_over, kept)
