"""Shares bent until truths hold."""

import pytest

from generator.rehearsal.shares import Constraint, fitted

THIRDS = [1.0, 1.0, 1.0]


def rounded(shares: list[list[float]]) -> list[list[float]]:
    return [[round(share, 4) for share in cell] for cell in shares]


def test_without_constraints_amounts_become_shares() -> None:
    assert rounded(fitted([[1.0, 3.0]], [10], [])) == [[0.25, 0.75]]


def test_a_box_keeps_its_proportions_inside_and_outside() -> None:
    # 60 % must give one of the last two answers, which were given 1 and 3 times; the others 2 and 2 times.
    box = Constraint((0,), (0, 0, 1, 1), 0.6)
    assert rounded(fitted([[2.0, 2.0, 1.0, 3.0]], [10], [box])) == [[0.2, 0.2, 0.15, 0.45]]


def test_a_mean_is_met_by_tilting() -> None:
    mean = Constraint((0,), (1, 2, 3), 2.5)
    (shares,) = fitted([THIRDS], [10], [mean])
    assert sum(share * value for share, value in zip(shares, (1, 2, 3), strict=True)) == pytest.approx(2.5)
    # Exponential: each answer is as many times more frequent than the one before.
    assert shares[1] / shares[0] == pytest.approx(shares[2] / shares[1])


def test_groups_and_the_whole_hold_together() -> None:
    # Two cells of 30 and 70 people: 40 % in the first, 61 % in all, so 70 % in the second.
    one, all_ = Constraint((0,), (0, 1), 0.4), Constraint((0, 1), (0, 1), 0.61)
    assert rounded(fitted([[1.0, 1.0]] * 2, [30, 70], [one, all_])) == [[0.6, 0.4], [0.3, 0.7]]


def test_an_answer_never_given_stays_so() -> None:
    never = Constraint((0,), (0, 1), 0.5)
    assert rounded(fitted([[1.0, 0.0]], [10], [never])) == [[1.0, 0.0]]


def test_nobody_is_asked_nothing() -> None:
    assert rounded(fitted([THIRDS], [0], [Constraint((0,), (0, 0, 1), 0.9)])) == [[0.3333] * 3]
