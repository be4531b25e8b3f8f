"""P: the rule that ranks is complete before the data, and no outside figure is its norm."""

from collections.abc import Iterator

from generator.errors import Diagnostic
from generator.spec.models import Priorities, PriorityRule
from generator.spec.rules.setting import Rule, Setting


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
            yield from _importance(rules)
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


RULES: tuple[Rule, ...] = (rule_is_complete, importance_can_be_computed, ideas_gain_on_both_sides)
