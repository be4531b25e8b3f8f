"""The standard agenda of a symmetry workshop, and the agenda that a workshop follows."""

from collections.abc import Mapping

from generator.spec.models.workshops import Step, Workshop

STANDARD: Mapping[str, int] = {
    "customer_too": 30,
    "empathy": 60,
    "customer_journey": 45,
    "employee_journey": 45,
    "facing": 45,
    "challenges": 45,
    "ideas": 75,
    "roadmap": 45,
}
"""Eight sequences with their minutes, 390 in all: a preset, which ``Workshop.agenda`` documents."""


def agenda_of(workshop: Workshop) -> Mapping[str, Step]:
    """The sequences of a workshop in order: the standard ones, its own, or none."""
    if workshop.agenda is None:
        return {}
    if isinstance(workshop.agenda, dict):
        return workshop.agenda
    return {name: Step(minutes=minutes) for name, minutes in STANDARD.items()}
