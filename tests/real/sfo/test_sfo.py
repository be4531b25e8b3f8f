"""A real survey, end to end: four waves of an airport's passengers, with all that real files do to a reader.

Columns change their names, 0 and 6 mean no answer, 11 means blank on a 0–10 scale, one label was dragged
down a spreadsheet column, and about ninety columns must never be read. The figures agree with an
independent computation.
"""

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from generator.cli import run

HERE = Path(__file__).parent
WAVES = ("2014", "2015", "2016", "2017")
SEGMENTS = {"Q19AGE": "age", "Q20GENDER": "gender", "PEAK": "peak"}
MEANS = {"overall": "overall_mean", "restaurants": "service_mean.food"}
SHARES = {"overall": "overall", "restaurants": "service.food"}


def workspace(folder: Path, shared: Path) -> Path:
    """Our spec beside copies of the real files."""
    shutil.copytree(HERE / "studies", folder / "studies")
    data = folder / "studies" / "sfo" / "data"
    data.mkdir()
    for wave in WAVES:
        shutil.copy(
            shared / "data" / "sfo_customer_survey" / f"{wave}_SFO_Customer_Survey_20250817.csv",
            data / f"{wave}.csv",
        )
    return folder


@pytest.fixture(scope="module")
def airport(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> Path:
    """The study as published, weighted."""
    return workspace(tmp_path_factory.mktemp("airport"), shared)


@pytest.fixture(scope="module")
def unweighted(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> Path:
    """The same study, where each passenger counts once."""
    folder = workspace(tmp_path_factory.mktemp("unweighted"), shared)
    spec = folder / "studies" / "sfo" / "study.yml"
    lines = [
        "" if line.startswith("weighting:") else line.replace('"*RESPNUM"', '"*RESPNUM", WEIGHT')
        for line in spec.read_text("utf-8").splitlines()
    ]
    spec.write_text("\n".join(lines) + "\n", "utf-8")
    return folder


@pytest.fixture(scope="module")
def expected(shared: Path) -> dict[str, Any]:
    """The independent computation."""
    return json.loads((shared / "data" / "sfo_customer_survey" / "expected.json").read_text("utf-8"))


def numbers(folder: Path, capsys: pytest.CaptureFixture[str]) -> Mapping[str, Mapping[str, Any]]:
    """Every number of the study, by id, as the command prints it."""
    capsys.readouterr()
    assert run(["numbers", "sfo", "--root", str(folder), "--as-of", "2017-11-20"]) == 0
    return {row["id"]: row for row in json.loads(capsys.readouterr().out)}


@pytest.mark.parametrize("weights", ["weighted", "unweighted"])
def test_means_and_top_boxes_agree_in_every_wave(
    weights: str, expected: dict[str, Any], request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]
) -> None:
    found = numbers(request.getfixturevalue("airport" if weights == "weighted" else "unweighted"), capsys)
    for rating in expected["ratings"]:
        wave, name, given = rating["wave"], rating["measure"], rating[weights]
        mean = found[f"sfo/{wave}/all/{MEANS[name]}/score"]
        top = found[f"sfo/{wave}/all/{SHARES[name]}/score"]
        assert mean["n"] == top["n"] == given["n"]
        assert mean["value"] == round(given["mean"], 1)
        assert top["value"] == pytest.approx(round(given["top2_pct"], 1) / 100, abs=1e-12)
        assert top["n_eff"] == round(given["n_eff_kish"])


@pytest.mark.parametrize("weights", ["weighted", "unweighted"])
def test_the_nps_agrees_in_every_group_that_the_gate_lets_through(
    weights: str, expected: dict[str, Any], request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]
) -> None:
    found = numbers(request.getfixturevalue("airport" if weights == "weighted" else "unweighted"), capsys)
    compared = 0
    for given in expected["nps"]:
        group = group_of(given["segment"])
        row = found.get(f"sfo/2017/{group}/nps/score")
        if row is None or row["withheld"]:
            continue
        compared += 1
        assert row["n"] == given["n"], group
        assert row["value"] == round(given[f"nps_{weights}"]), group
    assert compared >= 10


def group_of(segment: str) -> str:
    """``Q19AGE=2`` is our ``age=2``."""
    column, _, level = segment.partition("=")
    return f"{SEGMENTS[column]}={level}" if level else "all"


def test_small_groups_are_withheld_without_a_reason(
    airport: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [row for row in numbers(airport, capsys).values() if row["withheld"]]
    assert {row["level"] for row in rows if row["segment"] == "gender"} >= {"3"}
    assert all(row[key] is None for row in rows for key in ("value", "low", "high", "n", "n_eff", "method"))


def test_a_question_asked_in_one_wave_has_numbers_in_that_wave_only(
    airport: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    waves = {row["wave"] for row in numbers(airport, capsys).values() if row["question"] == "q_nps"}
    assert waves == {"2017"}


def test_the_site_builds_without_an_error(airport: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["build", "--root", str(airport), "--as-of", "2017-11-20"]) == 0, capsys.readouterr().err
    page = (airport / "build" / "site" / "sfo" / "index.html").read_text("utf-8")
    assert "Restaurants and shops satisfy the fewest passengers" in page


def test_ignored_columns_are_named_nowhere(airport: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["check", "--root", str(airport), "--as-of", "2017-11-20"]) == 0
    said = capsys.readouterr()
    assert not [
        column for column in ("Q17ZIP", "CCGID", "RESPNUM", "AIRLINE") if column in said.out + said.err
    ]
