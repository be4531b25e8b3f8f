"""What is exposed: people × observed rate × value each, as a range; a range of stakes, never of losses."""

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from generator.findings.printing import Gauge
from generator.spec.exposed import Exposed, exposed_of
from generator.spec.models import Study
from generator.spec.models.measuring import AtRisk
from generator.spec.plan import Plan
from generator.spec.scores import Unit
from generator.statistics.estimate import Estimate
from generator.statistics.figures import Figures
from generator.statistics.sampling import told_size

_DIGITS = 2
"""Significant digits of an amount: three inputs, each known within some per cent, support no more."""


@dataclass(frozen=True, slots=True)
class Range:
    """An amount with its bounds, outwards."""

    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class Exposure:
    """The yearly amount exposed, with each of its three inputs.

    ``share`` is what was measured; ``shares``, ``rates`` and ``values`` are the bounds that were
    multiplied. The whole range holds when each input does: it is wider than a 95 % interval would be.
    """

    group: Exposed
    size: int
    share: Estimate
    shares: Range
    people: Range
    rates: Range
    values: Range
    amount: Range
    currency: str


def exposed(study: Study, plan: Plan, wave: str, figures: Figures) -> Exposure | None:
    """What a wave says is exposed; None without the three inputs, or when one of them is kept."""
    group, risk = exposed_of(study, plan), study.economics.at_risk if study.economics else None
    size = told_size(study, figures.releases.values())
    if group is None or risk is None or size is None or not wave:
        return None
    if not plan.measure[group.measure].is_asked_in(wave):
        return None
    share = figures.share_of(group.measure, group.codes, wave)
    return None if share is None else _multiplied(study, group, risk, size, share)


def _multiplied(study: Study, group: Exposed, risk: AtRisk, size: int, share: Estimate) -> Exposure:
    shares, rates, values = _printed(study, share), _rates(risk), _values(risk)
    people = Range(shares.low * size / 100, shares.high * size / 100)
    amount = Range(people.low * rates.low * values.low, people.high * rates.high * values.high)
    return Exposure(
        group=group,
        size=size,
        share=share,
        shares=shares,
        people=outwards(people),
        rates=rates,
        values=values,
        amount=outwards(amount),
        currency=risk.value_each.value.unit,
    )


def _printed(study: Study, share: Estimate) -> Range:
    """The interval as it prints, in per cent; the share alone where the design allows no interval."""
    gauge = Gauge(Unit.SHARE, round_to=study.privacy.round_to)
    ends = (share.low, share.high)
    low, high = (share.value if end is None else end for end in ends)
    return Range(gauge.displayed(low, share.n), gauge.displayed(high, share.n))


def _rates(risk: AtRisk) -> Range:
    between = risk.rate.between or (risk.rate.value, risk.rate.value)
    return Range(*(Decimal(str(end)) for end in between))


def _values(risk: AtRisk) -> Range:
    between = risk.value_each.between or (risk.value_each.value, risk.value_each.value)
    return Range(*(Decimal(str(end.value)) for end in between))


def outwards(found: Range) -> Range:
    """The same range at two significant digits, its bounds moved outwards."""
    return Range(_rounded(found.low, ROUND_FLOOR), _rounded(found.high, ROUND_CEILING))


def _rounded(amount: Decimal, way: str) -> Decimal:
    if amount == 0:
        return Decimal(0)
    step = Decimal(1).scaleb(amount.adjusted() - _DIGITS + 1)
    return (amount / step).quantize(Decimal(1), way) * step
