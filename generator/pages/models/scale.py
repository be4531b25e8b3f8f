"""The distribution of a question's answers: stacked rows, bars, and the table behind either."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from generator.pages.reader import Reader
from generator.pages.shown import Figure, Shown
from generator.spec.measures import UNRANKED, Measure
from generator.spec.models import QuestionType
from generator.spec.scores import Score, Unit
from generator.statistics.display import decimals, whole

STEPS = {2: (1, 5), 3: (1, 3, 5), 4: (1, 2, 4, 5), 5: (1, 2, 3, 4, 5)}
"""The steps of the palette for scales of as many answers; a longer one has more than it can tell apart."""
_PARTS = (("detractors", 1, range(7)), ("passives", 3, range(7, 9)), ("promoters", 5, range(9, 11)))
"""The three parts of an NPS: their words, their step on the palette, their answers."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One answer of a distribution; ``step`` is its place on the palette, 0 outside it.

    ``short`` is what is written on a mark: whole percentages of a distribution, which sum to 100 too.
    """

    label: str
    share: Shown
    step: int = 0
    short: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One measure: its distribution, its total, its base, what stands outside the base."""

    measure: str
    label: str
    bars: tuple[Bar, ...]
    total: Figure
    base: Shown
    aside: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Scale:
    """A question's distribution: ``stacks`` of ordered answers, else ``bars``; ``rows`` is the table."""

    stacks: tuple[Row, ...]
    bars: tuple[Bar, ...]
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    total_label: str
    aside: str
    is_heated: bool = False
    """Whether the cells of the table are shaded by what they hold: where the table itself is the picture."""

    @property
    def key(self) -> tuple[Bar, ...]:
        """What the colours of the stacks mean."""
        return next((row.bars for row in self.stacks if row.bars), ())


def asked_measures(reader: Reader, question: str) -> list[Measure]:
    """The measures of a question that the wave asks."""
    return [m for m in reader.plan.measures if m.question == question and m.is_asked_in(reader.wave)]


def lead_scores(reader: Reader, question: str) -> list[Score]:
    """One score per measure of the question, its lead."""
    leads = [reader.plan.scores_on(measure.id)[:1] for measure in asked_measures(reader, question)]
    return [score for lead in leads for score in lead]


def scale_of(reader: Reader, question: str) -> Scale | None:
    """The distribution of a question in the whole wave; None when nothing of it is published."""
    rows = [row for m in asked_measures(reader, question) if (row := _row(reader, m)) is not None]
    if not rows:
        return None
    scores, aside = lead_scores(reader, question), _aside(reader, rows)
    total_label = reader.voice.say(f"total.{scores[0].kind.value}") if scores else ""
    known = next((row.bars for row in rows if row.bars), ())
    scale = Scale((), (), tuple(bar.label for bar in known), tuple(rows), total_label, aside)
    return _drawn(reader, scale, reader.study.questions[question].type)


def _row(reader: Reader, measure: Measure) -> Row | None:
    shares, lead = reader.distribution(measure.id), reader.plan.scores_on(measure.id)[:1]
    total = reader.figure(lead[0].id) if lead else Figure.nothing()
    if not shares and total.value.is_withheld:
        return None
    labels = [reader.voice.set(_label(reader, measure, code.id, code.label)) for code in measure.codes]
    bars = zip(labels, shares, strict=True) if shares else ()
    is_whole = measure.item is None
    return Row(
        measure=measure.id,
        label=reader.voice.say("everyone") if is_whole else reader.voice.set(measure.label),
        bars=_shortened(Bar(label, share, step) for step, (label, share) in enumerate(bars, start=1)),
        total=total,
        base=reader.base(measure.id),
        aside=tuple(reader.aside(measure)),
    )


def _shortened(bars: Iterable[Bar]) -> tuple[Bar, ...]:
    known = tuple(bars)
    wholes = whole([bar.share.size / 100 for bar in known], 0) if known else ()
    return tuple(replace(bar, short=str(share)) for bar, share in zip(known, wholes, strict=True))


def _label(reader: Reader, measure: Measure, code: str, label: str) -> str:
    if measure.type is not QuestionType.RANKING:
        return label
    return reader.voice.say("rank.none") if code == UNRANKED else reader.voice.say("rank.place", place=code)


def _drawn(reader: Reader, scale: Scale, kind: QuestionType) -> Scale:
    """The scale with the marks that suit its kind of question."""
    rows = scale.rows
    match kind:
        case QuestionType.GRID | QuestionType.SCALE if len(scale.columns) in STEPS:
            ordered = _ordered(rows)
            return replace(scale, stacks=tuple(map(_stepped, ordered)), rows=ordered)
        case QuestionType.NPS:
            return replace(scale, stacks=tuple(_in_parts(reader, row) for row in rows))
        case QuestionType.MULTI | QuestionType.OPEN:
            ordered = tuple(replace(row, bars=()) for row in _ordered(rows))
            return replace(scale, bars=_totals(ordered), columns=(), rows=ordered)
        case QuestionType.RANKING:
            ordered = _ordered(rows)
            return replace(scale, bars=_totals(ordered), rows=ordered, total_label="", is_heated=True)
        case QuestionType.GRID:
            return replace(scale, bars=_totals(_ordered(rows)), rows=_ordered(rows))
        case QuestionType.SINGLE:
            return replace(scale, bars=tuple(sorted(rows[0].bars, key=lambda bar: -bar.share.size)))
        case QuestionType.SCALE | QuestionType.CES:
            return replace(scale, bars=rows[0].bars)
        case QuestionType.NUMERIC:
            return scale


def _ordered(rows: Sequence[Row]) -> tuple[Row, ...]:
    """From the highest total to the lowest; what is withheld last, in the order of the questionnaire."""
    return tuple(sorted(rows, key=lambda row: (row.total.value.is_withheld, -row.total.value.size)))


def _stepped(row: Row) -> Row:
    """A row whose answers have their step on the palette: the ends of a short scale are as far apart."""
    if not row.bars:
        return row
    steps = zip(row.bars, STEPS[len(row.bars)], strict=True)
    return replace(row, bars=tuple(replace(bar, step=step) for bar, step in steps))


def _totals(rows: Sequence[Row]) -> tuple[Bar, ...]:
    return tuple(Bar(row.label, row.total.value) for row in rows)


def _in_parts(reader: Reader, row: Row) -> Row:
    """An NPS as its three parts, each the sum of the shares as they print."""
    if not row.bars:
        return row
    return replace(row, bars=_shortened(_part(reader, row, *part) for part in _PARTS))


def _part(reader: Reader, row: Row, name: str, step: int, answers: range) -> Bar:
    shares = [row.bars[answer].share for answer in answers]
    total = sum((Decimal(str(share.size)) for share in shares), Decimal(0))
    places = decimals(Unit.SHARE, round(row.base.size), reader.study.privacy.round_to)
    numbers = [number for share in shares for number in share.numbers]
    printed = reader.percent(total.quantize(Decimal(1).scaleb(-places)), *numbers)
    return Bar(reader.voice.say(f"nps.{name}"), printed, step)


def _aside(reader: Reader, rows: list[Row]) -> str:
    """What stands outside the base, said once for a single measure and left to the table for a grid."""
    if len(rows) != 1 or not rows[0].aside:
        return ""
    said = [reader.voice.say("aside.one", label=label, share=share) for label, share in rows[0].aside]
    return reader.voice.say("aside.all", items=reader.voice.spell(said))
