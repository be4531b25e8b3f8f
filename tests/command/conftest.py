"""A small workspace that builds, its site, and what a command says."""

import hashlib
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator.cli import run

AS_OF = "2026-11-21"


@dataclass(frozen=True)
class Ended:
    """How a command ended: its exit code and all it said."""

    code: int
    said: str


Command = Callable[..., Ended]


@pytest.fixture
def workspace(tmp_path: Path, root: Path) -> Path:
    """The minimal study, copied where it may be broken, its wave still open."""
    studies = tmp_path / "studies"
    studies.mkdir()
    shutil.copy(root / "studies" / "_shared.yml", studies)
    shutil.copytree(root / "studies" / "minimal", studies / "minimal", ignore=shutil.ignore_patterns("locks"))
    return tmp_path


@pytest.fixture
def closed(workspace: Path, root: Path) -> Path:
    """The same, its wave closed as in the repository."""
    minimal = Path("studies", "minimal", "locks")
    shutil.copytree(root / minimal, workspace / minimal)
    return workspace


@pytest.fixture
def boussole(workspace: Path, capfd: pytest.CaptureFixture[str]) -> Command:
    """Run a command on the workspace, in English."""

    def command(name: str, *arguments: str) -> Ended:
        capfd.readouterr()
        dated = () if name in ("schema", "explain") else ("--as-of", AS_OF)
        located = () if name == "explain" else ("--root", str(workspace))
        code = run([name, *arguments, *located, *dated, "--lang", "en"])
        out, err = capfd.readouterr()
        return Ended(int(code), out + err)

    return command


@pytest.fixture
def built(workspace: Path, boussole: Command) -> Path:
    """The site of the workspace as it stood before anything was broken."""
    assert boussole("build").code == 0
    return workspace / "build" / "site"


def fingerprint(folder: Path) -> str:
    """One hash for all files of a folder, names included."""
    total = hashlib.sha256()
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        total.update(str(file.relative_to(folder)).encode() + b"\0" + file.read_bytes())
    return total.hexdigest()
