"""Invented numbers: half of them below the median, and no crowd on it."""

import numpy as np
import pytest

from generator.rehearsal.model import Spread
from generator.rehearsal.numbers import _falling

PEOPLE = (np.arange(1000) + 0.5) / 1000


def drawn(low: float, median: float, high: float, decimals: int = 0) -> np.ndarray:
    return _falling(Spread(low=low, median=median, high=high), PEOPLE, decimals)


@pytest.mark.parametrize("ends", [(2, 27, 210), (0, 80, 100), (0, 50, 100), (1, 30, 365)])
def test_numbers_go_from_one_end_to_the_other_through_the_median(ends: tuple[int, int, int]) -> None:
    numbers = drawn(*ends)
    assert (numbers[0], np.median(numbers), numbers[-1]) == pytest.approx(ends, abs=1)
    assert (np.diff(numbers) >= 0).all()


@pytest.mark.parametrize("ends", [(2, 27, 210), (0, 80, 100), (0, 50, 100), (1, 30, 365)])
def test_no_crowd_gives_the_median(ends: tuple[int, int, int]) -> None:
    """A day is a twenty-fifth of the shorter side: about one answer in thirty falls on it."""
    shorter = min(ends[1] - ends[0], ends[2] - ends[1])
    on_it = (drawn(*ends) == ends[1]).mean()
    assert on_it == pytest.approx(0.5 / (0.6 * shorter), abs=0.004)


def test_numbers_are_nearly_as_close_together_on_either_side_of_the_median() -> None:
    numbers = drawn(2, 27, 210)
    below, above = (np.isin(numbers, days).sum() for days in ((25, 26), (28, 29)))
    assert below == pytest.approx(above, rel=0.25)


def test_a_median_at_an_end_is_the_answer_of_half() -> None:
    numbers = drawn(0, 0, 100)
    assert (numbers[:500] == 0).all()
    assert numbers[-1] == 100


def test_decimals_are_kept() -> None:
    assert set(drawn(0, 1, 2, decimals=1)) == {round(one / 10, 1) for one in range(21)}
