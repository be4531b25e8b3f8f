"""Ranks: items share one unless their order is established."""

import pytest

from generator.spec.models.measuring import Adjustment
from generator.statistics.estimate import Difference
from generator.statistics.ranking import Blocks, blocks_of, ranks_of
from generator.statistics.tests import difference_of


def blocks(se: float | None, **values: float) -> Blocks:
    def difference(one: str, other: str) -> Difference:
        variance = None if se is None else se**2
        return difference_of(values[one] - values[other], variance, 1000, 0.95, None, ())

    return blocks_of(values, difference, Adjustment.HOLM, 0.95)


def test_established_orders_are_ranks_of_their_own() -> None:
    assert blocks(1.0, a=10, b=30, c=20) == (("b",), ("c",), ("a",))


def test_what_is_not_established_is_shared() -> None:
    assert blocks(1.0, a=10, b=11, c=20) == (("c",), ("b", "a"))
    assert ranks_of((("c",), ("b", "a"), ("d",))) == {"c": 1, "b": 2, "a": 2, "d": 4}


def test_ties_chain() -> None:
    # a and c are established apart, and b from neither: no cut separates all before from all after.
    assert blocks(1.0, a=14, b=12, c=10) == (("a", "b", "c"),)


def test_the_family_is_all_pairs() -> None:
    # 2.2 errors are established alone, not among the three pairs of three.
    assert blocks(1.0, a=2.2, b=0) == (("a",), ("b",))
    assert blocks(1.0, a=2.2, b=0, c=0) == (("a", "b", "c"),)


@pytest.mark.parametrize("se", [None, 1e9])
def test_what_cannot_be_told_apart_is_one_block(se: float | None) -> None:
    assert blocks(se, a=3, b=2, c=1) == (("a", "b", "c"),)


def test_a_pair_without_a_difference_is_not_established() -> None:
    assert blocks_of({"a": 2.0, "b": 1.0}, lambda _one, _other: None, Adjustment.HOLM, 0.95) == (("a", "b"),)
    assert blocks_of({}, lambda _one, _other: None, Adjustment.HOLM, 0.95) == ()
