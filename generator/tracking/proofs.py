"""What can be proven of the order of things: the lock, then fieldwork, then the answers as they are.

Each question has one of three answers. Proven leans on git, whose dates their author gives: what a hash
printed elsewhere (a notice to participants, the site of the wave before) adds is that nobody can have
written this lock afterwards. Not proven is no accusation: there may be no git, or only its end.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from generator import history, locks
from generator.errors import Diagnostic, Refused
from generator.releasing import data_of
from generator.spec import Study, load
from generator.words import Words


class Standing(StrEnum):
    """What is known of one thing that should be true."""

    PROVEN = "proven"
    BROKEN = "broken"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Proof:
    """One thing that should be true of a wave, what is known of it, and the sentence that says so."""

    wave: str
    about: str
    standing: Standing
    words: Words


@dataclass(frozen=True)
class Scene:
    """A study, its folder, and the hash of each wave's answers where they are still there."""

    study: Study
    root: Path
    folder: Path
    data: Mapping[str, str | None]
    published: str | None = None
    """The short hash that was printed, in a notice or on a site, if one is to be looked for."""

    @property
    def is_tracked(self) -> bool:
        """Whether git knows something."""
        return history.is_tracked(self.root)


def scene_of(root: Path, study: str, published: str | None = None) -> Scene:
    """A study of a workspace, with the hash of the answers that are there.

    Raises:
        Refused: the study has errors or is unknown.
    """
    workspace = load(root, [study])
    found = workspace.studies.get(study)
    if found is None:
        raise Refused(workspace.diagnostics)
    folder = workspace.folder(study)
    return Scene(found, root, folder, {wave: data_of(found, wave, folder) for wave in found.waves}, published)


def verify(scene: Scene) -> tuple[Proof, ...]:
    """What can be said of each wave of a study, in order; then of the hash that was printed, if any.

    Raises:
        Refused: a lock is spoiled.
    """
    found = [proof for wave in scene.study.waves for proof in _of_wave(scene, wave)]
    return (*found, *(_printed(scene) if scene.published else ()))


def _of_wave(scene: Scene, wave: str) -> Iterator[Proof]:
    lock = locks.read_lock(scene.folder, wave)
    if lock is None:
        yield _proof(wave, "lock", Standing.UNKNOWN, "none")
        return
    commits = history.commits_of(scene.root, _path(scene, wave))
    yield _before_fieldwork(scene, lock, commits)
    yield _never_rewritten(scene, lock, commits)
    yield _same_answers(scene, lock)


def _path(scene: Scene, wave: str) -> str:
    return locks.lock_file(scene.folder, wave).relative_to(scene.root).as_posix()


def _proof(wave: str, about: str, standing: Standing, kind: str, **values: object) -> Proof:
    return Proof(wave, about, standing, Words.of(f"verify.{about}.{kind}", wave=wave, **values))


def _before_fieldwork(scene: Scene, lock: locks.Lock, commits: tuple[history.Commit, ...]) -> Proof:
    """The day a lock says, then the day git says; the later of the two days of a commit is taken."""
    start = scene.study.waves[lock.wave].field.start
    values: dict[str, object] = {"start": start, "frozen": lock.frozen_on}
    if lock.frozen_on >= start:
        is_said = any(amendment.what == "frozen_on" for amendment in scene.study.waves[lock.wave].amended)
        standing = Standing.UNKNOWN if is_said else Standing.BROKEN
        return _proof(lock.wave, "lock", standing, "late", **values)
    if not commits:
        kind = "uncommitted" if scene.is_tracked else "no_git"
        return _proof(lock.wave, "lock", Standing.UNKNOWN, kind, **values)
    first = commits[-1]
    day = max(first.authored, first.committed)
    values |= {"commit": first.id[:10], "day": day}
    if day >= start:
        kind = _why_late(scene, start)
        standing = Standing.BROKEN if kind == "committed_late" else Standing.UNKNOWN
        return _proof(lock.wave, "lock", standing, kind, **values, born=history.born(scene.root))
    if day < lock.frozen_on:
        return _proof(lock.wave, "lock", Standing.BROKEN, "clock", **values)
    return _proof(lock.wave, "lock", Standing.PROVEN, "before", **values)


def _why_late(scene: Scene, start: date) -> str:
    """A history that begins after fieldwork could not have recorded the lock earlier: it blames nobody."""
    if history.is_shallow(scene.root):
        return "shallow"
    return "younger" if _is_younger(scene, start) else "committed_late"


def _is_younger(scene: Scene, start: date) -> bool:
    born = history.born(scene.root)
    return born is not None and born >= start


def _never_rewritten(scene: Scene, lock: locks.Lock, commits: tuple[history.Commit, ...]) -> Proof:
    """Every version in force since fieldwork began bears the hash that the lock bears today."""
    if not commits:
        return _proof(lock.wave, "rewritten", Standing.UNKNOWN, "no_git", hash=lock.short_hash)
    path = _path(scene, lock.wave)
    start = scene.study.waves[lock.wave].field.start
    for commit in _in_force(commits, start):
        text = history.content_at(scene.root, commit.id, path)
        if text is not None and _hash_of(text, path) != lock.hash:
            values = {"hash": lock.short_hash, "commit": commit.id[:10], "day": commit.committed}
            kind = "changed_younger" if _is_younger(scene, start) else "changed"
            return _proof(lock.wave, "rewritten", Standing.BROKEN, kind, **values)
    kind = "shallow" if history.is_shallow(scene.root) else "same"
    standing = Standing.UNKNOWN if kind == "shallow" else Standing.PROVEN
    return _proof(lock.wave, "rewritten", standing, kind, hash=lock.short_hash)


def _in_force(commits: tuple[history.Commit, ...], start: date) -> Iterator[history.Commit]:
    """The last version before fieldwork, then all those since: a lock may be made again before."""
    before = [commit for commit in commits if commit.committed < start]
    yield from before[:1]
    yield from (commit for commit in reversed(commits) if commit.committed >= start)


def _hash_of(text: str, path: str) -> str | None:
    try:
        return locks.parse(text, path).hash
    except Refused:
        return None


def _same_answers(scene: Scene, lock: locks.Lock) -> Proof:
    if lock.closing is None:
        return _proof(lock.wave, "data", Standing.UNKNOWN, "open")
    data = scene.data.get(lock.wave)
    values = {"day": lock.closing.on}
    if data is None:
        return _proof(lock.wave, "data", Standing.UNKNOWN, "deleted", **values)
    values["first"] = lock.closings[0].on
    is_same = data == lock.closing.data
    same = "again" if lock.closed_before else "same"
    kind, standing = (same, Standing.PROVEN) if is_same else ("other", Standing.BROKEN)
    return _proof(lock.wave, "data", standing, kind, **values)


def _printed(scene: Scene) -> Iterator[Proof]:
    """Whether the hash that was printed is that of one of the locks."""
    for wave in scene.study.waves:
        lock = locks.read_lock(scene.folder, wave)
        if lock is not None and lock.short_hash == scene.published:
            yield _proof(wave, "printed", Standing.PROVEN, "found", hash=scene.published)
            return
    last = next(reversed(scene.study.waves), "")
    yield _proof(last, "printed", Standing.BROKEN, "absent", hash=scene.published)


def refusals(found: tuple[Proof, ...], study: Study) -> tuple[Diagnostic, ...]:
    """K11 for each thing that is shown to be untrue: what cannot be proven is no error."""
    return tuple(
        Diagnostic("K11", study.where("waves", proof.wave), {"told": proof.words})
        for proof in found
        if proof.standing is Standing.BROKEN
    )


def limits(is_tracked: bool) -> Words:
    """What all this cannot prove."""
    return Words.of("verify.limits.git" if is_tracked else "verify.limits.none")
