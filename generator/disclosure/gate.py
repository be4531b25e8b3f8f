"""The gate: aggregates go in, what may be shown comes out. Nothing else makes a ``Release`` from data."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from generator import __version__
from generator.aggregates.model import Aggregates, Summary
from generator.disclosure.admission import refusals
from generator.disclosure.beside import ALONE, Beside, Past
from generator.disclosure.contents import (
    Outcomes,
    alike_of,
    covariance_of,
    designed,
    moments_of,
    overlaps_of,
    spread_of,
    table_of,
    unsure,
)
from generator.disclosure.ladder import Case, Cases, criteria_of
from generator.disclosure.ledger import changes, known_from, revoked, weaker
from generator.disclosure.pairs import bases_of_two, told_apart
from generator.disclosure.policy import Depth, Policy
from generator.disclosure.search import Pace, search, shown_tables
from generator.disclosure.withholding import Shown
from generator.errors import Diagnostic, Refused
from generator.release import (
    METHOD,
    Attack,
    Certificate,
    Covariance,
    Moments,
    Overlap,
    Proof,
    Release,
    Table,
    attackers,
    dump,
    sealed,
)
from generator.spec.groups import EVERYONE
from generator.spec.plan import Drivers, Plan, both
from generator.spec.scores import Score

RULES = ("R1", "R2", "R4", "R5", "R6", "R7", "R8", "R10", "R11", "R12", "R16", "R17", "R18")
"""What ``METHOD`` applies at any depth; the certificate says so."""
PROVEN, SEARCHED = "R3", "R3-pairs"
"""R3 as the certificate states it: proven for all combinations of the groups of each question, or only
searched over pairs of groups and of sums of sibling groups."""
ATTACKED = "R9"
"""As the certificate states it when the answers of every question were attacked by someone who holds the
staff file and knows who answered: nobody is proven to have given an answer, favourable or unfavourable ones,
and no withheld group has all its answers told. Each question is attacked alone, which is all of them at once,
since no table joins two. Covariances of batteries and the model of importance join some, in six digits and
from bases that R4 sets and ``pairs`` searches, and so does the share of those who answered a grid all alike,
in whole per cent: their equations are not attacked. Accomplices are counted by R2 and R3 (``coalition``).
"""
SEARCH = 2
"""The version of the search, which a certificate states beside ``METHOD``: raised when it finds more of what
the same rules forbid. 2: covariances of two questions, over all the groups that tell them, beside one
another and beside the model of importance."""
ACCOMPLICES = 0
"""How many answers of others the attacker of R9 knows. One would take as many attacks as there are classes of
people and answers, each as long as the first: it is not promised, and certificates say so."""
COMPARED = ("R13", "R14", "R20")
"""As the certificate states them when an earlier release of the same wave was read beside this one."""


def protect(
    aggregates: Aggregates,
    plan: Plan,
    policy: Policy,
    depth: Depth = Depth.PREVIEW,
    earlier: Release | None = None,
    pace: Pace | None = None,
    beside: Beside = ALONE,
) -> Release:
    """What one wave may show, with its certificate, which says how far ``depth`` went.

    ``earlier`` is what the wave was closed with before, when the same answers are released anew; ``beside``,
    what was published of it on other answers. ``pace`` says who is told of a long search, and when its time
    is up.

    Raises:
        Refused: V11, the aggregates do not say what the plan asked; V13, too few people answered the wave;
            V14, together with the earlier release it would tell of a few people; V16, time is up.
    """
    for counted in (aggregates, *beside.linked.earlier):
        _refuse(refusals(counted, plan, policy))
    _refuse(weaker(earlier, policy) if earlier else ())
    cases = _cases(aggregates, plan, policy)
    before = tuple(_cases(counted, plan, policy) for counted in beside.linked.earlier)
    past = Past(beside, before, aggregates, plan, policy)
    _refuse(past.refusals())
    known = known_from(earlier, aggregates) if earlier else {}
    paced = replace(pace or Pace(), depth=depth)
    shown = search(cases, aggregates, plan, policy, paced, known, past)
    outcomes = dict(shown_tables(shown))
    tables = {key: designed(table_of(case, outcomes[key]), aggregates) for key, case in cases.items()}
    certain = {**outcomes, **unsure(aggregates, outcomes)}
    covariances = _covariances(aggregates, plan, certain, policy, depth)
    moments = _moments(aggregates, plan, certain, policy, covariances)
    release = _certified(
        aggregates,
        plan,
        policy,
        shown,
        _rules(shown, earlier, beside),
        {key: past.table(table) for key, table in tables.items()},
        past.covariances(covariances),
        past.moments(moments),
        _spreads(aggregates, outcomes),
        past.overlaps(overlaps_of(aggregates, plan, certain, policy)),
        past.alike(alike_of(aggregates, plan, outcomes, policy)),
    )
    _refuse(_clashes(earlier, release, shown, plan, policy))
    _refuse(past.refused(release.tables))
    return release


def _refuse(found: Iterable[Diagnostic]) -> None:
    problems = tuple(found)
    if problems:
        raise Refused(problems)


def _clashes(
    earlier: Release | None, release: Release, shown: Mapping[str, Shown], plan: Plan, policy: Policy
) -> Iterator[Diagnostic]:
    if earlier is not None:
        yield from changes(earlier, release, plan, policy)
    for measure, own in shown.items():
        yield from (revoked(release, measure, group) for group in own.revoked)


def _cases(aggregates: Aggregates, plan: Plan, policy: Policy) -> Cases:
    tables = plan.tables_in(aggregates.wave)
    leads = {measure: _lead(measure, aggregates, plan) for measure, _ in tables}
    in_time = _in_time(plan, policy)
    return {
        (measure, group): Case(
            plan.measure[measure],
            plan.group[group],
            aggregates.counts[measure, group],
            _summaries(measure, group, aggregates, plan),
            leads[measure],
            group in in_time,
        )
        for measure, group in tables
    }


def _lead(measure: str, aggregates: Aggregates, plan: Plan) -> Score | None:
    """The one number of small groups: the first score that can be told at all."""
    told = {score for score, _ in aggregates.summaries}
    return next((s for s in plan.scores_on(measure) if s.values is not None or s.id in told), None)


def _summaries(measure: str, group: str, aggregates: Aggregates, plan: Plan) -> Mapping[str, Summary]:
    keys = [(score.id, group) for score in plan.scores_on(measure)]
    return {key[0]: aggregates.summaries[key] for key in keys if key in aggregates.summaries}


def _in_time(plan: Plan, policy: Policy) -> frozenset[str]:
    """Groups but for the crossings that come after the ones the policy admits: R7."""
    crossings = {group.id: frozenset(criteria_of(group)) for group in plan.groups if group.crosses > 1}
    admitted = list(dict.fromkeys(crossings.values()))[: policy.max_pairs]
    return frozenset(g.id for g in plan.groups if g.id not in crossings or crossings[g.id] in admitted)


def _rules(shown: Mapping[str, Shown], earlier: Release | None, beside: Beside) -> tuple[str, ...]:
    """What was applied. Reconstruction attacks a release with what was published of other answers; beside an
    earlier one of the same answers, which shows them otherwise, it is not claimed."""
    is_proven = all(own.is_proven for own in shown.values())
    is_attacked = earlier is None and all(own.attack is not Attack.NONE for own in shown.values())
    compared = [*COMPARED] if earlier is not None or beside.published else []
    return (*RULES, PROVEN if is_proven else SEARCHED, *([ATTACKED] if is_attacked else []), *compared)


def _covariances(
    aggregates: Aggregates, plan: Plan, outcomes: Outcomes, policy: Policy, depth: Depth
) -> Mapping[str, Covariance]:
    told = told_apart(aggregates, plan, outcomes, policy, depth)
    found = {name: covariance_of(aggregates.joints[name], plan, outcomes, policy) for name in sorted(told)}
    return {name: covariance for name, covariance in found.items() if covariance is not None}


def _spreads(aggregates: Aggregates, outcomes: Outcomes) -> Mapping[str, Covariance]:
    found = {name: spread_of(name, spread, outcomes) for name, spread in sorted(aggregates.spreads.items())}
    return {name: spread for name, spread in found.items() if spread is not None}


def _moments(
    aggregates: Aggregates,
    plan: Plan,
    outcomes: Outcomes,
    policy: Policy,
    covariances: Mapping[str, Covariance],
) -> Moments | None:
    drivers = plan.drivers_in(aggregates.wave)
    if aggregates.moments is None or drivers is None:
        return None
    bases = {name: int(aggregates.counts[name, EVERYONE].n.sum()) for name in drivers.variables}
    told = bases_of_two(covariances, aggregates, plan)
    return moments_of(
        aggregates.moments, drivers, plan, outcomes, {**bases, **_within(drivers, told)}, policy
    )


def _within(drivers: Drivers, told: Mapping[tuple[str, str], int]) -> Mapping[str, int]:
    """The bases of two questions that are both in the model of importance."""
    return {both(*pair): base for pair, base in told.items() if set(pair) <= set(drivers.variables)}


def _proof(shown: Mapping[str, Shown], plan: Plan, policy: Policy, stated: Certificate) -> Proof:
    """What the searches of the questions add up to; R9 is as deep as the least deep of them."""
    depths = [own.attack for own in shown.values()]
    attack = next((one for one in Attack if one in depths), Attack.NONE) if ATTACKED in stated.rules else None
    return Proof(
        questions=len(shown),
        covered=sum(own.is_proven for own in shown.values()),
        numbers=sum(not plan.measure[name].codes for name in shown),
        attack=attack or Attack.NONE,
        coalition=policy.coalition,
        accomplices=ACCOMPLICES,
        attackers=attackers(stated),
        search=SEARCH,
    )


def _certified(
    aggregates: Aggregates,
    plan: Plan,
    policy: Policy,
    shown: Mapping[str, Shown],
    rules: tuple[str, ...],
    tables: Mapping[tuple[str, str], Table],
    covariances: Mapping[str, Covariance],
    moments: Moments | None,
    spreads: Mapping[str, Covariance],
    overlaps: tuple[Overlap, ...],
    alike: Mapping[str, float | None],
) -> Release:
    stated = Certificate(
        __version__, METHOD, aggregates.plan, policy.facts, rules, aggregates.data, content=""
    )
    stated = replace(stated, proof=_proof(shown, plan, policy, stated))
    release = Release(
        aggregates.study,
        aggregates.wave,
        int(aggregates.rows),
        _invited(aggregates, policy),
        aggregates.weighted,
        tables,
        covariances,
        moments,
        stated,
        aggregates.invented,
        aggregates.design,
        spreads,
        overlaps,
        alike,
    )
    return replace(release, certificate=sealed(stated, dump(release)[0]))


def _invited(aggregates: Aggregates, policy: Policy) -> int | None:
    """R11: how many were invited, unless it tells that few or none of them kept silent."""
    if aggregates.invited is None:
        return None
    silent = aggregates.invited - aggregates.rows
    return aggregates.invited if silent >= policy.smallest_wave else None
