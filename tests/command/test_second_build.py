"""A second build of unchanged answers does not read them again, and releases the same."""

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from generator import releasing
from generator.errors import Refused
from generator.spec import Workspace, load

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 21)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """The minimal study with its one wave still open."""
    studies = tmp_path / "studies"
    shutil.copytree(ROOT / "studies/minimal", studies / "minimal", ignore=shutil.ignore_patterns("locks"))
    shutil.copy(ROOT / "studies/_shared.yml", studies)
    return load(tmp_path, ["minimal"], TODAY)


def released(workspace: Workspace) -> releasing.Released:
    return releasing.release(workspace.studies["minimal"], "2026", workspace.folder("minimal"))


def kept(workspace: Workspace) -> list[str]:
    folder = workspace.folder("minimal") / "data/.boussole"
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


def test_a_second_build_does_not_read_the_answers(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = released(workspace)
    assert kept(workspace) == [".gitignore", "minimal-2026.aggregates"]

    def never(*_: Any) -> None:
        raise AssertionError("the answers were read again")

    monkeypatch.setattr(releasing, "read", never)
    second = released(workspace)
    assert second.releases["minimal", "2026"].certificate == first.releases["minimal", "2026"].certificate


def test_a_poisoned_memory_changes_nothing(workspace: Workspace) -> None:
    first = released(workspace)
    path = workspace.folder("minimal") / "data/.boussole/minimal-2026.aggregates"
    content = path.read_bytes()
    path.write_bytes(content.replace(b'"rows": 412', b'"rows": 999'))
    assert path.read_bytes() != content
    assert released(workspace).releases["minimal", "2026"].certificate == (
        first.releases["minimal", "2026"].certificate
    )
    assert path.read_bytes() == content


def test_a_closed_wave_keeps_nothing_of_its_answers(workspace: Workspace) -> None:
    released(workspace)
    shutil.copytree(ROOT / "studies/minimal/locks", workspace.folder("minimal") / "locks")
    released(workspace)
    assert kept(workspace) == [".gitignore"]


def test_nothing_is_kept_of_answers_that_are_gone(workspace: Workspace) -> None:
    released(workspace)
    (workspace.folder("minimal") / "data/2026.csv").unlink()
    with pytest.raises(Refused):
        released(workspace)
    assert kept(workspace) == [".gitignore"]
