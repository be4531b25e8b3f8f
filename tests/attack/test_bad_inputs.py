"""The list of bad inputs, by number: what the gate refuses, or leaves out of every number it lets through."""

import json
import re
from dataclasses import asdict, fields, replace
from itertools import combinations

import numpy as np
import pytest

from generator.aggregates.model import DriverMoments, Joint
from generator.disclosure import Depth, Policy, Profile, protect
from generator.disclosure.contents import covariance_of, moments_of
from generator.errors import ExitCode, Refused
from generator.release import Broken, Outcome, dump, load
from generator.spec.groups import EVERYONE, Group
from generator.spec.measures import Code, Measure
from generator.spec.plan import Drivers, Plan
from tests.attack.attacker import attack
from tests.attack.test_differencing import check
from tests.rooms.disclosure.drawn import CUSTOMERS, Drawn, Person, level, meeting, opinion, people
from tests.rooms.disclosure.test_oracle import ring

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


def test_15_a_routed_base_that_differs_by_two() -> None:
    """Sixty were routed to a question; fifty-eight of them are a group of their own."""
    routed = people(58, question="r", s="a") + people(2, question="r")
    drawn = Drawn(people(80) + routed, {"s": "a"}, (opinion(), opinion("r")))
    release = protect(drawn.aggregates, drawn.plan, CUSTOMERS)
    assert release.table("r", EVERYONE).outcome is Outcome.FULL
    assert release.table("r", "s=a").outcome is Outcome.WITHHELD


def test_16_complete_cases_beside_the_items_they_are_drawn_from() -> None:
    """Sixty answered one item and sixty-three the other: three people lie between the index and the item."""
    both = [Person({}, {"q": a, "r": a}) for a in "1234" * 15]
    drawn = Drawn(both + people(3, question="r"), measures=(opinion(), opinion("r")))
    shown = {(name, EVERYONE): Outcome.FULL for name in "qr"}
    joint = Joint((("q", EVERYONE), ("r", EVERYONE)), np.eye(2), np.array([[60, 3], [3, 63]]))
    moments = DriverMoments(("q", "r"), 120, 120.0, 120.0, np.zeros(5), np.eye(5))
    drivers, bases = Drivers("q", ("r",), ("r",)), {"q": 120, "r": 123}
    assert covariance_of(joint, drawn.plan, shown, CUSTOMERS) is None
    assert moments_of(moments, drivers, drawn.plan, shown, bases, CUSTOMERS) is None
    assert moments_of(moments, drivers, drawn.plan, shown, {"q": 120, "r": 130}, CUSTOMERS) is not None


def test_17_an_option_that_nobody_of_a_group_chose() -> None:
    """Nobody of the group said "none": the options of each of its members are then known to be some."""
    none = replace(opinion("none"), codes=(Code("0", "no"), Code("1", "yes")), positive=("1",), negative=())
    chosen = people(40, "01", "none", s="a") + people(30, "0", "none", s="b") + people(40, "01", "none")
    drawn = Drawn(chosen, {"s": "ab"}, (none,))
    release = protect(drawn.aggregates, drawn.plan, CUSTOMERS)
    assert release.table("none", "s=b").outcome is Outcome.WITHHELD


WITHHELD = levels(a=60, b=40, c=7)


@pytest.mark.parametrize(
    "number",
    ["20 a delta", "21 a rank", "22 a bar or its place", "25 a bare percentage", "33 what pages embed"],
)
def test_what_is_withheld_has_nothing_to_derive_a_number_from(number: str) -> None:
    """Deltas, ranks, bars and pages are made of tables: one that is withheld holds none of their parts."""
    table = protect(WITHHELD.aggregates, WITHHELD.plan, CUSTOMERS).table("q", "s=c")
    parts = {
        name: value for name, value in asdict(table).items() if name not in {"measure", "group", "outcome"}
    }
    assert not {name: value for name, value in parts.items() if value is not None}, number


def test_26_a_mean_of_eight() -> None:
    drawn = levels(a=60, b=40, c=8, d=30)
    assert protect(drawn.aggregates, drawn.plan, CUSTOMERS).table("q", "s=c").totals is None


@pytest.mark.parametrize(
    "number", ["27 a score and its promoters", "28 a standard deviation", "30 an interval"]
)
def test_a_small_group_tells_one_number_and_nothing_that_follows_from_another(number: str) -> None:
    """Two groups of twenty of the same share and of other answers show the same table to the last digit."""
    one, other = (Drawn(people(20, answers)) for answers in ("1134", "2133"))
    told = [protect(d.aggregates, d.plan, CUSTOMERS).table("q", EVERYONE) for d in (one, other)]
    assert told[0] == told[1], number
    assert told[0].outcome is Outcome.ONE_NUMBER


def test_31_the_weight_of_one_person_is_not_in_a_base() -> None:
    """Weights of seven digits, all different: sums keep six."""
    drawn = Drawn([replace(p, weight=1 + i / 7e6) for i, p in enumerate(people(40))])
    content, _ = dump(protect(drawn.aggregates, drawn.plan, CUSTOMERS))
    digits = [number.replace(".", "").strip("0") for number in re.findall(r"\d+\.\d+", content)]
    assert digits
    assert max(map(len, digits)) <= 6


def test_32_no_number_of_a_weighted_table_has_more_digits_than_it_can_bear() -> None:
    drawn = Drawn([replace(p, weight=1 / 3) for p in people(90, s="a") + people(60, s="b")], {"s": "ab"})
    content, _ = dump(protect(drawn.aggregates, drawn.plan, CUSTOMERS))
    assert not re.search(r"\d\.\d{7}", content)


def test_45_a_second_wave_may_show_what_the_first_one_hid() -> None:
    """People answer anew: nothing of the first wave is computed from the second."""
    small, large = levels(a=60, b=7), levels(a=60, b=50)
    first = protect(small.aggregates, small.plan, CUSTOMERS)
    second = protect(replace(large.aggregates, data="2" * 64), large.plan, CUSTOMERS)
    assert first.table("q", "s=b").outcome is Outcome.WITHHELD
    assert second.table("q", "s=b").outcome is Outcome.FULL


@pytest.mark.parametrize("part", range(2), ids=["content", "certificate"])
def test_46_a_release_that_was_edited_is_not_read(part: int) -> None:
    texts = list(dump(protect(WITHHELD.aggregates, WITHHELD.plan, CUSTOMERS)))
    texts[part] = texts[part].replace("full", "FULL").replace('"R1"', '"R0"')
    with pytest.raises(Broken):
        load(*texts)


def test_48_all_crossings_of_five_variables_are_not_shown() -> None:
    """Ten pairs of segments at a threshold of five: three are admitted, one number from thirty people on."""
    dice = np.random.default_rng(48)
    kinds = [
        dict(zip("abcde", dice.choice(list("xyz"), 5, p=(0.5, 0.3, 0.2)), strict=True)) for _ in range(500)
    ]
    drawn = Drawn(
        [
            Person(kind, {"q": answer})
            for kind, answer in zip(kinds, dice.choice(list("1234"), 500), strict=True)
        ],
        dict.fromkeys("abcde", "xyz"),
        crossings=tuple(combinations("abcde", 2)),
    )
    release = protect(drawn.aggregates, drawn.plan, FIVE, Depth.FREEZE)
    crossed = {group: table for (_, group), table in release.tables.items() if "&" in group}
    shown = {group for group, table in crossed.items() if table.outcome is not Outcome.WITHHELD}
    assert len({tuple(part[0] for part in group.split("&")) for group in shown}) <= 3
    assert {crossed[group].outcome for group in shown} == {Outcome.ONE_NUMBER}
    assert all((crossed[group].n or 0) >= 30 for group in shown)
    assert {"R3", "R9"} <= set(release.certificate.rules)


def test_49_no_table_joins_two_questions() -> None:
    """So what fits ten questions is what fits each: attacked one by one, they are attacked together."""
    names = [f"q{n}" for n in range(10)]
    answers = [
        Person({"s": "ab"[i % 2]}, {n: "1234"[(i + j) % 4] for j, n in enumerate(names)}) for i in range(80)
    ]
    drawn = Drawn(answers, {"s": "ab"}, tuple(opinion(name) for name in names))
    content, certificate = dump(protect(drawn.aggregates, drawn.plan, CUSTOMERS, Depth.FREEZE))
    told = [set(re.findall(r'"(q\d)"', line)) for line in content.splitlines()[1:]]
    assert {len(measures) for measures in told} == {1}
    assert "R9" in json.loads(certificate)["rules"]


@pytest.mark.parametrize(("size", "outcome"), [(11, Outcome.WITHHELD), (12, Outcome.ONE_NUMBER)])
def test_50_two_colleagues_who_put_their_answers_together(size: int, outcome: Outcome) -> None:
    """Without the two of them, ten must be left: in a group, in what is left of one, in any combination."""
    two = Policy(Profile.EMPLOYEE, coalition=2)
    drawn = levels(a=60, b=size, _=40)
    assert protect(drawn.aggregates, drawn.plan, two).table("q", "s=b").outcome is outcome
    rest = levels(a=60, _=size)
    expected = Outcome.WITHHELD if size < 12 else Outcome.FULL
    assert protect(rest.aggregates, rest.plan, two).table("q", "s=a").outcome is expected
    check(drawn, two)


@pytest.mark.parametrize("size", [11, 12])
def test_50_a_combination_of_three_groups_leaves_ten_without_the_two(size: int) -> None:
    two = Policy(Profile.EMPLOYEE, coalition=2)
    study = ring(size)
    hidden = protect(study.aggregates, study.plan, two, Depth.FREEZE).table("q", "z=y").outcome
    assert (hidden is Outcome.WITHHELD) is (size < 12)


def test_53_no_page_has_a_threshold_of_its_own() -> None:
    """A policy is one for a wave: nothing in a plan, a group or a measure can carry another."""
    told = {field.name for thing in (Plan, Group, Measure) for field in fields(thing)}
    assert not {name for name in told if "min" in name or "cell" in name or "threshold" in name}
