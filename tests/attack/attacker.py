"""Someone who holds the staff file, knows who answered, and reads everything that was released.

Shares nothing with the gate: groups are sets of people, arithmetic is in fractions.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from generator.release import Outcome, Release
from tests.rooms.disclosure.drawn import Drawn, belongs

Kind = tuple[bool, ...]
"""People whom no group tells apart."""


@dataclass(frozen=True)
class Attacker:
    """What can be known of one question: how many of each kind are in each group, and what was released."""

    people: Mapping[Kind, int]
    groups: tuple[str, ...]
    outcomes: Mapping[str, Outcome]
    siblings: tuple[tuple[str, ...], ...]
    """Levels of one segment: groups that exclude each other."""

    def counted(self, group: str) -> list[int]:
        """A group as a vector: 1 for each kind of people in it who answered."""
        return [int(kind[self.groups.index(group)]) for kind in self.people]

    def size(self, vector: list[int]) -> int:
        """How many people a combination touches."""
        return sum(n for n, held in zip(self.people.values(), vector, strict=True) if held)

    def released(self, *outcomes: Outcome) -> list[str]:
        """The groups of these outcomes."""
        return [group for group in self.groups if self.outcomes[group] in outcomes]

    def can_compute(self, target: str, known: list[str]) -> bool:
        """Whether some combination of the known groups is exactly the target."""
        rows = [self.counted(group) for group in known]
        return rank([*rows, self.counted(target)]) == rank(rows)

    def derived(self) -> Iterator[tuple[str, list[int]]]:
        """Differences of two released groups, and what the levels of a segment leave of a released group."""
        known = {g: self.counted(g) for g in self.released(Outcome.FULL, Outcome.ONE_NUMBER)}
        for family in self.siblings:
            levels = [g for g in family if g in known]
            if len(levels) > 1:
                known["+".join(levels)] = [
                    sum(cells) for cells in zip(*(known[g] for g in levels), strict=True)
                ]
        for one, other in combinations(known, 2):
            yield f"{one} - {other}", [a - b for a, b in zip(known[one], known[other], strict=True)]


def attack(drawn: Drawn, release: Release, measure: str = "q") -> Attacker:
    """An attacker on one question of a drawn study."""
    codes = {code.id for code in drawn.plan.measure[measure].codes}
    people: dict[Kind, int] = {}
    for person in drawn.respondents:
        if person.answers.get(measure) in codes:
            kind = tuple(belongs(person, group) for group in drawn.groups)
            people[kind] = people.get(kind, 0) + 1
    return Attacker(
        people,
        tuple(group.id for group in drawn.groups),
        {group: release.table(measure, group).outcome for _, group in release.tables},
        tuple(tuple(f"{name}={letter}" for letter in letters) for name, letters in drawn.segments.items()),
    )


def rank(rows: list[list[int]]) -> int:
    """The number of rows that no others give."""
    matrix = [[Fraction(value) for value in row] for row in rows]
    found = 0
    for column in range(len(matrix[0]) if matrix else 0):
        pivots = [row for row in range(found, len(matrix)) if matrix[row][column]]
        if not pivots:
            continue
        matrix[found], matrix[pivots[0]] = matrix[pivots[0]], matrix[found]
        for row in pivots[1:] if pivots[0] == found else range(found + 1, len(matrix)):
            factor = matrix[row][column] / matrix[found][column]
            matrix[row] = [a - factor * b for a, b in zip(matrix[row], matrix[found], strict=True)]
        found += 1
    return found
