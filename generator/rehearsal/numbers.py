"""The invented answers to numeric questions: half of them below the median, most of them around it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from generator.rehearsal.answers import Flags, Floats, Rows
from generator.rehearsal.chance import Whole
from generator.rehearsal.model import Spread
from generator.rehearsal.people import People
from generator.rehearsal.quotas import in_order
from generator.rehearsal.truths import RANGE, Truth
from generator.spec.measures import Measure
from generator.spec.models import IndicatorKind
from generator.spec.models.measuring import Better

USUAL_MEDIAN = 0.2
"""Where the median falls in its range: quantities, delays above all, are small more often than large."""
_HALVINGS = 40
_STEEP = 0.6
"""How fast numbers leave the median, of what would spread them evenly over the shorter of its two sides: they
are the closest together around it, as many on either side, and none of them is the answer of a crowd."""


@dataclass(frozen=True, eq=False)
class Numbered:
    """Numbers given, NaN where none was, and the decimals they are written with."""

    numbers: Floats
    decimals: int


def numbered(people: People, measure: Measure, rows: Rows, truths: Sequence[tuple[Flags, Truth]]) -> Numbered:
    """The numbers that some people give; each follows the last truth that speaks of a group they are in."""
    spread = spread_of(people, measure)
    decimals = _decimals(spread)
    lean = _lean(people, measure)
    followed = np.zeros(people.count, np.int64)
    for place, (among, _) in enumerate(truths, start=1):
        followed[among] = place
    numbers = np.full(people.count, np.nan)
    for place in range(len(truths) + 1):
        ordered, middles, total = in_order(rows[followed[rows] == place], lean, people.weights)
        along = middles / max(total, 1)
        bent = _bent(spread, truths[place - 1][1], along, decimals) if place else spread
        numbers[ordered] = _falling(bent, along, decimals)
    return Numbered(numbers, decimals)


def spread_of(people: People, measure: Measure) -> Spread:
    """Where answers fall: as the model says, else over the question's own range."""
    declared = people.scenario.spreads.get(measure.id)
    low, high = people.scenario.study.questions[measure.question].range or RANGE
    return declared or Spread(low=low, median=low + USUAL_MEDIAN * (high - low), high=high)


def _decimals(spread: Spread) -> int:
    """Whole numbers where there are enough of them."""
    width = spread.high - spread.low
    is_whole = spread.low == int(spread.low) and spread.high == int(spread.high)
    return 0 if is_whole and width >= 5 else 1 if width >= 2 else 2


def _lean(people: People, measure: Measure) -> Whole:
    """Satisfied people give the better numbers, when the study says which way is better."""
    sides = {one.better for one in people.scenario.plan.scores if one.measure == measure.id and one.better}
    if not sides:
        return people.opinion(measure.id)
    rating = people.rating(measure.id)
    return -rating if Better.DOWN in sides else rating


def _bent(spread: Spread, truth: Truth, along: Floats, decimals: int) -> Spread:
    """The spread whose median, or whose mean, is the truth; a mean grows with the median."""
    if truth.score.kind is IndicatorKind.MEDIAN or not along.size:
        return _with_median(spread, truth.value)
    low, high = spread.low, spread.high
    for _ in range(_HALVINGS):
        median = (low + high) / 2
        mean = _sum(_falling(_with_median(spread, median), along, decimals), decimals) / along.size
        low, high = (median, high) if mean < truth.value else (low, median)
    return _with_median(spread, (low + high) / 2)


def _with_median(spread: Spread, median: float) -> Spread:
    """The same ends; the median stays between them."""
    return spread.model_copy(update={"median": min(max(median, spread.low), spread.high)})


def _sum(numbers: Floats, decimals: int) -> float:
    """Exactly: sums of fractions depend on the order that a machine adds them in."""
    step = float(10**decimals)
    return int(np.rint(numbers * step).astype(np.int64).sum()) / step


def _falling(spread: Spread, along: Floats, decimals: int) -> Floats:
    """The number that stands so far along the people in order: a line through the median, bent by a cube to
    reach both ends."""
    step, sides = float(10**decimals), (spread.median - spread.low, spread.high - spread.median)
    slope = _STEEP * min(sides)
    down, up = np.maximum(1 - 2 * along, 0.0), np.maximum(2 * along - 1, 0.0)
    below = slope * down + (sides[0] - slope) * (down * down * down)
    above = slope * up + (sides[1] - slope) * (up * up * up)
    fallen = np.floor((spread.median - below + above) * step + 0.5) / step
    return np.asarray(np.clip(fallen, spread.low, spread.high))
