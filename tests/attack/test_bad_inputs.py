"""The list of bad inputs, by number, as far as one question of one wave can be attacked."""

from dataclasses import replace

import pytest

from generator.disclosure import Policy, Profile, protect
from generator.errors import ExitCode, Refused
from generator.release import Outcome, dump
from tests.attack.attacker import attack
from tests.attack.test_differencing import check
from tests.rooms.disclosure.drawn import CUSTOMERS, Drawn, Person, level, meeting, opinion, people

FIVE = Policy(Profile.CUSTOMER, min_base=5)


def cells(sizes: dict[str, int], *groups: str) -> Drawn:
    """People of so many kinds, and groups that are sets of kinds, none tied to another."""
    respondents = [
        person
        for kind, size in sizes.items()
        for person in people(size, **{group: "y" for group in groups if kind in group})
    ]
    return Drawn(respondents, dict.fromkeys(groups, "y"))


def levels(**sizes: int) -> Drawn:
    """One segment with so many people at each level; ``_`` stands for people at none."""
    named = [name for name in sizes if name != "_"]
    respondents = [
        p for name, size in sizes.items() for p in people(size, **({} if name == "_" else {"s": name}))
    ]
    return Drawn(respondents, {"s": "".join(named)})


CASES = {
    "1 one less than the threshold": (levels(a=40, b=30, c=9), {"s=c"}),
    "2 the complement of a small group": (levels(a=40, b=9), {"s=a", "s=b"}),
    "3 two small siblings": (levels(a=60, b=40, c=4, d=4), {"s=b", "s=c", "s=d"}),
    "4 three singletons": (levels(a=60, b=40, c=1, d=1, e=1), {"s=b", "s=c", "s=d", "s=e"}),
    "5 zeros": (levels(a=40, b=0), {"s=b"}),
    "8 overlapping hierarchies": (
        cells(
            {"A": 4, "B": 4, "I": 40, "J": 40, "K": 6, "L": 6, "M": 6, "N": 35},
            "ABIJ",
            "KLMN",
            "LM",
            "ABIJKN",
            "K",
            "I",
            "N",
        ),
        {"K=y"},
    ),
    "9 the total in the title": (levels(a=177, b=3), {"s=a", "s=b"}),
    "10 a union beside its parts": (cells({"a": 40, "b": 7, "c": 40}, "a", "b", "ab"), {"b=y"}),
    "11 everyone but a few": (
        Drawn(people(60, s="n") + people(4, s="y"), more=(meeting("not", "s = n"),)),
        {"not"},
    ),
    "12 nested bands": (cells({"a": 40, "b": 3, "c": 40}, "a", "ab"), {"ab=y"}),
    "13 one group under two names": (
        replace(levels(a=40, b=9), more=(meeting("twin", "s = b", "f"),)),
        {"s=a", "s=b", "f.twin"},
    ),
    "14 a filter then a segment": (
        Drawn(people(60, s="a") + people(6, s="b"), {"s": "ab"}, more=(meeting("m", "s = a", "f"),)),
        {"s=a", "s=b", "f.m"},
    ),
    "19 the rest of the company": (Drawn(people(50, t="a") + people(8), {"t": "a"}), {"t=a"}),
    "37 all agree": (
        Drawn(people(40, s="a") + people(40, "4", s="b") + people(40, s="c"), {"s": "abc"}),
        {"s=b"},
    ),
    "38 nobody elsewhere": (
        Drawn(people(40, "1112", s="a") + people(40, "1", s="b") + people(40, "1", s="c"), {"s": "abc"}),
        {"s=b", "s=c"},
    ),
    "60 a category of two that is missing": (levels(a=40, b=30, _=2), {"s=b"}),
}


@pytest.mark.parametrize(("drawn", "hidden"), CASES.values(), ids=CASES)
def test_nothing_withheld_comes_back(drawn: Drawn, hidden: set[str]) -> None:
    attacker = attack(drawn, protect(drawn.aggregates, drawn.plan, CUSTOMERS))
    assert hidden <= set(attacker.released(Outcome.WITHHELD))
    check(drawn, CUSTOMERS)


TIGHT = {
    "6 fifteen is ten and five": (levels(a=10, b=5, c=0, d=0), {"s=a", "s=b"}, CUSTOMERS),
    "7 fifteen is ten and three and one and one": (levels(a=10, b=3, c=1, d=1), {"s=b", "s=c", "s=d"}, FIVE),
    "7 and one less": (levels(a=10, b=3, c=1), {"s=a", "s=b", "s=c"}, FIVE),
}


@pytest.mark.parametrize(("drawn", "hidden", "policy"), TIGHT.values(), ids=TIGHT)
def test_small_sums_do_not_come_apart(drawn: Drawn, hidden: set[str], policy: Policy) -> None:
    attacker = attack(drawn, protect(drawn.aggregates, drawn.plan, policy))
    assert hidden <= set(attacker.released(Outcome.WITHHELD))
    check(drawn, policy)


def test_18_a_crossing_of_three_that_nobody_declared_is_not_there() -> None:
    cube = replace(level("a", "x"), id="a=x&b=x&c=x", members=tuple(level(s, "x").members[0] for s in "abc"))
    drawn = Drawn([p for _ in range(9) for p in people(40, a="x", b="x", c="x")] + people(400), more=(cube,))
    assert protect(drawn.aggregates, drawn.plan, CUSTOMERS).table("q", cube.id).outcome is Outcome.WITHHELD


def test_23_nothing_says_how_many_were_withheld_or_how_large_they_were() -> None:
    drawn = levels(a=60, b=40, c=4, d=3)
    content, certificate = dump(protect(drawn.aggregates, drawn.plan, CUSTOMERS))
    withheld = [line for line in content.splitlines() if "withheld" in line]
    assert withheld == [
        f'{{"table": {{"group": "s={s}", "measure": "q", "outcome": "withheld"}}}}' for s in "bcd"
    ]
    assert "withheld" not in certificate


def test_24_a_response_rate_of_all_is_not_told() -> None:
    drawn = replace(levels(a=40, b=30), invited=70)
    assert protect(drawn.aggregates, drawn.plan, CUSTOMERS).invited is None


def test_29_no_median_of_ten() -> None:
    small = Drawn(people(12))
    table = protect(small.aggregates, small.plan, CUSTOMERS).table("q", "all")
    assert table.cells is None
    assert table.totals is not None
    assert all(totals.low is None and totals.high is None for totals in table.totals.values())


def test_39_all_but_one_agree_on_something_sensitive() -> None:
    nearly = people(39, "4") + people(1, "1")
    drawn = Drawn(nearly, measures=(opinion(sensitive=True),))
    assert protect(drawn.aggregates, drawn.plan, CUSTOMERS).table("q", "all").outcome is Outcome.WITHHELD


def test_40_a_sensitive_answer_of_more_than_nine_in_ten() -> None:
    drawn = Drawn(people(93, "4") + people(7, "1"), measures=(opinion(sensitive=True),))
    assert protect(drawn.aggregates, drawn.plan, CUSTOMERS).table("q", "all").outcome is Outcome.WITHHELD


@pytest.mark.parametrize("respondents", [people(1), people(9)], ids=["one", "fewer than the threshold"])
def test_68_a_wave_of_nobody_much_is_refused(respondents: list[Person]) -> None:
    drawn = Drawn(respondents)
    with pytest.raises(Refused) as refusal:
        protect(drawn.aggregates, drawn.plan, CUSTOMERS)
    assert refusal.value.exit_code is ExitCode.PRIVACY


def test_68_a_wave_in_which_nobody_answers_a_question_says_nothing_of_it() -> None:
    drawn = Drawn([Person({}, {}) for _ in range(40)])
    release = protect(drawn.aggregates, drawn.plan, CUSTOMERS)
    assert {table.outcome for table in release.tables.values()} == {Outcome.WITHHELD}


def test_89_the_same_input_gives_the_same_bytes() -> None:
    drawn = levels(a=60, b=40, c=4, d=3)
    assert len({dump(protect(drawn.aggregates, drawn.plan, CUSTOMERS)) for _ in range(3)}) == 1


WAVE = levels(a=60, b=50)


@pytest.mark.parametrize(
    ("respondents", "data"),
    [
        ([*WAVE.respondents, *people(1, s="b")], "1"),
        ([*WAVE.respondents[:-1], *people(1, "1", s="b")], "1"),
        (WAVE.respondents[:-2], "1"),
    ],
    ids=["41 a late reply", "42 a leaver and a hire", "43 a window that lost two"],
)
def test_a_wave_is_not_released_again_with_a_few_people_changed(respondents: list[Person], data: str) -> None:
    earlier = protect(WAVE.aggregates, WAVE.plan, CUSTOMERS)
    changed = replace(WAVE, respondents=respondents)
    with pytest.raises(Refused):
        protect(replace(changed.aggregates, data=data * 64), WAVE.plan, CUSTOMERS, earlier=earlier)


def test_44_a_segment_coded_anew_is_another_group() -> None:
    earlier = protect(WAVE.aggregates, WAVE.plan, CUSTOMERS)
    recoded = levels(a=57, b=53)
    with pytest.raises(Refused):
        protect(recoded.aggregates, WAVE.plan, CUSTOMERS, earlier=earlier)


def test_47_the_same_answers_under_a_lower_threshold_are_refused() -> None:
    earlier = protect(WAVE.aggregates, WAVE.plan, CUSTOMERS)
    with pytest.raises(Refused):
        protect(WAVE.aggregates, WAVE.plan, FIVE, earlier=earlier)


@pytest.mark.parametrize("k", [0, -1, 4, "5", float("nan"), 1e-9, True], ids=str)
def test_52_a_threshold_that_is_none_is_refused(k: object) -> None:
    with pytest.raises(Refused):
        Policy(Profile.CUSTOMER, min_base=k)  # type: ignore[arg-type]
