"""Corrections over a family."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.spec.models.measuring import Adjustment
from generator.statistics import adjusted
from generator.statistics.adjust import benjamini_hochberg, holm
from generator.statistics.estimate import Difference
from generator.statistics.tests import difference_of, equivalence

P = st.lists(st.floats(0, 1), min_size=1, max_size=12)


def found_by(value: float, se: float = 1.0, *, testable: bool = True) -> Difference:
    return difference_of(value, se**2, 1000, 0.95, None, (), testable)


def test_holm_multiplies_the_smallest_by_the_whole_family_and_never_decreases() -> None:
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])


def test_benjamini_hochberg_divides_by_the_rank() -> None:
    assert benjamini_hochberg([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.02, 0.04, 0.04, 0.02])


def test_nothing_is_corrected_to_more_than_1_and_no_family_is_no_error() -> None:
    assert holm([0.6, 0.9]) == [1.0, 1.0]
    assert holm([]) == benjamini_hochberg([]) == []


@given(P)
def test_p_only_grows_and_holm_is_the_stricter(p: list[float]) -> None:
    for before, bh, strict in zip(p, benjamini_hochberg(p), holm(p), strict=True):
        assert before <= bh + 1e-12 <= strict + 2e-12


def test_a_family_counts_what_was_tested_and_no_equivalence() -> None:
    family = (found_by(2.5), found_by(3.0, testable=False), equivalence(found_by(0.1), 5.0), found_by(2.2))
    first, untested, equal, last = adjusted(family, Adjustment.HOLM, 0.95)
    assert (first.family, last.family) == (2, 2)
    assert first.p_adjusted == pytest.approx(2 * (first.p or 0))
    assert (untested.p, untested.p_adjusted) == (None, None)
    assert equal.p_adjusted is None
    assert equal.p == pytest.approx(family[2].p or 0)


def test_intervals_are_drawn_again_at_the_level() -> None:
    (found,) = adjusted([found_by(2.5)], Adjustment.BENJAMINI_HOCHBERG, 0.90)
    assert found.level == 0.90
    assert found.low == pytest.approx(2.5 - 1.6464, abs=1e-4)
