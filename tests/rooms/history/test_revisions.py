"""Revisions read from git: what they held, when a file was written, and nothing where git knows nothing."""

import os
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from generator.history import commits_of, content_at, extract, is_shallow, resolve

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


def git(folder: Path, *arguments: str, day: str = "2026-03-24") -> None:
    dated = {"GIT_AUTHOR_DATE": f"{day}T10:00:00+0100", "GIT_COMMITTER_DATE": f"{day}T10:00:00+0100"}
    command = ["git", "-c", "user.name=C", "-c", "user.email=c@client.example", *arguments]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, env={**os.environ, **dated})


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A workspace inside a larger repository, its file written twice."""
    inside = tmp_path / "client"
    inside.mkdir()
    git(tmp_path, "init", "-q")
    for day, text in (("2026-03-24", "un\n"), ("2026-03-25", "deux\n")):
        (inside / "a.yml").write_text(text, "utf-8")
        git(tmp_path, "add", "-A")
        git(tmp_path, "commit", "-q", "-m", text, day=day)
    return inside


def test_a_name_leads_to_its_commit(repository: Path) -> None:
    assert resolve(repository, "HEAD~1") != resolve(repository, "HEAD")
    assert resolve(repository, "nowhere") is None
    assert resolve(repository, "--all") is None


def test_the_commits_of_a_file_are_told_newest_first(repository: Path) -> None:
    assert [one.committed for one in commits_of(repository, "a.yml")] == [
        date(2026, 3, 25),
        date(2026, 3, 24),
    ]
    assert commits_of(repository, "b.yml") == ()


def test_what_a_commit_held_is_read_from_the_folder_of_the_workspace(repository: Path) -> None:
    first = resolve(repository, "HEAD~1")
    assert first is not None
    assert content_at(repository, first, "a.yml") == "un\n"
    assert content_at(repository, first, "b.yml") is None


def test_a_commit_is_extracted_where_it_is_asked(repository: Path, tmp_path: Path) -> None:
    first = resolve(repository, "HEAD~1")
    assert first is not None
    assert extract(repository, first, ["a.yml"], tmp_path / "out")
    assert (tmp_path / "out" / "a.yml").read_text("utf-8") == "un\n"
    assert not extract(repository, first, ["b.yml"], tmp_path / "none")


def test_a_whole_history_is_not_shallow(repository: Path) -> None:
    assert not is_shallow(repository)


def test_a_folder_without_repository_knows_nothing(tmp_path: Path) -> None:
    assert resolve(tmp_path, "HEAD") is None
    assert commits_of(tmp_path, "a.yml") == ()
    assert not is_shallow(tmp_path)
