"""A question as it was asked, with every answer, every wave and every segment, uncommented."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import PurePosixPath

from generator.pages.address import Addresses
from generator.pages.conditions import told
from generator.pages.models.benchmarks import BenchmarkRow, benchmarks_of
from generator.pages.models.rewording import series_said
from generator.pages.models.scale import Scale, asked_measures, lead_scores, scale_of
from generator.pages.models.series import Series, series_of
from generator.pages.models.sides import moment_told
from generator.pages.models.touched import moment_pages
from generator.pages.reader import Reader
from generator.pages.shown import WITHHELD, Change, Figure, Span
from generator.spec.groups import EVERYONE, Group, Level
from generator.spec.measures import Measure
from generator.spec.models import Question
from generator.spec.scores import Score


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """One figure of the question, with its interval and its base."""

    label: str
    kind: str
    figure: Figure
    ends: tuple[str, str] | None
    """The ends of the axis it is drawn on; None where nothing bounds it."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One score in one group, against the rest."""

    figure: Figure
    rest: Change


@dataclass(frozen=True, slots=True)
class CrossRow:
    """One group, with one cell per score."""

    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class CrossBlock:
    """The groups of one segment, or of one declared crossing, under its name."""

    title: str
    rows: tuple[CrossRow, ...]


@dataclass(frozen=True, slots=True)
class WaveRow:
    """One measure over the waves."""

    label: str
    series: Series
    stretch: Span
    """The stretch of axis that the waves share; its point is the latest wave."""


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """One question of the questionnaire; ``lines`` are its items or its answers."""

    text: str
    kind: str
    lines: tuple[str, ...]
    page: PurePosixPath


@dataclass(frozen=True)
class QuestionPage:
    """The page of one question."""

    id: str
    place: str
    text: str
    kind: str
    asked_of: str
    informs: tuple[tuple[str, PurePosixPath], ...]
    moments: tuple[tuple[str, PurePosixPath], ...]
    """The moments of the journey that it measures."""
    scale: Scale | None
    scores: tuple[ScoreLine, ...]
    columns: tuple[str, ...]
    total: tuple[Cell, ...]
    crosses: tuple[CrossBlock, ...]
    family: str
    waves: tuple[str, ...]
    series: tuple[WaveRow, ...]
    versions: tuple[str, ...]
    benchmarks: tuple[BenchmarkRow, ...]
    download: PurePosixPath | None


def question_page(reader: Reader, addresses: Addresses, name: str, place: tuple[int, int]) -> QuestionPage:
    """The page of a question, ``place`` of how many."""
    study, voice, question = reader.study, reader.voice, reader.study.questions[name]
    series, measures = _series(reader, name), asked_measures(reader, name)
    columns, total, crosses = _crossed(reader, name)
    return QuestionPage(
        id=name,
        place=voice.say("question.place", place=place[0], count=place[1]),
        text=voice.set(question.text),
        kind=voice.say(f"type.{question.type.value}"),
        asked_of=asked_of(reader, question),
        informs=tuple((voice.set(study.decisions[d].ask), addresses.decision(d)) for d in question.informs),
        moments=_moments(reader, measures),
        scale=scale_of(reader, name),
        scores=tuple(_scores(reader, name)),
        columns=columns,
        total=total,
        crosses=crosses,
        family=reader.rests_told([score.id for score in lead_scores(reader, name)]) if crosses else "",
        waves=tuple(wave for wave in reader.plan.waves if any(_has(row, wave) for row in series)),
        series=series,
        versions=versions_of(reader, question),
        benchmarks=benchmarks_of(reader, scores_of_question(reader, name)),
        download=addresses.answers(name) if measures else None,
    )


def _moments(reader: Reader, measures: Sequence[Measure]) -> tuple[tuple[str, PurePosixPath], ...]:
    own = {measure.moment for measure in measures}
    return tuple(
        (moment_told(reader, name), page) for name, page in moment_pages(reader).items() if name in own
    )


def question_line(reader: Reader, addresses: Addresses, name: str) -> QuestionLine:
    """One question as the questionnaire lists it."""
    question, voice = reader.study.questions[name], reader.voice
    lines = [item.text for item in question.items.values()] or [
        *question.options.values(),
        *question.exclusive.values(),
    ]
    return QuestionLine(
        voice.set(question.text),
        voice.say(f"type.{question.type.value}"),
        tuple(voice.set(line) for line in lines),
        addresses.question(name),
    )


def scores_of_question(reader: Reader, name: str) -> list[Score]:
    """Every score of a question that the wave asks."""
    known = [score for score in reader.plan.scores if score.question == name]
    return [score for score in known if reader.plan.is_known_in(reader.wave, score)]


def _scores(reader: Reader, name: str) -> list[ScoreLine]:
    voice = reader.voice
    return [
        ScoreLine(
            _own_name(reader, score),
            voice.say(f"total.{score.kind.value}"),
            reader.figure(score.id),
            reader.ends(score),
        )
        for score in scores_of_question(reader, name)
    ]


def _series(reader: Reader, name: str) -> tuple[WaveRow, ...]:
    found = [(score, series_of(reader, score)) for score in lead_scores(reader, name)]
    return tuple(
        WaveRow(_own_name(reader, score), series, _stretch(series)) for score, series in found if series
    )


def _stretch(series: Series) -> Span:
    spans = [point.figure.span for point in series.points if point.figure.span]
    ends = [end for span in spans for end in span.ends]
    return Span(spans[-1].point if spans else 0.0, min(ends, default=0.0), max(ends, default=1.0))


def _own_name(reader: Reader, score: Score) -> str:
    """What a score is called on the page of its question, which need not repeat the question."""
    indicator = reader.study.indicators.get(score.indicator or "")
    is_named = score.item is not None or (indicator is not None and indicator.label is not None)
    is_whole = reader.plan.measure[score.measure or ""].item is None
    return reader.voice.say("everyone") if is_whole and not is_named else reader.voice.set(score.label)


def _has(row: WaveRow, wave: str) -> bool:
    return any(point.wave == wave for point in row.series.points)


Crossed = tuple[tuple[str, ...], tuple[Cell, ...], tuple[CrossBlock, ...]]
"""The columns of a table by group, the cells of everyone, and its rows."""


def _crossed(reader: Reader, name: str) -> Crossed:
    """The scores of a question by group; of a single choice, which has none, the share of each answer."""
    scores, measures = lead_scores(reader, name), asked_measures(reader, name)
    if not scores and measures:
        return _choices(reader, measures[0])
    voice = reader.voice
    columns = tuple(voice.set(score.label) if len(scores) > 1 else voice.say("value") for score in scores)
    total = tuple(Cell(reader.figure(score.id), Change.nothing()) for score in scores)
    return columns, total, crosses_of(reader, scores)


def _choices(reader: Reader, measure: Measure) -> Crossed:
    groups = [reader.plan.group[name] for name in reader.plan.groups_on(measure.id)]
    labels = (*(reader.voice.set(code.label) for code in measure.codes), reader.voice.say("base.head"))
    blocks = _blocks(reader, groups, lambda group: _shares(reader, measure, group.id))
    return labels, _shares(reader, measure, EVERYONE), blocks


def _shares(reader: Reader, measure: Measure, group: str) -> tuple[Cell, ...]:
    """The share of each answer in a group, then the base they all have."""
    shares = reader.distribution(measure.id, group) or (WITHHELD,) * len(measure.codes)
    figures = (*shares, reader.base(measure.id, group=group))
    return tuple(Cell(Figure(shown), Change.nothing()) for shown in figures)


def crosses_of(reader: Reader, scores: list[Score]) -> tuple[CrossBlock, ...]:
    """Every group in which all these scores are known, under the name of its segment."""
    if not scores:
        return ()
    common = set.intersection(*({group.id for group in reader.groups(score.id)} for score in scores))
    groups = [group for group in reader.groups(scores[0].id) if group.id in common]

    def cell(score: Score, group: Group) -> Cell:
        return Cell(reader.figure(score.id, group=group.id), reader.rest(score.id, group.id))

    return _blocks(reader, groups, lambda group: tuple(cell(score, group) for score in scores))


def _blocks(
    reader: Reader, groups: list[Group], cells: Callable[[Group], tuple[Cell, ...]]
) -> tuple[CrossBlock, ...]:
    """Groups with their cells, under the name of their segment."""

    def row(group: Group) -> CrossRow:
        return CrossRow(reader.voice.headline(reader.voice.set(group.label)), cells(group))

    asked = [group for group in groups if group.id != EVERYONE and group.finding is None]
    return tuple(
        CrossBlock(title, tuple(row(group) for group in found))
        for title, found in groupby(asked, key=lambda group: _title(reader, group))
    )


def _title(reader: Reader, group: Group) -> str:
    """The name of a group's segment, or of the pair it crosses; one word for groups that have neither."""
    segments = [member.segment for member in group.members if isinstance(member, Level)]
    if not segments:
        return reader.voice.say("cross.named")
    labels = [reader.voice.set(reader.study.segments[name].label or name) for name in segments]
    return reader.voice.headline(" × ".join(labels))


def asked_of(reader: Reader, question: Question) -> str:
    """Who was asked, when not everyone was; in which waves, when not all ask it."""
    said = []
    if question.ask_if is not None:
        condition = told(reader.study, question.ask_if, reader.voice)
        said.append(reader.voice.say("question.routed", condition=condition))
    if question.asked_in:
        said.append(reader.voice.say("question.asked_in", waves=reader.voice.spell(list(question.asked_in))))
    said += [
        reader.voice.say(
            "question.item_asked_in",
            item=reader.voice.quoted(item.text),
            waves=reader.voice.spell(list(item.asked_in)),
        )
        for item in question.items.values()
        if item.asked_in
    ]
    return " ".join(said)


def versions_of(reader: Reader, question: Question) -> tuple[str, ...]:
    """How a question was worded before, and what that did to its series."""
    said = []
    for wave, version in question.versions.items():
        texts = (version.text, *version.items.values(), *version.options.values())
        quoted = [reader.voice.quoted(text) for text in texts if text]
        series = series_said(reader, version)
        wordings, why = reader.voice.spell(quoted), version.why
        said.append(
            reader.voice.say("question.version", wave=wave, wordings=wordings, series=series, why=why)
        )
    return tuple(said)
