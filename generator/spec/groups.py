"""Groups: the sets of respondents that numbers may speak of."""

from dataclasses import dataclass

from generator.spec.filters import names_in
from generator.spec.language import Filter
from generator.spec.models import Study

EVERYONE = "all"


@dataclass(frozen=True, slots=True)
class Level:
    """Respondents at one level of a segment."""

    segment: str
    level: str

    @property
    def criteria(self) -> tuple[str, ...]:
        """What divides people here: the segment."""
        return (self.segment,)


@dataclass(frozen=True, slots=True)
class Meeting:
    """Respondents who meet a condition."""

    condition: Filter

    @property
    def criteria(self) -> tuple[str, ...]:
        """What divides people here: all that the condition looks at."""
        return names_in(self.condition)


Membership = Level | Meeting


@dataclass(frozen=True, slots=True)
class Group:
    """A set of respondents: those who satisfy every membership; none means everyone.

    Ids: ``all``, ``region=nord``, ``sinistre12`` (a segment made by ``when``),
    ``region=nord&age=18`` (a declared crossing), ``sinistre_decroche.lent`` (named in a finding).
    """

    id: str
    label: str
    members: tuple[Membership, ...]
    segment: str | None = None
    level: str | None = None
    finding: str | None = None

    @property
    def crosses(self) -> int:
        """How many criteria are crossed; ``age >= 18 and region = nord`` crosses two, whatever its name."""
        return len({name for member in self.members for name in member.criteria})


def groups_of(study: Study) -> tuple[Group, ...]:
    """Everyone, then each segment's levels, then declared crossings, then groups named in findings."""
    return (Group(EVERYONE, "", ()), *_levels(study), *_crossings(study), *_named(study))


def levels_of(study: Study, segment: str) -> tuple[Group, ...]:
    """The groups of one segment, in the order declared."""
    declared = study.segments[segment]
    if declared.when is not None:
        label = declared.label or segment
        return (Group(segment, label, (Meeting(declared.when),), segment=segment),)
    labels = {cut: declared.labels.get(cut, cut) for cut in declared.cuts} or declared.levels
    return tuple(
        Group(f"{segment}={level}", label, (Level(segment, level),), segment=segment, level=level)
        for level, label in labels.items()
    )


def _levels(study: Study) -> list[Group]:
    return [group for segment in study.segments for group in levels_of(study, segment)]


def _crossings(study: Study) -> list[Group]:
    return [
        group for pair in study.crossings for group in _crossed([levels_of(study, name) for name in pair])
    ]


def _crossed(sides: list[tuple[Group, ...]]) -> list[Group]:
    crossed = [Group("", "", ())]
    for side in sides:
        crossed = [_join(left, right) for left in crossed for right in side]
    return crossed


def _join(left: Group, right: Group) -> Group:
    if not left.members:
        return right
    return Group(f"{left.id}&{right.id}", f"{left.label} × {right.label}", (*left.members, *right.members))


def _named(study: Study) -> list[Group]:
    return [
        Group(f"{finding}.{name}", group.label, (Meeting(group.when),), finding=finding)
        for finding, stated in study.findings.items()
        for name, group in stated.groups.items()
    ]
