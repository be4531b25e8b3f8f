"""What a revision held, and when a file was written: read from git, offline, without a checkout."""

import io
import subprocess
import tarfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

_FIELDS = "%H%x09%as%x09%cs"


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit: its id, the day its author gives, the day its committer gives. Both can be forged."""

    id: str
    authored: date
    committed: date


def resolve(folder: Path, name: str) -> str | None:
    """The commit that a revision names; None when it names none, or without git."""
    if name.startswith("-"):
        return None  # git would read it as an option
    told = _ask(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    return told.decode().strip() if told else None


def extract(folder: Path, commit: str, paths: Sequence[str], to: Path) -> bool:
    """Write what a commit held under ``paths`` of ``folder`` into ``to``; False when that is nothing."""
    archive = _ask(folder, "archive", "--format=tar", commit, "--", *paths)
    if archive is None:
        return False
    with tarfile.open(fileobj=io.BytesIO(archive)) as files:
        files.extractall(to, filter="data")
    return True


def commits_of(folder: Path, path: str) -> tuple[Commit, ...]:
    """The commits that wrote a file, newest first; empty without git or when none did."""
    told = _ask(folder, "log", f"--format={_FIELDS}", "--", path)
    lines = told.decode().splitlines() if told else []
    return tuple(_commit(line) for line in lines)


def born(folder: Path) -> date | None:
    """The day the history that is here begins: the later one of its oldest commit; None without git."""
    told = _ask(folder, "log", "--max-parents=0", f"--format={_FIELDS}")
    first = [_commit(line) for line in told.decode().splitlines()] if told else []
    return min((max(commit.authored, commit.committed) for commit in first), default=None)


def content_at(folder: Path, commit: str, path: str) -> str | None:
    """What a file of ``folder`` held at a commit; None when it was not there."""
    told = _ask(folder, "show", f"{commit}:./{path}")
    return told.decode("utf-8", "replace") if told is not None else None


def is_shallow(folder: Path) -> bool:
    """Whether only the end of the history is here."""
    told = _ask(folder, "rev-parse", "--is-shallow-repository")
    return told is not None and told.strip() == b"true"


def _commit(line: str) -> Commit:
    name, authored, committed = line.split("\t")
    return Commit(name, date.fromisoformat(authored), date.fromisoformat(committed))


def _ask(folder: Path, *arguments: str) -> bytes | None:
    """What git answers; None when it cannot answer."""
    command = ["git", "-C", str(folder), "--no-pager", *arguments]
    try:
        done = subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL, check=False)
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else None
