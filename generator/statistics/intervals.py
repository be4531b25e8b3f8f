"""Closed forms of confidence intervals. ``level`` is the confidence, such as 0.95."""

from math import exp, log, sqrt

from scipy.special import betaincinv, ndtri, stdtrit

Interval = tuple[float, float]


def t_quantile(probability: float, df: float) -> float:
    """Student's quantile. The special function, since a distribution object costs a hundred times more."""
    return float(stdtrit(df, probability))


def z_quantile(probability: float) -> float:
    """The normal quantile."""
    return float(ndtri(probability))


def student(mean: float, variance: float, df: float, level: float) -> Interval:
    """mean ± t(df)·SE."""
    half = t_quantile((1 + level) / 2, df) * sqrt(variance)
    return mean - half, mean + half


def logit(share: float, variance: float, df: float, level: float) -> Interval:
    """Student's interval on the logit scale, brought back, for 0 < share < 1 (Korn & Graubard 1998)."""
    odds = log(share / (1 - share))
    low, high = student(odds, variance / (share * (1 - share)) ** 2, df, level)
    return 1 / (1 + exp(-low)), 1 / (1 + exp(-high))


def korn_graubard(share: float, n_eff: float, n: float, df: float, level: float) -> Interval:
    """Clopper and Pearson's exact interval on an effective base (Korn & Graubard 1998).

    ``n_eff`` is share·(1 − share)/variance, then shrunk here as the design has fewer degrees of
    freedom (``df``) than answers (``n``). With n_eff = n and df = n − 1 it is Clopper–Pearson.
    """
    tail, base = (1 - level) / 2, shrunk(n_eff, n, df, level)
    hits, misses = base * share, base * (1 - share)
    low = float(betaincinv(hits, misses + 1, tail)) if hits else 0.0
    high = float(betaincinv(hits + 1, misses, 1 - tail)) if misses else 1.0
    return low, high


def shrunk(n_eff: float, n: float, df: float, level: float) -> float:
    """An effective base, less what a design with fewer degrees of freedom than answers leaves unsure."""
    tail = (1 - level) / 2
    return n_eff * (t_quantile(tail, n - 1) / t_quantile(tail, df)) ** 2


def wilson(share: float, n: float, level: float) -> Interval:
    """The score interval of an unweighted share (Wilson 1927; Brown, Cai & DasGupta 2001)."""
    z2 = z_quantile((1 + level) / 2) ** 2
    centre = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = sqrt(z2) / (1 + z2 / n) * sqrt(share * (1 - share) / n + z2 / (4 * n * n))
    # At 0 and 1 the bound is exact; the formula may miss it by a float.
    return (0.0 if share == 0 else centre - half), (1.0 if share == 1 else centre + half)


def adjusted_wald(balance: float, extremes: float, n: float, level: float) -> Interval:
    """The interval of a net promoter score (Rocks 2016), not clipped to its range.

    ``balance`` is promoters − detractors and ``extremes`` promoters + detractors, both as shares of
    ``n`` answers; the bounds are shares too. Three answers are added, a quarter of them promoters
    and a quarter detractors: the plain Wald interval covers 83 to 90 % where this one covers 95 %.
    """
    centre, variance = adjusted(balance, extremes, n)
    half = z_quantile((1 + level) / 2) * sqrt(variance)
    # The centre is drawn towards zero: at a low confidence an extreme score would fall outside.
    return min(centre - half, balance), max(centre + half, balance)


def adjusted(balance: float, extremes: float, n: float) -> tuple[float, float]:
    """The centre and the variance of a net promoter score to which three answers were added."""
    more = n + 3
    centre = balance * n / more
    return centre, ((extremes * n + 1.5) / more - centre**2) / more
