"""While a wave is to come, its study is told as the last wave with answers asked it."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from pathlib import Path

from generator.locks import (
    changes_undecided,
    closed,
    compare_with_lock,
    is_to_come,
    lock_of,
    next_lock,
    settled,
    write_lock,
)
from generator.spec.models import Study
from tests.rooms.locks.drawn import release_of, write_study

DURING, AFTER = date(2026, 3, 10), date(2026, 3, 23)
BEFORE = date(2026, 2, 20)


def told(root: Path, answered: Collection[str], on: date = DURING) -> Study:
    return settled(write_study(root), answers(root, answered), on)


def answers(root: Path, waves: Collection[str]) -> Path:
    """The folder of the study, with the files of these waves' answers and of no other."""
    folder = root / "studies" / "cx"
    (folder / "data").mkdir(parents=True, exist_ok=True)
    for file in (folder / "data").iterdir():
        file.unlink()
    for wave in waves:
        (folder / "data" / f"{wave}.csv").write_text("q\n", "utf-8")
    return folder


def test_a_wave_without_answers_waits_until_its_fieldwork_is_over(tmp_path: Path) -> None:
    assert list(told(tmp_path, ["2025"]).waves) == ["2025"]
    assert list(told(tmp_path, ["2025"], AFTER).waves) == ["2025", "2026"]
    assert list(told(tmp_path, ["2025", "2026"]).waves) == ["2025", "2026"]


def test_a_first_wave_is_not_waited_for(tmp_path: Path) -> None:
    """There is nothing else to tell: what is missing is said."""
    assert list(told(tmp_path, [], date(2025, 3, 10)).waves) == ["2025", "2026"]


def test_what_is_there_of_a_wave_is_waited_for_no_more(tmp_path: Path) -> None:
    """Its answers, a release left without its lock: what is wrong with them is for others to say."""
    study, folder = write_study(tmp_path), answers(tmp_path, ["2025"])
    waited = [wave for wave in study.waves if is_to_come(study, wave, folder, date(2025, 3, 10))]
    assert waited == ["2026"]
    (folder / "locks").mkdir()
    (folder / "locks" / "2026.release.jsonl").write_text("", "utf-8")
    assert not is_to_come(study, "2026", folder, DURING)


def test_a_closed_wave_needs_no_answers_any_more(tmp_path: Path) -> None:
    study, folder = write_study(tmp_path), tmp_path / "studies" / "cx"
    write_lock(closed(lock_of(study, "2026", BEFORE), AFTER, release_of(study, "2026")), folder)
    assert list(told(tmp_path, ["2025"]).waves) == ["2025", "2026"]


def test_its_questions_are_those_of_the_last_wave(tmp_path: Path) -> None:
    """« Avoir des nouvelles » was the wording of 2025; the lock of 2025 agrees."""
    whole = write_study(tmp_path)
    folder = tmp_path / "studies" / "cx"
    write_lock(lock_of(whole, "2025", date(2025, 2, 20)), folder)
    study = told(tmp_path, ["2025"])
    assert study.questions["q_moments"].items["suivi"].text == "Avoir des nouvelles"
    assert compare_with_lock(study, "2025", folder) == ()
    assert study.where("waves", "2025") == whole.where("waves", "2025")


def test_the_lock_of_the_wave_to_come_is_found(tmp_path: Path) -> None:
    whole, folder = write_study(tmp_path), tmp_path / "studies" / "cx"
    assert next_lock(told(tmp_path, ["2025"]), folder, DURING) is None
    lock = lock_of(whole, "2026", BEFORE)
    write_lock(lock, folder)
    assert next_lock(told(tmp_path, ["2025"]), folder, DURING) == lock
    assert next_lock(whole, folder, DURING) is None
    assert next_lock(told(tmp_path, ["2025"]), folder, date(2026, 2, 19)) is None
    write_lock(replace(lock, closing=closed(lock, AFTER, release_of(whole, "2026")).closing), folder)
    assert (
        next_lock(whole.model_copy(update={"waves": {"2025": whole.waves["2025"]}}), folder, DURING) is None
    )


def test_a_change_of_the_wave_to_come_is_told_before_its_fieldwork(tmp_path: Path) -> None:
    """Reworded in silence, the study stays whole, so that Q08 asks what becomes of the series."""
    folder = tmp_path / "studies" / "cx"
    write_lock(lock_of(write_study(tmp_path), "2025", date(2025, 2, 20)), folder)
    changed = write_study(tmp_path, ("Quel sujet ?", "Quel thème ?"))
    assert [problem.code for problem in changes_undecided(changed, "2025", folder)] == ["Q08"]
    assert list(settled(changed, answers(tmp_path, ["2025"]), DURING).waves) == ["2025", "2026"]
    assert changes_undecided(changed, "2026", folder) == ()
