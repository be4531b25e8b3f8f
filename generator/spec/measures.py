"""Measures: the single-column questions that answers are counted on.

A grid gives one measure per item, a multiple or ranking question one per option, any other
question one. Everything downstream (cells, scores, pages) speaks of measures.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from generator.spec.language import Filter
from generator.spec.models import Question, QuestionType, Scale, Shared, Study
from generator.words import Lang, say

YES, NO = "1", "0"
UNRANKED = "0"
MOST_POINTS = 11
"""Points of an effort scale."""


@dataclass(frozen=True, slots=True)
class Code:
    """One possible answer: its code in the data and its label on pages."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Measure:
    """What is counted: one column of answers.

    ``codes`` are the answers inside the base, in order; ``missing`` the declared answers outside
    it. ``values`` gives each code its number where the answer is numeric by nature (scale, NPS,
    effort, rank). A numeric question has no codes.
    """

    id: str
    question: str
    item: str | None
    type: QuestionType
    label: str
    column: str
    codes: tuple[Code, ...]
    missing: tuple[Code, ...]
    values: Mapping[str, float] | None
    positive: tuple[str, ...]
    negative: tuple[str, ...]
    ask_if: Filter | None
    sensitive: bool
    moment: str | None
    asked_in: tuple[str, ...] = ()
    """Waves that ask it; empty means all."""

    def is_asked_in(self, wave: str) -> bool:
        """Whether a wave asks it; a wave that does not has no column for it and no number."""
        return not self.asked_in or wave in self.asked_in

    def label_of(self, code: str) -> str:
        """The label of an answer, inside or outside the base."""
        return next(c.label for c in (*self.codes, *self.missing) if c.id == code)


def measures_of(study: Study) -> tuple[Measure, ...]:
    """All measures of a study, in the order of the questionnaire.

    Open questions give one yes/no measure per declared code of theme: their text is never read.
    """
    return tuple(measure for name in study.questions for measure in measures_in(study, name))


def measures_in(study: Study, name: str) -> list[Measure]:
    """The measures of one question, in the order of its items."""
    question = study.questions[name]
    match question.type:
        case QuestionType.GRID:
            return [_grid_item(name, question, study.shared, item) for item in question.items]
        case QuestionType.MULTI | QuestionType.OPEN:
            boxes = {**question.options, **question.exclusive} or question.codes
            ticks = _yes_no(study.language)
            return [_option(name, question, box, label, ticks) for box, label in boxes.items()]
        case QuestionType.RANKING:
            # No more ranks than options, nor points than a scale has: a slip of the finger would fill memory.
            last = min(question.keep or 1, len(question.options))
            ranks = tuple(Code(str(rank), str(rank)) for rank in range(1, last + 1))
            codes = (*ranks, Code(UNRANKED, "–"))
            return [
                _option(name, question, option, label, codes) for option, label in question.options.items()
            ]
        case QuestionType.SINGLE:
            return [_plain(name, question, tuple(Code(c, label) for c, label in question.options.items()))]
        case QuestionType.SCALE:
            return [_on_scale(_plain(name, question, ()), study.shared.scales.get(question.scale or ""))]
        case QuestionType.NPS:
            return [_numbered(name, question, range(11))]
        case QuestionType.CES:
            return [_numbered(name, question, range(1, min(question.points or 7, MOST_POINTS) + 1))]
        case QuestionType.NUMERIC:
            return [_plain(name, question, ())]


def _yes_no(lang: Lang) -> tuple[Code, ...]:
    return Code(YES, say(lang, "lists.yes")), Code(NO, say(lang, "lists.no"))


def _plain(name: str, question: Question, codes: tuple[Code, ...]) -> Measure:
    return Measure(
        id=name,
        question=name,
        item=None,
        type=question.type,
        label=question.text,
        column=question.column or name,
        codes=codes,
        missing=tuple(Code(c, label) for c, label in question.missing.items()),
        values=None,
        positive=(),
        negative=(),
        ask_if=question.ask_if,
        sensitive=question.sensitive,
        moment=question.moment,
        asked_in=question.asked_in,
    )


def _numbered(name: str, question: Question, points: range) -> Measure:
    codes = tuple(Code(str(point), str(point)) for point in points)
    plain = _plain(name, question, codes)
    return replace(plain, values={code.id: float(code.id) for code in codes})


def _on_scale(measure: Measure, scale: Scale | None) -> Measure:
    if scale is None:
        return measure
    return replace(
        measure,
        codes=tuple(Code(c, label) for c, label in scale.labels.items()),
        missing=(*(Code(c, label) for c, label in scale.missing.items()), *measure.missing),
        values=_numbers(scale),
        positive=scale.positive,
        negative=scale.negative,
    )


def _numbers(scale: Scale) -> Mapping[str, float] | None:
    try:
        return {code: float(code) for code in scale.labels}
    except ValueError:
        return None


def _grid_item(name: str, question: Question, shared: Shared, item: str) -> Measure:
    line = question.items[item]
    measure = replace(
        _plain(name, question, ()),
        id=f"{name}.{item}",
        item=item,
        label=line.text,
        column=line.column or f"{question.column or name}_{item}",
        moment=line.moment or question.moment,
        asked_in=line.asked_in or question.asked_in,
    )
    return _on_scale(measure, shared.scales.get(question.scale or ""))


def _option(name: str, question: Question, option: str, label: str, codes: tuple[Code, ...]) -> Measure:
    return replace(
        _plain(name, question, codes),
        id=f"{name}.{option}",
        item=option,
        label=label,
        column=f"{question.column or name}_{option}",
    )
