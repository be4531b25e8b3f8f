"""Those who answered two questions are searched as a base of their own."""

from dataclasses import replace

import numpy as np
import pytest

from generator.aggregates.model import Aggregates, Joint
from generator.disclosure import Depth, protect
from generator.disclosure.pairs import bases_of_two, told_apart
from generator.errors import Refused
from generator.release import Covariance, Outcome
from generator.spec.groups import EVERYONE
from generator.spec.plan import Battery, Plan, Term
from tests.rooms.disclosure.drawn import CUSTOMERS, EMPLOYEES, Drawn, Person, belongs, opinion

GROUPS = tuple(f"{name}=y" for name in "xyz")


def both(count: int, **levels: str) -> list[Person]:
    return [Person(levels, {"q": "1234"[i % 4], "r": "1234"[i % 3]}) for i in range(count)]


def either(count: int, **levels: str) -> list[Person]:
    """So many who answered the first question alone, and as many the second."""
    return [Person(levels, {name: "1234"[i % 4]}) for name in "qr" for i in range(count)]


def asked(people: list[Person], groups: tuple[str, ...]) -> tuple[Aggregates, Plan]:
    """Two questions in some segments of one level, and their covariance in each of some groups."""
    drawn = Drawn(people, dict.fromkeys("xyz", "y"), (opinion(), opinion("r")))
    batteries = tuple(Battery(f"b/{g}", (Term("q", g), Term("r", g))) for g in groups)
    plan = replace(drawn.plan, batteries=batteries)
    joints = {
        battery.id: Joint(tuple((t.score, t.group) for t in battery.terms), np.eye(2), np.full((2, 2), 99))
        for battery in batteries
    }
    classes = drawn.aggregates.classes
    rows = [tuple(int(belongs(p, g)) for g in drawn.groups) for p in people if len(p.answers) == 2]
    shared = np.array([rows.count(tuple(kind)) for kind in classes.member.tolist()])
    classes = replace(classes, answered={**classes.answered, "q&r": shared})
    return replace(drawn.aggregates, plan=plan.digest, joints=joints, classes=classes), plan


def told(people: list[Person], *groups: str, depth: Depth = Depth.PREVIEW) -> set[str]:
    aggregates, plan = asked(people, groups)
    outcomes = dict.fromkeys(plan.tables, Outcome.FULL)
    return {name.partition("/")[2] for name in told_apart(aggregates, plan, outcomes, CUSTOMERS, depth)}


@pytest.mark.parametrize(("left", "shown"), [(0, 2), (1, 1), (9, 1), (10, 2)])
def test_groups_differ_by_nobody_or_by_enough_who_answered_both(left: int, shown: int) -> None:
    people = both(40, x="y") + either(30) + both(left)
    assert len(told(people, EVERYONE, "x=y")) == shown


def test_a_battery_is_taken_back_after_those_that_come_before_it_in_the_plan() -> None:
    people = both(40, x="y") + either(30) + both(1)
    assert told(people, EVERYONE, "x=y") == {EVERYONE}
    assert told(people, "x=y", EVERYONE) == {"x=y"}


def ring(size: int) -> list[Person]:
    """Three groups that overlap two by two; so many of the first overlap answered both questions."""
    return (
        both(size, x="y", z="y")
        + either(30, x="y", z="y")
        + both(40, x="y", y="y")
        + both(40, y="y", z="y")
        + both(40)
    )


@pytest.mark.parametrize(("size", "depth", "shown"), [(9, 0, 3), (9, 1, 2), (10, 1, 3)])
def test_a_closing_searches_all_combinations_of_them(size: int, depth: int, shown: int) -> None:
    assert len(told(ring(size), *GROUPS, depth=list(Depth)[depth])) == shown


def test_what_is_not_shown_whole_is_not_looked_at() -> None:
    aggregates, plan = asked(both(40, x="y") + either(30) + both(1), (EVERYONE, "x=y"))
    outcomes = {**dict.fromkeys(plan.tables, Outcome.FULL), ("r", "x=y"): Outcome.ONE_NUMBER}
    assert len(told_apart(aggregates, plan, outcomes, CUSTOMERS, Depth.PREVIEW)) == 2


def test_a_crossing_that_a_battery_tells_is_searched_beside_the_tables_of_its_question() -> None:
    """What x and y share is 30 people, and z, which its table shows, is 31: one is left."""
    people = both(30, x="y", y="y", z="y") + both(1, z="y") + both(40, x="y") + both(40, y="y") + both(40)
    aggregates, plan = asked(people, ())
    terms = (Term("q", "x=y"), Term("q", "y=y"))
    plan = replace(plan, batteries=(Battery("b", terms),))
    joint = Joint(tuple((t.score, t.group) for t in terms), np.eye(2), np.array([[70, 30], [30, 70]]))
    aggregates = replace(aggregates, joints={"b": joint}, plan=plan.digest)
    outcomes = dict.fromkeys(plan.tables, Outcome.FULL)
    assert not told_apart(aggregates, plan, outcomes, CUSTOMERS, Depth.PREVIEW)
    outcomes["q", "z=y"] = Outcome.WITHHELD
    assert told_apart(aggregates, plan, outcomes, CUSTOMERS, Depth.PREVIEW) == {"b"}


def test_the_coalition_of_colleagues_counts_there_too() -> None:
    aggregates, plan = asked(both(40, x="y") + either(30) + both(10), (EVERYONE, "x=y"))
    outcomes = dict.fromkeys(plan.tables, Outcome.FULL)
    assert len(told_apart(aggregates, plan, outcomes, CUSTOMERS, Depth.PREVIEW)) == 2
    assert len(told_apart(aggregates, plan, outcomes, EMPLOYEES, Depth.PREVIEW)) == 1


def test_the_bases_that_a_covariance_of_everyone_tells() -> None:
    aggregates, plan = asked(both(40), (EVERYONE, "x=y"))
    shown = {
        name: Covariance(joint.terms, ((1.0, 0.0), (0.0, 1.0))) for name, joint in aggregates.joints.items()
    }
    assert bases_of_two(shown, aggregates, plan) == {("q", "r"): 99}


@pytest.mark.parametrize("wrong", ["missing", "more than answered one", "fractions"])
def test_bases_of_two_questions_that_are_none_are_refused(wrong: str) -> None:
    aggregates, plan = asked(both(40, x="y") + both(40), (EVERYONE, "x=y"))
    answered = dict(aggregates.classes.answered)
    assert protect(aggregates, plan, CUSTOMERS)
    if wrong == "missing":
        del answered["q&r"]
    elif wrong == "fractions":
        answered["q&r"] = answered["q&r"] * 1.0
    else:
        answered["q&r"] = answered["q&r"] + 1
    spoiled = replace(aggregates, classes=replace(aggregates.classes, answered=answered))
    with pytest.raises(Refused):
        protect(spoiled, plan, CUSTOMERS)
