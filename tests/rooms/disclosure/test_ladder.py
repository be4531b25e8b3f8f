"""What one table may show, looked at alone: each rule on both sides of its edge."""

from dataclasses import replace

import numpy as np
import pytest

from generator.aggregates.model import Counts, Summary
from generator.disclosure.ladder import Case, criteria_of, height
from generator.release import Outcome
from generator.spec.groups import EVERYONE, Group
from generator.spec.measures import Measure
from generator.spec.models import IndicatorKind
from tests.rooms.disclosure.drawn import (
    CUSTOMERS,
    EMPLOYEES,
    choice,
    crossed,
    duration,
    level,
    meeting,
    opinion,
    score,
)

FULL, ONE, NOTHING = Outcome.FULL, Outcome.ONE_NUMBER, Outcome.WITHHELD
ALL = Group(EVERYONE, "", ())
NORTH, YOUNG = level("region", "n"), level("age", "y")


def case(*n: int, measure: Measure | None = None, group: Group = ALL, **more: object) -> Case:
    measure = measure or opinion()
    cells = np.array(n)
    counts = Counts(cells, cells.astype(float), cells.astype(float), np.zeros(0, dtype=np.int64))
    lead = score(measure) if measure.values else None
    return replace(Case(measure, group, counts, {}, lead, is_in_time=True), **more)


@pytest.mark.parametrize(
    ("n", "shown"),
    [
        ((3, 2, 2, 2), NOTHING),
        ((3, 2, 3, 2), ONE),
        ((9, 8, 6, 6), ONE),
        ((9, 8, 6, 7), FULL),
        ((0, 0, 0, 0), NOTHING),
    ],
)
def test_the_base_decides_how_much(n: tuple[int, ...], shown: Outcome) -> None:
    assert height(case(*n), CUSTOMERS) is shown


@pytest.mark.parametrize(("n", "shown"), [((3, 2, 3, 2), NOTHING), ((3, 3, 3, 2), ONE)])
def test_a_colleague_who_knows_one_answer_is_counted_out(n: tuple[int, ...], shown: Outcome) -> None:
    assert height(case(*n), EMPLOYEES) is shown


@pytest.mark.parametrize(("n", "shown"), [((8, 7, 7, 7), NOTHING), ((8, 8, 7, 7), FULL)])
def test_a_sensitive_question_needs_more(n: tuple[int, ...], shown: Outcome) -> None:
    assert height(case(*n, measure=opinion(sensitive=True)), CUSTOMERS) is shown


def test_people_without_weight_show_nothing() -> None:
    heavy = case(10, 10, 10, 10)
    nothing = np.zeros(4)
    assert height(replace(heavy, counts=replace(heavy.counts, w=nothing, w2=nothing)), CUSTOMERS) is NOTHING


@pytest.mark.parametrize(("n", "shown"), [((0, 40, 0, 0), NOTHING), ((1, 39, 0, 0), FULL)])
def test_a_group_in_which_all_agree_shows_nothing(n: tuple[int, ...], shown: Outcome) -> None:
    assert height(case(*n), CUSTOMERS) is shown


@pytest.mark.parametrize(("n", "shown"), [((91, 9, 0, 0), NOTHING), ((90, 10, 0, 0), FULL)])
def test_a_sensitive_answer_of_nearly_all_shows_nothing(n: tuple[int, ...], shown: Outcome) -> None:
    assert height(case(*n, measure=opinion(sensitive=True)), CUSTOMERS) is shown
    assert height(case(*n), CUSTOMERS) is FULL


@pytest.mark.parametrize(
    ("n", "shown"),
    [((10, 10, 10, 10), FULL), ((15, 12, 9, 4), ONE), ((15, 12, 12, 1), ONE), ((20, 20, 0, 5), FULL)],
)
def test_a_rare_answer_to_a_sensitive_question_hides_its_distribution(
    n: tuple[int, ...], shown: Outcome
) -> None:
    assert height(case(*n, measure=opinion(sensitive=True)), CUSTOMERS) is shown
    assert height(case(*n), CUSTOMERS) is FULL


@pytest.mark.parametrize("n", [(20, 16, 3, 1), (2, 2, 18, 18)])
def test_a_rare_favourable_answer_to_a_sensitive_question_shows_nothing(n: tuple[int, ...]) -> None:
    assert height(case(*n, measure=opinion(sensitive=True)), CUSTOMERS) is NOTHING


@pytest.mark.parametrize("n", [(10, 10, 0, 0), (0, 0, 10, 10)])
def test_one_number_of_nought_or_a_hundred_per_cent_is_not_shown(n: tuple[int, ...]) -> None:
    assert height(case(*n), CUSTOMERS) is NOTHING


def test_one_number_that_is_no_box_cannot_say_that_all_agree() -> None:
    mean = score(opinion(), IndicatorKind.MEAN)
    assert height(case(10, 10, 0, 0, lead=mean), CUSTOMERS) is ONE


def test_without_a_score_a_small_group_shows_nothing() -> None:
    assert height(case(6, 5, 5, 4, measure=choice()), CUSTOMERS) is NOTHING
    assert height(case(10, 10, 5, 5, measure=choice()), CUSTOMERS) is FULL


@pytest.mark.parametrize(
    ("n", "shown"), [((8, 7, 7, 7), NOTHING), ((8, 8, 7, 7), ONE), ((80, 80, 70, 70), ONE)]
)
def test_a_crossing_shows_one_number_from_thirty_on(n: tuple[int, ...], shown: Outcome) -> None:
    assert height(case(*n, group=crossed(NORTH, YOUNG)), CUSTOMERS) is shown


def test_a_condition_on_two_criteria_is_a_crossing() -> None:
    both = meeting("both", "region = n and age = y", finding="f")
    assert criteria_of(both) == ("region", "age")
    assert height(case(8, 7, 7, 7, group=both), CUSTOMERS) is NOTHING
    assert height(case(80, 70, 70, 70, group=both), CUSTOMERS) is ONE


def test_a_condition_on_one_criterion_is_none() -> None:
    band = meeting("band", "age >= 18 and age < 30")
    assert criteria_of(band) == ("age",)
    assert height(case(10, 10, 10, 10, group=band), CUSTOMERS) is FULL


FORBIDDEN = {
    "two criteria where one is the most": (opinion(), replace(CUSTOMERS, max_cross=1), True),
    "a sensitive question": (opinion(sensitive=True), CUSTOMERS, True),
    "a sensitive segment": (opinion(), replace(CUSTOMERS, uncrossed=frozenset({"age"})), True),
    "a crossing too many": (opinion(), CUSTOMERS, False),
}


@pytest.mark.parametrize(("measure", "policy", "in_time"), FORBIDDEN.values(), ids=FORBIDDEN)
def test_a_forbidden_crossing_shows_nothing(measure: Measure, policy: object, in_time: bool) -> None:
    large = case(80, 80, 80, 80, measure=measure, group=crossed(NORTH, YOUNG), is_in_time=in_time)
    assert height(large, policy) is NOTHING
    assert height(replace(large, group=NORTH), policy) is FULL


def test_three_criteria_are_never_crossed() -> None:
    cube = crossed(NORTH, YOUNG, level("sex", "f"))
    assert height(case(80, 80, 80, 80, group=cube), CUSTOMERS) is NOTHING


def days(n: int, summary: Summary | None, kind: IndicatorKind = IndicatorKind.MEAN) -> Case:
    lead = score(duration(), kind)
    summaries = {lead.id: summary} if summary else {}
    return case(n, measure=duration(), lead=lead, summaries=summaries)


SPREAD = Summary(20.0, 1.5, dominant=0.2, most=0.3)


@pytest.mark.parametrize(("n", "shown"), [(9, NOTHING), (10, ONE), (30, FULL)])
def test_a_numeric_answer_has_the_same_ladder(n: int, shown: Outcome) -> None:
    assert height(days(n, SPREAD), CUSTOMERS) is shown


@pytest.mark.parametrize(("dominant", "shown"), [(0.85, FULL), (0.86, NOTHING), (None, NOTHING)])
def test_two_people_may_not_make_a_total(dominant: float | None, shown: Outcome) -> None:
    assert height(days(40, replace(SPREAD, dominant=dominant)), CUSTOMERS) is shown


def test_a_numeric_answer_that_all_gave_shows_nothing() -> None:
    assert height(days(40, Summary(20.0, 0.0, dominant=0.05, most=1.0)), CUSTOMERS) is NOTHING
    assert height(days(40, Summary(20.0, None, 20.0, 20.0, 0.05, 1.0)), CUSTOMERS) is NOTHING


def test_a_median_between_tied_bounds_shows_what_it_has_when_answers_differ() -> None:
    tied = Summary(20.0, None, 20.0, 20.0, dominant=0.05, most=0.6)
    assert height(days(40, tied, IndicatorKind.MEDIAN), CUSTOMERS) is FULL
    assert height(days(40, replace(tied, most=None), IndicatorKind.MEDIAN), CUSTOMERS) is NOTHING


def test_nearly_all_may_not_give_one_number_to_a_sensitive_question() -> None:
    measure = replace(duration(), sensitive=True)
    for most, shown in ((0.9, FULL), (0.92, NOTHING)):
        summaries = {"q": replace(SPREAD, most=most)}
        found = case(60, measure=measure, lead=score(duration(), IndicatorKind.MEAN), summaries=summaries)
        assert height(found, CUSTOMERS) is shown


def test_a_median_waits_for_thirty() -> None:
    middle = Summary(20.0, None, 15.0, 30.0, dominant=0.2, most=0.3)
    assert height(days(29, middle, IndicatorKind.MEDIAN), CUSTOMERS) is NOTHING
    assert height(days(30, middle, IndicatorKind.MEDIAN), CUSTOMERS) is FULL


def test_a_number_nobody_summarised_is_not_shown() -> None:
    assert height(days(20, None), CUSTOMERS) is NOTHING
