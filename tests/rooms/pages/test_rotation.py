"""The rotation of a world café: hosts stay, guests move, and as few as possible meet again."""

from itertools import combinations

import pytest

from generator.pages.models.rotation import Rotation, rotation


def test_everyone_sits_once_at_each_round_and_tables_are_full() -> None:
    guests = (6, 6, 6, 6, 7)
    for seating in rotation(guests, 3).rounds:
        assert tuple(map(len, seating)) == guests
        assert sorted(card for cards in seating for card in cards) == list(range(1, 32))


def test_the_first_round_follows_the_cards() -> None:
    assert rotation((2, 3), 1).rounds == (((1, 2), (3, 4, 5)),)


@pytest.mark.parametrize(("guests", "rounds"), [((2, 2, 2), 3), ((3, 3, 3, 3), 4), ((3, 3, 3, 3, 3), 3)])
def test_nobody_meets_again_where_that_can_be(guests: tuple[int, ...], rounds: int) -> None:
    plan = rotation(guests, rounds)
    assert (plan.repeated, plan.returns) == (0, 0)


def test_as_few_as_possible_meet_again_where_some_must() -> None:
    """Six from one table share four others: two by two at two of them, so two pairs; seven make three."""
    assert rotation((6, 6, 6, 6, 7), 2).repeated == 4 * 2 + 3


def test_a_third_round_stays_near_the_least_there_can_be() -> None:
    """Eleven at each move are the least; what one round leaves to the next makes three more."""
    assert rotation((6, 6, 6, 6, 7), 3).repeated == 2 * 11 + 3


def test_nobody_comes_back_to_a_table_while_there_is_another() -> None:
    assert rotation((6, 6, 6, 6, 7), 3).returns == 0


def test_a_plan_says_what_it_repeats() -> None:
    """At two tables of two, three rounds must bring people back, or together again."""
    plan = rotation((2, 2), 3)
    again = sum(
        sum({one, other} <= set(cards) for seating in plan.rounds for cards in seating) - 1
        for one, other in combinations(range(1, 5), 2)
        if any({one, other} <= set(cards) for seating in plan.rounds for cards in seating)
    )
    assert plan.repeated == again > 0
    assert plan.returns > 0


def test_repeats_are_counted_meeting_by_meeting() -> None:
    plan = Rotation((((1, 2), (3,)), ((1, 2), (3,)), ((1, 2), (3,))))
    assert plan.repeated == 2
    assert plan.returns == 6


def test_the_same_tables_always_get_the_same_plan() -> None:
    assert rotation.__wrapped__((4, 5, 4), 3) == rotation.__wrapped__((4, 5, 4), 3)
