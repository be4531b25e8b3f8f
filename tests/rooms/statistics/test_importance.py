"""Importance from moments: shares, errors by the delta method, refusals, ranks."""

from dataclasses import replace

import numpy as np
import pytest

from generator.statistics.drivers import Floats
from generator.statistics.estimate import Assumption, Judgement, Method
from generator.statistics.importance import (
    Importance,
    ImportanceMethod,
    Refusal,
    RefusalReason,
    importance_of,
)
from generator.statistics.sampling import Sampling
from generator.statistics.tests import judge
from tests.rooms.statistics.drawn import moments_of

MODEL = Sampling(True, False, 1.0, (Assumption.WEIGHTS_ONLY,))
NAMES = ("nps", "contact", "devis", "suivi")


def answers(n: int = 400, seed: int = 1) -> Floats:
    """An outcome that leans on contact, then devis, and not on suivi."""
    rng = np.random.default_rng(seed)
    x = rng.integers(1, 6, size=(n, 3)).astype(float)
    x[:, 1] = np.round((x[:, 0] + x[:, 1]) / 2)
    outcome = np.round(1.2 * x[:, 0] + 0.6 * x[:, 1] + rng.normal(0, 1.5, n))
    return np.column_stack([outcome, x])


def found(x: Floats, w: Floats | None = None, sampling: Sampling = MODEL) -> Importance:
    weights = np.ones(len(x)) if w is None else w
    importance = importance_of(moments_of(NAMES[: x.shape[1]], x, weights), sampling, 0.95, len(x))
    assert isinstance(importance, Importance)
    return importance


def refused(x: Floats) -> Refusal:
    refusal = importance_of(moments_of([f"v{i}" for i in range(x.shape[1])], x, np.ones(len(x))), MODEL, 0.95)
    assert isinstance(refusal, Refusal)
    return refusal


def test_shares_of_the_explained_variance_sum_to_1() -> None:
    importance = found(answers())
    assert importance.drivers == ("contact", "devis", "suivi")
    assert sum(share.value for share in importance.shares) == pytest.approx(1)
    assert importance.method is ImportanceMethod.SHAPLEY
    assert importance.r2 == pytest.approx(np.linalg.lstsq(*_centred(answers()))[1][0] * -1 + 1, abs=1e-9)


def _centred(x: Floats) -> tuple[Floats, Floats, None]:
    """Drivers and a standardised outcome, so that the residual of least squares is 1 − R²."""
    x = x - x.mean(axis=0)
    return x[:, 1:], x[:, 0] / np.sqrt((x[:, 0] ** 2).sum()), None


def test_what_does_not_matter_weighs_nothing_within_its_error() -> None:
    suivi = found(answers()).of("suivi")
    assert suivi is not None
    assert suivi.high is not None
    assert suivi.high < 0.05
    assert suivi.low == 0.0
    assert suivi.method is Method.DELTA
    assert Assumption.COMPLETE_ANSWERS in suivi.assumptions


def test_delta_errors_match_a_bootstrap() -> None:
    x, rng = answers(500), np.random.default_rng(2)
    w = rng.uniform(0.5, 2, 500)
    drawn = [rng.integers(0, 500, 500) for _ in range(400)]
    again = np.array([[share.value for share in found(x[rows], w[rows]).shares] for rows in drawn])
    # Not the third, which weighs nothing: there a share goes as the square of a slope, and no
    # first-order error follows it. Its interval still reaches 0, and its test errs on the safe side.
    for share, spread in list(zip(found(x, w).shares, again.std(axis=0), strict=True))[:2]:
        assert share.se == pytest.approx(spread, rel=0.15)


def test_the_difference_of_two_drivers_counts_that_the_same_people_made_both() -> None:
    importance = found(answers())
    pair = importance.difference("contact", "suivi")
    apart = sum((share.se or 0) ** 2 for share in (importance.shares[0], importance.shares[2]))
    assert pair.se is not None
    assert pair.se**2 != pytest.approx(apart)
    assert judge(pair, 0.95) is Judgement.HIGHER
    assert importance.difference("suivi", "contact").value == pytest.approx(-pair.value)


def test_without_a_model_there_is_importance_and_no_error() -> None:
    opt_in = Sampling(False, False, 1.0, (Assumption.NO_SAMPLING_MODEL,))
    importance = found(answers(), sampling=opt_in)
    assert [share.se for share in importance.shares] == [None] * 3
    assert {share.method for share in importance.shares} == {Method.NONE}
    assert judge(importance.difference("contact", "suivi"), 0.95) is Judgement.CANNOT_SAY


def test_the_finite_population_shrinks_errors() -> None:
    whole, half = found(answers()), found(answers(), sampling=replace(MODEL, left_out=0.25))
    assert half.shares[0].se == pytest.approx((whole.shares[0].se or 0) / 2)


def test_a_driver_that_does_not_vary_is_excluded_and_named() -> None:
    x = answers()
    x[:, 2] = 4.0
    importance = found(x)
    assert importance.excluded == ("devis",)
    assert importance.drivers == ("contact", "suivi")
    assert importance.of("devis") is None
    assert importance.shares[0].se == pytest.approx(found(x[:, [0, 1, 3]]).shares[0].se or 0)


def test_complete_answers_are_told_against_the_outcome_s_base() -> None:
    x = answers()
    x[:100, 1] = np.nan
    assert found(x).complete == pytest.approx(0.75)
    assert found(x).n == 300


def test_more_than_fifteen_drivers_get_johnson_s_weights() -> None:
    rng = np.random.default_rng(3)
    x = rng.normal(size=(400, 17))
    x[:, 0] += x[:, 1:].sum(axis=1)
    importance = importance_of(moments_of([f"v{i}" for i in range(17)], x, np.ones(400)), MODEL, 0.95)
    assert isinstance(importance, Importance)
    assert importance.method is ImportanceMethod.JOHNSON
    assert sum(share.value for share in importance.shares) == pytest.approx(1)


def test_fewer_than_ten_answers_per_driver_are_refused() -> None:
    assert refused(answers(29)) == Refusal(RefusalReason.TOO_FEW_ANSWERS, 3, 29)


def test_a_model_that_explains_less_than_4_per_cent_is_refused() -> None:
    refusal = refused(np.random.default_rng(4).normal(size=(400, 3)))
    assert refusal.reason is RefusalReason.WEAK
    assert refusal.r2 is not None
    assert refusal.r2 < 0.04


def test_two_drivers_that_say_the_same_are_refused() -> None:
    x = answers()
    x[:, 3] = 2 * x[:, 1] - 1
    assert refused(x).reason is RefusalReason.COLLINEAR


def test_constants_are_refused() -> None:
    same = answers()
    same[:, 0] = 7.0
    assert refused(same).reason is RefusalReason.CONSTANT_OUTCOME
    flat = answers()
    flat[:, 1:] = 3.0
    assert refused(flat).reason is RefusalReason.NO_VARYING_DRIVER
