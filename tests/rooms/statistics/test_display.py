"""Rounding for display."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.spec.scores import Unit
from generator.statistics.display import decimals, displayed, whole


@pytest.mark.parametrize(
    ("unit", "n", "round_to", "places"),
    [
        (Unit.SHARE, 99, None, 0),
        (Unit.SHARE, 100, None, 1),
        (Unit.SHARE, 100, 0, 0),
        (Unit.SHARE, 5000, 3, 1),
        (Unit.SHARE, 50, 3, 0),
        (Unit.POINTS, 5000, None, 0),
        (Unit.SCALE, 20, None, 1),
        (Unit.NATURAL, 5000, 0, 1),
    ],
)
def test_decimals(unit: Unit, n: int, round_to: int | None, places: int) -> None:
    assert decimals(unit, n, round_to) == places


def test_a_share_is_displayed_as_a_percentage() -> None:
    assert displayed(0.58124, Unit.SHARE, 1) == Decimal("58.1")
    assert displayed(23.4, Unit.POINTS, 0) == Decimal("23")


def test_halves_are_those_of_the_decimal_not_of_the_float() -> None:
    assert displayed(0.285, Unit.SHARE, 0) == Decimal("28")
    assert displayed(0.295, Unit.SHARE, 0) == Decimal("30")


def test_a_distribution_sums_to_100() -> None:
    assert whole([1 / 3, 1 / 3, 1 / 3], 1) == (Decimal("33.4"), Decimal("33.3"), Decimal("33.3"))
    assert whole([0.286, 0.286, 0.428], 0) == (29, 28, 43)


@given(st.lists(st.integers(0, 400), min_size=1, max_size=9).filter(any), st.integers(0, 1))
def test_each_part_stays_within_one_digit(counts: list[int], places: int) -> None:
    shares = [count / sum(counts) for count in counts]
    shown = whole(shares, places)
    assert sum(shown) == 100
    step = Decimal(1).scaleb(-places)
    assert all(
        abs(part - Decimal(str(share)) * 100) < step for part, share in zip(shown, shares, strict=True)
    )


def test_only_a_whole_is_made_whole() -> None:
    with pytest.raises(ValueError, match="whole"):
        whole([0.5, 0.4], 0)
