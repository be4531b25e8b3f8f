"""What rehearsals have written, kept beside the data: it tells invented answers from real ones.

The record only grows: a file that was invented once is known as invented wherever it lies later.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from generator.errors import Diagnostic, Position, Refused

RECORD = PurePosixPath("data/.rehearsal.json")
"""Its place in a study's folder."""
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Record:
    """The sha256 of every file that was invented for a study, with the name it was first given."""

    names: Mapping[str, str]

    def holds(self, path: Path) -> bool:
        """Whether a file is, byte for byte, one that a rehearsal wrote."""
        return fingerprint(path.read_bytes()) in self.names

    def with_files(self, files: Mapping[Path, bytes]) -> "Record":
        """The same record, with more files."""
        more = {fingerprint(content): path.name for path, content in files.items()}
        return Record({**more, **self.names})

    @property
    def text(self) -> bytes:
        """The record as it is kept."""
        content = {"rehearsal": _FORMAT, "files": dict(sorted(self.names.items()))}
        return f"{json.dumps(content, ensure_ascii=False, indent=1)}\n".encode()


def record_in(folder: Path) -> Record:
    """The record of a study's folder; an empty one where nothing was ever rehearsed.

    Raises:
        Refused: R06.record, it is there and cannot be read: what is invented would pass for real.
    """
    path = folder / RECORD
    if not path.exists():
        return Record({})
    try:
        content = json.loads(path.read_bytes())
        if content["rehearsal"] == _FORMAT:
            return Record({str(one): str(name) for one, name in content["files"].items()})
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise _unreadable(folder) from error
    raise _unreadable(folder)


def is_rehearsed(folder: Path, data: str) -> bool:
    """Whether the data of that sha256 were invented by a rehearsal of the study in ``folder``.

    Raises:
        Refused: R06.record.
    """
    return data in record_in(folder).names


def fingerprint(content: bytes) -> str:
    """The sha256 of a file, as releases and locks write it."""
    return hashlib.sha256(content).hexdigest()


def overwritten(paths: Iterable[Path], record: Record) -> Iterator[Diagnostic]:
    """R06 for each path that holds anything but an earlier rehearsal."""
    for path in paths:
        if path.exists() and not (path.is_file() and record.holds(path)):
            yield Diagnostic("R06", Position(path.as_posix()), {"file": path.name})


def _unreadable(folder: Path) -> Refused:
    place = Position(f"studies/{folder.name}/{RECORD}")
    return Refused([Diagnostic("R06.record", place, {"file": RECORD.name})])
