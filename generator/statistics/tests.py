"""Tests of differences. Nothing is tested under the small-cell rule: p is then None, never 1."""

from collections.abc import Iterable
from dataclasses import replace
from math import asin, ceil, floor, log10, sqrt

from scipy.special import stdtr

from generator.statistics.estimate import SMALL_BASE, Assumption, Difference, Judgement
from generator.statistics.intervals import student, z_quantile
from generator.statistics.variance import Mean

Assumptions = tuple[Assumption, ...]

FARTHEST = 100
"""How many times the answers there are may be asked for, before the advice means nothing."""


def independent(
    one: Mean,
    other: Mean,
    level: float,
    assumptions: Assumptions = (),
    offset: float = 0.0,
    margin: float = 0.0,
    shared: float = 0.0,
) -> Difference:
    """one − other − offset, of figures that share no respondent (Welch 1947, Satterthwaite 1946).

    Disjoint groups of one sample have no covariance either: each respondent adds to one of them.
    ``margin`` is the half-width of the offset's own interval at ``level``: its variance is added.
    ``shared`` is the covariance of two waves that some of the same people answered (Kish 1965).
    """
    variance = None
    if one.variance is not None and other.variance is not None:
        variance = one.variance + other.variance - 2 * shared + (margin / z_quantile((1 + level) / 2)) ** 2
    return _compared(one, other, variance, _welch(one, other), level, assumptions, offset)


def _welch(one: Mean, other: Mean) -> float:
    parts = [(mean.variance, mean.df) for mean in (one, other) if mean.variance]
    pooled = sum(variance**2 / df for variance, df in parts)
    return sum(variance for variance, _ in parts) ** 2 / pooled if pooled else min(one.df, other.df)


def paired(
    one: Mean, other: Mean, variance: float | None, level: float, assumptions: Assumptions = ()
) -> Difference:
    """one − other, of figures that share respondents: ``variance`` is V1 + V2 − 2·C12 (Kish 1965).

    Without a variance (no covariance was released) the difference is given and not tested.
    """
    return _compared(one, other, variance, min(one.df, other.df), level, assumptions)


def scored(difference: Difference, variance: float | None) -> Difference:
    """A difference tested with ``variance``, the one it would have if there were none (Rao 1948).

    A score test cries wolf less than the plain one. The interval keeps the variance observed: it says
    where the difference lies. Without a positive variance nothing is tested.
    """
    if difference.p is None:
        return difference
    if variance is None or variance <= 0:
        return replace(difference, p=None)
    return replace(difference, p=2 * float(stdtr(difference.df, -abs(difference.value) / sqrt(variance))))


def pooled_share(one: Mean, other: Mean) -> float:
    """The share of both groups together."""
    return (one.w * one.value + other.w * other.value) / (one.w + other.w)


def pooled_variance(one: Mean, other: Mean) -> float:
    """Of the difference of two unweighted shares, were they equal: the usual pooled test of two columns."""
    together = pooled_share(one, other)
    factors = [together * (1 - together) / (mean.value * (1 - mean.value)) for mean in (one, other)]
    return sum((mean.variance or 0.0) * each for mean, each in zip((one, other), factors, strict=True))


def against(
    mean: Mean, value: float, level: float, assumptions: Assumptions = (), se: float | None = None
) -> Difference:
    """mean − value, for a fixed value, or an outside figure with its standard error."""
    fixed = replace(mean, value=value)
    variance = None if mean.variance is None else mean.variance + (se or 0.0) ** 2
    effect = _effect(mean, fixed)
    return difference_of(mean.value - value, variance, mean.df, level, effect, assumptions, mean.is_testable)


def _compared(
    one: Mean,
    other: Mean,
    variance: float | None,
    df: float,
    level: float,
    assumptions: Assumptions,
    offset: float = 0.0,
) -> Difference:
    value, effect = one.value - other.value - offset, _effect(one, other, offset)
    testable = one.is_testable and other.is_testable
    plain = difference_of(value, variance, df, level, effect, assumptions, testable)
    # A side without variance is not a certainty: an interval made of the other alone would say so.
    return plain if one.variance and other.variance else replace(plain, low=None, high=None)


def difference_of(
    value: float,
    variance: float | None,
    df: float,
    level: float,
    effect: float | None,
    assumptions: Assumptions,
    testable: bool = True,
) -> Difference:
    """A difference with Student's test and interval; no variance, or none above zero, gives neither."""
    if not variance or variance < 0:
        return Difference(value, None, None, None, df, None, None, 1, level, effect, assumptions)
    se = sqrt(variance)
    low, high = student(value, variance, df, level)
    p = 2 * float(stdtr(df, -abs(value) / se)) if testable else None
    return Difference(value, se, low, high, df, p, None, 1, level, effect, assumptions)


def at_level(difference: Difference, level: float) -> Difference:
    """The same difference with its interval, if it has one, at another confidence level."""
    if difference.level == level:
        return difference
    if difference.se is None or difference.low is None:
        return replace(difference, level=level)
    low, high = student(difference.value, difference.se**2, difference.df, level)
    return replace(difference, low=low, high=high, level=level)


def _effect(one: Mean, other: Mean, offset: float = 0.0) -> float | None:
    """Cohen's h for two shares, d otherwise (Cohen 1988); None where no deviation is known."""
    if one.unit is not other.unit:
        return None
    if one.is_binomial and other.is_binomial:
        return 2 * asin(sqrt(one.value)) - 2 * asin(sqrt(min(max(other.value + offset, 0.0), 1.0)))
    deviation = _pooled(one, other)
    return (one.value - other.value - offset) / deviation if deviation else None


def _pooled(one: Mean, other: Mean) -> float | None:
    if one.deviation is None or other.deviation is None:
        return None
    squares = (one.n - 1) * one.deviation**2 + (other.n - 1) * other.deviation**2
    return sqrt(squares / (one.n + other.n - 2))


def equivalence(difference: Difference, margin: float) -> Difference:
    """The test that a difference lies within ±margin: two one-sided tests (Schuirmann 1987).

    Raises:
        ValueError: the margin is not positive.
    """
    if margin <= 0:
        raise ValueError(f"a margin of equivalence is positive: {margin}")
    if difference.p is None or difference.se is None:
        return replace(difference, margin=margin)
    above = float(stdtr(difference.df, -(difference.value + margin) / difference.se))
    below = float(stdtr(difference.df, (difference.value - margin) / difference.se))
    return replace(difference, p=max(above, below), p_adjusted=None, family=1, margin=margin)


def judge(difference: Difference, level: float) -> Judgement:
    """What a test allows one to say at a confidence ``level``, after its correction if it has one."""
    p = difference.p if difference.p_adjusted is None else difference.p_adjusted
    if p is None:
        return Judgement.CANNOT_SAY
    if p > 1 - level:
        return Judgement.NOT_ESTABLISHED
    if difference.margin is not None:
        return Judgement.EQUIVALENT
    return Judgement.HIGHER if difference.value > 0 else Judgement.LOWER


def answers_needed(
    difference: Difference, answers: int, population: int | None = None, power: float = 0.8
) -> int | None:
    """Roughly how many answers, instead of ``answers``, would settle a test at this power.

    The observed difference is taken as the true one: a guide to the next sample, not a promise. In
    a census, pass the size of the ``population``, which answers use up. Two significant figures,
    rounded up, and never under the smallest base that is tested. None where it would mean nothing:
    no difference, no error known, or more than a hundred times the answers there are.
    """
    allowed = _allowed_error(difference, power)
    if difference.se is None or allowed is None:
        return None
    unheard = 1 / population if population else 0.0
    needed = 1 / ((1 / answers - unheard) * (allowed / difference.se) ** 2 + unheard)
    return max(_roughly(needed), SMALL_BASE) if needed <= FARTHEST * answers else None


def _allowed_error(difference: Difference, power: float) -> float | None:
    """The standard error at which a test of the observed difference would have that power."""
    chance = z_quantile(power)
    if difference.margin is not None:
        room = difference.margin - abs(difference.value)
        return room / (z_quantile(difference.level) + chance) if room > 0 else None
    if not difference.value:
        return None
    return abs(difference.value) / (z_quantile((1 + difference.level) / 2) + chance)


def _roughly(number: float) -> int:
    step = int(10 ** max(floor(log10(number)) - 1, 0))
    return ceil(number / step) * step


def assumed(*parts: Iterable[Assumption]) -> Assumptions:
    """Several sets of assumptions as one, each said once."""
    return tuple(dict.fromkeys(one for part in parts for one in part))
