"""What a released table, battery and model hold, and what they leave out."""

from dataclasses import replace

import numpy as np
import pytest

from generator.aggregates.model import DriverMoments, Joint
from generator.disclosure import Policy, protect
from generator.disclosure.contents import covariance_of, moments_of
from generator.release import Cells, Outcome, Release, Table, Totals
from generator.spec.groups import EVERYONE
from generator.spec.models import IndicatorKind
from generator.spec.plan import Drivers
from tests.rooms.disclosure.drawn import CUSTOMERS, EMPLOYEES, Drawn, Person, duration, opinion, people, score


def released(drawn: Drawn, policy: Policy = CUSTOMERS) -> Release:
    return protect(drawn.aggregates, drawn.plan, policy)


def test_a_full_table_holds_its_cells() -> None:
    weighted = [replace(person, weight=0.5) for person in people(40, "1123")]
    table = released(Drawn(weighted)).table("q", EVERYONE)
    assert table == Table(
        measure="q",
        group=EVERYONE,
        outcome=Outcome.FULL,
        n=40,
        w=20.0,
        w2=10.0,
        cells=Cells(("1", "2", "3", "4"), (10.0, 5.0, 5.0, 0.0), (5.0, 2.5, 2.5, 0.0)),
    )


def test_a_withheld_table_holds_nothing_at_all() -> None:
    drawn = Drawn(people(60, region="n") + people(7, region="s"), {"region": "ns"})
    assert released(drawn).table("q", "region=s") == Table("q", "region=s", Outcome.WITHHELD)


def test_a_share_alone_keeps_its_variance() -> None:
    """12 of 20 are favourable: 0.6 × 0.4 / 19."""
    table = released(Drawn(people(20, "12344"))).table("q", EVERYONE)
    assert (table.outcome, table.n, table.w, table.w2, table.cells) == (
        Outcome.ONE_NUMBER,
        20,
        20.0,
        20.0,
        None,
    )
    assert table.totals is not None
    assert table.totals["q"].mean == pytest.approx(0.6)
    assert table.totals["q"].variance == pytest.approx(0.6 * 0.4 / 19)


def test_a_mean_alone_does_not_tell_its_variance() -> None:
    """A mean of 2.5 on 1 to 4 has at most the variance (4 - 2.5)(2.5 - 1) / 19, whatever its distribution."""
    drawn = Drawn(people(20), scores=(score(opinion(), IndicatorKind.MEAN),))
    table = released(drawn).table("q", EVERYONE)
    assert table.totals == {"q": Totals(2.5, pytest.approx(1.5 * 1.5 / 19))}
    same_mean = replace(drawn, respondents=people(20, "23"))
    assert released(same_mean).table("q", EVERYONE).totals == table.totals


def test_only_the_lead_of_several_scores_is_shown_alone() -> None:
    scores = (score(opinion(), name="lead"), score(opinion(), IndicatorKind.MEAN, "other"))
    table = released(Drawn(people(20), scores=scores)).table("q", EVERYONE)
    assert table.totals is not None
    assert set(table.totals) == {"lead"}


def stays(values: list[int]) -> list[Person]:
    return [Person({}, {"q": str(value)}) for value in values]


def test_a_numeric_table_holds_moments_and_no_cells() -> None:
    scores = (
        score(duration(), IndicatorKind.MEDIAN, "middle"),
        score(duration(), IndicatorKind.MEAN, "mean"),
    )
    table = released(Drawn(stays(list(range(41))), measures=(duration(),), scores=scores)).table(
        "q", EVERYONE
    )
    assert (table.outcome, table.n, table.cells) == (Outcome.FULL, 41, None)
    assert table.totals == {
        "middle": Totals(20.0, None, 10.0, 30.0),
        "mean": Totals(20.0, pytest.approx(143.5 / 41)),
    }


def test_a_small_numeric_group_shows_its_mean_alone() -> None:
    scores = (score(duration(), IndicatorKind.MEAN),)
    table = released(Drawn(stays(list(range(21))), measures=(duration(),), scores=scores)).table(
        "q", EVERYONE
    )
    assert table.totals == {"q": Totals(10.0, None)}


def test_missing_answers_are_a_rounded_share_or_less_than_five_per_cent() -> None:
    asked = opinion(missing=("9", "8"))
    given = people(400) + people(85, "9") + people(15, "8")
    assert released(Drawn(given, measures=(asked,))).table("q", EVERYONE).aside == {"9": 0.17, "8": None}


def test_missing_answers_of_a_few_hundred_are_told_to_five_per_cent() -> None:
    asked = opinion(missing=("9", "8"))
    given = people(80) + people(17, "9") + people(3, "8")
    assert released(Drawn(given, measures=(asked,))).table("q", EVERYONE).aside == {"9": 0.15, "8": None}


def test_weights_in_full_are_not_told() -> None:
    weighted = [replace(person, weight=1.23456789 + i % 4 / 3) for i, person in enumerate(people(40))]
    table = released(Drawn(weighted)).table("q", EVERYONE)
    assert table.cells is not None
    assert (table.w, table.w2) == (69.3827, 125.905)
    assert table.cells.w == (12.3457, 15.679, 19.0123, 22.3457)
    assert table.cells.w2 == (15.242, 24.583, 36.147, 49.933)


def test_weights_of_one_stay_the_counts_they_are() -> None:
    table = released(Drawn(people(40_004, "1123"))).table("q", EVERYONE)
    assert (table.w, table.w2) == (40_004.0, 40_004.0)
    assert table.cells is not None
    assert table.cells.w2 == (20_002.0, 10_001.0, 10_001.0, 0.0)


def test_a_missing_answer_nobody_gave_looks_like_a_rare_one() -> None:
    asked = opinion(missing=("9",))
    assert released(Drawn(people(80), measures=(asked,))).table("q", EVERYONE).aside == {"9": None}


def test_one_number_comes_without_missing_answers() -> None:
    asked = opinion(missing=("9",))
    assert released(Drawn(people(20) + people(20, "9"), measures=(asked,))).table("q", EVERYONE).aside is None


TWO = Drawn(people(40), measures=(opinion(), opinion("r")))
BOTH_FULL = {("q", EVERYONE): Outcome.FULL, ("r", EVERYONE): Outcome.FULL}
JOINT = Joint((("q", EVERYONE), ("r", EVERYONE)), np.array([[4.0, 1.0], [1.0, 9.0]]), np.full((2, 2), 10))


def test_a_battery_between_full_tables_is_shown() -> None:
    covariance = covariance_of(JOINT, TWO.plan, BOTH_FULL, CUSTOMERS)
    assert covariance is not None
    assert covariance.terms == JOINT.terms
    assert covariance.between(("r", EVERYONE), ("q", EVERYONE)) == 1.0


@pytest.mark.parametrize("outcome", [Outcome.ONE_NUMBER, Outcome.WITHHELD])
def test_a_term_that_is_not_full_is_left_out(outcome: Outcome) -> None:
    outcomes = {**BOTH_FULL, ("r", EVERYONE): outcome}
    assert covariance_of(JOINT, TWO.plan, outcomes, CUSTOMERS) is None
    three = replace(TWO, measures=(*TWO.measures, opinion("s")))
    joint = Joint((*JOINT.terms, ("s", EVERYONE)), np.diag([4.0, 9.0, 16.0]), np.full((3, 3), 10))
    covariance = covariance_of(joint, three.plan, {**outcomes, ("s", EVERYONE): Outcome.FULL}, CUSTOMERS)
    assert covariance is not None
    assert covariance.terms == (("q", EVERYONE), ("s", EVERYONE))
    assert covariance.matrix == ((4.0, 0.0), (0.0, 16.0))


@pytest.mark.parametrize(("pair", "policy"), [(9, CUSTOMERS), (10, EMPLOYEES), (1, CUSTOMERS)])
def test_a_battery_with_few_people_behind_a_pair_is_not_shown(pair: int, policy: Policy) -> None:
    joint = replace(JOINT, people=np.array([[40, pair], [pair, 40]]))
    assert covariance_of(joint, TWO.plan, BOTH_FULL, policy) is None
    assert covariance_of(replace(joint, people=joint.people + 10), TWO.plan, BOTH_FULL, policy) is not None


def test_a_pair_that_nobody_can_be_behind_is_shown() -> None:
    apart = replace(JOINT, matrix=np.diag([4.0, 9.0]), people=np.diag([40, 40]))
    assert covariance_of(apart, TWO.plan, BOTH_FULL, CUSTOMERS) is not None


OVERLAP = {
    "nested": ((100, 40, 40), True),
    "nested but for a few": ((49, 40, 40), False),
    "a large crossing": ((100, 60, 30), True),
    "a small crossing": ((100, 60, 29), False),
    "few on one side": ((100, 39, 30), False),
    "apart": ((100, 60, 0), True),
}


@pytest.mark.parametrize(("sizes", "is_shown"), OVERLAP.values(), ids=OVERLAP)
def test_two_groups_of_a_battery_neither_share_nor_part_a_few(
    sizes: tuple[int, int, int], is_shown: bool
) -> None:
    drawn = Drawn(people(60, a="y", b="y"), {"a": "y", "b": "y"})
    one, other, shared = sizes
    people_behind = np.array([[one, shared], [shared, other]])
    joint = Joint((("q", "a=y"), ("q", "b=y")), np.eye(2), people_behind)
    outcomes = {("q", "a=y"): Outcome.FULL, ("q", "b=y"): Outcome.FULL}
    assert (covariance_of(joint, drawn.plan, outcomes, CUSTOMERS) is not None) is is_shown


def test_a_battery_does_not_cross_a_sensitive_question() -> None:
    drawn = Drawn(people(60, a="y", b="y"), {"a": "y", "b": "y"}, (opinion(sensitive=True),))
    joint = Joint((("q", "a=y"), ("q", "b=y")), np.eye(2), np.array([[200, 90], [90, 200]]))
    outcomes = {("q", "a=y"): Outcome.FULL, ("q", "b=y"): Outcome.FULL}
    assert covariance_of(joint, drawn.plan, outcomes, CUSTOMERS) is None


def test_few_people_behind_a_term_that_is_not_shown_cost_nothing() -> None:
    three = replace(TWO, measures=(*TWO.measures, opinion("s")))
    people_behind = np.array([[40, 40, 2], [40, 40, 2], [2, 2, 2]])
    joint = Joint((*JOINT.terms, ("s", EVERYONE)), np.eye(3), people_behind)
    outcomes = {**BOTH_FULL, ("s", EVERYONE): Outcome.WITHHELD}
    covariance = covariance_of(joint, three.plan, outcomes, CUSTOMERS)
    assert covariance is not None
    assert covariance.terms == JOINT.terms


def test_a_battery_on_a_sensitive_question_needs_as_many_as_it_does() -> None:
    sensitive = replace(TWO, measures=(opinion(), opinion("r", sensitive=True)))
    for people_behind, is_shown in ((29, False), (30, True)):
        joint = replace(JOINT, people=np.full((2, 2), people_behind))
        assert (covariance_of(joint, sensitive.plan, BOTH_FULL, CUSTOMERS) is not None) is is_shown


DRIVERS = Drivers("q", ("r",), ("r",))
MOMENTS = DriverMoments(("q", "r"), 100, 100.0, 100.0, np.arange(5.0), np.eye(5))
ALL_COMPLETE = {"q": 100, "r": 100}


def test_the_model_of_importance_is_shown_from_a_hundred_complete_answers_on() -> None:
    moments = moments_of(MOMENTS, DRIVERS, TWO.plan, BOTH_FULL, ALL_COMPLETE, CUSTOMERS)
    assert moments is not None
    assert (moments.n, moments.mean, moments.covariance[4]) == (100, (0, 1, 2, 3, 4), (0, 0, 0, 0, 1))
    fewer = replace(MOMENTS, n=99)
    assert moments_of(fewer, DRIVERS, TWO.plan, BOTH_FULL, {"q": 99, "r": 99}, CUSTOMERS) is None


def test_the_model_of_importance_needs_ten_people_a_variable() -> None:
    names = tuple(f"q{n}" for n in range(11))
    drawn = Drawn(people(40), measures=tuple(map(opinion, names)))
    size = 11 + 66
    asked, full = Drivers(names[0], names[1:], names[1:]), {(n, EVERYONE): Outcome.FULL for n in names}
    for n, is_shown in ((109, False), (110, True)):
        moments = DriverMoments(names, n, n, n, np.ones(size), np.eye(size))
        bases = dict.fromkeys(names, n)
        assert (moments_of(moments, asked, drawn.plan, full, bases, CUSTOMERS) is not None) is is_shown


@pytest.mark.parametrize(("left_out", "is_shown"), [(0, True), (1, False), (9, False), (10, True)])
def test_incomplete_answers_are_none_or_enough_to_be_a_group(left_out: int, is_shown: bool) -> None:
    bases = {"q": 100, "r": 100 + left_out}
    moments = moments_of(MOMENTS, DRIVERS, TWO.plan, BOTH_FULL, bases, CUSTOMERS)
    assert (moments is not None) is is_shown


def test_the_model_of_importance_goes_with_any_of_its_tables() -> None:
    outcomes = {**BOTH_FULL, ("r", EVERYONE): Outcome.ONE_NUMBER}
    assert moments_of(MOMENTS, DRIVERS, TWO.plan, outcomes, ALL_COMPLETE, CUSTOMERS) is None


def test_the_model_of_importance_of_a_sensitive_question_needs_as_many_as_it_does() -> None:
    sensitive = replace(TWO, measures=(opinion(), opinion("r", sensitive=True)))
    bases = {"q": 100, "r": 130}
    assert moments_of(MOMENTS, DRIVERS, sensitive.plan, BOTH_FULL, bases, CUSTOMERS) is not None
    assert moments_of(MOMENTS, DRIVERS, sensitive.plan, BOTH_FULL, bases, EMPLOYEES) is None
