"""Which items weigh most on an outcome, from the released moments of the answers.

Importance is the share of the explained variance that an item carries: Shapley's value over all
orders of entry (Lindeman, Merenda & Gold 1980; Grömping 2006) up to 15 drivers, Johnson's relative
weights (2000) above. It describes a dependence and is never called causal. Errors come from the
covariance of the moments by the delta method: replicates would give respondents back.
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from math import sqrt

import numpy as np
import numpy.typing as npt

from generator.release import Moments
from generator.statistics.drivers import Floats, Shares, explained, johnson, normalised, shapley
from generator.statistics.estimate import Assumption, Difference, Estimate, Method
from generator.statistics.intervals import student
from generator.statistics.sampling import Sampling
from generator.statistics.tests import assumed, difference_of
from generator.statistics.variance import NOISE, kish

MOST_FOR_SHAPLEY = 15
ANSWERS_PER_DRIVER = 10
LEAST_R2 = 0.04
ALIKE = 1e-8
"""Smallest eigenvalue of the drivers' correlations under which some of them say the same thing."""


class ImportanceMethod(StrEnum):
    """How the explained variance was shared among drivers."""

    SHAPLEY = "shapley"
    JOHNSON = "johnson"


class RefusalReason(StrEnum):
    """Why no importance is given (rule I08)."""

    NO_MODEL = "no_model"
    """The study declares none."""
    WITHHELD = "withheld"
    """The wave is absent, or its moments were not released."""
    CONSTANT_OUTCOME = "constant_outcome"
    NO_VARYING_DRIVER = "no_varying_driver"
    TOO_FEW_ANSWERS = "too_few_answers"
    """Fewer than ten complete answers per driver."""
    COLLINEAR = "collinear"
    """Some drivers are the same to a rounding: their parts cannot be told."""
    WEAK = "weak"
    """The drivers explain less than 4 % of the outcome: their ranks would be noise."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """No importance, and why. ``n`` complete answers, ``r2`` explained, where they are known."""

    reason: RefusalReason
    drivers: int = 0
    n: int | None = None
    r2: float | None = None


@dataclass(frozen=True, slots=True)
class Importance:
    """The importance of each driver: its share of the explained variance, between 0 and 1.

    ``drivers`` and ``shares`` go together, in the order of the questionnaire; ``covariance`` is that
    of the shares, None where the sample allows no model. ``excluded`` drivers do not vary.
    ``complete`` is the part of the outcome's answers that is in the model: under 60 %, I08 warns.
    """

    outcome: str
    method: ImportanceMethod
    drivers: tuple[str, ...]
    shares: tuple[Estimate, ...]
    covariance: tuple[tuple[float, ...], ...] | None
    r2: float
    n: int
    level: float
    excluded: tuple[str, ...] = ()
    complete: float | None = None

    def of(self, driver: str) -> Estimate | None:
        """The importance of one driver; None when it does not vary."""
        return dict(zip(self.drivers, self.shares, strict=True)).get(driver)

    def difference(self, one: str, other: str) -> Difference:
        """The tested difference between two drivers' importance: the same people made both.

        It has no other effect size than itself: both are parts of the same variance.

        Raises:
            ValueError: a driver is not in the model.
        """
        i, j = self.drivers.index(one), self.drivers.index(other)
        left, right = self.shares[i], self.shares[j]
        variance = None
        if self.covariance is not None:
            variance = self.covariance[i][i] + self.covariance[j][j] - 2 * self.covariance[i][j]
        value = left.value - right.value
        return difference_of(value, variance, left.df, self.level, None, left.assumptions)


@dataclass(frozen=True, slots=True)
class _Model:
    """The variables that vary, the outcome first: their places among all, moments and correlations."""

    moments: Moments
    kept: npt.NDArray[np.intp]
    mean: Floats
    variance: Floats
    correlation: Floats

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self.moments.variables[i] for i in self.kept)


def importance_of(
    moments: Moments,
    sampling: Sampling,
    level: float,
    answered: int | None = None,
    declared: ImportanceMethod = ImportanceMethod.SHAPLEY,
) -> Importance | Refusal:
    """The importance of the drivers of a model, or why there is none.

    ``answered`` is the base of the outcome, against which complete answers are told. Shapley's shares
    give way to Johnson's weights above 15 drivers.
    """
    model = _model_of(moments)
    if isinstance(model, Refusal):
        return model
    method = declared if len(model.kept) - 1 <= MOST_FOR_SHAPLEY else ImportanceMethod.JOHNSON
    weights, gradients = _weights(method, model.correlation)
    shares, gradients = normalised(weights, gradients)
    covariance = _covariance(gradients, model) * sampling.left_out if sampling.has_model else None
    return Importance(
        outcome=model.names[0],
        method=method,
        drivers=model.names[1:],
        shares=_estimates(shares, covariance, moments, sampling, level),
        covariance=None if covariance is None else tuple(tuple(row) for row in covariance.tolist()),
        r2=float(weights.sum()),
        n=moments.n,
        level=level,
        excluded=tuple(name for name in moments.variables if name not in model.names),
        complete=moments.n / answered if answered else None,
    )


def _model_of(moments: Moments) -> _Model | Refusal:
    """The model, unless it is too weak to be read (I08)."""
    mean, second = _unpacked(moments)
    variance = np.diag(second) - mean**2
    varies = variance > NOISE * np.diag(second)
    kept = np.flatnonzero(varies)
    drivers = int(varies[1:].sum())
    if not varies[0]:
        return Refusal(RefusalReason.CONSTANT_OUTCOME, drivers, moments.n)
    if drivers == 0:
        return Refusal(RefusalReason.NO_VARYING_DRIVER, drivers, moments.n)
    if moments.n < ANSWERS_PER_DRIVER * drivers:
        return Refusal(RefusalReason.TOO_FEW_ANSWERS, drivers, moments.n)
    deviation = np.sqrt(variance[kept])
    crossed = (second - np.outer(mean, mean))[np.ix_(kept, kept)]
    return _strong(
        _Model(moments, kept, mean[kept], variance[kept], crossed / np.outer(deviation, deviation))
    )


def _strong(model: _Model) -> _Model | Refusal:
    drivers = len(model.kept) - 1
    if np.linalg.eigvalsh(model.correlation[1:, 1:])[0] < ALIKE:
        return Refusal(RefusalReason.COLLINEAR, drivers, model.moments.n)
    r2 = explained(model.correlation)
    return model if r2 >= LEAST_R2 else Refusal(RefusalReason.WEAK, drivers, model.moments.n, r2)


def _unpacked(moments: Moments) -> tuple[Floats, Floats]:
    """The p means, and the p × p matrix of mean products."""
    p = len(moments.variables)
    second = np.zeros((p, p))
    rows, columns = np.triu_indices(p)
    second[rows, columns] = second[columns, rows] = moments.mean[p:]
    return np.asarray(moments.mean[:p], dtype=np.float64), second


def _weights(method: ImportanceMethod, correlation: Floats) -> Shares:
    match method:
        case ImportanceMethod.SHAPLEY:
            return shapley(correlation)
        case ImportanceMethod.JOHNSON:
            return johnson(correlation)


def _estimates(
    shares: Floats, covariance: Floats | None, moments: Moments, sampling: Sampling, level: float
) -> tuple[Estimate, ...]:
    # Where nothing can vary, floats may leave less than nothing.
    variances = [None] * len(shares) if covariance is None else np.diag(covariance).clip(min=0.0).tolist()
    plain = Estimate(
        value=0.0,
        se=None,
        low=None,
        high=None,
        df=float(moments.n - 1),
        n=moments.n,
        weighted_n=moments.w,
        n_eff=kish(moments.n, moments.w, moments.w2),
        method=Method.NONE,
        assumptions=assumed(sampling.assumptions, (Assumption.COMPLETE_ANSWERS,)),
    )
    return tuple(_estimate(plain, s, v, level) for s, v in zip(shares.tolist(), variances, strict=True))


def _estimate(plain: Estimate, share: float, variance: float | None, level: float) -> Estimate:
    if variance is None:
        return replace(plain, value=share)
    low, high = student(share, variance, plain.df, level)
    se, low, high = sqrt(variance), max(low, 0.0), min(high, 1.0)
    return replace(plain, value=share, se=se, low=low, high=high, method=Method.DELTA)


def _covariance(gradients: Floats, model: _Model) -> Floats:
    """The covariance of functions of the correlations, by the delta method (Rao 1973)."""
    jacobian = _by_moments(gradients, model)
    return np.asarray(jacobian @ np.asarray(model.moments.covariance) @ jacobian.T)


def _by_moments(gradients: Floats, model: _Model) -> Floats:
    """Gradients by correlation (k × p × p) turned into a Jacobian by released moments.

    With c_ij = m_ij − m_i·m_j and ρ_ij = c_ij/(s_i·s_j): ∂ρ_ij/∂c_ij = 1/(s_i·s_j) and
    ∂ρ_ij/∂c_ii = −ρ_ij/(2·c_ii).
    """
    by_product = gradients / np.sqrt(np.outer(model.variance, model.variance))
    diagonal = np.arange(len(model.kept))
    by_variance = -(gradients * model.correlation).sum(axis=2) / (2 * model.variance)
    by_product[:, diagonal, diagonal] = by_variance
    by_mean = -(by_product @ model.mean) - by_variance * model.mean
    return _placed(by_mean, by_product, model)


def _placed(by_mean: Floats, by_product: Floats, model: _Model) -> Floats:
    """Gradients by the kept variables' moments, in the order of the released vector."""
    k, p = len(by_mean), len(model.moments.variables)
    means, products = np.zeros((k, p)), np.zeros((k, p, p))
    means[:, model.kept] = by_mean
    products[:, model.kept[:, None], model.kept] = by_product
    rows, columns = np.triu_indices(p)
    return np.hstack([means, products[:, rows, columns]])
