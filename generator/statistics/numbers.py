"""Every number of the plan, as displayed: what ``boussole numbers`` and the downloads list.

Rounded as on pages: full precision beside a base would give the count behind a percentage back
(privacy rule R8), and a file must not say more than the page it stands beside.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING

from generator.spec.groups import Group, Level
from generator.spec.models import Audience, Study
from generator.spec.plan import Number, Statistic
from generator.spec.scores import Unit
from generator.statistics.display import decimals, displayed
from generator.statistics.estimate import SMALL_BASE, Assumption, Difference, Estimate, Method
from generator.statistics.importance import Importance
from generator.statistics.ranking import blocks_of, ranks_of

if TYPE_CHECKING:
    from generator.statistics.figures import Figures


@dataclass(frozen=True, slots=True)
class NumberRow:
    """One number. A withheld one carries nulls and no reason; shares are fractions, NPS in points.

    In an employee study a base under 30 is null too: it is published as « under 30 » and no more.

    ``statistic`` is the formula of a score, else the plan's own word; ``share:4`` names the answer.
    The segments and levels of a crossing are joined by ``&``; a group named in a finding has neither.
    """

    id: str
    study: str
    wave: str
    question: str | None
    item: str | None
    segment: str | None
    level: str | None
    statistic: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    n: int | None = None
    n_eff: float | None = None
    method: str | None = None
    withheld: bool = True

    @property
    def cells(self) -> tuple[object, ...]:
        """The row's cells in the order of its fields, empty where there is nothing."""
        return tuple("" if value is None else value for value in _VALUES(self))


_VALUES = attrgetter(*(field.name for field in fields(NumberRow)))


def number_rows(figures: "Figures", wave: str | None = None) -> Iterator[NumberRow]:
    """The numbers of a study in the order of its plan, for one wave or all those released."""
    rows = _Rows(figures)
    for number in figures.plan.numbers.values():
        if number.wave in figures.releases and wave in (None, number.wave):
            yield _banded(rows.of(number), figures.counted)


@dataclass(frozen=True)
class _Rows:
    figures: "Figures"

    @cached_property
    def _ranks(self) -> Mapping[str, Mapping[str, int]]:
        """The rank of each driver, by wave: all pairs are compared for any of them."""
        return {wave: self._ranked(wave) for wave in self.figures.releases}

    def _ranked(self, wave: str) -> Mapping[str, int]:
        model = self.figures.importance(wave)
        if not isinstance(model, Importance):
            return {}
        values = {driver: one.value for driver, one in zip(model.drivers, model.shares, strict=True)}
        adjust = self.figures.counted.statistics.adjust
        return ranks_of(blocks_of(values, model.difference, adjust, model.level))

    def of(self, number: Number) -> NumberRow:
        figures, row = self.figures, self._address(number)
        subject, wave, group = number.subject, number.wave, number.group
        match number.statistic:
            case Statistic.BASE:
                n = figures.base(subject, wave, group)
                return row if n is None else _based(row, float(n), n, figures.n_eff(subject, wave, group))
            case Statistic.SHARE:
                return self._estimate(
                    row, figures.share(subject, number.answer or "", wave, group), Unit.SHARE
                )
            case Statistic.ASIDE:
                aside = (figures.aside(subject, wave, group) or {}).get(number.answer or "")
                return (
                    row if aside is None else replace(row, value=_shown(aside, Unit.SHARE, 0), withheld=False)
                )
            case Statistic.SCORE:
                return self._estimate(row, figures.estimate(subject, wave, group), self._unit(number))
            case Statistic.CHANGE:
                return self._change(number, row)
            case Statistic.REST:
                return self._difference(number, row, figures.versus_rest(subject, wave, group))
            case Statistic.IMPORTANCE | Statistic.RANK:
                return self._important(number, row)
            case Statistic.RESPONSE_RATE:
                return self._response_rate(row, wave)
            case Statistic.STRAIGHT_LINING:
                alike, _ = figures.alike(subject, wave)
                told = row if alike is None else replace(row, value=alike, withheld=False)
                return replace(told, question=subject)

    def _address(self, number: Number) -> NumberRow:
        plan = self.figures.plan
        score = plan.score.get(number.subject)
        measure = plan.measure.get((score.measure or "") if score else number.subject)
        segment, level = _place(plan.group[number.group])
        return NumberRow(
            id=number.id,
            study=number.study,
            wave=number.wave,
            question=measure.question if measure else None,
            item=measure.item if measure else None,
            segment=segment,
            level=level,
            statistic=self._statistic(number),
        )

    def _statistic(self, number: Number) -> str:
        if number.statistic is Statistic.SCORE:
            return self.figures.plan.score[number.subject].kind.value
        answer = "" if number.answer is None else f":{number.answer}"
        return f"{number.statistic.value}{answer}"

    def _unit(self, number: Number) -> Unit:
        return self.figures.plan.score[number.subject].unit

    def _rounded(self, value: float | None, unit: Unit, n: int) -> float | None:
        places = decimals(unit, n, self.figures.counted.privacy.round_to)
        return None if value is None else _shown(value, unit, places)

    def _estimate(self, row: NumberRow, estimate: Estimate | None, unit: Unit) -> NumberRow:
        if estimate is None:
            return row
        n, ends = estimate.n, (estimate.value, estimate.low, estimate.high)
        value, low, high = (self._rounded(end, unit, n) for end in ends)
        return _based(row, value, n, estimate.n_eff, (low, high), estimate.method)

    def _change(self, number: Number, row: NumberRow) -> NumberRow:
        change = self.figures.change(number.subject, number.wave, number.group)
        filled = self._difference(number, row, change)
        if change is None or Assumption.BRIDGED_SERIES in change.assumptions:
            return filled
        # What is printed of a difference is the difference of what is printed.
        now, before = (self._printed(number, wave) for wave in (number.wave, self._before(number)))
        return replace(filled, value=round(now - before, 3))

    def _before(self, number: Number) -> str:
        return self.figures.previous(number.wave) or number.wave

    def _printed(self, number: Number, wave: str) -> float:
        estimate = self.figures.estimate(number.subject, wave, number.group)
        return self._rounded(estimate.value, self._unit(number), estimate.n) or 0.0 if estimate else 0.0

    def _difference(self, number: Number, row: NumberRow, difference: Difference | None) -> NumberRow:
        estimate = self.figures.estimate(number.subject, number.wave, number.group)
        if difference is None or estimate is None:
            return row
        ends = (difference.value, difference.low, difference.high)
        value, low, high = (self._rounded(end, self._unit(number), estimate.n) for end in ends)
        method = Method.NONE if difference.low is None else Method.STUDENT
        n, n_eff = estimate.n, estimate.n_eff
        return _based(row, value, n, n_eff, (low, high), method)

    def _important(self, number: Number, row: NumberRow) -> NumberRow:
        model = self.figures.importance(number.wave)
        share = model.of(number.subject) if isinstance(model, Importance) else None
        if not isinstance(model, Importance) or share is None:
            return row
        if number.statistic is Statistic.IMPORTANCE:
            return self._estimate(row, share, Unit.SHARE)
        rank = self._ranks[number.wave][number.subject]
        return replace(row, value=float(rank), n=model.n, withheld=False)

    def _response_rate(self, row: NumberRow, wave: str) -> NumberRow:
        rate = self.figures.response_rate(wave)
        if rate is None:
            return row
        return replace(
            row, value=self._rounded(rate.value, Unit.SHARE, rate.invited), n=rate.answered, withheld=False
        )


def _banded(row: NumberRow, study: Study) -> NumberRow:
    """The row without its base where pages print a band instead (privacy rule R8)."""
    if study.audience is Audience.CUSTOMER or row.n is None or row.n >= SMALL_BASE:
        return row
    is_base = row.statistic == Statistic.BASE.value
    return replace(row, value=None if is_base else row.value, n=None, n_eff=None)


def _place(group: Group) -> tuple[str | None, str | None]:
    levels = [member for member in group.members if isinstance(member, Level)]
    if len(levels) > 1:
        return "&".join(level.segment for level in levels), "&".join(level.level for level in levels)
    return group.segment, group.level


def _shown(value: float, unit: Unit, places: int) -> float:
    """The displayed number, in the unit of statistics."""
    printed = displayed(value, unit, places)
    # Zero is added because what rounds to zero from below would print as -0.0.
    return float(printed.scaleb(-2) if unit is Unit.SHARE else printed) + 0.0


def _based(
    row: NumberRow,
    value: float | None,
    n: int,
    n_eff: float | None,
    ends: tuple[float | None, float | None] = (None, None),
    method: Method | None = None,
) -> NumberRow:
    # Whole: decimals of an effective base would speak of single weights.
    whole, named = None if n_eff is None else round(n_eff), None if method is None else method.value
    low, high = ends
    return replace(row, value=value, low=low, high=high, n=n, n_eff=whole, method=named, withheld=False)
