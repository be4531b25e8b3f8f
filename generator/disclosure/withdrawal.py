"""Withdrawing tables of a question, the least worth showing first, until no person's answer is proven: R9."""

from collections.abc import Iterator, Mapping

import numpy as np

from generator.aggregates.model import Flags, Floats
from generator.disclosure.ladder import Case, one_number
from generator.disclosure.policy import Policy
from generator.disclosure.reconstruction import Evidence, proven
from generator.disclosure.withholding import Field
from generator.release import Outcome
from generator.spec.measures import Measure
from generator.spec.models import QuestionType

PROMOTERS, DETRACTORS = range(9, 11), range(7)

Outcomes = Mapping[str, Outcome]


def secrets_of(measure: Measure) -> tuple[Flags, ...]:
    """What must not be proven of anyone: each answer, the favourable and the unfavourable ones, promoters."""
    codes = [code.id for code in measure.codes]
    sets = [{code} for code in codes] + [set(measure.positive), set(measure.negative)]
    if measure.type is QuestionType.NPS:
        sets += [{c for c in codes if int(c) in PROMOTERS}, {c for c in codes if int(c) in DETRACTORS}]
    told = {tuple(code in answers for code in codes): None for answers in sets}
    return tuple(np.array(flags) for flags in told if any(flags) and not all(flags))


def _tells(field: Field, outcomes: Outcomes) -> bool:
    return any(True for _ in _numbers(field, outcomes))


def withdraw(field: Field, outcomes: Outcomes, policy: Policy) -> Outcomes:
    """What is left when, one by one, the weakest tables around the people proven have come down a rung."""
    secrets = secrets_of(field.cases[0].measure)
    while _tells(field, outcomes):
        evidence = evidence_of(field, outcomes)
        exposed = np.flatnonzero(proven(evidence, secrets).any(axis=0))
        if not len(exposed):
            break
        # Only what is shown tells anything: the people exposed are inside some group shown.
        weakest = _weakest(field, outcomes, evidence.members[:, exposed].sum(axis=1) > 0)
        outcomes = {**outcomes, weakest.group.id: _lower(weakest, outcomes[weakest.group.id], policy)}
    return outcomes


def evidence_of(field: Field, outcomes: Outcomes) -> Evidence:
    """All that the tables of a question show, over the classes that they tell apart."""
    rows = list(_numbers(field, outcomes))
    cells = len(field.cases[0].measure.codes)
    groups = [row for row, _ in rows]
    members, kinds = np.unique(field.vectors[groups], axis=1, return_inverse=True)
    people = np.bincount(kinds.reshape(-1), weights=field.people, minlength=members.shape[1]).astype(np.int64)
    values = np.array([weights for _, weights in rows], dtype=np.float64).reshape(len(rows), cells)
    return Evidence(people, members, values, (values * field.cells[groups]).sum(axis=1))


def _numbers(field: Field, outcomes: Outcomes) -> Iterator[tuple[int, Floats]]:
    """Each number shown: the row of its group, and what each answer counts for in it."""
    for row, case in enumerate(field.cases):
        match outcomes[case.group.id]:
            case Outcome.FULL:
                yield from ((row, weights) for weights in np.eye(len(case.measure.codes)))
            case Outcome.ONE_NUMBER:
                if case.lead is not None and case.lead.values is not None:
                    yield row, np.array([case.lead.values[code.id] for code in case.measure.codes])
            case Outcome.WITHHELD:
                continue


def _weakest(field: Field, outcomes: Outcomes, telling: Flags) -> Case:
    """The last group of which a telling number is shown."""
    rows = [row for row, _ in _numbers(field, outcomes)]
    return field.cases[max(row for row, tells in zip(rows, telling, strict=True) if tells)]


def _lower(case: Case, outcome: Outcome, policy: Policy) -> Outcome:
    match outcome:
        case Outcome.FULL:
            return one_number(case, policy)
        case Outcome.ONE_NUMBER | Outcome.WITHHELD:
            return Outcome.WITHHELD
