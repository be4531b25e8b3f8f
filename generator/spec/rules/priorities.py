"""P: the rule that ranks is complete before the data, and no outside figure is its norm."""

import math
from collections.abc import Iterable, Iterator

from generator.errors import Diagnostic
from generator.spec.language import Reference
from generator.spec.models import Priorities, PriorityRule
from generator.spec.plan import Plan, expectations
from generator.spec.rules.setting import Rule, Setting
from generator.spec.scores import Score, Unit, named_by


def rule_is_complete(setting: Setting) -> Iterator[Diagnostic]:
    """P01: what each rule computes from."""
    rules = setting.study.priorities
    if rules is None:
        return
    for key in _absent(rules):
        yield setting.key_problem("P01", "priorities", rule=rules.rule.value, key=key)


def _absent(rules: Priorities) -> Iterator[str]:
    match rules.rule:
        case PriorityRule.IMPORTANCE_PERFORMANCE:
            yield from _importance(rules)
        case PriorityRule.OPPORTUNITY:
            if rules.importance is None or rules.importance.of is None:
                yield "importance.of"
            if rules.performance is None:
                yield "performance"
        case PriorityRule.DOUBLE_IMPACT:
            if rules.keep is None:
                yield "keep"


def _importance(rules: Priorities) -> Iterator[str]:
    if rules.importance is None:
        yield "importance.method"
    elif rules.importance.method == "stated":
        if rules.importance.of is None:
            yield "importance.of"
    elif rules.importance.outcome is None:
        yield "importance.outcome"
    if rules.performance is None:
        yield "performance"


def importance_can_be_computed(setting: Setting) -> Iterator[Diagnostic]:
    """P01: an outcome answered with numbers, explained by several items answered with numbers."""
    rules, plan = setting.study.priorities, setting.plan
    if rules is None or plan is None or list(_absent(rules)):
        return
    if rules.rule is not PriorityRule.IMPORTANCE_PERFORMANCE or rules.importance is None:
        return
    outcome, study = rules.importance.outcome, setting.study
    if rules.over not in study.indicators or outcome not in (*study.questions, *study.indicators):
        return  # told where names are looked up
    items = plan.drivers.items if plan.drivers else ()
    if len(items) < 2 or (plan.drivers and plan.drivers.outcome in items):
        yield setting.problem("P01.model", "priorities", "importance", outcome=outcome, over=rules.over)


def opportunity_compares_shares(setting: Setting) -> Iterator[Diagnostic]:
    """P01: importance is asked, of the same items, and both sides are shares of the same people."""
    rules, plan = setting.study.priorities, setting.plan
    if rules is None or plan is None or rules.rule is not PriorityRule.OPPORTUNITY or list(_absent(rules)):
        return
    if rules.importance is not None and rules.importance.method != "stated":
        yield setting.problem("P01.stated", "priorities", "importance", "method")
    pairs = expectations(setting.study, plan)
    if len(pairs) < 2:
        yield setting.problem("P01.items", "priorities", "importance", "of")
    for one, other in pairs.values():
        if (one.unit, other.unit) != (Unit.SHARE, Unit.SHARE):
            yield setting.problem("P01.shares", "priorities", "performance", item=one.item)
    line = rules.cut.opportunity
    if line is not None and not 0 <= line <= TOP_OPPORTUNITY:
        yield setting.problem("P01.line", "priorities", "cut", "opportunity", high=TOP_OPPORTUNITY)


TOP_OPPORTUNITY = 20


def cuts_are_within_reach(setting: Setting) -> Iterator[Diagnostic]:
    """P01: a line drawn where no item can be sorts nothing; a share is between 0 and 1, not 0 and 100."""
    rules, plan = setting.study.priorities, setting.plan
    if rules is None or plan is None:
        return
    if rules.rule is PriorityRule.OPPORTUNITY:
        return  # its line is that of the score
    performing = named_by(plan.scores, Reference(rules.performance or rules.over))
    stated = rules.importance.of if rules.importance else None
    weighing = (0.0, 1.0) if stated is None else _bounds(plan, named_by(plan.scores, Reference(stated)))
    bounds = {"importance": weighing, "performance": _bounds(plan, performing)}
    for key, (low, high) in bounds.items():
        cut = getattr(rules.cut, key)
        if cut != "mean" and not low <= cut <= high:
            path = ("priorities", "cut", key)
            yield setting.problem("P01.cut", *path, key=key, low=f"{low:g}", high=f"{high:g}")


def _bounds(plan: Plan, scores: Iterable[Score]) -> tuple[float, float]:
    """What the figures of an indicator may be; anything, where answers are numbers without codes."""
    known = [plan.score[part] for score in scores for part in score.parts or (score.id,)]
    if not known or any(score.values is None for score in known):
        return -math.inf, math.inf
    values = [value for score in known for value in (score.values or {}).values()]
    return min(values), max(values)


def ideas_gain_on_both_sides(setting: Setting) -> Iterator[Diagnostic]:
    """P06"""
    rules = setting.study.priorities
    if rules is None or rules.rule is not PriorityRule.DOUBLE_IMPACT:
        return
    workshop = setting.study.workshops.get(rules.over.partition(".")[0])
    ideas = workshop.ideas if workshop else {}
    for name, idea in ideas.items():
        for side in ("customer", "employee"):
            if getattr(idea.impact, side) is None:
                path = ("workshops", rules.over.partition(".")[0], "ideas", name, "impact")
                yield setting.problem("P06", *path, idea=name, side=side)


RULES: tuple[Rule, ...] = (
    rule_is_complete,
    importance_can_be_computed,
    opportunity_compares_shares,
    cuts_are_within_reach,
    ideas_gain_on_both_sides,
)
