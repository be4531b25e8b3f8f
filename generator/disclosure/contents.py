"""What is written of a table, a battery and the model of importance, once the gate has decided."""

from collections.abc import Mapping

import numpy as np

from generator.aggregates.model import Counts, DriverMoments, Joint, Summary
from generator.disclosure.ladder import Case
from generator.disclosure.policy import Policy
from generator.release import Cells, Covariance, Moments, Outcome, Table, Totals
from generator.spec.groups import EVERYONE
from generator.spec.measures import Code
from generator.spec.plan import Drivers, Plan, Term

Outcomes = Mapping[tuple[str, str], Outcome]
"""What was decided, by (measure, group)."""


def table_of(case: Case, outcome: Outcome) -> Table:
    """What a measure shows in a group."""
    match outcome:
        case Outcome.WITHHELD:
            return Table(case.measure.id, case.group.id, outcome)
        case Outcome.ONE_NUMBER:
            return _table(case, outcome, None, _one_number(case), None)
        case Outcome.FULL:
            totals = {score: _totals(summary) for score, summary in case.summaries.items()}
            aside = _aside(case.counts, case.measure.missing)
            return _table(case, outcome, _cells(case), totals or None, aside or None)


def _table(
    case: Case,
    outcome: Outcome,
    cells: Cells | None,
    totals: Mapping[str, Totals] | None,
    aside: Mapping[str, float | None] | None,
) -> Table:
    w, w2 = float(case.counts.w.sum()), float(case.counts.w2.sum())
    return Table(case.measure.id, case.group.id, outcome, case.n, w, w2, cells, totals, aside)


def _cells(case: Case) -> Cells | None:
    if not case.is_coded:
        return None
    codes = tuple(code.id for code in case.measure.codes)
    return Cells(codes, tuple(case.counts.w.tolist()), tuple(case.counts.w2.tolist()))


def _totals(summary: Summary) -> Totals:
    return Totals(summary.mean, summary.variance, summary.low, summary.high)


def _one_number(case: Case) -> Mapping[str, Totals]:
    """The lead score alone. Its true variance would be a second number: with the mean and the base it
    gives promoters and detractors apart, or a whole small distribution."""
    if case.lead is None:
        raise ValueError(f"{case.measure.id} has no score to show alone")
    if case.lead.values is None:
        return {case.lead.id: Totals(case.summaries[case.lead.id].mean, None)}
    values = [case.lead.values[code.id] for code in case.measure.codes]
    mean = float(np.array(values) @ case.counts.w / case.counts.w.sum())
    return {case.lead.id: Totals(mean, _largest_variance(mean, min(values), max(values), case.counts))}


def _largest_variance(mean: float, low: float, high: float, counts: Counts) -> float | None:
    """A mean's variance is no larger, given its value (Bhatia & Davis 2000); that of a share is this one.

    Computed from what is shown, so that it tells nothing more: a small group's interval is honest and wide.
    """
    n, w, w2 = int(counts.n.sum()), float(counts.w.sum()), float(counts.w2.sum())
    return None if n < 2 else max((high - mean) * (mean - low), 0.0) * w2 / w**2 * n / (n - 1)


def _aside(counts: Counts, missing: tuple[Code, ...]) -> Mapping[str, float | None]:
    """The share of each missing code among all who answered, to one per cent; None under five: R4."""
    everyone = int(counts.n.sum() + counts.aside.sum())
    shares = [int(count) / everyone for count in counts.aside]
    return {
        c.id: round(share, 2) if share >= 0.05 else None for c, share in zip(missing, shares, strict=True)
    }


def covariance_of(joint: Joint, plan: Plan, outcomes: Outcomes, policy: Policy) -> Covariance | None:
    """The terms of a battery whose distributions are shown; None when too few answered two of them.

    Nobody behind two terms is no base: their covariance is nil by construction, whoever answered.
    """
    kept = [i for i, (score, group) in enumerate(joint.terms) if _is_full(Term(score, group), plan, outcomes)]
    scores = [plan.score[joint.terms[i][0]] for i in kept]
    measures = [plan.measure[name] for score in scores for name in plan.measures_under(score)]
    people = joint.people[np.ix_(kept, kept)]
    floor = max(map(policy.smallest, measures), default=0)
    if len(kept) < 2 or ((people > 0) & (people < floor)).any():
        return None
    matrix = joint.matrix[np.ix_(kept, kept)].tolist()
    return Covariance(tuple(joint.terms[i] for i in kept), tuple(map(tuple, matrix)))


def _is_full(term: Term, plan: Plan, outcomes: Outcomes) -> bool:
    measures = plan.measures_under(plan.score[term.score])
    return all(outcomes[measure, term.group] is Outcome.FULL for measure in measures)


def moments_of(
    moments: DriverMoments, drivers: Drivers, plan: Plan, outcomes: Outcomes, policy: Policy
) -> Moments | None:
    """The moments of the model of importance, when everyone's distributions of all its measures are shown."""
    measures = [plan.measure[name] for name in drivers.variables]
    floor = max(policy.one_number_below, *map(policy.smallest, measures))
    is_full = all(outcomes[measure.id, EVERYONE] is Outcome.FULL for measure in measures)
    if moments.n < floor or not is_full:
        return None
    return Moments(
        moments.variables,
        moments.n,
        moments.w,
        moments.w2,
        tuple(moments.mean.tolist()),
        tuple(map(tuple, moments.covariance.tolist())),
    )
