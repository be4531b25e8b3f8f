"""Simulated designs: strata, clusters, calibrated weights, tables and panels, with what they promise.

Each sample goes from its rows through ``aggregates.designs``, as a build does. Seeded.
"""

import sys
from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from generator.aggregates.designs import Design
from generator.aggregates.overlaps import Side, overlap_of
from generator.aggregates.summaries import mean_of, quantile_of
from generator.data import Calibration, Sampled
from generator.data.raking import rake
from generator.release import Cells, Certificate, Outcome, Release, Table, Totals
from generator.spec.scores import Unit
from generator.statistics.constants import against
from generator.statistics.crossing import crossing_of, independence
from generator.statistics.estimate import Judgement
from generator.statistics.sampling import Sampling, estimate_of
from generator.statistics.spreads import Spreads
from generator.statistics.tests import difference_of, equivalence, independent, judge
from generator.statistics.variance import Mean, mean_of_cells, mean_of_totals
from tests.reference import opened
from tests.rooms.statistics import drawn

pytestmark = pytest.mark.long

SAMPLES = 2000
STUDY = drawn.study(
    questions={"q": drawn.scale_question()}, segments={"region": drawn.segment("region", "nord", "sud")}
)
SIZES = (30, 100, 600)
WEIGHTED = Sampling(True, True, 1.0, ())
EMPTY = Release("s", "w", 1, None, True, {}, {}, None, Certificate("t", 1, "", {}, (), "", ""))


def weights(rng: np.random.Generator, n: int) -> np.ndarray:
    return np.exp(rng.normal(0, 0.5, n))


def mean(values: np.ndarray, design: Design, unit: Unit) -> Mean:
    """A mean under a design, as a release has it, with its degrees of freedom."""
    everyone = np.ones(values.size, np.bool_)
    found, w = mean_of(values, design, everyone), design.weights
    assert found is not None
    totals = Totals(found.mean, found.variance)
    plain = mean_of_totals(totals, unit, values.size, float(w.sum()), float((w * w).sum()))
    return Mean(
        unit,
        plain.value,
        plain.variance,
        plain.deviation,
        plain.n,
        plain.w,
        plain.w2,
        degrees=design.df(everyone),
    )


def share(hits: np.ndarray, w: np.ndarray, rows: int) -> Mean:
    """A share from cells, among ``rows`` of a design with weights only."""
    sums = [(float(each[hits].sum()), float(each[~hits].sum())) for each in (w, w * w)]
    found = mean_of_cells(Cells(("1", "0"), *sums), {"1": 1.0, "0": 0.0}, Unit.SHARE, w.size, rows)
    assert found is not None
    return found


def rate(happens: Callable[[], bool], samples: int = SAMPLES) -> float:
    """How often it happens; printed, for the table of the manual (``pytest -m long -rP``)."""
    found = sum(happens() for _ in range(samples)) / samples
    sys.stdout.write(f"{found:.3f}" + "\n")
    return found


@pytest.mark.parametrize("clusters", [20, 60])
@pytest.mark.parametrize("p", [0.2, 0.5])
def test_the_interval_of_a_share_among_clusters(clusters: int, p: float) -> None:
    """Ten people a cluster, who resemble one another (about .1 within): the plain interval covers 85 %."""
    rng, plainly = np.random.default_rng(11), [0]
    of = np.repeat(np.arange(clusters), 10)

    def holds() -> bool:
        # A beta of mean p, whose clusters correlate at 1/(1 + a + b) = 0.1.
        local = rng.beta(9 * p, 9 * (1 - p), clusters)[of]
        hits, w = (rng.random(of.size) < local).astype(float), weights(rng, of.size)
        found = estimate_of(mean(hits, Design(w, Sampled(clusters=of)), Unit.SHARE), WEIGHTED, 0.95)
        bare = estimate_of(mean(hits, Design(w), Unit.SHARE), WEIGHTED, 0.95)
        plainly[0] += (bare.low or 0) <= p <= (bare.high or 0)
        return (found.low or 0) <= p <= (found.high or 0)

    assert 0.93 <= rate(holds) <= 0.975
    assert plainly[0] / SAMPLES < 0.90


@pytest.mark.parametrize("n", SIZES)
def test_the_interval_of_a_mean_in_strata(n: int) -> None:
    """Two strata a point apart: within them little varies, and the interval may be that much shorter."""
    rng, strata = np.random.default_rng(12), np.arange(n) % 2

    def holds() -> bool:
        values = 3 + strata + rng.normal(size=n)
        found = estimate_of(
            mean(values, Design(np.ones(n), Sampled(strata=strata)), Unit.SCALE), WEIGHTED, 0.95
        )
        return (found.low or 0) <= 3.5 <= (found.high or 0)

    assert 0.93 <= rate(holds) <= 0.97


@pytest.mark.parametrize("n", SIZES)
def test_the_interval_of_a_raked_mean(n: int) -> None:
    """Raked on what explains the answer: residuals carry what is left to be unsure of."""
    rng = np.random.default_rng(13)

    def holds() -> bool:
        group = (rng.random(n) < 0.4).astype(np.int64)
        if not 2 <= group.sum() <= n - 2:
            return True
        values = 3 + 1.5 * group + rng.normal(size=n)
        raked = rake({"g": group}, {"g": np.array([0.6, 0.4]) * n}, np.ones(n), None).weights
        design = Design(raked, Sampled(calibration=Calibration({"g": group}, np.ones(n))))
        found = estimate_of(mean(values, design, Unit.SCALE), WEIGHTED, 0.95)
        return (found.low or 0) <= 3.6 <= (found.high or 0)

    # At thirty answers, a margin costs a degree of freedom that the linearised error does not count.
    assert 0.92 <= rate(holds) <= 0.97


@pytest.mark.parametrize("n", SIZES)
def test_the_interval_of_a_median(n: int) -> None:
    rng = np.random.default_rng(14)

    def holds() -> bool:
        values, w = rng.lognormal(size=n), weights(rng, n)
        found = quantile_of(values, Design(w), np.ones(n, np.bool_), 0.95, 0.5)
        assert found is not None
        return (found.low or 0) <= 1 <= (found.high or 0)

    assert 0.93 <= rate(holds) <= 0.98


@pytest.mark.parametrize("n", SIZES)
@pytest.mark.parametrize("p", [0.1, 0.3, 0.5])
def test_two_columns_that_do_not_differ(n: int, p: float) -> None:
    rng = np.random.default_rng(15)

    def cries() -> bool:
        region = np.where(np.arange(4 * n) < n, "nord", "sud")
        answers = np.where(rng.random(4 * n) < p, "5", "1")
        rows = pd.DataFrame({"q": answers, "region": region})
        known = opened.figures(STUDY, rows, weights(rng, 4 * n))
        test = known.between_answers("q", "5", "2026", "region=nord", "region=sud")
        assert test is not None
        return judge(test, 0.95) in (Judgement.HIGHER, Judgement.LOWER)

    assert rate(cries) <= 0.06


@pytest.mark.parametrize("n", [100, 600])
def test_a_table_where_nothing_depends_on_anything(n: int) -> None:
    rng = np.random.default_rng(16)

    def cries() -> bool:
        w, level, answer = weights(rng, n), rng.integers(0, 3, n), rng.choice(4, n, p=[0.1, 0.2, 0.3, 0.4])
        tables = tuple(_table(level == one, answer, w) for one in range(3))
        crossing = crossing_of(tables, n, "", Spreads(EMPTY), n - 1)
        assert crossing is not None
        found = independence(crossing)
        return found is not None and found.p < 0.05

    assert 0.03 <= rate(cries) <= 0.065


def _table(inside: np.ndarray, answer: np.ndarray, w: np.ndarray) -> Table:
    sums = [np.bincount(answer[inside], each[inside], 4) for each in (w, w * w)]
    cells = Cells(tuple("abcd"), *(tuple(each.tolist()) for each in sums))
    total, squares = (float(each.sum()) for each in sums)
    return Table("q", str(hash(inside.tobytes())), Outcome.FULL, int(inside.sum()), total, squares, cells)


@pytest.mark.parametrize("n", SIZES)
def test_a_share_against_its_true_value(n: int) -> None:
    rng = np.random.default_rng(17)

    def cries() -> bool:
        found = against(share(rng.random(n) < 0.4, weights(rng, n), n), 0.4, WEIGHTED, 0.95)
        return found.p is not None and found.p < 0.05

    assert rate(cries) <= 0.065


@pytest.mark.parametrize("n", [100, 600])
def test_equivalence_is_not_said_of_a_difference_at_the_margin(n: int) -> None:
    rng = np.random.default_rng(18)

    def cries() -> bool:
        one, other = (
            mean(rng.normal(centre, 1, n), Design(weights(rng, n)), Unit.SCALE) for centre in (3.0, 3.3)
        )
        return judge(equivalence(independent(one, other, 0.95), 0.3), 0.95) is Judgement.EQUIVALENT

    assert rate(cries) <= 0.06


@pytest.mark.parametrize("n", [100, 600])
def test_a_panel_that_does_not_change(n: int) -> None:
    """Half of each sample is the same people, whose answers correlate: their covariance counts."""
    rng = np.random.default_rng(19)

    def cries() -> bool:
        mood = rng.normal(size=n + n // 2)
        marks = [np.arange(n, dtype=float), np.arange(n // 2, n + n // 2, dtype=float)]
        sides = [Side(mood[m.astype(int)] + rng.normal(0, 0.5, n), weights(rng, n), m) for m in marks]
        found = overlap_of(*sides)
        gap = [float((side.numbers * side.weights).sum() / side.weights.sum()) for side in sides]
        test = difference_of(gap[1] - gap[0], found.variance, found.df, 0.95, None, ())
        return test.p is not None and test.p < 0.05

    assert 0.03 <= rate(cries) <= 0.065
