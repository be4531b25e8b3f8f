"""Cronbach's alpha from released moments: closed forms, and the batteries that have none."""

import numpy as np
import pytest

from generator.release import Moments
from generator.statistics.reliability import reliability_of
from tests.rooms.statistics import drawn

FIRST = np.array([1.0, 2, 3, 4, 5, 6])
SECOND = np.array([2.0, 1, 4, 3, 6, 5])
THIRD = np.array([6.0, 5, 4, 3, 2, 1])


def moments(columns: list[np.ndarray]) -> Moments:
    names = [f"q{place}" for place, _ in enumerate(columns)]
    return drawn.moments_of(names, np.column_stack(columns), np.ones(6))


def test_two_items_of_equal_variance_are_those_of_spearman_and_brown() -> None:
    """r = 29/35 between the first two: alpha = 2r/(1 + r); a pair has none once an item is left out."""
    found = reliability_of(moments([FIRST, SECOND]))
    assert found is not None
    r = float(np.corrcoef(FIRST, SECOND)[0, 1])
    assert r == pytest.approx(29 / 35)
    assert found.alpha == found.standardised == pytest.approx(2 * r / (1 + r))
    assert found.with_rest == pytest.approx((r, r))
    assert found.without == (None, None)


def test_some_of_the_variables_only() -> None:
    """The outcome of a model stands first in its moments, and is no item of the battery."""
    whole = moments([THIRD, FIRST, SECOND])
    found = reliability_of(whole, whole.variables[1:])
    alone = reliability_of(moments([FIRST, SECOND]))
    assert found is not None
    assert alone is not None
    assert found.items == whole.variables[1:]
    assert found.alpha == pytest.approx(alone.alpha)


@pytest.mark.parametrize("items", [[FIRST], [FIRST, np.full(6, 3.0)], [FIRST, THIRD]])
def test_one_item_a_constant_or_items_that_cancel_have_none(items: list[np.ndarray]) -> None:
    assert reliability_of(moments(items)) is None
