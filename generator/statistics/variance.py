"""Weighted means with their linearised variance, from released cells.

With weights only, every figure of a distribution is a mean m = Σ W_k·x_k / Σ W_k of a number x_k
attached to each answer, and its with-replacement linearised variance (Binder 1983) needs nothing
but the cells:

    V(m) = N/(N − 1) · Σ_k W2_k·(x_k − m)² / (Σ W_k)²

N is every row of the design (``Release.rows``), not the base of the table: those who did not
answer, or stand outside the group, count as zeros and are never filtered away (Lumley 2010, domain
estimation). R's ``survey`` does the same: on a reference mean of 276 answers among 290 rows it
gives a standard error of 0.0796583184, which is N = 290; N = 276 would give 0.0796653100. Degrees
of freedom do follow the base: answers − 1.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import fsum, pi, sqrt

from generator.release import Cells, Totals
from generator.spec.scores import Unit
from generator.statistics.estimate import SMALL_BASE
from generator.statistics.intervals import Interval, t_quantile

ENOUGH_EACH_SIDE = 5.0
NOISE = 1e-12
"""Relative size under which a difference of sums is the noise of floats, not answers."""


@dataclass(frozen=True, slots=True)
class Mean:
    """A weighted mean, and what is needed to test it.

    ``variance`` is that of ``value``, None where there is none to speak of (one answer, or a sample
    that allows no model). ``deviation`` is the standard deviation of single answers. ``w`` and
    ``w2`` are Σw and Σw² over the base; ``parts`` is how many scores were averaged.
    """

    unit: Unit
    value: float
    variance: float | None
    deviation: float | None
    n: int
    w: float
    w2: float
    parts: int = 1
    bounds: Interval | None = None
    degrees: float | None = None
    """Of a design with strata or clusters; None with weights only."""

    @property
    def n_eff(self) -> float:
        """Kish's effective base."""
        return kish(self.n, self.w, self.w2)

    @property
    def df(self) -> float:
        """Degrees of freedom: with weights only, each answer is its own cluster."""
        return float(self.n - 1) if self.degrees is None else self.degrees

    @property
    def is_binomial(self) -> bool:
        """Whether it is the share of one event, rather than a mean of shares or of numbers."""
        return self.unit is Unit.SHARE and self.parts == 1

    @property
    def is_testable(self) -> bool:
        """The small-cell rule: 30 answers, some variation, and five effective answers on each side."""
        if self.n < SMALL_BASE or not self.variance:
            return False
        rarest = self.n_eff * min(self.value, 1 - self.value)
        return self.unit is not Unit.SHARE or reaches(rarest, ENOUGH_EACH_SIDE)


def kish(n: int, w: float, w2: float) -> float:
    """The effective base (Σw)²/Σw² (Kish 1965), never more than the answers there are."""
    return min(w * w / w2, float(n))


def reaches(base: float, floor: float) -> bool:
    """Whether an effective base is large enough; five digits of its sums are released, no more count.

    Thirty equal weights then make thirty, whatever they are all multiplied by.
    """
    return base > floor * (1 - 1e-4)


def mean_of_cells(cells: Cells, values: Mapping[str, float], unit: Unit, n: int, rows: int) -> Mean | None:
    """The mean of ``values`` over a distribution of ``n`` answers, in a design of ``rows`` rows.

    None when nobody answered.
    """
    present = [
        (values[code], w, w2) for code, w, w2 in zip(cells.codes, cells.w, cells.w2, strict=True) if w > 0
    ]
    if not present:
        return None
    total, squares = fsum(w for _, w, _ in present), fsum(w2 for *_, w2 in present)
    # A constant is met exactly: (Σ w·x)/Σ w may miss it by a float, and no variance must come from that.
    is_constant = len({x for x, *_ in present}) == 1
    value = present[0][0] if is_constant else fsum(w * x for x, w, _ in present) / total
    spread = fsum(w * (x - value) ** 2 for x, w, _ in present) / total
    scatter = fsum(w2 * (x - value) ** 2 for x, _, w2 in present) / total**2
    return Mean(
        unit=unit,
        value=value,
        variance=scatter * rows / (rows - 1) if n > 1 else None,
        deviation=sqrt(spread * n / (n - 1)) if n > 1 else None,
        n=n,
        w=total,
        w2=squares,
    )


def mean_of_totals(totals: Totals, unit: Unit, n: int, w: float, w2: float) -> Mean:
    """The mean of a score that has no cells: a numeric question, or the one number of a small group.

    The deviation is then the one that the variance implies under Kish's effective base.
    """
    variance = totals.variance if n > 1 else None
    if variance is not None and variance <= (NOISE * totals.mean) ** 2:
        variance = 0.0
    deviation = None if variance is None else sqrt(variance * w * w / w2)
    return Mean(unit, totals.mean, variance, deviation, n, w, w2)


def mean_of_parts(parts: Sequence[Mean], covariance: Sequence[Sequence[float]]) -> Mean:
    """The plain mean of several scores, on the smallest of their bases: its variance is 1ᵀC1/k².

    ``covariance`` is that of the parts, in the same order.
    """
    smallest = min(parts, key=lambda part: part.n)
    k = len(parts)
    variance = _of_sum(parts, covariance) / k**2 if smallest.n > 1 else None
    return Mean(
        unit=parts[0].unit,
        value=fsum(part.value for part in parts) / k,
        variance=variance,
        deviation=None if variance is None else sqrt(variance * smallest.n_eff),
        n=smallest.n,
        w=smallest.w,
        w2=smallest.w2,
        parts=k,
    )


def _of_sum(parts: Sequence[Mean], covariance: Sequence[Sequence[float]]) -> float:
    """The variance of a sum; nil where nothing varies, or where all makes up for all, but for floats."""
    total = fsum(entry for row in covariance for entry in row)
    noise = NOISE * fsum(part.variance or 0.0 for part in parts)
    return total if total > noise and any(part.variance for part in parts) else 0.0


def median_of(
    totals: Totals, unit: Unit, n: int, w: float, w2: float, level: float, df: float | None = None
) -> Mean:
    """A median, with the variance that Woodruff's bounds at ``level`` imply (Woodruff 1952).

    The deviation is that of normal answers whose median would vary as much: √(2/π)·SE·√n_eff.
    """
    if totals.low is None or totals.high is None or n < 2:
        return Mean(unit, totals.mean, None, None, n, w, w2)
    error = (totals.high - totals.low) / (2 * t_quantile((1 + level) / 2, n - 1 if df is None else df))
    deviation = error * sqrt(2 / pi * w * w / w2)
    return Mean(unit, totals.mean, error**2, deviation, n, w, w2, bounds=(totals.low, totals.high))


def rest(whole: Cells, part: Cells) -> Cells:
    """The distribution of everyone outside a group: the whole minus the group, answer by answer."""
    return Cells(whole.codes, _left(whole.w, part.w), _left(whole.w2, part.w2))


def _left(whole: tuple[float, ...], part: tuple[float, ...]) -> tuple[float, ...]:
    return tuple(w - p if w - p > NOISE * w else 0.0 for w, p in zip(whole, part, strict=True))
