"""A figure against a fixed value: the test that its own interval makes.

An interval holds the values that a test would not reject. A test by another method may then reject what
the printed interval holds, and a page would contradict itself; so each interval is turned into its test.
"""

from dataclasses import replace
from math import log, sqrt

from scipy.special import betainc, ndtr, stdtr

from generator.statistics import tests
from generator.statistics.estimate import Difference, Estimate, Method
from generator.statistics.intervals import adjusted, shrunk
from generator.statistics.sampling import Sampling, balance_of, effective_base, estimate_of
from generator.statistics.variance import Mean


def against(mean: Mean, value: float, sampling: Sampling, level: float) -> Difference:
    """mean − value, in the unit of the mean: its p is under 1 − level when the interval leaves value out."""
    plain = tests.against(mean, value, level, sampling.assumptions)
    found = estimate_of(mean, sampling, level)
    if plain.p is None or found.low is None or found.high is None:
        return plain
    p = _p(mean, value, sampling, found, level)
    return replace(plain, p=plain.p if p is None else p, low=found.low - value, high=found.high - value)


def _p(mean: Mean, value: float, sampling: Sampling, found: Estimate, level: float) -> float | None:
    """The p of each kind of interval; None for those of Student, whose test is the plain one."""
    match found.method:
        case Method.LOGIT:
            return _logit(mean, value)
        case Method.WILSON:
            variance = value * (1 - value) / mean.n * sampling.left_out
            return _outside(value) if variance <= 0 else _normal((mean.value - value) / sqrt(variance))
        case Method.KORN_GRAUBARD:
            return _exact(mean, value, sampling, level)
        case Method.ADJUSTED_WALD:
            centre, variance = adjusted(*balance_of(mean, sampling))
            return _normal((100 * centre - value) / (100 * sqrt(variance)))
        case Method.STUDENT | Method.WOODRUFF | Method.DELTA | Method.NONE:
            return None


def _logit(mean: Mean, value: float) -> float:
    if not 0 < value < 1:
        return _outside(value)
    p, variance = mean.value, mean.variance or 0.0
    t = (log(p / (1 - p)) - log(value / (1 - value))) * p * (1 - p) / sqrt(variance)
    return 2 * float(stdtr(mean.df, -abs(t)))


def _exact(mean: Mean, value: float, sampling: Sampling, level: float) -> float:
    """Clopper and Pearson's, on the effective base of the interval: twice the smaller tail."""
    if not 0 < value < 1:
        return _outside(value)
    base = shrunk(effective_base(mean, mean.value * (1 - mean.value), sampling), mean.n, mean.df, level)
    hits, misses = base * mean.value, base * (1 - mean.value)
    above = float(betainc(hits, misses + 1, value)) if hits else 1.0
    below = 1 - float(betainc(hits + 1, misses, value)) if misses else 1.0
    return min(2 * min(above, below), 1.0)


def _outside(value: float) -> float:
    """A share that is neither 0 nor 1 in a sample is neither in the population."""
    return 0.0 if value <= 0 or value >= 1 else 1.0


def _normal(z: float) -> float:
    return 2 * float(ndtr(-abs(z)))
