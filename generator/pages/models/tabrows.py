"""The rows of a table before they are printed: a figure in each group, and its tests from group to group."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from generator.pages.models.divisions import Column
from generator.pages.models.question import scores_of_question
from generator.pages.models.scale import asked_measures
from generator.pages.reader import Reader
from generator.pages.shown import Figure, Shown
from generator.spec.groups import EVERYONE
from generator.spec.measures import Measure
from generator.spec.models import QuestionType
from generator.spec.scores import Score
from generator.statistics.estimate import SMALL_BASE, Difference

ANSWERED = (QuestionType.SINGLE, QuestionType.SCALE)
"""The types whose every answer has a row; others are told by their figures."""
Pair = tuple[str, str]
"""Two groups, by their ids."""


@dataclass(frozen=True)
class Compared:
    """A figure in each group and its differences from one group to another.

    Those of answers are not corrected yet: they are the family of their table, once its gate is open.
    """

    label: str
    kind: str
    measure: str
    figures: Mapping[str, Figure]
    tests: Mapping[Pair, Difference]
    is_answer: bool = False


def compared_rows(
    reader: Reader, name: str, columns: tuple[Column, ...], division: tuple[str, ...]
) -> Iterator[Compared]:
    """The answers of a question that has one line, then its figures; of several lines, one figure each."""
    measures = [m for m in asked_measures(reader, name) if _is_crossed(reader, m.id, columns)]
    for measure in measures:
        if measure.type in ANSWERED:
            yield from _answers(reader, measure, columns)
        scores = [s for s in scores_of_question(reader, name) if s.measure == measure.id]
        known = scores if measure.type is QuestionType.NUMERIC else scores[:1]
        yield from (_scored(reader, score, measure, columns, division) for score in known)


def _is_crossed(reader: Reader, measure: str, columns: tuple[Column, ...]) -> bool:
    """A sensitive question is in no crossing."""
    known = set(reader.plan.groups_on(measure))
    return all(column.group in known for column in columns)


def _pairs(columns: tuple[Column, ...]) -> list[Pair]:
    return list(combinations([column.group for column in columns], 2))


def _answers(reader: Reader, measure: Measure, columns: tuple[Column, ...]) -> Iterator[Compared]:
    groups = (EVERYONE, *(column.group for column in columns))
    printed = {group: reader.distribution(measure.id, group) for group in groups}
    for place, code in enumerate(measure.codes):
        found = {
            pair: reader.figures.between_answers(measure.id, code.id, reader.wave, *pair)
            for pair in _pairs(columns)
        }
        yield Compared(
            reader.voice.set(code.label),
            "",
            measure.id,
            {
                group: _share(reader, measure, group, shares[place : place + 1])
                for group, shares in printed.items()
            },
            {pair: difference for pair, difference in found.items() if difference is not None},
            is_answer=True,
        )


def _share(reader: Reader, measure: Measure, group: str, shown: tuple[Shown, ...]) -> Figure:
    if not shown:
        return Figure.nothing()
    base = reader.base(measure.id, group=group)
    return Figure(shown[0], base=base, is_small=base.size < SMALL_BASE)


def _scored(
    reader: Reader, score: Score, measure: Measure, columns: tuple[Column, ...], division: tuple[str, ...]
) -> Compared:
    kind = reader.voice.say(f"total.{score.kind.value}")
    duels = reader.families.duels(score.question or "", reader.wave, division)
    return Compared(
        reader.voice.headline(kind) if measure.item is None else reader.voice.set(score.label),
        "" if measure.item is None else kind,
        measure.id,
        {g: reader.figure(score.id, group=g) for g in (EVERYONE, *(column.group for column in columns))},
        {(one, other): tested for (of, one, other), tested in duels.items() if of == score.id},
    )


def corrected(reader: Reader, rows: Sequence[Compared]) -> list[Mapping[Pair, Difference]]:
    """The tests of a whole table, row by row: its answers corrected together, its figures as everywhere."""
    every = {
        (place, pair): one
        for place, row in enumerate(rows)
        for pair, one in row.tests.items()
        if row.is_answer
    }
    tested = reader.family(every)
    return [
        {pair: tested.get((place, pair), one) for pair, one in row.tests.items()}
        for place, row in enumerate(rows)
    ]
