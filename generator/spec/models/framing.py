"""Why a study exists: its objective, its people, its sample."""

from enum import StrEnum
from typing import Annotated

from generator.spec.models.base import Node, wrapped
from generator.spec.scalars import Count, Day, Exact, Flag, Id, RoleId, Share, Text


class StudyKind(StrEnum):
    """The family of method a study uses."""

    SURVEY = "survey"
    QUALITATIVE = "qualitative"
    WORKSHOP = "workshop"
    MIXED = "mixed"


class Audience(StrEnum):
    """Whose experience is studied; it sets the privacy profile."""

    CUSTOMER = "customer"
    EMPLOYEE = "employee"
    BOTH = "both"


class Links(Node):
    """Studies this one follows and prepares."""

    upstream: tuple[Id, ...] = ()
    """Studies whose results this one explains or deepens."""
    downstream: tuple[Id, ...] = ()
    """Studies that will measure what this one found."""


class Override(Node):
    """A signed decision to go on although readiness said no; it is published."""

    by: RoleId
    """The role that signs."""
    on: Day
    """The day it was signed."""
    why: Text
    """The reason, printed on the site."""


class Deferral(Node):
    """A signed decision not to ask yet; its page is published instead of a questionnaire."""

    by: RoleId
    """The role that signs."""
    on: Day
    """The day it was signed."""
    why: Text
    """The reason, printed on the site."""
    until: Day
    """The day the four questions are asked again."""
    meanwhile: tuple[Text, ...]
    """What must be settled first, such as the strategy or who governs."""


class Readiness(Node):
    """Four questions, all worded so that yes is good."""

    decision_still_open: Flag
    """Is the decision still to be taken?"""
    room_to_act: Flag
    """Is there room to act on the results?"""
    ready_for_bad_news: Flag
    """Can the decider hear unfavourable results?"""
    strategy_clear: Flag
    """Is the strategy clear enough to measure against?"""
    override: Override | None = None
    """Who goes on although one answer is no, and why."""
    defer: Deferral | None = None
    """Who puts the study off, until when, and what must be settled first."""

    @property
    def refused(self) -> tuple[str, ...]:
        """The questions answered no."""
        signed = ("override", "defer")
        answers = {name: getattr(self, name) for name in type(self).model_fields if name not in signed}
        return tuple(name for name, answer in answers.items() if not answer)


class Support(Node):
    """What accompanies a survey in a tense period."""

    before: Text
    """The dialogue held before."""
    after: Text
    """How and when results are given back."""
    contact: Text
    """Whom people can turn to."""


class Context(Node):
    """Circumstances that change how results must be read."""

    tension: Flag = False
    """Whether the period is tense."""
    support: Support | None = None
    """What accompanies the survey; required under tension."""


class Cadence(Node):
    """How often the study is repeated; no default exists."""

    every: Exact
    """An ISO 8601 duration such as P1Y, or ``continuous`` or ``one_off``."""
    why: Text
    """The reason for that rhythm."""


class NotCovered(Node):
    """People of the population that the study cannot reach."""

    who: Text
    """Who they are."""
    share: Share | None = None
    """Their share of the population."""
    source: Text | None = None
    """Where that share comes from."""


class Population(Node):
    """The people the results speak of."""

    who: Text
    """Who they are, in words."""
    size: Count | None = None
    """How many they are."""
    where: Text | None = None
    """The territory."""
    not_covered: Annotated[NotCovered, wrapped("who")] | None = None
    """Who is left out, and how many."""


class Design(StrEnum):
    """How respondents were chosen; it decides what uncertainty may be claimed."""

    PROBABILITY = "probability"
    QUOTA = "quota"
    OPT_IN = "opt_in"
    CENSUS = "census"


class ReplicateMethod(StrEnum):
    """How replicate weights were made, which says what a deviation counts for."""

    JACKKNIFE = "jackknife"
    BALANCED = "balanced"
    BOOTSTRAP = "bootstrap"


class LonelyCluster(StrEnum):
    """What a cluster alone in its stratum adds to uncertainty."""

    ADJUST = "adjust"
    AVERAGE = "average"
    CERTAINTY = "certainty"


class Replicated(Node):
    """Replicate weights that come with the data."""

    columns: tuple[Id, ...]
    """The columns that hold them, one per replicate."""
    method: ReplicateMethod
    """How they were made: ``jackknife``, ``balanced`` or ``bootstrap``."""
    df: Count | None = None
    """Degrees of freedom of the design; one less than the replicates without it."""


class Sample(Node):
    """The sample design."""

    design: Design
    """Probability, quota, opt-in, or attempted census."""
    frame: Text | None = None
    """The list the sample was drawn from."""
    strata: tuple[Id, ...] = ()
    """Segments or columns used as strata."""
    clusters: Id | None = None
    """The column of clusters (primary sampling units): shops, schools, teams drawn before people."""
    sizes: Id | None = None
    """The column that says how many clusters, or people, the population has in each one's stratum."""
    lonely: LonelyCluster | None = None
    """What a cluster alone in its stratum adds: ``adjust``, ``average`` or ``certainty``; refused without."""
    replicates: Replicated | None = None
    """Replicate weights given with the data; they stand for strata and clusters."""
    person: Id | None = None
    """The column that names the same person in two waves, so that a panel is recognised; never kept."""
    precision: Exact | None = None
    """For an opt-in sample: ``none``, or the model claimed with its assumptions."""
