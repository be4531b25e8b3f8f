"""Answers go on the day their participants were told, though a later wave is told a later one."""

from datetime import date
from pathlib import Path

from generator.locks import kept, lock_of, overdue, write_lock
from generator.spec import Workspace
from tests.rooms.locks.drawn import write_study

TOLD, RENEWED = "until: 2027-09-30", "until: 2029-09-30"
BETWEEN = date(2028, 1, 1)


def workspace(root: Path, *changes: tuple[str, str]) -> Workspace:
    """The study frozen as it was, then changed; the answers of its first wave are still there."""
    folder = root / "studies" / "cx"
    write_lock(lock_of(write_study(root), "2025", date(2025, 2, 20)), folder)
    study = write_study(root, *changes)
    (folder / "data").mkdir(exist_ok=True)
    (folder / "data" / "2025.csv").write_text("q\n1\n", "utf-8")
    return Workspace(root, study.shared, {"cx": study}, frozenset(), ())


def test_a_renewed_day_is_that_of_later_waves_only(tmp_path: Path) -> None:
    found = workspace(tmp_path, (TOLD, RENEWED))
    assert [(file.wave, file.until) for file in kept(found)] == [("2025", date(2027, 9, 30))]
    assert [problem.code for problem in overdue(found, BETWEEN)] == ["G02"]
    assert list(overdue(found, date(2027, 9, 30))) == []


def test_an_earlier_day_holds_for_all(tmp_path: Path) -> None:
    """The rules of the spec tell it: it is not told twice."""
    found = workspace(tmp_path, (TOLD, "until: 2026-09-30"))
    assert [file.until for file in kept(found)] == [date(2026, 9, 30)]
    assert list(overdue(found, BETWEEN)) == []


def test_a_later_day_may_be_said_with_a_reason(tmp_path: Path) -> None:
    amended = "data/2025.csv, amended: [{what: gdpr.keep, why: Un accord., by: dg, on: 2026-01-05}]}"
    found = workspace(tmp_path, (TOLD, RENEWED), ("data/2025.csv}", amended))
    assert [file.until for file in kept(found)] == [date(2029, 9, 30)]
    assert list(overdue(found, BETWEEN)) == []
