"""The demo client: four studies without an error, and answers that are drawn again to the byte."""

import hashlib
import shutil
from datetime import date
from pathlib import Path

import pytest

from generator.build import check
from generator.cli import run
from generator.errors import Severity
from generator.locks import read_lock
from tests.command.conftest import AS_OF

WAVES = {"cx-barometre": ("2024", "2025", "2026"), "ex-barometre": ("2025", "2026")}


@pytest.fixture(scope="module")
def demo(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository's studies, without the answers of the barometers: their releases suffice."""
    folder = tmp_path_factory.mktemp("demo")
    ignored = shutil.ignore_patterns("data")
    shutil.copytree(root / "studies", folder / "studies", ignore=ignored)
    return folder


def test_the_warnings_are_those_we_know(demo: Path, root: Path, refresh: bool) -> None:
    problems = check(demo, (), date.fromisoformat(AS_OF), lambda step, subject: None)
    assert [problem for problem in problems if problem.severity is Severity.ERROR] == []
    told = "".join(
        f"{problem.position} {problem.code}\n" for problem in sorted(problems, key=lambda p: p.order)
    )
    golden = root / "tests" / "golden" / "demo" / "warnings.txt"
    if refresh:
        golden.write_text(told, "utf-8")
    assert told == golden.read_text("utf-8")


def test_the_portal_is_built_from_releases_alone(demo: Path) -> None:
    assert run(["build", "--root", str(demo), "--as-of", AS_OF]) == 0
    site = demo / "build" / "site"
    for study in ("atelier-sinistre", "cx-barometre", "ex-barometre", "minimal"):
        assert (site / study / "index.html").is_file()
    for study in WAVES:
        assert "Répétition, données inventées" in (site / study / "index.html").read_text("utf-8")


@pytest.mark.parametrize("study", WAVES)
def test_the_answers_are_drawn_again_to_the_byte(study: str, demo: Path, tmp_path: Path) -> None:
    out = tmp_path / study
    assert run(["rehearse", study, "--root", str(demo), "--out", str(out), "--as-of", AS_OF]) == 0
    for wave in WAVES[study]:
        drawn = next(out.rglob(f"{wave}.csv")).read_bytes()
        lock = read_lock(demo / "studies" / study, wave)
        assert lock is not None
        assert lock.closing is not None
        assert hashlib.sha256(drawn).hexdigest() == lock.closing.data
