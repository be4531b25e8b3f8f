"""Exact elimination, held against the same greedy choice made with fractions."""

import json
from fractions import Fraction
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.disclosure.modular import PRIMES, Relations, relations, releasable, reordered, still_hold


def rank(rows: list[list[int]]) -> int:
    """By Gaussian elimination over the rationals."""
    matrix = [[Fraction(x) for x in row] for row in rows]
    found = 0
    for column in range(len(matrix[0]) if matrix else 0):
        pivot = next((i for i in range(found, len(matrix)) if matrix[i][column]), None)
        if pivot is None:
            continue
        matrix[found], matrix[pivot] = matrix[pivot], matrix[found]
        top = matrix[found]
        for i in range(found + 1, len(matrix)):
            factor = matrix[i][column] / top[column]
            matrix[i] = [x - factor * y for x, y in zip(matrix[i], top, strict=True)]
        found += 1
    return found


def derives(rows: list[list[int]], target: list[int]) -> bool:
    return rank([*rows, target]) == rank(rows)


def expected(candidates: list[list[int]], secrets: list[list[int]]) -> list[bool]:
    """Take each candidate in turn unless some secret that counts someone could then be computed."""
    out: list[list[int]] = []
    kept = []
    for candidate in candidates:
        safe = not any(any(secret) and derives([*out, candidate], secret) for secret in secrets)
        out += [candidate] * safe
        kept.append(safe)
    return kept


def decide(candidates: list[list[int]], secrets: list[list[int]]) -> list[bool]:
    width = len((candidates or secrets)[0])
    vectors = np.array([*candidates, *secrets], dtype=np.int64).reshape(-1, width)
    asked = np.arange(len(vectors)) < len(candidates)
    nothing = np.zeros((0, len(vectors)), dtype=np.int64)
    return releasable(relations(vectors), asked, ~asked, nothing)[: len(candidates)].tolist()


def test_the_complement_of_a_secret_is_held_back() -> None:
    everyone, men, women = [1, 1], [1, 0], [0, 1]
    assert decide([everyone, men], [women]) == [True, False]


def test_two_secrets_that_hide_each_other_cost_nothing() -> None:
    everyone, north, south, east = [1, 1, 1], [1, 0, 0], [0, 1, 0], [0, 0, 1]
    assert decide([everyone, north], [south, east]) == [True, True]


def test_a_multiple_of_a_secret_is_held_back() -> None:
    assert decide([[2, 2]], [[1, 1]]) == [False]


def test_the_same_group_under_two_names_is_held_back_with_it() -> None:
    assert decide([[1, 1, 1], [0, 1, 0]], [[0, 1, 0]]) == [True, False]


def test_what_is_implied_already_goes_out() -> None:
    everyone, north, south, east = [1, 1, 1], [1, 0, 0], [0, 1, 1], [0, 0, 1]
    assert decide([everyone, north, south], [east]) == [True, True, True]


def test_a_secret_that_counts_nobody_binds_nothing() -> None:
    assert decide([[1, 0], [1, 1]], [[0, 0]]) == [True, True]


def test_nothing_asked_is_nothing_released() -> None:
    assert decide([], [[1, 0]]) == []


def test_a_difference_may_be_a_secret() -> None:
    assert decide([[1, 1, 0], [1, 0, 1]], [[0, 1, -1]]) == [True, False]


@settings(max_examples=150)
@given(st.data())
def test_it_decides_as_fractions_do(data: st.DataObject) -> None:
    width = data.draw(st.integers(1, 6))
    rows = st.lists(st.integers(0, 1), min_size=width, max_size=width)
    candidates = data.draw(st.lists(rows, min_size=1, max_size=8))
    secrets = data.draw(st.lists(rows, min_size=1, max_size=4))
    assert decide(candidates, secrets) == expected(candidates, secrets)


@settings(max_examples=150)
@given(st.data())
def test_a_secret_may_be_a_combination_of_groups(data: st.DataObject) -> None:
    width = data.draw(st.integers(1, 6))
    rows = st.lists(st.integers(0, 1), min_size=width, max_size=width)
    groups = np.array(data.draw(st.lists(rows, min_size=1, max_size=7)), dtype=np.int64)
    signs = st.lists(st.integers(-1, 2), min_size=len(groups), max_size=len(groups))
    made = np.array(data.draw(st.lists(signs, max_size=4)), dtype=np.int64).reshape(-1, len(groups))
    asked = np.ones(len(groups), dtype=bool)
    kept = releasable(relations(groups), asked, ~asked, made)
    assert kept.tolist() == expected(groups.tolist(), (made @ groups).tolist())


@settings(max_examples=100)
@given(st.data())
def test_relations_are_the_same_whatever_the_order_they_were_found_in(data: st.DataObject) -> None:
    rows = st.lists(st.integers(0, 1), min_size=5, max_size=5)
    groups = np.array(data.draw(st.lists(rows, min_size=1, max_size=8)), dtype=np.int64)
    order = np.array(data.draw(st.permutations(range(len(groups)))))
    asked = np.array(data.draw(st.lists(st.booleans(), min_size=len(groups), max_size=len(groups))))
    nothing = np.zeros((0, len(groups)), dtype=np.int64)
    turned = reordered(relations(groups), order)
    assert (
        releasable(turned, asked, ~asked, nothing).tolist()
        == releasable(relations(groups[order]), asked, ~asked, nothing).tolist()
    )


@settings(max_examples=100)
@given(st.data())
def test_relations_hold_among_those_who_answered_when_their_rank_does(data: st.DataObject) -> None:
    rows = st.lists(st.integers(0, 1), min_size=6, max_size=6)
    groups = np.array(data.draw(st.lists(rows, min_size=1, max_size=6)), dtype=np.int64)
    answered = groups[:, data.draw(st.lists(st.integers(0, 5), unique=True))]
    is_same_rank = rank(groups.tolist()) == rank(answered.tolist())
    assert still_hold(relations(groups), answered) == is_same_rank


def test_groups_are_told_by_the_first_independent_ones() -> None:
    """Everyone, the north, the south: the south is everyone but the north."""
    for modulo in relations(np.array([[1, 1], [1, 0], [0, 1], [0, 0]])):
        assert modulo.basis.tolist() == [0, 1]
        assert modulo.shares.tolist() == [[1, 0], [0, 1], [1, modulo.prime - 1], [0, 0]]


def test_many_groups_are_written_exactly() -> None:
    """More groups than are eliminated at a time, each held against its own shares."""
    dice = np.random.default_rng(1)
    groups = dice.integers(0, 2, (180, 150))
    for modulo in relations(groups):
        assert len(modulo.basis) == 150
        assert _written(modulo, groups) == (groups % modulo.prime).tolist()


def _written(modulo: Relations, groups: np.ndarray) -> list[list[int]]:
    shares, basis = modulo.shares.astype(object), groups[modulo.basis].astype(object)
    return (shares @ basis % modulo.prime).tolist()


@pytest.mark.parametrize("prime", PRIMES)
def test_the_primes_are_primes_of_31_bits(prime: int) -> None:
    assert prime.bit_length() == 31
    assert all(prime % divisor for divisor in range(2, 46_341))


# A determinant that a prime divides hides a combination from that prime: the second one sees it.
def test_a_combination_hidden_from_one_prime_is_seen_by_the_other() -> None:
    p = PRIMES[0]
    assert decide([[p, 1]], [[p, 1]]) == [False]
    assert decide([[1, 0], [0, p]], [[0, 1]]) == [True, False]
    assert decide([[1, 0], [0, PRIMES[1]]], [[0, 1]]) == [True, False]


LINKED = {
    "inner": {"A": 2, "B": 2, "I": 8, "J": 8, "K": 3, "L": 3, "M": 3, "N": 7},
    "groups": {
        "Total": "ABIJKLMN",
        "county-1": "ABIJ",
        "county-2": "KLMN",
        "BIG": "LM",
        "small": "ABIJKN",
        **{name: name for name in "ABIJKLMN"},
    },
    "most": 3,
    "held": {"N"},
}
"""Two hierarchies over the same towns: K comes back as small - county-1 - N."""


def held_back(inner: dict[str, int], groups: dict[str, str | list[str]], most: int) -> set[str]:
    """Groups withheld besides those of at most ``most`` people, larger groups first."""
    sizes = {name: sum(inner[cell] for cell in cells) for name, cells in groups.items()}
    order = sorted(groups, key=lambda name: -sizes[name])
    vectors = {name: [int(cell in groups[name]) for cell in inner] for name in order}
    open_ = [name for name in order if sizes[name] > most]
    kept = decide([vectors[n] for n in open_], [vectors[n] for n in order if 0 < sizes[n] <= most])
    return {name for name, goes in zip(open_, kept, strict=True) if not goes}


def test_linked_hierarchies() -> None:
    assert held_back(LINKED["inner"], LINKED["groups"], LINKED["most"]) == LINKED["held"]


def test_linked_hierarchies_as_published(shared: Path) -> None:
    instances = json.loads((shared / "golden" / "privacy_instances.json").read_text("utf-8"))
    case = next(instance for instance in instances if instance["id"] == "linked-136")
    assert held_back(case["inner"], case["groups"], 3) == set(case["expected_secondary"])


def test_each_table_alone_needs_nothing_more() -> None:
    inner = LINKED["inner"]
    alone = ({"Total", "county-1", "county-2", *inner}, {"Total", "BIG", "small", *inner})
    for names in alone:
        assert not held_back(inner, {n: c for n, c in LINKED["groups"].items() if n in names}, 3)


def test_a_crossing_of_three_by_three_with_its_margins() -> None:
    """Withholding one cell of a table with margins takes three more: a rectangle."""
    cells = list(product(range(3), range(3)))
    margins = [[int(r == i) for r, _ in cells] for i in range(3)] + [
        [int(c == i) for _, c in cells] for i in range(3)
    ]
    inner = [[int(cell == own) for own in cells] for cell in cells]
    kept = decide([*margins, *inner[1:]], [inner[0]])
    assert all(kept[:6])
    assert kept[6:].count(False) == 3
