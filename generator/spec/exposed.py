"""Who is exposed: « detractors of q_nps », as the answers of one measure."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from generator.spec.measures import Measure
from generator.spec.models import QuestionType, Study
from generator.spec.plan import Plan

_GROUP = re.compile(r"(\w+) of (\S+)")


@dataclass(frozen=True, slots=True)
class Exposed:
    """The answers of a measure that put their authors at risk, and the word for them."""

    word: str
    measure: str
    codes: tuple[str, ...]


def _scored(low: int, high: int) -> Callable[[Measure], tuple[str, ...]]:
    """The answers of an NPS question from one mark to another; none of another question."""

    def codes(measure: Measure) -> tuple[str, ...]:
        values = measure.values if measure.type is QuestionType.NPS else None
        return tuple(code for code, value in (values or {}).items() if low <= value <= high)

    return codes


_WORDS: Mapping[str, Callable[[Measure], tuple[str, ...]]] = {
    "detractors": _scored(0, 6),
    "passives": _scored(7, 8),
    "promoters": _scored(9, 10),
    "unfavourable": lambda measure: measure.negative,
    "favourable": lambda measure: measure.positive,
}
WORDS = tuple(_WORDS)
"""The words a group at risk may be named by."""


def exposed_of(study: Study, plan: Plan) -> Exposed | None:
    """The group at risk that a study declares; None when it declares none, or nothing that exists."""
    risk = study.economics.at_risk if study.economics else None
    found = _GROUP.fullmatch(risk.group.strip()) if risk else None
    if found is None or found[1] not in _WORDS or found[2] not in plan.measure:
        return None
    codes = _WORDS[found[1]](plan.measure[found[2]])
    return Exposed(found[1], found[2], codes) if codes else None
