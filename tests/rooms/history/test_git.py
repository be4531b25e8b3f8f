"""What git says of a folder, and the date a build speaks from."""

import os
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from generator.errors import ExitCode, Refused, render
from generator.history import as_of_date, is_tracked, last_commit_date
from generator.words import Lang

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
DAY = date(2026, 11, 21)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository without any commit, untouched by the settings of whoever runs the tests."""
    git(tmp_path, "init", "--quiet")
    return tmp_path


def git(folder: Path, *arguments: str, on: str = "2026-03-25T23:30:00+02:00") -> None:
    identity = {
        f"GIT_{who}_{what}": "x@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
    }
    settings = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    dates = {"GIT_AUTHOR_DATE": on, "GIT_COMMITTER_DATE": on}
    environment = {"PATH": os.environ["PATH"], **identity, **settings, **dates}
    subprocess.run(["git", *arguments], cwd=folder, env=environment, check=True, capture_output=True)


def commit(folder: Path, on: str) -> None:
    git(folder, "commit", "--quiet", "--allow-empty", "--message", "a step", on=on)


@needs_git
def test_the_last_commit_has_the_day_of_its_author(repository: Path) -> None:
    commit(repository, "2026-03-24T10:00:00+01:00")
    commit(repository, "2026-03-25T23:30:00-08:00")
    assert last_commit_date(repository) == date(2026, 3, 25)


@needs_git
def test_a_folder_inside_has_the_same(repository: Path) -> None:
    commit(repository, "2026-03-24T10:00:00+01:00")
    inside = repository / "studies" / "cx"
    inside.mkdir(parents=True)
    assert last_commit_date(inside) == date(2026, 3, 24)
    assert is_tracked(inside)


@needs_git
def test_a_repository_without_commit_has_no_date(repository: Path) -> None:
    assert last_commit_date(repository) is None
    assert is_tracked(repository)


@needs_git
def test_a_folder_without_repository_has_no_date(tmp_path: Path) -> None:
    assert last_commit_date(tmp_path) is None
    assert not is_tracked(tmp_path)


def test_a_folder_that_does_not_exist_has_no_date(tmp_path: Path) -> None:
    assert last_commit_date(tmp_path / "nowhere") is None


def test_without_git_there_is_no_date(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert last_commit_date(tmp_path) is None
    assert not is_tracked(tmp_path)


@needs_git
def test_the_option_comes_before_the_environment_and_the_environment_before_git(repository: Path) -> None:
    commit(repository, "2026-03-24T10:00:00+01:00")
    epoch = {"SOURCE_DATE_EPOCH": "1767225599"}
    assert as_of_date(DAY, epoch, repository) == DAY
    assert as_of_date(None, epoch, repository) == date(2025, 12, 31)
    assert as_of_date(None, {"SOURCE_DATE_EPOCH": ""}, repository) == date(2026, 3, 24)
    assert as_of_date(None, {}, repository) == date(2026, 3, 24)


def refused(environ: dict[str, str], folder: Path) -> list[str]:
    with pytest.raises(Refused) as refusal:
        as_of_date(None, environ, folder)
    assert refusal.value.exit_code is ExitCode.AUTHOR
    for lang in Lang:
        assert "{" not in render(refusal.value.diagnostics[0], lang)
    return [problem.code for problem in refusal.value.diagnostics]


def test_no_date_at_all_is_refused(tmp_path: Path) -> None:
    assert refused({}, tmp_path) == ["K05"]


@pytest.mark.parametrize("text", ["tomorrow", "1.5", "999999999999999999999", "-99999999999999"])
def test_an_environment_that_says_no_date_is_refused(text: str, tmp_path: Path) -> None:
    assert refused({"SOURCE_DATE_EPOCH": text}, tmp_path) == ["K05.epoch"]
