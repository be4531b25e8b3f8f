"""R3 and R4 on bases that no table has: those of a group who answered two questions.

A covariance sums products of answers over them. Two groups may differ by enough people on each question and
by one person on both: with the means of both questions, what one covariance leaves of the other is then a
number on this person alone. So the groups of each pair of questions are searched like those of a question.
Two groups of one question give a number on a crossing of them: it is searched beside that question's tables.

Batteries are looked at all together, which is nearly always enough; otherwise one after the other, in the
order of the plan, each beside those that were let through. What stays is what was searched last: sound
whatever the order.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from generator.aggregates.model import Aggregates, Headcount, Ints, Joint
from generator.disclosure.oracle import combinations_of_few
from generator.disclosure.policy import Depth, Policy
from generator.disclosure.withholding import overlaps
from generator.release import Covariance, Outcome
from generator.spec.groups import EVERYONE
from generator.spec.plan import Plan, Term, both

Outcomes = Mapping[tuple[str, str], Outcome]
"""What was decided, by (measure, group)."""
Pair = tuple[str, str]
Bases = Mapping[Pair, Ints]
"""The people that numbers speak of: by pair of measures, a row per group and a column per class."""


def told_apart(
    aggregates: Aggregates, plan: Plan, outcomes: Outcomes, policy: Policy, depth: Depth
) -> Collection[str]:
    """The batteries that may be told together: no combination of their groups speaks of a few people."""
    sight = _Sight(aggregates, plan, outcomes, policy, depth)
    asked = {b.id: sight.bases(aggregates.joints[b.id]) for b in plan.batteries if b.id in aggregates.joints}
    if not sight.tells_few(asked.values()):
        return asked.keys()
    kept: dict[str, Bases] = {}
    for name, bases in asked.items():
        if not sight.tells_few([*kept.values(), bases]):
            kept[name] = bases
    return kept.keys()


def bases_of_two(told: Mapping[str, Covariance], aggregates: Aggregates, plan: Plan) -> Mapping[Pair, int]:
    """How many of everyone answered both of two questions whose covariance is told."""
    found: dict[Pair, int] = {}
    for name, covariance in told.items():
        joint = aggregates.joints[name]
        place = {term: index for index, term in enumerate(joint.terms)}
        everyone = [term for term in covariance.terms if term[1] == EVERYONE]
        for term, other in combinations(everyone, 2):
            one, second = plan.score[term[0]].measure, plan.score[other[0]].measure
            if one is not None and second is not None and one != second:
                found[one, second] = int(joint.people[place[term], place[other]])
    return found


@dataclass(frozen=True)
class _Sight:
    aggregates: Aggregates
    plan: Plan
    outcomes: Outcomes
    policy: Policy
    depth: Depth

    def bases(self, joint: Joint) -> Bases:
        """The people behind each two terms of a battery, of those whose distribution is shown."""
        shown = [term for term in joint.terms if self._is_full(Term(*term))]
        found: dict[Pair, list[Ints]] = defaultdict(list)
        for one, other, (group, second) in self.plan.pairs_of(shown):
            found[min(one, other), max(one, other)].append(self._column(group) * self._column(second))
        return {pair: np.array(rows) for pair, rows in found.items()}

    def tells_few(self, asked: Collection[Bases]) -> bool:
        """Whether what is asked, put together, tells of fewer people than a base needs."""
        pairs = dict.fromkeys(pair for bases in asked for pair in bases)
        return any(
            self._tells_few(pair, np.vstack([bases[pair] for bases in asked if pair in bases]))
            for pair in pairs
        )

    def _tells_few(self, pair: Pair, asked: Ints) -> bool:
        rows = np.unique(np.vstack([asked, *self._tables(pair)]), axis=0)
        if len(np.unique(asked, axis=0)) < 2 and pair[0] != pair[1]:
            return False  # one group: how many are in it is looked at where it is written
        answered = self.aggregates.classes.answered[both(*pair)]
        if any(self._is_of(name, answered, asked) for name in pair):
            return False
        kinds, of = np.unique(rows[:, answered > 0], axis=1, return_inverse=True)
        people = np.bincount(of.reshape(-1), weights=answered[answered > 0]).astype(np.int64)
        kinds = kinds[kinds.any(axis=1)]
        smallest = max(self.policy.smallest(self.plan.measure[name]) for name in pair)
        return _are_few_apart(kinds, people, smallest) or self._are_few(kinds, people, smallest)

    def _is_of(self, measure: str, answered: Headcount, asked: Ints) -> bool:
        """Whether nothing is asked but what a question's own tables tell, of the same people: it was
        searched with them."""
        if not np.array_equal(answered, self.aggregates.classes.answered[measure]):
            return False
        known = {row.tobytes() for table in self._tables((measure, measure)) for row in table}
        return all(row.tobytes() in known or not row.any() for row in asked)

    def _are_few(self, kinds: Ints, people: Ints, smallest: int) -> bool:
        match self.depth:
            case Depth.PREVIEW:
                return False
            case Depth.FREEZE:
                return len(combinations_of_few(kinds, people, smallest)) > 0

    def _tables(self, pair: Pair) -> Iterator[Ints]:
        """The groups that the tables of one question show: none is shown of two questions together."""
        for (measure, group), outcome in self.outcomes.items():
            if pair == (measure, measure) and outcome is not Outcome.WITHHELD:
                yield self._column(group)[None, :]

    def _column(self, group: str) -> Ints:
        classes = self.aggregates.classes
        return classes.member[:, classes.groups.index(group)].astype(np.int64)

    def _is_full(self, term: Term) -> bool:
        measures = self.plan.measures_under(self.plan.score[term.score])
        return all(self.outcomes[measure, term.group] is Outcome.FULL for measure in measures)


def _are_few_apart(kinds: Ints, people: Ints, smallest: int) -> bool:
    sizes, common = overlaps(kinds, people)
    apart = sizes[:, None] + sizes[None, :] - 2 * common
    return bool(((apart > 0) & (apart < smallest)).any())
