"""The thresholds a study is held to: what it declares and what it promised, above fixed floors."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.errors import Diagnostic
from generator.spec.models import Audience, Study

MIN_BASE, BASE = 5, 10
MIN_SENSITIVE = 30
VERBATIMS = {Audience.CUSTOMER: 20, Audience.EMPLOYEE: 30, Audience.BOTH: 30}
MODERATED = 6
CROSSED = 2
DECIMALS = 1
SENSITIVE_CAP = 90
"""The largest share of one answer to a sensitive question that is published, in per cent."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Bases are in respondents, unweighted. ``crossed`` criteria at most; ``decimals`` of a percentage."""

    base: int
    sensitive: int
    verbatims: int
    moderated: int
    crossed: int
    decimals: int


def thresholds_of(study: Study) -> Thresholds:
    """What applies: never weaker than the floors, nor than the threshold promised to respondents."""
    privacy = study.privacy
    declared = privacy.min_cell if privacy.min_cell is not None else BASE
    base = max(declared, privacy.promised, MIN_BASE)
    return Thresholds(
        base=base,
        sensitive=max(privacy.min_sensitive or MIN_SENSITIVE, base),
        verbatims=max(privacy.min_verbatims or 0, VERBATIMS[study.audience], base),
        moderated=max(privacy.min_group or 0, MODERATED),
        crossed=min(privacy.max_cross if privacy.max_cross is not None else CROSSED, CROSSED),
        decimals=min(privacy.round_to if privacy.round_to is not None else DECIMALS, DECIMALS),
    )


def shortfalls(study: Study) -> Iterator[Diagnostic]:
    """V01 for each declared threshold that is weaker than what applies to it."""
    privacy = study.privacy
    if privacy.min_cell is not None and MIN_BASE <= privacy.min_cell < privacy.promised:
        values = {"given": privacy.min_cell, "promised": privacy.promised}
        yield Diagnostic("V01", study.where("privacy", "min_cell"), values)
    for key, floor in _floors(study).items():
        given = getattr(privacy, key)
        if given is not None and given < floor:
            yield _problem(study, "V01.floor", key, given=given, floor=floor)
    for key, (low, high) in _RANGES.items():
        given = getattr(privacy, key)
        if given is not None and not low <= given <= high:
            yield _problem(study, "V01.range", key, given=given, low=low, high=high)


_RANGES = {"max_cross": (1, CROSSED), "round_to": (0, DECIMALS)}


def _problem(study: Study, code: str, key: str, **values: int) -> Diagnostic:
    return Diagnostic(code, study.where("privacy", key), {"key": key, **values})


def _floors(study: Study) -> dict[str, int]:
    return {
        "promised": 1,
        "min_cell": MIN_BASE,
        "min_sensitive": thresholds_of(study).base,
        "min_verbatims": VERBATIMS[study.audience],
        "min_group": MODERATED,
    }
