"""Covariances and moments, by hand and against independent formulas."""

import numpy as np
import pytest

from generator.aggregates.joints import joint_of, moments_of
from generator.aggregates.numbers import Numbers

NAN = np.nan
TERMS = [("a", "all"), ("b", "all")]


def scale(*codes: int) -> Numbers:
    """Answers 1 to 5 coded 0 to 4, and -1 for blank."""
    return Numbers(np.array(codes, np.int8), None, np.array([NAN, 1, 2, 3, 4, 5]), -1)


def shares(*codes: int) -> Numbers:
    """Yes (0) counts for one, no (1) for nothing."""
    return Numbers(np.array(codes, np.int8), None, np.array([NAN, 1, 0]), -1)


def everyone(rows: int) -> np.ndarray:
    return np.ones(rows, np.bool_)


def test_two_items_answered_by_the_same_people() -> None:
    a, b = shares(0, 0, 1, 1), shares(0, 1, 1, 1)
    joint = joint_of(TERMS, [(a, everyone(4)), (b, everyone(4))], np.ones(4))
    # u_a = (½, ½, −½, −½)/4 and u_b = (¾, −¼, −¼, −¼)/4; the factor is 4/3
    assert joint.matrix == pytest.approx(np.array([[1, 0.5], [0.5, 0.75]]) / 16 * 4 / 3)
    assert joint.people.tolist() == [[4, 4], [4, 4]]
    assert joint.smallest == 4


def test_blanks_are_outside_and_stay_in_the_design() -> None:
    a, b = shares(0, 1, -1, -1), shares(-1, 0, 1, -1)
    joint = joint_of(TERMS, [(a, everyone(4)), (b, everyone(4))], np.ones(4))
    # the second person is the only one in both: u_a = −½/2, u_b = ½/2
    assert joint.matrix == pytest.approx(np.array([[2, -1], [-1, 2]]) / 16 * 4 / 3)
    assert joint.people.tolist() == [[2, 1], [1, 2]]
    assert joint.smallest == 1


def test_groups_that_exclude_each_other_are_independent() -> None:
    a, half = shares(0, 1, 0, 1), np.array([1, 1, 0, 0], np.bool_)
    joint = joint_of(TERMS, [(a, half), (a, ~half)], np.array([1.0, 2, 3, 4]))
    assert joint.matrix[0, 1] == joint.matrix[1, 0] == 0
    assert joint.people.tolist() == [[2, 0], [0, 2]]
    assert joint.smallest == 2


def test_a_figure_that_nobody_is_in() -> None:
    joint = joint_of(TERMS, [(shares(0, 1), everyone(2)), (shares(-1, -1), everyone(2))], np.ones(2))
    assert joint.matrix[1].tolist() == [0, 0]
    assert joint.smallest == 0


def test_rescaling_the_weights_changes_nothing() -> None:
    generator = np.random.default_rng(5)
    a, b = (scale(*generator.integers(-1, 5, 500)) for _ in range(2))
    weights = generator.lognormal(size=500)
    answers = [(a, everyone(500)), (b, generator.random(500) < 0.7)]
    plain, grossed = (joint_of(TERMS, answers, factor * weights).matrix for factor in (1, 212_000))
    assert grossed == pytest.approx(plain, rel=1e-12)


def test_blocks_do_not_change_the_sums(monkeypatch: pytest.MonkeyPatch) -> None:
    generator = np.random.default_rng(6)
    answers = [(scale(*generator.integers(-1, 5, 1000)), everyone(1000)) for _ in range(2)]
    whole = joint_of(TERMS, answers, np.ones(1000))
    monkeypatch.setattr("generator.aggregates.designs.BLOCK", 64)
    parts = joint_of(TERMS, answers, np.ones(1000))
    assert parts.matrix == pytest.approx(whole.matrix, rel=1e-12)
    assert parts.people.tolist() == whole.people.tolist()


def test_two_runs_give_the_same_bytes() -> None:
    generator = np.random.default_rng(9)
    answers = [scale(*generator.integers(-1, 5, 70_000)) for _ in range(6)]
    weights = generator.lognormal(size=70_000)
    first, second = (moments_of([*"abcdef"], answers, weights) for _ in range(2))
    assert first is not None
    assert second is not None
    assert first.mean.tobytes() == second.mean.tobytes()
    assert first.covariance.tobytes() == second.covariance.tobytes()


def test_moments_are_means_of_products_over_complete_answers() -> None:
    y, x = scale(0, 4, 2, 2), scale(1, 3, 0, -1)
    moments = moments_of(["y", "x"], [y, x], np.array([1.0, 2, 1, 9]))
    assert moments is not None
    # complete: (1, 2), (5, 4), (3, 1) with weights 1, 2, 1
    assert (moments.n, moments.w, moments.w2) == (3, 4, 6)
    assert moments.mean == pytest.approx([14 / 4, 11 / 4, 60 / 4, 45 / 4, 37 / 4])
    assert moments.variables == ("y", "x")


def test_the_covariance_of_moments_is_that_of_any_weighted_means() -> None:
    generator = np.random.default_rng(8)
    y, x = (scale(*generator.integers(-1, 5, 200)) for _ in range(2))
    weights = generator.lognormal(size=200)
    moments = moments_of(["y", "x"], [y, x], weights)
    assert moments is not None
    assert moments.covariance == pytest.approx(_plain(y.of(), x.of(), weights), rel=1e-9)


def _plain(y: np.ndarray, x: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """N/(N−1)·Σ uu′ straight from the definition, about zero."""
    vector = np.array([y, x, y * y, y * x, x * x])
    inside = ~np.isnan(vector).any(axis=0)
    w, v = weights[inside], vector[:, inside]
    influence = w * (v - (v @ w / w.sum())[:, None]) / w.sum()
    return len(y) / (len(y) - 1) * influence @ influence.T


def test_nobody_complete_gives_no_moments() -> None:
    assert moments_of(["y", "x"], [scale(0, -1), scale(-1, 0)], np.ones(2)) is None
