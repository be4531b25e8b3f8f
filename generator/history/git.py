"""Facts read from git, offline; a workspace without git simply has none."""

import subprocess
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path

from generator.errors import Diagnostic, Refused


def as_of_date(option: date | None, environ: Mapping[str, str], folder: Path) -> date:
    """The date everything is relative to: the option, else SOURCE_DATE_EPOCH, else the last commit.

    Nothing reads the clock, so that the same workspace gives the same bytes tomorrow.

    Raises:
        Refused: K05, none of the three says a date.
    """
    if option is not None:
        return option
    epoch = environ.get("SOURCE_DATE_EPOCH")
    if epoch:
        return _from_epoch(epoch)
    committed = last_commit_date(folder)
    if committed is None:
        raise Refused([Diagnostic("K05")])
    return committed


def _from_epoch(text: str) -> date:
    try:
        return datetime.fromtimestamp(int(text), UTC).date()
    except (ValueError, OverflowError, OSError) as error:
        raise Refused([Diagnostic("K05.epoch", None, {"text": text[:40]})]) from error


def last_commit_date(folder: Path) -> date | None:
    """The day of the last commit, where its author was; None without git, repository or commit."""
    text = _git(folder, "log", "-1", "--format=%cs")
    return date.fromisoformat(text) if text else None


def is_tracked(folder: Path) -> bool:
    """Whether a folder lies in a git working tree."""
    return _git(folder, "rev-parse", "--is-inside-work-tree") == "true"


def committed(file: Path) -> str | None:
    """A text file as the last commit has it, without its last line's end; None when no commit has it."""
    return _git(file.parent, "show", f"HEAD:./{file.name}") if file.parent.is_dir() else None


def _git(folder: Path, *arguments: str) -> str | None:
    """What git answers, trimmed; None when it cannot answer."""
    command = ["git", "-C", str(folder), "--no-pager", *arguments]
    try:
        done = subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL, check=False)
    except OSError:
        return None
    return done.stdout.decode("utf-8", "replace").strip() if done.returncode == 0 else None
