"""Subtracting what was released from what was released, on studies drawn at random."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.disclosure import Policy, Profile, protect
from generator.release import Outcome, Release
from tests.attack.attacker import Attacker, attack
from tests.rooms.disclosure.drawn import CUSTOMERS, EMPLOYEES, Drawn, belongs, meeting, people

POLICIES = {"customers": CUSTOMERS, "employees": EMPLOYEES, "five": Policy(Profile.CUSTOMER, min_base=5)}
ANSWERS = ("1234", "1123", "12", "34", "1", "4")
SIZES = st.one_of(st.just(0), st.integers(1, 12), st.integers(5, 60))


@st.composite
def studies(draw: st.DrawFn) -> Drawn:
    """Two or three segments, not everyone in a level of each, a group of its own, perhaps a crossing."""
    letters = {name: "abcd"[: draw(st.integers(2, 4))] for name in draw(st.sampled_from(("rs", "rst")))}
    kinds = st.tuples(
        *(st.sampled_from((*levels, "-")) for levels in letters.values()), st.sampled_from("yn")
    )
    respondents = [
        person
        for kind in draw(st.lists(kinds, min_size=3, max_size=12, unique=True))
        for person in people(
            draw(SIZES), draw(st.sampled_from(ANSWERS)), **dict(zip((*letters, "own"), kind, strict=True))
        )
    ]
    crossings = draw(st.sampled_from(((), (("r", "s"),))))
    return Drawn(respondents + people(11), letters, crossings=crossings, more=(meeting("own", "own = y"),))


def released(drawn: Drawn, policy: Policy) -> tuple[Release, Attacker]:
    release = protect(drawn.aggregates, drawn.plan, policy)
    return release, attack(drawn, release)


def no_withheld_group_can_be_computed(attacker: Attacker) -> None:
    known = attacker.released(Outcome.FULL, Outcome.ONE_NUMBER)
    for group in attacker.released(Outcome.WITHHELD):
        if attacker.size(attacker.counted(group)):
            assert not attacker.can_compute(group, known), group


def no_small_distribution_can_be_computed(attacker: Attacker) -> None:
    full = attacker.released(Outcome.FULL)
    for group in attacker.released(Outcome.ONE_NUMBER):
        if "&" not in group:
            assert not attacker.can_compute(group, full), group


def no_difference_singles_a_few_out(attacker: Attacker, smallest: int) -> None:
    for name, vector in attacker.derived():
        assert not 0 < attacker.size(vector) < smallest, name


def nobody_is_alone_in_a_table(drawn: Drawn, release: Release, smallest: int) -> None:
    for (_, group), table in release.tables.items():
        members = [p.answers["q"] for p in drawn.respondents if belongs(p, drawn.plan.group[group])]
        if table.outcome is not Outcome.WITHHELD:
            assert len(members) >= smallest
            assert len(set(members)) > 1
        if table.outcome is Outcome.FULL:
            assert len(members) >= 30


def check(drawn: Drawn, policy: Policy) -> None:
    release, attacker = released(drawn, policy)
    smallest = policy.min_base + policy.coalition
    nobody_is_alone_in_a_table(drawn, release, smallest)
    no_withheld_group_can_be_computed(attacker)
    no_small_distribution_can_be_computed(attacker)
    no_difference_singles_a_few_out(attacker, smallest)


@pytest.mark.parametrize("policy", POLICIES.values(), ids=POLICIES)
@settings(max_examples=40)
@given(drawn=studies())
def test_nothing_comes_back_by_subtraction(policy: Policy, drawn: Drawn) -> None:
    check(drawn, policy)


@pytest.mark.long
@pytest.mark.parametrize("policy", POLICIES.values(), ids=POLICIES)
@settings(max_examples=600)
@given(drawn=studies())
def test_nothing_comes_back_by_subtraction_at_length(policy: Policy, drawn: Drawn) -> None:
    check(drawn, policy)


def test_the_attacker_would_see_a_complement() -> None:
    """Were the rest of a segment released, its small level would be computed: the attacker is awake."""
    drawn = Drawn(people(60, r="a") + people(7, r="b"), {"r": "ab"})
    _, attacker = released(drawn, CUSTOMERS)
    careless = Attacker(
        attacker.people, attacker.groups, {**attacker.outcomes, "r=a": Outcome.FULL}, attacker.siblings
    )
    assert careless.can_compute("r=b", careless.released(Outcome.FULL))
    assert 7 in {careless.size(vector) for _, vector in careless.derived()}
    with pytest.raises(AssertionError):
        no_withheld_group_can_be_computed(careless)
    with pytest.raises(AssertionError):
        no_difference_singles_a_few_out(careless, 10)
