"""A base that rests on answers tells them: it is shown where the question it rests on could show a number."""

from dataclasses import replace

import pytest

from generator.disclosure import Depth, Policy, protect
from generator.release import Outcome
from generator.spec.language import parse_filter
from generator.spec.measures import Measure
from tests.rooms.disclosure.drawn import (
    CUSTOMERS,
    EMPLOYEES,
    Drawn,
    Person,
    choice,
    crossed,
    level,
    meeting,
    opinion,
    people,
)

ASKED = replace(opinion("r"), ask_if=parse_filter("q = 1"))
"""Asked of those who gave the first answer to q."""


def routed(*answers: str, **levels: str) -> list[Person]:
    """People who gave these answers to q; those who gave the first were asked r."""
    return [
        Person(levels, {"q": each, **({"r": "1234"[i % 4]} if each == "1" else {})})
        for i, each in enumerate("".join(answers))
    ]


def shown(drawn: Drawn, policy: Policy = CUSTOMERS, depth: Depth = Depth.PREVIEW) -> dict[str, str]:
    release = protect(drawn.aggregates, drawn.plan, policy, depth)
    return {f"{name}/{group}": table.outcome.value for (name, group), table in release.tables.items()}


def study(respondents: list[Person], router: Measure, levels: str = "nse") -> Drawn:
    return Drawn(respondents, {"region": levels}, (router, ASKED))


def test_where_all_gave_the_answer_that_is_asked_about_nothing_says_so() -> None:
    """Forty of the south were asked r, and forty are in the south."""
    respondents = routed("12" * 30, region="n") + routed("1" * 40, region="s") + routed("12" * 20, region="e")
    told = shown(study(respondents, opinion()))
    assert told["q/region=s"] == told["r/region=s"] == "withheld"
    mixed = respondents[:60] + routed("1" * 39 + "2", region="s") + respondents[100:]
    assert shown(study(mixed, opinion()))["r/region=s"] == "full"


@pytest.mark.parametrize("depth", Depth)
def test_a_base_does_not_give_back_what_protects_a_small_group(depth: Depth) -> None:
    """Seven of the east: with the south hidden beside it, nobody knows how many of either said 1. The south
    has the largest base of r, which would say it, and so what is left for the east."""
    respondents = (
        routed("1" * 20 + "2" * 40, region="n")
        + routed("1" * 45 + "2" * 5, region="s")
        + routed("1" * 5 + "2" * 2, region="e")
    )
    told = shown(study(respondents, opinion()), depth=depth)
    assert {told[f"{name}/region={level}"] for name in "qr" for level in "se"} == {"withheld"}


def test_a_box_that_all_are_out_of_is_not_told_by_a_base() -> None:
    """All twenty of the south gave 1 or 2, nobody a favourable answer: the question shows nothing of them."""
    asked = replace(ASKED, ask_if=parse_filter("q in [1, 2]"))
    north = routed("12" * 30, region="n") + people(60, "34", region="n")
    south = [Person({"region": "s"}, {"q": "12"[i % 2], "r": "1234"[i % 4]}) for i in range(20)]
    drawn = Drawn(north + south, {"region": "ns"}, (opinion(), asked))
    assert shown(drawn)["q/region=s"] == shown(drawn)["r/region=s"] == "withheld"


def test_a_question_without_a_number_lets_bases_be_shown_where_it_could_have_one() -> None:
    """Of twenty-nine people a choice without a score shows nothing; how many were asked r is one number."""
    respondents = (
        routed("12" * 30, region="n") + routed("12" * 25, region="s") + routed("12" * 14 + "1", region="e")
    )
    told = shown(study(respondents, choice()))
    assert told["q/region=e"] == "withheld"
    assert told["r/region=e"] == "one_number"


def test_a_sensitive_question_is_not_told_by_the_base_of_another() -> None:
    """All but three of forty said 1."""
    respondents = routed("12" * 60, region="n") + routed("1" * 47 + "222", region="s")
    told = shown(study(respondents, opinion(sensitive=True), "n"))
    assert told["r/all"] == "full"
    few = shown(Drawn(respondents[120:], {}, (opinion(sensitive=True), ASKED)))
    assert few == {"q/all": "withheld", "r/all": "withheld"}


def claimed(yes: int, no: int) -> list[Person]:
    """People who answered m, some of whom said yes to c; membership of the group is that answer."""
    both = [("1", "y", i) for i in range(yes)] + [("2", "n", i) for i in range(no)]
    return [Person({"c": said}, {"c": said, "m": "1234"[i % 4]}) for said, _, i in both]


def made_of_answers(yes: int, no: int, **more: bool) -> Drawn:
    return Drawn(
        claimed(yes, no), {}, (opinion("m"), opinion("c", **more)), more=(meeting("claim", "c = 1"),)
    )


@pytest.mark.parametrize(("yes", "no", "expected"), [(60, 0, "withheld"), (60, 20, "full")])
def test_a_group_made_of_an_answer_that_all_gave_is_not_told(yes: int, no: int, expected: str) -> None:
    assert shown(made_of_answers(yes, no))["m/claim"] == expected


def test_a_group_made_of_a_sensitive_answer_does_not_say_how_nearly_all_answered() -> None:
    """Four hundred and fifty of five hundred and ten said 1 of 1 and 2: under nine in ten, and then over."""
    assert shown(made_of_answers(400, 100, sensitive=True))["m/claim"] == "full"
    told = shown(made_of_answers(470, 40, sensitive=True))
    assert told["c/all"] == "withheld"
    assert told["m/claim"] == "withheld"


def test_a_crossing_with_an_answer_is_held_to_the_group_around_it() -> None:
    """In the south all said 1: the crossing of the south and that answer is the south."""
    everyone = claimed(60, 60)
    north = [replace(p, levels={**p.levels, "region": "n"}) for p in everyone]
    south = [replace(p, levels={**p.levels, "region": "s"}) for p in claimed(50, 0)]
    cell = crossed(level("region", "s"), meeting("claim", "c = 1"))
    drawn = Drawn(north + south, {"region": "ns"}, (opinion("m"), opinion("c")), more=(cell,))
    assert shown(drawn)[f"m/{cell.id}"] == "withheld"


def test_a_group_that_is_the_filter_itself_is_told_as_everyone_is() -> None:
    """All of it gave the answer that it is made of: that says nothing of them."""
    respondents = [replace(p, levels={"q": p.answers["q"]}) for p in routed("12" * 60)]
    drawn = Drawn(respondents, {}, (opinion(), ASKED), more=(meeting("claim", "q = 1"),))
    told = shown(drawn)
    assert (told["q/claim"], told["r/claim"], told["r/all"]) == ("withheld", "full", "full")


def test_colleagues_are_held_to_one_more() -> None:
    respondents = routed("12" * 40) + routed("12" * 30, region="n")
    assert shown(study(respondents, opinion(), "n"), EMPLOYEES)["r/region=n"] == "full"
    small = routed("12" * 40) + routed("1" * 10, "2", region="n")
    assert shown(study(small, opinion(), "n"), EMPLOYEES)["r/region=n"] == "withheld"


def test_what_a_question_that_is_not_asked_routes_is_not_looked_at() -> None:
    alone = Drawn(people(40, question="r"), {}, (ASKED,))
    assert protect(alone.aggregates, alone.plan, CUSTOMERS).table("r", "all").outcome is Outcome.FULL
