"""From columns to answers: who was asked what, and who is in which group."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import reduce

import numpy as np

from generator.data.boxes import boxes_in, completed, is_filled
from generator.data.building import Column
from generator.data.conditions import Known, labels_of, meets
from generator.data.recoding import Recoded
from generator.data.responses import NOT_ANSWERED, Codes, Flags, gave
from generator.errors import Diagnostic
from generator.spec.groups import Group, Level, Meeting, Membership
from generator.spec.language import Cut, Filter
from generator.spec.measures import Measure
from generator.spec.models import QuestionType, Segment, Study
from generator.spec.plan import Plan


@dataclass(frozen=True, eq=False)
class Routed:
    """What is known of each respondent, by measure and by segment, once the routes are applied."""

    measures: Mapping[str, Known]
    segments: Mapping[str, Known]
    warnings: tuple[Diagnostic, ...]


def route(study: Study, plan: Plan, wave: str, recoded: Recoded) -> Routed:
    """Put outside the base, question after question, those who were not asked.

    Warns of each question that someone who was not asked answered all the same (D20).

    Raises:
        Mismatch: a condition that ``spec.rules`` should have refused.
    """
    segments = {name: _levels(study.segments[name], column) for name, column in recoded.segments.items()}
    measures = _given(plan, wave, recoded)
    warnings = []
    for question, asked_if in _routes(study):
        boxes = [measure for measure in plan.measures if measure.question == question]
        asked = meets(asked_if, {**segments, **measures})
        if any((is_filled(box, measures[box.id].codes) & ~asked).any() for box in boxes):
            place = study.where("questions", question, "ask_if")
            warnings.append(Diagnostic("D20", place, {"question": question, "wave": wave}))
        measures |= {box.id: measures[box.id].within(asked) for box in boxes}
    return Routed(measures, segments, tuple(warnings))


def members_of(group: Group, routed: Routed, rows: int) -> Flags:
    """Who is in a group: those who satisfy every one of its memberships.

    Raises:
        Mismatch: a condition that ``spec.rules`` should have refused.
    """
    return reduce(np.logical_and, (_belongs(one, routed) for one in group.members), np.ones(rows, np.bool_))


def _belongs(membership: Membership, routed: Routed) -> Flags:
    match membership:
        case Level(segment=segment, level=level):
            known = routed.segments[segment]
            return gave(known.codes, known.labels[level])
        case Meeting(condition=condition):
            return meets(condition, {**routed.segments, **routed.measures})


def _routes(study: Study) -> Iterator[tuple[str, Filter]]:
    for name, question in study.questions.items():
        if question.ask_if is not None:
            yield name, question.ask_if


def _given(plan: Plan, wave: str, recoded: Recoded) -> dict[str, Known]:
    """The answers of every measure before any route; of those the wave does not ask, none."""
    asked = [measure for measure in plan.measures if measure.is_asked_in(wave)]
    codes: dict[str, Codes] = {m.id: np.full(recoded.rows, NOT_ANSWERED, np.int8) for m in plan.measures}
    codes |= {measure.id: recoded.measures[measure.id].codes for measure in asked}
    for boxes in boxes_in(asked).values():
        codes |= completed(boxes, recoded.measures)
    return {m.id: _known(m, codes[m.id], recoded.measures.get(m.id)) for m in plan.measures}


def _known(measure: Measure, codes: Codes, column: Column | None) -> Known:
    labels = labels_of((code.id for code in measure.codes), (code.id for code in measure.missing))
    if measure.type is QuestionType.NUMERIC:
        numbers = np.full(codes.size, np.nan) if column is None else column.numbers
        return Known(labels, codes, given=numbers)
    if measure.values is None:
        return Known(labels, codes)
    return Known(labels, codes, values=[measure.values[code.id] for code in measure.codes])


def _levels(segment: Segment, column: Column) -> Known:
    """Everyone's level; a number that no cut holds is at none."""
    if not segment.cuts:
        return Known(labels_of(segment.levels, segment.missing), column.codes)
    codes = column.codes.copy()
    codes[gave(column.codes, 0)] = NOT_ANSWERED
    for index, cut in enumerate(segment.cuts.values()):
        codes[_holds(cut, column)] = index
    return Known(labels_of(segment.cuts, segment.missing), codes, given=column.numbers)


def _holds(cut: Cut, column: Column) -> Flags:
    above = np.isfinite(column.numbers)
    if cut.low is not None:
        above &= column.numbers >= cut.low if cut.low_closed else column.numbers > cut.low
    if cut.high is not None:
        above &= column.numbers <= cut.high if cut.high_closed else column.numbers < cut.high
    return above
