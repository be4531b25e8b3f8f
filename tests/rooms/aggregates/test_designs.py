"""Covariances summed by cell are those of the same shares summed row by row, under every design."""

from types import MappingProxyType

import numpy as np
import numpy.typing as npt
import pytest

from generator.aggregates.designs import Design, Ratios, Table
from generator.data import Calibration, Replicates, Sampled
from generator.spec.models import LonelyCluster

DICE = np.random.default_rng(7)
ROWS = 300
CELLS = DICE.integers(0, 6, ROWS)
"""Two levels by three cells each: two answers, then nothing answered."""
HITS = np.array([[1, 0, 1], [0, 0, 1], [0, 0, 0], [0, 1, 0], [0, 0, 0], [0, 0, 0]], np.float64)
INSIDE = np.array([[1, 0, 1], [1, 0, 1], [0, 0, 0], [0, 1, 1], [0, 1, 1], [0, 0, 0]], np.float64)
"""The first answer in each level, and the size of the first level."""
WEIGHTS = DICE.uniform(0.5, 2, ROWS)
CLUSTERS = np.arange(ROWS) % 40
DESIGNS = MappingProxyType(
    {
        "strata": Sampled(strata=CELLS % 2),
        "clusters": Sampled(strata=CLUSTERS % 4, clusters=CLUSTERS),
        "sizes": Sampled(strata=CLUSTERS % 4, clusters=CLUSTERS, sizes=np.full(ROWS, 50.0)),
        "lonely": Sampled(strata=CLUSTERS // 39, clusters=CLUSTERS, lonely=LonelyCluster.ADJUST),
        "calibration": Sampled(calibration=Calibration({"m": np.arange(ROWS) % 3}, np.ones(ROWS))),
        "replicates": Sampled(replicates=Replicates(DICE.uniform(0, 2, (25, ROWS)), np.full(25, 1 / 25), 24)),
    }
)


def rows(places: slice) -> npt.NDArray[np.float64]:
    """1 or 0 in the base of each share, NaN out of it."""
    return np.where(INSIDE[CELLS[places]] > 0, HITS[CELLS[places]], np.nan).T


@pytest.mark.parametrize("name", DESIGNS)
def test_cells_give_what_rows_give(name: str) -> None:
    design = Design(WEIGHTS, DESIGNS[name])
    assert design.covariance_of_table(Table(CELLS, 6), Ratios(HITS, INSIDE)) == pytest.approx(
        design.covariance(rows), rel=1e-9, abs=1e-15
    )


NUMBERS = np.where(CELLS % 3 == 2, np.nan, 1e6 + DICE.normal(50, 10, ROWS))
"""Far from zero, as incomes are; those of the last cell of each level gave none."""
BASE = np.array([[1, 1, 0, 0, 0, 0], [1, 1, 0, 1, 1, 0], [1, 1, 0, 1, 1, 0]], np.float64).T
"""The mean of the first level, that of everyone, and the size of the first level."""
SIZE_OF_FIRST = np.array([[0, 0, 1]] * 2 + [[0, 0, 0]] * 4, np.float64)
MEANS = Ratios(np.vstack([SIZE_OF_FIRST, BASE * [1, 1, 0]]), np.vstack([BASE, np.zeros_like(BASE)]))


def numbers_by_row(places: slice) -> npt.NDArray[np.float64]:
    given, is_first = NUMBERS[places], CELLS[places] < 3
    size = np.where(np.isnan(given), np.nan, is_first)
    return np.array([np.where(is_first, given, np.nan), given, size])


@pytest.mark.parametrize("name", DESIGNS)
def test_cells_give_means_of_numbers_too(name: str) -> None:
    design = Design(WEIGHTS, DESIGNS[name])
    table = Table(CELLS, 6, np.nan_to_num(NUMBERS - np.nanmean(NUMBERS)))
    assert design.covariance_of_table(table, MEANS) == pytest.approx(
        design.covariance(numbers_by_row), rel=1e-6, abs=1e-12
    )


def test_a_replicate_without_anyone_of_a_group_says_nothing_of_it() -> None:
    """Of two half-samples, one has only the first level: the second level moves by the other alone."""
    halves = np.array([np.where(CELLS < 3, 2.0, 0.0), np.full(ROWS, 1.0)])
    design = Design(np.ones(ROWS), Sampled(replicates=Replicates(halves, np.full(2, 0.5), 1)))
    found = design.covariance_of_table(Table(CELLS, 6), Ratios(HITS, INSIDE))
    assert found[1, 1] == 0.0
    assert found[2, 2] > 0
