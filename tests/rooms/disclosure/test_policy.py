"""The policy: defaults, floors, and nothing that goes below them."""

import math
from dataclasses import fields, replace
from typing import Any

import pytest

from generator.disclosure import Policy, Profile, policy_of
from generator.errors import ExitCode, Refused
from generator.spec.language import parse_filter
from generator.spec.models import Audience, Privacy, Question, Segment, Study
from tests.rooms.disclosure.drawn import CUSTOMERS, EMPLOYEES, opinion


def study(
    audience: Audience = Audience.CUSTOMER, segments: dict[str, Segment] | None = None, **privacy: Any
) -> Study:
    return Study.model_construct(
        id="drawn",
        audience=audience,
        segments=segments or {},
        questions={},
        privacy=Privacy(**{"promised": 10, **privacy}),
    )


def codes(refusal: Refused) -> list[str]:
    return [diagnostic.code for diagnostic in refusal.diagnostics]


def test_the_defaults() -> None:
    policy = policy_of(study())
    assert policy == CUSTOMERS
    assert policy.smallest(opinion()) == 10
    assert policy.smallest(opinion(sensitive=True)) == 30
    assert (policy.one_number_below, policy.crossing_base, policy.max_pairs) == (30, 30, 3)


@pytest.mark.parametrize("audience", [Audience.EMPLOYEE, Audience.BOTH])
def test_colleagues_are_protected_from_one_another(audience: Audience) -> None:
    policy = policy_of(study(audience))
    assert policy == EMPLOYEES
    assert policy.smallest(opinion()) == 11
    assert policy.smallest(opinion(sensitive=True)) == 31


@pytest.mark.parametrize(
    ("privacy", "smallest"),
    [
        ({"promised": 10}, 10),
        ({"promised": 5}, 10),
        ({"promised": 5, "min_cell": 5}, 5),
        ({"promised": 3, "min_cell": 7}, 7),
        ({"promised": 20}, 20),
        ({"promised": 10, "min_cell": 25}, 25),
    ],
)
def test_the_strictest_of_promise_and_threshold_applies(privacy: dict[str, int], smallest: int) -> None:
    assert policy_of(study(**privacy)).min_base == smallest


@pytest.mark.parametrize(
    ("privacy", "code"),
    [
        ({"promised": 10, "min_cell": 5}, "V01"),
        ({"promised": 0}, "V01.floor"),
        ({"promised": -1}, "V01.floor"),
        ({"promised": 3, "min_cell": 4}, "V01.floor"),
        ({"min_sensitive": 9}, "V01.floor"),
        ({"min_verbatims": 19}, "V01.floor"),
        ({"min_group": 5}, "V01.floor"),
        ({"max_cross": 3}, "V01.range"),
        ({"max_cross": 0}, "V01.range"),
        ({"round_to": 2}, "V01.range"),
        ({"round_to": -1}, "V01.range"),
    ],
)
def test_a_threshold_below_its_floor_is_refused(privacy: dict[str, int], code: str) -> None:
    with pytest.raises(Refused) as refusal:
        policy_of(study(**privacy))
    assert codes(refusal.value) == [code]
    assert refusal.value.exit_code is ExitCode.PRIVACY


def test_all_shortfalls_are_told_at_once() -> None:
    with pytest.raises(Refused) as refusal:
        policy_of(study(min_cell=2, max_cross=9, round_to=4))
    assert sorted(codes(refusal.value)) == ["V01.floor", "V01.range", "V01.range"]


def test_fewer_criteria_and_decimals_are_allowed() -> None:
    policy = policy_of(study(max_cross=1, round_to=0))
    assert (policy.max_cross, policy.decimals) == (1, 0)


def test_a_sensitive_segment_is_never_crossed_under_any_of_its_names() -> None:
    segments = {
        "health": Segment(column="q_health", levels={"a": "A"}, sensitive=True),
        "ill": Segment(when=parse_filter("q_ill = yes"), sensitive=True),
        "region": Segment(column="region", levels={"n": "N"}),
    }
    assert policy_of(study(segments=segments)).uncrossed == {"health", "q_health", "ill", "q_ill"}


def test_nothing_is_crossed_with_an_answer_to_a_sensitive_question() -> None:
    """A group of a finding may name the question itself, or an item of it."""
    asked = {
        "q_ill": Question(type="single", text="?", options={"ill": "Ill"}, sensitive=True),
        "q_calm": Question(type="single", text="?", options={"ill": "Ill"}),
    }
    found = study().model_copy(update={"questions": asked})
    assert policy_of(found).uncrossed == {"q_ill", "q_ill.ill"}


@pytest.mark.parametrize("value", [0, -1, 4, "5", "10", math.nan, 1e-9, 10.0, True, None, [], math.inf])
def test_no_threshold_can_be_less_than_a_number_at_its_floor(value: Any) -> None:
    with pytest.raises(Refused) as refusal:
        Policy(Profile.CUSTOMER, min_base=value)
    assert "V12" in codes(refusal.value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("min_sensitive", 9),
        ("coalition", -1),
        ("one_number_below", 29),
        ("crossing_base", 29),
        ("max_cross", 3),
        ("max_pairs", 4),
        ("agreement_cap", 91),
        ("dominance_cap", 86),
        ("decimals", 2),
        ("profile", "customer"),
    ],
)
def test_no_protection_can_be_weaker_than_its_floor(name: str, value: Any) -> None:
    with pytest.raises(Refused) as refusal:
        replace(CUSTOMERS, **{name: value})
    assert [d.values["key"] for d in refusal.value.diagnostics] == [name]


def test_the_coalition_of_colleagues_cannot_be_turned_off() -> None:
    with pytest.raises(Refused):
        Policy(Profile.EMPLOYEE, coalition=0)


def test_stricter_is_always_allowed() -> None:
    strict = Policy(
        Profile.CUSTOMER,
        min_base=1000,
        min_sensitive=2000,
        coalition=3,
        one_number_below=500,
        crossing_base=500,
        max_cross=1,
        max_pairs=0,
        agreement_cap=50,
        dominance_cap=50,
        decimals=0,
    )
    assert strict.smallest(opinion()) == 1003


def test_the_facts_hold_every_protection() -> None:
    facts = replace(CUSTOMERS, uncrossed=frozenset({"b", "a"})).facts
    assert facts["min_base"] == 10
    assert facts["profile"] == "customer"
    assert facts["uncrossed"] == "a b"
    assert set(facts) == {field.name for field in fields(Policy)}
