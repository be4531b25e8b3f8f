"""Diagnostics of protection that need answers: each told with its code, and nothing of anyone in it."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.cli import run
from generator.errors import ExitCode
from tests.command.conftest import Command
from tests.command.test_privacy import DATA, SPEC, answered


def rewrite(workspace: Path, old: str, new: str) -> None:
    spec = workspace / SPEC
    text = spec.read_text("utf-8")
    assert old in text
    spec.write_text(text.replace(old, new, 1), "utf-8")


def small_levels(workspace: Path) -> None:
    answered(workspace, emploi=60, retraite=7, autre=6)


def few_people(workspace: Path) -> None:
    answered(workspace, emploi=4, retraite=3)


def twice(workspace: Path) -> None:
    """A second study on the same file, with its own way of dividing people."""
    other = workspace / "studies" / "second"
    shutil.copytree(workspace / "studies" / "minimal", other)
    text = (other / "study.yml").read_text("utf-8").replace("id: minimal", "id: second")
    (other / "study.yml").write_text(text, "utf-8")


def weaker_promise(workspace: Path) -> None:
    rewrite(workspace, "{promised: 10}", "{promised: 8}")


def another_release(workspace: Path) -> None:
    path = workspace / "studies" / "minimal" / "locks" / "2026.release.jsonl"
    path.write_text(path.read_text("utf-8").replace('"rows": 412', '"rows": 413'), "utf-8")


def no_ledger(workspace: Path) -> None:
    (workspace / "studies" / "minimal" / "locks" / "ledger.jsonl").unlink()


def reopened(workspace: Path) -> None:
    """All that says that the wave was closed is gone, but for its line in the ledger."""
    for name in ("2026.lock", "2026.release.jsonl", "2026.certificate.json"):
        (workspace / "studies" / "minimal" / "locks" / name).unlink()


OPEN: dict[str, tuple[Callable[[Path], None], str, int]] = {
    "levels that are too small": (small_levels, "V03 warning", ExitCode.AUTHOR),
    "two studies on one file": (twice, "V04 error", ExitCode.PRIVACY),
    "a wave of a few people": (few_people, "V13 error", ExitCode.PRIVACY),
}
CLOSED: dict[str, tuple[Callable[[Path], None], str, int]] = {
    "a threshold lowered": (weaker_promise, "V02 error", ExitCode.PRIVACY),
    "an edited release": (another_release, "V10 error", ExitCode.PRIVACY),
    "a ledger that is gone": (no_ledger, "V15 error", ExitCode.PRIVACY),
    "a wave made open again": (reopened, "V15 error", ExitCode.PRIVACY),
}


def counts(said: str) -> set[int]:
    """Whole numbers of a message, but for places, excerpts of the spec, codes and the wave."""
    plain = re.sub(r"(?m)^ *\|.*$|^\S+:\d+:\d+|\b[A-Z]\d\d\b|\b20\d\d\b", "", said)
    return {int(number) for number in re.findall(r"\b\d+\b", plain)}


@pytest.mark.parametrize(("spoil", "code", "ends"), OPEN.values(), ids=OPEN)
def test_an_open_wave(
    workspace: Path, boussole: Command, spoil: Callable[[Path], None], code: str, ends: int
) -> None:
    spoil(workspace)
    ended = boussole("check")
    assert code in ended.said
    assert ended.code == ends
    (message,) = [part for part in ended.said.split("\n\n") if code in part][:1]
    assert counts(message) == set()


@pytest.mark.parametrize(("spoil", "code", "ends"), CLOSED.values(), ids=CLOSED)
def test_a_closed_wave(
    closed: Path, boussole: Command, spoil: Callable[[Path], None], code: str, ends: int
) -> None:
    spoil(closed)
    ended = boussole("check")
    assert code in ended.said
    assert ended.code == ends


def test_levels_are_named_as_the_spec_labels_them(workspace: Path, boussole: Command) -> None:
    small_levels(workspace)
    said = boussole("check").said
    assert "In “Situation”, À la retraite, Autre situation are not published" in said


def test_a_closing_that_was_cut_short_is_taken_up_where_it_stopped(
    workspace: Path, boussole: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    locks = workspace / "studies" / "minimal" / "locks"
    command = ["freeze", "minimal", "2026", "--root", str(workspace)]
    assert run([*command, "--as-of", "2026-10-01"]) == 0
    frozen = (locks / "2026.lock").read_bytes()
    assert run([*command, "--as-of", "2026-10-20"]) == 0
    done = {path.name: path.read_bytes() for path in locks.iterdir()}
    (locks / "2026.lock").write_bytes(frozen)
    assert "V15 error" in boussole("check").said
    assert run([*command, "--as-of", "2026-10-20"]) == 0
    assert {path.name: path.read_bytes() for path in locks.iterdir()} == done


def test_answers_that_nobody_may_read_are_not_needed_once_a_wave_is_closed(
    closed: Path, boussole: Command
) -> None:
    assert boussole("build").code == 0
    pages = (closed / "build" / "site" / "minimal" / "index.html").read_bytes()
    (closed / DATA).unlink()
    # A folder in the place of the file cannot be read by anyone, root included.
    (closed / DATA).mkdir()
    assert boussole("build", "--out", "build/again").code == 0
    assert (closed / "build" / "again" / "minimal" / "index.html").read_bytes() == pages
