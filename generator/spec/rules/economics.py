"""I10 to I12: a study is tied to outcomes that have a name; what is exposed is people, a rate, an amount."""

from collections.abc import Iterator

from generator.errors import Diagnostic
from generator.spec.exposed import WORDS, exposed_of
from generator.spec.models import Audience, StudyKind
from generator.spec.rules.setting import Rule, Setting
from generator.spec.vocabulary import outcomes_of


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


def customers_are_tied_to_an_outcome(setting: Setting) -> Iterator[Diagnostic]:
    """I11: a survey of customers that names none may move nobody; one that is put off asks nothing yet."""
    study = setting.study
    is_asked = study.kind is StudyKind.SURVEY and not study.is_deferred
    if (
        is_asked
        and study.audience is Audience.CUSTOMER
        and not (study.economics and study.economics.outcomes)
    ):
        words = ", ".join(outcomes_of(study.audience, study.own_language))
        yield setting.problem("I11", "audience", words=words)


def outcomes_are_known(setting: Setting) -> Iterator[Diagnostic]:
    """I12: a free word would name the same thing in two ways from one study to the next."""
    study = setting.study
    known = outcomes_of(study.audience, study.own_language)
    for index, outcome in enumerate(study.economics.outcomes if study.economics else ()):
        if outcome not in known:
            path = ("economics", "outcomes", index)
            yield setting.problem("I12", *path, outcome=outcome, words=", ".join(known))


RULES: tuple[Rule, ...] = (
    people_at_risk_are_counted,
    ranges_hold_their_value,
    customers_are_tied_to_an_outcome,
    outcomes_are_known,
)
