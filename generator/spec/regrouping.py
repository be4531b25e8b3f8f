"""A plan with fewer groups: levels of a segment merged, or a declared crossing left out.

What an author would write instead, so that the gate can be asked what it would let through.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from generator.spec.groups import Group, Level, Membership
from generator.spec.plan import Plan

JOINED = "+"
"""What stands between the levels merged, in the id of the level they make: no id of a spec holds it."""


@dataclass(frozen=True)
class Regrouped:
    """A plan and, for each of its groups, the groups of the first plan that it is made of.

    It holds tables only: neither batteries nor the model of importance decide what a table shows.
    """

    plan: Plan
    parts: Mapping[str, tuple[str, ...]]


def unchanged(plan: Plan) -> Regrouped:
    """The tables of a plan as they are: what the others are compared with."""
    return _regrouped(plan, lambda group: group)


def merging(plan: Plan, segment: str, levels: tuple[str, ...]) -> Regrouped:
    """The plan in which some levels of a segment are one, wherever they stand, crossings included."""
    whole = Level(segment, JOINED.join(levels))

    def merged(member: Membership) -> Membership:
        is_part = isinstance(member, Level) and member.segment == segment and member.level in levels
        return whole if is_part else member

    return _regrouped(plan, lambda group: _of(group, tuple(map(merged, group.members))))


def without(plan: Plan, *crossings: tuple[str, ...]) -> Regrouped:
    """The plan without the groups of some declared crossings, each given by its segments."""
    dropped = {frozenset(crossing) for crossing in crossings}
    return _regrouped(plan, lambda group: None if frozenset(crossing_of(group)) in dropped else group)


def crossing_of(group: Group) -> tuple[str, ...]:
    """The names that a declared crossing divides people by; none for any other group."""
    is_declared = len(group.members) > 1 and group.finding is None
    return tuple(dict.fromkeys(name for m in group.members for name in m.criteria)) if is_declared else ()


def _of(group: Group, members: tuple[Membership, ...]) -> Group:
    """The group that these members make; a crossing's id names its sides in their order."""
    renamed = [
        f"{new.segment}={new.level}" if isinstance(new, Level) else side
        for side, new in zip(group.id.split("&"), members, strict=False)
    ]
    if members == group.members:
        return group
    is_level = len(members) == 1 and isinstance(members[0], Level)
    level = renamed[0].partition("=")[2] if is_level else group.level
    return replace(group, id="&".join(renamed), members=members, level=level)


def _regrouped(plan: Plan, change: Callable[[Group], Group | None]) -> Regrouped:
    changed = {group.id: after for group in plan.groups if (after := change(group)) is not None}
    groups = {after.id: after for after in changed.values()}
    parts = {name: tuple(old for old, new in changed.items() if new.id == name) for name in groups}
    tables = tuple(dict.fromkeys(_tables(plan, changed)))
    fewer = replace(plan, groups=tuple(groups.values()), tables=tables, batteries=(), drivers=None)
    return Regrouped(fewer, parts)


def _tables(plan: Plan, changed: Mapping[str, Group]) -> Iterator[tuple[str, str]]:
    return ((measure, changed[group].id) for measure, group in plan.tables if group in changed)
