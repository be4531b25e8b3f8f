"""Questions of several boxes (multiple choice, themes of open answers, rankings): what boxes say together."""

from collections.abc import Iterator, Mapping, Sequence
from functools import reduce

import numpy as np

from generator.data.building import Column
from generator.data.recoding import Fault, Recoded
from generator.data.responses import NOT_ANSWERED, Codes, Flags, gave
from generator.spec.measures import NO, UNRANKED, YES, Measure
from generator.spec.models import QuestionType, Study
from generator.spec.plan import Plan

_OF_BOXES = frozenset({QuestionType.MULTI, QuestionType.OPEN, QuestionType.RANKING})
_EMPTY = {QuestionType.MULTI: NO, QuestionType.OPEN: NO, QuestionType.RANKING: UNRANKED}


def boxes_in(measures: Sequence[Measure]) -> Mapping[str, tuple[Measure, ...]]:
    """The measures of each question made of boxes."""
    questions = dict.fromkeys(measure.question for measure in measures if measure.type in _OF_BOXES)
    return {name: tuple(m for m in measures if m.question == name) for name in questions}


def is_filled(measure: Measure, codes: Codes) -> Flags:
    """Who gave an answer of their own: an empty box is none, since many files write 0 for everyone."""
    if measure.type not in _OF_BOXES:
        return codes >= 0
    return (codes >= 0) & ~gave(codes, code_of(measure, _EMPTY[measure.type]))


def code_of(measure: Measure, answer: str) -> int:
    """The index of an answer in the base of a measure."""
    return [code.id for code in measure.codes].index(answer)


def completed(boxes: Sequence[Measure], columns: Mapping[str, Column]) -> Mapping[str, Codes]:
    """The codes of a question's boxes, a blank read as unticked where another box is answered.

    Many files write only the ticks. A respondent whose boxes are all blank did not answer.
    """
    anyone = reduce(np.logical_or, (columns[box.id].codes >= 0 for box in boxes))
    return {box.id: _completed(box, columns[box.id].codes, anyone) for box in boxes}


def _completed(box: Measure, codes: Codes, anyone: Flags) -> Codes:
    empty = codes.dtype.type(code_of(box, _EMPTY[box.type]))
    return np.where(anyone & gave(codes, NOT_ANSWERED), empty, codes)


def contradictions(study: Study, plan: Plan, recoded: Recoded) -> Iterator[Fault]:
    """D17, an exclusive answer ticked beside another; D18, a rank given twice."""
    read = [measure for measure in plan.measures if measure.id in recoded.measures]
    for name, boxes in boxes_in(read).items():
        if study.questions[name].type is QuestionType.RANKING:
            yield from _first("D18", name, _ranked_twice(boxes, recoded.measures))
        for box in boxes:
            if box.item in study.questions[name].exclusive:
                yield from _first("D17", name, _ticked_beside(box, boxes, recoded.measures))


def _ranked_twice(boxes: Sequence[Measure], columns: Mapping[str, Column]) -> Flags:
    ranks = range(len(boxes[0].codes) - 1)
    given = [sum((columns[box.id].codes == rank).astype(np.int8) for box in boxes) > 1 for rank in ranks]
    return reduce(np.logical_or, given)


def _ticked_beside(exclusive: Measure, boxes: Sequence[Measure], columns: Mapping[str, Column]) -> Flags:
    others: Flags = np.logical_or.reduce([_is_ticked(box, columns) for box in boxes if box is not exclusive])
    return _is_ticked(exclusive, columns) & others


def _is_ticked(box: Measure, columns: Mapping[str, Column]) -> Flags:
    return gave(columns[box.id].codes, code_of(box, YES))


def _first(code: str, question: str, rows: Flags) -> Iterator[Fault]:
    found = np.flatnonzero(rows)
    if found.size:
        yield Fault(code, int(found[0]), {"question": question})
