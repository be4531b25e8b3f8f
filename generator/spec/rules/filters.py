"""What a filter may ask: of which questions and segments, and which answers."""

from collections.abc import Iterator

from generator.spec.filters import conditions_in
from generator.spec.language import Filter, In, Op, Range, Test, Value
from generator.spec.measures import Measure, measures_of
from generator.spec.models import QuestionType, Segment, Study
from generator.spec.nearest import listed
from generator.spec.symbols import Unresolved, unknown


def faults_in(study: Study, condition: Filter) -> Iterator[tuple[int, Unresolved]]:
    """Each wrong test of a filter, with the offset of what is wrong in the filter's text.

    An answer is compared as it was declared: a code with a code, a number with a number. Nothing is
    cast, because a database would compare ``'2'`` with 2 and find people that the author never meant.
    """
    measures = {measure.id: measure for measure in measures_of(study)}
    for test in conditions_in(condition):
        if test.name in measures:
            yield from _of_answers(measures[test.name], test)
        elif test.name in study.segments:
            yield from _of_levels(test.name, study.segments[test.name], test)
        else:
            yield test.start, _unknown(study, test.name)


def _unknown(study: Study, name: str) -> Unresolved:
    lines = [m.id for m in measures_of(study) if m.question == name]
    if lines:
        return Unresolved("S04.whole", {"name": name, "known": listed(lines)})
    return unknown(name, "asked", (*study.questions, *study.segments))


def _of_answers(measure: Measure, test: Test | In) -> Iterator[tuple[int, Unresolved]]:
    codes = [code.id for code in (*measure.codes, *measure.missing)]
    for value in _values(test):
        if measure.type is QuestionType.NUMERIC:
            if isinstance(value, Value) and value.number is None:
                yield value.start, Unresolved("Q07.number", {"name": test.name, "given": value.text})
        elif isinstance(value, Range) or _orders(test):
            if measure.values is None:
                yield test.start, Unresolved("Q07.order", {"name": test.name})
            elif isinstance(value, Value) and value.number is None:
                yield value.start, Unresolved("Q07.number", {"name": test.name, "given": value.text})
        elif value.text not in codes:
            yield value.start, unknown(value.text, "code", codes)


def _of_levels(name: str, segment: Segment, test: Test | In) -> Iterator[tuple[int, Unresolved]]:
    if segment.when is not None:
        yield test.start, Unresolved("Q07.segment", {"name": name})
        return
    levels = [*segment.levels, *segment.cuts, *segment.missing]
    for value in _values(test):
        is_number = isinstance(value, Range) or value.number is not None
        if isinstance(value, Range) or _orders(test):
            if not segment.cuts or not is_number:
                yield test.start, Unresolved("Q07.order", {"name": name})
        elif value.text not in levels and not (segment.cuts and is_number):
            yield value.start, unknown(value.text, "level", levels)


def _values(test: Test | In) -> tuple[Value | Range, ...]:
    return test.values if isinstance(test, In) else (test.value,)


def _orders(test: Test | In) -> bool:
    return isinstance(test, Test) and test.op not in (Op.EQ, Op.NE)
