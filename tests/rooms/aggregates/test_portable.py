"""The engine against portable SQL over the same file: identical counts, weighted sums to 1e-12."""

from pathlib import Path

import numpy as np
import pytest

from generator.aggregates import tabulate
from generator.aggregates.compiled import Compiled
from generator.aggregates.kernels import InNumpy, Kernel
from generator.data import read
from generator.spec.plan import plan_of
from tests.rooms.aggregates import portable
from tests.rooms.data.drawn import study

ROWS = 4000
LEVELS = {"region": 5, "age": 8, "canal": 30, "taille": 40}
"""More levels than one pack holds."""
QUESTIONS = [f"q{number}" for number in range(6)]


def drawn(file: Path) -> None:
    dice = np.random.default_rng(17)
    answers = dice.choice(["1", "2", "3", "4", "5", "9", ""], (len(QUESTIONS), ROWS))
    levels = [dice.integers(0, size, ROWS).astype(str) for size in LEVELS.values()]
    weights = np.round(dice.lognormal(0, 1, ROWS).clip(0.01), 6).astype(str)
    lines = [",".join([*QUESTIONS, *LEVELS, "poids"])]
    lines += [",".join(row) for row in zip(*answers, *levels, weights, strict=True)]
    file.write_text("\n".join(lines) + "\n", "utf-8")


@pytest.mark.parametrize("kernel", [InNumpy(), Compiled()], ids=["numpy", "compiled"])
def test_the_engine_and_portable_sql(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kernel: Kernel) -> None:
    monkeypatch.setattr("generator.aggregates.tabulation.kernel_for", lambda _: kernel)
    scale = {"type": "scale", "scale": "satisfaction5", "text": "?"}
    study_ = study(
        {"data": "2026.csv"},
        questions=dict.fromkeys(QUESTIONS, scale),
        segments={
            name: {"column": name, "levels": {str(level): f"N{level}" for level in range(size)}}
            for name, size in LEVELS.items()
        },
        weighting={"method": "given", "column": "poids"},
    )
    drawn(tmp_path / "2026.csv")
    plan = plan_of(study_)
    aggregates = tabulate(read(study_, plan, "2026", tmp_path), plan, study_)
    expected = portable.counted(str(tmp_path / "2026.csv"), study_, QUESTIONS)
    cells = 0
    for (question, group), counts in aggregates.counts.items():
        measure = plan.measure[question]
        for place, code in enumerate(measure.codes):
            n, w, w2 = expected.get((question, group, code.id), (0, 0.0, 0.0))
            assert counts.n[place] == n
            assert counts.w[place] == pytest.approx(w, rel=1e-12)
            assert counts.w2[place] == pytest.approx(w2, rel=1e-12)
            cells += 1
        assert counts.aside[0] == expected.get((question, group, "9"), (0,))[0]
    assert cells == len(QUESTIONS) * (1 + sum(LEVELS.values())) * 5
