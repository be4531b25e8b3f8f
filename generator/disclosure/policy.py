"""The policy: every protection as data, with floors that nothing can go below."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum

from generator.errors import Diagnostic, Refused
from generator.spec import thresholds
from generator.spec.filters import names_in
from generator.spec.measures import Measure
from generator.spec.models import Audience, Study


class Profile(StrEnum):
    """Who is protected: colleagues know each other, customers do not."""

    CUSTOMER = "customer"
    EMPLOYEE = "employee"


class Depth(StrEnum):
    """How far combinations of groups are searched."""

    PREVIEW = "preview"
    """Pairs of groups and of sums of sibling groups: in the time it takes to read a page again."""
    FREEZE = "freeze"
    """All combinations."""


@dataclass(frozen=True, slots=True)
class Policy:
    """What the gate applies. Each value may be stricter than its default, never weaker than its floor.

    Raises:
        Refused: V12, a value is weaker than its floor, or is not a whole number at all.
    """

    profile: Profile
    min_base: int = thresholds.BASE
    """R1: the smallest unweighted base."""
    min_sensitive: int = thresholds.MIN_SENSITIVE
    """R1, for sensitive questions."""
    coalition: int = 0
    """R2: how many respondents may put their answers together against the others of their group."""
    one_number_below: int = 30
    """R7: under this base a group shows one number."""
    crossing_base: int = 30
    """R7: under this base a crossing shows nothing."""
    max_cross: int = thresholds.CROSSED
    """R7: how many criteria may be crossed."""
    max_pairs: int = 3
    """R7: how many declared crossings are shown, in the order declared."""
    agreement_cap: int = thresholds.SENSITIVE_CAP
    """R5: the largest share of one answer to a sensitive question, in per cent."""
    dominance_cap: int = 85
    """R12: the largest share of a total that two respondents may make, in per cent."""
    decimals: int = thresholds.DECIMALS
    """R8: decimals of a published percentage, at most."""
    uncrossed: frozenset[str] = frozenset()
    """R17: criteria that are never crossed with another."""

    def __post_init__(self) -> None:
        weak = [name for name, allowed in self._allowed().items() if not _is_in(allowed, getattr(self, name))]
        if not _is_profile(self.profile):
            weak.append("profile")
        if weak:
            raise Refused(Diagnostic("V12", None, {"key": name}) for name in weak)

    def _allowed(self) -> Mapping[str, range]:
        base = self.min_base if _is_in(_at_least(thresholds.MIN_BASE), self.min_base) else thresholds.BASE
        return {
            "min_base": _at_least(thresholds.MIN_BASE),
            "min_sensitive": _at_least(base),
            "coalition": _at_least(_coalition(self.profile)),
            "one_number_below": _at_least(30),
            "crossing_base": _at_least(30),
            "max_cross": range(1, thresholds.CROSSED + 1),
            "max_pairs": range(4),
            "agreement_cap": range(thresholds.SENSITIVE_CAP + 1),
            "dominance_cap": range(86),
            "decimals": range(thresholds.DECIMALS + 1),
        }

    def smallest(self, measure: Measure) -> int:
        """The smallest base of a measure: R1, ordinary or sensitive, with the coalition of R2."""
        return (self.min_sensitive if measure.sensitive else self.min_base) + self.coalition

    @property
    def smallest_wave(self) -> int:
        """The fewest people a wave may speak of, and the fewest whose silence may be told: R1, R11."""
        return self.min_base + self.coalition

    @property
    def facts(self) -> Mapping[str, int | str | bool]:
        """The policy as its certificate states it."""
        stated = {field.name: getattr(self, field.name) for field in fields(self)}
        return {**stated, "profile": self.profile.value, "uncrossed": " ".join(sorted(self.uncrossed))}


def _at_least(floor: int) -> range:
    return range(floor, 1_000_000_000)


def _is_profile(value: object) -> bool:
    return isinstance(value, Profile)


def _is_in(allowed: range, value: object) -> bool:
    # A number and nothing that behaves like one: True equals 1, and NaN is under no floor.
    return type(value) is int and value in allowed


def policy_of(study: Study) -> Policy:
    """The policy of a study.

    Raises:
        Refused: V01, a threshold is weaker than what was promised, or than its floor.
    """
    refused = tuple(thresholds.shortfalls(study))
    if refused:
        raise Refused(refused)
    limits = thresholds.thresholds_of(study)
    profile = _profile(study.audience)
    return Policy(
        profile,
        min_base=limits.base,
        min_sensitive=limits.sensitive,
        coalition=_coalition(profile),
        max_cross=limits.crossed,
        decimals=limits.decimals,
        uncrossed=frozenset(_uncrossed(study)),
    )


def _profile(audience: Audience) -> Profile:
    match audience:
        case Audience.CUSTOMER:
            return Profile.CUSTOMER
        case Audience.EMPLOYEE | Audience.BOTH:
            return Profile.EMPLOYEE


def _coalition(profile: Profile) -> int:
    match profile:
        case Profile.CUSTOMER:
            return 0
        case Profile.EMPLOYEE:
            return 1


def _uncrossed(study: Study) -> Iterator[str]:
    """What a filter or a crossing may call the sensitive segments, and the sensitive questions."""
    for name, segment in study.segments.items():
        if segment.sensitive:
            yield from (name, segment.column or name)
            yield from names_in(segment.when) if segment.when else ()
    for name, question in study.questions.items():
        if question.sensitive:
            yield from (name, *(f"{name}.{item}" for item in (*question.items, *question.options)))
