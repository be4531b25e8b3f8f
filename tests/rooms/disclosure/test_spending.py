"""How many independent numbers a question publishes: counted by eye."""

import pytest

from generator.disclosure import overspent, protect
from generator.disclosure.spending import published
from generator.release import Release
from tests.rooms.disclosure.drawn import CUSTOMERS, Drawn, people


def released(drawn: Drawn) -> Release:
    return protect(drawn.aggregates, drawn.plan, CUSTOMERS)


def spent(drawn: Drawn) -> int:
    return published(drawn.measures[0], drawn.aggregates, released(drawn))


def segments(count: int, each: int = 40) -> Drawn:
    """Levels x and y of so many segments, which cut across each other."""
    respondents = [
        person
        for kind in range(2**count)
        for person in people(each, **{"abcdef"[i]: "xy"[kind >> i & 1] for i in range(count)})
    ]
    return Drawn(respondents, dict.fromkeys("abcdef"[:count], "xy"))


def test_a_distribution_of_four_answers_tells_three_numbers() -> None:
    assert spent(Drawn(people(60))) == 3


def test_a_level_that_the_others_give_tells_nothing_more() -> None:
    """Everyone, x, and y which is everyone but x: two distributions."""
    assert spent(segments(1)) == 6
    assert spent(segments(2)) == 9


def test_one_number_tells_one() -> None:
    """The whole wave in full, and one number for each of two groups of twelve that are not all of it."""
    drawn = Drawn(people(60) + people(12, a="x") + people(12, a="y"), {"a": "xy"})
    assert spent(drawn) == 3 + 2


def test_what_is_withheld_costs_nothing() -> None:
    assert spent(Drawn(people(60, region="n") + people(7, region="s"), {"region": "ns"})) == 3


@pytest.mark.parametrize(("each", "questions"), [(14, ["q"]), (15, [])])
def test_more_than_one_number_for_ten_answers_is_told(each: int, questions: list[str]) -> None:
    """Three segments of two levels tell 12 numbers: 112 answers bear 11, and 120 bear them."""
    drawn = segments(3, each)
    found = list(overspent(drawn.aggregates, drawn.plan, released(drawn), None))
    assert [problem.values["questions"] for problem in found] == questions
    assert all(problem.code == "V17" for problem in found)
