"""What is kept between builds: exactly the aggregates, no row, for the same answers and spec only."""

import os
import stat
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from generator.aggregates import Aggregates, memory_of, tabulate
from generator.aggregates.memory import FOLDER, Memory
from generator.aggregates.written import Unreadable, from_bytes, to_bytes
from generator.data import fingerprint_of, read
from generator.spec.plan import plan_of
from tests.rooms.aggregates.drawn import tabulated
from tests.rooms.data.drawn import BASIC, Folder, folder, study

QUESTIONS: dict[str, Any] = {
    "q_note": {"type": "scale", "scale": "satisfaction5", "text": "?"},
    "q_jours": {"type": "numeric", "text": "?"},
    "q_moments": {"type": "grid", "scale": "satisfaction5", "text": "?", "items": {"a": "A", "b": "B"}},
    "q_nps": {"type": "nps", "text": "?"},
}
INDICATORS: dict[str, Any] = {
    "sat": {"kind": "top_box", "of": "q_moments"},
    "note": {"kind": "median", "of": "q_note"},
    "duree": {"kind": "mean", "of": "q_jours"},
    "nps": {"kind": "nps", "of": "q_nps"},
}
IMPORTANCE = {"method": "shapley", "outcome": "q_nps"}
PRIORITIES = {
    "rule": "importance_performance",
    "over": "sat",
    "importance": IMPORTANCE,
    "performance": "sat",
}
SECRET = 123456.789
"""A number that one person gave."""


def rich() -> Aggregates:
    answers = {
        "q_note": ["5", "1", "9", None, "4"],
        "q_jours": [10, 30, None, SECRET, 3],
        "q_moments.a": ["1", "2", "3", "4", "5"],
        "q_moments.b": ["5", "2", "4", "4", "1"],
        "q_nps": ["10", "0", "5", "7", "9"],
    }
    groups = {"all": [True] * 5, "region=nord": [True, True, False, False, True]}
    return tabulated(
        answers,
        groups,
        [1, 2.5, 4, 8, 0.1],
        questions=QUESTIONS,
        indicators=INDICATORS,
        priorities=PRIORITIES,
    )


def same(one: Any, other: Any) -> bool:
    return to_bytes(one) == to_bytes(other)


def remembered(drawn: Folder) -> Memory:
    answers = fingerprint_of(drawn.path, drawn.study.waves["2026"].data or "")
    memory = memory_of(drawn.study, plan_of(drawn.study), "2026", drawn.path, answers)
    assert memory is not None
    return memory


def kept(tmp_path: Path) -> Folder:
    """A folder whose wave has been counted and kept."""
    drawn = folder(tmp_path, BASIC)
    plan = plan_of(drawn.study)
    remembered(drawn).keep(tabulate(read(drawn.study, plan, "2026", drawn.path), plan, drawn.study))
    return drawn


def test_aggregates_come_back_to_the_bit() -> None:
    before = rich()
    after = from_bytes(to_bytes(before))
    assert same(before, after)
    assert after.counts["q_note", "all"].w.tolist() == before.counts["q_note", "all"].w.tolist()
    assert after.counts["q_note", "all"].aside.tolist() == [1]
    assert after.summaries == before.summaries
    assert after.moments is not None
    assert (after.classes.member == before.classes.member).all()


@pytest.mark.parametrize(
    "content",
    [b"", b"{}\n", b'["class", "Path", {}]\n', b'["class", "Counts", {}]\n', b'["array", "object", [1], 0]\n',
     b'["class", "Aggregates", {"study": "x"}]\n', b"not json\n", b'["float", "x"]\n'],
)  # fmt: skip
def test_bytes_that_are_no_aggregates(content: bytes) -> None:
    with pytest.raises(Unreadable):
        from_bytes(content)


def test_no_row_is_kept(tmp_path: Path) -> None:
    rows = 1000
    dice = np.random.default_rng(8)
    notes = dice.integers(1, 6, rows).astype(str)
    regions = dice.choice(["nord", "sud"], rows)
    text = "region,q_note\n" + "".join(f"{r},{n}\n" for r, n in zip(regions, notes, strict=True))
    drawn = folder(tmp_path, text)
    plan = plan_of(drawn.study)
    responses = read(drawn.study, plan, "2026", drawn.path)
    content = to_bytes(tabulate(responses, plan, drawn.study))
    assert responses.codes["q_note"].tobytes() not in content
    assert responses.groups["region=nord"].tobytes() not in content
    assert len(content) < 4 * rows


def test_a_second_build_does_not_read_the_answers(tmp_path: Path) -> None:
    drawn = kept(tmp_path)
    found = remembered(drawn).recall()
    assert found is not None
    assert found.counts["q_note", "all"].n.tolist() == [1, 0, 0, 0, 1]


def test_what_is_kept_is_for_its_owner_alone_and_git_never_sees_it(tmp_path: Path) -> None:
    drawn = kept(tmp_path)
    path = remembered(drawn).path
    assert path.parent == tmp_path / "data" / FOLDER
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert (path.parent / ".gitignore").read_text() == "*\n"


def test_other_answers_another_spec_or_other_margins_are_counted_again(tmp_path: Path) -> None:
    drawn = kept(tmp_path)
    assert remembered(drawn).recall() is not None
    recoded = study({"codes": {"q_note": {"5": "missing"}}})
    assert remembered(replace(drawn, study=recoded)).recall() is None
    (tmp_path / "data/2026.csv").write_text(BASIC + "nord,5\n")
    assert remembered(drawn).recall() is None


def test_another_version_of_the_method_counts_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = kept(tmp_path)
    monkeypatch.setattr("generator.aggregates.memory.code_version", lambda: "later")
    assert remembered(drawn).recall() is None


@pytest.mark.parametrize("place", [0, 70, 140, 300, -1])
def test_a_spoiled_memory_is_none(tmp_path: Path, place: int) -> None:
    memory = remembered(kept(tmp_path))
    content = bytearray(memory.path.read_bytes())
    content[place] ^= 1
    memory.path.write_bytes(content)
    assert memory.recall() is None


def test_a_memory_cut_short_or_replaced_is_none(tmp_path: Path) -> None:
    memory = remembered(kept(tmp_path))
    content = memory.path.read_bytes()
    for spoiled in (b"", content[: len(content) // 2], b"cached: yes\n" + content):
        memory.path.write_bytes(spoiled)
        assert memory.recall() is None


def test_what_is_forgotten_leaves_nothing(tmp_path: Path) -> None:
    memory = remembered(kept(tmp_path))
    memory.forget()
    memory.forget()
    assert [path.name for path in memory.path.parent.iterdir()] == [".gitignore"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_disk_that_cannot_be_written_to_keeps_nothing(tmp_path: Path) -> None:
    drawn = folder(tmp_path, BASIC)
    (tmp_path / "data").chmod(0o500)
    remembered(drawn).keep(rich())
    assert remembered(drawn).recall() is None


def test_a_wave_without_data_has_no_memory() -> None:
    none = study({"data": None})
    assert memory_of(none, plan_of(none), "2026", Path(), None) is None
