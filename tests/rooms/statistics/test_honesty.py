"""The honesty rules that this room can carry; the number of each is that of the method page.

Rules 7 (lonely PSU), 8 (reading of categories) and 9 (priorities use the interval) belong to the
rooms that read designs, read data and rank; 13 is half here (display) and half where text is bound.
"""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from generator.spec.models.measuring import Adjustment
from generator.spec.plan import Term, plan_of
from generator.statistics import Figures, adjusted, judge
from generator.statistics.display import whole
from generator.statistics.estimate import Assumption, Difference, Estimate, Judgement
from generator.statistics.importance import Importance
from tests.rooms.statistics import drawn

SECTIONS: dict[str, Any] = {
    "waves": {"2025": drawn.wave("2025-03-03"), "2026": drawn.wave()},
    "segments": {"region": drawn.segment("region", "nord", "sud", "est")},
    "questions": {
        "q_nps": {"type": "nps", "text": "Recommanderiez-vous Tilia ?"},
        "q_moments": {
            "type": "grid",
            "scale": "satisfaction5",
            "text": "Êtes-vous satisfait ?",
            "items": {"contact": "Joindre", "devis": "Chiffrer"},
        },
    },
    "indicators": {
        "nps": {"kind": "nps", "of": "q_nps"},
        "sat": {"kind": "top_box", "of": "q_moments"},
        "note": {"kind": "mean", "of": "q_moments.devis"},
    },
    "priorities": {
        "rule": "importance_performance",
        "over": "sat",
        "importance": {"method": "shapley", "outcome": "q_nps"},
        "performance": "sat",
    },
}
STUDY = drawn.study(**SECTIONS)
PLAN = plan_of(STUDY)
GROUPS = ("all", "region=nord", "region=sud")


def rows(n: int = 300, seed: int = 1) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    mood = rng.normal(size=n)
    answers = {
        "q_moments_contact": np.clip(np.round(3 + mood + rng.normal(size=n)), 1, 5),
        "q_moments_devis": np.clip(np.round(3.4 + mood + rng.normal(size=n)), 1, 5),
        "q_nps": np.clip(np.round(7 + 2 * mood + rng.normal(size=n)), 0, 10),
    }
    coded = {name: [str(int(x)) for x in column] for name, column in answers.items()}
    return pd.DataFrame(
        {**coded, "region": rng.choice(["nord", "sud", "est"], n), "w": rng.uniform(0.3, 3, n)}
    )


def figures(now: pd.DataFrame, before: pd.DataFrame | None = None) -> Figures:
    waves = {"2026": now, "2025": rows(seed=2) if before is None else before}
    return Figures(
        STUDY, PLAN, {at: drawn.release(STUDY, answers, at=at, weight="w") for at, answers in waves.items()}
    )


def every_estimate(known: Figures) -> list[Estimate | None]:
    scores = [known.estimate(score.id, "2026", group) for score in PLAN.scores for group in GROUPS]
    shares = known.shares("q_moments.contact", "2026") or ()
    model = known.importance("2026")
    assert isinstance(model, Importance)
    return [*scores, *(share for _, share in shares), *model.shares]


def every_test(known: Figures) -> list[Difference]:
    pairs = [known.between(Term("sat.contact"), Term("sat.devis"), "2026")]
    levels = [known.between(Term(s.id, GROUPS[1]), Term(s.id, GROUPS[2]), "2026") for s in PLAN.scores]
    rests = [known.versus_rest(score.id, "2026", "region=nord") for score in PLAN.scores]
    changes = [known.change(score.id, "2026", group) for score in PLAN.scores for group in GROUPS]
    found = [one for one in (*pairs, *levels, *rests, *changes) if one is not None]
    return [*adjusted(found, Adjustment.HOLM, 0.95), *(known.equivalent(one, 0.2) for one in found)]


def same(one: Estimate | Difference | None, other: Estimate | Difference | None, *but: str) -> None:
    assert one is not None
    assert other is not None
    for field in set(one.__slots__) - set(but):
        before, after = getattr(one, field), getattr(other, field)
        expected = pytest.approx(before, rel=1e-9, abs=1e-12) if isinstance(before, float) else before
        assert after == expected, field


@pytest.mark.parametrize("factor", [1000, 1 / 7])
def test_1_rescaling_all_weights_changes_no_error_p_or_judgement(factor: float) -> None:
    now, before = rows(), rows(seed=2)
    plain, scaled = figures(now, before), figures(now.assign(w=now.w * factor), before)
    for one, other in zip(every_estimate(plain), every_estimate(scaled), strict=True):
        same(one, other, "weighted_n")
    for test, again in zip(every_test(plain), every_test(scaled), strict=True):
        same(test, again)
        assert judge(test, 0.95) is judge(again, 0.95)


def test_the_order_of_rows_changes_nothing() -> None:
    now = rows()
    plain, shuffled = figures(now), figures(now.sample(frac=1, random_state=3))
    for one, other in zip(every_estimate(plain), every_estimate(shuffled), strict=True):
        same(one, other)


def test_the_names_and_order_of_levels_change_nothing() -> None:
    renamed = {"nord": "z_nord", "sud": "a_sud", "est": "est"}
    study = drawn.study(
        **{**SECTIONS, "segments": {"region": drawn.segment("region", "a_sud", "est", "z_nord")}}
    )
    now = rows().assign(region=rows().region.map(renamed))
    other = Figures(study, plan_of(study), {"2026": drawn.release(study, now, weight="w")})
    for score in PLAN.scores:
        here = figures(rows()).between(Term(score.id, "region=nord"), Term(score.id, "region=sud"), "2026")
        there = other.between(Term(score.id, "region=z_nord"), Term(score.id, "region=a_sud"), "2026")
        same(here, there)


def test_2_a_small_base_is_flagged_and_never_tested() -> None:
    now = rows(29)
    known = figures(now)
    found = known.estimate("nps", "2026")
    assert found is not None
    assert found.is_small
    assert not every_estimate(figures(rows(30)))[0].is_small  # type: ignore[union-attr]
    change = known.change("nps", "2026")
    assert change is not None
    assert judge(change, 0.95) is Judgement.CANNOT_SAY


def test_3_one_answer_has_no_error_rather_than_none_at_all() -> None:
    now = rows()
    now["region"] = ["nord", *["sud"] * (len(now) - 1)]
    found = figures(now).estimate("nps", "2026", "region=nord")
    assert found is not None
    assert (found.n, found.se, found.low, found.high) == (1, None, None, None)


@pytest.mark.parametrize("answer", ["1", "5"])
def test_3_a_cell_without_variance_is_not_a_certainty(answer: str) -> None:
    now = rows()
    now.loc[now.region == "nord", "q_moments_contact"] = answer
    known = figures(now)
    found = known.estimate("sat.contact", "2026", "region=nord")
    assert found is not None
    assert found.value == float(answer == "5")
    assert found.low is not None
    assert found.high is not None
    assert found.high - found.low > 0.01
    test = known.versus_rest("sat.contact", "2026", "region=nord")
    assert test is not None
    assert judge(test, 0.95) is Judgement.CANNOT_SAY


def test_4_every_estimate_says_its_three_bases() -> None:
    now = rows()
    found = figures(now).estimate("nps", "2026")
    assert found is not None
    assert (found.n, found.weighted_n) == (300, pytest.approx(now.w.sum()))
    assert found.n_eff == pytest.approx(now.w.sum() ** 2 / (now.w**2).sum())


def test_5_a_corrected_test_says_its_family_and_level() -> None:
    change = figures(rows()).change("nps", "2026")
    assert change is not None
    for one in adjusted([change] * 7, Adjustment.BENJAMINI_HOCHBERG, 0.9):
        assert (one.family, one.level) == (7, 0.9)


def test_6_it_is_said_that_only_weights_were_used() -> None:
    known = figures(rows())
    for one in (*every_estimate(known), *every_test(known)):
        assert one is not None
        assert Assumption.WEIGHTS_ONLY in one.assumptions


def test_10_no_group_is_tested_against_the_total_it_is_part_of() -> None:
    test = figures(rows()).between(Term("nps", "region=nord"), Term("nps"), "2026")
    assert test is not None
    assert judge(test, 0.95) is Judgement.CANNOT_SAY


def test_11_an_effect_size_stands_beside_every_p() -> None:
    for test in every_test(figures(rows())):
        assert test.p is None or test.effect is not None


def test_12_waves_are_said_to_be_assumed_independent() -> None:
    change = figures(rows()).change("nps", "2026")
    assert change is not None
    assert Assumption.INDEPENDENT_WAVES in change.assumptions


def test_13_displayed_percentages_sum_to_100() -> None:
    shares = figures(rows()).shares("q_moments.contact", "2026")
    assert shares is not None
    for places in (0, 1):
        assert sum(whole([share.value for _, share in shares], places)) == 100


def test_a_design_without_a_model_gives_no_error_anywhere() -> None:
    study = drawn.study(**SECTIONS, sample={"design": "opt_in"})
    known = Figures(study, plan_of(study), dict(figures(rows()).releases))
    for one in every_estimate(known):
        assert one is not None
        assert (one.se, one.low, one.high) == (None, None, None)
    for test in every_test(known):
        assert (test.se, test.p, judge(test, 0.95)) == (None, None, Judgement.CANNOT_SAY)


def test_weights_that_differ_widen_every_interval() -> None:
    now = rows()
    plain, weighted = figures(now.assign(w=1.0)), figures(now)
    for score in ("nps", "note"):
        narrow, wide = plain.estimate(score, "2026"), weighted.estimate(score, "2026")
        assert narrow is not None
        assert wide is not None
        assert (wide.se or 0) > (narrow.se or 0)
