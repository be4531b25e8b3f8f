"""Customers minus employees, at the moments declared comparable: printed, tested, and why it may be told."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from generator.findings.printing import Gauge
from generator.pages.models.benchmarks import criteria_told
from generator.pages.models.pairing import Measured, Pairing
from generator.pages.models.sides import moment_told, who
from generator.pages.reader import Reader
from generator.pages.shown import WITHHELD, Shown
from generator.spec.models import Series
from generator.spec.scores import Score
from generator.spec.series import comparable
from generator.statistics import judge
from generator.statistics.estimate import Difference, Estimate

LEAST_P = 0.001
"""Under it a p is told as under it."""


@dataclass(frozen=True, slots=True)
class Gap:
    """One gap in words, with the table behind: all empty but the words where it was not tested."""

    moment: str
    told: Shown
    """« Écart établi : côté client, 12 points au-dessous du côté collaborateur »; withheld with a side."""
    caution: str
    """« à titre indicatif » where a criterion differs; else empty."""
    interval: str = ""
    df: str = ""
    effect: str = ""
    p: str = ""
    p_adjusted: str = ""


@dataclass(frozen=True, slots=True)
class Gaps:
    """The gaps of one pair of waves, by moment, and the family they are judged in."""

    by_moment: Mapping[str, Gap]
    family: str

    @property
    def tested(self) -> tuple[Gap, ...]:
        """Those that have a test to print."""
        return tuple(gap for gap in self.by_moment.values() if gap.p)


@dataclass(frozen=True, slots=True)
class Ground:
    """Why the two levels of a moment may be subtracted."""

    moment: str
    criteria: tuple[tuple[str, str], ...]
    why: str
    caution: str


@dataclass(frozen=True, slots=True)
class _Level:
    """What is subtracted: the figure of one side at a moment, as published."""

    side: Measured
    score: Score
    found: Estimate

    @property
    def gauge(self) -> Gauge:
        """How it prints."""
        return self.side.reader.gauge(self.score.id)

    @property
    def printed(self) -> Decimal:
        """The number as it prints on its own side."""
        return self.gauge.displayed(self.found.value, self.found.n)

    @property
    def numbers(self) -> tuple[str, ...]:
        """Its id in the plan."""
        return self.side.reader.figure(self.score.id, self.side.wave).value.numbers


_Pair = tuple[_Level, _Level]
"""Customers, then employees."""


def gaps_of(reader: Reader, pairing: Pairing) -> Gaps | None:
    """The gaps that a pair of waves shows; None when its studies declare none."""
    declared = _declared(pairing)
    if not declared:
        return None
    pairs = {moment: pair for moment in declared if (pair := _pair(pairing, moment)) is not None}
    tested = _tested(pairing, pairs)
    gaps = {
        moment: Gap(moment_told(reader, moment), WITHHELD, _caution(reader, pairing, moment))
        for moment in declared
    }
    gaps |= {moment: _gap(reader, gaps[moment], pairs[moment], one) for moment, one in tested.items()}
    return Gaps(gaps, _family(pairing, tested))


def grounds_of(reader: Reader, pairing: Pairing) -> tuple[Ground, ...]:
    """What was declared of each moment that is subtracted, in the order of the journey."""
    declared = ((moment, pairing.symmetry.comparable[moment]) for moment in _declared(pairing))
    return tuple(
        Ground(
            moment_told(reader, moment),
            criteria_told(reader.voice, one),
            reader.voice.set(one.why),
            _caution(reader, pairing, moment),
        )
        for moment, one in declared
    )


def _declared(pairing: Pairing) -> tuple[str, ...]:
    symmetry = pairing.symmetry
    shown = symmetry.comparable if symmetry.show == "difference" else {}
    declared = (moment for moment in pairing.moments if moment in shown)
    return tuple(moment for moment in declared if all(_is_as_now(one, moment) for one in pairing.both))


def _is_as_now(one: Measured, moment: str) -> bool:
    """Whether no break parts the wave from the latest, whose way of asking was declared comparable."""
    score, study = one.score(moment), one.reader.study
    measure = one.reader.plan.measure[score.measure] if score and score.measure else None
    link = comparable(study, measure, one.wave, one.reader.plan.waves[-1]) if measure else None
    return link is None or link.series is not Series.BREAK


def _pair(pairing: Pairing, moment: str) -> _Pair | None:
    """Both levels; None when either is withheld."""
    customer, employee = (_level(one, moment) for one in pairing.both)
    return (customer, employee) if customer and employee else None


def _level(one: Measured, moment: str) -> _Level | None:
    score = one.score(moment)
    found = one.reader.figures.estimate(score.id, one.wave) if score else None
    return _Level(one, score, found) if score and found else None


def _tested(pairing: Pairing, pairs: Mapping[str, _Pair]) -> Mapping[str, Difference]:
    """Corrected by the study that declares the mirror: one verdict, whichever side's page tells it."""
    found = {moment: _between(*pair) for moment, pair in pairs.items()}
    return pairing.declaring.family({moment: gap for moment, gap in found.items() if gap is not None})


def _between(one: _Level, other: _Level) -> Difference | None:
    ours, theirs = one.side.reader.figures, other.side.reader.figures
    return ours.apart(one.score.id, one.side.wave, theirs, other.score.id, other.side.wave)


def _gap(reader: Reader, bare: Gap, pair: _Pair, tested: Difference) -> Gap:
    told = replace(bare, told=_told(reader, pair, tested))
    if tested.p is None or tested.p_adjusted is None:
        return told
    printer, effect = reader.voice.printer, tested.effect
    return replace(
        told,
        interval=_interval(reader, pair, tested),
        df=printer.number(tested.df),
        effect="" if effect is None else printer.signed(effect, 2),
        p=_p(reader, tested.p),
        p_adjusted=_p(reader, tested.p_adjusted),
    )


def _caution(reader: Reader, pairing: Pairing, moment: str) -> str:
    return reader.voice.say("benchmark.caution") if pairing.symmetry.comparable[moment].different else ""


def _told(reader: Reader, pair: _Pair, tested: Difference) -> Shown:
    """The gap of what is printed (honesty rule 13), under the two numbers it is made of."""
    one, other = pair
    gap, printer = one.printed - other.printed, reader.voice.printer
    text = reader.voice.say(
        f"atelier.mirror.gap.{judge(tested, tested.level).value}",
        customer=who(reader, "customer"),
        employee=who(reader, "employee"),
        size=one.gauge.width(gap, printer),
        gap=one.gauge.gap(gap, printer),
    )
    return Shown(text, one.numbers + other.numbers, float(gap))


def _interval(reader: Reader, pair: _Pair, tested: Difference) -> str:
    if tested.low is None or tested.high is None:
        return ""
    one, other = pair
    n = min(one.found.n, other.found.n)
    return one.gauge.gap_interval(tested.low, tested.high, n, reader.voice.printer)


def _p(reader: Reader, p: float) -> str:
    printed = reader.voice.printer.number(max(p, LEAST_P), 3)
    return reader.voice.say("atelier.mirror.gap.under", least=printed) if p < LEAST_P else printed


def _family(pairing: Pairing, tested: Mapping[str, Difference]) -> str:
    count = sum(gap.p is not None for gap in tested.values())
    return pairing.declaring.family_told("atelier.mirror.gap.family", count)
