"""The publication plan: the id of every number that may ever be shown.

The gate and the pages both take it. The gate releases nothing outside it; a page that asks for a
number outside it has a bug of ours. It is made from the spec alone, so it is known, and frozen,
before the data.
"""

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property, lru_cache
from itertools import combinations

from generator.spec.groups import EVERYONE, Group, groups_of
from generator.spec.language import (
    Among,
    Claim,
    Comparison,
    Extreme,
    Figure,
    Ranked,
    Reference,
    StillHolds,
)
from generator.spec.measures import Measure, measures_of
from generator.spec.models import Finding, PriorityRule, QuestionType, Study
from generator.spec.scores import Score, named_by, scores_of
from generator.spec.series import Link, links_of, twin, wordings

_ALIKE_FROM = 4
"""Lines of a grid from which the same answer to all says how it was answered."""


class Statistic(StrEnum):
    """What a number of the plan is."""

    BASE = "base"
    SHARE = "share"
    ASIDE = "aside"
    SCORE = "score"
    CHANGE = "change"
    REST = "versus_rest"
    IMPORTANCE = "importance"
    RANK = "rank"
    RESPONSE_RATE = "response_rate"
    STRAIGHT_LINING = "straight_lining"


@dataclass(frozen=True, slots=True)
class Number:
    """One number that may be shown.

    ``id`` reads ``<study>/<wave>/<group>/<subject>/<statistic>[/<answer>]``.
    """

    study: str
    wave: str
    group: str
    subject: str
    """The id of a measure (bases, shares), of a grid (straight-lining), or of a score (everything else)."""
    statistic: Statistic
    answer: str | None = None

    @property
    def id(self) -> str:
        """The number's address, the same in pages, downloads and the certificate."""
        tail = f"/{self.answer}" if self.answer is not None else ""
        return f"{self.study}/{self.wave}/{self.group}/{self.subject}/{self.statistic.value}{tail}"


@dataclass(frozen=True, slots=True)
class Term:
    """A score in a group."""

    score: str
    group: str = EVERYONE


@dataclass(frozen=True, slots=True)
class Battery:
    """Terms answered by the same people, whose covariances are needed for paired comparisons.

    Ids: ``sat`` (the items of an indicator), ``sat/region=nord`` (the same, in a group that a claim
    names), ``engagement/all`` (the parts of a mean, in each group), ``contact_tient/0`` (the two
    sides of a finding's first claim), ``contact_tient/says/0`` (of the first difference it states).
    """

    id: str
    terms: tuple[Term, ...]


def both(one: str, other: str) -> str:
    """What those who answered two measures are counted under; those who answered one, under its id."""
    return one if one == other else "&".join(sorted((one, other)))


@dataclass(frozen=True, slots=True)
class Drivers:
    """A model of importance: measures that explain an outcome, on complete answers.

    The model reads answers as numbers on their own scale (``Measure.values``), not as the boxes that
    scores make of them: a top box throws away what a regression needs.
    """

    outcome: str
    """The id of the measure explained, such as ``q_nps``."""
    items: tuple[str, ...]
    """Ids of the measures that explain it, in the order of the questionnaire."""
    scores: tuple[str, ...]
    """The score of each item, in the same order: importance and rank are published under its id."""

    @property
    def variables(self) -> tuple[str, ...]:
        """Measure ids, the outcome first."""
        return (self.outcome, *self.items)


@dataclass(frozen=True)
class Plan:
    """Everything a study may publish, wave by wave."""

    study: str
    waves: tuple[str, ...]
    measures: tuple[Measure, ...]
    groups: tuple[Group, ...]
    scores: tuple[Score, ...]
    tables: tuple[tuple[str, str], ...]
    """The (measure, group) pairs that are tabulated; ``tables_in`` leaves out what a wave does not ask."""
    batteries: tuple[Battery, ...]
    drivers: Drivers | None

    def __hash__(self) -> int:
        """Of a part that every field is in agreement with: measures hold maps, which have no hash."""
        return hash((self.study, self.waves, self.tables))

    @cached_property
    def measure(self) -> Mapping[str, Measure]:
        """Measures by id."""
        return {m.id: m for m in self.measures}

    @cached_property
    def group(self) -> Mapping[str, Group]:
        """Groups by id."""
        return {g.id: g for g in self.groups}

    @cached_property
    def score(self) -> Mapping[str, Score]:
        """Scores by id."""
        return {s.id: s for s in self.scores}

    def scores_on(self, measure: str) -> tuple[Score, ...]:
        """The scores of one measure; the first is its lead, the one number of small groups."""
        return tuple(s for s in self.scores if s.measure == measure)

    def score_at(self, indicator: str, moment: str) -> Score | None:
        """The score of an indicator at a moment of the journey; None when it does not measure it."""
        at = (s for s in self.scores if s.indicator == indicator and self.moment_of(s) == moment)
        return next(at, None)

    def moment_of(self, score: Score) -> str | None:
        """The moment of the journey that a score is about; a mean of scores has none."""
        return self.measure[score.measure].moment if score.measure else None

    def measures_under(self, score: Score) -> tuple[str, ...]:
        """The measures a score is computed from: its own, or those of all its parts."""
        if score.measure is not None:
            return (score.measure,)
        return tuple(m for part in score.parts for m in self.measures_under(self.score[part]))

    def tables_in(self, wave: str) -> tuple[tuple[str, str], ...]:
        """The tables of one wave: those of the measures it asks."""
        return tuple((m, group) for m, group in self.tables if self.measure[m].is_asked_in(wave))

    def is_known_in(self, wave: str, score: Score) -> bool:
        """Whether a wave asks what a score is computed from."""
        return all(self.measure[measure].is_asked_in(wave) for measure in self.measures_under(score))

    def grids_in(self, wave: str) -> Mapping[str, tuple[Measure, ...]]:
        """The lines of each grid of a wave on which one may be seen to answer all alike: four and more.

        Of three lines, one answer may be what people think. Sensitive questions are never joined.
        """
        grids: dict[str, tuple[Measure, ...]] = {}
        for measure in self.measures:
            if measure.type is QuestionType.GRID and measure.is_asked_in(wave):
                grids[measure.question] = (*grids.get(measure.question, ()), measure)
        return {
            name: lines
            for name, lines in grids.items()
            if len(lines) >= _ALIKE_FROM and not any(line.sensitive for line in lines)
        }

    def of_measures(self, names: Collection[str]) -> "Plan":
        """The part of it that speaks of some measures, in all their groups."""
        scores = tuple(s for s in self.scores if set(self.measures_under(s)) <= set(names))
        known = {score.id for score in scores}
        has_drivers = self.drivers is not None and set(self.drivers.variables) <= set(names)
        return replace(
            self,
            measures=tuple(m for m in self.measures if m.id in names),
            scores=scores,
            tables=tuple((measure, group) for measure, group in self.tables if measure in names),
            batteries=tuple(b for b in self.batteries if all(term.score in known for term in b.terms)),
            drivers=self.drivers if has_drivers else None,
        )

    def groups_on(self, measure: str) -> tuple[str, ...]:
        """The groups a measure is tabulated in."""
        return tuple(group for name, group in self.tables if name == measure)

    def pairs_of(self, terms: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str, tuple[str, str]]]:
        """Each two of the terms of a battery, (score, group) pairs: their measures and their groups."""
        for (one, group), (other, second) in combinations(terms, 2):
            measures = self.score[one].measure, self.score[other].measure
            if measures[0] is not None and measures[1] is not None:
                yield measures[0], measures[1], (min(group, second), max(group, second))

    @cached_property
    def joined(self) -> tuple[tuple[str, str], ...]:
        """The pairs of measures whose covariance is asked in more groups than one."""
        asked: dict[tuple[str, str], set[tuple[str, str]]] = {}
        for battery in self.batteries:
            for one, other, groups in self.pairs_of((term.score, term.group) for term in battery.terms):
                if one != other:
                    asked.setdefault((min(one, other), max(one, other)), set()).add(groups)
        return tuple(pair for pair, groups in asked.items() if len(groups) > 1)

    @cached_property
    def numbers(self) -> Mapping[str, Number]:
        """Every number that may be shown, by id."""
        return {number.id: number for number in self._numbers()}

    def _numbers(self) -> Iterator[Number]:
        for wave in self.waves:
            for measure, group in self.tables_in(wave):
                yield from self._table_numbers(wave, measure, group)
            for score in self.scores:
                if score.parts and self.is_known_in(wave, score):
                    for group in self.groups_of_score(score):
                        yield from self._score_numbers(wave, group, score.id)
            yield from self._driver_numbers(wave)
            yield Number(self.study, wave, EVERYONE, self.study, Statistic.RESPONSE_RATE)
            for grid in self.grids_in(wave):
                yield Number(self.study, wave, EVERYONE, grid, Statistic.STRAIGHT_LINING)

    def groups_of_score(self, score: Score) -> tuple[str, ...]:
        """The groups a score is known in: its measure's, or those common to all its parts."""
        known = [set(self.groups_on(measure)) for measure in self.measures_under(score)]
        return tuple(g.id for g in self.groups if all(g.id in groups for groups in known))

    def _table_numbers(self, wave: str, measure: str, group: str) -> Iterator[Number]:
        yield Number(self.study, wave, group, measure, Statistic.BASE)
        for code in self.measure[measure].codes:
            yield Number(self.study, wave, group, measure, Statistic.SHARE, code.id)
        for code in self.measure[measure].missing:
            yield Number(self.study, wave, group, measure, Statistic.ASIDE, code.id)
        for score in self.scores_on(measure):
            yield from self._score_numbers(wave, group, score.id)

    def _score_numbers(self, wave: str, group: str, score: str) -> Iterator[Number]:
        yield Number(self.study, wave, group, score, Statistic.SCORE)
        if wave != self.waves[0]:
            yield Number(self.study, wave, group, score, Statistic.CHANGE)
        if self.group[group].segment is not None:
            yield Number(self.study, wave, group, score, Statistic.REST)

    def drivers_in(self, wave: str) -> Drivers | None:
        """The model of importance of one wave: on the items it asks; none without the outcome."""
        drivers = self.drivers
        if drivers is None or not self.measure[drivers.outcome].is_asked_in(wave):
            return None
        pairs = zip(drivers.items, drivers.scores, strict=True)
        asked = [(item, score) for item, score in pairs if self.measure[item].is_asked_in(wave)]
        if not asked:
            return None
        return Drivers(drivers.outcome, tuple(i for i, _ in asked), tuple(s for _, s in asked))

    def _driver_numbers(self, wave: str) -> Iterator[Number]:
        drivers = self.drivers_in(wave)
        for score in drivers.scores if drivers else ():
            yield Number(self.study, wave, EVERYONE, score, Statistic.IMPORTANCE)
            yield Number(self.study, wave, EVERYONE, score, Statistic.RANK)

    @cached_property
    def digest(self) -> str:
        """A hash of the whole plan: two specs that may publish the same numbers share it.

        Straight-lining is left out, which follows from the lines of a grid: waves closed before it was
        computed keep the plan they were released under.
        """
        told = (n.id for n in self.numbers.values() if n.statistic is not Statistic.STRAIGHT_LINING)
        content = [
            sorted(told),
            [[b.id, *map(str, b.terms)] for b in self.batteries],
            str(self.drivers),
        ]
        return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()


def plan_of(study: Study) -> Plan:
    """The plan of a valid study (its references resolve; ``spec.rules`` has checked that)."""
    measures, scores, groups = measures_of(study), scores_of(study), groups_of(study)
    plan = Plan(study.id, tuple(study.waves), measures, groups, scores, (), (), None)
    plan = replace(plan, tables=tuple(_tables(study, plan)))
    return _first(replace(plan, batteries=tuple(_batteries(study, plan)), drivers=_drivers(study, plan)))


@lru_cache(maxsize=32)
def _first(plan: Plan) -> Plan:
    """The first plan met that is equal to this one: its numbers and its digest may be known already."""
    return plan


def _tables(study: Study, plan: Plan) -> Iterator[tuple[str, str]]:
    used = set(_uses_of_named_groups(study, plan))
    for measure in plan.measures:
        for group in plan.groups:
            is_wanted = group.finding is None or (measure.id, group.id) in used
            if is_wanted and _may_divide(measure, group):
                yield measure.id, group.id


def _may_divide(measure: Measure, group: Group) -> bool:
    """Sensitive questions are never crossed on two criteria."""
    return not (measure.sensitive and group.crosses > 1)


def _uses_of_named_groups(study: Study, plan: Plan) -> Iterator[tuple[str, str]]:
    """A group named in a finding is tabulated only where a reference of that finding uses it."""
    for name, finding in study.findings.items():
        for reference in references_of(finding):
            if reference.group in finding.groups and is_own(reference, study):
                for score in named_by(plan.scores, reference):
                    for measure in plan.measures_under(score):
                        yield measure, f"{name}.{reference.group}"


def is_own(reference: Reference, study: Study) -> bool:
    """Whether a reference speaks of its own study; ``@x`` is a wave of the study when it has one."""
    return reference.at is None or reference.at in study.waves or reference.at == study.id


def wave_named(reference: Reference, study: Study) -> str | None:
    """The wave that a reference to its own study names; None when it names none."""
    return reference.at if reference.at in study.waves else reference.at_wave


def references_of(finding: Finding) -> Iterator[Reference]:
    """Every reference a finding makes, in its sentences and its claims."""
    for figure in figures_of(finding):
        yield figure.reference
        if figure.minus:
            yield figure.minus
    for claim in finding.holds:
        yield from references_in(claim)


def figures_of(finding: Finding) -> Iterator[Figure]:
    """Every figure of a finding's sentences; the label of a group is one too."""
    for text in (finding.says, finding.mechanism):
        yield from (part for part in (text.parts if text else ()) if isinstance(part, Figure))


def references_in(claim: Claim) -> Iterator[Reference]:
    """The references a claim compares; a ranking speaks of the priority model instead."""
    match claim:
        case Comparison(left=left, right=right):
            yield left
            if isinstance(right, Reference):
                yield right
        case Extreme(of=of) | Among(of=of):
            yield of
        case Ranked() | StillHolds():
            return


def _batteries(study: Study, plan: Plan) -> Iterator[Battery]:
    found = (
        *_grids(study, plan),
        *_parts(plan),
        *_claimed(study, plan),
        *_stated(study, plan),
        *_expected(study, plan),
        *_overlapping(study, plan),
    )
    yield from {battery.id: battery for battery in found}.values()


def _grids(study: Study, plan: Plan) -> Iterator[Battery]:
    for indicator in study.indicators:
        items = [s for s in plan.scores if s.indicator == indicator and s.is_linear]
        if len(items) > 1:
            yield Battery(indicator, tuple(Term(s.id) for s in items))


def _parts(plan: Plan) -> Iterator[Battery]:
    for score in plan.scores:
        if score.parts:
            for group in plan.groups_of_score(score):
                yield Battery(f"{score.id}/{group}", tuple(Term(part, group) for part in score.parts))


def _claimed(study: Study, plan: Plan) -> Iterator[Battery]:
    """What a claim compares within one wave: the same people may stand on both sides."""
    for name, finding in study.findings.items():
        for index, claim in enumerate(finding.holds):
            match claim:
                case Comparison(left=left, right=Reference() as right):
                    yield from _pair(study, plan, name, f"{name}/{index}", (left, right))
                case Extreme(of=of) | Among(of=of) if of.group is not None and is_own(of, study):
                    terms = _terms(plan, name, finding, of)
                    if len(terms) > 1:
                        yield Battery(f"{of.name}/{terms[0].group}", terms)
                case Comparison() | Extreme() | Among() | Ranked() | StillHolds():
                    continue


def _stated(study: Study, plan: Plan) -> Iterator[Battery]:
    """The differences that sentences state within one wave: their interval is printed."""
    for name, finding in study.findings.items():
        differences = [(f.reference, f.minus) for f in figures_of(finding) if f.minus]
        for index, sides in enumerate(differences):
            yield from _pair(study, plan, name, f"{name}/says/{index}", sides)


def _expected(study: Study, plan: Plan) -> Iterator[Battery]:
    """Under the opportunity rule, what is expected of an item and how well it is served."""
    for item, pair in expectations(study, plan).items():
        yield Battery(f"opportunity/{item}", tuple(Term(score.id) for score in pair))


def _overlapping(study: Study, plan: Plan) -> Iterator[Battery]:
    """Both wordings of a question, where a wave asked both: the offset of the bridge has its error."""
    for score in plan.scores:
        links = links_of(study, plan.measure[score.measure]) if score.measure and score.is_linear else ()
        for link in links:
            if link.overlap is not None and link.overlap.wave in study.waves:
                other = twin(plan.scores, score, _other_wording(study, link, score.measure or ""))
                if other is not None:
                    yield Battery(f"overlap/{score.id}/{link.after}", (Term(score.id), Term(other.id)))


def _other_wording(study: Study, link: Link, measure: str) -> str:
    return next(name for name in wordings(study, link, measure) if name != measure)


def expectations(study: Study, plan: Plan) -> Mapping[str, tuple[Score, Score]]:
    """The importance and the satisfaction of each item under the opportunity rule; none under another."""
    rules = study.priorities
    if rules is None or rules.rule is not PriorityRule.OPPORTUNITY or rules.importance is None:
        return {}
    sides = (rules.importance.of or "", rules.performance or rules.over)
    important, satisfied = (
        {score.item: score for score in named_by(plan.scores, Reference(side)) if score.item}
        for side in sides
    )
    return {item: (score, satisfied[item]) for item, score in important.items() if item in satisfied}


def _pair(
    study: Study, plan: Plan, name: str, battery: str, sides: tuple[Reference, Reference]
) -> Iterator[Battery]:
    waves = {wave_named(side, study) for side in sides}
    if not all(is_own(side, study) for side in sides) or len(waves - {None}) > 1:
        return
    terms = [t for side in sides for t in _terms(plan, name, study.findings[name], side)]
    if len(terms) == 2 and terms[0] != terms[1]:
        yield Battery(battery, tuple(terms))


def _terms(plan: Plan, name: str, finding: Finding, reference: Reference) -> tuple[Term, ...]:
    group = group_id(reference, name, finding)
    return tuple(Term(s.id, group) for s in named_by(plan.scores, reference) if s.is_linear)


def group_id(reference: Reference, name: str, finding: Finding | None) -> str:
    """The id of the group a reference speaks of, seen from the finding ``name``."""
    if reference.group is None:
        return EVERYONE
    if reference.level is not None:
        return f"{reference.group}={reference.level}"
    return f"{name}.{reference.group}" if finding and reference.group in finding.groups else reference.group


def _drivers(study: Study, plan: Plan) -> Drivers | None:
    rules = study.priorities
    if rules is None or rules.rule is not PriorityRule.IMPORTANCE_PERFORMANCE:
        return None
    if rules.importance is None or rules.importance.outcome is None or rules.importance.method == "stated":
        return None
    explained = _numeric(plan, named_by(plan.scores, Reference(rules.importance.outcome)))
    items = _numeric(plan, tuple(s for s in plan.scores if s.indicator == rules.over))
    if len(explained) != 1 or not items:
        return None
    (outcome,) = explained.values()
    return Drivers(outcome, tuple(items.values()), tuple(items))


def _numeric(plan: Plan, scores: tuple[Score, ...]) -> Mapping[str, str]:
    """The measure of each score whose answers are numbers: only they can enter a model of importance."""
    return {s.id: s.measure for s in scores if s.measure is not None and plan.measure[s.measure].values}
