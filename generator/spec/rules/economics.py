"""I10: what is exposed is people whom a question counts, at a rate and an amount that were observed."""

from collections.abc import Iterator

from generator.errors import Diagnostic
from generator.spec.exposed import WORDS, exposed_of
from generator.spec.rules.setting import Rule, Setting


def people_at_risk_are_counted(setting: Setting) -> Iterator[Diagnostic]:
    """I10: the group names answers of a question; the population has a size to multiply."""
    study, plan = setting.study, setting.plan
    risk = study.economics.at_risk if study.economics else None
    if risk is None or plan is None:
        return
    path = ("economics", "at_risk")
    if exposed_of(study, plan) is None:
        yield setting.problem("I10", *path, "group", group=risk.group, words=", ".join(WORDS))
    if study.population is None or study.population.size is None:
        yield setting.key_problem("I10.size", *path)


def ranges_hold_their_value(setting: Setting) -> Iterator[Diagnostic]:
    """I10: the least, the value, the most, in that order and in one currency."""
    risk = setting.study.economics.at_risk if setting.study.economics else None
    if risk is None:
        return
    rates, amounts = risk.rate.between, risk.value_each.between
    if rates and not rates[0] <= risk.rate.value <= rates[1]:
        yield setting.problem("I10.between", "economics", "at_risk", "rate", "between")
    if amounts:
        low, value, high = amounts[0], risk.value_each.value, amounts[1]
        is_one = low.unit == value.unit == high.unit
        if not is_one or not low.value <= value.value <= high.value:
            yield setting.problem("I10.between", "economics", "at_risk", "value_each", "between")


RULES: tuple[Rule, ...] = (people_at_risk_are_counted, ranges_hold_their_value)
