"""What a release shows and what it withholds, by family of rules, as far as the release itself tells.

Everything here is computed from a release and a spec, so whoever has read the pages could have computed it:
telling it tells nothing more. The rules that look at answers make one family, never divided. That a group is
small (R1), unanimous (R5) or kept back to protect another (R3, R9) is a fact about people. Counting these
apart would tell it too: where two levels of a segment are withheld, "one is small, one protects it" bounds
the size of both, and where one is, the count is the reason. R16 forbids the reason of a cell, and a sum over
few cells is one.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from generator.errors import Diagnostic
from generator.release import Outcome, Release, Table
from generator.spec.filters import names_in
from generator.spec.groups import Group, Level, Membership
from generator.spec.language import And, Filter, In, Not, Op, Or, Test
from generator.spec.measures import Measure
from generator.spec.models import Study
from generator.spec.plan import Plan
from generator.spec.regrouping import crossing_of


class Family(StrEnum):
    """Why a table shows less than everything, in words that a release already says."""

    SPEC = "spec"
    """The spec decides, whatever the answers: sensitive crossings, too many of them (R7, R17), or no one
    number that could stand for the distribution."""
    ROUTE = "route"
    """The questionnaire asks the question of others: nobody here was asked, by the spec's own route."""
    CROSSING = "crossing"
    """A crossing shows one number, whatever its size: R7."""
    BASE = "base"
    """Between the threshold and the base of a distribution, one number is shown, with its base: R7."""
    PEOPLE = "people"
    """The answers decide: too few, too alike, or needed to keep others from being computed (R1 to R6, R9,
    R12). Never told apart."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many tables (a question in a group) were asked, and how much of them is shown."""

    asked: int
    full: int
    one_number: int

    @property
    def shown(self) -> int:
        """Tables of which something is published."""
        return self.full + self.one_number

    @property
    def withheld(self) -> int:
        """Tables of which nothing is."""
        return self.asked - self.shown


def tally(release: Release, groups: Collection[str]) -> Tally:
    """The tables of a release in some groups."""
    found = Counter(table.outcome for (_, group), table in release.tables.items() if group in groups)
    return Tally(found.total(), found[Outcome.FULL], found[Outcome.ONE_NUMBER])


def plain_groups(plan: Plan) -> frozenset[str]:
    """The groups of a plan but for its declared crossings."""
    return frozenset(group.id for group in plan.groups if not crossing_of(group))


def families(plan: Plan, release: Release) -> Mapping[Family, int]:
    """How many tables show less than everything, by family."""
    known = _Known.of(plan, release)
    found = Counter(known.family(table) for table in release.tables.values())
    return {family: found[family] for family in Family if found[family]}


@dataclass(frozen=True)
class _Known:
    """What decides of a table before any answer is looked at."""

    plan: Plan
    policy: Mapping[str, int | str | bool]
    sensitive: frozenset[str]
    admitted: frozenset[frozenset[str]]

    @classmethod
    def of(cls, plan: Plan, release: Release) -> "_Known":
        policy = release.certificate.policy
        crossings = dict.fromkeys(frozenset(_criteria(group)) for group in plan.groups if group.crosses > 1)
        sensitive = frozenset(str(policy["uncrossed"]).split())
        return cls(plan, policy, sensitive, frozenset(list(crossings)[: int(policy["max_pairs"])]))

    def family(self, table: Table) -> Family | None:
        match table.outcome:
            case Outcome.FULL:
                return None
            case Outcome.ONE_NUMBER:
                return self._shortened(table)
            case Outcome.WITHHELD:
                return self._hidden(table)

    def _hidden(self, table: Table) -> Family:
        group, measure = self.plan.group[table.group], self.plan.measure[table.measure]
        if measure.ask_if is not None and any(_excludes(measure.ask_if, member) for member in group.members):
            return Family.ROUTE
        return Family.SPEC if self._is_decided(group, measure) else Family.PEOPLE

    def _shortened(self, table: Table) -> Family:
        if self.plan.group[table.group].crosses > 1:
            return Family.CROSSING
        is_middling = table.n is not None and table.n < int(self.policy["one_number_below"])
        return Family.BASE if is_middling else Family.PEOPLE

    def _is_decided(self, group: Group, measure: Measure) -> bool:
        if group.crosses < 2:
            return False
        criteria = frozenset(_criteria(group))
        is_forbidden = measure.sensitive or bool(criteria & self.sensitive)
        is_beyond = len(criteria) > int(self.policy["max_cross"]) or criteria not in self.admitted
        return is_forbidden or is_beyond or not self.plan.scores_on(measure.id)


def _excludes(asked: Filter, member: Membership) -> bool:
    """Whether a route names other levels of a segment than this one, and so asks nobody of it."""
    match asked:
        case And(parts=parts):
            return any(_excludes(part, member) for part in parts)
        case Test(name=name, op=Op.EQ, value=value):
            return isinstance(member, Level) and member.segment == name and member.level != value.text
        case In(name=name, values=values):
            named = {str(value) for value in values}
            return isinstance(member, Level) and member.segment == name and member.level not in named
        case Test() | Not() | Or():
            return False


def _criteria(group: Group) -> Iterable[str]:
    for member in group.members:
        yield from (member.segment,) if isinstance(member, Level) else names_in(member.condition)


def unpublished(study: Study, plan: Plan, release: Release) -> Iterator[Diagnostic]:
    """V03 for each segment with levels that some questions are not told of: their names, and no reason."""
    for segment, counts in held_back(study, plan, release).items():
        own = (group for group in plan.groups if group.segment == segment)
        names = [group.label for group in own if counts.get(group.level or "")]
        if names:
            label = study.segments[segment].label or segment
            values = {"segment": label, "levels": ", ".join(names), "wave": release.wave, "study": study.id}
            yield Diagnostic("V03", study.where("segments", segment), values)


def held_back(study: Study, plan: Plan, release: Release) -> Mapping[str, Mapping[str, int]]:
    """For each segment, its levels with the number of questions that are not told of them.

    A question put to some people only is left out: elsewhere nobody answered it, by the spec's own route.
    """
    routed = {name for name, question in study.questions.items() if question.ask_if is not None}
    asked = [m.id for m in plan.measures if m.question not in routed and m.is_asked_in(release.wave)]
    return {
        segment: {
            group.level: sum(_is_withheld(release, measure, group.id) for measure in asked)
            for group in plan.groups
            if group.segment == segment and group.level is not None
        }
        for segment in study.segments
    }


def _is_withheld(release: Release, measure: str, group: str) -> bool:
    table = release.tables.get((measure, group))
    return table is not None and table.outcome is Outcome.WITHHELD
