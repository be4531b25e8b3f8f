"""Against R survey 4.1: designs with weights and no strata, where its golden numbers stand."""

import csv
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from generator.aggregates.designs import Design
from generator.aggregates.joints import joint_of, moments_of
from generator.aggregates.numbers import Numbers
from generator.aggregates.summaries import mean_of, median_of

NAMES = ("cxpub1", "cxpub2")
Items = dict[str, dict[str, Any]]
Rows = list[dict[str, str]]


@pytest.fixture(scope="module", params=NAMES)
def golden(shared: Path, request: pytest.FixtureRequest) -> tuple[str, Items, Rows]:
    """The name of a data set, its items by id, and the rows of its second wave."""
    folder = shared / "golden"
    number = request.param[-1]
    items = json.loads((folder / f"cx_synthetic_{number}.json").read_text())["items"]
    with (folder / f"cx_pub{number}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return request.param, {item["id"]: item for item in items}, rows


def numbers(rows: Rows, column: str) -> Numbers:
    """A column of numbers, blank where it is."""
    given = np.array([float(row[column] or "nan") for row in rows])
    return Numbers(np.where(np.isnan(given), -1, 0).astype(np.int8), given, np.array([np.nan, 0.0, 10.0]), -1)


def weights(rows: Rows) -> np.ndarray:
    return np.array([float(row["weight"]) for row in rows])


def second_wave(rows: Rows) -> Rows:
    return [row for row in rows if row["wave"] == "2"]


def test_a_mean(golden: tuple[str, Items, Rows]) -> None:
    name, items, rows = golden
    wave, expected = second_wave(rows), items[f"{name}.wonly.mean.csat"]["expected"]
    csat = numbers(wave, "csat").of()
    summary = mean_of(csat, Design(weights(wave)), ~np.isnan(csat))
    assert summary is not None
    assert summary.variance is not None
    assert summary.mean == pytest.approx(expected["mean"], rel=1e-8)
    assert summary.variance**0.5 == pytest.approx(expected["se"], rel=1e-8)


def test_means_of_segments(golden: tuple[str, Items, Rows]) -> None:
    name, items, rows = golden
    wave, expected = second_wave(rows), items[f"{name}.wonly.by.csat.segment"]["expected"]
    csat, levels = numbers(wave, "csat"), expected["levels"]
    groups = [np.array([row["segment"] == level for row in wave]) for level in levels]
    terms = [("csat", level) for level in levels]
    joint = joint_of(terms, [(csat, group) for group in groups], weights(wave))
    assert joint.matrix == pytest.approx(np.array(expected["vcov"]), rel=1e-8, abs=1e-12)


def test_shares_of_one_question(golden: tuple[str, Items, Rows]) -> None:
    name, items, rows = golden
    wave, expected = second_wave(rows), items[f"{name}.wonly.prop.channel"]["expected"]
    levels = expected["levels"]
    codes = np.array([levels.index(row["channel"]) if row["channel"] else -1 for row in wave], np.int8)
    boxes = [
        Numbers(codes, None, np.array([np.nan, *(np.arange(len(levels)) == k)]), -1)
        for k in range(len(levels))
    ]
    everyone = np.ones(len(wave), np.bool_)
    joint = joint_of(
        [("channel", level) for level in levels], [(box, everyone) for box in boxes], weights(wave)
    )
    assert joint.matrix == pytest.approx(np.array(expected["vcov"]), rel=1e-8, abs=1e-12)


def test_the_nps_of_segments(golden: tuple[str, Items, Rows]) -> None:
    name, items, rows = golden
    wave, expected = second_wave(rows), items[f"{name}.wonly.nps"]["expected"]
    codes = np.array([int(row["nps"] or -1) for row in wave], np.int8)
    scores = Numbers(codes, None, np.array([np.nan, *[-100] * 7, 0, 0, 100, 100]), -1)
    levels = list(expected["by"]["nps"])
    groups = [
        np.ones(len(wave), np.bool_),
        *(np.array([row["segment"] == level for row in wave]) for level in levels),
    ]
    joint = joint_of(
        [("nps", group) for group in ("all", *levels)], [(scores, g) for g in groups], weights(wave)
    )
    assert joint.matrix[0, 0] ** 0.5 == pytest.approx(expected["se_taylor"], rel=1e-8)
    assert joint.matrix[1:, 1:] == pytest.approx(np.array(expected["by"]["vcov"]), rel=1e-8, abs=1e-9)


def test_a_median(golden: tuple[str, Items, Rows]) -> None:
    name, items, rows = golden
    wave, expected = second_wave(rows), items[f"{name}.quantile.nps"]["expected"]
    nps = numbers(wave, "nps").of()
    summary = median_of(nps, Design(weights(wave)), ~np.isnan(nps), 0.95)
    assert summary is not None
    assert summary.mean == expected["q50"]


def test_the_correlations_of_drivers(golden: tuple[str, Items, Rows]) -> None:
    name, items, rows = golden
    expected = items[f"{name}.drivers.nps"]["expected"]
    variables = expected["order"]
    chosen = max(
        (rows, second_wave(rows)), key=lambda some: _complete(some, variables) == expected["n_complete"]
    )
    moments = moments_of(variables, [numbers(chosen, variable) for variable in variables], weights(chosen))
    assert moments is not None
    assert moments.n == expected["n_complete"]
    count = len(variables)
    products = np.zeros((count, count))
    products[np.triu_indices(count)] = moments.mean[count:]
    covariance = products + np.triu(products, 1).T - np.outer(moments.mean[:count], moments.mean[:count])
    deviations = covariance.diagonal() ** 0.5
    correlation = covariance / np.outer(deviations, deviations)
    assert correlation == pytest.approx(np.array(expected["correlation"]), rel=1e-7, abs=1e-9)


def _complete(rows: Rows, columns: list[str]) -> int:
    return sum(all(row[column] for column in columns) for row in rows)
