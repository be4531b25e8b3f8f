"""The part of a change that comes from who answered: what it would be had the mix of people stayed the same.

Direct standardisation (Kitagawa 1955): with p the weighted shares of the levels of a segment in the earlier
wave, and m and m′ the figure in each level then and now,

    change at constant composition = Σ p·(m′ − m) / Σ p,    variance = Σ p²·(V + V′) / (Σ p)²

The shares p are taken as known: they are the margins one holds the later wave to. Every level must have
been released in both waves, or nothing is said.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum

from generator.statistics.estimate import Difference
from generator.statistics.tests import Assumptions, difference_of
from generator.statistics.variance import Mean


@dataclass(frozen=True, slots=True)
class Held:
    """A change at the composition of the earlier wave; ``shift`` is the most that a level's share moved."""

    segment: str
    change: Difference
    shift: float


def held(
    segment: str, then: Sequence[Mean], now: Sequence[Mean], level: float, assumptions: Assumptions = ()
) -> Held | None:
    """The change of a figure over the levels of one segment, given in the same order for both waves.

    None where a level has no variance: the change would look surer than it is.
    """
    before, after = ([mean.w / fsum(one.w for one in wave) for mean in wave] for wave in (then, now))
    variances = [(one.variance, other.variance) for one, other in zip(then, now, strict=True)]
    if len(then) < 2 or any(not first or not second for first, second in variances):
        return None
    value = fsum(p * (other.value - one.value) for p, one, other in zip(before, then, now, strict=True))
    variance = fsum(
        p**2 * ((first or 0.0) + (second or 0.0))
        for p, (first, second) in zip(before, variances, strict=True)
    )
    df = min(mean.df for mean in (*then, *now))
    shift = max(abs(p - q) for p, q in zip(before, after, strict=True))
    return Held(segment, difference_of(value, variance, df, level, None, assumptions), shift)
