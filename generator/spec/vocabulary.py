"""Closed lists whose words are the author's own language: economic outcomes, dimensions of experience."""

from collections.abc import Mapping

from generator.spec.models import Audience
from generator.words import Lang

_OF_CUSTOMERS: Mapping[Lang, tuple[str, ...]] = {
    Lang.FR: ("fidélité", "recommandation", "réachat", "attrition"),
    Lang.EN: ("loyalty", "recommendation", "repurchase", "attrition"),
}
_OF_EMPLOYEES: Mapping[Lang, tuple[str, ...]] = {
    Lang.FR: ("engagement", "rétention", "attractivité", "rotation", "absentéisme"),
    Lang.EN: ("engagement", "retention", "attractiveness", "turnover", "absenteeism"),
}
DIMENSIONS: Mapping[Lang, tuple[str, ...]] = {
    Lang.FR: ("intégration", "management", "reconnaissance", "développement", "sens", "utilité"),
    Lang.EN: ("onboarding", "management", "recognition", "development", "meaning", "usefulness"),
}
"""The six dimensions of an employee's experience."""


def outcomes_of(audience: Audience, lang: Lang) -> tuple[str, ...]:
    """What a study of that audience may be tied to in the accounts of the client."""
    match audience:
        case Audience.CUSTOMER:
            return _OF_CUSTOMERS[lang]
        case Audience.EMPLOYEE:
            return _OF_EMPLOYEES[lang]
        case Audience.BOTH:
            return (*_OF_CUSTOMERS[lang], *_OF_EMPLOYEES[lang])


def outcome_in(outcome: str, audience: Audience, own: Lang, lang: Lang) -> str:
    """An outcome that a study names in its own language, as another calls it."""
    return dict(zip(outcomes_of(audience, own), outcomes_of(audience, lang), strict=True)).get(
        outcome, outcome
    )
