"""What a side stands for, read from git without a checkout, and what stands for nothing."""

import os
import shutil
import subprocess
import tempfile
from datetime import date
from pathlib import Path

import pytest

from generator.errors import Refused, render
from generator.locks import lock_of, write_lock
from generator.tracking import side_of
from generator.words import Lang
from tests.rooms.locks.drawn import write_study

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
DAY = date(2026, 2, 20)


def commit(root: Path) -> None:
    for arguments in (("init", "-q"), ("add", "-A"), ("commit", "-q", "-m", "Un état")):
        command = ["git", "-c", "user.name=C", "-c", "user.email=c@client.example", *arguments]
        subprocess.run(command, cwd=root, check=True, env={**os.environ})


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A workspace with one frozen wave."""
    study = write_study(tmp_path)
    write_lock(lock_of(study, "2025", date(2025, 2, 20)), tmp_path / "studies" / "cx")
    return tmp_path


def refused(root: Path, name: str) -> str:
    with pytest.raises(Refused) as refusal, side_of(root, name):
        pass
    (problem,) = refusal.value.diagnostics
    for lang in Lang:
        assert "{" not in render(problem, lang)
    return problem.code


@pytest.mark.parametrize("name", ["2025", "cx@2025", "studies/cx/locks/2025.lock"])
def test_a_lock_has_three_names(root: Path, name: str) -> None:
    with side_of(root, name) as side:
        assert not side.is_whole
        assert list(side.states) == ["cx"]


def test_a_wave_of_two_studies_must_say_which(root: Path) -> None:
    other = root / "studies" / "ex"
    shutil.copytree(root / "studies" / "cx", other)
    lock = other / "locks" / "2025.lock"
    lock.unlink()
    study = write_study(root)
    write_lock(lock_of(study.model_copy(update={"id": "ex"}), "2025", DAY), other)
    assert refused(root, "2025") == "E10.several"


def test_what_stands_for_nothing_is_refused(root: Path) -> None:
    assert refused(root, "2031") == "E10.no_git"


@needs_git
@pytest.mark.parametrize("name", ["2031", "--output=x", "HEAD~5", "cx@2031"])
def test_what_git_does_not_know_either_is_refused(root: Path, name: str) -> None:
    commit(root)
    assert refused(root, name) == "E10"


@needs_git
def test_a_revision_is_read_without_its_answers_and_leaves_nothing(
    root: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = root / "studies" / "cx" / "data"
    data.mkdir()
    (data / "2025.csv").write_text("q_nps\n9\n", "utf-8")
    commit(root)
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    monkeypatch.setattr(tempfile, "tempdir", str(elsewhere))
    with side_of(root, "HEAD"):
        held = [path.name for path in elsewhere.rglob("*") if path.is_file()]
        assert "2025.lock" in held
        assert "2025.csv" not in held
    assert list(elsewhere.iterdir()) == []
    with pytest.raises(RuntimeError), side_of(root, "HEAD"):
        raise RuntimeError
    assert list(elsewhere.iterdir()) == []


@needs_git
def test_a_revision_without_studies_is_refused(tmp_path: Path) -> None:
    (tmp_path / "README").write_text("Rien", "utf-8")
    commit(tmp_path)
    assert refused(tmp_path, "HEAD") == "E10.nothing"
