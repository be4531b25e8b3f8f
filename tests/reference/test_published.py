"""Figures printed in papers, typed from them: what anyone can check without any software."""

import numpy as np
import pytest

from generator.release import Cells
from generator.spec.scores import Unit
from generator.statistics.adjust import benjamini_hochberg, holm
from generator.statistics.drivers import johnson, shapley
from generator.statistics.intervals import korn_graubard, wilson
from generator.statistics.tests import independent
from generator.statistics.variance import Mean, mean_of_cells

# Newcombe (1998), "Two-sided confidence intervals for the single proportion", Statistics in
# Medicine 17: 857–872, table I, 95 %: hits, answers, Wilson (method 3), Clopper–Pearson (method 5).
NEWCOMBE = [
    (81, 263, (0.2553, 0.3662), (0.2527, 0.3676)),
    (15, 148, (0.0624, 0.1605), (0.0578, 0.1617)),
    (0, 20, (0.0000, 0.1611), (0.0000, 0.1684)),
    (1, 29, (0.0061, 0.1718), (0.0009, 0.1776)),
]

# Benjamini & Hochberg (1995), Journal of the Royal Statistical Society B 57: 289–300, section 4.1:
# fifteen hypotheses on thrombolytic drugs.
BENJAMINI_HOCHBERG = [
    *(0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344),
    *(0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000),
]


@pytest.mark.parametrize(("hits", "n", "score", "exact"), NEWCOMBE)
def test_intervals_of_a_share(
    hits: int, n: int, score: tuple[float, float], exact: tuple[float, float]
) -> None:
    assert wilson(hits / n, n, 0.95) == pytest.approx(score, abs=5e-5)
    assert korn_graubard(hits / n, n, n, n - 1, 0.95) == pytest.approx(exact, abs=5e-5)


def test_the_false_discovery_rate_rejects_four_where_the_family_wise_error_rejects_three() -> None:
    assert sum(p <= 0.05 for p in benjamini_hochberg(BENJAMINI_HOCHBERG)) == 4
    assert sum(p <= 0.05 for p in holm(BENJAMINI_HOCHBERG)) == 3
    # 0.0095 is the fourth of fifteen: 0.0095 · 15 / 4.
    assert benjamini_hochberg(BENJAMINI_HOCHBERG)[3] == pytest.approx(0.035625)


def test_cohen_s_h() -> None:
    # Cohen (1988), table 6.2.2: φ is 1.571 for .50, 1.047 for .25, 0.927 for .20.
    def share(p: float) -> Mean:
        return Mean(Unit.SHARE, p, p * (1 - p) / 100, (p * (1 - p)) ** 0.5, 100, 100.0, 100.0)

    assert independent(share(0.50), share(0.25), 0.95).effect == pytest.approx(1.571 - 1.047, abs=1e-3)
    assert independent(share(0.20), share(0.50), 0.95).effect == pytest.approx(0.927 - 1.571, abs=1e-3)


def test_the_error_of_a_net_promoter_score_is_not_that_of_the_mean() -> None:
    # Rocks (2016): Var = (P + D − (P − D)²)/n. With P = .5, D = .2 on 100 answers: .61/100, 7.81 points.
    cells = Cells(("d", "p", "n"), (20.0, 50.0, 30.0), (20.0, 50.0, 30.0))
    mean = mean_of_cells(cells, {"d": -100.0, "p": 100.0, "n": 0.0}, Unit.POINTS, 100, 100)
    assert mean is not None
    assert mean.value == pytest.approx(30)
    assert (mean.variance or 0) * 99 / 100 == pytest.approx(7.8102**2, rel=1e-4)


def test_two_correlated_drivers_share_what_they_have_in_common() -> None:
    # Lindeman, Merenda & Gold (1980): each adds r² alone and R² − r² of the other last; here
    # r = .6 and .4, .5 between them: R² = (.36 + .16 − .24)/.75 = .373333.
    correlation = np.array([[1, 0.6, 0.4], [0.6, 1, 0.5], [0.4, 0.5, 1]])
    r2 = 0.28 / 0.75
    assert shapley(correlation)[0] == pytest.approx([(0.36 + r2 - 0.16) / 2, (0.16 + r2 - 0.36) / 2])


def test_johnson_s_weights_of_two_drivers_are_those_of_shapley() -> None:
    # With two drivers both methods give the same shares (Johnson 2000).
    correlation = np.array([[1, 0.6, 0.4], [0.6, 1, 0.5], [0.4, 0.5, 1]])
    assert johnson(correlation)[0] == pytest.approx(shapley(correlation)[0])


def test_kish_s_effective_base() -> None:
    # Kish (1965): weights 1, 1, 2 are worth 4²/6 answers.
    mean = mean_of_cells(Cells(("a",), (4.0,), (6.0,)), {"a": 1.0}, Unit.SHARE, 3, 3)
    assert mean is not None
    assert mean.n_eff == pytest.approx(16 / 6)
