"""The reference items of designs, tables, waves and weights: what our rooms compute, item by item."""

import math
from collections.abc import Iterator
from dataclasses import replace
from math import sqrt
from typing import Any

import numpy as np
import pandas as pd
from scipy.special import stdtr

from generator.aggregates.designs import Design, jackknife
from generator.aggregates.joints import joint_of, moments_of
from generator.aggregates.numbers import Numbers
from generator.aggregates.overlaps import Side, overlap_of
from generator.aggregates.summaries import mean_of, quantile_of
from generator.data import Calibration, Sampled
from generator.data.raking import rake
from generator.release import Cells, Moments, Totals
from generator.spec.models import LonelyCluster
from generator.spec.scores import Unit
from generator.statistics.adjust import holm
from generator.statistics.estimate import Difference
from generator.statistics.ratios import parts_of_total, ratio_of
from generator.statistics.reliability import covariance_of, reliability_of
from generator.statistics.sampling import Sampling
from generator.statistics.tests import against, independent, paired, pooled_variance
from generator.statistics.variance import Mean, mean_of_cells, mean_of_totals
from tests.reference import opened
from tests.reference.golden import Comparison, Item, code_of, figures_of, level_of

WEIGHTED = Sampling(True, True, 1.0, ())


def numbers(rows: pd.DataFrame, column: str) -> np.ndarray:
    return rows[column].astype(float).to_numpy()


def designed(item: Item, rows: pd.DataFrame, column: str) -> Mean:
    """The mean of a column under the item's design, as a numeric question has it."""
    design = Design(rows.w.to_numpy(), opened.sampled_of(rows, item.design))
    return designed_mean(design, numbers(rows, column))


def designed_mean(design: Design, values: np.ndarray, unit: Unit = Unit.SCALE) -> Mean:
    inside = ~np.isnan(values)
    summary, w = mean_of(values, design, inside), design.weights[inside]
    assert summary is not None
    totals = Totals(summary.mean, summary.variance)
    mean = mean_of_totals(totals, unit, int(inside.sum()), float(w.sum()), float((w * w).sum()))
    return replace(mean, degrees=float(design.df(inside)))


def box_score(item: Item) -> Iterator[Comparison]:
    rows, column, expected = item.rows(), item.params["var"], item.expected
    high = {"top2": lambda x: x >= 4, "bot2": lambda x: x <= 2}[item.params["box"]]
    answers = numbers(rows, column)
    values = np.where(np.isnan(answers), np.nan, high(answers))
    boxed = rows.assign(box=[None if math.isnan(value) else str(int(value)) for value in values])
    found = figures_of(item, boxed, ["box"]).share("box", "1", "2026")
    assert found is not None
    yield "share", [expected["p"], expected["se"]], [found.value, found.se]
    yield "interval", expected["ci95_logit"], [found.low, found.high]
    yield "degrees of freedom", expected["degf"], found.df


def domain_vs_rest(item: Item) -> Iterator[Comparison]:
    column, by = item.params["var"], item.params["by"]
    figures = figures_of(item, item.rows(), [column], by)
    for level, row in item.expected["by_level"].items():
        test = figures.versus_rest(f"mean_{column}", "2026", f"{by}={level_of(level)}")
        assert test is not None
        yield level, [row["diff"], row["se"]], [test.value, test.se]
        yield f"{level}: p", row["p_t"], _p(test, item.expected["degf"])


def _p(test: Difference, df: float) -> float:
    """The p of a difference at the degrees of freedom of an item, which are those of its whole design."""
    return 2 * float(stdtr(df, -abs(test.value) / (test.se or math.nan)))


def rao_scott_chisq(item: Item) -> Iterator[Comparison]:
    row, column, tests = item.params["row"], item.params["col"], item.expected["tests"]
    rows = item.rows()
    found = figures_of(item, rows, [row], column).independence(row, column, "2026")
    assert found is not None
    yield "F", tests["F"]["statistic"], found.f
    yield "degrees of freedom", tests["F"]["parameter"], [found.df1, found.df2]
    yield "p", tests["F"]["p"], found.p


def column_proportion_tests_taylor(item: Item) -> Iterator[Comparison]:
    column, by, expected = item.params["var"], item.params["by"], item.expected
    figures = figures_of(item, item.rows(), [column], by)
    df = _pair_df(item)
    every: list[float] = []
    for answer, row in expected["rows"].items():
        code, p = code_of(item.rows(), column, answer), []
        for level in expected["columns"]:
            share = figures.share(column, code, "2026", f"{by}={level_of(level)}")
            assert share is not None
            yield f"{answer}, {level}", [row["col_p"][level], row["col_se"][level]], [share.value, share.se]
        for pair in row["pairs"]:
            sides = [f"{by}={level_of(pair[side])}" for side in ("a", "b")]
            test = figures.between_answers(column, code, "2026", *sides)
            assert test is not None
            name = f"{answer}: {pair['a']} and {pair['b']}"
            yield name, [pair["diff"], pair["se"]], [test.value, test.se]
            p.append(_p(test, df))
            yield f"{name}: p", pair["p"], p[-1]
        yield f"{answer}: Holm", [pair["holm_row"] for pair in row["pairs"]], holm(p)
        every += p
    yield "Holm over the table", expected["table_holm"], holm(every)


def _pair_df(item: Item) -> float:
    rows = item.rows()
    return float(Design(rows.w.to_numpy(), opened.sampled_of(rows, item.design)).df(np.ones(len(rows), bool)))


def column_proportion_tests_z(item: Item) -> Iterator[Comparison]:
    """Tests we do not make: ours, given simple counts or Kish's bases as if they were counts, become them."""
    expected = item.expected
    for row in expected["rows"].values():
        for pair in row["pairs"]:
            sides = pair["a"], pair["b"]
            plain = [(row["p_unweighted"][s], expected["n"][s]) for s in sides]
            kish = [(row["p_weighted"][s], expected["kish_neff"][s]) for s in sides]
            if not all(0 < p < 1 for p, _ in (*plain, *kish)):
                continue  # A cell without variance gets no test of ours.
            yield "unweighted", pair["z_unweighted_pooled"], _pooled(plain)
            yield "Kish", pair["z_weighted_kish_pooled"], _pooled(kish)
            apart = sqrt(sum(p * (1 - p) / n for p, n in kish))
            yield "apart", pair["z_weighted_kish_unpooled"], (kish[0][0] - kish[1][0]) / apart


def _pooled(sides: list[tuple[float, float]]) -> float:
    rows = 10**6
    means = [_simple(p, n, rows) for p, n in sides]
    # Ours have n/(n − 1) over the whole design, which a simple sample has not.
    variance = pooled_variance(*means) * (rows - 1) / rows
    return (means[0].value - means[1].value) / sqrt(variance)


def _simple(p: float, n: float, rows: int) -> Mean:
    cells = Cells(("yes", "no"), (p * n, n - p * n), (p * n, n - p * n))
    mean = mean_of_cells(cells, {"yes": 1.0, "no": 0.0}, Unit.SHARE, round(n), rows)
    assert mean is not None
    return mean


def cronbach_alpha(item: Item) -> Iterator[Comparison]:
    names, expected = item.params["items"], item.expected
    rows = item.rows()
    # The weighted one alone has weights; the others are of answers counted once.
    plain, weighted = (_moments(rows, names, w) for w in (np.ones(len(rows)), rows.w.to_numpy()))
    found, heavy = reliability_of(plain), reliability_of(weighted)
    assert found is not None
    assert heavy is not None
    yield "complete answers", expected["n_complete"], found.n
    yield "alpha", [expected["alpha"], expected["std_alpha"]], [found.alpha, found.standardised]
    yield "weighted", expected["alpha_weighted"], heavy.alpha
    yield "without", list(expected["alpha_if_dropped"].values()), list(found.without)
    yield "with the rest", list(expected["item_rest_r"].values()), list(found.with_rest)


def _moments(rows: pd.DataFrame, names: list[str], weights: np.ndarray) -> Moments:
    found = moments_of(names, [_given(numbers(rows, name)) for name in names], weights)
    assert found is not None
    matrix = tuple(map(tuple, found.covariance.tolist()))
    return Moments(found.variables, found.n, found.w, found.w2, tuple(found.mean.tolist()), matrix)


def _given(values: np.ndarray) -> Numbers:
    return Numbers(
        np.where(np.isnan(values), -1, 0).astype(np.int16),
        values,
        np.array([np.nan, np.nanmin(values), np.nanmax(values)]),
        -1,
    )


def weighted_quantile(item: Item) -> Iterator[Comparison]:
    rows = item.rows()
    values, sampled = numbers(rows, item.params["var"]), opened.sampled_of(rows, item.design)
    for name, share in (("q25", 0.25), ("q50", 0.5), ("q75", 0.75)):
        found = quantile_of(values, Design(rows.w.to_numpy(), sampled), ~np.isnan(values), 0.95, share)
        assert found is not None
        assert found.low is not None
        assert found.high is not None
        assert found.low <= found.mean <= found.high
        yield name, item.expected[name], found.mean


def jackknife_(item: Item) -> Iterator[Comparison]:
    rows = item.rows()
    sampled, w = opened.sampled_of(rows, item.design), rows.w.to_numpy()
    assert sampled is not None
    again = jackknife(sampled, w)
    mean = designed_mean(Design(w, Sampled(replicates=again)), numbers(rows, item.params["var"]))
    yield "mean", [item.expected["mean"], item.expected["se"]], [mean.value, sqrt(mean.variance or 0)]
    yield "replicates", [item.expected["n_reps"], item.expected["degf"]], [len(again.weights), mean.df]


def _margins(
    rows: pd.DataFrame, margins: dict[str, dict[str, float]]
) -> tuple[dict[str, Any], dict[str, Any]]:
    levels, totals = {}, {}
    for name, known in margins.items():
        column, order = name.replace(".", "_"), list(known)
        places = {level_of(level): place for place, level in enumerate(order)}
        levels[name] = rows[column].map(places).to_numpy(np.int64)
        totals[name] = np.array([known[level] for level in order])
    return levels, totals


def raking(item: Item) -> Iterator[Comparison]:
    rows, expected = item.rows(), item.expected
    levels, totals = _margins(rows, item.params["margins"])
    found = rake(levels, totals, rows.w.to_numpy(), None)
    yield "weights", expected["w_first10"], found.weights[:10].tolist()
    yield "sum", expected["sum_w"], float(found.weights.sum())
    yield "effect", expected["deff_kish"], found.deff
    yield "ratios", [expected["min_ratio"], expected["max_ratio"]], [found.smallest, found.largest]
    mean = _calibrated(item, rows, found.weights, levels)
    yield "mean", [expected["mean_raked"], expected["se_raked"]], [mean.value, sqrt(mean.variance or 0)]
    plain = designed(item, rows, item.params["outcome"])
    yield "before", [expected["mean_base"], expected["se_base"]], [plain.value, sqrt(plain.variance or 0)]


def _calibrated(item: Item, rows: pd.DataFrame, weights: np.ndarray, levels: dict[str, Any]) -> Mean:
    sampled = opened.sampled_of(rows, item.design)
    assert sampled is not None
    calibration = Calibration(levels, rows.w.to_numpy())
    design = Design(weights, replace(sampled, calibration=calibration))
    return designed_mean(design, numbers(rows, item.params["outcome"]))


def poststratification(item: Item) -> Iterator[Comparison]:
    rows, expected = item.rows(), item.expected
    name = item.id.rpartition(".")[2]
    levels, totals = _margins(rows, {name: item.params["margin"]})
    found = rake(levels, totals, rows.w.to_numpy(), None)
    for level, factor in expected["factor"].items():
        ratios = (found.weights / rows.w)[rows[name] == level_of(level)]
        yield level, factor, float(ratios.iloc[0])
    mean = _calibrated(item, rows, found.weights, levels)
    yield "mean", [expected["mean"], expected["se"]], [mean.value, sqrt(mean.variance or 0)]
    fixed = designed_mean(Design(found.weights), numbers(rows, item.params["outcome"]))
    wrong = expected["se_if_weights_treated_as_fixed_no_design"]
    yield "weights taken as given", wrong, sqrt(fixed.variance or 0)


def multiple_response(item: Item) -> Iterator[Comparison]:
    rows, names, expected = item.rows(), item.params["items"], item.expected
    means, matrix = _together(item, rows, names)
    n = means[0].n
    ticked = rows[names].astype(float)
    yield (
        "asked",
        [expected["n_asked"], expected["n_none"]],
        [n, int((ticked.sum(axis=1, skipna=False) == 0).sum())],
    )
    yield "of people", list(expected["pct_respondents"].values()), [mean.value for mean in means]
    yield "errors", list(expected["se"].values()), [sqrt(mean.variance or 0) for mean in means]
    yield "covariance", np.ravel(expected["vcov"]).tolist(), matrix.ravel().tolist()
    parts = parts_of_total(means, matrix.tolist())
    yield "of answers", list(expected["pct_responses"].values()), [part.value for part in parts]
    yield (
        "their errors",
        list(expected["pct_responses_se"].values()),
        [sqrt(part.variance or 0) for part in parts],
    )
    yield "picks", expected["mean_picks"], sum(mean.value for mean in means)


def _together(item: Item, rows: pd.DataFrame, names: list[str]) -> tuple[list[Mean], np.ndarray]:
    """Figures of one sample with their covariance, as a battery has them."""
    w, sampled = rows.w.to_numpy(), opened.sampled_of(rows, item.design)
    everyone = np.ones(len(rows), np.bool_)
    answers = [(_given(numbers(rows, name)), everyone) for name in names]
    joint = joint_of([(name, "all") for name in names], answers, w, sampled)
    return [designed(item, rows, name) for name in names], joint.matrix


def overlapping_proportions_diff(item: Item) -> Iterator[Comparison]:
    means, matrix = _together(item, item.rows(), ["mr_price", "mr_speed"])
    variance = float(matrix[0, 0] + matrix[1, 1] - 2 * matrix[0, 1])
    test = paired(*(replace(mean, unit=Unit.SHARE) for mean in means), variance=variance, level=0.95)
    expected = item.expected
    yield "difference", [expected["diff"], expected["se"]], [test.value, test.se]
    yield "p", expected["p_t"], _p(test, _pair_df(item))


def ranking(item: Item) -> Iterator[Comparison]:
    rows, expected = item.rows(), item.expected
    for name, mean_rank in expected["mean_rank"].items():
        mean = designed(item, rows, name)
        yield name, [mean_rank, expected["mean_rank_se"][name]], [mean.value, sqrt(mean.variance or 0)]
        yield f"{name}: Borda", expected["borda"][name], len(expected["mean_rank"]) - mean.value
        ranks = numbers(rows, name)
        first = designed(item, rows.assign(first=np.where(np.isnan(ranks), np.nan, ranks == 1)), "first")
        stated = [expected["first_choice"][name], expected["first_choice_se"][name]]
        yield f"{name}: first", stated, [first.value, sqrt(first.variance or 0)]


def _waves(item: Item) -> tuple[pd.DataFrame, pd.DataFrame]:
    both = pd.read_csv(item.folder / item.raw["dataset"], dtype=str, keep_default_na=False, na_values=[""])
    nps = both.nps.astype(float)
    promoted = np.where(nps.isna(), np.nan, 100.0 * (nps >= 9) - 100.0 * (nps <= 6))
    both = both.assign(w=both.weight.astype(float), npsx=promoted)
    first, second = (both[both.wave == wave].reset_index(drop=True) for wave in ("1", "2"))
    return first, second


def wave_difference(item: Item) -> Iterator[Comparison]:
    column, expected = item.params["var"], item.expected
    sides = _waves(item)
    one, two = (designed(item, rows, column) for rows in sides)
    yield "before", [expected["wave1"]["est"], expected["wave1"]["se"]], [one.value, sqrt(one.variance or 0)]
    yield "after", [expected["wave2"]["est"], expected["wave2"]["se"]], [two.value, sqrt(two.variance or 0)]
    test, known = independent(two, one, 0.95), expected["independent"]
    stated = [known["diff"], known["se"], known["welch_satterthwaite_df"], known["p_t"]]
    yield "independent", stated, [test.value, test.se, test.df, test.p]
    yield from _panel(item, sides, expected["panel_overlap_pid_clusters"])
    yield from _clusters(item, sides, expected["psu_shared_clusters"])
    yield "in both", expected["n_overlap_pids"], len({*sides[0].pid} & {*sides[1].pid})


def _panel(item: Item, sides: tuple[pd.DataFrame, ...], known: dict[str, float]) -> Iterator[Comparison]:
    found = overlap_of(*(_side(item, rows, rows.pid.astype(float).to_numpy()) for rows in sides))
    yield "panel", [known["se"], known["cov12"]], [sqrt(found.variance), found.covariance]


def _clusters(item: Item, sides: tuple[pd.DataFrame, ...], known: dict[str, float]) -> Iterator[Comparison]:
    names = sorted({name for rows in sides for name in rows.stratum + rows.psu})
    strata = sorted({name for rows in sides for name in rows.stratum})
    found = overlap_of(
        *(
            replace(
                _side(item, rows, np.searchsorted(names, rows.stratum + rows.psu).astype(float)),
                strata=np.searchsorted(strata, rows.stratum),
            )
            for rows in sides
        )
    )
    stated = [known["se"], known["cov12"], known["degf"]]
    yield "clusters", stated, [sqrt(found.variance), found.covariance, found.df]


def _side(item: Item, rows: pd.DataFrame, marks: np.ndarray) -> Side:
    return Side(numbers(rows, item.params["var"]), rows.w.to_numpy(), marks)


def paired_tests(item: Item) -> Iterator[Comparison]:
    """The same people in two waves, as two items of one battery."""
    first, second = _waves(item)
    column, expected = item.params["vars"], item.expected
    both = first.merge(second, on="pid", suffixes=("_1", "_2"))
    both = both.dropna(subset=[f"{column}_1", f"{column}_2"]).assign(w=1.0).reset_index(drop=True)
    plain = replace(item, raw={**item.raw, "design": {}})
    means, matrix = _together(plain, both, [f"{column}_2", f"{column}_1"])
    test = _paired(means, matrix)
    yield "pairs", [expected["n_pairs"], expected["df"]], [means[0].n, test.df]
    yield "difference", expected["mean_diff"], test.value
    yield "t", [expected["t"], expected["p"]], [test.value / (test.se or 1), test.p]
    high = {f"{column}_{w}": (both[f"{column}_{w}"].astype(float) >= 4).astype(float) for w in (1, 2)}
    boxes, crossed = _together(plain, both.assign(**high), [f"{column}_2", f"{column}_1"])
    change = _paired(boxes, crossed)
    # McNemar's variance is that of the difference were it nil: what is observed plus its square, over n.
    n = means[0].n
    nil = (change.se or 0) ** 2 * (n - 1) / n + change.value**2 / n
    yield "McNemar", expected["mcnemar_chisq"], change.value**2 / nil


def _paired(means: list[Mean], matrix: np.ndarray) -> Difference:
    return paired(*means, variance=float(matrix[0, 0] + matrix[1, 1] - 2 * matrix[0, 1]), level=0.95)


def benchmark_fixed(item: Item) -> Iterator[Comparison]:
    expected = item.expected
    test = against(designed(item, item.rows(), item.params["var"]), item.params["benchmark"], 0.95)
    yield "difference", [expected["diff"], expected["se"]], [test.value, test.se]
    yield "t", [expected["t"], expected["p_t"]], [test.value / (test.se or 1), test.p]


def customer_employee_gap(item: Item) -> Iterator[Comparison]:
    files, p = item.raw["dataset"], []
    sides = {
        name: replace(item, raw={**item.raw, "dataset": file, "design": item.design[name]})
        for name, file in zip(("customer", "employee"), files, strict=True)
    }
    for stage, known in item.expected["stages"].items():
        means = [designed(side, side.rows(), stage) for side in sides.values()]
        stated = [known[key] for key in ("customer", "customer_se", "employee", "employee_se")]
        yield stage, stated, [x for mean in means for x in (mean.value, sqrt(mean.variance or 0))]
        test = independent(*means, level=0.95)
        p.append(test.p or 0.0)
        yield (
            f"{stage}: gap",
            [known[key] for key in ("gap", "se", "df", "p")],
            [test.value, test.se, test.df, test.p],
        )
    yield "Holm", [known["holm"] for known in item.expected["stages"].values()], holm(p)


def ipa(item: Item) -> Iterator[Comparison]:
    rows, expected = item.rows(), item.expected
    names = list(expected["importance"])
    covariance = covariance_of(_moments(rows, ["nps", *names], rows.w.to_numpy()))
    deviations = np.sqrt(np.diag(covariance))
    derived = (covariance / np.outer(deviations, deviations))[0, 1:]
    yield "importance", list(expected["importance"].values()), derived.tolist()
    performance = [designed(item, rows, name).value for name in names]
    yield "performance", list(expected["performance"].values()), performance
    cuts = float(derived.mean()), float(np.mean(performance))
    yield "cuts", [expected["cut_importance"], expected["cut_performance"]], list(cuts)


def lonely_psu(item: Item) -> Iterator[Comparison]:
    rows = item.rows()
    rules = {"adjust": "adjust", "remove": "certainty", "certainty": "certainty", "average": "average"}
    for name, known in item.expected.items():
        sampled = opened.sampled_of(rows, item.design, LonelyCluster(rules[name]))
        mean = designed_mean(Design(rows.w.to_numpy(), sampled), numbers(rows, "csat"))
        yield (
            name,
            [known["mean"], known["se"], known["degf"]],
            [mean.value, sqrt(mean.variance or 0), mean.df],
        )


def stratified_mean(item: Item) -> Iterator[Comparison]:
    names, w, x = zip(*item.params["rows"], strict=True)
    design = Design(np.array(w, float), Sampled(strata=np.unique(names, return_inverse=True)[1]))
    mean = designed_mean(design, np.array(x, float))
    yield "mean", [item.expected["mean"], item.expected["se"]], [mean.value, sqrt(mean.variance or 0)]


def cluster_mean(item: Item) -> Iterator[Comparison]:
    names, w, x = zip(*item.params["rows"], strict=True)
    design = Design(np.array(w, float), Sampled(clusters=np.unique(names, return_inverse=True)[1]))
    mean = designed_mean(design, np.array(x, float))
    known = item.expected
    yield "mean", [known["mean"], known["se"], known["degf"]], [mean.value, sqrt(mean.variance or 0), mean.df]


def ratio(item: Item) -> Iterator[Comparison]:
    means, matrix = _together(item, item.rows(), ["api00", "api99"])
    found = ratio_of(*means, covariance=float(matrix[0, 1]))
    assert found is not None
    yield "ratio", [item.expected["ratio"], item.expected["se"]], [found.value, sqrt(found.variance or 0)]


CHECKS = {
    check.__name__.rstrip("_"): check
    for check in (
        box_score,
        domain_vs_rest,
        rao_scott_chisq,
        column_proportion_tests_taylor,
        column_proportion_tests_z,
        cronbach_alpha,
        weighted_quantile,
        jackknife_,
        raking,
        poststratification,
        multiple_response,
        overlapping_proportions_diff,
        ranking,
        wave_difference,
        paired_tests,
        benchmark_fixed,
        customer_employee_gap,
        ipa,
        lonely_psu,
        stratified_mean,
        cluster_mean,
        ratio,
    )
}
