"""The ledger of closings: what was closed stays known, in its order, whoever touches the files."""

import json
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from generator.errors import ExitCode, Refused
from generator.locks.closings import (
    Entry,
    append,
    dump,
    entry_of,
    hold_to_ledger,
    interrupted,
    ledger_file,
    read_ledger,
)
from generator.locks.files import read_lock, write_lock
from generator.locks.lock import Lock
from generator.release import METHOD, files_of
from tests.rooms.locks.drawn import minimal_locks

FIRST = Entry("2025", "2025-03-28", "d" * 64, "r" * 64, "c" * 64, "s" * 64, "0.1.0", METHOD)
SECOND = replace(FIRST, wave="2026", on="2026-03-28", data="e" * 64)


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """A study's folder with two closings in its ledger."""
    folder = tmp_path / "studies" / "cx"
    (folder / "locks").mkdir(parents=True)
    append(FIRST, folder)
    append(SECOND, folder)
    return folder


def refused(work: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refusal:
        work()
    assert refusal.value.exit_code is ExitCode.PRIVACY
    (problem,) = refusal.value.diagnostics
    assert str(problem.position) == "studies/cx/locks/ledger.jsonl"
    return problem.code


def test_closings_are_read_back_in_their_order(study: Path) -> None:
    assert read_ledger(study) == (FIRST, SECOND)


def test_a_study_that_closed_nothing_has_none(tmp_path: Path) -> None:
    assert read_ledger(tmp_path) == ()


def test_the_same_closing_is_not_written_twice(study: Path) -> None:
    before = ledger_file(study).read_bytes()
    append(replace(SECOND, on="2026-12-31", tool="0.2.0"), study)
    assert ledger_file(study).read_bytes() == before


def test_a_wave_is_not_closed_on_other_answers(study: Path) -> None:
    assert refused(lambda: append(replace(FIRST, data="f" * 64), study)) == "V15.reopened"


def lines(change: Callable[[list[str]], list[str]]) -> Callable[[str], str]:
    return lambda text: "".join(change(text.splitlines(keepends=True)))


SPOILED: dict[str, tuple[Callable[[str], str], str]] = {
    "an edited line": (lambda text: text.replace("d" * 64, "f" * 64), "V15.edited"),
    "lines that changed places": (lines(lambda found: found[::-1]), "V15.edited"),
    "the first line taken out": (lines(lambda found: found[1:]), "V15.edited"),
    "a line twice": (lines(lambda found: [*found, found[-1]]), "V15.edited"),
    "a truncated line": (lambda text: text[:-40], "V15.edited"),
    "a blank line": (lambda text: f"{text}\n", "V15.edited"),
    "a key too many": (lambda text: text.replace('"wave"', '"note": 1, "wave"', 1), "V15.edited"),
    "no ledger at all": (lambda text: f"{text}nothing", "V15.edited"),
    "a newer method": (lambda text: dump((replace(FIRST, method=METHOD + 1),)), "V15.newer"),
    "a newer format": (lambda text: '{"format": 99, "sealed": true}\n', "V15.newer"),
}


@pytest.mark.parametrize(("spoil", "code"), SPOILED.values(), ids=SPOILED)
def test_a_ledger_that_was_touched_is_refused(study: Path, spoil: Callable[[str], str], code: str) -> None:
    path = ledger_file(study)
    path.write_text(spoil(path.read_text("utf-8")), "utf-8")
    assert refused(lambda: read_ledger(study)) == code


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(
        ["git", "-C", str(folder), "-c", "user.name=x", "-c", "user.email=x@example.org", *arguments],
        check=True,
        capture_output=True,
    )


def test_a_line_of_the_last_commit_may_not_disappear(study: Path) -> None:
    git(study, "init", "-q")
    git(study, "add", "-A")
    git(study, "commit", "-qm", "closed")
    assert len(read_ledger(study)) == 2
    ledger_file(study).write_text(dump((FIRST,)), "utf-8")
    assert refused(lambda: read_ledger(study)) == "V15.erased"
    ledger_file(study).unlink()
    assert refused(lambda: read_ledger(study)) == "V15.erased"
    ledger_file(study).write_text(dump((FIRST, replace(SECOND, data="f" * 64))), "utf-8")
    assert refused(lambda: read_ledger(study)) == "V15.erased"
    ledger_file(study).write_text(dump((FIRST, SECOND)), "utf-8")
    append(replace(SECOND, wave="2027"), study)
    assert len(read_ledger(study)) == 3


def test_a_rehearsal_may_be_drawn_again(study: Path) -> None:
    git(study, "init", "-q")
    git(study, "add", "-A")
    git(study, "commit", "-qm", "closed")
    ledger_file(study).write_text(dump((FIRST, replace(SECOND, data="f" * 64))), "utf-8")
    files_of(study, "2026")[0].write_text('{"format": 1, "invented": true}\n', "utf-8")
    assert len(read_ledger(study)) == 2


@pytest.fixture
def closed(tmp_path: Path, root: Path) -> Path:
    """The minimal study's locks, as the repository holds them."""
    return minimal_locks(tmp_path, root)


def opened(folder: Path) -> Lock:
    """The lock of the closed wave as it was before."""
    lock = read_lock(folder, "2026")
    assert lock is not None
    return replace(lock, closing=None)


def code_of(work: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refusal:
        work()
    return refusal.value.diagnostics[0].code


def test_a_closed_wave_stands_as_it_was_closed(closed: Path) -> None:
    hold_to_ledger("2026", closed)
    release = interrupted(opened(closed), closed)
    assert release is not None
    assert entry_of(release, date(2026, 10, 20), closed).what == read_ledger(closed)[0].what


def test_a_closed_wave_without_its_line_is_refused(closed: Path) -> None:
    ledger_file(closed).unlink()
    assert code_of(lambda: hold_to_ledger("2026", closed)) == "V15.missing"


def test_a_closed_wave_without_its_lock_is_not_open_again(closed: Path) -> None:
    (closed / "locks" / "2026.lock").unlink()
    assert code_of(lambda: hold_to_ledger("2026", closed)) == "V15.reopened"


def test_a_release_that_was_swapped_is_refused(closed: Path) -> None:
    content, _ = files_of(closed, "2026")
    content.write_text(content.read_text("utf-8") + "\n", "utf-8")
    assert code_of(lambda: hold_to_ledger("2026", closed)) == "V15.other"
    assert interrupted(opened(closed), closed) is None


def test_a_day_that_was_edited_in_the_last_line_is_refused(closed: Path) -> None:
    (entry,) = read_ledger(closed)
    ledger_file(closed).write_text(dump((replace(entry, on="2031-01-01"),)), "utf-8")
    assert code_of(lambda: hold_to_ledger("2026", closed)) == "V15.other"


def test_an_open_wave_needs_no_line(closed: Path) -> None:
    hold_to_ledger("2027", closed)


def test_a_ledger_holds_hashes_and_no_count(study: Path) -> None:
    stated = [json.loads(line) for line in ledger_file(study).read_text("utf-8").splitlines()]
    assert {type(value) for key, value in stated[0].items() if key not in ("method", "format")} == {str}


def again(folder: Path) -> Entry:
    """The closed wave closed again, its second files beside the first ones."""
    for first, second in zip(files_of(folder, "2026"), files_of(folder, "2026", 2), strict=True):
        second.write_bytes(first.read_bytes())
    (entry,) = read_ledger(folder)
    return replace(entry, on="2026-11-02", data="f" * 64, closing=2)


def closed_twice(folder: Path) -> Lock:
    """Its lock, with both closings."""
    lock = read_lock(folder, "2026")
    assert lock is not None
    assert lock.closing is not None
    last = replace(lock.closing, on=date(2026, 11, 2), data="f" * 64)
    return replace(lock, closing=last, closed_before=(lock.closing,))


def test_a_second_closing_is_a_line_bound_to_the_first(closed: Path) -> None:
    first = ledger_file(closed).read_text("utf-8")
    append(again(closed), closed)
    lock = closed_twice(closed)
    write_lock(lock, closed)
    assert ledger_file(closed).read_text("utf-8").startswith(first)
    assert [entry.closing for entry in read_ledger(closed)] == [1, 2]
    hold_to_ledger("2026", closed)
    assert read_lock(closed, "2026") == lock


def test_a_closing_that_skips_one_is_refused(closed: Path) -> None:
    assert code_of(lambda: append(replace(again(closed), closing=3), closed)) == "V15.reopened"


def test_a_second_closing_that_stopped_before_the_lock_goes_on(closed: Path) -> None:
    append(again(closed), closed)
    assert code_of(lambda: hold_to_ledger("2026", closed)) == "V15.half"
    lock = read_lock(closed, "2026")
    assert lock is not None
    assert interrupted(lock, closed) is not None


def test_the_first_closing_stays_held_after_the_second(closed: Path) -> None:
    append(again(closed), closed)
    write_lock(closed_twice(closed), closed)
    content, _ = files_of(closed, "2026")
    content.write_text(content.read_text("utf-8") + "\n", "utf-8")
    assert code_of(lambda: hold_to_ledger("2026", closed)) == "V15.other"


def test_a_lock_that_forgets_its_first_closing_is_refused(closed: Path) -> None:
    append(again(closed), closed)
    write_lock(replace(closed_twice(closed), closed_before=()), closed)
    assert code_of(lambda: hold_to_ledger("2026", closed)) == "V15.half"
