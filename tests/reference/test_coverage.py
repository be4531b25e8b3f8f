"""Simulated samples: how often intervals hold the truth, and how often tests cry wolf.

Weights are independent of answers and vary as those of a raked sample do (effective base about 80 %).
Seeded: the same figures at every run.
"""

import sys
from collections.abc import Callable
from math import sqrt

import numpy as np
import pytest

from generator.release import Cells
from generator.spec.scores import Unit
from generator.statistics.drivers import Floats
from generator.statistics.estimate import Estimate, Judgement
from generator.statistics.importance import Importance, importance_of
from generator.statistics.sampling import Sampling, estimate_of
from generator.statistics.tests import independent, judge, paired
from generator.statistics.variance import Mean, mean_of_cells
from tests.rooms.statistics.drawn import moments_of

pytestmark = pytest.mark.long

SAMPLES = 4000
WEIGHTED = Sampling(True, True, 1.0, ())
UNWEIGHTED = Sampling(True, False, 1.0, ())
SIZES = (30, 100, 600)


def weights(rng: np.random.Generator, n: int) -> Floats:
    return np.asarray(np.exp(rng.normal(0, 0.5, n)))


def mean(values: Floats, w: Floats, unit: Unit) -> Mean:
    """The mean of some answers, from cells as a release holds them."""
    codes, place = np.unique(values, return_inverse=True)
    sums, squares = (np.bincount(place, weights=each).tolist() for each in (w, w * w))
    cells = Cells(tuple(map(str, codes)), tuple(sums), tuple(squares))
    found = mean_of_cells(cells, {str(code): float(code) for code in codes}, unit, len(values), len(values))
    assert found is not None
    return found


def coverage(draw: Callable[[], Estimate], truth: float) -> float:
    """How often the interval holds the truth; printed for the manual (``pytest -m long -rP``)."""
    found = [draw() for _ in range(SAMPLES)]
    held = sum((one.low or 0) <= truth <= (one.high or 0) for one in found) / SAMPLES
    sys.stdout.write(f"{held:.3f}" + "\n")
    return held


@pytest.mark.parametrize("n", SIZES)
@pytest.mark.parametrize("p", [0.05, 0.3, 0.5, 0.9])
@pytest.mark.parametrize("is_weighted", [True, False])
def test_the_interval_of_a_share(n: int, p: float, is_weighted: bool) -> None:
    rng = np.random.default_rng(1)

    def draw() -> Estimate:
        w = weights(rng, n) if is_weighted else np.ones(n)
        hits = (rng.random(n) < p).astype(float)
        sampling = WEIGHTED if is_weighted else UNWEIGHTED
        return estimate_of(mean(hits, w, Unit.SHARE), sampling, 0.95)

    # Wilson's coverage swings with n·p around 0.95, down to about 0.925 (Brown, Cai & DasGupta 2001).
    assert coverage(draw, p) >= 0.92


@pytest.mark.parametrize("n", SIZES)
@pytest.mark.parametrize("shares", [(0.3, 0.3, 0.4), (0.05, 0.07, 0.88), (0.5, 0.4, 0.1)])
def test_the_interval_of_a_net_promoter_score(n: int, shares: tuple[float, float, float]) -> None:
    rng = np.random.default_rng(2)
    truth = 100 * (shares[2] - shares[0])

    def draw() -> Estimate:
        scores = rng.choice([-100.0, 0.0, 100.0], n, p=shares)
        return estimate_of(mean(scores, weights(rng, n), Unit.POINTS), WEIGHTED, 0.95)

    assert 0.93 <= coverage(draw, truth) <= 0.985


def test_the_plain_interval_of_a_net_promoter_score_is_too_short() -> None:
    """Why it is adjusted: at 20 answers and a score of 83, the plain Wald interval misses often."""
    rng, n, shares = np.random.default_rng(3), 20, (0.02, 0.13, 0.85)
    truth, held = 83.0, {"plain": 0, "adjusted": 0}
    for _ in range(SAMPLES):
        found = mean(rng.choice([-100.0, 0.0, 100.0], n, p=shares), np.ones(n), Unit.POINTS)
        half = 1.96 * sqrt(found.variance or 0)
        ours = estimate_of(found, UNWEIGHTED, 0.95)
        held["plain"] += abs(found.value - truth) <= half
        held["adjusted"] += (ours.low or 0) <= truth <= (ours.high or 0)
    assert held["plain"] / SAMPLES < 0.90
    assert held["adjusted"] / SAMPLES > 0.93


@pytest.mark.parametrize("n", SIZES)
def test_the_interval_of_a_mean(n: int) -> None:
    rng, p = np.random.default_rng(4), [0.05, 0.1, 0.2, 0.35, 0.3]
    truth = float(np.dot(p, range(1, 6)))

    def draw() -> Estimate:
        return estimate_of(mean(rng.choice(5, n, p=p) + 1.0, weights(rng, n), Unit.SCALE), WEIGHTED, 0.95)

    assert 0.93 <= coverage(draw, truth) <= 0.97


@pytest.mark.parametrize("n", SIZES)
@pytest.mark.parametrize("p", [0.1, 0.3, 0.5])
def test_two_groups_that_do_not_differ(n: int, p: float) -> None:
    """Type I error of the test of two shares under the small-cell rule."""
    rng, wrong = np.random.default_rng(5), 0
    for _ in range(SAMPLES):
        sides = [
            mean((rng.random(size) < p).astype(float), weights(rng, size), Unit.SHARE) for size in (n, 3 * n)
        ]
        wrong += judge(independent(*sides, level=0.95), 0.95) in (Judgement.HIGHER, Judgement.LOWER)
    sys.stdout.write(f"{wrong / SAMPLES:.3f}" + "\n")
    assert wrong / SAMPLES <= 0.065


@pytest.mark.parametrize("n", SIZES)
def test_two_items_that_do_not_differ(n: int) -> None:
    """Type I error of the paired test of two items that the same people answered."""
    rng, wrong = np.random.default_rng(6), 0
    for _ in range(SAMPLES):
        w, mood = weights(rng, n), rng.normal(size=n)
        items = [((mood + rng.normal(size=n)) > 0).astype(float) for _ in range(2)]
        z = [w * (item - w @ item / w.sum()) / w.sum() for item in items]
        variance = float(((z[0] - z[1]) ** 2).sum()) * n / (n - 1)
        sides = [mean(item, w, Unit.SHARE) for item in items]
        test = paired(*sides, variance=variance, level=0.95)
        wrong += judge(test, 0.95) in (Judgement.HIGHER, Judgement.LOWER)
    sys.stdout.write(f"{wrong / SAMPLES:.3f}" + "\n")
    assert 0.03 <= wrong / SAMPLES <= 0.065


@pytest.mark.parametrize("n", [100, 600])
def test_the_interval_of_an_importance(n: int) -> None:
    rng, held, slopes = np.random.default_rng(7), 0, np.array([1.0, 0.6, 0.3])
    # Uncorrelated drivers: shares of the explained variance are those of the squared slopes.
    truth = slopes**2 / (slopes**2).sum()
    for _ in range(1000):
        x = rng.normal(size=(n, 3))
        answers = np.column_stack([x @ slopes + rng.normal(size=n), x])
        found = importance_of(moments_of("yabc", answers, weights(rng, n)), WEIGHTED, 0.95)
        assert isinstance(found, Importance)
        held += (found.shares[0].low or 0) <= truth[0] <= (found.shares[0].high or 0)
    sys.stdout.write(f"{held / 1000:.3f}" + "\n")
    assert 0.92 <= held / 1000 <= 0.98
