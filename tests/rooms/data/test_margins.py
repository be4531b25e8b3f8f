"""The margins of a wave: public figures in a file, checked before any data are read."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from generator.words import Lang
from tests.rooms.data.drawn import Folder, folder, study

FILE = "studies/essai/weights/2026.yml"
SPEC = "studies/essai/study.yml"
RAKED: dict[str, Any] = {"method": "rake"}
SEGMENTS: dict[str, Any] = {
    "region": {"column": "region", "levels": {"nord": "Nord", "sud": "Sud"}},
    "age": {"column": "age", "cuts": {"jeune": "< 40", "aîné": ">= 40"}},
}
DATA = "region,age,q_note,tirage\nnord,20,5,1\nnord,50,5,1\nsud,20,1,1\nsud,50,1,2\n"


def raked(tmp_path: Path, margins: str, data: str = DATA, **weighting: Any) -> Folder:
    (tmp_path / "weights").mkdir(exist_ok=True)
    (tmp_path / "weights" / "2026.yml").write_text(margins, encoding="utf-8")
    wave: dict[str, Any] = {"weights": "weights/2026.yml"}
    if "base" not in margins:
        wave["ignore"] = ["tirage"]
    return folder(tmp_path, data, study(wave, segments=SEGMENTS, weighting={**RAKED, **weighting}))


def test_shares(tmp_path: Path) -> None:
    read = raked(tmp_path, "margins:\n  region: {nord: 75 %, sud: 25 %}\n").read()
    assert read.weights == pytest.approx([1.5, 1.5, 0.5, 0.5])


def test_counts_and_shares_together(tmp_path: Path) -> None:
    margins = "margins:\n  region: {nord: 9000, sud: 3000}\n  age: {jeune: 50 %, aîné: 50 %}\n"
    assert raked(tmp_path, margins).read().weights == pytest.approx([1.5, 1.5, 0.5, 0.5])


def test_the_weights_one_starts_from(tmp_path: Path) -> None:
    margins = "margins:\n  region: {nord: 50 %, sud: 50 %}\nbase: tirage\n"
    assert raked(tmp_path, margins).read().weights == pytest.approx([1, 1, 2 / 3, 4 / 3])


def test_levels_not_known_are_told(tmp_path: Path) -> None:
    data = "region,age,q_note\nnord,20,5\n,50,5\nsud,20,1\nsud,50,1\n"
    read = raked(tmp_path, "margins:\n  region: {nord: 50 %, sud: 50 %}\n", data).read()
    assert read.weights == pytest.approx([1.5, 1, 0.75, 0.75])
    assert [f"{w.code} {w.position}" for w in read.warnings] == [f"D24 {FILE}:2:3"]


@pytest.mark.parametrize(
    ("margins", "told"),
    [
        ("margins:\n  region: {nord: 75 %, sud: 23.7 %}\n", [f"I06 {FILE}:2:11"]),
        ("margins:\n  region: {nord: 75 %}\n", [f"I06.levels {FILE}:2:11", f"I06 {FILE}:2:11"]),
        ("margins:\n  region: {nord: 75 %, sud: 25}\n", [f"I06.mixed {FILE}:2:11"]),
        ("margins:\n  region: {nord: 100 %, sud: 0 %}\n", [f"I06.amount {FILE}:2:30"]),
        ("margins:\n  region: {nord: beaucoup, sud: 3}\n", [f"I06.amount {FILE}:2:18"]),
        ("margins:\n  zone: {nord: 75 %, sud: 25 %}\n", [f"I06.segment {FILE}:2:3"]),
        (
            "margins:\n  region: {nord: 90, sud: 30}\n  age: {jeune: 60, aîné: 70}\n",
            [f"I06.totals {FILE}:3:8"],
        ),
        ("marges:\n  region: {nord: 75 %, sud: 25 %}\n", [f"I06.empty {FILE}:1:1", f"I06.key {FILE}:1:1"]),
        (
            "margins:\n  region: {nord: 75 %, sud: 25 %}\nbase: [tirage]\n",
            [f"I06.base {FILE}:3:7"],
        ),
        ("margins: {}\n", [f"I06.empty {FILE}:1:1"]),
        ("margins:\n  region: {nord: 75 %, nord: 25 %}\n", [f"Y01 {FILE}:2:24"]),
    ],
)
def test_margins_that_are_wrong(tmp_path: Path, margins: str, told: list[str]) -> None:
    assert sorted(raked(tmp_path, margins).refused()) == sorted(told)


def test_the_sentence_gives_the_total(tmp_path: Path) -> None:
    (problem,) = raked(tmp_path, "margins:\n  region: {nord: 75 %, sud: 23.7 %}\n").problems()
    assert "98.7" in problem.sentence(Lang.EN, "what")


def test_rounded_shares_are_accepted(tmp_path: Path) -> None:
    read = raked(tmp_path, "margins:\n  region: {nord: 33.3 %, sud: 66.6 %}\n").read()
    assert read.weights is not None
    assert read.weights[:2].sum() / read.weights.sum() == pytest.approx(1 / 3)


def test_nobody_at_a_level(tmp_path: Path) -> None:
    data = "region,age,q_note\nnord,20,5\n"
    assert raked(tmp_path, "margins:\n  region: {nord: 75 %, sud: 25 %}\n", data).refused() == [
        f"D22 {FILE}:2:3"
    ]


def test_a_limit_out_of_reach(tmp_path: Path) -> None:
    margins = "margins:\n  region: {nord: 75 %, sud: 25 %}\n"
    assert raked(tmp_path, margins, trim="1.2").refused() == [f"D21.trim {FILE}:2:3"]


def test_margins_that_are_nowhere(tmp_path: Path) -> None:
    nowhere = folder(tmp_path, DATA, study(weighting=RAKED))
    assert nowhere.refused() == [f"D13.margins {SPEC}"]
    absent = folder(tmp_path, DATA, study({"weights": "weights/2026.yml"}, weighting=RAKED))
    assert absent.refused() == [f"D13 {SPEC}"]


def test_a_raked_wave_is_weighted_and_a_plain_one_is_not(tmp_path: Path) -> None:
    assert isinstance(
        raked(tmp_path, "margins:\n  region: {nord: 75 %, sud: 25 %}\n").read().weights, np.ndarray
    )
    assert folder(tmp_path, "region,q_note\nnord,5\n").read().weights is None


def test_answers_are_not_read_for_margins(tmp_path: Path) -> None:
    drawn = folder(tmp_path, DATA, study({"weights": "data/2026.csv"}, weighting=RAKED))
    assert drawn.refused() == [f"I06.format {SPEC}"]
