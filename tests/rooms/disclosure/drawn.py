"""Small studies drawn by hand: people with levels and answers, and the plan and aggregates they make."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product

import numpy as np

from generator.aggregates.model import Aggregates, Classes, Counts, Summary
from generator.disclosure import Policy, Profile
from generator.spec.groups import EVERYONE, Group, Level, Meeting
from generator.spec.language import Test as Condition
from generator.spec.language import parse_filter
from generator.spec.measures import Code, Measure
from generator.spec.models import IndicatorKind, QuestionType, Tier
from generator.spec.plan import Plan
from generator.spec.scores import Score, Unit

STUDY, WAVE = "drawn", "2026"
CUSTOMERS = Policy(Profile.CUSTOMER)
EMPLOYEES = Policy(Profile.EMPLOYEE, coalition=1)


@dataclass(frozen=True)
class Person:
    """Someone who answered: the level of each segment, the answer to each question (or none)."""

    levels: Mapping[str, str]
    answers: Mapping[str, str]
    weight: float = 1.0


def people(
    count: int, answer: str | Sequence[str] = "1234", question: str = "q", **levels: str
) -> list[Person]:
    """So many people of the same levels; their answers turn through ``answer``."""
    return [Person(levels, {question: answer[i % len(answer)]}) for i in range(count)]


def opinion(name: str = "q", sensitive: bool = False, missing: Iterable[str] = ()) -> Measure:
    """A scale of four points whose two highest are favourable."""
    return Measure(
        id=name,
        question=name,
        item=None,
        type=QuestionType.SCALE,
        label=name,
        column=name,
        codes=tuple(Code(code, code) for code in "1234"),
        missing=tuple(Code(code, code) for code in missing),
        values={code: float(code) for code in "1234"},
        positive=("3", "4"),
        negative=("1", "2"),
        ask_if=None,
        sensitive=sensitive,
        moment=None,
    )


def choice(name: str = "q") -> Measure:
    """A single choice: no score, so no one number."""
    plain = opinion(name)
    return replace(plain, type=QuestionType.SINGLE, values=None, positive=(), negative=())


def duration(name: str = "q") -> Measure:
    """An open number of days."""
    return replace(choice(name), type=QuestionType.NUMERIC, codes=())


def score(measure: Measure, kind: IndicatorKind = IndicatorKind.TOP_BOX, name: str | None = None) -> Score:
    """A score on a measure."""
    coded = {
        IndicatorKind.TOP_BOX: {code.id: float(code.id in measure.positive) for code in measure.codes},
        IndicatorKind.MEAN: measure.values,
    }
    return Score(
        id=name or measure.id,
        indicator=None,
        item=None,
        kind=kind,
        unit=Unit.SHARE,
        measure=measure.id,
        values=coded.get(kind) if measure.codes else None,
        parts=(),
        tier=Tier.SUPPORT,
        better=None,
        label=measure.id,
    )


def level(segment: str, name: str) -> Group:
    """One level of a segment."""
    return Group(f"{segment}={name}", name, (Level(segment, name),), segment=segment, level=name)


def crossed(*groups: Group) -> Group:
    """The people who are in all of these groups."""
    return Group("&".join(g.id for g in groups), "", tuple(m for g in groups for m in g.members))


def meeting(name: str, condition: str, finding: str | None = None) -> Group:
    """The people who meet a condition: a segment of its own, or a group named in a finding."""
    full = f"{finding}.{name}" if finding else name
    return Group(
        full, name, (Meeting(parse_filter(condition)),), segment=None if finding else name, finding=finding
    )


@dataclass(frozen=True)
class Drawn:
    """A plan and the people it is about."""

    respondents: Sequence[Person]
    segments: Mapping[str, str] = field(default_factory=dict)
    """Levels are letters: ``{"region": "ns"}``."""
    measures: tuple[Measure, ...] = (opinion(),)
    scores: tuple[Score, ...] | None = None
    crossings: tuple[tuple[str, str], ...] = ()
    more: tuple[Group, ...] = ()
    invited: int | None = None

    @property
    def groups(self) -> tuple[Group, ...]:
        """Everyone, levels, crossings, then the others."""
        levels = {
            name: [level(name, letter) for letter in letters] for name, letters in self.segments.items()
        }
        plain = [group for groups in levels.values() for group in groups]
        cells = [
            crossed(*cell) for pair in self.crossings for cell in product(*(levels[name] for name in pair))
        ]
        return (Group(EVERYONE, "", ()), *plain, *cells, *self.more)

    @property
    def plan(self) -> Plan:
        """Every measure in every group."""
        tables = tuple((m.id, g.id) for m in self.measures for g in self.groups)
        scores = (
            self.scores if self.scores is not None else tuple(score(m) for m in self.measures if m.values)
        )
        return Plan(STUDY, (WAVE,), self.measures, self.groups, scores, tables, (), None)

    @property
    def aggregates(self) -> Aggregates:
        """What a pass over these people would count."""
        plan = self.plan
        return Aggregates(
            study=STUDY,
            wave=WAVE,
            rows=len(self.respondents),
            invited=self.invited,
            weighted=any(person.weight != 1 for person in self.respondents),
            plan=plan.digest,
            data="0" * 64,
            counts={(m.id, g.id): self._counts(m, g) for m in self.measures for g in self.groups},
            summaries=dict(self._summaries(plan)),
            classes=self._classes(),
            joints={},
            moments=None,
        )

    def members(self, group: Group) -> list[Person]:
        """The people of a group."""
        return [person for person in self.respondents if belongs(person, group)]

    def _counts(self, measure: Measure, group: Group) -> Counts:
        given = [(person.answers.get(measure.id), person.weight) for person in self.members(group)]
        if measure.codes:
            weights = [[w for answer, w in given if answer == code.id] for code in measure.codes]
        else:
            weights = [[w for answer, w in given if answer is not None]]
        return Counts(
            n=np.array([len(cell) for cell in weights]),
            w=np.array([sum(cell) for cell in weights], dtype=float),
            w2=np.array([sum(w * w for w in cell) for cell in weights], dtype=float),
            aside=np.array([sum(a == code.id for a, _ in given) for code in measure.missing], dtype=np.int64),
        )

    def _summaries(self, plan: Plan) -> Iterable[tuple[tuple[str, str], Summary]]:
        for s in plan.scores:
            for group in self.groups:
                given = [p.answers[s.measure] for p in self.members(group) if s.measure in p.answers]
                if given and s.values is None:
                    yield (s.id, group.id), summary([float(value) for value in given], s.kind)

    def _classes(self) -> Classes:
        rows = [tuple(int(belongs(person, g)) for g in self.groups) for person in self.respondents]
        kinds = {row: index for index, row in enumerate(sorted(set(rows)))}
        answered = {m.id: np.zeros(len(kinds), dtype=np.int64) for m in self.measures}
        for row, person in zip(rows, self.respondents, strict=True):
            for measure in self.measures:
                answered[measure.id][kinds[row]] += _answers(measure, person)
        extremes = {m.id: self._extremes(m, kinds) for m in self.measures if not m.codes}
        members = np.array(list(kinds), dtype=np.int8)
        return Classes(tuple(g.id for g in self.groups), members, answered, extremes)

    def _extremes(self, measure: Measure, kinds: Mapping[tuple[int, ...], int]) -> np.ndarray:
        lines = np.zeros((len(kinds), 5))
        for kind, index in kinds.items():
            own = [p for p in self.respondents if tuple(int(belongs(p, g)) for g in self.groups) == kind]
            given = [float(p.answers[measure.id]) for p in own if measure.id in p.answers]
            if given:
                terms = sorted((abs(value) for value in given), reverse=True)
                lines[index] = min(given), max(given), sum(terms), terms[0], [*terms, 0.0][1]
        return lines


def summary(values: list[float], kind: IndicatorKind) -> Summary:
    """A mean or a median of equally weighted values; the median's bounds are its quartiles."""
    dominant = sum(sorted(values)[-2:]) / (sum(values) or 1.0)
    most = max(values.count(value) for value in values) / len(values)
    if kind is IndicatorKind.MEDIAN:
        low, mid, high = np.quantile(values, (0.25, 0.5, 0.75)).tolist()
        return Summary(mid, None, low, high, dominant, most)
    variance = float(np.var(values, ddof=1)) / len(values) if len(values) > 1 else None
    return Summary(float(np.mean(values)), variance, dominant=dominant, most=most)


def belongs(person: Person, group: Group) -> bool:
    """Whether someone is in a group."""
    return all(_is_in(person, member) for member in group.members)


def _answers(measure: Measure, person: Person) -> bool:
    given = person.answers.get(measure.id)
    return given is not None and (not measure.codes or given in {code.id for code in measure.codes})


def _is_in(person: Person, member: Level | Meeting) -> bool:
    if isinstance(member, Level):
        return person.levels.get(member.segment) == member.level
    parts = getattr(member.condition, "parts", (member.condition,))
    return all(
        isinstance(part, Condition) and person.levels.get(part.name) == part.value.text for part in parts
    )
