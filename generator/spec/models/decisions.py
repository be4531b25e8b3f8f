"""Decisions, the findings that inform them, and the actions that finish them."""

from enum import StrEnum
from typing import Annotated, Literal

from generator.spec.models.base import Alone, Node
from generator.spec.scalars import (
    Change,
    Condition,
    Day,
    Days,
    Exact,
    Held,
    Id,
    Natural,
    Prose,
    Ref,
    RoleId,
    Text,
    Width,
)

Former = Annotated[tuple[Id, ...], Alone()]


class DecisionKind(StrEnum):
    """What the decision arbitrates."""

    INVEST = "invest"
    FIX = "fix"
    PRIORITISE = "prioritise"


class DecisionState(StrEnum):
    """Where the decision stands."""

    OPEN = "open"
    DECIDED = "decided"
    DEFERRED = "deferred"


class Decision(Node):
    """A question that someone named must settle; the study exists for it."""

    ask: Text
    """The decision, as a question."""
    kind: DecisionKind
    """Invest, fix or prioritise."""
    decider: RoleId
    """The role that settles it."""
    due: Day
    """The day it must be settled."""
    prior: Prose | None = None
    """What the decider believed before the data."""
    changes_if: Text | None = None
    """What result would change the choice, as agreed before the data."""
    state: DecisionState = DecisionState.OPEN
    """Open, decided or deferred."""
    decided_on: Day | None = None
    """The day it was settled."""
    choice: Prose | None = None
    """What was chosen."""
    why: Prose | None = None
    """The reason for the choice, or for deferring."""
    until: Day | None = None
    """The day a deferred decision is taken up again."""
    rejected: tuple[Text, ...] = ()
    """Options set aside."""
    was: Former = ()
    """Its former id, or the ids it replaces, so that links keep working."""


class Verdict(StrEnum):
    """The three things a finding may conclude."""

    IMPROVE = "improve"
    MAINTAIN = "maintain"
    STOP = "stop"


class FindingGroup(Node):
    """A group named inside a finding."""

    when: Condition
    """Who belongs to it."""
    label: Text
    """How the sentence calls it."""


class Finding(Node):
    """A sentence whose numbers are bound and whose claims are tested."""

    says: Prose
    """The sentence."""
    mechanism: Prose | None = None
    """Why it happens, in bound words."""
    groups: dict[Id, FindingGroup] = {}
    """Groups its references use."""
    holds: tuple[Held, ...] = ()
    """What must stay true for the sentence to stand."""
    margin: Width | None = None
    """The margin within which ``=`` means equivalent."""
    evidence: tuple[Id, ...] = ()
    """Qualitative themes it rests on."""
    explains: Exact | None = None
    """The finding of another study that this one explains, as ``study.finding``."""
    tension_with: Exact | None = None
    """A finding it seems to contradict; both are shown together."""
    decision: Id
    """The decision it informs."""
    verdict: Verdict
    """Improve, maintain or stop."""
    by: RoleId
    """The role that signs it."""
    no_action: Text | None = None
    """Why a finding to improve has no action."""
    was: Former = ()
    """Its former id, or the ids it replaces, so that links keep working."""


class ActionState(StrEnum):
    """Where an action stands; it may be dropped with a reason, never deleted."""

    PLANNED = "planned"
    STARTED = "started"
    DONE = "done"
    DROPPED = "dropped"


class Horizon(StrEnum):
    """When an action's benefit is expected."""

    QUICK = "quick"
    LASTING = "lasting"


class Target(Node):
    """What an action should move, by how much, by which wave."""

    of: Ref
    """The indicator."""
    change: Change
    """The expected change."""
    by: Id
    """The wave at which it is judged; it may not exist yet."""


class Moves(Node):
    """The indicators an action should move."""

    customer: Ref | None = None
    """On the customer side."""
    employee: Ref | None = None
    """On the employee side."""
    business: Ref | None = None
    """An indicator, or one of the declared economic outcomes."""


class Action(Node):
    """Who does what by when, and what it should move."""

    what: Text
    """What is done."""
    from_: tuple[Id, ...] = ()
    """The findings it answers."""
    owner: RoleId
    """The role that carries it."""
    start: Day | None = None
    """The day it begins."""
    due: Day
    """The day it should be finished."""
    horizon: Horizon
    """A quick or a lasting benefit."""
    state: ActionState = ActionState.PLANNED
    """Planned, started, done or dropped."""
    on: Day | None = None
    """The day it was done or dropped."""
    settles: Natural = 0
    """How many days it needs, once done, before its effect can be seen."""
    why: Text | None = None
    """Why it was dropped or put off."""
    domain: Text | None = None
    """The field it belongs to: tools, organisation, management…"""
    moves: Moves | None = None
    """What it should move."""
    target: Target | None = None
    """By how much, by which wave."""
    was: Former = ()
    """Its former id, or the ids it replaces, so that links keep working."""


class FollowedUp(Node):
    """What became of a promise of an earlier wave."""

    what: Text | None = None
    """What was promised; without it pages show its id as words."""
    state: Literal["done", "started", "dropped"]
    """Done, started or dropped."""
    on: Day | None = None
    """The day it was done."""
    note: Text | None = None
    """What was done, in a few words."""
    why: Text | None = None
    """Why it was dropped."""
    announced: Day | None = None
    """The day people were told."""


class Trial(Node):
    """A 30-day test: what, who, when, indicators, feedback."""

    what: Text
    """What is tried."""
    who: RoleId
    """The role that carries it."""
    when: Days
    """First and last day."""
    indicators: tuple[Text, ...]
    """What will be looked at."""
    feedback: Text
    """How people's experience comes back."""
