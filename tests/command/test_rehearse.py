"""Rehearsals: invented answers that say so on every page, and never replace real ones."""

from pathlib import Path

from generator.errors import ExitCode
from tests.command.conftest import Command

DATA = Path("studies", "minimal", "data")


def test_real_answers_are_never_overwritten(workspace: Path, boussole: Command) -> None:
    before = (workspace / DATA / "2026.csv").read_bytes()
    ended = boussole("rehearse", "minimal")
    assert "R06 error" in ended.said
    assert ended.code == ExitCode.AUTHOR
    assert (workspace / DATA / "2026.csv").read_bytes() == before


def test_every_page_of_a_rehearsal_says_so(workspace: Path, boussole: Command) -> None:
    (workspace / DATA / "2026.csv").unlink()
    assert boussole("rehearse", "minimal").code == 0
    ended = boussole("build")
    assert ended.code == 0, ended.said
    pages = [page for page in (workspace / "build" / "site").rglob("*.html") if page.name != "404.html"]
    assert len(pages) > 5
    assert [
        page.name for page in pages if "Répétition, données inventées" not in page.read_text("utf-8")
    ] == []


def test_real_answers_carry_no_mark(built: Path) -> None:
    assert "données inventées" not in (built / "minimal" / "index.html").read_text("utf-8")


def test_the_same_seed_invents_the_same_answers(workspace: Path, boussole: Command) -> None:
    drawn = []
    for folder in ("one", "two"):
        (workspace / DATA / "2026.csv").unlink(missing_ok=True)
        assert boussole("rehearse", "minimal", "--out", str(workspace / folder), "--seed", "7").code == 0
        drawn.append(next((workspace / folder).rglob("2026.csv")).read_bytes())
    assert drawn[0] == drawn[1]


def test_power_is_told_claim_by_claim(workspace: Path, boussole: Command) -> None:
    (workspace / DATA / "2026.csv").unlink()
    said = boussole("rehearse", "minimal", "--power", "--repeats", "3").said
    assert "joindre[actif=emploi] < 60 %" in said.replace("\u202f", " ")
