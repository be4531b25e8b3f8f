"""Raking: weights that give each margin its known totals, as close as can be to the weights one starts from.

Iterative proportional fitting: each margin in turn multiplies the weights of a level by what brings it
to its total, until no factor moves (Deming & Stephan 1940; Deville & Särndal 1992 for what it minimises).
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from generator.data.responses import Floats

Levels = npt.NDArray[np.integer]
"""The level of each respondent, as an index in its margin; negative where it is not known."""

_CLOSE = 1e-10
"""How near to 1 every factor must come, in relative terms."""
_ROUNDS = 1000
_TRIMS = 200
_SLACK = 1e-6
"""By how much, in relative terms, a trimmed weight may pass its limit."""


class Unreachable(ValueError):
    """No weights reach the margins: one of their levels is empty."""

    def __init__(self, margin: str, level: int) -> None:
        self.margin = margin
        self.level = level
        super().__init__(f"{margin}: nobody at level {level}")


class Unsettled(ValueError):
    """The margins pull against one another, or against the limit on weights."""

    def __init__(self, is_trimmed: bool) -> None:
        self.is_trimmed = is_trimmed
        super().__init__("the weights do not settle")


@dataclass(frozen=True, eq=False)
class Raking:
    """Weights and what they cost."""

    weights: Floats
    rounds: int
    """Passes over all margins."""
    deff: float
    """Kish's design effect of unequal weights, n·Σw²/(Σw)² (Kish 1965)."""
    smallest: float
    """The smallest ratio of a weight to the one it started from."""
    largest: float


def rake(
    levels: Mapping[str, Levels], margins: Mapping[str, Floats], base: Floats, trim: float | None
) -> Raking:
    """Weights whose totals are those of every margin.

    ``margins`` gives, for each margin of ``levels``, the total of each of its levels; the margins agree
    on their sum. Respondents whose level is not known keep, together, the share they come with, and the
    margin holds among the others. ``trim`` is the largest ratio of a weight to the mean weight: weights
    beyond it are cut and the margins reached again, until both hold.

    Raises:
        Unreachable: a level has a total and nobody in it.
        Unsettled: the margins are not reached, for want of a solution.
    """
    levels = {name: np.maximum(levels[name], -1) for name in margins}
    _check(levels, margins)
    weights, rounds = _fitted(levels, margins, base)
    for _ in range(_TRIMS):
        limit = math.inf if trim is None else trim * float(weights.mean())
        if weights.max(initial=0.0) <= limit * (1 + _SLACK):
            return _described(weights, base, rounds)
        weights, more = _fitted(levels, margins, np.minimum(weights, limit))
        rounds += more
    raise Unsettled(is_trimmed=True)


def _check(levels: Mapping[str, Levels], margins: Mapping[str, Floats]) -> None:
    for name, totals in margins.items():
        found = np.bincount(levels[name][levels[name] >= 0], minlength=len(totals))
        for level in np.flatnonzero(found == 0):
            raise Unreachable(name, int(level))


def _fitted(levels: Mapping[str, Levels], margins: Mapping[str, Floats], base: Floats) -> tuple[Floats, int]:
    weights = base
    for round_ in range(1, _ROUNDS + 1):
        gap = 0.0
        for name, totals in margins.items():
            factors = _factors(levels[name], totals, weights)
            weights = weights * factors[levels[name]]
            gap = max(gap, float(np.abs(factors - 1).max()))
        if gap < _CLOSE:
            return weights, round_
    raise Unsettled(is_trimmed=False)


def _factors(levels: Levels, totals: Floats, weights: Floats) -> Floats:
    """What each level is multiplied by; the last entry, for the level not known, is 1."""
    placed = levels >= 0
    current = np.bincount(levels[placed], weights[placed], len(totals))
    targets = totals * (current.sum() / totals.sum() if not placed.all() else 1.0)
    return np.append(targets / current, 1.0)


def _described(weights: Floats, base: Floats, rounds: int) -> Raking:
    ratios = weights / base
    deff = weights.size * float((weights**2).sum()) / float(weights.sum()) ** 2
    return Raking(weights, rounds, deff, float(ratios.min()), float(ratios.max()))
