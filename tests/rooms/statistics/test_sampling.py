"""What each design allows, and the interval that each kind of figure gets."""

from math import sqrt
from typing import Any

import pandas as pd
import pytest

from generator.release import Release
from generator.spec.models import Study
from generator.spec.scores import Unit
from generator.statistics.estimate import Assumption, Estimate, Method
from generator.statistics.intervals import adjusted_wald, korn_graubard, logit, wilson
from generator.statistics.sampling import Sampling, estimate_of, population_of, sampling_of, told_size
from generator.statistics.variance import Mean
from tests.rooms.statistics import drawn

PLAIN = Sampling(True, False, 1.0, ())
WEIGHTED = Sampling(True, True, 1.0, ())


def share(p: float, n: int = 200, n_eff: float | None = None, parts: int = 1) -> Mean:
    base = n_eff or n
    return Mean(Unit.SHARE, p, p * (1 - p) / base, sqrt(p * (1 - p)), n, n, n * n / base, parts)


def points(value: float, deviation: float, n: int = 200) -> Mean:
    return Mean(Unit.POINTS, value, deviation**2 / n, deviation, n, n, n)


def given(mean: Mean, sampling: Sampling = PLAIN) -> Estimate:
    return estimate_of(mean, sampling, 0.95)


def released(
    invited: int | None = None, rows: int = 40, weight: str | None = None, **sections: Any
) -> tuple[Sampling, Release]:
    study = drawn.study(questions={"q": drawn.scale_question()}, **sections)
    answers = pd.DataFrame({"q": ["1", "5"] * (rows // 2), "w": [1.0, 2.0] * (rows // 2)})
    release = drawn.release(study, answers, invited=invited, weight=weight)
    return sampling_of(study, release), release


def test_an_unweighted_share_gets_wilson_s_interval() -> None:
    found = given(share(0.3))
    assert (found.method, (found.low, found.high)) == (Method.WILSON, wilson(0.3, 200, 0.95))


def test_a_weighted_share_gets_the_logit_interval() -> None:
    found = given(share(0.3, n_eff=120), WEIGHTED)
    assert found.method is Method.LOGIT
    assert (found.low, found.high) == logit(0.3, 0.3 * 0.7 / 120, 199, 0.95)


@pytest.mark.parametrize("p", [0.0, 1.0])
def test_a_weighted_share_of_none_or_all_gets_the_exact_interval_on_the_effective_base(p: float) -> None:
    found = given(share(p, n_eff=120), WEIGHTED)
    assert found.method is Method.KORN_GRAUBARD
    assert (found.low, found.high) == korn_graubard(p, 120, 200, 199, 0.95)
    assert found.se == 0.0


def test_under_thirty_effective_answers_a_weighted_share_gets_the_exact_interval() -> None:
    assert given(share(0.3, n_eff=29), WEIGHTED).method is Method.KORN_GRAUBARD


def test_no_effective_base_exceeds_the_answers() -> None:
    # One light answer among 20 makes p small and its variance tiny: n_eff would be a hundred.
    lucky = Mean(Unit.SHARE, 0.01, 0.01 * 0.99 / 100, 0.1, 20, 20.0, 20.0)
    found = given(lucky, WEIGHTED)
    assert (found.low, found.high) == korn_graubard(0.01, 20, 20, 19, 0.95)


def test_a_net_promoter_score_gets_the_adjusted_wald_interval() -> None:
    # 50 % promoters, 30 % detractors: 20 points, 0.8 − 0.04 of variance.
    deviation = 100 * sqrt(0.76) * sqrt(200 / 199)
    found = given(points(20, deviation))
    low, high = adjusted_wald(0.2, 0.8, 200, 0.95)
    assert found.method is Method.ADJUSTED_WALD
    assert (found.low, found.high) == pytest.approx((100 * low, 100 * high))


def test_an_interval_stays_on_the_scale() -> None:
    found = given(points(100, 0.0, n=10))
    assert (found.high, found.se) == (100.0, 0.0)
    assert found.low is not None
    assert found.low < 50


def test_a_mean_of_net_scores_stays_on_the_scale_too() -> None:
    worst, best = (given(Mean(Unit.POINTS, at, 9.0, 20.0, 60, 60, 60, parts=2)) for at in (-98.0, 98.0))
    assert (worst.low, best.high) == (-100.0, 100.0)
    assert worst.high == pytest.approx(-98 + 3 * 2.000995, abs=1e-4)
    assert worst.method is Method.STUDENT


def test_a_mean_of_shares_gets_the_logit_interval_even_unweighted() -> None:
    assert given(share(0.3, parts=3)).method is Method.LOGIT
    assert given(share(1.0, parts=3)).method is Method.KORN_GRAUBARD


def test_a_constant_mean_claims_no_interval() -> None:
    found = given(Mean(Unit.SCALE, 4.0, 0.0, 0.0, 50, 50, 50))
    assert (found.se, found.low, found.high, found.method) == (0.0, None, None, Method.NONE)


def test_a_median_has_woodruff_s_bounds() -> None:
    found = given(Mean(Unit.NATURAL, 12.0, 1.0, 9.0, 60, 60, 60, bounds=(11.0, 15.0)))
    assert (found.low, found.high, found.method) == (11.0, 15.0, Method.WOODRUFF)


def test_a_probability_sample_says_that_weights_alone_were_used() -> None:
    sampling, _ = released()
    assert sampling == Sampling(True, False, 1.0, (Assumption.WEIGHTS_ONLY,))
    assert released(weight="w")[0].weighted


def test_quotas_are_read_by_reference_to_the_random_method() -> None:
    assert Assumption.RANDOM_METHOD in released(sample={"design": "quota"})[0].assumptions


@pytest.mark.parametrize("precision", [{}, {"precision": "none"}])
def test_an_opt_in_sample_has_no_interval(precision: dict[str, str]) -> None:
    sampling, _ = released(sample={"design": "opt_in", **precision})
    found = given(sampling.applied(share(0.3)), sampling)
    assert (found.se, found.low, found.high, found.method) == (None, None, None, Method.NONE)
    assert found.assumptions == (Assumption.NO_SAMPLING_MODEL,)


def test_an_opt_in_sample_with_a_model_says_so() -> None:
    sampling, _ = released(sample={"design": "opt_in", "precision": "Calage sur quatre marges"})
    assert sampling.has_model
    assert Assumption.DECLARED_MODEL in sampling.assumptions


def test_a_study_without_a_sample_may_infer_nothing() -> None:
    assert not released(sample=None)[0].has_model


def test_a_census_corrects_for_its_finite_population() -> None:
    sampling, _ = released(sample={"design": "census"}, invited=100)
    assert sampling.left_out == pytest.approx(0.6)
    assert sampling.assumptions == (Assumption.NON_RESPONSE_IGNORABLE,)
    mean = sampling.applied(Mean(Unit.SCALE, 4.0, 0.01, 0.6, 40, 40, 40))
    assert mean.variance == pytest.approx(0.006)
    found = given(sampling.applied(share(0.3, n=40)), sampling)
    assert (found.low, found.high) == wilson(0.3, 40 / 0.6, 0.95)


def test_a_census_shrinks_the_bounds_of_a_median() -> None:
    sampling = Sampling(True, False, 0.25, ())
    found = given(
        sampling.applied(Mean(Unit.NATURAL, 12.0, 1.0, 9.0, 60, 60, 60, bounds=(10.0, 16.0))), sampling
    )
    assert (found.low, found.high, found.se) == (11.0, 14.0, 0.5)


def test_the_population_of_a_census_is_who_was_invited_else_who_is_declared() -> None:
    people = {"who": "Salariés", "size": 80}
    census = {"sample": {"design": "census"}, "population": people}
    assert released(invited=100, **census)[0].left_out == pytest.approx(0.6)
    assert released(**census)[0].left_out == pytest.approx(0.5)
    assert released(sample={"design": "census"})[0].left_out == 1.0
    study = drawn.study(questions={"q": drawn.scale_question()}, **census)
    assert population_of(study, released(**census)[1]) == 80


def test_a_census_that_all_answered_leaves_out_the_fewest_that_may_be_told() -> None:
    sampling, _ = released(sample={"design": "census"}, invited=40)
    assert sampling.left_out == pytest.approx(10 / 40)
    assert released(sample={"design": "census"}, invited=30)[0].left_out == pytest.approx(10 / 30)


def test_a_size_that_tells_who_kept_silent_is_not_told() -> None:
    """Forty answered: of 49, nine did not; of fifty, ten did not, and that may be told."""
    told = {size: _of(size) for size in (39, 40, 49, 50, 400)}
    kept = [size for size, known in told.items() if told_size(*known) is None]
    assert kept == [40, 49]


@pytest.mark.parametrize("size", [40, 45, 49])
def test_no_interval_tells_a_silence_that_is_kept(size: int) -> None:
    """The correction is that of the longest silence which is not told, whatever it was."""
    people = {"who": "Salariés", "size": size}
    assert released(sample={"design": "census"}, population=people)[0].left_out == pytest.approx(10 / 50)


def _of(size: int) -> tuple[Study, list[Release]]:
    people = {"population": {"who": "Salariés", "size": size}}
    study = drawn.study(questions={"q": drawn.scale_question()}, **people)
    return study, [released(**people)[1]]
