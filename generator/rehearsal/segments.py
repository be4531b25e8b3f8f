"""How people are divided before they answer: their level in each segment, and the number behind it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from math import ceil, floor, fsum

import numpy as np

from generator.rehearsal.answers import FIRST_ASIDE, NONE, Answers, Flags, Rows
from generator.rehearsal.chance import Chance, Whole
from generator.rehearsal.margins import columns_of, levels_of
from generator.rehearsal.scenario import Scenario
from generator.spec.language import Cut
from generator.spec.models import Segment, Study
from generator.spec.plan import Plan

NUMBERS = 30
"""Distinct numbers in an invented column that divides people: more could tell them apart."""


def own_segments(study: Study, plan: Plan) -> tuple[str, ...]:
    """Segments with a column of their own; others are read in a question's column, or in one of these."""
    taken = {measure.column for measure in plan.measures}
    found: list[str] = []
    for name, column in columns_of(study).items():
        if column not in taken:
            found.append(name)
            taken.add(column)
    return tuple(found)


def divided(scenario: Scenario, count: int, chance: Chance, raked: Collection[str]) -> Mapping[str, Answers]:
    """Everyone's level in each segment that no question tells; of ``raked`` ones, all levels are known."""
    study = scenario.study
    columns = columns_of(study)
    own = {columns[name]: name for name in own_segments(study, scenario.plan)}
    found = {
        name: _divided(name, scenario, count, chance.at("segment", name), is_raked=name in raked)
        for name in own.values()
    }
    beside = [name for name, column in columns.items() if column in own and name not in found]
    return found | {name: as_levels(found[own[columns[name]]], study.segments[name]) for name in beside}


def as_levels(answers: Answers, segment: Segment) -> Answers:
    """The levels of a segment that is read in a column already answered."""
    levels, missing = levels_of(segment), tuple(segment.missing)
    codes = np.full(answers.codes.size, NONE, np.int64)
    for place, label in enumerate(missing):
        if label in (*answers.labels, *answers.missing):
            codes[answers.gave(label)] = FIRST_ASIDE - place
    for place, level in enumerate(levels):
        codes[_is_at(answers, level, segment)] = place
    return Answers(levels, missing, codes, numbers=answers.read if segment.cuts else None)


def _is_at(answers: Answers, level: str, segment: Segment) -> Flags:
    if segment.cuts:
        return np.array([_holds(segment.cuts[level], number) for number in answers.read.tolist()], np.bool_)
    return answers.gave(level) if level in answers.labels else np.zeros(answers.codes.size, np.bool_)


def dealt(amounts: Sequence[float], order: Rows) -> Whole:
    """An index for each place of an order, each index as often as its amount says, to the nearest person."""
    total, count = fsum(amounts), order.size
    bounds = [int(2 * count * fsum(amounts[: place + 1]) / total + 0.5) for place in range(len(amounts) - 1)]
    codes = np.empty(count, np.int64)
    codes[order] = np.searchsorted(np.array(bounds, np.int64), 2 * np.arange(count) + 1, side="right")
    return codes


def _divided(name: str, scenario: Scenario, count: int, chance: Chance, *, is_raked: bool) -> Answers:
    segment, model = scenario.study.segments[name], scenario.model
    levels, missing = levels_of(segment), tuple(segment.missing)
    declared = model.segments.get(name) or dict.fromkeys(levels, 1.0)
    amounts = [declared.get(level, 0.0) for level in levels]
    # Raking wants everyone's level: those it does not know would keep the share they came with.
    aside = 0.0 if is_raked or not missing else model.aside / (1 - model.aside) * fsum(amounts) / len(missing)
    codes = dealt([*amounts, *(aside for _ in missing)], chance.order(count))
    answers = Answers(
        levels, missing, np.where(codes < len(levels), codes, FIRST_ASIDE + len(levels) - codes)
    )
    return _numbered(answers, segment, chance.at("number")) if segment.cuts else answers


def _numbered(answers: Answers, segment: Segment, chance: Chance) -> Answers:
    """A number inside each one's cut."""
    most = max(NUMBERS // len(segment.cuts), 1)
    known = [_numbers_in(cut, most) for cut in segment.cuts.values()]
    width = max(map(len, known))
    table = np.array([(numbers * width)[:width] for numbers in known])
    sizes = np.array([len(numbers) for numbers in known], np.int64)
    cuts = np.maximum(answers.codes, 0)
    numbers = np.where(answers.codes >= 0, table[cuts, chance.below(sizes[cuts])], np.nan)
    is_whole = all(number == int(number) for numbers in known for number in numbers)
    return replace(answers, numbers=numbers, decimals=0 if is_whole else 3)


def _numbers_in(cut: Cut, most: int) -> list[float]:
    """Some whole numbers inside a cut, or one that is not whole where it holds none."""
    low = cut.low if cut.low is not None else _below(cut.high or 0.0)
    high = cut.high if cut.high is not None else low + max(10.0, low)
    first, last = ceil(low), floor(high)
    first += not _holds(cut, first)
    last -= not _holds(cut, last)
    if first > last:
        return [low if low == high else (low + high) / 2]
    return [float(number) for number in range(first, last + 1, -(-(last - first + 1) // most))]


def _below(high: float) -> float:
    return max(0.0, high - 10) if high > 0 else high - 10


def _holds(cut: Cut, number: float) -> bool:
    """Whether a number lies in a cut."""
    above = cut.low is None or number > cut.low or (cut.low_closed and number == cut.low)
    return above and (cut.high is None or number < cut.high or (cut.high_closed and number == cut.high))
