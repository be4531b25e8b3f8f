"""Estimates and tests: what statistics give, and all that pages may print."""

from dataclasses import dataclass
from enum import StrEnum


class Method(StrEnum):
    """How an interval was obtained."""

    LOGIT = "logit"
    KORN_GRAUBARD = "korn_graubard"
    WILSON = "wilson"
    ADJUSTED_WALD = "adjusted_wald"
    STUDENT = "student"
    WOODRUFF = "woodruff"
    DELTA = "delta"
    NONE = "none"


class Assumption(StrEnum):
    """What must be granted for the interval or the test to mean what it says."""

    WEIGHTS_ONLY = "weights_only"
    INDEPENDENT_WAVES = "independent_waves"
    RANDOM_METHOD = "random_method"
    NON_RESPONSE_IGNORABLE = "non_response_ignorable"
    NO_SAMPLING_MODEL = "no_sampling_model"
    DECLARED_MODEL = "declared_model"
    COMPLETE_ANSWERS = "complete_answers"
    BRIDGED_SERIES = "bridged_series"
    MEASURED_BRIDGE = "measured_bridge"
    BRIDGE_APART = "bridge_apart"
    PANEL = "panel"


SMALL_BASE = 30
"""Under this many answers a figure is flagged, and nothing is tested."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with what is known of its uncertainty.

    Shares are fractions, NPS in points. ``se``, ``low`` and ``high`` are None where the design
    allows no interval or the base is one; ``se`` alone is 0 when all gave the same answer, and the
    interval then says how far from certain that is. ``n`` is the unweighted base, ``n_eff`` Kish's
    effective base (Σw)²/Σw².
    """

    value: float
    se: float | None
    low: float | None
    high: float | None
    df: float
    n: int
    weighted_n: float
    n_eff: float
    method: Method
    assumptions: tuple[Assumption, ...] = ()

    @property
    def is_small(self) -> bool:
        """Whether the base is small enough to be flagged."""
        return self.n < SMALL_BASE


@dataclass(frozen=True, slots=True)
class Difference:
    """A tested difference, in the unit of what is compared.

    ``p`` is two-sided; ``p_adjusted`` is p after the declared correction over ``family`` tests;
    both are None where nothing can be tested. ``level`` is the confidence level of the interval.
    ``effect`` is a standardised effect size: Cohen's h for shares, the difference over the pooled
    standard deviation otherwise. With a ``margin``, p is that of equivalence within the margin.
    """

    value: float
    se: float | None
    low: float | None
    high: float | None
    df: float
    p: float | None
    p_adjusted: float | None
    family: int
    level: float
    effect: float | None
    assumptions: tuple[Assumption, ...] = ()
    margin: float | None = None


@dataclass(frozen=True, slots=True)
class ResponseRate:
    """How many answered of those invited; ``value`` is a fraction."""

    answered: int
    invited: int
    value: float


class Judgement(StrEnum):
    """What a test allows one to say."""

    HIGHER = "higher"
    LOWER = "lower"
    EQUIVALENT = "equivalent"
    NOT_ESTABLISHED = "not_established"
    CANNOT_SAY = "cannot_say"
