"""Aggregates kept from one build to the next, so that unchanged answers are not read again.

They are kept beside the answers, in the folder that git ignores, because they are as sensitive: they
hold no answer of anyone, but counts far under the threshold. Nobody else may read them, they go when the
answers go, and the gate judges them again at every build.
"""

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from generator import __version__, data
from generator.aggregates.model import Aggregates
from generator.aggregates.written import Unreadable, from_bytes, to_bytes
from generator.spec.models import Study
from generator.spec.paths import file_and_part, is_file
from generator.spec.plan import Plan

FOLDER = ".boussole"
_IGNORED = "*\n"


@dataclass(frozen=True, slots=True)
class Memory:
    """The aggregates of one wave on disk. ``key`` tells of what they were made; None: of nothing that is."""

    path: Path
    key: str

    def recall(self) -> Aggregates | None:
        """What was kept, if it was made of the same answers, by the same spec and code; None otherwise.

        What was spoiled or is not ours is none.
        """
        try:
            head, _, content = self.path.read_bytes().partition(b"\n")
        except OSError:
            return None
        if head != self._head(content):
            return None
        try:
            return from_bytes(content)
        except Unreadable:
            return None

    def keep(self, aggregates: Aggregates) -> None:
        """Keep for the next build. A disk that cannot be written to keeps nothing: the answers are there."""
        content = to_bytes(aggregates)
        try:
            self.path.parent.mkdir(mode=0o700, exist_ok=True)
            (self.path.parent / ".gitignore").write_text(_IGNORED, "utf-8")
            self._write(self._head(content) + b"\n" + content)
        except OSError:
            return

    def _write(self, content: bytes) -> None:
        fresh = self.path.with_suffix(".new")
        try:
            with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
                file.write(content)
            fresh.replace(self.path)
        finally:
            # Stopped by hand too: half a file of counts is not left behind.
            fresh.unlink(missing_ok=True)

    def forget(self) -> None:
        """Keep nothing any more: the answers are gone, or the wave is closed."""
        for path in (self.path, self.path.with_suffix(".new")):
            path.unlink(missing_ok=True)

    def _head(self, content: bytes) -> bytes:
        digest = hashlib.sha256(content).hexdigest()
        return f"{self.key} {digest}".encode()


def memory_of(study: Study, plan: Plan, wave: str, folder: Path, answers: str | None) -> Memory | None:
    """Where the aggregates of a wave are kept; None when it names no data. ``answers`` is their hash."""
    given = study.waves[wave].data
    if given is None:
        return None
    file, _ = file_and_part(given)
    parts = (answers or "", plan.digest, _written(study, wave), _margins(study, wave, folder), code_version())
    key = hashlib.sha256("\n".join(parts).encode()).hexdigest()
    return Memory((folder / file).parent / FOLDER / f"{study.id}-{wave}.aggregates", key)


def _written(study: Study, wave: str) -> str:
    """All that a spec says of how answers are read and counted."""
    said = (
        study.questions,
        study.segments,
        study.indicators,
        study.weighting,
        study.sample,
        study.population,
        study.statistics,
        study.priorities,
        study.shared.scales,
        study.waves[wave],
    )
    return hashlib.sha256(repr(said).encode()).hexdigest()


def _margins(study: Study, wave: str, folder: Path) -> str:
    given = study.waves[wave].weights
    path = folder / given if given else None
    return hashlib.sha256(path.read_bytes()).hexdigest() if path and is_file(path) else ""


@cache
def code_version() -> str:
    """The version of the method: of the program, and of every line of the rooms that read and count."""
    digest = hashlib.sha256(__version__.encode())
    for content in _lines():
        digest.update(content)
    return digest.hexdigest()


def _lines() -> Iterator[bytes]:
    for folder in (Path(data.__file__).parent, Path(__file__).parent):
        for path in sorted(folder.glob("*.py")):
            yield path.read_bytes()
