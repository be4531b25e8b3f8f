"""The two sides of a comparison: a lock, a wave, a folder or a revision, each read without answers."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory

from generator import history, locks
from generator.errors import Diagnostic, Refused
from generator.release import Release
from generator.release import read as read_release
from generator.spec import Study, Workspace, load, plan_of
from generator.statistics import Figures, NumberRow, number_rows

_READ = ("studies", ":(exclude,glob)studies/*/data/**")
"""What of a revision is read: never the answers, should someone have committed some."""
_AT = "@"


@dataclass(frozen=True)
class Sheet:
    """The figures of a study's closed waves; worked out when they are asked for, since few comparisons do."""

    origin: tuple[str, ...] = ()
    """What they come from: the plan, then each release by its digest. Under the same rules they are equal."""
    figures: Figures | None = None

    @cached_property
    def rows(self) -> Mapping[str, NumberRow]:
        """Each figure by its id."""
        return {row.id: row for row in number_rows(self.figures)} if self.figures else {}


@dataclass(frozen=True)
class Side:
    """What a workspace or one lock says: states by study, and figures of closed waves by study."""

    label: str
    states: Mapping[str, locks.State]
    sheets: Mapping[str, Sheet] = field(default_factory=dict)
    is_whole: bool = True
    """Whether it says all studies there are; a lock speaks of its own only."""


@contextmanager
def side_of(root: Path, name: str) -> Iterator[Side]:
    """What ``name`` stands for: a lock file, a folder, a wave (``2025`` or ``cx@2025``), else a revision.

    A revision is read in a temporary folder that is gone when the context ends.

    Raises:
        Refused: E10, it stands for nothing, or for waves of several studies; or a lock or a release of
            it is spoiled.
    """
    path = root / name
    waves = _waves(root, name)
    if path.is_file():
        yield _of_lock(locks.parse(path.read_text("utf-8", errors="replace"), name), name)
    elif path.is_dir():
        yield _of_folder(path, name)
    elif waves:
        yield _of_lock(_the_only(waves, name), name)
    else:
        with _revision(root, name) as folder:
            yield _of_folder(folder, name)


def _waves(root: Path, name: str) -> list[locks.Lock]:
    """The locks of the waves of that name."""
    study, _, wave = name.rpartition(_AT)
    folders = [root / "studies" / study] if study else sorted(root.glob("studies/*"))
    if not wave or "/" in name:
        return []
    found = (locks.read_lock(folder, wave) for folder in folders if folder.is_dir())
    return [lock for lock in found if lock is not None]


def _the_only(found: list[locks.Lock], name: str) -> locks.Lock:
    if len(found) > 1:
        known = ", ".join(f"{lock.study}{_AT}{lock.wave}" for lock in found)
        raise Refused([Diagnostic("E10.several", None, {"name": name, "known": known})])
    return found[0]


def _of_lock(lock: locks.Lock, name: str) -> Side:
    return Side(name, {lock.study: locks.state_in(lock)}, is_whole=False)


@contextmanager
def _revision(root: Path, name: str) -> Iterator[Path]:
    commit = history.resolve(root, name)
    if commit is None:
        code = "E10" if history.is_tracked(root) else "E10.no_git"
        raise Refused([Diagnostic(code, None, {"name": name})])
    with TemporaryDirectory() as folder:
        if not history.extract(root, commit, _READ, Path(folder)):
            raise Refused([Diagnostic("E10.nothing", None, {"name": name})])
        yield Path(folder)


def _of_folder(folder: Path, name: str) -> Side:
    workspace = load(folder if (folder / "studies").is_dir() else folder.parents[1])
    studies = _chosen(workspace, folder)
    if not studies and not workspace.broken:
        raise Refused([Diagnostic("E10.nothing", None, {"name": name})])
    states = {study.id: locks.state_of(study, next(reversed(study.waves), None)) for study in studies}
    return Side(name, states, {study.id: _sheet(workspace, study) for study in studies})


def _chosen(workspace: Workspace, folder: Path) -> list[Study]:
    """All studies of a workspace, or the one whose folder was named."""
    named = workspace.studies.get(folder.name) if folder != workspace.root else None
    return [named] if named else list(workspace.studies.values())


def _sheet(workspace: Workspace, study: Study) -> Sheet:
    """The figures of closed waves, as their releases give them: no answer is needed, nor read."""
    folder, plan = workspace.folder(study.id), plan_of(study)
    closed = {wave: release for wave in study.waves if (release := _closed(folder, wave)) is not None}
    known = {wave: release for wave, release in closed.items() if locks.holds(release, plan, wave)}
    if not known:
        return Sheet()
    origin = (plan.digest, *(release.certificate.content for release in known.values()))
    return Sheet(origin, Figures(study, plan, known))


def _closed(folder: Path, wave: str) -> Release | None:
    lock = locks.read_lock(folder, wave)
    return read_release(folder, wave, len(lock.closings)) if lock and lock.is_closed else None
