"""Which comparisons are judged together: each belongs to one family, so that it has one verdict everywhere.

A page that corrected over its own tests would call established what another page, which tests more of
them, does not. Families follow from the spec and never from a page:

- a group against everyone outside it, on the headlines of a wave: what a study says it looks at first;
- a group against everyone outside it, on all other figures of the wave;
- the movement of every figure since the wave before, and its slope over three waves or more;
- the movement of each group, on the headlines and on the figures of moments;
- the groups of one segment, or of one declared crossing, against each other, on the figures of one question.

Two studies have one family of their own, which the study that declares their mirror corrects: the gaps
between customers and employees that it says compare, of one pair of waves (``Figures.apart``).

Findings and pages ask here, and nobody corrects these comparisons again.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import combinations
from typing import TYPE_CHECKING

from generator.spec.groups import EVERYONE, Group, Level
from generator.spec.models import Tier
from generator.spec.plan import Plan, Term
from generator.spec.scores import Score
from generator.statistics.adjust import adjusted
from generator.statistics.estimate import Difference

if TYPE_CHECKING:
    from generator.statistics.figures import Figures

Compared = tuple[str, ...]
"""A score, then the group set against everyone outside it, or the two set against each other."""
Division = tuple[str, ...]
"""One segment, or the segments that a declared crossing names."""

MOST_HEADLINES = 3


# Asked once for each figure that is set against the rest.
@lru_cache(maxsize=64)
def headlines_in(plan: Plan, wave: str) -> tuple[Score, ...]:
    """The headline scores that a wave asks; its first indicators when none is declared a headline."""
    known = [score for score in plan.scores if plan.is_known_in(wave, score)]
    declared = [score for score in known if score.tier is Tier.HEADLINE]
    return tuple((declared or [score for score in known if score.indicator is not None])[:MOST_HEADLINES])


def division_of(group: Group) -> Division | None:
    """What a group is a part of; None for everyone, and for a group that a finding names."""
    if group.segment is not None:
        return (group.segment,)
    named = tuple(member.segment for member in group.members if isinstance(member, Level))
    return named if named and group.finding is None else None


@dataclass(frozen=True)
class Families:
    """The corrected comparisons of one study, by wave; what cannot be had is absent."""

    figures: "Figures"

    def changes(self, wave: str) -> Mapping[str, Difference]:
        """Every score's movement since the wave before."""
        if self._previous(wave) is None:
            return {}
        moved = (((score.id,), self.figures.change(score.id, wave)) for score in self._plan.scores)
        return {score: one for (score,), one in self._together(("changes", wave), moved).items()}

    def trends(self, wave: str) -> Mapping[str, Difference]:
        """What each score gains in a year, over three waves or more that compare."""
        if self._previous(wave) is None:
            return {}
        slopes = (((score.id,), self.figures.trend(score.id, wave)) for score in self._plan.scores)
        return {score: one for (score,), one in self._together(("trends", wave), slopes).items()}

    def shifts(self, wave: str) -> Mapping[Compared, Difference]:
        """The movement since the wave before of each level of a segment, on headlines and moments."""
        return {} if self._previous(wave) is None else self._together(("shifts", wave), self._shifted(wave))

    def rests(self, wave: str, of_headlines: bool) -> Mapping[Compared, Difference]:
        """Every level of a segment against everyone outside it, on the headlines or on all else."""
        return self._together(("rests", wave, str(of_headlines)), self._against_rest(wave, of_headlines))

    def rest(self, score: str, wave: str, group: str) -> Difference | None:
        """One group against everyone outside it."""
        return self.rests(wave, self.is_headline(score, wave)).get((score, group))

    def is_headline(self, score: str, wave: str) -> bool:
        """Whether a score is judged among the headlines of a wave."""
        return score in {one.id for one in headlines_in(self._plan, wave)}

    def duels(self, question: str, wave: str, division: Division) -> Mapping[Compared, Difference]:
        """The groups of a division against each other, on the figures of one question.

        Two groups that are everyone make the comparison of one of them with the rest: it is judged there.
        """
        groups = [group.id for group in self._plan.groups if division_of(group) == division]
        found = self._together(("duels", question, wave, *division), self._duels(question, wave, groups))
        return {duel: self._as_rest(duel, wave, groups, tested) for duel, tested in found.items()}

    def told(self, one: Term, wave: str, other: Term, other_wave: str) -> Difference | None:
        """How one − other is judged where pages tell it; None for what no family holds.

        A group differs from all as it differs from everyone outside it: one test tells both.
        """
        if one.score != other.score:
            return None
        if wave != other_wave:
            return self._told_since(one, wave, other, other_wave)
        groups = {one.group, other.group} - {EVERYONE}
        if len(groups) == 1 and one.group != other.group:
            return self.rest(one.score, wave, groups.pop())
        return self._told_between(one.score, wave, one.group, other.group)

    def _told_since(self, one: Term, wave: str, other: Term, other_wave: str) -> Difference | None:
        earlier, later = sorted((wave, other_wave), key=self._plan.waves.index)
        if self._previous(later) != earlier or one.group != other.group:
            return None
        if one.group == EVERYONE:
            return self.changes(later).get(one.score)
        return self.shifts(later).get((one.score, one.group))

    def _told_between(self, score: str, wave: str, one: str, other: str) -> Difference | None:
        division, question = division_of(self._plan.group[one]), self._plan.score[score].question
        if division is None or question is None or division != division_of(self._plan.group[other]):
            return None
        found = self.duels(question, wave, division)
        return found.get((score, one, other)) or found.get((score, other, one))

    def _shifted(self, wave: str) -> Iterator[tuple[Compared, Difference | None]]:
        leading = headlines_in(self._plan, wave)
        known = (score for score in self._plan.scores if self._plan.is_known_in(wave, score))
        moments = (score for score in known if score.tier is Tier.MOMENT and score not in leading)
        for score in (*leading, *moments):
            for group in self._levels_of(score):
                yield (score.id, group), self.figures.change(score.id, wave, group)

    def _levels_of(self, score: Score) -> Iterator[str]:
        """The levels of segments in which a score is known."""
        known = self._plan.groups_of_score(score)
        return (group.id for group in self._plan.groups if group.id in known and group.segment is not None)

    def _against_rest(self, wave: str, of_headlines: bool) -> Iterator[tuple[Compared, Difference | None]]:
        first = {one.id for one in headlines_in(self._plan, wave)}
        for score in self._plan.scores:
            if (score.id in first) is of_headlines and self._plan.is_known_in(wave, score):
                for group in self._levels_of(score):
                    yield (score.id, group), self.figures.versus_rest(score.id, wave, group)

    def _duels(
        self, question: str, wave: str, groups: Sequence[str]
    ) -> Iterator[tuple[Compared, Difference | None]]:
        for score in self._plan.scores:
            is_asked = score.question == question and self._plan.is_known_in(wave, score)
            if is_asked and set(groups) <= set(self._plan.groups_of_score(score)):
                for one, other in combinations(groups, 2):
                    terms = Term(score.id, one), Term(score.id, other)
                    yield (score.id, one, other), self.figures.between(*terms, wave)

    def _as_rest(self, duel: Compared, wave: str, groups: Sequence[str], tested: Difference) -> Difference:
        score, one, other = duel
        rest = self.rest(score, wave, one) if len(groups) == 2 else None
        if rest is None or not self._are_everyone(score, wave, one, other):
            return tested
        return replace(tested, p_adjusted=rest.p_adjusted, family=rest.family)

    def _are_everyone(self, score: str, wave: str, one: str, other: str) -> bool:
        measure = self._plan.score[score].measure
        if measure is None:
            return False
        first, second, whole = (self.figures.base(measure, wave, each) for each in (one, other, EVERYONE))
        return first is not None and second is not None and first + second == whole

    def _previous(self, wave: str) -> str | None:
        place = self._plan.waves.index(wave)
        return self._plan.waves[place - 1] if place else None

    @property
    def _plan(self) -> Plan:
        return self.figures.plan

    @cached_property
    def _memory(self) -> dict[tuple[str, ...], Mapping[Compared, Difference]]:
        """Each family is corrected once, whoever asks and however often."""
        return {}

    def _together(
        self, name: tuple[str, ...], differences: Iterator[tuple[Compared, Difference | None]]
    ) -> Mapping[Compared, Difference]:
        if name not in self._memory:
            found = {key: one for key, one in differences if one is not None}
            statistics = self.figures.counted.statistics
            tested = adjusted(list(found.values()), statistics.adjust, statistics.confidence)
            self._memory[name] = dict(zip(found, tested, strict=True))
        return self._memory[name]
