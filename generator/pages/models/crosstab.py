"""Every question by the groups of a segment: values, bases, and which columns differ for certain."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import PurePosixPath

from generator.pages.address import Addresses
from generator.pages.models.question import scores_of_question
from generator.pages.models.scale import asked_measures
from generator.pages.reader import Reader
from generator.pages.shown import Figure, Shown
from generator.spec.groups import EVERYONE, Group, Level, levels_of
from generator.spec.measures import Measure
from generator.spec.models import QuestionType
from generator.spec.plan import Term
from generator.spec.scores import Score
from generator.statistics import judge
from generator.statistics.estimate import SMALL_BASE, Difference, Judgement

_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

Pair = tuple[str, str]
"""Two groups, by their ids."""


@dataclass(frozen=True, slots=True)
class Column:
    """One group, by its letter; a table of one group has no letter, for there is nothing to compare."""

    letter: str
    label: str
    group: str


@dataclass(frozen=True, slots=True)
class TabCell:
    """A figure in a group; ``above`` are the letters of the columns it is established above."""

    figure: Figure
    above: str = ""
    told: str = ""
    effective: str = ""


@dataclass(frozen=True, slots=True)
class TabRow:
    """One figure in everyone, which bears no letter, and in each group."""

    label: str
    kind: str
    total: TabCell
    cells: tuple[TabCell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """One question by the groups of a page: one family of tests."""

    id: str
    text: str
    page: PurePosixPath
    rows: tuple[TabRow, ...]
    established: tuple[str, ...]
    gate: str
    """Whether answers depend on the segment at all; empty for a question of several lines."""
    family: str


@dataclass(frozen=True)
class CrosstabPage:
    """All questions by one segment, or one declared crossing."""

    title: str
    columns: tuple[Column, ...]
    tables: tuple[Table, ...]
    is_weighted: bool
    is_small: bool
    profile: PurePosixPath | None


@dataclass(frozen=True, slots=True)
class CrosstabLine:
    """One page of tables, as the list of them tells it."""

    title: str
    levels: str
    page: PurePosixPath


def divisions_of(reader: Reader) -> list[tuple[str, ...]]:
    """What tables are made by: each segment, then each declared crossing."""
    pairs = [tuple(pair) for pair in reader.study.crossings]
    found = [*((name,) for name in reader.study.segments), *pairs]
    return [division for division in found if columns_of(reader, division)]


def title_of(reader: Reader, division: tuple[str, ...]) -> str:
    """« Région », « Région × Ancienneté »."""
    names = [reader.voice.set(reader.study.segments[name].label or name) for name in division]
    return reader.voice.headline(" × ".join(names))


def columns_of(reader: Reader, division: tuple[str, ...]) -> tuple[Column, ...]:
    """The groups of a division that the plan knows, lettered when there are two or more."""
    groups = _groups(reader, division)
    letters = [_letter(place) if len(groups) > 1 else "" for place in range(len(groups))]
    return tuple(
        Column(letter, reader.voice.headline(reader.voice.set(group.label)), group.id)
        for letter, group in zip(letters, groups, strict=True)
    )


def _letter(place: int) -> str:
    """A to Z, then AA to AZ, as a sheet names its columns."""
    first, second = divmod(place, len(_ALPHABET))
    return (_ALPHABET[first - 1] if first else "") + _ALPHABET[second]


def _groups(reader: Reader, division: tuple[str, ...]) -> list[Group]:
    if len(division) == 1:
        return list(levels_of(reader.study, division[0]))
    return [group for group in reader.plan.groups if _crosses(group, division)]


def _crosses(group: Group, division: tuple[str, ...]) -> bool:
    named = tuple(member.segment for member in group.members if isinstance(member, Level))
    return named == division and group.finding is None


def crosstab_lines(reader: Reader, addresses: Addresses) -> tuple[CrosstabLine, ...]:
    """Every page of tables."""
    return tuple(
        CrosstabLine(
            title_of(reader, division),
            reader.voice.spell([column.label for column in columns_of(reader, division)]),
            addresses.crosstab(division),
        )
        for division in divisions_of(reader)
    )


def crosstab_page(reader: Reader, addresses: Addresses, division: tuple[str, ...]) -> CrosstabPage:
    """All questions of the wave by the groups of a segment or of a crossing."""
    columns = columns_of(reader, division)
    tables = tuple(_tables(reader, addresses, division, columns))
    cells = [cell for table in tables for row in table.rows for cell in (row.total, *row.cells)]
    return CrosstabPage(
        title=title_of(reader, division),
        columns=columns,
        tables=tables,
        is_weighted=reader.figures.releases[reader.wave].weighted,
        is_small=any(cell.figure.is_small for cell in cells),
        profile=addresses.profile(division[0]) if len(division) == 1 else None,
    )


def _tables(
    reader: Reader, addresses: Addresses, division: tuple[str, ...], columns: tuple[Column, ...]
) -> Iterator[Table]:
    for name, question in reader.study.questions.items():
        gate = _gate(reader, name, division)
        rows = list(_rows(reader, name, columns))
        if rows:
            tested = _family(reader, [_closed(row) for row in rows] if gate and not gate.is_open else rows)
            told = tuple(_told(reader, row, columns, tests) for row, tests in zip(rows, tested, strict=True))
            count = sum(one.p is not None for tests in tested for one in tests.values())
            yield Table(
                id=name,
                text=reader.voice.set(question.text),
                page=addresses.question(name),
                rows=told,
                established=tuple(_in_words(reader, told, columns)),
                gate=gate.told if gate else "",
                family=reader.family_told("cross.family", count),
            )


@dataclass(frozen=True, slots=True)
class _Gate:
    """The test of a whole table: while it is not established, answers are not compared one by one."""

    is_open: bool
    told: str


def _gate(reader: Reader, name: str, division: tuple[str, ...]) -> _Gate | None:
    """Rao and Scott's test of a question of one line by a segment (1984), with Cramér's V beside it."""
    measures = [m for m in asked_measures(reader, name) if m.item is None and m.codes]
    if len(division) > 1 or not measures:
        return None
    found = reader.figures.independence(measures[0].id, division[0], reader.wave)
    if found is None:
        return None
    is_open = found.p <= 1 - reader.study.statistics.confidence
    key = "proof.tab.gate.open" if is_open else "proof.tab.gate.closed"
    effect = reader.voice.printer.number(found.effect, 2)
    return _Gate(is_open, reader.voice.say(key, level=reader.level, effect=effect))


def _closed(row: "_Row") -> "_Row":
    """The same row without the tests of its answers; a score is a question of its own."""
    return replace(row, tests={}) if row.is_answer else row


@dataclass(frozen=True)
class _Row:
    """A figure in each group and its differences from one group to another, not yet one family."""

    label: str
    kind: str
    measure: str
    figures: Mapping[str, Figure]
    tests: Mapping[Pair, Difference]
    is_answer: bool = False


def _rows(reader: Reader, name: str, columns: tuple[Column, ...]) -> Iterator[_Row]:
    """The answers of a question that has one line, then its figures; of several lines, one figure each."""
    measures = [m for m in asked_measures(reader, name) if _is_crossed(reader, m.id, columns)]
    for measure in measures:
        if measure.type in (QuestionType.SINGLE, QuestionType.SCALE):
            yield from _answers(reader, measure, columns)
        scores = [s for s in scores_of_question(reader, name) if s.measure == measure.id]
        known = scores if measure.type is QuestionType.NUMERIC else scores[:1]
        yield from (_scored(reader, score, measure, columns) for score in known)


def _is_crossed(reader: Reader, measure: str, columns: tuple[Column, ...]) -> bool:
    """A sensitive question is in no crossing."""
    known = set(reader.plan.groups_on(measure))
    return all(column.group in known for column in columns)


def _pairs(columns: tuple[Column, ...]) -> list[Pair]:
    return list(combinations([column.group for column in columns], 2))


def _answers(reader: Reader, measure: Measure, columns: tuple[Column, ...]) -> Iterator[_Row]:
    groups = (EVERYONE, *(column.group for column in columns))
    printed = {group: reader.distribution(measure.id, group) for group in groups}
    for place, code in enumerate(measure.codes):
        found = {
            pair: reader.figures.between_answers(measure.id, code.id, reader.wave, *pair)
            for pair in _pairs(columns)
        }
        yield _Row(
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


def _scored(reader: Reader, score: Score, measure: Measure, columns: tuple[Column, ...]) -> _Row:
    kind = reader.voice.say(f"total.{score.kind.value}")
    found = {
        (one, other): reader.figures.between(Term(score.id, one), Term(score.id, other), reader.wave)
        for one, other in _pairs(columns)
    }
    return _Row(
        reader.voice.headline(kind) if measure.item is None else reader.voice.set(score.label),
        "" if measure.item is None else kind,
        measure.id,
        {g: reader.figure(score.id, group=g) for g in (EVERYONE, *(column.group for column in columns))},
        {pair: difference for pair, difference in found.items() if difference is not None},
    )


def _family(reader: Reader, rows: Sequence[_Row]) -> list[Mapping[Pair, Difference]]:
    """The tests of a whole table, corrected together, row by row again."""
    every = {(place, pair): one for place, row in enumerate(rows) for pair, one in row.tests.items()}
    corrected = reader.family(every)
    return [{pair: corrected[place, pair] for pair in row.tests} for place, row in enumerate(rows)]


def _told(reader: Reader, row: _Row, columns: tuple[Column, ...], tests: Mapping[Pair, Difference]) -> TabRow:
    beaten = _beaten(tests)
    return TabRow(
        row.label,
        row.kind,
        TabCell(row.figures[EVERYONE], effective=_effective(reader, row.measure, EVERYONE)),
        tuple(_cell(reader, row, column, columns, beaten) for column in columns),
    )


def _beaten(tests: Mapping[Pair, Difference]) -> frozenset[Pair]:
    """(higher, lower) for each established difference."""
    found = []
    for (one, other), tested in tests.items():
        match judge(tested, tested.level):
            case Judgement.HIGHER:
                found.append((one, other))
            case Judgement.LOWER:
                found.append((other, one))
            case Judgement.EQUIVALENT | Judgement.NOT_ESTABLISHED | Judgement.CANNOT_SAY:
                continue
    return frozenset(found)


def _cell(
    reader: Reader, row: _Row, column: Column, columns: tuple[Column, ...], beaten: frozenset[Pair]
) -> TabCell:
    lower = [other for other in columns if (column.group, other.group) in beaten]
    names = reader.voice.spell([other.label for other in lower])
    return TabCell(
        row.figures[column.group],
        " ".join(other.letter for other in lower),
        reader.voice.say("proof.tab.above", names=names) if lower else "",
        _effective(reader, row.measure, column.group),
    )


def _effective(reader: Reader, measure: str, group: str) -> str:
    """The effective base, where weights make it differ from the base."""
    n = reader.figures.n_eff(measure, reader.wave, group)
    is_told = n is not None and reader.figures.releases[reader.wave].weighted
    return reader.count(round(n)) if n is not None and is_told else ""


def _in_words(reader: Reader, rows: Sequence[TabRow], columns: tuple[Column, ...]) -> Iterator[str]:
    """Each established difference as a sentence: « Satisfaits : Nord plus haut que Sud. »"""
    for row in rows:
        said = [
            reader.voice.say("proof.tab.one", name=column.label, told=cell.told)
            for column, cell in zip(columns, row.cells, strict=True)
            if cell.told
        ]
        if said:
            yield reader.voice.say("proof.tab.row", label=row.label, said=" ; ".join(said))
