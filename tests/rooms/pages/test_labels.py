"""Names beside points: where each goes, and what none of them covers."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.pages.charts.labels import DOT, Box, Name, Placed, Sheet, folded, width_of

FRAME = Box(0, 0, 560, 380)
CORNER = Box(0, 0, 100, 24)


def sheet(*taken: Box, lines: tuple[tuple[float, float, float, float], ...] = ()) -> Sheet:
    return Sheet(FRAME, taken, lines)


def dot(name: Name) -> Box:
    return Box(name.x - DOT, name.y - DOT, name.x + DOT, name.y + DOT)


def covered(names: list[Name], placed: tuple[Placed, ...], *taken: Box) -> list[str]:
    """What is covered, in words; nothing when all can be read."""
    over = [
        f"{one.lines} covers {other.lines}"
        for one, other in combinations(placed, 2)
        if one.box.shared(other.box)
    ]
    over += [f"{one.lines} covers a point" for one in placed for n in names if one.box.shared(dot(n))]
    over += [f"{one.lines} covers a word" for one in placed for box in taken if one.box.shared(box)]
    return over + [f"{one.lines} is outside" for one in placed if not FRAME.holds(one.box)]


def test_a_lone_name_stands_up_and_right_of_its_point() -> None:
    (placed,) = sheet().place([Name(("Devis",), 100, 100)])
    assert placed.align == "left"
    assert placed.box.left > 100
    assert placed.box.bottom <= 100
    assert placed.leader is None


def test_near_the_right_edge_it_stands_on_the_left() -> None:
    (placed,) = sheet().place([Name(("Joindre un conseiller",), 550, 100)])
    assert placed.align == "right"
    assert FRAME.holds(placed.box)


def test_two_near_points_get_two_places() -> None:
    names = [Name(("Signs",), 200, 100), Name(("Moving walkways",), 212, 104)]
    assert covered(names, sheet().place(names)) == []


def test_a_name_keeps_off_the_words_of_a_corner() -> None:
    names = [Name(("Devis",), 40, 30)]
    assert covered(names, sheet(CORNER).place(names), CORNER) == []


def test_a_name_had_better_not_cross_an_interval() -> None:
    """An interval that leaves the point to the upper right: the name goes elsewhere."""
    (placed,) = sheet(lines=((100, 90, 400, 90),)).place([Name(("Devis",), 100, 100)])
    assert not placed.box.shared(Box(100, 89.9, 400, 90.1))


def test_a_name_far_from_its_point_is_led_back_to_it() -> None:
    crowd = [Name((f"Un nom assez long {i}",), 200 + 3 * i, 150 + 2 * i) for i in range(9)]
    placed = sheet().place(crowd)
    led = [(name, one) for name, one in zip(crowd, placed, strict=True) if one.leader]
    assert led
    assert all(one.leader and one.leader[:2] == (name.x, name.y) for name, one in led)


@pytest.mark.parametrize("align", ["left", "right", "center"])
def test_a_place_says_where_its_lines_are_aligned(align: str) -> None:
    box = Box(10, 0, 30, 10)
    placed = Placed(("a",), box, align, None)  # type: ignore[arg-type]
    assert placed.x == {"left": 10, "right": 30, "center": 20}[align]


points = st.tuples(st.integers(10, 550), st.integers(10, 370))


@given(st.lists(points, min_size=1, max_size=12))
def test_no_name_covers_anything(spots: list[tuple[int, int]]) -> None:
    """Twelve levers wherever they stand, even on one another: all their names can be read."""
    names = [Name(("Joindre un", "conseiller"), x, y) for x, y in spots]
    assert covered(names, sheet(CORNER).place(names), CORNER) == []


@given(st.lists(points, min_size=1, max_size=8))
def test_the_same_points_get_the_same_places(spots: list[tuple[int, int]]) -> None:
    names = [Name(("Devis",), x, y) for x, y in spots]
    assert sheet().place(names) == sheet().place(names)


def test_a_long_name_is_folded_then_cut() -> None:
    assert folded("Joindre un conseiller", 24) == ("Joindre un conseiller",)
    assert folded("J'ai été bien accueilli à mon arrivée", 24) == ("J'ai été bien accueilli", "à mon arrivée")
    assert folded("J'ai été bien accueilli à mon arrivée", 12) == ("J'ai été", "bien…")


def test_capitals_are_wider_than_small_letters() -> None:
    assert width_of("MAINTENIR", 11) > width_of("maintenir", 11) > width_of("iii", 11)
