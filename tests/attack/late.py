"""Two publications of one wave, and whoever kept both: the answers themselves are the columns.

Shares nothing with the gate: a unit is one person's answer to one question, and elimination is in whole
numbers, modulo one large prime of its own.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from generator.aggregates.linking import linked
from generator.data import Responses
from generator.disclosure import Beside, Depth, Policy, protect
from generator.release import Outcome, Release
from tests.rooms.disclosure.drawn import Drawn, Person, belongs

PRIME = 2**61 - 1

Named = Mapping[str, Person]
"""The people of a file, by who they are."""


def responses_of(drawn: Drawn, data: str, names: Sequence[str] | None = None) -> Responses:
    """The rows of a drawn study as they would be read; with ``names``, each person bears a mark."""
    measures = {m.id: [code.id for code in m.codes] for m in drawn.measures}
    weights = [person.weight for person in drawn.respondents]
    return Responses(
        study="drawn",
        wave="2026",
        rows=len(drawn.respondents),
        invited=None,
        data=data * 64,
        codes={
            name: np.array([_code(person.answers.get(name), codes) for person in drawn.respondents])
            for name, codes in measures.items()
        },
        numbers={},
        weights=None if set(weights) <= {1.0} else np.array(weights),
        groups={g.id: np.array([belongs(p, g) for p in drawn.respondents]) for g in drawn.groups},
        persons=None if names is None else np.array([float(int(name, 36)) for name in names]),
    )


def _code(answer: str | None, codes: list[str]) -> int:
    return codes.index(answer) if answer in codes else -1


@dataclass(frozen=True)
class Twice:
    """A wave published on some people's answers, then on others'."""

    drawn: Drawn
    before: Named
    after: Named
    is_named: bool = True
    """Whether the files name each person."""

    def files(self) -> tuple[Drawn, Drawn]:
        """What each file holds."""
        return tuple(  # type: ignore[return-value]
            replace(self.drawn, respondents=list(people.values())) for people in (self.before, self.after)
        )

    def first(self, policy: Policy, depth: Depth = Depth.PREVIEW) -> Release:
        """The publication that stands."""
        return protect(replace(self.files()[0].aggregates, data="1" * 64), self.drawn.plan, policy, depth)

    def beside(self, first: Release) -> Beside:
        """The first publication linked to the answers of the second."""
        files = self.files()
        rows = [
            responses_of(drawn, data, list(people) if self.is_named else None)
            for drawn, data, people in zip(files, "12", (self.before, self.after), strict=True)
        ]
        return Beside((first,), linked(rows, (replace(files[0].aggregates, data="1" * 64),)))

    def again(self, policy: Policy, depth: Depth = Depth.PREVIEW) -> tuple[Release, Release]:
        """Both publications."""
        first = self.first(policy, depth)
        now = replace(self.files()[1].aggregates, data="2" * 64)
        return first, protect(now, self.drawn.plan, policy, depth, beside=self.beside(first))


@dataclass(frozen=True)
class Archivist:
    """Someone who kept two publications and knows who answered each."""

    twice: Twice
    measure: str = "q"

    def units(self) -> list[tuple[str, str]]:
        """Everybody's answer, as it was and as it is."""
        given = {
            (name, person.answers[self.measure])
            for people in (self.twice.before, self.twice.after)
            for name, person in people.items()
            if self.measure in person.answers
        }
        return sorted(given)

    def rows(self, releases: Sequence[Release]) -> dict[tuple[int, str], list[int]]:
        """What each publication shows, as a vector over units."""
        units = self.units()
        return {
            (number, group.id): [
                int(self._counts(people, unit) and belongs(people[unit[0]], group)) for unit in units
            ]
            for number, (release, people) in enumerate(
                zip(releases, (self.twice.before, self.twice.after), strict=True)
            )
            for group in self.twice.drawn.groups
            if release.table(self.measure, group.id).outcome is not Outcome.WITHHELD
        }

    def _counts(self, people: Named, unit: tuple[str, str]) -> bool:
        name, answer = unit
        return name in people and people[name].answers.get(self.measure) == answer

    def differences(self, releases: Sequence[Release], smallest: int) -> set[str]:
        """The groups shown twice whose difference is about fewer people than a base needs."""
        rows = self.rows(releases)
        both = [group for number, group in rows if number == 0 and (1, group) in rows]
        return {
            group
            for group in both
            if 0 < sum(a != b for a, b in zip(rows[0, group], rows[1, group], strict=True)) < smallest
        }

    def can_tell(self, releases: Sequence[Release], few: Iterable[tuple[str, str]]) -> bool:
        """Whether some combination of all that was shown is about these answers and no other: exactly, since
        it is one more independent row when they are columns, and vanishes when they are left out."""
        units, rows, hidden = self.units(), list(self.rows(releases).values()), set(few)
        rest = [place for place, unit in enumerate(units) if unit not in hidden]
        kinds = sorted({tuple(row[place] for row in rows) for place in rest})
        own = [tuple(row[units.index(unit)] for row in rows) for unit in hidden]
        without = [list(row) for row in zip(*kinds, strict=True)]
        whole = [list(row) for row in zip(*kinds, *own, strict=True)]
        return rank(whole) > rank(without)

    def changed(self) -> list[tuple[str, str]]:
        """The answers that are in one publication only."""
        return [
            unit
            for unit in self.units()
            if self._counts(self.twice.before, unit) is not self._counts(self.twice.after, unit)
        ]

    def few_told(self, releases: Sequence[Release], smallest: int) -> bool:
        """Whether anything can be told of fewer of the answers that changed than a base needs.

        A combination touches all answers that the same groups count, or none of them.
        """
        units, rows = self.units(), list(self.rows(releases).values())
        alike: dict[tuple[int, ...], list[tuple[str, str]]] = {}
        for unit in self.changed():
            alike.setdefault(tuple(row[units.index(unit)] for row in rows), []).append(unit)
        kinds = [few for few in alike.values() if len(few) < smallest]
        return any(
            self.can_tell(releases, [unit for few in chosen for unit in few])
            for count in range(1, len(kinds) + 1)
            for chosen in combinations(kinds, count)
            if sum(map(len, chosen)) < smallest
        )


def rank(rows: list[list[int]]) -> int:
    """The number of rows that no others give."""
    found: dict[int, list[int]] = {}
    for row in rows:
        left = [value % PRIME for value in row]
        for place, pivot in found.items():
            if left[place]:
                factor = left[place]
                left = [(a - factor * b) % PRIME for a, b in zip(left, pivot, strict=True)]
        first = next((place for place, value in enumerate(left) if value), None)
        if first is not None:
            inverse = pow(left[first], -1, PRIME)
            found[first] = [value * inverse % PRIME for value in left]
    return len(found)
