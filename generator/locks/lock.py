"""The lock of a wave: what was frozen, when, by which tool, and how the wave was closed."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import TypeAlias

from generator import __version__
from generator.locks.instrument import Tree, frozen_content
from generator.release import METHOD, Release
from generator.spec.models import Study

FORMAT = 2
"""The format locks are written in. 1 said nothing of who was asked and how, nor of what was promised."""

Promised: TypeAlias = Mapping[str, Mapping[str, Tree]]
"""What readers were told, by kind (decisions, findings, actions) and id."""


@dataclass(frozen=True, slots=True)
class Closing:
    """The end of a wave: the data it rests on and the release made from them."""

    on: date
    data: str
    """sha256 of the data file."""
    rows: int
    release: str
    """The digest that the release's certificate states: no other release can take its place."""


@dataclass(frozen=True)
class Lock:
    """What is fixed for one wave of a study."""

    study: str
    wave: str
    frozen_on: date
    tool: str
    method: int
    content: Mapping[str, Tree]
    """What was frozen, by part, readable: see ``instrument.PARTS``."""
    closing: Closing | None = None
    """What pages rest on: the last closing."""
    published: Promised = field(default_factory=dict)
    """What readers had been told, by kind and id: none of it may vanish. Not part of the hash."""
    format: int = FORMAT
    closed_before: tuple[Closing, ...] = ()
    """The closings that the last one came after, oldest first: late replies, and what else was amended."""

    @cached_property
    def hashes(self) -> Mapping[str, str]:
        """sha256 of each part."""
        return {name: _hash(part) for name, part in self.content.items()}

    @cached_property
    def hash(self) -> str:
        """sha256 of all that was frozen and of the day it was: it stays the same when the wave is closed."""
        return _hash([self.study, self.wave, str(self.frozen_on), self.tool, str(self.method), self.hashes])

    @property
    def short_hash(self) -> str:
        """What a notice to participants can print: the first twelve characters of the hash."""
        return self.hash[:12]

    @property
    def is_closed(self) -> bool:
        """Whether the answers are in and the release is made."""
        return self.closing is not None

    @property
    def closings(self) -> tuple[Closing, ...]:
        """All closings, oldest first."""
        return (*self.closed_before, *([self.closing] if self.closing else []))


def _hash(tree: Tree) -> str:
    # Keys are not sorted: the order of questions and of answers is part of what was frozen.
    text = json.dumps(tree, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def lock_of(study: Study, wave: str, on: date) -> Lock:
    """The lock of a wave as its study stands on a day."""
    return Lock(study.id, wave, on, __version__, METHOD, frozen_content(study, wave))


def closed(lock: Lock, on: date, release: Release) -> Lock:
    """The same lock once the answers are in, or in again, bound to the release made from them."""
    certificate = release.certificate
    last = Closing(on, certificate.data, release.rows, certificate.content)
    return replace(lock, closing=last, closed_before=lock.closings)
