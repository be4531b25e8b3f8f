"""A client's repository under git, in which the minimal study has its waves one after the other.

Nobody answered: each wave's answers are those of the minimal study with a few of them moved.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator.cli import run

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
WAVE = """  {year}:
    field: {year}-10-05/{year}-10-18
    mode: web
    data: data/{year}.csv
    invited: 1500
    answers: 412
"""
AFFICHAGE = """  affichage:
    what: Afficher les horaires dans chaque agence
    from: [actifs_bloques]
    owner: resp_relation
    due: 2025-06-30
    horizon: quick
    moves: {customer: joindre}
"""


@dataclass(frozen=True)
class Client:
    """A client's repository and what commands say in it."""

    root: Path
    said: pytest.CaptureFixture[str]

    @property
    def spec(self) -> Path:
        return self.root / "studies" / "minimal" / "study.yml"

    def edit(self, old: str, new: str) -> None:
        text = self.spec.read_text("utf-8")
        assert text.count(old) == 1, f"{old!r} is not there once"
        self.spec.write_text(text.replace(old, new), "utf-8")

    def git(self, *arguments: str, env: Mapping[str, str] | None = None) -> str:
        command = ["git", "-c", "user.name=Cabinet", "-c", "user.email=cabinet@client.example", *arguments]
        done = subprocess.run(
            command,
            cwd=self.root,
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, **(env or {})},
        )
        return done.stdout.strip()

    def commit(self, day: str, message: str) -> str:
        moment = f"{day}T10:00:00+0200"
        self.git("add", "-A")
        self.git(
            "commit",
            "-q",
            "--allow-empty",
            "-m",
            message,
            env={"GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment},
        )
        return self.git("rev-parse", "HEAD")

    def run(self, day: str, *arguments: str) -> tuple[int, str]:
        self.said.readouterr()
        dated = ("--as-of", day) if day else ()
        code = run([*arguments, "--root", str(self.root), *dated, "--lang", "fr"])
        out, err = self.said.readouterr()
        return int(code), (out + err).replace("\u202f", " ").replace("\u00a0", " ").replace("’", "'")

    def codes(self, day: str) -> set[str]:
        """The codes of the errors that a check tells."""
        _, told = self.run(day, "check", "--format", "json")
        return {one["code"] for one in json.loads(told) if one["severity"] == "error"}

    def answer(self, year: str, moved: int) -> None:
        """The answers of a wave: those of the study, the first ``moved`` of them said otherwise."""
        source = (self.root / "answers.csv").read_text("utf-8").splitlines()
        rows = [
            f"{line.split(',')[0]},4" if 0 < place <= moved else line for place, line in enumerate(source)
        ]
        data = self.root / "studies" / "minimal" / "data"
        data.mkdir(exist_ok=True)
        (data / f"{year}.csv").write_text("\n".join(rows) + "\n", "utf-8")

    @property
    def public(self) -> Path:
        """The hosted folder, where the study has its editions."""
        return self.root / "public" / "minimal"

    def publish(self, day: str) -> tuple[int, str]:
        return self.run(day, "publish", "--to", "public")

    def build(self, day: str) -> Path:
        code, told = self.run(day, "build")
        assert code == 0, told
        return self.root / "build" / "site" / "minimal"

    def page(self, day: str, *path: str) -> str:
        text = self.build(day).joinpath(*path).read_text("utf-8")
        return text.replace("\u202f", " ").replace("\u00a0", " ").replace("’", "'")


def begin(folder: Path, root: Path, said: pytest.CaptureFixture[str]) -> Client:
    """A repository in ``folder`` whose study has its first wave, 2024, to come."""
    minimal = folder / "studies" / "minimal"
    ignored = shutil.ignore_patterns("locks", "data", "draw.py")
    shutil.copytree(root / "studies" / "minimal", minimal, ignore=ignored)
    shutil.copy(root / "studies" / "_shared.yml", folder / "studies")
    shutil.copy(root / "studies" / "minimal" / "data" / "2026.csv", folder / "answers.csv")
    (folder / ".gitignore").write_text("data/\nbuild/\npublic/\nanswers.csv\n", "utf-8")
    client = Client(folder, said)
    text = client.spec.read_text("utf-8")
    start, end = text.index("  2026:\n"), text.index("\nfindings:")
    client.spec.write_text(text[:start] + WAVE.format(year=2024) + text[end:], "utf-8")
    client.edit("actions:\n", "actions:\n" + AFFICHAGE)
    client.edit("due: 2025-06-30", "due: 2025-06-30\n    state: started")
    client.git("init", "-q", "-b", "main")
    return client


def hold(client: Client, year: str, moved: int) -> str:
    """A wave from its freeze to its closing; gives the commit of its closing."""
    assert client.run(f"{year}-09-28", "freeze", "minimal", year)[0] == 0
    client.commit(f"{year}-09-28", f"Les règles de {year} sont fixées")
    client.answer(year, moved)
    code, told = client.run(f"{year}-10-25", "freeze", "minimal", year)
    assert code == 0, told
    return client.commit(f"{year}-10-25", f"La vague {year} est close")
