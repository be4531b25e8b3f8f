"""The figures of one study: every statistic that anyone prints, tests or ranks is asked for here.

Everything is computed from releases alone. None means that a figure is not to be had: withheld by
the gate, not asked in that wave, or a comparison that would be false. Asking for what the plan does
not hold is a bug of ours, and raises KeyError.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields, replace
from functools import cached_property, partial

from generator.release import Release
from generator.spec.groups import EVERYONE
from generator.spec.models import Study
from generator.spec.plan import Drivers, Plan, Term
from generator.spec.scores import Score
from generator.statistics import constants, tests
from generator.statistics.beyond import gained, lead_of
from generator.statistics.bridges import measured
from generator.statistics.composition import Held, held
from generator.statistics.crossing import Independence, independence
from generator.statistics.estimate import Assumption, Difference, Estimate, ResponseRate
from generator.statistics.families import Families
from generator.statistics.importance import (
    Importance,
    ImportanceMethod,
    Refusal,
    RefusalReason,
    importance_of,
)
from generator.statistics.intervals import z_quantile
from generator.statistics.means import Means
from generator.statistics.numbers import NumberRow, number_rows
from generator.statistics.passage import PLAIN, Passage, passage_between
from generator.statistics.reliability import Reliability, reliability_of
from generator.statistics.sampling import estimate_of, population_of
from generator.statistics.trends import YEAR, Step, slope_of
from generator.statistics.variance import Mean, kish

TOLD = (
    *("title", "objective", "links", "diagnosis", "decisions", "readiness", "context", "findings", "actions"),
    *("since_last", "retired", "trials", "workshops", "qualitative", "economics", "gdpr", "method_notice"),
)
"""Keys of a study that are printed beside its figures and that none is computed from."""
_COUNTED = tuple(Study.model_fields.keys() - TOLD)


@dataclass(frozen=True)
class Figures:
    """One study's figures, from its releases by wave.

    Shares are fractions, NPS in points. ``group`` is the id of a group of the plan, ``all`` for
    everyone; ``level`` in a method's name or result is the confidence level of the study.
    """

    study: Study
    """Told with its figures; what they are computed from is all but ``TOLD``."""
    plan: Plan
    releases: Mapping[str, Release]

    def are_of(self, study: Study, plan: Plan, releases: Mapping[str, Release]) -> bool:
        """Whether these are the figures of a study, whatever it tells of them."""
        return (
            plan == self.plan
            and releases.keys() == self.releases.keys()
            and all(releases[wave] is release for wave, release in self.releases.items())
            and all(getattr(study, name) == getattr(self.study, name) for name in _COUNTED)
        )

    def told_by(self, study: Study) -> "Figures":
        """The same figures, of a study that tells them otherwise: what was computed stays so."""
        if study is self.study:
            return self
        told = replace(self, study=study)
        fresh = {field.name for field in fields(self)}
        told.__dict__.update({name: one for name, one in self.__dict__.items() if name not in fresh})
        return told

    @cached_property
    def counted(self) -> Study:
        """The study without what it tells: no figure can come from that."""
        return self.study.model_copy(update=dict.fromkeys(TOLD))

    @property
    def level(self) -> float:
        """The confidence level of the study."""
        return self.counted.statistics.confidence

    def estimate(self, score: str, wave: str, group: str = EVERYONE) -> Estimate | None:
        """A score with its interval."""
        key = (score, wave, group)
        if key not in self._estimates:
            self._estimates[key] = self._estimated(self._means.of(Term(score, group), wave), wave)
        return self._estimates[key]

    def share(self, measure: str, code: str, wave: str, group: str = EVERYONE) -> Estimate | None:
        """The share of one answer, with its interval."""
        return self._estimated(self._means.of_answer(measure, code, group, wave), wave)

    def share_of(
        self, measure: str, codes: Collection[str], wave: str, group: str = EVERYONE
    ) -> Estimate | None:
        """The share of several answers together, with its interval."""
        return self._estimated(self._means.of_answers(measure, codes, group, wave), wave)

    def shares(
        self, measure: str, wave: str, group: str = EVERYONE
    ) -> tuple[tuple[str, Estimate], ...] | None:
        """Every answer with its share, in the order of the questionnaire."""
        codes = (code.id for code in self.plan.measure[measure].codes)
        known = [(code, self.share(measure, code, wave, group)) for code in codes]
        shares = tuple((code, share) for code, share in known if share is not None)
        return shares or None

    def aside(self, measure: str, wave: str, group: str = EVERYONE) -> Mapping[str, float | None] | None:
        """The share of each answer outside the base, as the gate rounded it; None inside is under 5 %."""
        table = self._means.table(measure, wave, group)
        return table.aside if table else None

    def alike(self, grid: str, wave: str) -> tuple[float | None, bool]:
        """The share that answered a grid all alike, as the gate rounded it, and whether anything is told.

        None that is told is under 5 %.
        """
        release = self.releases.get(wave)
        told = release.alike if release else {}
        return told.get(grid), grid in told

    def unanswered(self, wave: str) -> float | None:
        """The mean share of respondents outside the base of the questions asked of everyone in a wave.

        Blank or aside: both leave a question without an answer. Each question counts once, whatever its
        lines. Unweighted, as it tells of the questionnaire and not of opinions; None where no base is told.
        """
        release = self.releases.get(wave)
        if release is None:
            return None
        shares: dict[str, list[float]] = {}
        for measure in self.plan.measures:
            n = self.base(measure.id, wave) if measure.ask_if is None and measure.is_asked_in(wave) else None
            if n is not None:
                shares.setdefault(measure.question, []).append(1 - n / release.rows)
        means = [sum(lines) / len(lines) for lines in shares.values()]
        return sum(means) / len(means) if means else None

    def base(self, measure: str, wave: str, group: str = EVERYONE) -> int | None:
        """How many answered, unweighted."""
        table = self._means.table(measure, wave, group)
        return table.n if table else None

    def n_eff(self, measure: str, wave: str, group: str = EVERYONE) -> float | None:
        """Kish's effective base."""
        table = self._means.table(measure, wave, group)
        return kish(table.n, table.w, table.w2) if table and table.n and table.w and table.w2 else None

    def n_designed(self, score: str, wave: str, group: str = EVERYONE) -> float | None:
        """n over the design effect: the simple random sample that would be as precise (Kish 1965).

        None with weights only, where Kish's effective base says it, and for what cells do not give.
        """
        known, mean = self.plan.score[score], self._means.of(Term(score, group), wave)
        if mean is None or known.values is None or not self._means.spreads[wave].is_designed:
            return None
        if not mean.variance or mean.deviation is None:
            return None
        return mean.deviation**2 * self._means.sampling[wave].left_out / mean.variance

    def previous(self, wave: str) -> str | None:
        """The wave before, if there is one."""
        place = self.plan.waves.index(wave)
        return self.plan.waves[place - 1] if place else None

    def change(
        self, score: str, wave: str, group: str = EVERYONE, since: str | None = None
    ) -> Difference | None:
        """A score minus itself in another wave, the previous one by default."""
        other = since or self.previous(wave)
        term = Term(score, group)
        return self.between(term, term, wave, other) if other else None

    def trend(self, score: str, wave: str, group: str = EVERYONE) -> Difference | None:
        """What a score gains in a year, over the waves up to this one that compare with it, tested.

        None under three such waves: a break puts all that stands before it aside.
        """
        steps = self._steps(Term(score, group), wave)
        granted = self._granted(wave, next((passage for _, passage in steps), PLAIN))
        return slope_of(tuple(step for step, _ in steps), self.level, granted)

    def _steps(self, term: Term, last: str) -> tuple[tuple[Step, Passage], ...]:
        """The waves of a trend, oldest first, each brought to the wording of the last, and how."""
        waves = self.plan.waves[: self.plan.waves.index(last) + 1]
        score, end = self.plan.score[term.score], self.counted.waves[last].field.start
        steps = []
        for wave in waves:
            mean = self._means.of(term, wave) if self.plan.is_known_in(wave, score) else None
            passage = self._passage(score, score, wave, last)
            if mean is not None and mean.variance and passage is not None:
                years = (self.counted.waves[wave].field.start - end).days / YEAR
                bridge = (passage.margin / z_quantile((1 + self.level) / 2)) ** 2
                step = Step(years, mean.value + passage.offset, mean.variance, mean.df, bridge)
                steps.append((step, passage))
        return tuple(steps)

    def held(self, score: str, wave: str) -> tuple[Held, ...]:
        """A score's change since the previous wave at that wave's composition, by segment.

        Segments that cut everyone into levels are read, where each level was released in both waves.
        Nothing across a break or a bridge, whose offset is that of everyone.
        """
        earlier, found = self.previous(wave), self.plan.score[score]
        if earlier is None or self._passage(found, found, earlier, wave) != PLAIN:
            return ()
        granted = self._granted(wave)
        kept = (self._held(found, segment, earlier, wave, granted) for segment in self.counted.segments)
        return tuple(one for one in kept if one is not None)

    def _held(
        self, score: Score, segment: str, earlier: str, wave: str, granted: tests.Assumptions
    ) -> Held | None:
        known = self.plan.groups_of_score(score)
        groups = [group.id for group in self.plan.groups if group.segment == segment and group.id in known]
        then, now = (
            [mean for group in groups if (mean := self._means.of(Term(score.id, group), each)) is not None]
            for each in (earlier, wave)
        )
        is_whole = len(then) == len(now) == len(groups) and self.counted.segments[segment].when is None
        return held(segment, then, now, self.level, granted) if is_whole else None

    def beyond(
        self, score: str, others: Collection[str], wave: str, since: str, group: str = EVERYONE
    ) -> Difference | None:
        """What a score gained between two waves beyond the mean gain of others, tested.

        None where one of them is withheld, across a break or a bridge, or in a panel: how two scores of
        the same persons go together from one wave to the next is not released.
        """
        terms = [Term(name, group) for name in (score, *others)]
        if not all(self._is_plain(term, since, wave) for term in terms):
            return None
        leads = [lead_of(self._means, terms[0], terms[1:], each) for each in (wave, since)]
        now, then = leads
        if now is None or then is None:
            return None
        return gained(now, then, self.level, self._granted(wave))

    def _is_plain(self, term: Term, earlier: str, later: str) -> bool:
        """Whether a score compares between two waves as it is, asked of different people."""
        score = self.plan.score[term.score]
        is_asked = all(self.plan.is_known_in(wave, score) for wave in (earlier, later))
        passage = self._passage(score, score, earlier, later) if is_asked else None
        return passage == PLAIN and self._means.covariance_across(term, term, earlier, later) is None

    def _granted(self, wave: str, passage: Passage = PLAIN) -> tests.Assumptions:
        return tests.assumed(self._assumptions(wave), (Assumption.INDEPENDENT_WAVES,), _assumed_of(passage))

    def between(self, one: Term, other: Term, wave: str, other_wave: str | None = None) -> Difference | None:
        """one − other, tested.

        In one wave the released covariance of those who answered both counts; groups that share
        nobody need none; failing both, the difference is given and not tested. Two waves are taken
        to have asked different people, which the difference says; across a broken series there is
        no difference, and a declared bridge is taken off it.
        """
        other_wave = other_wave or wave
        left, right = self._means.of(one, wave), self._means.of(other, other_wave)
        if left is None or right is None:
            return None
        if other_wave == wave:
            return self._within(one, other, wave, left, right)
        return self._across(one, other, wave, other_wave, left, right)

    def apart(
        self, score: str, wave: str, facing: "Figures", other: str, other_wave: str
    ) -> Difference | None:
        """A score minus that of another study, which asked other people (Welch 1947, Satterthwaite 1946).

        None where either side is withheld.

        Raises:
            ValueError: the two are not in one unit.
        """
        left = self._means.of(Term(score, EVERYONE), wave)
        right = facing._means.of(Term(other, EVERYONE), other_wave)
        if left is None or right is None:
            return None
        if left.unit is not right.unit:
            raise ValueError(f"not in one unit: {score} and {other}")
        granted = tests.assumed(self._assumptions(wave), facing._assumptions(other_wave))
        return tests.independent(left, right, self.level, granted)

    def between_answers(
        self, measure: str, code: str, wave: str, group: str, other: str
    ) -> Difference | None:
        """The share of one answer in a group minus its share in another that shares nobody with it.

        Raises:
            ValueError: somebody may be in both groups: they are not levels of one segment.
        """
        if not self._means.are_disjoint(Term(measure, group), Term(measure, other)):
            raise ValueError(f"not apart: {group} and {other}")
        left, right = (self._means.of_answer(measure, code, each, wave) for each in (group, other))
        if left is None or right is None:
            return None
        plain = tests.independent(left, right, self.level, self._assumptions(wave))
        if self._means.spreads[wave].is_designed:
            gap = self._means.variance_between_answers(measure, code, (group, other), wave)
            plain = tests.paired(left, right, gap, self.level, self._assumptions(wave))
        if plain.p is None:
            return plain
        return tests.scored(plain, self._means.null_variance(measure, code, (group, other), wave))

    def versus_rest(self, score: str, wave: str, group: str) -> Difference | None:
        """A group minus everyone outside it: the cells of all, less those of the group.

        None for figures that cells do not give: medians, numeric means, means of scores.
        """
        term = Term(score, group)
        inside, outside = self._means.of(term, wave), self._means.outside(term, wave)
        if inside is None or outside is None:
            return None
        if self._means.spreads[wave].is_designed:
            variance = self._means.variance_versus_rest(term, wave)
            return tests.paired(inside, outside, variance, self.level, self._assumptions(wave))
        return tests.independent(inside, outside, self.level, self._assumptions(wave))

    def independence(self, measure: str, segment: str, wave: str) -> Independence | None:
        """Whether the answers to a measure depend on a segment at all: the gate of their table.

        None where a level was withheld, where nothing can depend on anything, or where the way people
        were chosen allows no test.
        """
        if not self._means.sampling[wave].has_model:
            return None
        segment_groups = [g.id for g in self.plan.groups if g.segment == segment]
        groups = [group for group in segment_groups if (measure, group) in self.plan.tables]
        crossing = self._means.crossing(measure, tuple(groups), wave)
        return None if crossing is None else independence(crossing)

    def against(
        self, score: str, value: float, wave: str, group: str = EVERYONE, se: float | None = None
    ) -> Difference | None:
        """A score minus a fixed value in the score's unit, or minus an outside figure with its error."""
        mean = self._means.of(Term(score, group), wave)
        if mean is None:
            return None
        if se is None:
            return constants.against(mean, value, self._means.sampling[wave], self.level)
        return tests.against(mean, value, self.level, self._assumptions(wave), se)

    def equivalent(self, difference: Difference, margin: float) -> Difference:
        """The same difference, tested for lying within ±margin (in its own unit)."""
        return tests.equivalence(difference, margin)

    def answers_needed(self, difference: Difference, answers: int, wave: str) -> int | None:
        """Roughly how many answers, instead of these, would settle a test that was left open."""
        is_census = Assumption.NON_RESPONSE_IGNORABLE in difference.assumptions
        population = population_of(self.counted, self.releases[wave]) if is_census else None
        return tests.answers_needed(difference, answers, population)

    def importance(self, wave: str) -> Importance | Refusal:
        """What weighs on the outcome of the priority model, by id of score; or why it is not told."""
        return self._importances.get(wave) or Refusal(RefusalReason.WITHHELD)

    def reliability(self, wave: str) -> Reliability | None:
        """How far the answers to the items of the priority model go together; None without such a model."""
        drivers, release = self.plan.drivers_in(wave), self.releases.get(wave)
        if drivers is None or release is None or release.moments is None:
            return None
        return reliability_of(release.moments, drivers.items)

    def response_rate(self, wave: str) -> ResponseRate | None:
        """How many answered of those invited."""
        release = self.releases.get(wave)
        if release is None or not release.invited:
            return None
        return ResponseRate(release.rows, release.invited, release.rows / release.invited)

    @cached_property
    def families(self) -> Families:
        """The comparisons, each judged in the one family it belongs to."""
        return Families(self)

    @cached_property
    def rows(self) -> tuple[NumberRow, ...]:
        """Every number of the study, as downloads list it."""
        return tuple(number_rows(self))

    @cached_property
    def _estimates(self) -> dict[tuple[str, str, str], Estimate | None]:
        """What was already estimated: pages, tables and downloads ask for the same figures many times."""
        return {}

    @cached_property
    def _means(self) -> Means:
        return Means(self.counted, self.plan, self.releases)

    @cached_property
    def _importances(self) -> Mapping[str, Importance | Refusal]:
        return {wave: self._model(wave) for wave in self.releases}

    def _model(self, wave: str) -> Importance | Refusal:
        drivers, moments = self.plan.drivers_in(wave), self.releases[wave].moments
        if drivers is None:
            return Refusal(RefusalReason.NO_MODEL)
        if moments is None:
            return Refusal(RefusalReason.WITHHELD)
        answered = self.base(drivers.outcome, wave)
        found = importance_of(moments, self._means.sampling[wave], self.level, answered, self._method)
        return found if isinstance(found, Refusal) else _by_score(found, drivers)

    @property
    def _method(self) -> ImportanceMethod:
        rules = self.counted.priorities
        is_johnson = rules and rules.importance and rules.importance.method == ImportanceMethod.JOHNSON.value
        return ImportanceMethod.JOHNSON if is_johnson else ImportanceMethod.SHAPLEY

    def _estimated(self, mean: Mean | None, wave: str) -> Estimate | None:
        return None if mean is None else estimate_of(mean, self._means.sampling[wave], self.level)

    def _assumptions(self, wave: str) -> tests.Assumptions:
        return self._means.sampling[wave].assumptions

    def _within(self, one: Term, other: Term, wave: str, left: Mean, right: Mean) -> Difference:
        if self._means.are_independent(one, other, wave):
            return tests.independent(left, right, self.level, self._assumptions(wave))
        variance = self._means.variance_between(one, other, wave)
        return tests.paired(left, right, variance, self.level, self._assumptions(wave))

    def _passage(self, one: Score, other: Score, earlier: str, later: str) -> Passage | None:
        measuring = partial(measured, self._means, self.level)
        return passage_between(self.counted, self.plan, one, other, earlier, later, measuring)

    def _across(
        self, one: Term, other: Term, wave: str, other_wave: str, left: Mean, right: Mean
    ) -> Difference | None:
        earlier, later = sorted((wave, other_wave), key=self.plan.waves.index)
        scores = self.plan.score[one.score], self.plan.score[other.score]
        passage = self._passage(*scores, earlier, later)
        if passage is None:
            return None
        offset = passage.offset if wave == later else -passage.offset
        bridged = _assumed_of(passage)
        shared = self._means.covariance_across(one, other, earlier, later)
        waves = Assumption.INDEPENDENT_WAVES if shared is None else Assumption.PANEL
        granted = tests.assumed(self._assumptions(wave), self._assumptions(other_wave), (waves,), bridged)
        return tests.independent(left, right, self.level, granted, offset, passage.margin, shared or 0.0)


def _assumed_of(passage: Passage) -> tests.Assumptions:
    """What must be granted of the way from one wave to the other."""
    said = {
        Assumption.BRIDGED_SERIES: passage.is_bridged,
        Assumption.MEASURED_BRIDGE: passage.is_measured,
        Assumption.BRIDGE_APART: passage.is_apart,
    }
    return tuple(assumption for assumption, is_so in said.items() if is_so)


def _by_score(importance: Importance, drivers: Drivers) -> Importance:
    """The model reads measures; importance is published under their scores."""
    score = dict(zip(drivers.items, drivers.scores, strict=True))
    return replace(
        importance,
        drivers=tuple(score[measure] for measure in importance.drivers),
        excluded=tuple(score[measure] for measure in importance.excluded),
    )
