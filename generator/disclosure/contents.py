"""What is written of a table, a battery and the model of importance, once the gate has decided."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import combinations
from math import floor, log10

import numpy as np

from generator.aggregates.model import (
    Aggregates,
    Alike,
    Counts,
    DriverMoments,
    Floats,
    Ints,
    Joint,
    Spread,
    Summary,
)
from generator.disclosure.ladder import Case
from generator.disclosure.policy import Policy
from generator.release import Cells, Covariance, Moments, Outcome, Overlap, Table, Totals
from generator.spec.groups import EVERYONE
from generator.spec.measures import Code, Measure
from generator.spec.plan import Drivers, Plan, Term

Outcomes = Mapping[tuple[str, str], Outcome]
"""What was decided, by (measure, group)."""

_MEANS, _SQUARES = 6, 5
"""Significant digits of means and of sums of weights; of an answer's sum of squared weights.

Raking gives everyone of the same cells the same weight, and anyone can work these weights out from the
targets. A sum of weights in full then tells how many of each cell gave an answer, which no table shows:
sixteen digits are more than there are ways of making up a hundred answers from a dozen cells. Six digits
keep a percentage exact to a thousandth of a point; five of the squares keep an effective base, which is
printed to the unit. Together they tell a hundred billion combinations apart, fewer than the ways of making
up fifty answers from a dozen cells. What remains is said in the manual: an answer that few people gave
tells something of their weights.
"""


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
    base = case.counts.n.sum(keepdims=True)
    (w,) = _sums(case.counts.w.sum(keepdims=True), base, _MEANS)
    (w2,) = _sums(case.counts.w2.sum(keepdims=True), base, _MEANS)
    return Table(case.measure.id, case.group.id, outcome, case.n, w, w2, cells, totals, aside)


def _sums(sums: Floats, counts: Ints, digits: int) -> tuple[float, ...]:
    """Sums of weights to a few digits; those that only count people are their counts."""
    return tuple(sums.tolist() if np.array_equal(sums, counts) else (_short(s, digits) for s in sums))


def _short(value: float, digits: int) -> float:
    return float(f"{value:.{digits}g}")


def _cells(case: Case) -> Cells | None:
    if not case.is_coded:
        return None
    codes = tuple(code.id for code in case.measure.codes)
    n, w, w2 = case.counts.n, case.counts.w, case.counts.w2
    return Cells(codes, _sums(w, n, _MEANS), _sums(w2, n, _SQUARES))


def _totals(summary: Summary) -> Totals:
    variance = None if summary.variance is None else _short(summary.variance, _MEANS)
    return Totals(_short(summary.mean, _MEANS), variance, summary.low, summary.high)


def _one_number(case: Case) -> Mapping[str, Totals]:
    """The lead score alone. Its true variance would be a second number: with the mean and the base it
    gives promoters and detractors apart, or a whole small distribution."""
    if case.lead is None:
        raise ValueError(f"{case.measure.id} has no score to show alone")
    if case.lead.values is None:
        return {case.lead.id: Totals(_short(case.summaries[case.lead.id].mean, _MEANS), None)}
    values = [case.lead.values[code.id] for code in case.measure.codes]
    mean = _short(np.array(values) @ case.counts.w / case.counts.w.sum(), _MEANS)
    return {case.lead.id: Totals(mean, _largest_variance(mean, min(values), max(values), case.counts))}


def _largest_variance(mean: float, low: float, high: float, counts: Counts) -> float | None:
    """A mean's variance is no larger, given its value (Bhatia & Davis 2000); that of a share is this one.

    Computed from what is shown, so that it tells nothing more: a small group's interval is honest and wide.
    """
    n, w, w2 = int(counts.n.sum()), float(counts.w.sum()), float(counts.w2.sum())
    return None if n < 2 else max((high - mean) * (mean - low), 0.0) * w2 / w**2 * n / (n - 1)


_FINE_SHARES = 500
"""From so many answers on, missing ones are told to one per cent, five people at least; under it, to five."""
_LEAST_SHARE = 5
"""Per cent under which no more is told of a share than that."""


def _aside(counts: Counts, missing: tuple[Code, ...]) -> Mapping[str, float | None]:
    """The share of each missing code among all who answered, in steps of several people; None under five
    per cent: R4. A step of one per cent under a few hundred answers would be a count."""
    everyone = int(counts.n.sum() + counts.aside.sum())
    return {code.id: _coarse(int(count), everyone) for code, count in zip(missing, counts.aside, strict=True)}


def _coarse(count: int, everyone: int) -> float | None:
    share, step = 100 * count / everyone, 1 if everyone >= _FINE_SHARES else 5
    return step * round(share / step) / 100 if share >= _LEAST_SHARE else None


def covariance_of(joint: Joint, plan: Plan, outcomes: Outcomes, policy: Policy) -> Covariance | None:
    """The terms of a battery whose distributions are shown; None when too few answered two of them, or
    when two groups of one measure share or part too few: R4.

    Nobody behind two terms is no base: their covariance is nil by construction, whoever answered.
    """
    kept = [i for i, (score, group) in enumerate(joint.terms) if _is_full(Term(score, group), plan, outcomes)]
    terms = [joint.terms[i] for i in kept]
    measures = [plan.measure[name] for score, _ in terms for name in plan.measures_under(plan.score[score])]
    people = joint.people[np.ix_(kept, kept)]
    floor = max(map(policy.smallest, measures), default=0)
    if len(kept) < 2 or _is_few(people, floor) or not _is_apart(terms, people, plan, policy, floor):
        return None
    matrix = tuple(tuple(_short(x, _MEANS) for x in row) for row in joint.matrix[np.ix_(kept, kept)].tolist())
    return Covariance(tuple(terms), matrix)


LEAST_DF = 10
"""Degrees of freedom under which a design's covariances stay inside: with a pair of clusters, the deviation
of a share is the difference of their two totals, and with the share itself it gives them both back."""
_SPREAD = 4
"""Significant digits of the variances of a spread, and decimals of its correlations: enough for any interval
that is printed. The whole matrix of a table then says less than the answers of its clusters would take to
write down."""


def spread_of(name: str, spread: Spread, outcomes: Outcomes) -> Covariance | None:
    """The terms of the groups whose distributions are shown and whose design has clusters enough."""
    measure = name.rpartition("/")[0]
    shown = {
        group
        for group, df in spread.df.items()
        if outcomes[measure, group] is Outcome.FULL and df >= LEAST_DF
    }
    kept = [place for place, (_, group) in enumerate(spread.terms) if group in shown]
    if not kept:
        return None
    return Covariance(
        tuple(spread.terms[place] for place in kept), _rounded(spread.matrix[np.ix_(kept, kept)])
    )


def _rounded(matrix: Floats) -> tuple[tuple[float, ...], ...]:
    """A covariance to the digits that count beside its two variances: short, and symmetric to the digit."""
    deviations = np.sqrt(matrix.diagonal())
    size = range(len(matrix))
    lower = [
        [_beside(float(matrix[i, j]), float(deviations[i] * deviations[j])) for j in size[: i + 1]]
        for i in size
    ]
    return tuple(tuple(lower[max(i, j)][min(i, j)] for j in size) for i in size)


def _beside(value: float, scale: float) -> float:
    return round(value, _SPREAD - 1 - floor(log10(scale))) + 0.0 if scale else 0.0


def overlaps_of(
    aggregates: Aggregates, plan: Plan, outcomes: Outcomes, policy: Policy
) -> tuple[Overlap, ...]:
    """The covariances between two waves of what is shown, where enough people are in both of them."""
    if aggregates.since is None:
        return ()
    return tuple(
        Overlap(score, group, aggregates.since, _short(known.covariance, _MEANS))
        for (score, group), known in sorted(aggregates.overlaps.items())
        if _is_full(Term(score, group), plan, outcomes)
        and known.people >= max(policy.one_number_below, _floor(score, plan, policy))
    )


def _floor(score: str, plan: Plan, policy: Policy) -> int:
    return max(policy.smallest(plan.measure[name]) for name in plan.measures_under(plan.score[score]))


def unsure(aggregates: Aggregates, outcomes: Outcomes) -> Outcomes:
    """What is shown and whose design has too few clusters for a covariance to be told."""
    told = {
        (name.rpartition("/")[0], group): df
        for name, spread in aggregates.spreads.items()
        for group, df in spread.df.items()
    }
    few = {key for key, df in told.items() if df < LEAST_DF and outcomes[key] is Outcome.FULL}
    return dict.fromkeys(few, Outcome.ONE_NUMBER)


def designed(table: Table, aggregates: Aggregates) -> Table:
    """The table with the degrees of freedom of its design, where its distribution is shown.

    The one number of a small group has no error that its design would grant: none is given.
    """
    if not aggregates.design:
        return table
    if table.outcome is not Outcome.FULL:
        bare = {score: replace(known, variance=None) for score, known in (table.totals or {}).items()}
        return replace(table, totals=bare or None, df=0 if table.outcome is Outcome.ONE_NUMBER else None)
    spreads = (spread for name, spread in aggregates.spreads.items() if _is_of(name, table.measure))
    df = next(spread.df[table.group] for spread in spreads if table.group in spread.df)
    if df >= LEAST_DF:
        return replace(table, df=df)
    unsure = {
        score: replace(known, variance=None, low=None, high=None)
        for score, known in (table.totals or {}).items()
    }
    return replace(table, totals=unsure or None, df=0)


def _is_of(spread: str, measure: str) -> bool:
    return spread.rpartition("/")[0] == measure


def _is_few(people: Ints, floor: int) -> bool:
    return bool(((people > 0) & (people < floor)).any())


def _is_apart(terms: list[tuple[str, str]], people: Ints, plan: Plan, policy: Policy, floor: int) -> bool:
    """R4: what a covariance says of the people in two groups is a number on a crossing of them, and with
    the tables of both, on the people in one of them alone."""
    for (i, (one, group)), (j, (other, second)) in combinations(enumerate(terms), 2):
        score, shared = plan.score[one], people[i, j]
        if group == second or score.measure != plan.score[other].measure or not shared:
            continue
        alone = np.array([people[i, i] - shared, people[j, j] - shared])
        is_nested = not alone.all()
        is_crossed = not is_nested and (
            shared < policy.crossing_base or plan.measure[score.measure or ""].sensitive
        )
        if _is_few(alone, floor) or is_crossed:
            return False
    return True


def _is_full(term: Term, plan: Plan, outcomes: Outcomes) -> bool:
    measures = plan.measures_under(plan.score[term.score])
    return all(outcomes[measure, term.group] is Outcome.FULL for measure in measures)


def alike_of(
    aggregates: Aggregates, plan: Plan, outcomes: Outcomes, policy: Policy
) -> Mapping[str, float | None]:
    """The share of those who answered a grid all alike, where everyone's distributions of all its lines are
    shown: it joins lines, as a covariance does (R4)."""
    return {
        name: _coarse(found.same, found.people)
        for name, lines in plan.grids_in(aggregates.wave).items()
        if (found := aggregates.alike.get(name)) is not None
        and all(outcomes[line.id, EVERYONE] is Outcome.FULL for line in lines)
        and _is_told(found, max(map(policy.smallest, lines)))
    }


def _is_told(found: Alike, smallest: int) -> bool:
    """Whether five per cent of them are as many people as the smallest base, and as many answered otherwise.

    Where nearly all answered alike, the answer of each would be known on every line (R5).
    """
    least = _LEAST_SHARE / 100 * found.people
    return least >= smallest and found.people - found.same >= least


_PER_VARIABLE, _MOMENTS_FROM = 10, 100


def moments_floor(measures: list[Measure], policy: Policy) -> int:
    """The fewest people whom a model of these measures may speak of."""
    smallest = max(map(policy.smallest, measures))
    return max(_MOMENTS_FROM, _PER_VARIABLE * len(measures), policy.one_number_below, smallest)


def moments_of(
    moments: DriverMoments,
    drivers: Drivers,
    plan: Plan,
    outcomes: Outcomes,
    bases: Mapping[str, int],
    policy: Policy,
) -> Moments | None:
    """The moments of the model of importance, when everyone's distributions of all its measures are shown.

    A model of p variables states (p² + 3p) / 2 moments and their covariances: from few people, as many
    numbers as they gave. And the means of complete answers beside those of all who answered a question
    tell the mean of those who left another one out; their products beside a covariance of two questions,
    those of the people who left a third one out. ``bases`` counts who is behind each of them: R4.
    """
    measures = [plan.measure[name] for name in drivers.variables]
    smallest, floor = max(map(policy.smallest, measures)), moments_floor(measures, policy)
    is_full = all(outcomes[measure.id, EVERYONE] is Outcome.FULL for measure in measures)
    left_out = np.array([base - moments.n for base in bases.values()])
    if moments.n < floor or not is_full or _is_few(left_out, smallest):
        return None
    return Moments(
        moments.variables,
        moments.n,
        _short(moments.w, _MEANS),
        _short(moments.w2, _MEANS),
        tuple(_short(x, _MEANS) for x in moments.mean.tolist()),
        tuple(tuple(_short(x, _MEANS) for x in row) for row in moments.covariance.tolist()),
    )
