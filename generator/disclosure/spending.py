"""R10: the budget of a question: one independent number published for ten people who answered, at most.

Equations on answers prove nobody's (R9 attacks them), but each takes away some of what is not known; from
about as many numbers as people, nothing is left. Many more than a tenth of that are worth a warning.
"""

from collections.abc import Iterator

import numpy as np

from generator.aggregates.model import Aggregates
from generator.errors import Diagnostic, Position
from generator.release import Outcome, Release
from generator.spec.groups import EVERYONE
from generator.spec.measures import Measure
from generator.spec.plan import Plan

PER_NUMBER = 10
"""How many people answer for each independent number."""


def overspent(
    aggregates: Aggregates, plan: Plan, release: Release, where: Position | None
) -> Iterator[Diagnostic]:
    """V17, when questions of a wave publish more numbers than their answers can bear; all of them at once."""
    names = [
        name
        for name in dict.fromkeys(name for name, _ in release.tables)
        if _is_over(name, aggregates, plan, release)
    ]
    if names:
        yield Diagnostic("V17", where, {"wave": release.wave, "questions": ", ".join(names)})


def _is_over(name: str, aggregates: Aggregates, plan: Plan, release: Release) -> bool:
    if (name, EVERYONE) not in aggregates.counts:
        return False
    allowed = int(aggregates.counts[name, EVERYONE].n.sum()) // PER_NUMBER
    return published(plan.measure[name], aggregates, release) > allowed


def published(measure: Measure, aggregates: Aggregates, release: Release) -> int:
    """How many independent numbers a release publishes of a question, its bases apart.

    A distribution tells all its answers but one, which the base gives; one number tells itself. Groups that
    are sums and differences of others tell nothing new.
    """
    full = _shown(measure, release, Outcome.FULL)
    either = full + _shown(measure, release, Outcome.ONE_NUMBER)
    told = _rank(full, measure, aggregates)
    return told * max(len(measure.codes) - 1, 1) + _rank(either, measure, aggregates) - told


def _shown(measure: Measure, release: Release, outcome: Outcome) -> list[str]:
    return [
        group
        for (name, group), table in release.tables.items()
        if name == measure.id and table.outcome is outcome
    ]


def _rank(groups: list[str], measure: Measure, aggregates: Aggregates) -> int:
    classes = aggregates.classes
    column = {group: place for place, group in enumerate(classes.groups)}
    answered = classes.answered[measure.id] > 0
    members = classes.member[answered][:, [column[group] for group in groups]].astype(np.float64)
    return int(np.linalg.matrix_rank(members.T @ members, hermitian=True)) if members.size else 0
