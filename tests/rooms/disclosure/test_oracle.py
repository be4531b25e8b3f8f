"""The oracle of R3, held against trying every set of few people."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.disclosure import Depth, protect, search
from generator.disclosure.oracle import _bounds, _few, _loose_bounds, combinations_of_few, unproven
from generator.disclosure.withholding import PAIRS, attacks_at
from generator.release import Attack
from tests.bench.bench_gate import Survey, drawn
from tests.rooms.disclosure.drawn import CUSTOMERS, Drawn, people
from tests.rooms.disclosure.test_modular import rank

Rows = list[list[int]]


def few(groups: Rows, sizes: list[int], smallest: int = 10) -> Rows:
    return (combinations_of_few(np.array(groups), np.array(sizes), smallest) @ np.array(groups)).tolist()


def touches_few(groups: Rows, sizes: list[int], smallest: int) -> bool:
    """Whether some combination is zero on all classes but a set of fewer than ``smallest`` people."""
    classes = range(len(sizes))
    return any(
        rank([[row[c] for c in classes if c not in alone] for row in groups]) < rank(groups)
        for size in range(1, len(sizes) + 1)
        for alone in combinations(classes, size)
        if sum(sizes[c] for c in alone) < smallest
    )


def test_the_complement_of_a_few_is_found() -> None:
    everyone, men = [1, 1], [1, 0]
    assert few([everyone, men], [40, 9]) == [[0, 1]]
    assert few([everyone, men], [40, 10]) == []


def test_what_no_pair_tells_is_found() -> None:
    """a + b, b + c and c + a make 2a: three groups, and the nine people of a."""
    ring = [[1, 1, 0], [0, 1, 1], [1, 0, 1]]
    assert [[abs(x) for x in row] for row in few(ring, [9, 40, 40])] == [[2, 0, 0]]
    assert few(ring, [10, 40, 40]) == []


def test_a_few_spread_over_classes_are_found() -> None:
    """Two groups that differ by 3 people on one side and 4 on the other."""
    assert [[abs(x) for x in row] for row in few([[1, 1, 0], [1, 0, 1]], [40, 3, 4])] == [[0, 1, 1]]


def test_nothing_is_proven_about_nobody() -> None:
    assert few([[1]], [10]) == []
    assert combinations_of_few(np.zeros((0, 3), dtype=np.int64), np.array([1, 2, 3]), 10).tolist() == []


def test_classes_of_enough_people_need_no_proof() -> None:
    assert unproven(np.array([[1, 1], [1, 0]]), np.array([40, 10]), 10).tolist() == []
    assert unproven(np.array([[1, 1], [1, 0]]), np.array([40, 9]), 10).tolist() == [1]


def test_the_weakest_group_goes_when_the_lightest_combination_is_no_proof() -> None:
    """Each group has ten people, all in classes too small to look at alone."""
    groups, sizes = [[1, 1, 1, 0], [0, 1, 1, 1]], [4, 3, 3, 4]
    assert not touches_few(groups, sizes, 8)
    assert few(groups, sizes, 8) == []
    assert all(
        row in groups or sum(s for s, x in zip(sizes, row, strict=True) if x) < 9
        for row in few(groups, sizes, 9)
    )


@st.composite
def systems(draw: st.DrawFn) -> tuple[Rows, list[int]]:
    width = draw(st.integers(1, 6))
    row = st.lists(st.integers(0, 1), min_size=width, max_size=width)
    sizes = draw(st.lists(st.integers(1, 12), min_size=width, max_size=width))
    return draw(st.lists(row, min_size=1, max_size=6)), sizes


@settings(max_examples=300, deadline=None)
@given(system=systems(), smallest=st.integers(5, 11))
def test_what_it_lets_through_no_set_of_few_people_contradicts(
    system: tuple[Rows, list[int]], smallest: int
) -> None:
    groups, sizes = system
    found = few(groups, sizes, smallest)
    if touches_few(groups, sizes, smallest):
        assert found
    for row in found:
        singled_out = sum(size for size, x in zip(sizes, row, strict=True) if x)
        assert singled_out < smallest or row in groups
        assert rank([*groups, row]) == rank(groups)


@settings(max_examples=100, deadline=None)
@given(system=systems())
def test_what_proves_classes_at_once_never_proves_more_than_class_by_class(
    system: tuple[Rows, list[int]],
) -> None:
    groups, sizes = system
    few_, seen = _few(np.array(groups), np.array(sizes), 13)
    if len(seen):
        assert (_loose_bounds(seen) <= _bounds(seen, np.arange(len(few_))) + 1e-9).all()


def ring(size: int) -> Drawn:
    """Three segments of one level each, which overlap two by two; ``size`` people in the first overlap."""
    return Drawn(
        people(size, x="y", z="y") + people(40, x="y", y="y") + people(40, y="y", z="y") + people(40),
        dict.fromkeys("xyz", "y"),
    )


def test_a_freeze_closes_what_a_preview_only_says_it_has_not_proven() -> None:
    study = ring(9)
    preview = protect(study.aggregates, study.plan, CUSTOMERS)
    freeze = protect(study.aggregates, study.plan, CUSTOMERS, Depth.FREEZE)
    assert {t.outcome.value for t in preview.tables.values()} == {"full"}
    assert freeze.table("q", "z=y").outcome.value == "withheld"
    assert ("R3" in preview.certificate.rules, "R3-pairs" in preview.certificate.rules) == (False, True)
    assert ("R3" in freeze.certificate.rules, "R3-pairs" in freeze.certificate.rules) == (True, False)


@pytest.mark.parametrize("depth", Depth)
def test_what_is_harmless_is_shown_and_proven_at_any_depth(depth: Depth) -> None:
    study = ring(10)
    release = protect(study.aggregates, study.plan, CUSTOMERS, depth)
    assert {t.outcome.value for t in release.tables.values()} == {"full"}
    assert "R3" in release.certificate.rules


def test_a_freeze_attacks_in_every_way_a_preview_does() -> None:
    assert set(PAIRS) < set(attacks_at(Depth.FREEZE))


def test_programmes_prove_what_projection_leaves_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "withdraw", lambda _, outcomes, __: (outcomes, Attack.NONE))
    aggregates, plan = drawn(Survey(500, (6, 5, 8, 4, 3), 1, 3))
    preview, freeze = (protect(aggregates, plan, CUSTOMERS, depth) for depth in Depth)
    assert "R3-pairs" in preview.certificate.rules
    assert "R3" in freeze.certificate.rules
    assert freeze.tables == preview.tables


def test_what_groups_see_nothing_of_is_not_withheld_for_noise() -> None:
    """Every cell of three segments is large, with a few people beside it whom no group shown tells apart."""
    cells = [
        (1, *(i == a for i in range(3)), *(i == b for i in range(3)), c)
        for a in range(3)
        for b in range(3)
        for c in (0, 1)
    ]
    groups = np.repeat(np.array(cells, dtype=np.int64), 2, axis=0).T
    sizes = np.array([size for index in range(len(cells)) for size in (37 + 11 * index, 1 + index % 3)])
    assert unproven(groups, sizes, 10).tolist() == []
    assert combinations_of_few(groups, sizes, 10).tolist() == []
