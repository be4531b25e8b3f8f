"""Priorities by opportunity: what is expected, what is lived, and the room between the two."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from pathlib import PurePosixPath

from generator.findings.finding import Expectation
from generator.findings.printing import Gauge
from generator.pages.address import Addresses
from generator.pages.models.priorities import lock_told
from generator.pages.reader import Reader
from generator.pages.shown import WITHHELD, Figure, Shown, Span
from generator.spec.scores import Unit
from generator.statistics.estimate import Difference, Estimate
from generator.statistics.opportunity import TOP, Zone

TONES: Mapping[Zone, str] = {
    Zone.UNDERSERVED: "improve",
    Zone.SERVED: "maintain",
    Zone.OVERSERVED: "stop",
    Zone.UNDECIDED: "undecided",
}
_TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class ExpectationLine:
    """One item under the rule."""

    label: str
    rank: str
    is_tied: bool
    zone: Zone
    told: str
    tone: str
    importance: Figure
    satisfaction: Figure
    gap: Shown
    score: Figure
    page: PurePosixPath


@dataclass(frozen=True)
class OpportunityPage:
    """The ranking, the rule in words, and what it says."""

    lines: tuple[ExpectationLine, ...]
    important: str
    satisfied: str
    stretch: Span
    """The whole axis of the score, with the line on it."""
    rule: str
    lock: str
    description: str
    has_ties: bool


def opportunity_page(reader: Reader, addresses: Addresses) -> OpportunityPage | None:
    """The page of a study whose rule is opportunity; None under another."""
    found, rules = reader.subject.findings.opportunities, reader.study.priorities
    if found is None or rules is None:
        return None
    lines = sorted((_line(reader, addresses, item) for item in found.items), key=_order)
    important = rules.importance.of if rules.importance and rules.importance.of else ""
    line = reader.voice.printer.number(found.line, 0 if found.line == int(found.line) else 1)
    return OpportunityPage(
        lines=tuple(lines),
        important=_named(reader, important),
        satisfied=_named(reader, rules.performance or rules.over),
        stretch=Span(found.line / TOP, 0.0, 1.0),
        rule=reader.voice.say("opportunity.rule", line=line, level=reader.level),
        lock=lock_told(reader),
        description=_description(reader, lines),
        has_ties=any(one.is_tied for one in lines),
    )


def _named(reader: Reader, indicator: str) -> str:
    declared = reader.study.indicators[indicator]
    return reader.voice.headline(reader.voice.set(declared.label or indicator.replace("_", " ")))


def _order(line: ExpectationLine) -> tuple[bool, int, float]:
    return not line.rank, int(line.rank or 0), -line.score.value.size


def _line(reader: Reader, addresses: Addresses, item: Expectation) -> ExpectationLine:
    score, voice = reader.plan.score[item.satisfaction_of], reader.voice
    return ExpectationLine(
        label=voice.set(score.label),
        rank=str(item.rank) if item.rank else "",
        is_tied=item.tied,
        zone=item.zone,
        told=voice.say(f"opportunity.zone.{item.zone.value}"),
        tone=TONES[item.zone],
        importance=reader.figure(item.importance_of),
        satisfaction=reader.figure(item.satisfaction_of),
        gap=_gap(reader, item),
        score=_score(reader, item),
        page=addresses.question(score.question or ""),
    )


def _ids(reader: Reader, item: Expectation) -> tuple[str, ...]:
    """The two numbers that a gap or a score is made of: nothing else of them is planned."""
    figures = (reader.figure(item.importance_of), reader.figure(item.satisfaction_of))
    return tuple(number for figure in figures for number in figure.value.numbers)


def _displayed(reader: Reader, estimate: Estimate) -> Decimal:
    """A share as it prints, in per cent: what is made of it says no more than it does."""
    return Gauge(Unit.SHARE, round_to=reader.study.privacy.round_to).displayed(estimate.value, estimate.n)


def _gap(reader: Reader, item: Expectation) -> Shown:
    if item.importance is None or item.satisfaction is None:
        return WITHHELD
    gap = _displayed(reader, item.importance) - _displayed(reader, item.satisfaction)
    text = reader.voice.printer.points(float(gap), -int(gap.as_tuple().exponent))
    return Shown(f"{text}{_judged(reader, item.gap)}", _ids(reader, item), float(gap))


def _judged(reader: Reader, gap: Difference | None) -> str:
    if gap is None or (gap.p_adjusted if gap.p_adjusted is not None else gap.p) is None:
        return ""
    p = gap.p_adjusted if gap.p_adjusted is not None else gap.p
    is_established = p is not None and p <= 1 - reader.study.statistics.confidence
    return "" if is_established else f", {reader.voice.say('opportunity.unestablished')}"


def _score(reader: Reader, item: Expectation) -> Figure:
    if item.importance is None or item.satisfaction is None or item.score is None:
        return Figure.nothing()
    expected, lived = _displayed(reader, item.importance), _displayed(reader, item.satisfaction)
    score = ((expected + max(expected - lived, Decimal(0))) / 10).quantize(_TENTH, ROUND_HALF_EVEN)
    printer, low, high = reader.voice.printer, item.score.low, item.score.high
    value = Shown(printer.number(float(score), 1), _ids(reader, item), float(score))
    if low is None or high is None:
        return Figure(value, span=Span(float(score) / TOP, None, None))
    ends = printer.interval(printer.number(low, 1), printer.number(high, 1))
    # Drawn from what is printed, as every mark is.
    span = Span(float(score) / TOP, round(low, 1) / TOP, round(high, 1) / TOP)
    return Figure(value, ends, span=span)


def _description(reader: Reader, lines: list[ExpectationLine]) -> str:
    """What the ranking says, in a sentence for each zone that holds something."""
    said = []
    for zone in Zone:
        labels = [reader.voice.quoted(line.label) for line in lines if line.zone is zone]
        if labels:
            said.append(reader.voice.say(f"opportunity.shows.{zone.value}", items=reader.voice.spell(labels)))
    return " ".join(said)
