"""A change at constant composition, drawn small enough to be checked by eye."""

import pytest

from generator.spec.scores import Unit
from generator.statistics.composition import held
from generator.statistics.variance import Mean


def mean(value: float, weight: float, variance: float | None = 0.0001) -> Mean:
    return Mean(Unit.SHARE, value, variance, 0.5, 200, weight, weight)


def test_a_change_that_is_all_mix_is_none_at_constant_composition() -> None:
    """Half young at 40 %, half old at 80 %: 60 %. Then a quarter young, same opinions: 70 %."""
    found = held("age", [mean(0.4, 50), mean(0.8, 50)], [mean(0.4, 25), mean(0.8, 75)], 0.95)
    assert found is not None
    assert found.change.value == pytest.approx(0.0)
    assert found.shift == pytest.approx(0.25)


def test_a_change_of_opinion_stays_whole() -> None:
    """Ten points more among the young, who were half: five points, whoever answers now."""
    found = held("age", [mean(0.4, 50), mean(0.8, 50)], [mean(0.5, 10), mean(0.8, 90)], 0.95)
    assert found is not None
    assert found.change.value == pytest.approx(0.05)


def test_its_variance_is_that_of_each_level_by_its_earlier_share() -> None:
    """(0.5² + 0.5²)·(0.0001 + 0.0001) = 0.0001: a standard error of one point."""
    found = held("age", [mean(0.4, 50), mean(0.8, 50)], [mean(0.4, 50), mean(0.8, 50)], 0.95)
    assert found is not None
    assert found.change.se == pytest.approx(0.01)
    assert found.shift == 0.0


@pytest.mark.parametrize("variance", [None, 0.0])
def test_a_level_without_a_variance_says_nothing(variance: float | None) -> None:
    assert held("age", [mean(0.4, 50), mean(0.8, 50, variance)], [mean(0.4, 50), mean(0.8, 50)], 0.95) is None
    assert held("age", [mean(0.4, 50)], [mean(0.4, 50)], 0.95) is None
