"""Every question by the groups of a segment: values, bases, and which columns differ for certain."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from generator.pages.address import Addresses
from generator.pages.models.divisions import Column, columns_of, divisions_of, title_of
from generator.pages.models.scale import asked_measures
from generator.pages.models.tabrows import ANSWERED, Compared, Pair, compared_rows, corrected
from generator.pages.reader import Reader
from generator.pages.shown import Figure
from generator.spec.groups import EVERYONE
from generator.statistics import judge
from generator.statistics.estimate import Difference, Judgement


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
    """One question by the groups of a page: its figures are one family of tests, its answers another."""

    id: str
    text: str
    page: PurePosixPath
    rows: tuple[TabRow, ...]
    established: tuple[str, ...]
    gate: str
    """Whether answers depend on the segment at all; empty where no answer is shown."""
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
        rows = list(compared_rows(reader, name, columns, division))
        if rows:
            tested = corrected(reader, [_closed(row) for row in rows] if gate and not gate.is_open else rows)
            told = tuple(_told(reader, row, columns, tests) for row, tests in zip(rows, tested, strict=True))
            yield Table(
                id=name,
                text=reader.voice.set(question.text),
                page=addresses.question(name),
                rows=told,
                established=tuple(_in_words(reader, told, columns)),
                gate=gate.told if gate else "",
                family=_families(reader, name, division, rows, tested),
            )


def _families(
    reader: Reader,
    name: str,
    division: tuple[str, ...],
    rows: Sequence[Compared],
    tested: Sequence[Mapping[Pair, Difference]],
) -> str:
    figures = reader.families.duels(name, reader.wave, division).values()
    answers = [
        one for row, tests in zip(rows, tested, strict=True) if row.is_answer for one in tests.values()
    ]
    said = (
        reader.family_told(key, sum(one.p is not None for one in tests))
        for key, tests in (("cross.family", figures), ("cross.answers", answers))
    )
    return " ".join(one for one in said if one)


@dataclass(frozen=True, slots=True)
class _Gate:
    """The test of a whole table: while it is not established, answers are not compared one by one."""

    is_open: bool
    told: str


def _gate(reader: Reader, name: str, division: tuple[str, ...]) -> _Gate | None:
    """Rao and Scott's test of a question by a segment (1984), with Cramér's V beside it.

    None for a question that is shown by its figures alone: no answer of it is compared.
    """
    measures = [m for m in asked_measures(reader, name) if m.type in ANSWERED]
    if len(division) > 1 or not measures:
        return None
    found = reader.figures.independence(measures[0].id, division[0], reader.wave)
    if found is None:
        return None
    is_open = found.p <= 1 - reader.study.statistics.confidence
    key = "proof.tab.gate.open" if is_open else "proof.tab.gate.closed"
    effect = reader.voice.printer.number(found.effect, 2)
    return _Gate(is_open, reader.voice.say(key, level=reader.level, effect=effect))


def _closed(row: Compared) -> Compared:
    """The same row without the tests of its answers; a score is a question of its own."""
    return replace(row, tests={}) if row.is_answer else row


def _told(
    reader: Reader, row: Compared, columns: tuple[Column, ...], tests: Mapping[Pair, Difference]
) -> TabRow:
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
    reader: Reader, row: Compared, column: Column, columns: tuple[Column, ...], beaten: frozenset[Pair]
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
