"""Counting by packs of groups gives each group its own counts, and two kinds of loops the same bytes."""

import sys
from collections.abc import Mapping

import numpy as np
import pytest

from generator.aggregates.compiled import Compiled
from generator.aggregates.cubes import Cubes, count
from generator.aggregates.kernels import LARGE, Asked, InNumpy, Kernel, kernel_for
from generator.aggregates.packs import pack

GROUPS = {
    "all": np.array([1, 1, 1, 1, 1], np.bool_),
    "nord": np.array([1, 1, 0, 0, 0], np.bool_),
    "jeune": np.array([1, 0, 1, 0, 0], np.bool_),
}
# Codes of the base are 0 to 2; -1 blank; -2 and -3 are the two declared missing answers.
CODES = np.array([0, 2, 2, -1, -3], np.int8)
WEIGHTS = np.array([0.5, 1, 2, 4, 8])


@pytest.fixture(params=[InNumpy(), Compiled()], ids=["numpy", "compiled"])
def kernel(request: pytest.FixtureRequest) -> Kernel:
    return request.param


def counted(groups: Mapping[str, np.ndarray], weights: np.ndarray | None, kernel: Kernel) -> Cubes:
    return count(pack(groups, 5), {"q": Asked(CODES, inside=3, aside=2)}, weights, kernel)


def test_people_in_the_same_groups_are_one_class() -> None:
    packed = pack(GROUPS, 5)
    assert packed.groups == ("all", "nord", "jeune")
    assert packed.member.tolist() == [[1, 0, 0], [1, 0, 1], [1, 1, 0], [1, 1, 1]]
    assert packed.of.tolist() == [3, 2, 1, 0, 0]


def test_counts_of_a_group_are_sums_of_its_classes(kernel: Kernel) -> None:
    cubes = counted(GROUPS, WEIGHTS, kernel)
    everyone = cubes.counts("q", "all")
    assert everyone.n.tolist() == [1, 0, 2]
    assert everyone.w.tolist() == [0.5, 0, 3]
    assert everyone.w2.tolist() == [0.25, 0, 5]
    assert everyone.aside.tolist() == [0, 1]
    young = cubes.counts("q", "jeune")
    assert (young.n.tolist(), young.w.tolist(), young.aside.tolist()) == ([1, 0, 1], [0.5, 0, 2], [0, 0])
    assert cubes.answered["q"].tolist() == [0, 1, 1, 1]


def test_without_weights_everyone_counts_once(kernel: Kernel) -> None:
    counts = counted(GROUPS, None, kernel).counts("q", "nord")
    assert counts.w.tolist() == counts.w2.tolist() == counts.n.tolist() == [1, 0, 1]


def test_an_empty_group(kernel: Kernel) -> None:
    counts = counted({**GROUPS, "none": np.zeros(5, np.bool_)}, None, kernel).counts("q", "none")
    assert (counts.n.tolist(), counts.w.tolist(), counts.aside.tolist()) == ([0, 0, 0], [0, 0, 0], [0, 0])


def test_more_groups_than_fit_one_integer() -> None:
    generator = np.random.default_rng(3)
    groups = {f"g{number}": generator.random(200) < 0.5 for number in range(100)}
    groups["twin"] = groups["g0"]
    packed = pack(groups, 200)
    for number, name in enumerate(groups):
        assert packed.member[packed.of, number].tolist() == groups[name].astype(int).tolist()
    keys = [tuple(line) for line in packed.member.tolist()]
    assert keys == sorted(set(keys))


def test_the_levels_of_a_segment_are_one_digit_of_a_small_pack() -> None:
    generator = np.random.default_rng(4)
    levels = generator.integers(0, 20, (6, 1000))
    groups = {f"s{s}={level}": levels[s] == level for s in range(6) for level in range(20)}
    packed = pack({"all": np.ones(1000, np.bool_), **groups}, 1000)
    assert [len(each.groups) for each in packed.packs] == [41, 40, 40]
    for each in packed.packs:
        assert each.member.shape[0] == 400
        for column, name in enumerate(each.groups):
            expected = {"all": np.ones(1000, np.bool_), **groups}[name]
            assert (each.member[each.of, column] == expected).all()


@pytest.mark.parametrize("has_weights", [True, False])
def test_both_kinds_of_loops_give_the_same_bytes(has_weights: bool) -> None:
    generator = np.random.default_rng(5)
    rows = 20_000
    levels = generator.integers(0, 7, (4, rows))
    groups = {f"s{s}={level}": levels[s] == level for s in range(4) for level in range(6)}
    weights = generator.lognormal(0, 1, rows) if has_weights else None
    asked = {f"q{q}": Asked(generator.integers(-3, 5, rows).astype(np.int8), 5, 2) for q in range(3)}
    asked["wide"] = Asked(generator.integers(-1, 300, rows).astype(np.int16), 300, 0)
    one, other = (count(pack(groups, rows), asked, weights, kernel) for kernel in (InNumpy(), Compiled()))
    for group in groups:
        assert one.sums[group].tobytes() == other.sums[group].tobytes()
    for name in asked:
        assert one.answered[name].tobytes() == other.answered[name].tobytes()


def test_loops_are_compiled_only_for_large_waves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, Compiled.__module__)
    assert isinstance(kernel_for(LARGE - 1), InNumpy)


def test_once_compiled_they_serve_every_wave() -> None:
    assert isinstance(kernel_for(LARGE), Compiled)
    assert isinstance(kernel_for(1), Compiled)
