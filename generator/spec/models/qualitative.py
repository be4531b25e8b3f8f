"""Groups and interviews: mechanisms, convergences and signals, never proportions."""

from typing import Literal

from generator.spec.models.base import Node
from generator.spec.scalars import Count, Day, Exact, Flag, Id, Prose, Ref, RoleId, Text


class DiscussionGroup(Node):
    """One moderated group."""

    side: Literal["customer", "employee"]
    """Whose side it hears."""
    on: Day
    """The day it met."""
    size: Count
    """How many took part: a design fact."""
    profiles: tuple[Text, ...]
    """The profiles present."""
    facilitator: RoleId
    """The role that moderated."""
    covered: tuple[Text, ...]
    """The subjects of the guide that were covered."""


class Theme(Node):
    """Something heard, with its meaning."""

    label: Prose
    """The theme as a sentence."""
    kind: Text
    """Emotion, representation, expectation, arbitration…"""
    moment: Id | None = None
    """The moment of the journey it belongs to."""
    stance: Literal["convergent", "divergent", "emerging"]
    """Whether groups agreed."""
    signal: Literal["strong", "weak"]
    """A strong or a weak signal."""
    heard_in: tuple[Id, ...]
    """The groups where it was heard."""
    leads: tuple[Prose, ...] = ()
    """Ways to act it suggests."""
    to_test: Ref | None = None
    """The question, perhaps of a wave to come, that will measure it."""
    was: Id | None = None
    """Its former id."""


class Approval(Node):
    """A person's reading of a quotation, word for word."""

    hash: Text
    """What was read, as the build gives it: one character changed since voids it; one per language of the
    context, where it is told in several."""
    by: RoleId
    """The role that read it."""
    on: Day
    """The day it was read."""


class Verbatim(Node):
    """Words that illustrate a theme."""

    text: Exact
    """What was said."""
    group: Id
    """Where it was said; pages show the side only."""
    context: Text
    """What it was about."""
    illustrates: Id
    """The theme it illustrates."""
    consent: Flag
    """Whether the speaker agreed to be quoted."""
    approved: Approval | None = None
    """Who read it, when, and exactly what; without it the build fails."""


class Qualitative(Node):
    """The qualitative part of a study."""

    method: Literal["groups", "interviews"]
    """Groups or interviews."""
    why: Text
    """Why that method."""
    guide: tuple[Text, ...]
    """The subjects to cover."""
    groups: dict[Id, DiscussionGroup]
    """The groups held."""
    themes: dict[Id, Theme]
    """What was heard."""
    verbatims: dict[Id, Verbatim] = {}
    """Words in context."""
    limits: Prose
    """What this material cannot say."""
