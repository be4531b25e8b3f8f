"""Our figures against those of independent software, item by item, within each item's tolerance."""

from collections.abc import Callable, Iterator
from math import sqrt
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from generator.release import Cells
from generator.spec.plan import Term
from generator.spec.scores import Unit
from generator.statistics.adjust import benjamini_hochberg, holm
from generator.statistics.drivers import explained, johnson, shapley
from generator.statistics.estimate import Method
from generator.statistics.importance import Importance, Refusal, RefusalReason, importance_of
from generator.statistics.intervals import adjusted_wald, korn_graubard, logit, student, wilson
from generator.statistics.sampling import Sampling, estimate_of
from generator.statistics.tests import difference_of
from generator.statistics.variance import mean_of_cells
from tests.reference import designed, edges
from tests.reference.golden import Comparison, Item, code_of, figures_of, items_in, level_of, named_by
from tests.rooms.statistics.drawn import moments_of

Check = Callable[[Item], Iterator[Comparison]]

WEIGHTED, UNWEIGHTED = Sampling(True, True, 1.0, ()), Sampling(True, False, 1.0, ())
NPS = {"detractors": -100.0, "passives": 0.0, "promoters": 100.0}


def binomial_ci(item: Item) -> Iterator[Comparison]:
    x, n, level = item.params["x"], item.params["n"], item.params["level"]
    yield "Wilson", item.expected["wilson"], list(wilson(x / n, n, level))
    yield "Clopper–Pearson", item.expected["clopper_pearson"], list(korn_graubard(x / n, n, n, n - 1, level))


def multiplicity(item: Item) -> Iterator[Comparison]:
    p, expected = np.atleast_1d(item.params["p"]).tolist(), item.expected
    yield "Holm", np.atleast_1d(expected["holm"]).tolist(), holm(p)
    yield "Benjamini–Hochberg", np.atleast_1d(expected["bh"]).tolist(), benjamini_hochberg(p)


def nps_counts(item: Item) -> Iterator[Comparison]:
    counts = {name: float(item.params["counts"][name]) for name in NPS}
    n = int(sum(counts.values()))
    cells = Cells(tuple(counts), tuple(counts.values()), tuple(counts.values()))
    mean = mean_of_cells(cells, NPS, Unit.POINTS, n, n)
    assert mean is not None
    yield "score", item.expected["nps"], mean.value
    yield "error", item.expected["se_n_minus_1"], sqrt(mean.variance or 0)
    yield "multinomial error", item.expected["se_n"], sqrt((mean.variance or 0) * (n - 1) / n)
    extremes = (counts["promoters"] + counts["detractors"]) / n
    bounds = item.expected["ci95_adjusted_wald"]
    closed = adjusted_wald(mean.value / 100, extremes, n, 0.95)
    yield "adjusted Wald", bounds, [100 * bound for bound in closed]
    found = estimate_of(mean, UNWEIGHTED, 0.95)
    yield "ours, on the scale", np.clip(bounds, -100, 100).tolist(), [found.low, found.high]


def kish(item: Item) -> Iterator[Comparison]:
    w = item.params["w"]
    cells = Cells(("a",), (float(sum(w)),), (float(sum(x * x for x in w)),))
    mean = mean_of_cells(cells, {"a": 1.0}, Unit.SHARE, len(w), len(w))
    assert mean is not None
    yield "effective base", item.expected["n_eff"], mean.n_eff
    yield "design effect", item.expected["deff"], mean.n / mean.n_eff


def kish_neff(item: Item) -> Iterator[Comparison]:
    rows = item.rows().assign(everyone="1")
    figures = figures_of(item, rows, ["everyone"], "segment")
    overall = figures.n_eff("everyone", "2026")
    yield "overall", item.expected["overall"], overall
    yield "design effect", item.expected["deff_w"], len(rows) / (overall or 0)
    for level, expected in item.expected["by_segment"].items():
        yield level, expected, figures.n_eff("everyone", "2026", f"segment={level}")


def lmg_two_predictors(item: Item) -> Iterator[Comparison]:
    r1, r2, r12 = (item.params[name] for name in ("r_y1", "r_y2", "r_12"))
    correlation = np.array([[1, r1, r2], [r1, 1, r12], [r2, r12, 1]])
    weights, _ = shapley(correlation)
    yield "R²", item.expected["r2"], explained(correlation)
    yield "shares", [item.expected["lmg1"], item.expected["lmg2"]], weights.tolist()


def lmg_orthogonal(item: Item) -> Iterator[Comparison]:
    correlation = np.eye(4)
    correlation[0, 1:] = correlation[1:, 0] = item.params["r"]
    yield "LMG", item.expected["lmg"], shapley(correlation)[0].tolist()
    yield "Johnson", item.expected["johnson"], johnson(correlation)[0].tolist()


def weighted_mean(item: Item) -> Iterator[Comparison]:
    column, rows, expected = item.params["var"], item.rows(), item.expected
    by, group = _place(item)
    found = figures_of(item, rows, [column], by).estimate(f"mean_{column}", "2026", group)
    assert found is not None
    assert found.method is Method.STUDENT
    yield "mean", expected["mean"], found.value
    yield "error", expected["se"], found.se
    yield "interval", expected["ci95_t"], [found.low, found.high]
    yield "degrees of freedom", expected["degf"], found.df
    yield "bases", [expected["n_unweighted"], expected["sum_w"]], [found.n, found.weighted_n]
    yield "effective base", expected["kish_neff"], found.n_eff


def weighted_proportion(item: Item) -> Iterator[Comparison]:
    column, rows, expected = item.params["var"], item.rows(), item.expected
    by, group = _place(item)
    figures = figures_of(item, rows, [column], by)
    for level in expected["levels"]:
        found = figures.share(column, code_of(rows, column, level), "2026", group)
        assert found is not None
        assert found.se is not None
        p, variance, df = found.value, found.se**2, found.df
        yield f"{level}: share", expected["p"][level], p
        yield f"{level}: error", expected["se"][level], found.se
        bounds = expected["ci95"]
        if "xlogit" not in bounds:  # The strata fix this share: there is nothing to be unsure of.
            assert found.se == 0
            continue
        # R's own logit and likelihood intervals come from an iterated fit, good to about 1e-7.
        yield f"{level}: logit", _bounds(bounds["xlogit"][level]), list(logit(p, variance, df, 0.95))
        exact = korn_graubard(p, p * (1 - p) / variance, found.n, df, 0.95)
        yield f"{level}: Korn–Graubard", _bounds(bounds["beta"][level]), list(exact)
        yield f"{level}: Student", _bounds(bounds["mean"][level]), list(student(p, variance, df, 0.95))
        assert found.method is Method.LOGIT
        yield f"{level}: ours", _bounds(bounds["xlogit"][level]), [found.low, found.high]
        yield f"{level}: bases", [expected["n_unweighted"], expected["sum_w"]], [found.n, found.weighted_n]


def _place(item: Item) -> tuple[str | None, str]:
    """The segment to cross with and the group to read: everyone, or the item's domain."""
    return (item.domain[0], "=".join(item.domain)) if item.domain else (None, "all")


def _bounds(interval: dict[str, float]) -> list[float]:
    return [interval["lo"], interval["hi"]]


def domain_means_and_pairwise(item: Item) -> Iterator[Comparison]:
    column, by, expected = item.params["var"], item.params["by"], item.expected
    figures = figures_of(item, item.rows(), [column], by)
    score = f"mean_{column}"
    for level in expected["levels"]:
        found = figures.estimate(score, "2026", f"{by}={level_of(level)}")
        assert found is not None
        yield level, [expected["mean"][level], expected["se"][level]], [found.value, found.se]
    p = []
    for pair in expected["pairs"]:
        sides = [Term(score, f"{by}={level_of(pair[side])}") for side in ("a", "b")]
        found_pair = figures.between(sides[0], sides[1], "2026")
        assert found_pair is not None
        assert found_pair.se is not None
        # The item's test has the degrees of freedom of the whole design; ours are Welch's, fewer.
        test = difference_of(found_pair.value, found_pair.se**2, expected["degf"], 0.95, None, ())
        p.append(test.p or 0.0)
        name = f"{pair['a']} and {pair['b']}"
        yield name, [pair["diff"], pair["se"], pair["p_t"]], [found_pair.value, found_pair.se, test.p]
    yield "Holm", [pair["holm"] for pair in expected["pairs"]], holm(p)
    yield "Benjamini–Hochberg", [pair["bh"] for pair in expected["pairs"]], benjamini_hochberg(p)


def nps(item: Item) -> Iterator[Comparison]:
    column, by, expected = item.params["var"], item.params["by"], item.expected
    rows = item.rows()
    figures = figures_of(item, rows, [column], by)
    found = figures.estimate("nps", "2026")
    shares = dict(figures.shares(column, "2026") or ())
    assert found is not None
    assert found.method is Method.ADJUSTED_WALD
    yield "score", [expected["nps"], expected["se_taylor"]], [found.value, found.se]
    yield "bases", [expected["n"], expected["kish_neff"]], [found.n, found.n_eff]
    wald = student(found.value, (found.se or 0) ** 2, expected["degf"], 0.95)
    yield "Student", expected["ci95_t"], list(wald)
    for name, codes in (("promoters", range(9, 11)), ("passives", range(7, 9)), ("detractors", range(7))):
        yield name, expected[name], sum(shares[str(code)].value for code in codes)
    for level, score in expected["by"]["nps"].items():
        here = figures.estimate("nps", "2026", f"{by}={level_of(level)}")
        assert here is not None
        yield level, [score, expected["by"]["se"][level]], [here.value, here.se]
    yield from _unweighted(item, rows.assign(w=1.0))


def _unweighted(item: Item, rows: pd.DataFrame) -> Iterator[Comparison]:
    expected, answered = item.expected["unweighted"], rows[rows[item.params["var"]].notna()]
    found = figures_of(item, answered, [item.params["var"]], item.params["by"], is_plain=True).estimate(
        "nps", "2026"
    )
    assert found is not None
    yield "unweighted", [expected["nps"], expected["se_sample"]], [found.value, found.se]


def key_drivers(item: Item) -> Iterator[Comparison]:
    names, expected = [named_by(x) for x in (item.params["y"], *item.params["x"])], item.expected
    rows = item.rows().dropna(subset=names)
    answers, w = rows[names].astype(float).to_numpy(), rows["w"].to_numpy()
    covariance = np.cov(answers.T, aweights=w, ddof=0)
    correlation = covariance / np.sqrt(np.outer(np.diag(covariance), np.diag(covariance)))
    yield "complete answers", expected["n_complete"], len(rows)
    yield "correlations", np.ravel(expected["correlation"]).tolist(), correlation.ravel().tolist()
    yield "R²", expected["r2"], explained(correlation)
    yield "LMG", list(expected["lmg"].values()), shapley(correlation)[0].tolist()
    yield "Johnson", list(expected["johnson_rw"].values()), johnson(correlation)[0].tolist()
    found = importance_of(moments_of(names, answers, w), WEIGHTED, 0.95)
    if len(rows) < 10 * len(item.params["x"]):
        assert isinstance(found, Refusal)
        assert found.reason is RefusalReason.TOO_FEW_ANSWERS
        return
    assert isinstance(found, Importance)
    assert [named_by(x) for x in expected["lmg_pct"]] == list(found.drivers)
    yield "shares", list(expected["lmg_pct"].values()), [100 * share.value for share in found.shares]
    yield "R² of the moments", expected["r2"], found.r2


CHECKS: dict[str, Check] = (
    {
        check.__name__: check
        for check in (
            binomial_ci,
            multiplicity,
            nps_counts,
            kish,
            kish_neff,
            lmg_two_predictors,
            lmg_orthogonal,
            weighted_mean,
            weighted_proportion,
            domain_means_and_pairwise,
            nps,
            key_drivers,
        )
    }
    | designed.CHECKS
    | {"edge_behaviour": edges.edge_behaviour}
)
LEFT_OUT = {
    "survey_regression": "regression models are not offered: importance is",
    "kmeans_fixed_start": "typologies are not offered",
    "calibration_linear": "weights are raked, and never linear: a linear one may be negative",
}
"""Kinds that the product does not compute, and why."""


@pytest.fixture(scope="module")
def items(shared: Path) -> tuple[Item, ...]:
    return items_in(shared / "golden")


@pytest.mark.parametrize("kind", sorted(CHECKS))
def test_reference_items(items: tuple[Item, ...], kind: str) -> None:
    found = [item for item in items if item.kind == kind]
    assert found
    for item in found:
        item.compare(CHECKS[kind](item))


def test_every_item_is_compared_or_left_out_for_a_reason(items: tuple[Item, ...]) -> None:
    """One that drops out silently fails here: 171 of 179 are compared."""
    assert {item.kind for item in items} == CHECKS.keys() | LEFT_OUT.keys()
    assert sum(item.kind in CHECKS for item in items) == 171
