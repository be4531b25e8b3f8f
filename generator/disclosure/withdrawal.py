"""Withdrawing tables of a question, the least worth showing first, until no person's answer is proven: R9."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

import numpy as np

from generator.aggregates.model import Flags, Floats, Ints
from generator.disclosure.ladder import Case, one_number
from generator.disclosure.policy import Policy
from generator.disclosure.reconstruction import Evidence, pinned, proven
from generator.disclosure.withholding import Field
from generator.release import Attack, Outcome
from generator.spec.measures import Measure
from generator.spec.models import QuestionType

WHOLE = 100
"""Up to so many unknowns (classes times answers), solutions in whole people are looked for: a few people
split between answers may fit numbers that no whole people do. Beyond, it would take longer than anyone waits,
and half of a person tells the less the more people there are."""
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


def withdraw(field: Field, outcomes: Outcomes, policy: Policy) -> tuple[Outcomes, Attack]:
    """What is left when, one by one, the weakest tables around the people proven have come down a rung, and
    how the last attack, which proves nobody, was made."""
    secrets = secrets_of(field.cases[0].measure)
    while _tells(field, outcomes):
        evidence, hidden = _seen(field, outcomes)
        exposed = np.flatnonzero(_exposed(evidence, hidden, secrets))
        if not len(exposed):
            return outcomes, Attack.WHOLE if _is_few(evidence) else Attack.SPLIT
        # Only what is shown tells anything: the people exposed are inside some group shown.
        weakest = _weakest(field, outcomes, evidence.members[:, exposed].sum(axis=1) > 0)
        outcomes = {**outcomes, weakest.group.id: _lower(weakest, outcomes[weakest.group.id], policy)}
    return outcomes, Attack.WHOLE


def _is_few(evidence: Evidence) -> bool:
    """Whether solutions in whole people can be looked for."""
    answers: int = evidence.values.shape[1]
    return len(evidence.people) * answers <= WHOLE


def _exposed(evidence: Evidence, hidden: Ints, secrets: tuple[Flags, ...]) -> Flags:
    """The classes that an answer is proven of, or that are in a withheld group whose answers are all told."""
    told = (hidden[pinned(evidence, hidden)] > 0).any(axis=0)
    found = np.asarray(proven(evidence, secrets).any(axis=0) | told)
    if not found.any() and _is_few(evidence):
        found = np.asarray(proven(replace(evidence, is_whole=True), secrets).any(axis=0))
    return found


def evidence_of(field: Field, outcomes: Outcomes) -> Evidence:
    """All that the tables of a question show, over the classes that they tell apart."""
    return _seen(field, outcomes)[0]


def _seen(field: Field, outcomes: Outcomes) -> tuple[Evidence, Ints]:
    """The evidence, and the withheld groups that it could tell: those made of its classes."""
    rows = list(_numbers(field, outcomes))
    cells = len(field.cases[0].measure.codes)
    groups = [row for row, _ in rows]
    members, kinds = np.unique(field.vectors[groups], axis=1, return_inverse=True)
    kinds = kinds.reshape(-1)
    people = np.bincount(kinds, weights=field.people, minlength=members.shape[1]).astype(np.int64)
    values = np.array([weights for _, weights in rows], dtype=np.float64).reshape(len(rows), cells)
    evidence = Evidence(people, members, values, (values * field.cells[groups]).sum(axis=1))
    return evidence, _whole(field, outcomes, kinds, members.shape[1])


def _whole(field: Field, outcomes: Outcomes, kinds: Ints, classes: int) -> Ints:
    """Withheld groups over the classes that numbers tell apart; who holds part of one is never told."""
    withheld = [i for i, case in enumerate(field.cases) if outcomes[case.group.id] is Outcome.WITHHELD]
    inside = np.zeros((classes, len(withheld)), dtype=np.int64)
    np.add.at(inside, kinds, field.vectors[withheld].T)
    whole = (inside == 0) | (inside == np.bincount(kinds, minlength=classes)[:, None])
    told = whole.all(axis=0) & inside.any(axis=0)
    return (inside[:, told] > 0).T.astype(np.int64)


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
