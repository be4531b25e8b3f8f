"""What is computed from answers: indicators, priority rules, comparisons with the outside."""

from enum import StrEnum
from typing import Annotated, Literal

from generator.spec.models.base import Node, wrapped
from generator.spec.scalars import Confidence, Count, Day, Exact, Id, Money, Number, Ref, Share, Text


class IndicatorKind(StrEnum):
    """How an indicator is computed from its question."""

    NPS = "nps"
    TOP_BOX = "top_box"
    BOTTOM_BOX = "bottom_box"
    NET = "net"
    MEAN = "mean"
    MEDIAN = "median"
    SHARE = "share"
    FIRST_CHOICE = "first_choice"
    MEAN_OF = "mean_of"


class Tier(StrEnum):
    """How prominent an indicator is; at most three are headlines."""

    HEADLINE = "headline"
    MOMENT = "moment"
    SUPPORT = "support"


class Better(StrEnum):
    """Which way is good news."""

    UP = "up"
    DOWN = "down"


class Indicator(Node):
    """A figure with a name, a formula and a meaning."""

    kind: IndicatorKind | None = None
    """The formula."""
    of: tuple[Ref, ...] | Ref
    """The question it is computed from; for ``mean_of``, the indicators it averages."""
    tier: Tier = Tier.SUPPORT
    """Headline, moment or support."""
    better: Better | None = None
    """Which way is good news."""
    box: tuple[Id, ...] = ()
    """The codes counted by a box, when they are not the scale's own."""
    label: Text | None = None
    """How pages call it."""

    @property
    def sources(self) -> tuple[Ref, ...]:
        """What it is computed from, as a tuple even when there is one."""
        return self.of if isinstance(self.of, tuple) else (self.of,)


class PriorityRule(StrEnum):
    """The rule that ranks what to act on."""

    IMPORTANCE_PERFORMANCE = "importance_performance"
    OPPORTUNITY = "opportunity"
    DOUBLE_IMPACT = "double_impact"


class Importance(Node):
    """Where importance comes from: computed from an outcome, or asked."""

    method: Literal["shapley", "johnson", "stated"]
    """Shapley shares of explained variance, Johnson weights, or stated importance."""
    outcome: Id | None = None
    """The question that is explained."""
    of: Id | None = None
    """The indicator of stated importance."""
    missing: Literal["listwise"] = "listwise"
    """Which respondents enter the model: those who answered all of its questions."""


class PriorityCut(Node):
    """The lines that divide the quadrant."""

    importance: Literal["mean"] | Number = "mean"
    """``mean``, or a share between 0 and 1; of stated importance, a value of its indicator."""
    performance: Literal["mean"] | Number = "mean"
    """``mean``, or a value of the performance indicator; a share is written between 0 and 1."""
    opportunity: Number | None = None
    """The score above which an opportunity is worth acting on, from 0 to 20; 10 without it."""


class Priorities(Node):
    """The priority rule, frozen before the data."""

    rule: PriorityRule
    """Importance–performance, opportunity, or double impact."""
    over: Exact
    """The indicator (or the workshop's ideas) whose items are ranked."""
    importance: Importance | None = None
    """Where importance comes from."""
    performance: Id | None = None
    """The indicator of performance."""
    cut: PriorityCut = PriorityCut()
    """Where the quadrant is cut."""
    ties: Literal["interval"] = "interval"
    """Items whose intervals cross share their rank."""
    keep: Count | None = None
    """How many ideas are kept (double impact)."""
    combine: Literal["min"] = "min"
    """Both sides must gain."""


Likeness = Literal["same", "close", "different"]

CRITERIA = ("wording", "method", "mode", "population")
"""What two figures are compared on before they are: the keys of ``Comparability``."""


class Comparability(Node):
    """How alike two figures were obtained, on four criteria."""

    wording: Likeness | None = None
    """Is the question worded alike?"""
    method: Likeness | None = None
    """Is the survey method alike?"""
    mode: Likeness | None = None
    """Is the way of asking alike?"""
    population: Likeness | None = None
    """Are the people alike?"""

    @property
    def unsaid(self) -> tuple[str, ...]:
        """The criteria that nobody judged."""
        return tuple(key for key in CRITERIA if getattr(self, key) is None)

    @property
    def different(self) -> tuple[str, ...]:
        """The criteria on which the two differ."""
        return tuple(key for key in CRITERIA if getattr(self, key) == "different")


class Comparable(Comparability):
    """Why the levels of both sides at a moment may be subtracted."""

    why: Text
    """What makes the gap mean something, printed with it."""


class Symmetry(Node):
    """The mirror between paired studies, by moment, never by person."""

    with_: Id
    """The paired study."""
    by: Literal["moment"] = "moment"
    """What both sides share."""
    pair: dict[Literal["customer", "employee"], Id]
    """The indicator of each side."""
    waves: dict[Id, Id]
    """Which wave faces which."""
    show: Literal["both", "difference"] = "both"
    """Two levels side by side, or also their difference where declared comparable."""
    comparable: dict[Id, Comparable] = {}
    """The moments whose two levels may be subtracted, each with how alike they were asked."""
    linkage: Exact = "none"
    """The computed link between sides, or ``none``."""


class Adjustment(StrEnum):
    """The correction for testing many things at once."""

    HOLM = "holm"
    BENJAMINI_HOCHBERG = "benjamini_hochberg"


class Statistics(Node):
    """How certain a claim must be."""

    confidence: Confidence = 0.95
    """The confidence level."""
    adjust: Adjustment = Adjustment.HOLM
    """The correction over the family of all comparisons of the study and wave."""


class Source(Node):
    """Where an outside figure comes from."""

    title: Text
    """The document."""
    url: Exact | None = None
    """Its address, printed and never loaded."""
    consulted: Day
    """The day it was read."""


class Benchmark(Comparability):
    """An outside figure shown as context, never used as a norm."""

    of: Ref
    """The indicator it stands beside."""
    value: Number
    """Its value, in the indicator's unit."""
    source: Source
    """Where it comes from."""
    base: Count | None = None
    """How many people it rests on."""
    se: Number | None = None
    """Its standard error, when published."""
    context: dict[Id, Text] = {}
    """Sector, maturity, period, events."""
    reuse_consent: Text | None = None
    """``public``, or who agreed to the reuse."""


class Sourced(Node):
    """A share or an amount with its source."""

    value: Share
    """The observed rate."""
    between: tuple[Share, Share] | None = None
    """The least and the most it may be, when the source says so."""
    source: Text
    """Where it was observed."""


class SourcedMoney(Node):
    """An amount of money with its source."""

    value: Money
    """The amount, with its currency."""
    between: tuple[Money, Money] | None = None
    """The least and the most it may be, in the same currency."""
    source: Text
    """Where it was observed."""


class AtRisk(Node):
    """Revenue exposed: people × observed rate × value each."""

    group: Exact
    """The group at risk: ``detractors of q_nps``, ``unfavourable of q_moments.sinistre``."""
    rate: Sourced
    """The observed rate of departure."""
    value_each: SourcedMoney
    """The yearly value of one person."""


class Economics(Node):
    """The economic outcomes the study is tied to."""

    outcomes: tuple[Exact, ...]
    """Loyalty, recommendation, repurchase, attrition."""
    at_risk: AtRisk | None = None
    """What is exposed, as a sourced range."""


class External(Node):
    """An outside series shown beside, never merged."""

    label: Text
    """How pages call it."""
    unit: Text
    """Its unit."""
    source: Annotated[Source, wrapped("title")] | Text
    """Where it comes from."""
    values: dict[Id, Number]
    """Its value by wave or year."""
