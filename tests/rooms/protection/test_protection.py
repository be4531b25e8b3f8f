"""Which merges are tried, in which order: from the spec and the release, never from an answer."""

import pytest

from generator.protection import chain


@pytest.mark.parametrize(
    ("counts", "is_ordered", "tried"),
    [
        ({"n": 0, "s": 3, "e": 3, "w": 0}, False, [("s", "e"), ("s", "e", "w")]),
        ({"n": 0, "s": 3, "e": 0, "w": 3}, False, [("s", "w"), ("s", "e", "w")]),
        ({"a": 0, "b": 3, "c": 0, "d": 3}, True, [("b", "c", "d")]),
        ({"a": 0, "b": 0, "c": 0, "d": 1}, True, [("c", "d"), ("b", "c", "d")]),
        ({"a": 2, "b": 2, "c": 2}, True, [("a", "b")]),
        ({"a": 0, "b": 0, "c": 0}, False, []),
        ({"a": 1, "b": 1}, False, []),
        ({}, False, []),
    ],
)
def test_levels_join_one_at_a_time(
    counts: dict[str, int], is_ordered: bool, tried: list[tuple[str, ...]]
) -> None:
    assert list(chain(counts, is_ordered)) == tried
