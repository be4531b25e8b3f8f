"""A panel from its two files to the test of its change, as a build does it."""

from pathlib import Path

import numpy as np
import pytest

from generator import releasing
from generator.release import Release
from generator.spec.models import Study
from generator.spec.plan import plan_of
from generator.statistics import Figures
from generator.statistics.estimate import Assumption, Difference
from tests.rooms.data.drawn import SECTIONS, study

PEOPLE = 200
DICE = np.random.default_rng(11)
FIRST = DICE.integers(1, 6, PEOPLE)
SECOND = np.clip(FIRST + DICE.integers(-1, 3, PEOPLE), 1, 5)


def panel(tmp_path: Path, person: str | None = "ident") -> Study:
    """Two waves of the same people, the second in another order."""
    (tmp_path / "data").mkdir()
    for wave, answers, order in (("2025", FIRST, range(PEOPLE)), ("2026", SECOND, range(PEOPLE)[::-1])):
        lines = [f"p{place},{answers[place]},{'nord' if place % 2 else 'sud'}" for place in order]
        (tmp_path / f"data/{wave}.csv").write_text("\n".join(["ident,q_note,region", *lines, ""]))
    waves = {
        wave: {
            **SECTIONS["waves"]["2026"],
            "field": f"{wave}-03-02/{wave}-03-22",
            "data": f"data/{wave}.csv",
            "ignore": [] if person else ["ident"],
        }
        for wave in ("2025", "2026")
    }
    sample = {"design": "probability", **({"person": person} if person else {})}
    note = {"note": {"kind": "mean", "of": "q_note"}}
    return study(waves=waves, sample=sample, indicators=note)


def released(found: Study, folder: Path) -> dict[str, Release]:
    return {wave: releasing.release(found, wave, folder).releases[found.id, wave] for wave in found.waves}


def change(found: Study, releases: dict[str, Release]) -> Difference:
    difference = Figures(found, plan_of(found), releases).change("note", "2026")
    assert difference is not None
    return difference


def test_a_change_of_the_same_people_is_that_of_their_differences(tmp_path: Path) -> None:
    found = panel(tmp_path)
    moved = change(found, released(found, tmp_path))
    assert moved.value == pytest.approx((SECOND - FIRST).mean(), abs=1e-5)
    assert moved.se == pytest.approx((SECOND - FIRST).std(ddof=1) / PEOPLE**0.5, rel=1e-4)
    assert Assumption.PANEL in moved.assumptions
    assert Assumption.INDEPENDENT_WAVES not in moved.assumptions


def test_without_persons_the_waves_are_supposed_independent(tmp_path: Path) -> None:
    found = panel(tmp_path, person=None)
    moved = change(found, released(found, tmp_path))
    apart = (FIRST.var(ddof=1) + SECOND.var(ddof=1)) / PEOPLE
    assert moved.se == pytest.approx(apart**0.5, rel=1e-4)
    assert Assumption.INDEPENDENT_WAVES in moved.assumptions


def test_once_the_first_file_is_gone_nothing_ties_the_waves(tmp_path: Path) -> None:
    found = panel(tmp_path)
    before = released(found, tmp_path)
    (tmp_path / "data/2025.csv").unlink()
    after = releasing.release(found, "2026", tmp_path).releases[found.id, "2026"]
    assert before["2026"].overlaps
    assert not after.overlaps
    assert Assumption.INDEPENDENT_WAVES in change(found, {**before, "2026": after}).assumptions
