"""Shapley's shares and Johnson's weights, by hand, by brute force, and their gradients."""

from itertools import permutations

import numpy as np
import pytest

from generator.statistics.drivers import Floats, explained, johnson, normalised, shapley


def correlations(seed: int, variables: int) -> Floats:
    """Correlations of random data, the outcome leaning on all the others."""
    x = np.random.default_rng(seed).normal(size=(200, variables))
    x[:, 0] += x[:, 1:] @ np.linspace(0.2, 0.8, variables - 1)
    x[:, -1] += 0.7 * x[:, 1]
    return np.asarray(np.corrcoef(x.T))


def by_orders(correlation: Floats) -> Floats:
    """LMG as it is defined: what each driver adds to R², averaged over every order of entry."""
    k = len(correlation) - 1
    gains, orders = np.zeros(k), list(permutations(range(1, k + 1)))
    for order in orders:
        before = 0.0
        for place, driver in enumerate(order, 1):
            entered = [0, *order[:place]]
            after = explained(correlation[np.ix_(entered, entered)])
            gains[driver - 1] += (after - before) / len(orders)
            before = after
    return gains


def test_two_drivers_by_hand() -> None:
    # r = .5 and .4, .2 between drivers: R² = (.25 + .16 − 2·.5·.4·.2)/(1 − .04) = .34375.
    # The first adds .25 alone and .34375 − .16 after the other: .216875 on average.
    correlation = np.array([[1, 0.5, 0.4], [0.5, 1, 0.2], [0.4, 0.2, 1]])
    weights, _ = shapley(correlation)
    assert explained(correlation) == pytest.approx(0.34375)
    assert weights == pytest.approx([0.216875, 0.126875])


def test_uncorrelated_drivers_carry_their_squared_correlations() -> None:
    correlation = np.eye(4)
    correlation[0, 1:] = correlation[1:, 0] = [0.5, 0.3, 0.1]
    assert shapley(correlation)[0] == pytest.approx([0.25, 0.09, 0.01])
    assert johnson(correlation)[0] == pytest.approx([0.25, 0.09, 0.01])


@pytest.mark.parametrize("seed", range(3))
def test_shapley_is_the_average_over_all_orders(seed: int) -> None:
    correlation = correlations(seed, 6)
    weights, _ = shapley(correlation)
    assert weights == pytest.approx(by_orders(correlation))
    assert weights.sum() == pytest.approx(explained(correlation))
    assert (weights > 0).all()


def test_johnson_s_weights_sum_to_what_is_explained() -> None:
    correlation = correlations(4, 7)
    assert johnson(correlation)[0].sum() == pytest.approx(explained(correlation))


@pytest.mark.parametrize("method", [shapley, johnson])
def test_gradients_are_the_slopes_of_the_shares(method: object) -> None:
    correlation, step = correlations(5, 5), 1e-6
    _, gradients = method(correlation)  # type: ignore[operator]
    for i, j in zip(*np.triu_indices(5, 1), strict=True):
        moved = [correlation.copy(), correlation.copy()]
        for one, sign in zip(moved, (1, -1), strict=True):
            one[i, j] = one[j, i] = correlation[i, j] + sign * step
        slope = (method(moved[0])[0] - method(moved[1])[0]) / (2 * step)  # type: ignore[operator]
        assert gradients[:, i, j] == pytest.approx(slope, abs=1e-6)
        assert gradients[:, j, i] == pytest.approx(slope, abs=1e-6)


def test_the_gradients_of_normalised_shares_cancel() -> None:
    shares, gradients = normalised(*shapley(correlations(6, 5)))
    assert shares.sum() == pytest.approx(1)
    assert np.abs(gradients.sum(axis=0)).max() < 1e-12


def test_fifteen_drivers_are_solved_in_blocks() -> None:
    weights, gradients = shapley(correlations(7, 16))
    assert weights.sum() == pytest.approx(explained(correlations(7, 16)))
    assert gradients.shape == (15, 16, 16)
