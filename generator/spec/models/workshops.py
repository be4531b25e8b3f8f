"""World cafés and symmetry workshops, from objectives to follow-up."""

from enum import StrEnum
from typing import Literal

from generator.spec.models.base import Node
from generator.spec.scalars import Count, Day, Flag, Grade, Id, Mood, Natural, Text


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
    deciders: tuple[Id, ...] = ()
    """Roles of deciders present."""
    support_functions: Flag = False
    """Whether support functions take part."""
    pairs: Text | None = None
    """How participants are paired."""
    facilitators: Natural = 1
    """How many facilitators."""


class CafeTable(Node):
    """One table of a world café."""

    host: Id
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
    priorities: Text | None = None
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


class Workshop(Node):
    """One workshop."""

    kind: WorkshopKind
    """Its format."""
    on: Day
    """The day it is held."""
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
    agenda: Text | None = None
    """``standard``: the eight sequences of a symmetry workshop."""
    mirror: dict[Id, Facing] = {}
    """Both sides, moment by moment."""
    discovered: dict[Literal["customer", "employee"], tuple[Text, ...]] = {}
    """What each side discovered."""
    challenges: dict[Id, Challenge] = {}
    """Challenges."""
    ideas: dict[Id, Idea] = {}
    """Ideas."""
    deliverables: Deliverables | None = None
    """What it gives."""
    follow_up: FollowUp | None = None
    """What happens next."""
