"""Where to act first: the rule in words, the quadrant, the ranks with their ties."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from math import inf
from pathlib import PurePosixPath

from generator.findings.finding import Priorities as Ranked
from generator.findings.finding import Priority, Quadrant
from generator.findings.printing import Gauge
from generator.pages.address import Addresses
from generator.pages.models.touched import moment_pages
from generator.pages.reader import Reader
from generator.pages.shown import Change, Figure, Shown
from generator.spec.language import Reference
from generator.spec.models.measuring import Better
from generator.spec.models.measuring import Priorities as Rules
from generator.spec.plan import Statistic
from generator.spec.scores import Score, Unit, named_by
from generator.statistics.estimate import Estimate
from generator.statistics.importance import MOST_FOR_SHAPLEY, Importance, ImportanceMethod

TONES: Mapping[Quadrant, str] = {
    Quadrant.IMPROVE: "improve",
    Quadrant.MAINTAIN: "maintain",
    Quadrant.SURPLUS: "stop",
    Quadrant.WATCH: "stop",
    Quadrant.UNDECIDED: "undecided",
}

Bounds = tuple[float, float, float]
"""A displayed value with its displayed bounds, in the printed unit."""


@dataclass(frozen=True, slots=True)
class Lever:
    """One item under the rule; ``x`` is its importance, ``y`` its performance."""

    score: str
    label: str
    rank: Shown
    is_tied: bool
    quadrant: Quadrant
    quadrant_told: str
    tone: str
    """The verdict whose colour it takes."""
    importance: Figure
    performance: Figure
    change: Change
    x: Bounds
    y: Bounds
    page: PurePosixPath
    moment: PurePosixPath | None = None
    """The page of the moment it is measured at."""


@dataclass(frozen=True, slots=True)
class Axis:
    """One direction of the quadrant: what it says, the unit after its numbers, where it is cut."""

    title: str
    unit: str
    cut: float
    limits: tuple[float, float]
    """The least and the most that can stand on it."""
    is_reversed: bool = False
    """Whether less is better: good news stands at the top all the same."""


@dataclass(frozen=True)
class PrioritiesModel:
    """The ranking, the cuts that made it, and the rule in words."""

    levers: tuple[Lever, ...]
    x: Axis
    y: Axis
    corners: Mapping[Quadrant, str]
    performance: str
    since: str
    caption: str
    rule: str
    lock: str
    explained: str
    description: str
    reliability: str
    """How far the answers to the items go together; empty where importance was not computed."""


@dataclass(frozen=True, slots=True)
class _Rule:
    """The rule of a study with the scores on which it reads each item."""

    reader: Reader
    ranked: Ranked
    rules: Rules

    def performing(self, item: Priority) -> Score:
        """The score of an item's performance."""
        return self._of(self.rules.performance or self.rules.over, item)

    def weighing(self, item: Priority) -> Score | None:
        """The score of an item's importance where it was asked; None where it is computed."""
        asked = self.rules.importance.of if self.rules.importance else None
        return self._of(asked, item) if asked and self.ranked.outcome is None else None

    def _of(self, indicator: str, item: Priority) -> Score:
        scores, lever = self.reader.plan.scores, self.reader.plan.score[item.score]
        known = named_by(scores, Reference(indicator))
        return next((score for score in known if score.item == lever.item), lever)

    @property
    def weight(self) -> Gauge:
        """How importance prints: a share of what is explained, else as it was asked."""
        asked = self.weighing(self.ranked.items[0])
        return self.reader.gauge(asked.id) if asked else self.share

    @property
    def share(self) -> Gauge:
        """How a share of explained variance prints."""
        return Gauge(Unit.SHARE, round_to=self.reader.study.privacy.round_to)

    @property
    def should_fall(self) -> bool:
        """Whether less performance is better."""
        return self.performing(self.ranked.items[0]).better is Better.DOWN

    @property
    def success(self) -> Gauge:
        """How performance prints."""
        return self.reader.gauge(self.performing(self.ranked.items[0]).id)


def priorities_model(reader: Reader, addresses: Addresses) -> PrioritiesModel | None:
    """The priorities of a wave, or None when there is no rule or its model is refused."""
    ranked, rules = reader.subject.findings.priorities, reader.study.priorities
    if ranked is None or rules is None:
        return None
    rule = _Rule(reader, ranked, rules)
    levers = [_lever(rule, addresses, item, *both) for item in ranked.items if (both := _known(item))]
    return _model(rule, sorted(levers, key=_order)) if levers else None


def _known(item: Priority) -> tuple[Estimate, Estimate] | None:
    return (item.importance, item.performance) if item.importance and item.performance else None


def _order(lever: Lever) -> tuple[bool, float]:
    return not lever.rank.text, -lever.x[0]


def _model(rule: _Rule, levers: list[Lever]) -> PrioritiesModel:
    reader, voice = rule.reader, rule.reader.voice
    performance = _performance(rule)
    return PrioritiesModel(
        levers=tuple(levers),
        x=_across(rule),
        y=_upwards(rule, performance),
        corners={quadrant: voice.say(f"quadrant.{quadrant.value}") for quadrant in Quadrant},
        performance=performance,
        since=voice.say("evolution.since", wave=reader.previous) if reader.previous else "",
        caption=_caption(rule),
        rule=_rule_told(rule),
        lock=lock_told(reader),
        explained=_explained(rule),
        description=_description(reader, levers),
        reliability=_reliability(reader),
    )


def _across(rule: _Rule) -> Axis:
    key = "axis_asked" if rule.ranked.outcome is None else "axis_x"
    axis = _axis(rule, rule.weight, rule.ranked.cut_importance)
    return replace(axis, title=rule.reader.voice.say(f"priorities.{key}"))


def _upwards(rule: _Rule, performance: str) -> Axis:
    title = rule.reader.voice.say("priorities.axis_y", label=performance)
    axis = _axis(rule, rule.success, rule.ranked.cut_performance)
    return replace(axis, title=title, is_reversed=rule.should_fall)


def _axis(rule: _Rule, gauge: Gauge, cut: float) -> Axis:
    sign = rule.reader.voice.printer.percent_sign if gauge.unit is Unit.SHARE else ""
    return Axis("", sign, float(_cut(gauge, cut)), _limits(gauge.unit))


def _limits(unit: Unit) -> tuple[float, float]:
    match unit:
        case Unit.SHARE:
            return 0.0, 100.0
        case Unit.POINTS:
            return -100.0, 100.0
        case Unit.SCALE | Unit.NATURAL:
            return -inf, inf


def _cut(gauge: Gauge, cut: float) -> Decimal:
    """A cut as it prints: that of the items' mean has a decimal more than an NPS has."""
    shown = cut * 100 if gauge.unit is Unit.SHARE else cut
    return Decimal(str(shown)).quantize(Decimal("0.1"))


def _lever(
    rule: _Rule, addresses: Addresses, item: Priority, importance: Estimate, performance: Estimate
) -> Lever:
    reader, score = rule.reader, rule.reader.plan.score[item.score]
    return Lever(
        score=item.score,
        label=reader.voice.set(score.label),
        rank=Shown(str(item.rank), reader.planned(item.score, Statistic.RANK)) if item.rank else Shown(""),
        is_tied=item.tied,
        quadrant=item.quadrant,
        quadrant_told=reader.voice.say(f"quadrant.{item.quadrant.value}"),
        tone=TONES[item.quadrant],
        importance=_importance(rule, item, importance),
        performance=reader.figure(rule.performing(item).id),
        change=reader.change(rule.performing(item).id),
        x=_bounds(rule.weight, importance),
        y=_bounds(rule.success, performance),
        page=addresses.question(score.question or ""),
        moment=_moment(reader, score),
    )


def _moment(reader: Reader, score: Score) -> PurePosixPath | None:
    measure = reader.plan.measure.get(score.measure or "")
    return moment_pages(reader).get(measure.moment) if measure and measure.moment else None


def _importance(rule: _Rule, item: Priority, found: Estimate) -> Figure:
    asked = rule.weighing(item)
    if asked is not None:
        return rule.reader.figure(asked.id)
    gauge, printer = rule.share, rule.reader.voice.printer
    printed = gauge.displayed(found.value, found.n)
    shown = Shown(gauge.figure(printed, printer), rule.reader.planned(item.score, Statistic.IMPORTANCE))
    interval = (
        ""
        if found.low is None or found.high is None
        else gauge.interval(found.low, found.high, found.n, printer)
    )
    return Figure(shown, interval, Shown(rule.reader.count(found.n)))


def _bounds(gauge: Gauge, found: Estimate) -> Bounds:
    """Value and bounds as they are displayed: a drawn mark says no more than the text."""
    value = float(gauge.displayed(found.value, found.n))
    if found.low is None or found.high is None:
        return value, value, value
    return value, float(gauge.displayed(found.low, found.n)), float(gauge.displayed(found.high, found.n))


def _performance(rule: _Rule) -> str:
    indicator = rule.reader.study.indicators.get(rule.rules.performance or rule.rules.over)
    if indicator and indicator.label:
        return rule.reader.voice.set(indicator.label)
    kind = rule.performing(rule.ranked.items[0]).kind
    return rule.reader.voice.headline(rule.reader.voice.say(f"total.{kind.value}"))


def _rule_told(rule: _Rule) -> str:
    printer = rule.reader.voice.printer
    cuts = {"importance": (rule.weight, rule.ranked.cut_importance)}
    cuts["performance"] = (rule.success, rule.ranked.cut_performance)
    printed = {name: gauge.figure(_cut(gauge, cut), printer) for name, (gauge, cut) in cuts.items()}
    return rule.reader.voice.say("priorities.rule_down" if rule.should_fall else "priorities.rule", **printed)


def _caption(rule: _Rule) -> str:
    reader, ranked = rule.reader, rule.ranked
    if ranked.r2 is None or ranked.base is None:
        return reader.voice.say("priorities.caption_asked", level=reader.level)
    r2, base = reader.voice.printer.number(ranked.r2, 2), reader.count(ranked.base)
    return reader.voice.say(_weighed(rule), r2=r2, base=base, level=reader.level)


def _weighed(rule: _Rule) -> str:
    """The sentence that names the method: Johnson's when it was declared, or when levers were too many."""
    model = rule.reader.figures.importance(rule.reader.wave)
    if not isinstance(model, Importance) or model.method is ImportanceMethod.SHAPLEY:
        return "priorities.caption"
    return "importance.johnson" if len(model.drivers) > MOST_FOR_SHAPLEY else "importance.johnson_declared"


def _reliability(reader: Reader) -> str:
    """Cronbach's alpha of the items whose weight was computed."""
    found = reader.figures.reliability(reader.wave)
    if found is None:
        return ""
    number, without = reader.voice.printer.number, [one for one in found.without if one is not None]
    told = reader.voice.say(
        "importance.reliability", alpha=number(found.alpha, 2), base=reader.count(found.n)
    )
    if len(without) < len(found.items):
        return told
    ends = {"low": number(min(without), 2), "high": number(max(without), 2)}
    return f"{told} {reader.voice.say('importance.without', **ends)}"


def _explained(rule: _Rule) -> str:
    """What a weight is, and is not."""
    reader, ranked = rule.reader, rule.ranked
    if ranked.outcome is None or ranked.r2 is None or ranked.base is None:
        return reader.voice.say("priorities.asked")
    return reader.voice.say(
        "priorities.explained",
        outcome=reader.voice.quoted(reader.plan.score[ranked.outcome].label),
        r2=reader.voice.printer.number(ranked.r2, 2),
        base=reader.count(ranked.base),
    )


def lock_told(reader: Reader) -> str:
    """When the rules of the wave were frozen, against its fieldwork; empty when they were not."""
    lock, voice = reader.subject.lock, reader.voice
    if lock is None or not reader.wave:
        return ""
    is_before = lock.frozen_on < reader.study.waves[reader.wave].field.start
    key = "lock.before" if is_before else "lock.after"
    return voice.say(key, day=voice.day(lock.frozen_on), hash=lock.short_hash)


def _description(reader: Reader, levers: list[Lever]) -> str:
    """What the quadrant shows, in a sentence for each quarter that holds something."""
    said = []
    for quadrant in Quadrant:
        labels = [reader.voice.quoted(lever.label) for lever in levers if lever.quadrant is quadrant]
        if labels:
            items = reader.voice.spell(labels)
            said.append(reader.voice.say(f"priorities.shows.{quadrant.value}", items=items))
    return " ".join(said)
