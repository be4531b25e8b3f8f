"""World cafés and symmetry workshops, from objectives to follow-up."""

from enum import StrEnum
from typing import Literal

from generator.spec.models.base import Node
from generator.spec.scalars import Count, Day, Exact, Flag, Grade, Id, Mood, Natural, RoleId, Text


class WorkshopKind(StrEnum):
    """The formats a workshop may take."""

    WORLD_CAFE = "world_cafe"
    SYMMETRY = "symmetry"
    BRICKS = "bricks"
    CO_DESIGN = "co_design"


class Participants(Node):
    """Who takes part: head-counts are design facts."""

    customer: Natural = 0
    """How many customers."""
    employee: Natural = 0
    """How many employees."""
    deciders: tuple[RoleId, ...] = ()
    """Roles of deciders present."""
    support_functions: Flag = False
    """Whether support functions take part."""
    pairs: Text | None = None
    """How participants are paired."""
    facilitators: Natural = 1
    """How many facilitators."""


class CafeTable(Node):
    """One table of a world café."""

    host: RoleId
    """The role that stays at the table."""
    seats: Count
    """Seats, host included."""


class Minutes(Node):
    """The three beats of a round."""

    think: Natural
    """Alone."""
    share: Natural
    """Each in turn."""
    consolidate: Natural
    """Together."""


class Round(Node):
    """One round of a world café."""

    intent: Literal["observe", "solve", "project"]
    """What the round is for."""
    ask: Text
    """Its question."""
    minutes: Minutes
    """Its beats."""


class Deliverables(Node):
    """The two things a world café gives."""

    synthesis: Flag = False
    """A synthesis for participants."""
    solutions: Flag = False
    """Solutions to settle."""


class FollowUp(Node):
    """What happens after the workshop."""

    decisions: Id | None = None
    """The decision it feeds."""
    priorities: Exact | None = None
    """The rule that ranks."""
    owners: Flag = False
    """Whether owners are named."""
    review: Day | None = None
    """The day progress is checked."""


class Lived(Node):
    """One side's experience of a moment, said in the workshop."""

    emotion: Mood
    """From -2 to +2, said in the workshop and never mixed with survey scores."""
    expects: Text | None = None
    """What is expected."""
    needs: Text | None = None
    """What is needed."""
    tension: Text | None = None
    """What pulls apart."""
    break_: Flag = False
    """Whether the journey breaks here."""


class Facing(Node):
    """Both sides of one moment."""

    customer: Lived
    """The customers' side."""
    employee: Lived
    """The employees' side."""


class Crossing(Node):
    """The moments a challenge crosses."""

    customer: Id | None = None
    """On the customer side."""
    employee: Id | None = None
    """On the employee side."""


class Challenge(Node):
    """A challenge that crosses both sides."""

    ask: Text
    """« Comment pourrions-nous… »"""
    crosses: Crossing
    """The moments it crosses."""


class Impact(Node):
    """The impact expected on each side, 1 to 5."""

    customer: Grade | None = None
    """On customers."""
    employee: Grade | None = None
    """On employees."""


class Idea(Node):
    """An idea, scored in the workshop."""

    solves: Id
    """The challenge it answers."""
    simple: Grade
    """How simple, 1 to 5."""
    testable: Grade
    """How testable, 1 to 5."""
    impact: Impact
    """What it would change on each side."""
    prototype: Text | None = None
    """How it was shown."""
    label: Text | None = None
    """How pages call it."""


class Step(Node):
    """One sequence of an agenda."""

    what: Text | None = None
    """What is done; a sequence of the standard agenda has words of its own."""
    minutes: Count
    """How long it lasts."""
    material: Text | None = None
    """What must be on the table."""


class Irritant(Node):
    """Something that goes wrong, listed in the workshop."""

    label: Text
    """What goes wrong, in a few words."""
    side: Literal["customer", "employee"] | None = None
    """Who lives it; both when it is not said."""
    moment: Id | None = None
    """The moment of the journey it belongs to."""
    stake: Grade | None = None
    """What it costs, from 1 to 5, as participants judge it."""


class SolutionStatus(StrEnum):
    """Where a solution stands."""

    QUALIFY = "qualify"
    GO = "go"
    NO_GO = "no_go"


class Solution(Node):
    """A solution to settle."""

    label: Text
    """What would be done."""
    answers: tuple[Id, ...] = ()
    """The irritants it answers."""
    status: SolutionStatus = SolutionStatus.QUALIFY
    """To qualify, go or no go."""
    why: Text | None = None
    """The reason; required of a no go."""
    owner: RoleId | None = None
    """The role that carries it; required of a go."""
    workstream: Id | None = None
    """The workstream it belongs to."""
    action: Id | None = None
    """The action that carries it out."""
    trial: Id | None = None
    """The 30-day trial that tests it."""


class Workstream(Node):
    """A strand of work that gathers solutions."""

    label: Text
    """What it is called."""
    owner: RoleId
    """The role that leads it."""


class Workshop(Node):
    """One workshop."""

    kind: WorkshopKind
    """Its format."""
    on: Day
    """The day it is held."""
    was: Id | None = None
    """Its former id, so that links keep working."""
    place: Text | None = None
    """Where."""
    objectives: tuple[Text, ...] = ()
    """What it is for."""
    feeds: tuple[Id, ...] = ()
    """The decisions it feeds."""
    participants: Participants
    """Who takes part."""
    tables: dict[Id, CafeTable] = {}
    """Tables of a world café."""
    rounds: dict[Id, Round] = {}
    """Rounds of a world café."""
    plenary: dict[Id, Text] = {}
    """What each table reported."""
    agenda: Literal["standard"] | dict[Id, Step] | None = None
    """``standard``, the eight sequences of a symmetry workshop (390 minutes), or sequences of its own.

    Those of the standard, which may be taken up with other lengths: ``customer_too`` 30 minutes,
    ``empathy`` 60, ``customer_journey`` 45, ``employee_journey`` 45, ``facing`` 45, ``challenges`` 45,
    ``ideas`` 75, ``roadmap`` 45.
    """
    mirror: dict[Id, Facing] = {}
    """Both sides, moment by moment."""
    discovered: dict[Literal["customer", "employee"], tuple[Text, ...]] = {}
    """What each side discovered."""
    challenges: dict[Id, Challenge] = {}
    """Challenges."""
    ideas: dict[Id, Idea] = {}
    """Ideas."""
    irritants: dict[Id, Irritant] = {}
    """What goes wrong, as it was listed."""
    solutions: dict[Id, Solution] = {}
    """Solutions, each with its status."""
    workstreams: dict[Id, Workstream] = {}
    """The strands of work that gather solutions."""
    deliverables: Deliverables | None = None
    """What it gives."""
    follow_up: FollowUp | None = None
    """What happens next."""
