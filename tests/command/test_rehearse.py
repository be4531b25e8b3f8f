"""Rehearsals: invented answers that say so on every page, and never replace real ones."""

from datetime import date
from pathlib import Path

from generator.errors import ExitCode
from generator.rehearsal import claimed, populations_of, tallied
from generator.rehearse import Asked, Bench, shared
from generator.releasing import rehearsed, release
from generator.spec.plan import plan_of
from tests.command.conftest import AS_OF, Command

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


def test_what_claims_read_passes_the_gate_as_with_all_the_rest(root: Path, tmp_path: Path) -> None:
    """Narrowed to what its claims read, the employee study shows the same of it, to the digit."""
    bench = Bench(root, "ex-barometre", Asked(), date.fromisoformat(AS_OF))
    rehearsal, _ = bench.laid(quiet)
    for path, content in rehearsal.files(rehearsal.draw()).items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    study = rehearsal.study
    part = claimed(study, plan_of(study), [study])
    assert 0 < len(part.measures) < len(plan_of(study).measures)
    whole = release(study, "2026", tmp_path).releases[study.id, "2026"]
    narrow = rehearsed(study, part, "2026", tmp_path)
    assert narrow.tables == {key: whole.tables[key] for key in narrow.tables}
    assert narrow.covariances == {name: whole.covariances[name] for name in narrow.covariances}
    assert narrow.moments == whole.moments is not None


def test_shared_among_processes_the_table_is_the_same(workspace: Path) -> None:
    bench = Bench(workspace, "minimal", Asked(), date.fromisoformat(AS_OF))
    rehearsal, corridor = bench.laid(quiet)
    alone = tallied(rehearsal, corridor, populations_of(rehearsal), range(12))
    assert shared(bench, 12, 2, quiet) == alone


def quiet(step: str, subject: str) -> None:
    """Progress nobody watches."""
