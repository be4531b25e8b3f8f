"""The opportunity rule: what people expect and do not get, item by item, with what is established of it."""

from dataclasses import replace

from generator.findings.finding import Expectation, Opportunities
from generator.spec.models import Study
from generator.spec.plan import Plan, Term, expectations
from generator.spec.scores import Score
from generator.statistics.adjust import adjusted
from generator.statistics.estimate import Difference
from generator.statistics.figures import Figures
from generator.statistics.opportunity import Zone, opportunity_of, ranks_by_interval, zone_of

LINE = 10.0
"""Ulwick's line, when the study declares none: above it people expect more than they get."""


def expect(study: Study, plan: Plan, wave: str, figures: Figures) -> Opportunities | None:
    """The items of a wave under the opportunity rule, in the questionnaire's order; None under another."""
    pairs = expectations(study, plan)
    known = {name: pair for name, pair in pairs.items() if _are_asked(plan, wave, pair)}
    if study.priorities is None or not known:
        return None
    line = study.priorities.cut.opportunity
    items = [_item(name, pair, wave, figures) for name, pair in known.items()]
    return _ranked(study, tuple(_tested(study, items)), LINE if line is None else line)


def _are_asked(plan: Plan, wave: str, pair: tuple[Score, Score]) -> bool:
    return bool(wave) and all(plan.is_known_in(wave, score) for score in pair)


def _item(name: str, pair: tuple[Score, Score], wave: str, figures: Figures) -> Expectation:
    important, satisfied = pair
    importance = figures.estimate(important.id, wave)
    satisfaction = figures.estimate(satisfied.id, wave)
    gap = figures.between(Term(important.id), Term(satisfied.id), wave)
    both = importance is not None and satisfaction is not None
    return Expectation(
        item=name,
        importance_of=important.id,
        satisfaction_of=satisfied.id,
        importance=importance,
        satisfaction=satisfaction,
        gap=gap if both else None,
        score=opportunity_of(importance, satisfaction, gap, figures.study.statistics.confidence)
        if importance is not None and satisfaction is not None
        else None,
        rank=None,
        tied=False,
        zone=Zone.UNDECIDED,
    )


def _tested(study: Study, items: list[Expectation]) -> list[Expectation]:
    """The same items, their gaps corrected together: one family."""
    gaps = [item.gap for item in items if item.gap is not None]
    corrected: list[Difference] = list(adjusted(gaps, study.statistics.adjust, study.statistics.confidence))
    return [item if item.gap is None else replace(item, gap=corrected.pop(0)) for item in items]


def _ranked(study: Study, items: tuple[Expectation, ...], line: float) -> Opportunities:
    scores = {item.item: item.score for item in items if item.score is not None}
    ranks, level = ranks_by_interval(scores), study.statistics.confidence
    return Opportunities(
        tuple(
            replace(
                item,
                rank=ranks[item.item][0],
                tied=ranks[item.item][1],
                zone=zone_of(item.score, item.gap, line, level),
            )
            if item.score is not None
            else item
            for item in items
        ),
        line,
    )
