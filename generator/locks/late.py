"""A closed wave whose answers change after all: a late reply, someone who withdrew, a correction.

Its spec says so, once for each time the wave is to be closed again: ``amended: {what: data, …}``, with the
file that the wave was closed on (``was``). The lock keeps every closing, and so does the ledger.
"""

from collections.abc import Iterator

from generator.errors import Diagnostic
from generator.locks.lock import Lock
from generator.spec.models import Amendment, Study

DATA = "data"


def amended_data(study: Study, wave: str) -> tuple[Amendment, ...]:
    """What a wave says of its answers since it was closed, in order: one for each closing but the last."""
    return tuple(one for one in study.waves[wave].amended if one.what == DATA)


def is_said(study: Study, lock: Lock) -> bool:
    """Whether the spec says that a closed wave is to be closed once more."""
    return lock.is_closed and len(amended_data(study, lock.wave)) >= len(lock.closings)


def data_changed(study: Study, lock: Lock, data: str | None) -> Iterator[Diagnostic]:
    """D04: the file is not the one the wave was closed on; or that is said, and not done."""
    closing = lock.closing
    if closing is None:
        return
    is_other = data is not None and data != closing.data
    values = {
        "file": study.waves[lock.wave].data or "",
        "day": closing.on.isoformat(),
        "study": study.id,
        "wave": lock.wave,
    }
    if is_said(study, lock):
        yield Diagnostic(
            "D04.late" if is_other else "D04.same", study.where("waves", lock.wave, "amended"), values
        )
    elif is_other:
        yield Diagnostic("D04", study.where("waves", lock.wave, "data"), values)


def reopens(study: Study, lock: Lock, data: str | None) -> bool:
    """Whether a closed wave may be closed again: its answers changed, and the spec says so."""
    return any(problem.code == "D04.late" for problem in data_changed(study, lock, data))
