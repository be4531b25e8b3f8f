"""What claims read: the only measures that a repeat has to count and to take before the gate.

The gate judges each question alone, in all its groups: what is shown of one is the same whether the others
are asked or not. So a repeat that leaves the others out gives the same verdicts, sooner.
"""

from collections.abc import Iterable, Iterator

from generator.spec.language import Among, Comparison, Extreme, Ranked, Reference, StillHolds
from generator.spec.models import Study
from generator.spec.plan import Plan, is_own, references_in
from generator.spec.scores import named_by
from generator.spec.symbols import IMPORTANCE, PERFORMANCE


def claimed(study: Study, plan: Plan, studies: Iterable[Study]) -> Plan:
    """The part of a study's plan that claims read, its own and those of the ``studies`` that cite it."""
    return plan.of_measures(frozenset(_measures(study, plan, studies)))


def _measures(study: Study, plan: Plan, studies: Iterable[Study]) -> Iterator[str]:
    for reference in _references(study, studies):
        for score in named_by(plan.scores, reference):
            yield from plan.measures_under(score)
    if plan.drivers is not None and any(_is_ranked(study)):
        yield from plan.drivers.variables


def _references(study: Study, studies: Iterable[Study]) -> Iterator[Reference]:
    """What claims name, without the item: a rank, a tie or a least one is among all the items."""
    for other in studies:
        for finding in other.findings.values():
            for claim in finding.holds:
                match claim:
                    case Comparison() | Extreme() | Among():
                        named = references_in(claim)
                        yield from (r for r in named if _is_of(r, study, other))
                    case Ranked(of=of) if other.id == study.id:
                        yield Reference(_ranked(study, of))
                    case Ranked() | StillHolds():
                        continue


def _is_of(reference: Reference, study: Study, other: Study) -> bool:
    return is_own(reference, study) if other.id == study.id else reference.at == study.id


def _ranked(study: Study, of: str) -> str:
    rules = study.priorities
    if rules is None or of not in (IMPORTANCE, PERFORMANCE):
        return of
    return (rules.performance if of == PERFORMANCE else None) or rules.over


def _is_ranked(study: Study) -> Iterator[bool]:
    """Whether a claim is about the model of importance, which reads all its items and its outcome."""
    return (
        isinstance(claim, Ranked) and claim.of == IMPORTANCE
        for finding in study.findings.values()
        for claim in finding.holds
    )
