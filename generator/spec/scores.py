"""Scores: the figures computed from answers, each a formula on one measure or a mean of others."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain

from generator.spec.language import Reference
from generator.spec.measures import NO, YES, Measure, measures_of
from generator.spec.models import Indicator, IndicatorKind, QuestionType, Study
from generator.spec.models.measuring import Better, Tier


class Unit(StrEnum):
    """How a score is read and printed."""

    SHARE = "share"
    """A fraction between 0 and 1, printed as a percentage; differences are points."""
    POINTS = "points"
    """An NPS or a net score, between -100 and 100."""
    SCALE = "scale"
    """A mean on the question's own scale."""
    NATURAL = "natural"
    """A quantity in the question's unit, such as days."""


@dataclass(frozen=True, slots=True)
class Score:
    """One figure: Σ w·values[answer] / Σ w over the answers of ``measure``, unless it says otherwise.

    ``id`` is what a reference says: ``nps``, ``sat.sinistre``, ``q_canaux.web``. A median has no
    ``values``; a mean of scores has ``parts`` (ids of scores) and no measure. A numeric mean has
    neither: the answer is its own value.
    """

    id: str
    indicator: str | None
    item: str | None
    kind: IndicatorKind
    unit: Unit
    measure: str | None
    values: Mapping[str, float] | None
    parts: tuple[str, ...]
    tier: Tier
    better: Better | None
    label: str

    @property
    def is_linear(self) -> bool:
        """Whether it is a weighted mean of a number attached to each answer."""
        return self.measure is not None and self.kind is not IndicatorKind.MEDIAN

    @property
    def question(self) -> str | None:
        """The question it is computed from; a mean of scores has none."""
        return None if self.measure is None else self.measure.partition(".")[0]


def scores_of(study: Study) -> tuple[Score, ...]:
    """All scores: indicators in their order, then the plain figure of each measure without one."""
    measures = measures_of(study)
    indicators = study.indicators.items()
    direct = {name: tuple(_direct(name, indicator, measures)) for name, indicator in indicators}
    covered = {score.measure for scores in direct.values() for score in scores}
    plain = tuple(s for m in measures if m.id not in covered for s in _plain_scores(m))
    known = (*chain.from_iterable(direct.values()), *plain)
    named = (direct[name] or tuple(_means(name, indicator, known)) for name, indicator in indicators)
    return (*chain.from_iterable(named), *plain)


def named_by(scores: Iterable[Score], reference: Reference) -> tuple[Score, ...]:
    """The scores that a reference of their own study names, whatever its group and wave.

    One, or all items when an indicator or a question with items is named whole; none when the name
    is unknown. An indicator is named before a question. A question with several indicators gives
    the first one declared on each of its items.
    """
    candidates = tuple(scores)
    by_indicator = tuple(s for s in candidates if s.indicator == reference.name)
    if by_indicator:
        return tuple(s for s in by_indicator if reference.item in (None, s.item))
    leads: dict[str | None, Score] = {}
    for score in candidates:
        if score.question == reference.name:
            leads.setdefault(score.measure, score)
    measure = f"{reference.name}.{reference.item}"
    return tuple(s for s in leads.values() if reference.item is None or s.measure == measure)


def _direct(name: str, indicator: Indicator, measures: tuple[Measure, ...]) -> Iterator[Score]:
    if indicator.kind is None or indicator.kind is IndicatorKind.MEAN_OF:
        return
    for source in indicator.sources:
        for measure in measures:
            if measure.question == source.name and source.item in (None, measure.item):
                yield _score(name, indicator, indicator.kind, measure)


def _means(name: str, indicator: Indicator, known: tuple[Score, ...]) -> Iterator[Score]:
    """The mean of the scores its sources name; a mean of means has no parts, so there is none."""
    if indicator.kind is not IndicatorKind.MEAN_OF:
        return
    parts = tuple(score for source in indicator.sources for score in named_by(known, source))
    if parts:
        yield Score(
            id=name,
            indicator=name,
            item=None,
            kind=IndicatorKind.MEAN_OF,
            unit=parts[0].unit,
            measure=None,
            values=None,
            parts=tuple(part.id for part in parts),
            tier=indicator.tier,
            better=indicator.better,
            label=indicator.label or name,
        )


def _score(name: str, indicator: Indicator, kind: IndicatorKind, measure: Measure) -> Score:
    """One line of an indicator: the whole of it when its one source is one measure, else an item."""
    sources = indicator.sources
    whole = len(sources) == 1 and (measure.item is None or sources[0].item is not None)
    item = measure.item or measure.question
    return Score(
        id=name if whole else f"{name}.{item}",
        indicator=name,
        item=None if whole else item,
        kind=kind,
        unit=Unit.NATURAL if measure.type is QuestionType.NUMERIC else _unit(kind),
        measure=measure.id,
        values=values_of(kind, measure, indicator.box),
        parts=(),
        tier=indicator.tier,
        better=indicator.better,
        label=indicator.label if whole and indicator.label else _bare(measure.label),
    )


def _bare(wording: str) -> str:
    """A wording as a name: in a title or a sentence, the full stop that ends it would be one too many."""
    return wording.removesuffix(".")


def _unit(kind: IndicatorKind) -> Unit:
    match kind:
        case IndicatorKind.NPS | IndicatorKind.NET:
            return Unit.POINTS
        case IndicatorKind.MEAN | IndicatorKind.MEDIAN:
            return Unit.SCALE
        case (
            IndicatorKind.TOP_BOX
            | IndicatorKind.BOTTOM_BOX
            | IndicatorKind.SHARE
            | IndicatorKind.FIRST_CHOICE
            | IndicatorKind.MEAN_OF
        ):
            return Unit.SHARE


def values_of(kind: IndicatorKind, measure: Measure, box: tuple[str, ...] = ()) -> Mapping[str, float] | None:
    """The number each answer counts for under a formula; None where answers are not codes."""
    if measure.type is QuestionType.NUMERIC or kind in (IndicatorKind.MEDIAN, IndicatorKind.MEAN_OF):
        return None
    match kind:
        case IndicatorKind.NPS:
            return {code.id: _promoter(int(code.id)) for code in measure.codes}
        case IndicatorKind.TOP_BOX | IndicatorKind.SHARE:
            return _indicators(measure, box or _favourable(measure))
        case IndicatorKind.BOTTOM_BOX:
            return _indicators(measure, box or measure.negative)
        case IndicatorKind.NET:
            return {
                c.id: 100.0 * ((c.id in measure.positive) - (c.id in measure.negative)) for c in measure.codes
            }
        case IndicatorKind.FIRST_CHOICE:
            return _indicators(measure, ("1",))
        case IndicatorKind.MEAN:
            return measure.values


def _promoter(answer: int) -> float:
    """The net promoter score as a mean: promoters (9, 10) count 100, detractors (0 to 6) -100."""
    return 100.0 if answer >= 9 else -100.0 if answer <= 6 else 0.0


def _indicators(measure: Measure, box: tuple[str, ...]) -> Mapping[str, float]:
    return {code.id: float(code.id in box) for code in measure.codes}


def _favourable(measure: Measure) -> tuple[str, ...]:
    return (
        (YES,)
        if {code.id for code in measure.codes} == {YES, NO} and not measure.positive
        else measure.positive
    )


def _plain_scores(measure: Measure) -> Iterator[Score]:
    kind = _plain_kind(measure)
    if kind is None:
        return
    yield Score(
        id=measure.id,
        indicator=None,
        item=None,
        kind=kind,
        unit=Unit.NATURAL if measure.type is QuestionType.NUMERIC else _unit(kind),
        measure=measure.id,
        values=values_of(kind, measure),
        parts=(),
        tier=Tier.SUPPORT,
        better=None,
        label=_bare(measure.label),
    )


def _plain_kind(measure: Measure) -> IndicatorKind | None:
    """The formula of a measure no indicator covers; a single choice has no one number."""
    match measure.type:
        case QuestionType.NPS:
            return IndicatorKind.NPS
        case QuestionType.SCALE | QuestionType.GRID:
            return IndicatorKind.TOP_BOX if measure.positive else IndicatorKind.MEAN
        case QuestionType.CES | QuestionType.NUMERIC:
            return IndicatorKind.MEAN
        case QuestionType.MULTI | QuestionType.OPEN:
            return IndicatorKind.SHARE
        case QuestionType.RANKING:
            return IndicatorKind.FIRST_CHOICE
        case QuestionType.SINGLE:
            return None
