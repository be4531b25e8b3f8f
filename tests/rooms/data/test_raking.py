"""Raking against numbers worked out by hand, and against R survey where its golden numbers stand."""

import csv
import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.data.raking import Raking, Unreachable, Unsettled, rake

# Four people, one in each cell of sex × age.
SEX = np.array([0, 0, 1, 1], np.int8)
AGE = np.array([0, 1, 0, 1], np.int8)
EQUAL = np.ones(4)


def test_one_margin_is_a_rule_of_three() -> None:
    raking = rake({"sex": np.array([0, 0, 0, 1])}, {"sex": np.array([30.0, 10.0])}, EQUAL, None)
    assert raking.weights.tolist() == [10, 10, 10, 10]
    assert (raking.deff, raking.smallest, raking.largest) == (1.0, 10.0, 10.0)


def test_two_independent_margins_multiply() -> None:
    raking = rake(
        {"sex": SEX, "age": AGE}, {"sex": np.array([3.0, 1]), "age": np.array([2.0, 2])}, EQUAL, None
    )
    assert raking.weights == pytest.approx([1.5, 1.5, 0.5, 0.5])
    # n·Σw²/(Σw)² = 4·(2·2.25 + 2·0.25)/16
    assert raking.deff == pytest.approx(1.25)


def test_starting_weights_keep_their_ratio_inside_a_cell() -> None:
    base = np.array([1.0, 3.0, 1.0, 1.0])
    raking = rake({"sex": SEX}, {"sex": np.array([2.0, 2.0])}, base, None)
    assert raking.weights == pytest.approx([0.5, 1.5, 1, 1])


def test_those_whose_level_is_not_known_keep_their_share() -> None:
    levels = {"sex": np.array([0, 0, 1, -1, -2])}
    raking = rake(levels, {"sex": np.array([2.5, 2.5])}, np.ones(5), None)
    assert raking.weights == pytest.approx([0.75, 0.75, 1.5, 1, 1])


def test_trimmed_weights_stay_under_the_limit_and_reach_the_margins() -> None:
    generator = np.random.default_rng(7)
    levels = {"a": generator.integers(0, 4, 400), "b": generator.integers(0, 3, 400)}
    margins = {"a": np.array([200.0, 120, 60, 20]), "b": np.array([240.0, 120, 40])}
    base = generator.lognormal(0, 0.7, 400)
    free = rake(levels, margins, base, None)
    held = rake(levels, margins, base, 4.0)
    assert free.weights.max() / free.weights.mean() > 6
    assert held.weights.max() / held.weights.mean() <= 4.00001
    for name, totals in margins.items():
        assert np.bincount(levels[name], held.weights) == pytest.approx(totals, rel=1e-9)


def test_a_limit_that_no_weights_meet() -> None:
    with pytest.raises(Unsettled) as unsettled:
        rake({"sex": np.array([0, 1, 1, 1])}, {"sex": np.array([3.0, 1.0])}, EQUAL, 2.0)
    assert unsettled.value.is_trimmed


def test_an_empty_level() -> None:
    with pytest.raises(Unreachable) as empty:
        rake({"sex": np.zeros(4, np.int8)}, {"sex": np.array([2.0, 2.0])}, EQUAL, None)
    assert (empty.value.margin, empty.value.level) == ("sex", 1)


def test_margins_that_contradict_each_other() -> None:
    # No man is old and no woman is young, so the two margins cannot differ.
    levels = {"sex": np.array([0, 0, 1, 1]), "age": np.array([0, 0, 1, 1])}
    with pytest.raises(Unsettled) as unsettled:
        rake(levels, {"sex": np.array([3.0, 1.0]), "age": np.array([1.0, 3.0])}, EQUAL, None)
    assert not unsettled.value.is_trimmed


@given(st.floats(1e-3, 1e6), st.permutations(range(4)))
def test_neither_the_scale_of_the_weights_nor_the_order_of_people_matters(
    scale: float, order: list[int]
) -> None:
    levels, margins = {"sex": SEX, "age": AGE}, {"sex": np.array([3.0, 1]), "age": np.array([2.5, 1.5])}
    base = np.array([1.0, 2.0, 3.0, 4.0])
    plain = rake(levels, margins, base, None).weights
    shuffled = rake(
        {n: each[order] for n, each in levels.items()}, margins, base[order] * scale, None
    ).weights
    assert shuffled == pytest.approx(plain[order], rel=1e-8)


CASES = [
    ("cx_synthetic_1.json", "cxpub1.rake"),
    ("cx_synthetic_2.json", "cxpub2.rake"),
    ("real_datasets.json", "apiclus1.rake"),
]


@pytest.mark.parametrize(("file", "name"), CASES)
def test_the_weights_of_r_survey(shared: Path, file: str, name: str) -> None:
    golden = shared / "golden"
    (item,) = [each for each in json.loads((golden / file).read_text())["items"] if each["id"] == name]
    raking = _raked(golden, item)
    expected = [float(row["w_raked"]) for row in _rows(golden / item["expected"]["weights_file"])]
    assert raking.weights == pytest.approx(expected, rel=item["tolerance"]["rel"])
    assert raking.weights.sum() == pytest.approx(item["expected"]["sum_w"], rel=1e-6)
    assert raking.deff == pytest.approx(item["expected"]["deff_kish"], rel=1e-6)
    assert raking.smallest == pytest.approx(item["expected"]["min_ratio"], rel=1e-6)
    assert raking.largest == pytest.approx(item["expected"]["max_ratio"], rel=1e-6)


def _raked(golden: Path, item: dict[str, object]) -> Raking:
    rows = _rows(golden / str(item["dataset"]))
    if item["design"].get("filter"):  # type: ignore[attr-defined]
        rows = [row for row in rows if row["wave"] == "2"]
    margins = item["params"]["margins"]  # type: ignore[index]
    levels = {
        name: np.array([list(totals).index(row[name]) for row in rows]) for name, totals in margins.items()
    }
    totals = {name: np.array(list(each.values()), np.float64) for name, each in margins.items()}
    base = np.array([float(row[item["design"]["weights"]]) for row in rows])  # type: ignore[index]
    return rake(levels, totals, base, None)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
