"""Building again: nothing is made where nothing changed, and what is made is what a first build makes."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from generator import build as corridor
from generator.cli import run
from tests.command.conftest import Command, fingerprint

STUDY = Path("studies", "minimal", "study.yml")
Change = Callable[[Path], None]


@pytest.fixture
def writes(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Where a site was written, each time one was."""
    written: list[Path] = []
    real = corridor.write_site

    def seen(*args: object, **more: object) -> object:
        written.append(Path(str(more["out"])))
        return real(*args, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(corridor, "write_site", seen)
    return written


def reworded(workspace: Path) -> None:
    study = workspace / STUDY
    study.write_text(study.read_text("utf-8").replace("Joindre la mutuelle", "Appeler la mutuelle"), "utf-8")


def blunted(workspace: Path) -> None:
    (workspace / "build" / "site" / "index.html").write_text("", "utf-8")


def emptied(workspace: Path) -> None:
    shutil.rmtree(workspace / "build" / "docs")


def answered(workspace: Path) -> None:
    data = workspace / "studies" / "minimal" / "data" / "2026.csv"
    *lines, one, other = data.read_text("utf-8").splitlines(keepends=True)
    data.write_text("".join([*lines, other, one]), "utf-8")


def linked(workspace: Path) -> None:
    (workspace / "studies" / "minimal" / "notices" / "more.md").symlink_to("information.md")


def test_nothing_changed_nothing_is_made(built: Path, boussole: Command, writes: list[Path]) -> None:
    before = fingerprint(built)
    assert boussole("build").code == 0
    assert writes == []
    assert fingerprint(built) == before


def test_what_was_told_is_told_again(workspace: Path, boussole: Command, writes: list[Path]) -> None:
    reworded(workspace)
    first, second = boussole("build").said, boussole("build").said
    assert len(writes) == 1
    assert second == first


@pytest.mark.parametrize("change", [reworded, blunted, emptied, answered, linked])
def test_whatever_changed_the_site_is_made_anew(
    change: Change, built: Path, workspace: Path, boussole: Command, writes: list[Path]
) -> None:
    change(workspace)
    assert boussole("build").code == 0
    assert len(writes) == 1
    warm = fingerprint(built)
    shutil.rmtree(workspace / "build")
    assert boussole("build").code == 0
    assert fingerprint(built) == warm


def test_another_day_is_another_site(built: Path, workspace: Path, writes: list[Path]) -> None:
    assert run(["build", "--root", str(workspace), "--as-of", "2026-11-22"]) == 0
    assert len(writes) == 1


def test_a_build_that_failed_is_tried_again(workspace: Path, boussole: Command, writes: list[Path]) -> None:
    shutil.copytree(workspace / "studies" / "minimal", workspace / "studies" / "other")
    assert boussole("build").code == 1
    assert boussole("build").code == 1
    assert len(writes) == 2
