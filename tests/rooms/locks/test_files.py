"""A lock on disk: readable, canonical, and any edit seen."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import Refused, render
from generator.locks import Lock, closed, differences, lock_file, lock_of, parse, read_lock, write_lock
from generator.locks.files import dump
from generator.release import METHOD
from generator.words import Lang
from tests.rooms.locks.drawn import release_of, write_study

DAY = date(2026, 2, 20)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of a study frozen for 2026."""
    write_lock(lock_of(write_study(tmp_path), "2026", DAY), tmp_path / "studies" / "cx")
    return tmp_path / "studies" / "cx"


def refused(folder: Path, wave: str = "2026") -> tuple[str, str]:
    with pytest.raises(Refused) as refusal:
        read_lock(folder, wave)
    (problem,) = refusal.value.diagnostics
    for lang in Lang:
        assert "{" not in render(problem, lang)
    return problem.code, str(problem.position)


def edit(folder: Path, old: str, new: str) -> None:
    path = lock_file(folder, "2026")
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_it_reads_as_people_write(folder: Path) -> None:
    lines = lock_file(folder, "2026").read_text("utf-8").splitlines()
    assert lines[1:7] == [
        "lock: 2",
        "study: cx",
        "wave: 2026",
        "frozen_on: 2026-02-20",
        "tool: 0.1.0",
        f"method: {METHOD}",
    ]
    assert "      text: 'Recommanderiez-vous : oui ou non ?'" in lines
    assert "      sensitive: yes" in lines
    assert lines[-1].startswith("seal: ")


def test_it_comes_back_equal(folder: Path, tmp_path: Path) -> None:
    lock = lock_of(write_study(tmp_path), "2026", DAY)
    assert read_lock(folder, "2026") == lock
    shut = closed(lock, date(2026, 3, 25), release_of(write_study(tmp_path), "2026"))
    assert write_lock(shut, folder) == lock_file(folder, "2026")
    assert read_lock(folder, "2026") == shut


def test_writing_it_again_changes_no_byte(folder: Path) -> None:
    before = lock_file(folder, "2026").read_bytes()
    lock = read_lock(folder, "2026")
    assert lock is not None
    write_lock(lock, folder)
    assert lock_file(folder, "2026").read_bytes() == before


def test_windows_line_ends_are_no_edit(folder: Path) -> None:
    path = lock_file(folder, "2026")
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert read_lock(folder, "2026") is not None


def test_a_wave_that_was_never_frozen_has_none(folder: Path) -> None:
    assert read_lock(folder, "2025") is None


EDITS = {
    "a question": (("Quel sujet ?", "Quel thème ?"), "K02.part"),
    "a question removed": (("      suivi: Être informé\n", ""), "K02.part"),
    "a threshold": (("base: 10", "base: 5"), "K02.part"),
    "a hash": (("  gdpr: ", "  gdpr: 0"), "K02.part"),
    "the day": (("frozen_on: 2026-02-20", "frozen_on: 2026-02-19"), "K02"),
    "the tool": (("tool: 0.1.0", "tool: 0.1.1"), "K02"),
    "a comment": (("lock: 2\n", "lock: 2 # revu\n"), "K02"),
    "a key more": (("lock: 2\n", "lock: 2\nby: dg\n"), "K02"),
    "a blank line": (("content:\n", "\ncontent:\n"), "K02"),
    "the seal": (("seal: ", "seal: 0"), "K02"),
    "another wave": (("wave: 2026", "wave: 2025"), "K02"),
}


@pytest.mark.parametrize(("change", "code"), EDITS.values(), ids=EDITS)
def test_an_edit_is_seen(folder: Path, change: tuple[str, str], code: str) -> None:
    edit(folder, *change)
    told, place = refused(folder)
    assert told == code
    assert place.startswith("studies/cx/locks/2026.lock:")


def test_an_edited_part_is_told_with_its_line(folder: Path) -> None:
    edit(folder, "base: 10", "base: 5")
    lines = lock_file(folder, "2026").read_text("utf-8").splitlines()
    assert refused(folder) == ("K02.part", f"studies/cx/locks/2026.lock:{lines.index('  privacy:') + 2}:5")


BROKEN: dict[str, Callable[[str], str]] = {
    "nothing": lambda text: "",
    "half": lambda text: text[: len(text) // 2],
    "without its seal": lambda text: text[: text.index("seal: ")],
    "a key twice": lambda text: text.replace("study: cx\n", "study: cx\nstudy: cx\n"),
    "no lock": lambda text: "- a\n- b\n",
    "no day": lambda text: text.replace("2026-02-20", "hier"),
    "no content": lambda text: text[: text.index("content:")],
    "content that is a text": lambda text: text[: text.index("content:")] + "content: rien\n",
    "an anchor": lambda text: text.replace("study: cx", "study: &a cx"),
}


@pytest.mark.parametrize("spoil", BROKEN.values(), ids=BROKEN)
def test_what_is_no_lock_is_refused(folder: Path, spoil: Callable[[str], str]) -> None:
    path = lock_file(folder, "2026")
    path.write_text(spoil(path.read_text("utf-8")), "utf-8")
    assert refused(folder)[0] == "K01"


def test_a_binary_file_is_refused(folder: Path) -> None:
    lock_file(folder, "2026").write_bytes(b"\xff\xfe\x00")
    assert refused(folder)[0] == "K01"


def test_a_merge_that_is_not_finished_is_told(folder: Path) -> None:
    """Two branches froze the same wave on two days: git leaves both in the file."""
    edit(
        folder,
        "frozen_on: 2026-02-20\n",
        "<<<<<<< HEAD\nfrozen_on: 2026-02-20\n=======\nfrozen_on: 2026-02-21\n>>>>>>> autre\n",
    )
    assert refused(folder)[0] == "K01.merged"


def test_a_lock_of_the_older_format_is_read_as_it_was(folder: Path, tmp_path: Path) -> None:
    """It says nothing of the collection nor of promises, and is not blamed for it."""
    study = write_study(tmp_path)
    fresh = lock_of(study, "2026", DAY)
    content = {name: part for name, part in fresh.content.items() if name != "collection"}
    older = replace(fresh, content=content, format=1)
    write_lock(older, folder)
    assert lock_file(folder, "2026").read_text("utf-8").splitlines()[1] == "lock: 1"
    assert read_lock(folder, "2026") == older
    assert differences(older, study) == ()


def test_promises_come_back_and_leave_the_hash_alone(folder: Path, tmp_path: Path) -> None:
    plain = lock_of(write_study(tmp_path), "2026", DAY)
    told = replace(plain, published={"actions": {"sms": {"what": "Un SMS : jour 3", "state": "done"}}})
    write_lock(told, folder)
    assert read_lock(folder, "2026") == told
    assert told.hash == plain.hash


def test_the_text_of_a_revision_is_read_like_a_file(folder: Path) -> None:
    path = lock_file(folder, "2026")
    assert parse(path.read_text("utf-8"), "here") == read_lock(folder, "2026")
    with pytest.raises(Refused):
        parse(path.read_text("utf-8")[:-20], "here")


def test_a_newer_tool_is_told_first(folder: Path) -> None:
    edit(folder, "lock: 2", "lock: 3")
    assert refused(folder)[0] == "K03"


def test_the_lock_of_another_wave_or_study_is_refused(folder: Path) -> None:
    lock_file(folder, "2025").write_bytes(lock_file(folder, "2026").read_bytes())
    assert refused(folder, "2025")[0] == "K01.elsewhere"
    assert refused(folder.rename(folder.with_name("ex")))[0] == "K01.elsewhere"


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    lock = lock_of(write_study(tmp_path), "2026", DAY)
    (tmp_path / "locks").write_text("", "utf-8")
    with pytest.raises(Refused) as refusal:
        write_lock(lock, tmp_path)
    assert [d.code for d in refusal.value.diagnostics] == ["K01.unwritable"]


TEXTS = (
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1, max_size=40)
    .map(str.strip)
    .filter(bool)
)


@given(text=TEXTS)
def test_any_text_comes_back_equal(text: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.getbasetemp() / "any" / "cx"
    folder.mkdir(parents=True, exist_ok=True)
    lock = Lock("cx", "2026", DAY, "0.1.0", 1, {"questions": {"q": {"text": text, "options": {"a": text}}}})
    write_lock(lock, folder)
    assert read_lock(folder, "2026") == lock


def test_two_locks_of_the_same_thing_are_the_same_text(tmp_path: Path) -> None:
    lock = lock_of(write_study(tmp_path), "2026", DAY)
    assert dump(lock) == dump(replace(lock))
