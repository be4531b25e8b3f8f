"""The ledger of a study: one line for each wave closed, in the order they were, and never one less.

It is what a lock cannot be: a lock that is deleted with its release leaves no trace, and the wave could be
closed again on other answers or under another threshold. Each line holds the hash of the line before, so a
line that is edited, moved or taken out breaks the chain; the last line, which nothing follows, is held
against the wave's lock and files. And a wave that the last commit says was closed may not vanish, nor rest
on other answers. Aggregates and rows are not in it: hashes only.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from generator import __version__
from generator.errors import Diagnostic, Position, Refused
from generator.history import committed
from generator.locks.files import read_lock
from generator.locks.lock import Closing, Lock
from generator.release import METHOD, Release, files_of
from generator.release import read as read_release

FORMAT = 1
_HALVES = "<<<<<<< "
"""How git begins what two branches say otherwise."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One closing; ``data``, ``release`` and ``certificate`` are the sha256 of the files of those names."""

    wave: str
    on: str
    data: str
    release: str
    certificate: str
    content: str
    """The digest that the certificate states."""
    tool: str
    method: int
    format: int = FORMAT
    closing: int = 1
    """2 where the wave was closed again on amended answers; the first is not written."""

    @property
    def what(self) -> tuple[str, ...]:
        """What was closed, whenever and by whichever version."""
        return self.wave, self.data, self.release, self.certificate, self.content


def ledger_file(folder: Path) -> Path:
    """Where the ledger of a study lies in its ``folder``."""
    return folder / "locks" / "ledger.jsonl"


def _place(folder: Path) -> Position:
    return Position((Path("studies") / folder.name / "locks" / "ledger.jsonl").as_posix())


def entry_of(release: Release, on: date, folder: Path, closing: int = 1) -> Entry:
    """The entry of a closing whose release stands in the study's ``folder``."""
    content, certificate = (_hash(path.read_bytes()) for path in files_of(folder, release.wave, closing))
    stated = release.certificate
    return Entry(
        wave=release.wave,
        on=on.isoformat(),
        data=stated.data,
        release=content,
        certificate=certificate,
        content=stated.content,
        tool=__version__,
        method=METHOD,
        closing=closing,
    )


def dump(entries: tuple[Entry, ...]) -> str:
    """The canonical text of a ledger: a line each, bound to the line before."""
    lines: list[str] = []
    for entry in entries:
        before = _hash(lines[-1].encode()) if lines else ""
        lines.append(json.dumps({**_stated(entry), "previous": before}, sort_keys=True) + "\n")
    return "".join(lines)


def _stated(entry: Entry) -> dict[str, Any]:
    stated = asdict(entry)
    return stated if entry.closing > 1 else {name: it for name, it in stated.items() if name != "closing"}


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def read_ledger(folder: Path) -> tuple[Entry, ...]:
    """The entries of a study's ledger, in order; none when nothing was ever closed.

    Raises:
        Refused: V15, it was edited or its lines moved, it cannot be read, it comes from a newer tool, or
            lines of the last commit are gone.
    """
    path = ledger_file(folder)
    try:
        text = path.read_text("utf-8") if path.exists() else ""
        if text.startswith(_HALVES) or f"\n{_HALVES}" in text:
            raise _refused("V15.merged", folder)
        entries = tuple(_entries(text))
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise _refused("V15.edited", folder) from error
    if any(entry.format > FORMAT or entry.method > METHOD for entry in entries):
        raise _refused("V15.newer", folder)
    if dump(entries) != text:
        raise _refused("V15.edited", folder)
    kept = {(entry.wave, entry.data) for entry in entries}
    if any((old.wave, old.data) not in kept and not _is_invented(old.wave, folder) for old in _before(path)):
        raise _refused("V15.erased", folder)
    return entries


def _before(path: Path) -> tuple[Entry, ...]:
    """The entries that the last commit holds; none when what it holds is no ledger."""
    try:
        return tuple(_entries(committed(path) or ""))
    except (ValueError, TypeError, KeyError):
        return ()


def _is_invented(wave: str, folder: Path) -> bool:
    """Whether a rehearsal drew the answers a wave stands on: nobody gave them, so nothing was promised."""
    try:
        with files_of(folder, wave)[0].open(encoding="utf-8") as release:
            return bool(json.loads(release.readline()).get("invented"))
    except (OSError, ValueError, AttributeError):
        return False


def _entries(text: str) -> Iterator[Entry]:
    for line in text.splitlines():
        stated: dict[str, Any] = json.loads(line)
        if int(stated["format"]) > FORMAT:
            # What a later format holds is not known here: its number is all that is read of it.
            yield Entry("", "", "", "", "", "", "", 0, int(stated["format"]))
            return
        del stated["previous"]
        yield Entry(**stated)


def append(entry: Entry, folder: Path) -> Path:
    """Add a closing to the ledger of a study; one that is there already is not added twice.

    Raises:
        Refused: V15, the ledger is spoiled or cannot be written, or it says that the wave was closed before,
            otherwise than the closing that this one comes after.
    """
    entries, path = read_ledger(folder), ledger_file(folder)
    known = next(reversed(_of(entries, entry.wave)), None)
    if known is not None and known.what == entry.what:
        return path
    if entry.closing != (known.closing + 1 if known else 1):
        raise _refused("V15.reopened", folder, wave=entry.wave)
    try:
        unfinished = path.with_name(f"{path.name}.part")
        unfinished.write_text(dump((*entries, entry)), "utf-8", newline="\n")
        unfinished.replace(path)
    except OSError as error:
        raise _refused("V15.unwritable", folder) from error
    return path


def hold_to_ledger(wave: str, folder: Path) -> None:
    """Refuse a wave that is not what the ledger says: closed on these files, or never closed.

    Raises:
        Refused: V15, the ledger is spoiled; ``missing``, the wave is closed and not in it; ``other``, its
            files are not those that were closed; ``reopened``, it was closed once and its lock is gone. Or
            the lock cannot be read.
    """
    known, lock = _of(read_ledger(folder), wave), read_lock(folder, wave)
    closings = lock.closings if lock else ()
    if len(known) < len(closings):
        raise _refused("V15.missing", folder, wave=wave)
    if len(known) > len(closings):
        raise _refused("V15.reopened" if not closings else "V15.half", folder, wave=wave)
    if not all(_stands(*pair, folder) for pair in zip(known, closings, strict=True)):
        raise _refused("V15.other", folder, wave=wave)


def interrupted(lock: Lock, folder: Path) -> Release | None:
    """The release of a closing that stopped after the ledger and before the lock; None when none did.

    Raises:
        Refused: V10 or V15, the files cannot be used.
    """
    known = _of(read_ledger(folder), lock.wave)[len(lock.closings) :]
    if len(known) != 1 or not _has_its_files(known[0], folder):
        return None
    return read_release(folder, lock.wave, known[0].closing)


def _stands(entry: Entry, closing: Closing, folder: Path) -> bool:
    """Whether a closing of the lock, and its two files, are those of an entry."""
    is_same = (str(closing.on), closing.data) == (entry.on, entry.data)
    return is_same and _has_its_files(entry, folder)


def _has_its_files(entry: Entry, folder: Path) -> bool:
    """Whether the two files of a closing are those of an entry."""
    try:
        # A checkout may end lines as Windows does; nothing in these files holds a return of its own.
        whole = [path.read_bytes() for path in files_of(folder, entry.wave, entry.closing)]
        found = [_hash(content.replace(b"\r\n", b"\n")) for content in whole]
    except OSError:
        # A file that cannot be read is told by V10, which knows more of it.
        return False
    return found == [entry.release, entry.certificate]


def _of(entries: tuple[Entry, ...], wave: str) -> list[Entry]:
    """The closings of one wave, oldest first."""
    return [entry for entry in entries if entry.wave == wave]


def _refused(code: str, folder: Path, **values: str) -> Refused:
    return Refused([Diagnostic(code, _place(folder), {"study": folder.name, **values})])
