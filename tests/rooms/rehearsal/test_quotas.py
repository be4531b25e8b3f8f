"""Quotas: as many as the share says, in the order of what people lean to."""

import numpy as np

from generator.rehearsal.quotas import Ballot, Wanted

LEAN = np.array([50, 10, 40, 20, 30, 60, 80, 70, 100, 90], np.int64)
ONE_EACH = np.ones(10, np.int64)
EVERYONE = np.ones(10, np.bool_)


def test_who_leans_most_gives_the_highest_answer() -> None:
    ballot = Ballot(EVERYONE, [0, 1, 2], [0.5, 0.3, 0.2], LEAN, ONE_EACH)
    assert ballot.counted().tolist() == [0, 0, 0, 0, 0, 1, 1, 1, 2, 2]


def test_a_ladder_may_go_down() -> None:
    ballot = Ballot(EVERYONE, [2, 1, 0], [0.2, 0.3, 0.5], LEAN, ONE_EACH)
    # The first answer is the most favourable: the two who lean most give it.
    assert ballot.counted().tolist() == [2, 2, 2, 2, 2, 1, 1, 1, 0, 0]


def test_only_voters_are_counted() -> None:
    voters = np.arange(10) < 4
    counted = Ballot(voters, [0, 1], [0.5, 0.5], LEAN, ONE_EACH).counted()
    assert counted.tolist() == [1, 0, 1, 0, 0, 0, 0, 0, 0, 0]


def test_shares_are_of_weights() -> None:
    # The heavy one leans least, and is half of everyone's weight by himself.
    weights = np.array([1, 9, 1, 1, 1, 1, 1, 1, 1, 1], np.int64)
    counted = Ballot(EVERYONE, [0, 1], [0.5, 0.5], LEAN, weights).counted()
    assert counted.tolist() == [1, 0, 1, 1, 1, 1, 1, 1, 1, 1]


def test_a_group_gets_what_is_wanted_of_it() -> None:
    group = np.arange(10) < 5
    wanted = [Wanted(group, (0.0, 1.0), 0.2), Wanted(EVERYONE, (0.0, 1.0), 0.5)]
    counted = Ballot(EVERYONE, [0, 1], [0.5, 0.5], LEAN, ONE_EACH, wanted).counted()
    assert counted[group].sum() == 1
    assert counted.sum() == 5


def test_some_may_have_other_shares() -> None:
    barred = np.arange(10) >= 8
    ballot = Ballot(EVERYONE, [1, 0], [0.5, 0.5], LEAN, ONE_EACH, (), (barred, [0.0, 1.0]))
    assert ballot.counted().tolist() == [0, 1, 1, 1, 1, 0, 0, 0, 1, 1]


def test_nobody_votes() -> None:
    assert Ballot(~EVERYONE, [0, 1], [0.5, 0.5], LEAN, ONE_EACH).counted().tolist() == [0] * 10
