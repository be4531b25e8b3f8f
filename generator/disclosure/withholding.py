"""Withholding more than the rules ask, so that nothing withheld comes back by subtraction: R3, R5.

Decided measure by measure: each question has its own base. Complete answers to several questions beside
all answers to one of them are compared where they are released, in ``contents``: R4.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from generator.aggregates.model import Classes, Flags, Floats, Ints
from generator.disclosure.ladder import Case, agree
from generator.disclosure.memory import Memory
from generator.disclosure.modular import Relations, relations, releasable, reordered, still_hold
from generator.disclosure.oracle import combinations_of_few, unproven
from generator.disclosure.policy import Depth, Policy
from generator.release import Attack, Outcome
from generator.spec.groups import Group, Level, Membership


@dataclass(frozen=True)
class Field:
    """Every group of one measure, most worth showing first.

    ``vectors`` has a row per group and a column per class of people who answered, ``people`` counts
    them, ``cells`` counts the answers of each group. ``was_shown`` and ``was_full`` tell which groups an
    earlier release of the same answers showed, in any way and whole. ``wave`` has the same groups as
    planned, over all classes of the wave, ``planned`` says which of its rows each group is.
    """

    cases: tuple[Case, ...]
    vectors: Ints
    wave: Ints
    planned: Ints
    people: Ints
    cells: Ints
    was_shown: Flags
    was_full: Flags
    extremes: Floats | None = None
    """Of a measure of numbers, a line per class: see ``Classes``."""


def field_of(cases: tuple[Case, ...], classes: Classes, known: Mapping[str, Outcome]) -> Field:
    """The groups of one measure as vectors over the classes that answered it.

    ``known`` is what was shown already of the same answers, by group: it comes before everything else.
    """
    priority = priority_of(cases, known)
    planned = sorted(range(len(cases)), key=lambda row: priority(cases[row]))
    ordered = tuple(cases[row] for row in planned)
    answered = classes.answered[ordered[0].measure.id]
    extremes = classes.extremes.get(ordered[0].measure.id)
    column = {name: index for index, name in enumerate(classes.groups)}
    wave = classes.member[:, [column[case.group.id] for case in cases]].T.astype(np.int64)
    was = [known.get(case.group.id, Outcome.WITHHELD) for case in ordered]
    return Field(
        ordered,
        wave[planned][:, answered > 0],
        wave,
        np.array(planned),
        answered[answered > 0].astype(np.int64),
        np.array([case.counts.n for case in ordered]),
        np.array([outcome is not Outcome.WITHHELD for outcome in was]),
        np.array([outcome is Outcome.FULL for outcome in was]),
        None if extremes is None else extremes[answered > 0],
    )


def priority_of(
    cases: tuple[Case, ...], known: Mapping[str, Outcome]
) -> Callable[[Case], tuple[bool, int, int, int]]:
    """What is known already, then everyone, segments, groups named in findings, crossings; as declared, then
    larger first."""
    families = {
        family: rank for rank, family in enumerate(dict.fromkeys(_family(case.group) for case in cases))
    }

    def priority(case: Case) -> tuple[bool, int, int, int]:
        named = case.group.finding is not None
        kind = 3 if case.group.crosses > 1 else 2 if named else min(case.group.crosses, 1)
        return case.group.id not in known, kind, families[_family(case.group)], -case.n

    return priority


def _family(group: Group) -> tuple[str, ...]:
    """What the levels of one segment, or of one crossing, have in common."""
    return tuple(m.segment if isinstance(m, Level) else str(m.condition) for m in group.members)


@dataclass(frozen=True, slots=True)
class Shown:
    """What each group of a measure shows in the end: its height or less."""

    outcomes: Mapping[str, Outcome]
    """By group."""
    is_proven: bool
    """Whether no combination of the groups shown touches fewer people than a base needs, pairs or not."""
    revoked: tuple[str, ...]
    """Groups shown already that what is to be hidden would have held back."""
    attack: Attack = Attack.NONE
    """How it was attacked before it gave nobody's answer away: R9."""


def withhold(
    field: Field,
    heights: Mapping[str, Outcome],
    policy: Policy,
    depth: Depth,
    memory: Memory,
    is_worth_proving: bool = True,
) -> Shown:
    """What one measure shows, when each group alone may show its height.

    What was shown already of the same answers cannot be taken back: every search counts it as shown. What is
    not worth proving is not said to be proven.
    """
    seen, names = _Sight(field, policy, memory), [case.group.id for case in field.cases]
    may_show = np.array([heights[name] is not Outcome.WITHHELD for name in names])
    may_be_full = np.array([heights[name] is Outcome.FULL for name in names])
    out = _shown(seen, may_show | field.was_shown, attacks_at(depth))
    full = _full(seen, out & (may_be_full | field.was_full), out)
    outcomes = {
        name: Outcome.FULL if is_full else Outcome.ONE_NUMBER if is_shown else Outcome.WITHHELD
        for name, is_full, is_shown in zip(names, full & may_be_full, out & may_show, strict=True)
    }
    revoked = np.flatnonzero((field.was_shown & ~out) | (field.was_full & ~full))
    is_proven = is_worth_proving and _is_proven(seen, out, depth)
    return Shown(outcomes, is_proven, tuple(names[row] for row in revoked))


@dataclass(frozen=True)
class _Sight:
    """A field, the policy it is held against, and what is remembered of fields like it."""

    field: Field
    policy: Policy
    memory: Memory

    @property
    def smallest(self) -> int:
        """The smallest base of the measure."""
        return self.policy.smallest(self.field.cases[0].measure)

    @property
    def nothing(self) -> Ints:
        """No combination of groups at all."""
        return np.zeros((0, len(self.field.cases)), dtype=np.int64)

    def relations(self) -> tuple[Relations, ...]:
        """How groups are combinations of one another: the same for every question, but where blanks leave a
        group so few people that it comes to depend on others."""
        of_wave = self.memory.ask(relations, self.field.wave)
        found = self.memory.ask(reordered, of_wave, self.field.planned)
        if self.memory.ask(still_hold, found, self.field.vectors):
            return found
        return self.memory.ask(relations, self.field.vectors)


Search = Callable[[_Sight, Flags], Ints]
"""What people could be singled out from the groups shown: a row per combination of groups, a column per
group; empty when none."""


def _shown(sight: _Sight, asked: Flags, attacks: tuple[Search, ...]) -> Flags:
    """The groups that may show anything: nothing withheld, and nobody an attack finds, can be computed."""
    secrets = sight.nothing
    while True:
        shown = _released(sight, asked, ~asked, secrets)
        found = _found(sight, shown, attacks)
        if not len(found):
            return shown
        known, secrets = len(secrets), np.unique(np.vstack([secrets, found]), axis=0)
        if len(secrets) == known:
            raise ArithmeticError("an attack found what elimination had closed")


def _found(sight: _Sight, shown: Flags, attacks: tuple[Search, ...]) -> Ints:
    """What the first attack that finds anything finds: the costly ones wait for the cheap ones to be done."""
    return next((found for attack in attacks if len(found := attack(sight, shown))), sight.nothing)


def _full(sight: _Sight, asked: Flags, shown: Flags) -> Flags:
    """The groups that may show their distribution: none that R6 or R7 holds back can be computed.

    Crossings are no secret here: R7 shows one number of them to say less, and when plain segments
    tell more of a crossing, that is not the crossing's doing.
    """
    plain = np.array([case.crosses < 2 for case in sight.field.cases])
    return _released(sight, asked, shown & ~asked & plain, sight.nothing)


def _released(sight: _Sight, asked: Flags, hidden: Flags, secrets: Ints) -> Flags:
    return sight.memory.ask(releasable, sight.relations(), asked, hidden, secrets)


def _small_differences(sight: _Sight, shown: Flags) -> Ints:
    """R3: two groups, or a group and the sum of a family, that differ by fewer people than a base needs."""
    made, vectors, _ = _known(sight.field, shown)
    one, other = sight.memory.ask(_few_apart, vectors, sight.field.people, sight.smallest)
    return _between(made, one, other)


def _few_apart(vectors: Ints, people: Ints, smallest: int) -> tuple[Ints, Ints]:
    sizes, common = overlaps(vectors, people)
    apart = np.tril(sizes[:, None] + sizes[None, :] - 2 * common)
    one, other = np.nonzero((apart > 0) & (apart < smallest))
    return one, other


def _telling_differences(sight: _Sight, shown: Flags) -> Ints:
    """R5, R12: a group inside another, the rest of whom all gave the same answer; of numbers, or two of whom
    make most of the total."""
    made, vectors, cells = _known(sight.field, shown)
    measure, extremes = sight.field.cases[0].measure, sight.field.extremes
    if not measure.codes and extremes is None:
        return sight.nothing
    outer, inner = sight.memory.ask(_nested, vectors, sight.field.people)
    if extremes is None:
        telling = agree(cells[outer] - cells[inner], measure, sight.policy)
    else:
        rest = vectors[outer] > vectors[inner]
        telling = np.array([_is_of_few(extremes[row], sight.policy) for row in rest], dtype=bool)
    return _between(made, outer[telling], inner[telling])


def _is_of_few(extremes: Floats, policy: Policy) -> bool:
    """Whether some classes of people gave one same number, or owe most of their total to two of them."""
    largest, total = np.sort(extremes[:, 3:], axis=None)[-2:].sum(), extremes[:, 2].sum()
    is_one = extremes[:, 0].min() == extremes[:, 1].max()
    return bool(is_one or 100 * largest > policy.dominance_cap * total)


def _nested(vectors: Ints, people: Ints) -> tuple[Ints, Ints]:
    """Pairs of groups of which the second lies inside the first."""
    sizes, common = overlaps(vectors, people)
    outer, inner = np.nonzero((common == sizes[None, :]) & (sizes[:, None] > sizes[None, :]))
    return outer, inner


def _is_proven(sight: _Sight, shown: Flags, depth: Depth) -> bool:
    """R3: by projection alone in a preview; programmes prove the more difficult cases at a freeze."""
    match depth:
        case Depth.PREVIEW:
            vectors, people = sight.field.vectors[shown], sight.field.people
            return not len(sight.memory.ask(unproven, vectors, people, sight.smallest))
        case Depth.FREEZE:
            return not len(_combinations_of_few(sight, shown))


def _between(made: Ints, one: Ints, other: Ints) -> Ints:
    difference: Ints = made[one] - made[other]
    return difference


def _combinations_of_few(sight: _Sight, shown: Flags) -> Ints:
    """R3: any combination at all of the groups shown that touches fewer people than a base needs."""
    vectors, people = sight.field.vectors[shown], sight.field.people
    found = sight.memory.ask(combinations_of_few, vectors, people, sight.smallest)
    made = np.zeros((len(found), len(shown)), dtype=np.int64)
    made[:, shown] = found
    return made


PAIRS: tuple[Search, ...] = (_small_differences, _telling_differences)


def attacks_at(depth: Depth) -> tuple[Search, ...]:
    """The attacks to close: those on pairs of groups at any depth, those on all combinations at a freeze."""
    match depth:
        case Depth.PREVIEW:
            return PAIRS
        case Depth.FREEZE:
            return (*PAIRS, _combinations_of_few)


def _known(field: Field, shown: Flags) -> tuple[Ints, Ints, Ints]:
    """The groups shown and the sums of those that exclude each other: as combinations of groups, as people,
    with the answers of each."""
    rows = np.flatnonzero(shown)
    made = [np.eye(len(shown), dtype=np.int64)[rows]]
    vectors, cells = [field.vectors[rows]], [field.cells[rows]]
    for family in _families(field, shown):
        union = field.vectors[family].sum(axis=0)
        if union.max(initial=0) <= 1:
            made.append(np.isin(np.arange(len(shown)), family)[None, :].astype(np.int64))
            vectors.append(union[None, :])
            cells.append(field.cells[family].sum(axis=0)[None, :])
    return np.vstack(made), np.vstack(vectors), np.vstack(cells)


def _families(field: Field, shown: Flags) -> Iterator[list[int]]:
    """Rows of the groups shown that differ by their level of one segment, all else being equal."""
    families: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for row in np.flatnonzero(shown).tolist():
        case = field.cases[row]
        for key in _siblings(case.group.members):
            families[case.publication, *key].append(row)
    return (rows for rows in families.values() if len(rows) > 1)


def _siblings(members: tuple[Membership, ...]) -> Iterator[tuple[object, ...]]:
    for index, member in enumerate(members):
        if isinstance(member, Level):
            yield member.segment, *members[:index], *members[index + 1 :]


def overlaps(vectors: Ints, people: Ints) -> tuple[Ints, Ints]:
    """How many people each group holds, and how many two groups share."""
    # In float64 for the speed of BLAS; exact, because no count reaches 2^53.
    weighted = vectors.astype(np.float64)
    common = ((weighted * people) @ weighted.T).astype(np.int64)
    return np.diagonal(common), common
