"""Importance–performance: what weighs on the outcome, how it does, and which orders are established.

Martilla & James (1977). Importance is computed (Shapley's shares of the explained variance, see
``statistics.importance``) or asked; the two are never mixed. An item whose interval crosses a cut is
undecided: the rule reads intervals, not points. Ranks are by importance; two items share a rank unless
their difference is established, after the study's correction over all pairs, and ties chain, so that
no order which is not established is ever shown.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from statistics import fmean
from typing import Literal

from generator.errors import Diagnostic, Position
from generator.findings.finding import Priorities, Priority, Quadrant
from generator.findings.printing import said
from generator.spec.language import Reference
from generator.spec.models import PriorityRule, Study
from generator.spec.models.measuring import Better
from generator.spec.models.measuring import Importance as Declared
from generator.spec.models.measuring import Priorities as Rules
from generator.spec.plan import Term
from generator.spec.scores import Score, named_by
from generator.statistics.estimate import Difference, Estimate
from generator.statistics.figures import Figures
from generator.statistics.importance import Importance, Refusal
from generator.statistics.ranking import Blocks, blocks_of, ranks_of

LEAST_COMPLETE = 0.6
"""Under this part of the outcome's answers, I08 warns that the model speaks of few."""


@dataclass(frozen=True, slots=True)
class Prioritised:
    """The ranking of a wave, when there is one, with what its author must know of it."""

    priorities: Priorities | None
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class _Weights:
    """How much each score weighs, and the tested difference between any two of them."""

    shares: Mapping[str, Estimate]
    difference: Callable[[str, str], Difference | None]
    r2: float | None = None
    base: int | None = None
    complete: float | None = None
    outcome: str | None = None


def prioritise(study: Study, wave: str, figures: Figures) -> Prioritised:
    """The items of a study under its importance–performance rule, in the order of the questionnaire.

    Other rules rank what no survey measured, and have their own pages.
    """
    rules = study.priorities
    if rules is None or rules.importance is None:
        return Prioritised(None)
    match rules.rule:
        case PriorityRule.IMPORTANCE_PERFORMANCE:
            return _ranked(study, wave, figures, rules, rules.importance)
        case PriorityRule.OPPORTUNITY | PriorityRule.DOUBLE_IMPACT:
            return Prioritised(None)


def _ranked(study: Study, wave: str, figures: Figures, rules: Rules, declared: Declared) -> Prioritised:
    where = study.where("priorities")
    weights = _weights(figures, wave, rules, declared)
    if isinstance(weights, Refusal):
        return Prioritised(None, (Diagnostic(f"I08.{weights.reason.value}", where, _values(weights)),))
    levers = _levers(figures, wave, rules, weights)
    if not any(lever.weight for lever in levers) or not any(lever.performance for lever in levers):
        return Prioritised(None, (Diagnostic("I08.withheld", where),))
    blocks = _blocks(study, weights)
    found = _priorities(levers, weights, rules, blocks)
    return Prioritised(found, (*_partial(weights, where), *_ties(study, figures, blocks, where)))


@dataclass(frozen=True, slots=True)
class _Lever:
    """One item, with its weight and its performance; either may be withheld."""

    score: Score
    weight: Estimate | None
    performance: Estimate | None
    better: Better | None


def _weights(figures: Figures, wave: str, rules: Rules, declared: Declared) -> _Weights | Refusal:
    if declared.method == "stated":
        return _asked(figures, wave, rules, declared)
    found = figures.importance(wave)
    return found if isinstance(found, Refusal) else _computed(found, figures)


def _computed(found: Importance, figures: Figures) -> _Weights:
    return _Weights(
        shares=dict(zip(found.drivers, found.shares, strict=True)),
        difference=found.difference,
        r2=found.r2,
        base=found.n,
        complete=found.complete,
        outcome=figures.plan.scores_on(found.outcome)[0].id,
    )


def _asked(figures: Figures, wave: str, rules: Rules, declared: Declared) -> _Weights:
    """Stated importance: what people said of each item, by an indicator with the same items."""
    said_of = _by_item(figures, wave, declared.of or "")
    pairs = {
        score.id: said_of[item]
        for item, score in _by_item(figures, wave, rules.over).items()
        if item in said_of
    }
    found = {name: figures.estimate(stated.id, wave) for name, stated in pairs.items()}

    def difference(one: str, other: str) -> Difference | None:
        return figures.between(Term(pairs[one].id), Term(pairs[other].id), wave)

    return _Weights({name: share for name, share in found.items() if share is not None}, difference)


def _by_item(figures: Figures, wave: str, indicator: str) -> Mapping[str, Score]:
    """The scores of an indicator that a wave asks, by the item they are of."""
    scores = named_by(figures.plan.scores, Reference(indicator))
    return {score.item or score.id: score for score in scores if figures.plan.is_known_in(wave, score)}


def _levers(figures: Figures, wave: str, rules: Rules, weights: _Weights) -> tuple[_Lever, ...]:
    performing = _by_item(figures, wave, rules.performance or rules.over)
    return tuple(
        _lever(score, weights, performing.get(item), figures, wave)
        for item, score in _by_item(figures, wave, rules.over).items()
    )


def _lever(score: Score, weights: _Weights, performing: Score | None, figures: Figures, wave: str) -> _Lever:
    performance = figures.estimate(performing.id, wave) if performing else None
    return _Lever(score, weights.shares.get(score.id), performance, performing.better if performing else None)


def _blocks(study: Study, weights: _Weights) -> Blocks:
    values = {name: share.value for name, share in weights.shares.items()}
    return blocks_of(values, weights.difference, study.statistics.adjust, study.statistics.confidence)


def _priorities(levers: tuple[_Lever, ...], weights: _Weights, rules: Rules, blocks: Blocks) -> Priorities:
    importance = _cut(rules.cut.importance, (lever.weight for lever in levers))
    performance = _cut(rules.cut.performance, (lever.performance for lever in levers))
    ranks = ranks_of(blocks)
    tied = {name for block in blocks if len(block) > 1 for name in block}
    items = tuple(
        Priority(
            score=lever.score.id,
            importance=lever.weight,
            performance=lever.performance,
            rank=ranks.get(lever.score.id),
            tied=lever.score.id in tied,
            quadrant=_quadrant(lever, importance, performance),
        )
        for lever in levers
    )
    return Priorities(items, importance, performance, weights.r2, weights.base, weights.outcome)


def _cut(declared: Literal["mean"] | float, estimates: Iterable[Estimate | None]) -> float:
    """Where a line is drawn: the mean of the items, or the value declared, as statistics count it."""
    if declared != "mean":
        return float(declared)
    return fmean(estimate.value for estimate in estimates if estimate is not None)


def _quadrant(lever: _Lever, importance: float, performance: float) -> Quadrant:
    weighs = _side(lever.weight, importance)
    performs = _side(lever.performance, performance)
    if weighs is None or performs is None:
        return Quadrant.UNDECIDED
    if lever.better is Better.DOWN:
        performs = not performs
    if weighs:
        return Quadrant.MAINTAIN if performs else Quadrant.IMPROVE
    return Quadrant.SURPLUS if performs else Quadrant.WATCH


def _side(estimate: Estimate | None, cut: float) -> bool | None:
    """Whether the whole interval is beyond the cut; None when it crosses it, or when there is none."""
    if estimate is None or estimate.low is None or estimate.high is None:
        return None
    if estimate.low <= cut <= estimate.high:
        return None
    return estimate.value > cut


def _values(refusal: Refusal) -> Mapping[str, object]:
    r2 = refusal.r2 or 0.0
    return {"drivers": refusal.drivers, "r2": said(lambda printer: printer.percent(r2, 0))}


def _partial(weights: _Weights, where: Position) -> Iterator[Diagnostic]:
    complete = weights.complete
    if complete is not None and complete < LEAST_COMPLETE:
        yield Diagnostic("I08.partial", where, {"share": said(lambda printer: printer.percent(complete, 0))})


def _ties(study: Study, figures: Figures, blocks: Blocks, where: Position) -> Iterator[Diagnostic]:
    level = said(lambda printer: printer.percent(study.statistics.confidence, 0))
    for block in blocks:
        if len(block) > 1:
            names = ", ".join(figures.plan.score[name].item or name for name in block)
            yield Diagnostic("P04", where, {"items": names, "level": level})
