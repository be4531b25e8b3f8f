"""Whatever the gate does not know, it refuses."""

from dataclasses import replace

import numpy as np
import pytest

from generator.aggregates.model import Aggregates, Counts, DriverMoments, Joint, Summary
from generator.disclosure import protect
from generator.errors import ExitCode, Refused, render
from generator.spec.groups import EVERYONE
from generator.spec.models import IndicatorKind
from generator.spec.plan import Battery, Drivers, Plan, Term
from generator.words import Lang
from tests.rooms.disclosure.drawn import CUSTOMERS, EMPLOYEES, Drawn, Person, duration, opinion, people, score

DRAWN = Drawn(
    people(40, region="n") + people(45, region="s"), {"region": "ns"}, (opinion(missing=("9",)), opinion("r"))
)
PLAN = replace(
    DRAWN.plan, batteries=(Battery("b", (Term("q"), Term("r"))),), drivers=Drivers("q", ("r",), ("r",))
)
SOUND = replace(DRAWN.aggregates, plan=PLAN.digest)
KEY = ("q", "region=n")


def refused(aggregates: Aggregates, plan: Plan = PLAN) -> list[str]:
    with pytest.raises(Refused) as refusal:
        protect(aggregates, plan, CUSTOMERS)
    assert refusal.value.exit_code is ExitCode.PRIVACY
    for diagnostic in refusal.value.diagnostics:
        for lang in Lang:
            assert "{" not in render(diagnostic, lang)
    return [diagnostic.code for diagnostic in refusal.value.diagnostics]


def counted(**changes: object) -> Aggregates:
    counts: Counts = replace(SOUND.counts[KEY], **changes)
    return replace(SOUND, counts={**SOUND.counts, KEY: counts})


def test_sound_aggregates_are_let_in() -> None:
    assert protect(SOUND, PLAN, CUSTOMERS).study == "drawn"


@pytest.mark.parametrize("change", [{"study": "other"}, {"wave": "2025"}, {"plan": "f" * 64}])
def test_another_plan(change: dict[str, str]) -> None:
    assert refused(replace(SOUND, **change)) == ["V11.plan"]


@pytest.mark.parametrize("rows", [-1, 85.0, float("nan"), True, None])
def test_rows_that_are_no_count(rows: object) -> None:
    assert "V11.rows" in refused(replace(SOUND, rows=rows))


def test_a_table_that_is_missing() -> None:
    assert refused(replace(SOUND, counts={k: c for k, c in SOUND.counts.items() if k != KEY})) == [
        "V11.missing"
    ]


def test_a_table_that_was_not_planned() -> None:
    extra = {**SOUND.counts, ("q", "name=dupont"): SOUND.counts[KEY]}
    assert refused(replace(SOUND, counts=extra)) == ["V11.unplanned"]


NO_COUNTS = {
    "negative": {"n": np.array([11, 10, 10, -1])},
    "fractions": {"n": np.array([10.0, 10.0, 10.0, 10.0])},
    "a cell too many": {"n": np.array([10, 10, 10, 10, 0])},
    "flags": {"n": np.array([True, True, True, True])},
    "a negative missing answer": {"aside": np.array([-1])},
    "a missing answer too few": {"aside": np.zeros(0, dtype=np.int64)},
    "weights that are not numbers": {"w": np.array([np.nan, 1.0, 1.0, 1.0])},
    "weights without end": {"w": np.array([np.inf, 1.0, 1.0, 1.0])},
    "negative weights": {"w": np.array([-1.0, 1.0, 1.0, 1.0])},
    "squares that are not numbers": {"w2": np.array([np.nan, 1.0, 1.0, 1.0])},
    "weights of nobody": {"n": np.array([20, 20, 0, 0])},
}


@pytest.mark.parametrize("changes", NO_COUNTS.values(), ids=NO_COUNTS)
def test_counts_that_are_none(changes: dict[str, object]) -> None:
    assert "V11.counts" in refused(counted(**changes))


def test_counts_that_are_not_those_of_the_group() -> None:
    assert refused(counted(n=np.array([11, 10, 10, 10]))) == ["V11.bases"]


CLASSES = SOUND.classes
NO_CLASSES = {
    "a group without a column": replace(CLASSES, groups=("all", "region=n", "elsewhere")),
    "a column twice": replace(CLASSES, groups=("all", "region=n", "region=n")),
    "a membership of two": replace(CLASSES, member=CLASSES.member * 2),
    "a question nobody counted": replace(CLASSES, answered={"r": CLASSES.answered["r"]}),
    "fractions of people": replace(CLASSES, answered={**CLASSES.answered, "q": CLASSES.answered["q"] * 1.0}),
    "fewer people than classes": replace(CLASSES, answered={**CLASSES.answered, "q": np.array([85])}),
    "people taken away": replace(CLASSES, answered={**CLASSES.answered, "q": -CLASSES.answered["q"]}),
}


@pytest.mark.parametrize("classes", NO_CLASSES.values(), ids=NO_CLASSES)
def test_groups_that_are_not_described(classes: object) -> None:
    assert refused(replace(SOUND, classes=classes)) == ["V11.classes"]


@pytest.mark.parametrize(
    ("key", "summary"),
    [
        (("unknown", EVERYONE), Summary(1.0, 1.0)),
        (("q", "region=x"), Summary(1.0, 1.0)),
        (("q", EVERYONE), Summary(float("nan"), 1.0)),
        (("q", EVERYONE), Summary(1.0, float("inf"))),
        (("q", EVERYONE), Summary(1.0, None, float("nan"), 1.0)),
        (("q", EVERYONE), Summary(1.0, 1.0, dominant=float("nan"))),
    ],
)
def test_a_score_that_is_unknown_or_no_number(key: tuple[str, str], summary: Summary) -> None:
    assert refused(replace(SOUND, summaries={key: summary})) == ["V11.score"]


def test_a_numeric_question_without_its_score() -> None:
    stays = [Person({}, {"q": str(value)}) for value in range(40)]
    drawn = Drawn(stays, measures=(duration(),), scores=(score(duration(), IndicatorKind.MEAN),))
    assert refused(replace(drawn.aggregates, summaries={}), drawn.plan) == ["V11.score"]


JOINT = Joint((("q", EVERYONE), ("r", EVERYONE)), np.eye(2), np.full((2, 2), 40))
NO_JOINTS = {
    "an unknown battery": {"c": JOINT},
    "a term of another": {"b": replace(JOINT, terms=(("q", EVERYONE), ("r", "region=n")))},
    "a matrix of another size": {"b": replace(JOINT, matrix=np.eye(3))},
    "a matrix without numbers": {"b": replace(JOINT, matrix=np.full((2, 2), np.nan))},
    "a base that is none": {"b": replace(JOINT, people=np.full((2, 2), -1))},
    "a base that is no number": {"b": replace(JOINT, people=np.full((2, 2), np.nan))},
    "bases of another size": {"b": replace(JOINT, people=np.full((3, 3), 40))},
}


@pytest.mark.parametrize("joints", NO_JOINTS.values(), ids=NO_JOINTS)
def test_a_battery_that_was_not_planned(joints: dict[str, Joint]) -> None:
    assert refused(replace(SOUND, joints=joints)) == ["V11.battery"]


MOMENTS = DriverMoments(("q", "r"), 80, 80.0, 80.0, np.ones(5), np.eye(5))
NO_MOMENTS = {
    "another variable": replace(MOMENTS, variables=("q", "s")),
    "a moment too few": replace(MOMENTS, mean=np.ones(4)),
    "a covariance of another size": replace(MOMENTS, covariance=np.eye(4)),
    "a moment that is no number": replace(MOMENTS, mean=np.full(5, np.nan)),
    "a base that is no number": replace(MOMENTS, n=80.5),
    "weights that are no number": replace(MOMENTS, w=float("nan")),
}


@pytest.mark.parametrize("moments", NO_MOMENTS.values(), ids=NO_MOMENTS)
def test_a_model_that_was_not_planned(moments: DriverMoments) -> None:
    assert refused(replace(SOUND, moments=moments)) == ["V11.drivers"]


def test_a_model_where_there_is_none() -> None:
    plan = replace(PLAN, drivers=None)
    assert refused(replace(SOUND, moments=MOMENTS, plan=plan.digest), plan) == ["V11.drivers"]


def test_every_fault_is_told_at_once() -> None:
    broken = replace(SOUND, moments=replace(MOMENTS, n=-1), joints={"c": JOINT})
    assert refused(broken) == ["V11.battery", "V11.drivers"]


@pytest.mark.parametrize("count", [0, 1, 9])
def test_a_wave_smaller_than_the_threshold(count: int) -> None:
    drawn = Drawn(people(count), measures=(opinion(),))
    if count:
        assert refused(drawn.aggregates, drawn.plan) == ["V13"]
    else:
        empty = Drawn(people(1))
        assert "V13" in refused(replace(empty.aggregates, rows=0), empty.plan)


def test_a_wave_of_colleagues_needs_one_more() -> None:
    drawn = Drawn(people(10))
    assert protect(drawn.aggregates, drawn.plan, CUSTOMERS).rows == 10
    with pytest.raises(Refused):
        protect(drawn.aggregates, drawn.plan, EMPLOYEES)
