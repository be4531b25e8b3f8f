"""The share of those who answered a grid all alike: rounded, from many people, never of nearly all."""

from dataclasses import replace

import pytest

from generator.aggregates.model import Aggregates, Alike, Linked
from generator.disclosure import Policy, protect
from generator.disclosure.admission import refusals
from generator.disclosure.beside import Beside, Past
from generator.release import Release, dump, load
from generator.spec.models import QuestionType
from tests.rooms.disclosure.drawn import CUSTOMERS, EMPLOYEES, WAVE, Drawn, Person, opinion

LINES = tuple(
    replace(opinion(f"q.{name}"), question="q", item=name, type=QuestionType.GRID) for name in "abcd"
)


def drawn(count: int) -> Drawn:
    """People spread over the four answers of each line."""
    return Drawn(
        [Person({}, {line.id: "1234"[i % 4] for line in LINES}) for i in range(count)], measures=LINES
    )


def counted(count: int, same: int) -> Aggregates:
    return replace(drawn(count).aggregates, alike={"q": Alike(count, same)})


def released(count: int, same: int, policy: Policy = CUSTOMERS) -> Release:
    return protect(counted(count, same), drawn(count).plan, policy)


@pytest.mark.parametrize(
    ("count", "same", "told"),
    [
        (1000, 123, 0.12),
        (400, 49, 0.10),
        (400, 51, 0.15),
        (1000, 49, None),
        (1000, 950, 0.95),
    ],
)
def test_the_share_is_told_in_steps_of_several_people(count: int, same: int, told: float | None) -> None:
    assert released(count, same).alike == {"q": told}


@pytest.mark.parametrize(("count", "same"), [(199, 40), (1000, 951), (1000, 1000)])
def test_few_people_and_nearly_all_are_not_told(count: int, same: int) -> None:
    assert released(count, same).alike == {}


def test_colleagues_are_counted_with_the_coalition() -> None:
    """Five per cent of 219 are under eleven: ten, and one who knows their own answers."""
    assert released(219, 40, EMPLOYEES).alike == {}
    assert released(220, 40, EMPLOYEES).alike == {"q": 0.20}


def test_a_grid_of_which_a_line_is_not_shown_is_not_told() -> None:
    plan = drawn(1000).plan
    hidden = replace(plan, measures=(replace(LINES[0], sensitive=True), *LINES[1:]))
    assert hidden.grids_in(WAVE) == {}
    assert "q" in plan.grids_in(WAVE)


def test_what_was_not_counted_is_not_told() -> None:
    assert protect(drawn(1000).aggregates, drawn(1000).plan, CUSTOMERS).alike == {}


@pytest.mark.parametrize("found", [Alike(1001, 10), Alike(500, 501), Alike(-1, -1), Alike(500, 2.5)])  # type: ignore[arg-type]
def test_counts_that_cannot_be_are_refused(found: Alike) -> None:
    wrong = replace(counted(1000, 100), alike={"q": found})
    assert [d.code for d in refusals(wrong, drawn(1000).plan, CUSTOMERS)] == ["V11.battery"]
    unplanned = replace(counted(1000, 100), alike={"z": Alike(500, 100)})
    assert [d.code for d in refusals(unplanned, drawn(1000).plan, CUSTOMERS)] == ["V11.battery"]


def test_it_is_written_and_read_back() -> None:
    found = released(1000, 123)
    assert load(*dump(found)) == found
    assert '{"alike": {"question": "q", "share": 0.12}}' in dump(found)[0]


def test_a_release_without_it_is_written_as_before() -> None:
    """Waves closed before it was computed keep their bytes."""
    assert "alike" not in dump(protect(drawn(1000).aggregates, drawn(1000).plan, CUSTOMERS))[0]


@pytest.mark.parametrize(
    ("people", "same", "is_told"),
    [(1000, 123, True), (1009, 123, False), (1020, 133, True), (1020, 124, False), (1100, 200, True)],
)
def test_published_again_it_moves_when_enough_people_came(people: int, same: int, is_told: bool) -> None:
    """Of the 1,000 first ones, 123 answered all alike: ten more of them, or of the others, or none."""
    first = replace(released(1000, 123), alike={"q": 0.12})
    linked = Linked((counted(1000, 123),), (), (), only_adds=True, is_steady=True)
    fresh = replace(counted(1000, same), alike={"q": Alike(people, same)})
    past = Past(Beside((first,), linked), ({},), fresh, drawn(1000).plan, CUSTOMERS)
    assert past.alike({"q": 0.19}) == ({"q": 0.19} if is_told else {})
    assert past.alike({"q": 0.12}) == {"q": 0.12}
    changed = replace(past, beside=Beside((first,), replace(linked, only_adds=False)))
    assert changed.alike({"q": 0.19}) == {}
