"""What the sample design lets one say, and the interval that each figure then gets."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import sqrt

from generator.release import Release
from generator.spec.models import Study
from generator.spec.models.framing import Design
from generator.spec.scores import Unit
from generator.statistics.estimate import SMALL_BASE, Assumption, Estimate, Method
from generator.statistics.intervals import Interval, adjusted_wald, korn_graubard, logit, student, wilson
from generator.statistics.variance import Mean, reaches


@dataclass(frozen=True, slots=True)
class Sampling:
    """How respondents came to answer, as far as uncertainty goes.

    ``has_model`` is False where nothing may be inferred beyond those who answered. ``left_out`` is
    the finite-population correction 1 − f: the part of the population that did not answer.
    """

    has_model: bool
    weighted: bool
    left_out: float
    assumptions: tuple[Assumption, ...]

    def applied(self, mean: Mean) -> Mean:
        """The mean with the variance that this design allows."""
        if not self.has_model or mean.variance is None:
            return replace(mean, variance=None, bounds=None)
        bounds = self._drawn_in(mean.value, mean.bounds) if mean.bounds else None
        return replace(mean, variance=mean.variance * self.left_out, bounds=bounds)

    def _drawn_in(self, value: float, bounds: Interval) -> Interval:
        """Bounds drawn without the finite population: they shrink as a standard error does."""
        low, high = (value + sqrt(self.left_out) * (bound - value) for bound in bounds)
        return low, high


def sampling_of(study: Study, release: Release) -> Sampling:
    """The sampling of one wave. A study that declares no sample is taken as opt-in."""
    design = study.sample.design if study.sample else Design.OPT_IN
    only = () if release.design else (Assumption.WEIGHTS_ONLY,)
    match design:
        case Design.PROBABILITY:
            return Sampling(True, release.weighted, 1.0, only)
        case Design.QUOTA:
            return Sampling(True, release.weighted, 1.0, (Assumption.RANDOM_METHOD, *only))
        case Design.OPT_IN:
            return _opt_in(study, release)
        case Design.CENSUS:
            left_out = _left_out(study, release)
            return Sampling(True, release.weighted, left_out, (Assumption.NON_RESPONSE_IGNORABLE,))


def _opt_in(study: Study, release: Release) -> Sampling:
    declared = study.sample.precision if study.sample else None
    if declared is None or declared == "none":
        return Sampling(False, release.weighted, 1.0, (Assumption.NO_SAMPLING_MODEL,))
    only = () if release.design else (Assumption.WEIGHTS_ONLY,)
    return Sampling(True, release.weighted, 1.0, (Assumption.DECLARED_MODEL, *only))


def population_of(study: Study, release: Release) -> int | None:
    """How many people a wave speaks of: in a census all were invited, and their number moves with time."""
    return release.invited or told_size(study, [release])


def told_size(study: Study, releases: Iterable[Release]) -> int | None:
    """The size of the population that a study declares, unless the answers to one of these waves, counted
    beside it, tell that few or none kept silent: rule R11, which the gate applies to the invited."""
    size = study.population.size if study.population else None
    if size is None or any(0 <= size - release.rows < silence_told(release) for release in releases):
        return None
    return size


def silence_told(release: Release) -> int:
    """The fewest people whose silence may be told: R11, under the policy that a release was made with."""
    policy = release.certificate.policy
    return int(policy["min_base"]) + int(policy["coalition"])


def _left_out(study: Study, release: Release) -> float:
    if "sizes" in release.design:
        return 1.0
    size = population_of(study, release)
    if size is not None:
        return max(size - release.rows, silence_told(release)) / size
    # An interval drawn in by a silence that is not told would tell it: the longest one that is not stands in.
    few = silence_told(release)
    return few / (release.rows + few) if _is_untold(study, release) else 1.0


def _is_untold(study: Study, release: Release) -> bool:
    """Whether the number of people is known, and kept."""
    is_declared = study.population is not None and study.population.size is not None
    return is_declared or study.waves[release.wave].invited is not None


def estimate_of(mean: Mean, sampling: Sampling, level: float) -> Estimate:
    """A figure with the interval of its kind. ``mean`` carries the variance the design allows."""
    method, bounds = _interval(mean, sampling, level)
    return Estimate(
        value=mean.value,
        se=None if mean.variance is None else sqrt(mean.variance),
        low=bounds[0] if bounds else None,
        high=bounds[1] if bounds else None,
        df=mean.df,
        n=mean.n,
        weighted_n=mean.w,
        n_eff=mean.n_eff,
        method=method,
        assumptions=sampling.assumptions,
    )


def _interval(mean: Mean, sampling: Sampling, level: float) -> tuple[Method, Interval | None]:
    if mean.variance is None:
        return Method.NONE, None
    if mean.bounds is not None:
        return Method.WOODRUFF, mean.bounds
    match mean.unit:
        case Unit.SHARE:
            return _share(mean, mean.variance, sampling, level)
        case Unit.POINTS if mean.parts == 1:
            return Method.ADJUSTED_WALD, _points(mean, sampling, level)
        case Unit.POINTS | Unit.SCALE | Unit.NATURAL:
            return _plain(mean, mean.variance, level)


def _share(mean: Mean, variance: float, sampling: Sampling, level: float) -> tuple[Method, Interval]:
    p = mean.value
    if mean.is_binomial and not sampling.weighted and mean.degrees is None:
        return Method.WILSON, wilson(p, mean.n / sampling.left_out, level)
    if variance and 0 < p < 1 and reaches(mean.n_eff, SMALL_BASE):
        return Method.LOGIT, logit(p, variance, mean.df, level)
    base = effective_base(mean, p * (1 - p), sampling)
    return Method.KORN_GRAUBARD, korn_graubard(p, base, mean.n, mean.df, level)


def _points(mean: Mean, sampling: Sampling, level: float) -> Interval:
    low, high = adjusted_wald(*balance_of(mean, sampling), level)
    return max(100 * low, -100.0), min(100 * high, 100.0)


def balance_of(mean: Mean, sampling: Sampling) -> tuple[float, float, float]:
    """Promoters less detractors, both together, and the effective base of a net promoter score."""
    balance, deviation = mean.value / 100, (mean.deviation or 0.0) / 100
    base = effective_base(mean, (mean.deviation or 0.0) ** 2, sampling)
    # Scores of ±100 and 0 have a variance of extremes − balance²: the mean alone is enough.
    extremes = min(deviation**2 * (mean.n - 1) / mean.n + balance**2, 1.0)
    return balance, extremes, base


def effective_base(mean: Mean, spread: float, sampling: Sampling) -> float:
    """The simple random base that would give this variance, never more than the answers there are.

    An accident of weights can make a variance of a few answers tiny; no effective base may then
    exceed the real one (Parker et al. 2017). Without any variance, Kish's base stands in.
    """
    if not mean.variance:
        return mean.n_eff / sampling.left_out
    return min(spread / mean.variance, mean.n * mean.parts / sampling.left_out)


def _plain(mean: Mean, variance: float, level: float) -> tuple[Method, Interval | None]:
    # All gave the same answer: no closed form says how far that is from certain, so none is claimed.
    if not variance:
        return Method.NONE, None
    low, high = student(mean.value, variance, mean.df, level)
    if mean.unit is Unit.POINTS:
        low, high = max(low, -100.0), min(high, 100.0)
    return Method.STUDENT, (low, high)
