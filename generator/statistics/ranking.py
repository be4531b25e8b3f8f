"""Ranks that say no more than the tests: items whose order is not established share one."""

from collections.abc import Callable, Mapping
from itertools import combinations, pairwise

from generator.spec.models.measuring import Adjustment
from generator.statistics.adjust import adjusted
from generator.statistics.estimate import Difference, Judgement
from generator.statistics.tests import judge

Blocks = tuple[tuple[str, ...], ...]
"""Items from the highest value, those of one block sharing a rank."""


def blocks_of(
    values: Mapping[str, float],
    difference: Callable[[str, str], Difference | None],
    method: Adjustment,
    level: float,
) -> Blocks:
    """Items by falling value, cut where all before are established above all after.

    The family is all pairs, after ``method`` at the confidence ``level``. Ties chain, so that no
    order which is not established is ever shown. ``difference`` gives one item minus another.
    """
    order = sorted(values, key=lambda name: -values[name])
    separated = _separated(order, difference, method, level)
    starts = [place for place in range(len(order)) if _is_cut(order, place, separated)]
    return tuple(tuple(order[start:end]) for start, end in pairwise([*starts, len(order)]))


def ranks_of(blocks: Blocks) -> Mapping[str, int]:
    """The rank of each item: one more than the items of the blocks before its own."""
    return {name: 1 + sum(map(len, blocks[:place])) for place, block in enumerate(blocks) for name in block}


def _is_cut(order: list[str], place: int, separated: frozenset[tuple[str, str]]) -> bool:
    return all((above, below) in separated for above in order[:place] for below in order[place:])


def _separated(
    order: list[str],
    difference: Callable[[str, str], Difference | None],
    method: Adjustment,
    level: float,
) -> frozenset[tuple[str, str]]:
    """The pairs whose order is established, the higher first."""
    found = {pair: difference(*pair) for pair in combinations(order, 2)}
    known = {pair: one for pair, one in found.items() if one is not None}
    tested = zip(known, adjusted(list(known.values()), method, level), strict=True)
    return frozenset(pair for pair, one in tested if judge(one, level) is Judgement.HIGHER)
