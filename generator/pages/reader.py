"""Reads one study's figures for its pages, each number printed in the study's voice with its id."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TypeVar

from generator.findings.printing import Gauge, base_told, exactly, gauge_of
from generator.pages.library import Library, related
from generator.pages.shown import WITHHELD, Change, Figure, Shown, Span, Way
from generator.pages.subject import Subject
from generator.pages.voice import Voice
from generator.spec.groups import EVERYONE, Group
from generator.spec.measures import Measure
from generator.spec.models import IndicatorKind, Study
from generator.spec.models.measuring import Better
from generator.spec.plan import Number, Plan, Statistic
from generator.spec.scores import Score, Unit
from generator.statistics import NumberRow, adjusted, judge
from generator.statistics.display import decimals, whole
from generator.statistics.estimate import Difference, Estimate, Judgement
from generator.statistics.families import Families
from generator.statistics.figures import Figures

Key = TypeVar("Key")

_ARROWS: Mapping[Judgement, str] = {Judgement.HIGHER: "▲", Judgement.LOWER: "▼"}


@dataclass(frozen=True)
class Reader:
    """One study, read from one of its waves; a study without waves has no figure to read."""

    subject: Subject
    voice: Voice
    library: Library
    as_of: date

    @property
    def study(self) -> Study:
        """The study being read."""
        return self.subject.study

    @property
    def plan(self) -> Plan:
        """Its publication plan."""
        return self.subject.plan

    @property
    def figures(self) -> Figures:
        """Its figures."""
        return self.subject.figures

    @property
    def families(self) -> Families:
        """Its comparisons, each judged in the one family it belongs to."""
        return self.figures.families

    @property
    def wave(self) -> str:
        """The wave the pages speak from; empty for a study that asks no questions."""
        return self.subject.findings.wave

    @cached_property
    def is_invented(self) -> bool:
        """Whether a rehearsal drew the answers of any wave whose figures these pages may print.

        Its own waves, and those of the studies it speaks of: a figure does not become real by being
        quoted on another study's page.
        """
        shown = (
            self.library.subjects.get(name) for name in (self.study.id, *related(self.library, self.study))
        )
        releases = [
            *self.figures.releases.values(),
            *(release for one in shown if one for release in one.figures.releases.values()),
        ]
        return any(release.invented for release in releases)

    @property
    def is_awaiting(self) -> bool:
        """Whether its answers are all to come: nothing but its framing can be told."""
        return bool(self.study.waves) and not self.wave

    @property
    def previous(self) -> str | None:
        """The wave before, if there is one."""
        return self.figures.previous(self.wave) if self.wave else None

    @property
    def rows(self) -> tuple[NumberRow, ...]:
        """Every number of the study, as downloads list it."""
        return self.figures.rows

    @property
    def level(self) -> str:
        """The confidence level: ``95 %``."""
        return self.voice.printer.percent(self.study.statistics.confidence, 0)

    def name(self, score: Score) -> str:
        """What a score is called where it stands alone: its own label, else « NPS », else its question."""
        indicator = self.study.indicators.get(score.indicator or "")
        if score.kind is IndicatorKind.NPS and not (indicator and indicator.label):
            return self.voice.say(f"total.{score.kind.value}")
        return self.voice.headline(self.voice.set(score.label))

    def ends(self, score: Score) -> tuple[str, str] | None:
        """The two ends of the axis a score is drawn on: « 0 % » and « 100 % »."""
        axis, gauge, printer = self._axis(score), self.gauge(score.id), self.voice.printer
        if axis is None:
            return None
        return gauge.figure(exactly(axis[0]), printer), gauge.figure(exactly(axis[1]), printer)

    def gauge(self, score: str) -> Gauge:
        """How a score prints."""
        return gauge_of(self.study, self.plan.score[score])

    def figure(self, score: str, wave: str | None = None, group: str = EVERYONE) -> Figure:
        """A score with its interval and base; withheld when the gate kept it."""
        key = (score, wave or self.wave, group)
        if key not in self._shown:
            self._shown[key] = self._figure(*key)
        return self._shown[key]

    @cached_property
    def _shown(self) -> dict[tuple[str, str, str], Figure]:
        """The figures already printed: a study's pages show each of them five times."""
        return {}

    def _figure(self, score: str, wave: str, group: str) -> Figure:
        found = self.figures.estimate(score, wave, group) if wave else None
        if found is None:
            return Figure.nothing()
        gauge, printer = self.gauge(score), self.voice.printer
        printed = gauge.displayed(found.value, found.n)
        return Figure(
            Shown(
                gauge.figure(printed, printer),
                (self._id(wave, group, score, Statistic.SCORE),),
                float(printed),
            ),
            ""
            if found.low is None or found.high is None
            else gauge.interval(found.low, found.high, found.n, printer),
            self._base_under(found, score, wave, group),
            found.is_small,
            self._span(found, score),
        )

    def _base_under(self, found: Estimate, score: str, wave: str, group: str) -> Shown:
        measure = self.plan.score[score].measure
        return self.base(measure, wave, group) if measure else Shown(self.count(found.n))

    def base(self, measure: str, wave: str | None = None, group: str = EVERYONE) -> Shown:
        """How many answered, as it may be printed."""
        wave = wave or self.wave
        n = self.figures.base(measure, wave, group)
        if n is None:
            return WITHHELD
        return Shown(self.count(n), (self._id(wave, group, measure, Statistic.BASE),), float(n))

    def count(self, n: int) -> str:
        """A base as it may be printed: a band under 30 outside customer studies (privacy rule R8)."""
        return base_told(self.study, n, self.voice.printer)

    def _span(self, found: Estimate, score: str) -> Span | None:
        """Where to draw the estimate, from displayed values only: a mark must not say more than the text."""
        axis = self._axis(self.plan.score[score])
        if axis is None:
            return None
        gauge, (first, last) = self.gauge(score), axis

        def place(value: float | None) -> float | None:
            if value is None:
                return None
            return round((float(gauge.displayed(value, found.n)) - first) / (last - first), 4)

        return Span(place(found.value) or 0.0, place(found.low), place(found.high))

    def _axis(self, score: Score) -> tuple[float, float] | None:
        """The least and the most a score can be, in the printed unit; None where nothing bounds it."""
        match score.unit:
            case Unit.SHARE:
                return 0.0, 100.0
            case Unit.POINTS:
                return -100.0, 100.0
            case Unit.SCALE:
                values = self.plan.measure[self.plan.measures_under(score)[0]].values
                return (min(values.values()), max(values.values())) if values else None
            case Unit.NATURAL:
                question = self.study.questions.get(score.question or "")
                return question.range if question else None

    def change(self, score: str) -> Change:
        """The movement since the previous wave, judged after the correction over all scores of the wave."""
        found, before = self.changes.get(score), self.previous
        now = self.figures.estimate(score, self.wave) if found else None
        then = self.figures.estimate(score, before) if before and found else None
        if found is None or now is None or then is None:
            return Change.nothing()
        gap = self.gauge(score).gap_between(now, then, found)
        return self._told(found, gap, score, Statistic.CHANGE, EVERYONE)

    def moved(self, score: str, group: str, tested: Difference) -> Change:
        """A group's movement since the previous wave, corrected in the family its page tells."""
        before = self.previous
        now = self.figures.estimate(score, self.wave, group)
        then = self.figures.estimate(score, before, group) if before else None
        if now is None or then is None:
            return Change.nothing()
        gap = self.gauge(score).gap_between(now, then, tested)
        return self._told(tested, gap, score, Statistic.CHANGE, group)

    @cached_property
    def changes(self) -> Mapping[str, Difference]:
        """Every score's movement since the previous wave, one family of tests."""
        return self.families.changes(self.wave) if self.wave else {}

    @cached_property
    def trends(self) -> Mapping[str, Difference]:
        """What each score gains in a year over three waves or more that compare, one family of tests."""
        return self.families.trends(self.wave) if self.wave else {}

    def rest(self, score: str, group: str) -> Change:
        """A group against everyone outside it: one verdict, on whatever page it is told."""
        tested = self.families.rest(score, self.wave, group) if self.wave else None
        if tested is None:
            return Change.nothing()
        inside = self.figures.estimate(score, self.wave, group)
        gap = self.gauge(score).displayed(tested.value, inside.n if inside else 0)
        return self._told(tested, gap, score, Statistic.REST, group)

    def groups(self, score: str) -> list[Group]:
        """The groups a score is known in, everyone and groups named in findings apart."""
        known = self.plan.groups_of_score(self.plan.score[score])
        return [g for g in self.plan.groups if g.id in known and g.id != EVERYONE and g.finding is None]

    def family(self, differences: Mapping[Key, Difference]) -> Mapping[Key, Difference]:
        """The same differences with p corrected over all of them."""
        statistics = self.study.statistics
        tested = adjusted(list(differences.values()), statistics.adjust, statistics.confidence)
        return dict(zip(differences, tested, strict=True))

    def family_told(self, key: str, count: int) -> str:
        """How many tests were made together, and what corrects for it; nothing when there was none."""
        if not count:
            return ""
        adjust = self.voice.say(f"adjust.{self.study.statistics.adjust.value}")
        return self.voice.say(key, count=count, level=self.level, adjust=adjust)

    def rests_told(self, scores: Sequence[str]) -> str:
        """The families in which these scores are set against the rest, as pages print them."""
        kinds = [self.families.is_headline(score, self.wave) for score in scores]
        said = (self._rests_told(kind) for kind in (True, False) if kind in kinds)
        return " ".join(one for one in said if one)

    def _rests_told(self, of_headlines: bool) -> str:
        tests = [one for one in self.families.rests(self.wave, of_headlines).values() if one.p is not None]
        return self.family_told("rest.headlines" if of_headlines else "rest.others", len(tests))

    def _told(self, found: Difference, gap: Decimal, score: str, statistic: Statistic, group: str) -> Change:
        gauge, printer, judged = self.gauge(score), self.voice.printer, judge(found, found.level)
        return Change(
            gauge.gap(gap, printer),
            printer.signed(float(gap), -int(gap.as_tuple().exponent)),
            gauge.gap_in_words(gap, printer),
            self.voice.say(f"{statistic.value}.{judged.value}"),
            _way(judged, self.plan.score[score]),
            _ARROWS.get(judged, ""),
            (self._id(self.wave, group, score, statistic),),
        )

    def distribution(self, measure: str, group: str = EVERYONE) -> tuple[Shown, ...]:
        """The share of each answer, in order, printed so that they sum to 100; empty when withheld."""
        shares = self.figures.shares(measure, self.wave, group)
        if not shares:
            return ()
        places = decimals(Unit.SHARE, shares[0][1].n, self.study.privacy.round_to)
        printed = whole([estimate.value for _, estimate in shares], places)
        return tuple(
            self.percent(share, self._id(self.wave, group, measure, Statistic.SHARE, code))
            for (code, _), share in zip(shares, printed, strict=True)
        )

    def percent(self, share: Decimal, *numbers: str) -> Shown:
        """A displayed percentage, with the numbers it is or adds up."""
        places = -int(share.as_tuple().exponent)
        printer = self.voice.printer
        text = f"{printer.number(float(share), places)}{printer.percent_sign}"
        return Shown(text, numbers, float(share))

    def aside(self, measure: Measure) -> list[tuple[str, str]]:
        """What stands outside the base, as the gate rounded it: label, then « 7 % » or « moins de 5 % »."""
        shares = self.figures.aside(measure.id, self.wave) or {}
        under = self.voice.say("aside.under")
        return [
            (
                self.voice.set(measure.label_of(code)),
                under if share is None else self.voice.printer.percent(share, 0),
            )
            for code, share in shares.items()
        ]

    def rate(self, wave: str) -> Shown:
        """The response rate of a wave; nothing when nobody counted the invitations."""
        found = self.figures.response_rate(wave)
        if found is None:
            return WITHHELD
        gauge = Gauge(Unit.SHARE, round_to=self.study.privacy.round_to)
        printed = gauge.displayed(found.value, found.invited)
        number = self._id(wave, EVERYONE, self.study.id, Statistic.RESPONSE_RATE)
        return Shown(gauge.figure(printed, self.voice.printer), (number,), float(printed))

    def planned(self, score: str, statistic: Statistic) -> tuple[str, ...]:
        """The id of a score's number when the plan has one: nothing is planned of what people state."""
        number = Number(self.study.id, self.wave, EVERYONE, score, statistic).id
        return (number,) if number in self.plan.numbers else ()

    def _id(
        self, wave: str, group: str, subject: str, statistic: Statistic, answer: str | None = None
    ) -> str:
        """The id of a number, which must be in the plan: a page that asks outside it has a bug of ours."""
        number = Number(self.study.id, wave, group, subject, statistic, answer).id
        if number not in self.plan.numbers:
            raise KeyError(f"outside the plan: {number}")
        return number


def _way(judged: Judgement, score: Score) -> Way:
    """The news a difference brings; an indicator that names no better side brings none."""
    match judged:
        case Judgement.HIGHER:
            return _news(score, Better.UP)
        case Judgement.LOWER:
            return _news(score, Better.DOWN)
        case Judgement.EQUIVALENT | Judgement.NOT_ESTABLISHED | Judgement.CANNOT_SAY:
            return Way.FLAT


def _news(score: Score, side: Better) -> Way:
    if score.better is None:
        return Way.FLAT
    return Way.UP if score.better is side else Way.DOWN
