"""What a figure gained beyond what others gained meanwhile: a difference of differences.

Within a wave the same people answered all of them, so the lead of one over the mean of the others takes
its variance from the released covariances; two waves are taken to have asked different people. Nothing
here says that the others would have moved alike: that is what readers have to grant.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from generator.spec.plan import Term
from generator.statistics.estimate import Difference
from generator.statistics.means import Means
from generator.statistics.tests import Assumptions, difference_of


@dataclass(frozen=True, slots=True)
class Lead:
    """A figure minus the mean of others in one wave; no ``variance`` where no covariance was released."""

    value: float
    variance: float | None
    df: float
    is_testable: bool


def lead_of(means: Means, one: Term, others: Sequence[Term], wave: str) -> Lead | None:
    """The lead of a figure over the mean of others in a wave; None where one of them was withheld."""
    known = [mean for term in (one, *others) if (mean := means.of(term, wave)) is not None]
    if len(known) <= len(others) or not others:
        return None
    first, *rest = known
    value = first.value - sum(mean.value for mean in rest) / len(rest)
    variance = _variance(means, one, others, wave)
    return Lead(value, variance, min(mean.df for mean in known), all(mean.is_testable for mean in known))


def _variance(means: Means, one: Term, others: Sequence[Term], wave: str) -> float | None:
    """From the variances of pairs: V(x − mean y) = mean of V(x − y) − sum of V(y − y') / k².

    The same identity as that of a distance to a centroid, for random variables instead of points.
    """
    to_each = [means.variance_between(one, other, wave) for other in others]
    apart = [means.variance_between(left, right, wave) for left, right in combinations(others, 2)]
    k = len(others)
    if None in to_each or None in apart:
        return None
    return sum(v or 0.0 for v in to_each) / k - sum(v or 0.0 for v in apart) / k**2


def gained(now: Lead, then: Lead, level: float, assumptions: Assumptions) -> Difference:
    """What the lead gained from one wave to another, tested."""
    variance = None if now.variance is None or then.variance is None else now.variance + then.variance
    is_testable = now.is_testable and then.is_testable
    df = min(now.df, then.df)
    return difference_of(now.value - then.value, variance, df, level, None, assumptions, is_testable)
