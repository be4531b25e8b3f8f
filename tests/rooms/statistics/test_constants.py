"""A test against a fixed value says what the printed interval says, for every kind of interval."""

import numpy as np
import pytest

from generator.release import Cells
from generator.spec.scores import Unit
from generator.statistics.constants import against
from generator.statistics.estimate import Method
from generator.statistics.sampling import Sampling, estimate_of
from generator.statistics.variance import Mean, mean_of_cells

WEIGHTED, UNWEIGHTED = Sampling(True, True, 1.0, ()), Sampling(True, False, 1.0, ())
HALF = Sampling(True, False, 0.5, ())


def share(hits: int, n: int, spread: float = 0.0) -> Mean:
    """Hits among n answers; ``spread`` makes weights unequal."""
    squares = 1 + spread
    cells = Cells(("1", "0"), (float(hits), float(n - hits)), (hits * squares, (n - hits) * squares))
    mean = mean_of_cells(cells, {"1": 1.0, "0": 0.0}, Unit.SHARE, n, n)
    assert mean is not None
    return mean


def score(promoters: int, detractors: int, n: int) -> Mean:
    counts = tuple(map(float, (promoters, detractors, n - promoters - detractors)))
    cells = Cells(("p", "d", "n"), counts, counts)
    mean = mean_of_cells(cells, {"p": 100.0, "d": -100.0, "n": 0.0}, Unit.POINTS, n, n)
    assert mean is not None
    return mean


@pytest.mark.parametrize(
    ("mean", "sampling", "method", "values"),
    [
        (share(30, 100), UNWEIGHTED, Method.WILSON, np.linspace(0.01, 0.99, 197)),
        (share(30, 100), HALF, Method.WILSON, np.linspace(0.01, 0.99, 197)),
        (share(30, 100, 0.4), WEIGHTED, Method.LOGIT, np.linspace(0.01, 0.99, 197)),
        (share(14, 40, 0.6), WEIGHTED, Method.KORN_GRAUBARD, np.linspace(0.01, 0.99, 197)),
        (score(40, 20, 100), UNWEIGHTED, Method.ADJUSTED_WALD, np.linspace(-99, 99, 199)),
    ],
)
def test_a_value_is_rejected_when_the_interval_leaves_it_out(
    mean: Mean, sampling: Sampling, method: Method, values: np.ndarray
) -> None:
    found = estimate_of(sampling.applied(mean), sampling, 0.95)
    assert found.method is method
    assert found.low is not None
    assert found.high is not None
    for value in values.tolist():
        test = against(sampling.applied(mean), value, sampling, 0.95)
        assert test.p is not None
        assert (test.p < 0.05) == (not found.low <= value <= found.high), value
        assert (test.low, test.high) == (found.low - value, found.high - value)


def test_nothing_is_tested_under_the_small_cell_rule() -> None:
    assert against(share(2, 100), 0.5, UNWEIGHTED, 0.95).p is None
    assert against(share(9, 29), 0.5, UNWEIGHTED, 0.95).p is None


def test_no_share_of_a_population_is_nil_or_whole_when_that_of_a_sample_is_neither() -> None:
    for mean, sampling in ((share(30, 100), UNWEIGHTED), (share(30, 100, 0.4), WEIGHTED)):
        assert against(mean, 0.0, sampling, 0.95).p == 0.0
        assert against(mean, 1.0, sampling, 0.95).p == 0.0
