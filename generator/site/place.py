"""The folder a site is written to: ours or refused, and replaced only by a complete one."""

import errno
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.errors import Diagnostic, Refused
from generator.words.language import Readership

MARK = ".boussole"
_MARKED = "Written by boussole, which replaces this whole folder at each build.\n"

_FULL = {errno.ENOSPC, errno.EDQUOT}
_UNWRITABLE = {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EEXIST, errno.ENAMETOOLONG}


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a site goes and how it looks, as the command was asked."""

    out: Path
    workspace: Path
    theme: str
    as_of: date
    edition: str = ""
    """``study/wave`` of an edition: whose pages stand at its root, and where it is under the client's."""
    readership: Readership = Readership.EVERYONE


@dataclass(frozen=True, slots=True)
class Place:
    """Where a site goes, and the two folders beside it that a build needs while it lasts."""

    out: Path

    @property
    def staging(self) -> Path:
        """Where the new site is made."""
        return self.out.with_name(f".{self.out.name}.new")

    @property
    def former(self) -> Path:
        """Where the previous site waits while the new one takes its place."""
        return self.out.with_name(f".{self.out.name}.old")


def lock_of(folder: Path) -> Path:
    """The file beside ``folder`` that a build holds while it writes there."""
    return folder.with_name(f".{folder.name}.lock")


def claim(out: Path) -> Place:
    """The place at ``out``, tidied of what an interrupted build left beside it.

    Raises:
        Refused: F04, a file, or a folder with contents that we did not put there.
    """
    place = Place(out)
    _recover(place)
    _refuse_foreign(out)
    place.staging.mkdir(parents=True)
    return place


def _refuse_foreign(out: Path) -> None:
    if out.exists() and not out.is_dir():
        raise Refused([Diagnostic("F04.file", values={"out": str(out)})])
    if out.is_dir() and any(out.iterdir()) and not (out / MARK).is_file():
        raise Refused([Diagnostic("F04", values={"out": str(out)})])


def _recover(place: Place) -> None:
    # Killed between the two renames of a swap: the previous site is whole, only out of its place.
    if place.former.is_dir() and not place.out.exists():
        place.former.rename(place.out)
    for leftover in (place.staging, place.former):
        if leftover.exists():
            shutil.rmtree(leftover)


def swap(place: Place) -> None:
    """Put the staged site in its place; the previous one goes only once the new one stands.

    Raises:
        Refused: F04, somebody put a folder of theirs there meanwhile.
    """
    _refuse_foreign(place.out)
    (place.staging / MARK).write_text(_MARKED, "utf-8")
    previous = place.out.exists()
    if previous:
        place.out.rename(place.former)
    try:
        place.staging.rename(place.out)
    except BaseException:
        if previous:
            place.former.rename(place.out)
        raise
    if previous:
        shutil.rmtree(place.former)


def abandon(place: Place) -> None:
    """Remove an unfinished site; the previous one was never touched."""
    shutil.rmtree(place.staging, ignore_errors=True)


@contextmanager
def told(out: Path) -> Iterator[None]:
    """Turn what the disk refuses into a sentence; what we did wrong stays an error of ours.

    Raises:
        Refused: F01 unwritable, F02 full.
    """
    try:
        yield
    except OSError as error:
        # Of a copy that fails, the second name is the one being written.
        where = {"out": str(out), "path": str(error.filename2 or error.filename or out)}
        if error.errno in _FULL:
            raise Refused([Diagnostic("F02", values=where)]) from error
        if error.errno in _UNWRITABLE:
            raise Refused([Diagnostic("F01", values=where)]) from error
        raise


@contextmanager
def held(lock: Path) -> Iterator[None]:
    """Hold the file ``lock`` so that one build at a time writes here.

    The system lets go of it when the process ends, however it ends: a file left behind by a dead one
    stops nobody.

    Raises:
        Refused: F03, another build holds it; F01, its folder cannot be made.
    """
    try:
        lock.parent.mkdir(parents=True, exist_ok=True)
        handle = _taken(lock)
    except FileNotFoundError as error:
        # Not one missing folder: a drive that is not there, or a place where nothing can be made.
        folder = str(lock.parent)
        raise Refused([Diagnostic("F01", values={"out": folder, "path": folder})]) from error
    try:
        yield
    finally:
        # Removed while still held: whoever opened it meanwhile sees that it is no longer the one.
        with suppress(OSError):
            lock.unlink()
        os.close(handle)


def _taken(lock: Path) -> int:
    while True:
        handle = os.open(lock, os.O_RDWR | os.O_CREAT, 0o644)
        if not _grab(handle):
            os.close(handle)
            raise Refused([Diagnostic("F03", values={"lock": str(lock)})])
        if _is_still(handle, lock):
            return handle
        os.close(handle)


def _is_still(handle: int, lock: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), lock.stat())
    except FileNotFoundError:
        return False


if sys.platform == "win32":
    import msvcrt

    def _grab(handle: int) -> bool:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _grab(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
