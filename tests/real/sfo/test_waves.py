"""The airport's four waves held to one another: columns may drift, nothing else changes in silence.

Locks need the spec alone, so that this runs where the real files are absent.
"""

import shutil
from datetime import date
from pathlib import Path

import pytest

from generator.errors import Severity
from generator.locks import compare_with_lock, lock_of, write_lock
from generator.spec import Study, load, plan_of
from generator.spec.models import Changed, Practice, Series
from generator.spec.series import comparable

HERE = Path(__file__).parent
WAVES = ("2014", "2015", "2016", "2017")
PHONED = ("mode: paper\n    data: data/2017.csv", "mode: phone\n    data: data/2017.csv")
BROKEN = (
    PHONED[0],
    f"{PHONED[1]}\n    changed: {{mode: {{series: break, why: Passengers were called at home.}}}}",
)


@pytest.fixture
def frozen(tmp_path: Path) -> Path:
    """The study with the rules of its four waves frozen."""
    shutil.copytree(HERE / "studies", tmp_path / "studies")
    study = load(tmp_path).studies["sfo"]
    for wave in WAVES:
        write_lock(lock_of(study, wave, date(int(wave), 4, 20)), tmp_path / "studies" / "sfo")
    return tmp_path


def edit(root: Path, *changes: tuple[str, str]) -> None:
    spec = root / "studies" / "sfo" / "study.yml"
    text = spec.read_text("utf-8")
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    spec.write_text(text, "utf-8")


def told(root: Path) -> set[str]:
    """The codes of the errors of the spec, then of its waves before their locks."""
    workspace = load(root, (), date(2017, 11, 20))
    study = workspace.studies.get("sfo")
    found = [*workspace.diagnostics]
    for wave in WAVES if study else ():
        found += compare_with_lock(study, wave, workspace.folder("sfo"))
    return {problem.code for problem in found if problem.severity is Severity.ERROR}


def link(study: Study, earlier: str, later: str) -> Series | None:
    measure = plan_of(study).measure["q_overall"]
    found = comparable(study, measure, earlier, later)
    return found.series if found else None


def test_columns_and_codes_that_drift_break_nothing(frozen: Path) -> None:
    """BAREA was AREA, Q19AGE was Q18AGE, ages were told in words one year: all four waves compare."""
    assert told(frozen) == set()
    study = load(frozen).studies["sfo"]
    assert [link(study, "2014", wave) for wave in WAVES] == [None] * 4


def test_a_mode_that_changes_in_silence_is_refused(frozen: Path) -> None:
    """Held by its own lock first; an excuse there still asks what becomes of the series."""
    edit(frozen, PHONED)
    assert told(frozen) == {"D05"}
    excuse = "amended: [{what: collection.mode, why: A slip of the pen., by: research, on: 2017-06-01}]"
    edit(frozen, (PHONED[1], f"{PHONED[1]}\n    {excuse}"))
    assert told(frozen) == {"B08"}


def test_a_declared_break_stands_in_every_comparison(frozen: Path) -> None:
    """Findings that compare 2017 with 2016 are refused, each where it does."""
    (frozen / "studies" / "sfo" / "locks" / "2017.lock").unlink()
    edit(frozen, BROKEN)
    assert told(frozen) == {"B06"}
    broken = [problem for problem in load(frozen).diagnostics if problem.code == "B06"]
    assert len(broken) >= 4
    whole = load(frozen, ["sfo"])
    assert "sfo" in whole.broken


def test_three_waves_still_compare_before_the_break(frozen: Path) -> None:
    study = load(frozen).studies["sfo"]
    decision = Changed(series=Series.BREAK, why="Passengers were called at home.")
    changed = study.waves["2017"].model_copy(update={"changed": {Practice.MODE: decision}})
    broken = study.model_copy(update={"waves": {**study.waves, "2017": changed}})
    assert [link(broken, "2014", wave) for wave in WAVES] == [None, None, None, Series.BREAK]


def test_a_blank_made_a_rating_is_refused(frozen: Path) -> None:
    """6 is « never used » on the scale of five: it must not become the best rating."""
    edit(frozen, ("q_overall: {Blank: 0}", "q_overall: {Blank: 0, 6: 5}"))
    assert told(frozen) == {"D30"}
