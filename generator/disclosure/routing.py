"""R4 to R6 on what a base tells by itself: how people answered the question that it rests on.

Of sixty people who were asked whether they had a claim, forty were asked how it went: forty said yes. A group
made of answers tells the same. Such a base is one number on the question it rests on. So it is shown only
where that question could show a number, and where the number would not say that all gave the same answer; and
what is withheld of that question stays so with the bases beside its tables: the groups in which they may be
shown are searched like its own, after what its tables show.

A group of a finding may rest on a question that is searched later: it is then held to what that question may
show at most.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from generator.aggregates.model import Classes
from generator.disclosure.ladder import RARE, Case, Cases, height, may_tell
from generator.disclosure.memory import Memory
from generator.disclosure.policy import Depth, Policy
from generator.disclosure.withholding import Shown, field_of, withhold
from generator.release import Outcome
from generator.spec.filters import names_in
from generator.spec.groups import EVERYONE, Group, Meeting
from generator.spec.language import Filter
from generator.spec.measures import Measure
from generator.spec.plan import Plan

Table = tuple[str, str]
"""A measure and a group."""


@dataclass(frozen=True, slots=True)
class Rest:
    """What a base tells of another question: ``inside`` of the ``base`` people of a table gave an answer."""

    table: Table
    inside: int
    base: int


@dataclass
class Routes:
    """The bases of one wave that rest on answers, and where they may be shown."""

    cases: Cases
    classes: Classes
    plan: Plan
    policy: Policy
    depth: Depth
    memory: Memory
    _tellable: dict[str, Mapping[str, Outcome]] = field(default_factory=dict)

    def barred(self, cases: Collection[Case], shown: Mapping[str, Shown]) -> frozenset[str]:
        """The groups in which the base of a measure would tell too much of another, searched before it."""
        return frozenset(
            case.group.id for case in cases if any(self._tells(rest, shown) for rest in self._rests(case))
        )

    def _tells(self, rest: Rest, shown: Mapping[str, Shown]) -> bool:
        name, group = rest.table
        case = self.cases[rest.table]
        if name not in shown:
            return not may_tell(case, self.policy) or (
                height(case, self.policy) is not Outcome.FULL and _says_all(rest, case.measure, self.policy)
            )
        if shown[name].outcomes[group] is Outcome.FULL:
            return False
        tellable = self._tellable_of(name, shown[name])
        return tellable[group] is Outcome.WITHHELD or _says_all(rest, case.measure, self.policy)

    def _tellable_of(self, name: str, shown: Shown) -> Mapping[str, Outcome]:
        """What a question could show of each group if it had a number for each, beside what it does show."""
        if name not in self._tellable:
            own = tuple(self.cases[name, group] for group in self.plan.groups_on(name))
            heights = {case.group.id: self._least(case, shown.outcomes[case.group.id]) for case in own}
            known = {group: out for group, out in shown.outcomes.items() if out is not Outcome.WITHHELD}
            searched = field_of(own, self.classes, known)
            found = withhold(searched, heights, self.policy, self.depth, self.memory, is_worth_proving=False)
            self._tellable[name] = found.outcomes
        return self._tellable[name]

    def _least(self, case: Case, outcome: Outcome) -> Outcome:
        match outcome:
            case Outcome.FULL | Outcome.ONE_NUMBER:
                return outcome
            case Outcome.WITHHELD:
                return Outcome.ONE_NUMBER if may_tell(case, self.policy) else Outcome.WITHHELD

    def _rests(self, case: Case) -> Iterator[Rest]:
        """What the base of a table rests on: the filter of its question, the conditions of its group."""
        if case.measure.ask_if is not None:
            # A group that is made of that answer is looked at below: of course all of it gave the answer.
            made_of = {name for m in case.group.members if isinstance(m, Meeting) for name in m.criteria}
            for measure in self._named(case.measure.ask_if):
                table = self._table(measure, case.group)
                if measure.id not in made_of:
                    yield Rest(table, case.n, self.cases[table].n)
        for member in case.group.members:
            if isinstance(member, Meeting):
                around = self._without(case.group, member)
                base = self.cases[self._table(case.measure, around)].n
                for measure in self._named(member.condition):
                    if measure.id != case.measure.id:
                        yield Rest(self._table(measure, around), case.n, base)

    def _named(self, condition: Filter) -> Iterator[Measure]:
        """The questions of the wave that a condition looks at; segments are known without answers."""
        asked = {name for name, _ in self.cases}
        yield from (self.plan.measure[name] for name in names_in(condition) if name in asked)

    def _without(self, group: Group, member: Meeting) -> Group:
        rest = tuple(each for each in group.members if each is not member)
        same = (other for other in self.plan.groups if other.members == rest)
        return next(same, self.plan.group[EVERYONE])

    def _table(self, measure: Measure, group: Group) -> Table:
        return (measure.id, group.id if (measure.id, group.id) in self.cases else EVERYONE)


def _says_all(rest: Rest, measure: Measure, policy: Policy) -> bool:
    """Whether the number says that all, or none, gave an answer; of a sensitive question, nearly so (R5), or
    all but a few (R6)."""
    outside = rest.base - rest.inside
    if not measure.sensitive:
        return outside == 0 or rest.inside == 0
    largest = 100 * max(rest.inside, outside)
    return largest > policy.agreement_cap * rest.base or rest.inside in RARE or outside in RARE
