"""The facade: what is known, what is not, and how two figures are compared."""

from dataclasses import replace
from math import sqrt
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from generator.release import Cells, Outcome, Release, Table, Totals
from generator.spec.plan import Term, plan_of
from generator.statistics import Figures, judge
from generator.statistics.estimate import Assumption, Judgement, Method
from generator.statistics.importance import Importance, ImportanceMethod, Refusal, RefusalReason
from tests.rooms.statistics import drawn

SECTIONS: dict[str, Any] = {
    "waves": {"2025": drawn.wave("2025-03-03"), "2026": drawn.wave()},
    "segments": {"region": drawn.segment("region", "nord", "sud"), "age": drawn.segment("age", "18", "40")},
    "crossings": [["region", "age"]],
    "questions": {
        "q_nps": {"type": "nps", "text": "Recommanderiez-vous Tilia ?"},
        "q_moments": {
            "type": "grid",
            "scale": "satisfaction5",
            "text": "Êtes-vous satisfait ?",
            "items": {"contact": "Joindre", "devis": "Chiffrer", "suivi": "Suivre"},
        },
        "q_jours": {"type": "numeric", "text": "En combien de jours ?", "unit": "jour", "range": [0, 99]},
    },
    "indicators": {
        "nps": {"kind": "nps", "of": "q_nps"},
        "sat": {"kind": "top_box", "of": "q_moments"},
        "global": {"kind": "mean_of", "of": ["sat.contact", "sat.devis"]},
        "delai": {"kind": "median", "of": "q_jours"},
    },
    "priorities": {
        "rule": "importance_performance",
        "over": "sat",
        "importance": {"method": "shapley", "outcome": "q_nps"},
        "performance": "sat",
    },
}
STUDY = drawn.study(**SECTIONS)
ITEMS = ("contact", "devis", "suivi")


def rows(n: int = 240, seed: int = 1, lift: float = 0.0) -> pd.DataFrame:
    """Answers that lean on one another, with weights."""
    rng = np.random.default_rng(seed)
    mood = rng.normal(lift, 1, n)
    items = {f"q_moments_{item}": _codes(mood + rng.normal(0, 0.7, n), 1.2, 3, 1, 5) for item in ITEMS}
    return pd.DataFrame(
        {
            **items,
            "q_nps": _codes(mood + rng.normal(0, 0.7, n), 2, 7.5, 0, 10),
            "q_jours": rng.integers(0, 60, n).astype(float),
            "region": rng.choice(["nord", "sud"], n),
            "age": rng.choice(["18", "40"], n),
            "w": rng.uniform(0.5, 2, n),
        }
    )


def _codes(x: Any, slope: float, centre: float, low: int, high: int) -> list[str]:
    return [str(code) for code in np.clip(np.round(slope * x + centre), low, high).astype(int)]


def released(answers: pd.DataFrame, at: str = "2026", **more: Any) -> Release:
    return drawn.release(STUDY, answers, at=at, weight="w", **more)


def figures(answers: pd.DataFrame | None = None, **more: Any) -> Figures:
    both = {
        "2026": released(rows() if answers is None else answers, **more),
        "2025": released(rows(seed=2), "2025"),
    }
    return Figures(STUDY, plan_of(STUDY), both)


def test_an_estimate_is_that_of_the_rows() -> None:
    answers = rows()
    found = figures(answers).estimate("sat.contact", "2026", "region=nord")
    nord = answers[answers.region == "nord"]
    hit, w = nord.q_moments_contact.isin(["4", "5"]), nord.w
    assert found is not None
    assert found.value == pytest.approx((w * hit).sum() / w.sum())
    assert (found.n, found.weighted_n) == (len(nord), pytest.approx(w.sum()))
    assert found.n_eff == pytest.approx(w.sum() ** 2 / (w**2).sum())
    assert found.method is Method.LOGIT


def test_shares_sum_to_1_in_the_order_of_the_questionnaire() -> None:
    shares = figures().shares("q_moments.contact", "2026")
    assert shares is not None
    assert [code for code, _ in shares] == ["1", "2", "3", "4", "5"]
    assert sum(share.value for _, share in shares) == pytest.approx(1)
    assert figures().share("q_moments.contact", "4", "2026") == dict(shares)["4"]


def test_bases() -> None:
    known = figures()
    assert known.base("q_nps", "2026") == 240
    assert known.n_eff("q_nps", "2026") == pytest.approx(rows().w.sum() ** 2 / (rows().w ** 2).sum())


def test_what_is_withheld_or_absent_is_none() -> None:
    known = figures(withheld=[("q_nps", "region=nord")])
    assert known.estimate("nps", "2026", "region=nord") is None
    assert known.shares("q_nps", "2026", "region=nord") is None
    assert known.base("q_nps", "2026", "region=nord") is None
    assert known.aside("q_nps", "2026", "region=nord") is None
    assert known.change("nps", "2026", "region=nord") is None
    assert known.versus_rest("nps", "2026", "region=nord") is None
    assert known.against("nps", 10, "2026", "region=nord") is None
    only = Figures(STUDY, plan_of(STUDY), {"2026": released(rows())})
    assert only.estimate("nps", "2025") is None
    assert only.change("nps", "2026") is None
    assert only.response_rate("2025") is None


def test_what_is_outside_the_plan_is_our_bug() -> None:
    for ask in (
        lambda: figures().estimate("nps", "2026", "region=est"),
        lambda: figures().estimate("inconnu", "2026"),
        lambda: figures().base("q_nps", "2026", "metier=agence"),
    ):
        with pytest.raises(KeyError):
            ask()


def test_the_share_set_aside_is_as_released() -> None:
    release = released(rows())
    key = ("q_moments.contact", "all")
    tables = {**release.tables, key: replace(release.tables[key], aside={"9": 0.12})}
    known = Figures(STUDY, plan_of(STUDY), {"2026": replace(release, tables=tables)})
    assert known.aside("q_moments.contact", "2026") == {"9": 0.12}


def test_one_number_is_known_from_its_totals() -> None:
    release = released(rows())
    key = ("q_moments.contact", "region=nord")
    one = Table(*key, Outcome.ONE_NUMBER, n=12, w=12.0, w2=16.0, totals={"sat.contact": Totals(0.5, 0.02)})
    known = Figures(STUDY, plan_of(STUDY), {"2026": replace(release, tables={**release.tables, key: one})})
    found = known.estimate("sat.contact", "2026", "region=nord")
    assert found is not None
    assert (found.value, found.method, found.is_small) == (0.5, Method.KORN_GRAUBARD, True)
    assert known.shares("q_moments.contact", "2026", "region=nord") is None
    assert known.versus_rest("sat.contact", "2026", "region=nord") is None
    change = known.between(Term("sat.contact", "region=nord"), Term("sat.contact", "region=sud"), "2026")
    assert change is not None
    assert change.p is None


def test_a_median_and_a_numeric_mean_come_from_totals() -> None:
    known = figures(totals={("q_jours", "all"): {"delai": Totals(21.0, None, 18.0, 25.0)}})
    found = known.estimate("delai", "2026")
    assert found is not None
    assert (found.value, found.low, found.high, found.method) == (21.0, 18.0, 25.0, Method.WOODRUFF)
    assert known.estimate("delai", "2025") is None
    difference = known.against("delai", 30, "2026")
    assert difference is not None
    assert judge(difference, 0.95) is Judgement.LOWER


def test_a_mean_of_scores_uses_their_covariance() -> None:
    answers = rows()
    both = (answers.q_moments_contact.isin(["4", "5"]) + 0 + answers.q_moments_devis.isin(["4", "5"])) / 2
    m = np.average(both, weights=answers.w)
    z = answers.w * (both - m) / answers.w.sum()
    found = figures(answers).estimate("global", "2026")
    assert found is not None
    assert (found.value, found.se) == (pytest.approx(m), pytest.approx(sqrt((z**2).sum() * 240 / 239)))


def test_a_mean_of_scores_misses_with_any_of_its_parts() -> None:
    assert figures(withheld=[("q_moments.devis", "all")]).estimate("global", "2026") is None
    release = released(rows())
    without = {name: battery for name, battery in release.covariances.items() if name != "global/all"}
    known = Figures(STUDY, plan_of(STUDY), {"2026": replace(release, covariances=without)})
    assert known.estimate("global", "2026") is None


def test_a_change_adds_the_variances_of_both_waves() -> None:
    known = figures()
    change = known.change("nps", "2026")
    now, before = known.estimate("nps", "2026"), known.estimate("nps", "2025")
    assert change is not None
    assert now is not None
    assert before is not None
    assert change.value == pytest.approx(now.value - before.value)
    assert change.se == pytest.approx(sqrt((now.se or 0) ** 2 + (before.se or 0) ** 2))
    assert change.assumptions == (Assumption.WEIGHTS_ONLY, Assumption.INDEPENDENT_WAVES)
    assert known.change("nps", "2026", since="2025") == change
    assert known.change("nps", "2025") is None


def test_the_first_wave_has_none_before() -> None:
    assert (figures().previous("2025"), figures().previous("2026")) == (None, "2025")


def test_a_broken_series_has_no_change_and_a_bridge_is_taken_off() -> None:
    version = {"text": "Avant", "why": "Libellé revu."}
    for series, offset in (("break", {}), ("bridged", {"offset": 4})):
        questions = {**SECTIONS["questions"]}
        questions["q_nps"] = {
            **questions["q_nps"],
            "versions": {"2025": {**version, "series": series, **offset}},
        }
        study = drawn.study(**{**SECTIONS, "questions": questions})
        known = Figures(study, plan_of(study), figures().releases)
        change, plain = known.change("nps", "2026"), figures().change("nps", "2026")
        if series == "break":
            assert change is None
            assert known.change("sat.contact", "2026") is not None
            continue
        assert change is not None
        assert plain is not None
        assert change.value == pytest.approx(plain.value - 4)
        assert Assumption.BRIDGED_SERIES in change.assumptions
        back = known.change("nps", "2025", since="2026")
        assert back is not None
        assert back.value == pytest.approx(-change.value)


def test_items_of_a_battery_are_compared_in_pairs() -> None:
    answers = rows()
    found = figures(answers).between(Term("sat.contact"), Term("sat.devis"), "2026")
    gap = answers.q_moments_contact.isin(["4", "5"]).astype(float) - answers.q_moments_devis.isin(["4", "5"])
    m = np.average(gap, weights=answers.w)
    z = answers.w * (gap - m) / answers.w.sum()
    assert found is not None
    assert (found.value, found.se) == (pytest.approx(m), pytest.approx(sqrt((z**2).sum() * 240 / 239)))
    assert found.p == pytest.approx(2 * stats.t.sf(abs(m) / (found.se or 1), 239))


def test_answers_that_are_all_alike_have_no_paired_test() -> None:
    answers = rows()
    answers["q_moments_devis"] = answers.q_moments_contact
    found = figures(answers).between(Term("sat.contact"), Term("sat.devis"), "2026")
    assert found is not None
    assert (found.value, found.p) == (0.0, None)


def test_levels_of_one_segment_are_independent() -> None:
    known = figures()
    found = known.between(Term("nps", "region=nord"), Term("nps", "region=sud"), "2026")
    sides = [known.estimate("nps", "2026", group) for group in ("region=nord", "region=sud")]
    assert found is not None
    assert found.se == pytest.approx(sqrt(sum((side.se or 0) ** 2 for side in sides if side)))
    crossed = known.between(Term("nps", "region=nord&age=18"), Term("nps", "region=sud&age=18"), "2026")
    assert crossed is not None
    assert crossed.se is not None


@pytest.mark.parametrize("other", ["all", "age=18", "region=nord&age=18"])
def test_groups_that_share_people_are_not_tested_without_their_covariance(other: str) -> None:
    found = figures().between(Term("nps", "region=nord"), Term("nps", other), "2026")
    assert found is not None
    assert (found.se, found.p) == (None, None)


def test_a_group_is_compared_with_everyone_outside_it() -> None:
    known = figures()
    rest, pair = (
        known.versus_rest("nps", "2026", "region=nord"),
        known.between(Term("nps", "region=nord"), Term("nps", "region=sud"), "2026"),
    )
    assert rest is not None
    assert pair is not None
    assert (rest.value, rest.se, rest.p) == (
        pytest.approx(pair.value),
        pytest.approx(pair.se),
        pytest.approx(pair.p),
    )
    assert known.versus_rest("global", "2026", "region=nord") is None
    assert known.versus_rest("delai", "2026", "region=nord") is None


def test_a_group_of_everyone_has_no_rest() -> None:
    answers = rows()
    answers["region"] = "nord"
    assert figures(answers).versus_rest("nps", "2026", "region=nord") is None


def test_a_score_against_a_fixed_value() -> None:
    known = figures()
    estimate, found = known.estimate("nps", "2026"), known.against("nps", 0, "2026")
    assert estimate is not None
    assert found is not None
    assert (found.value, found.se) == (pytest.approx(estimate.value), pytest.approx(estimate.se))


def test_equivalence_of_two_waves() -> None:
    known = figures()
    change = known.change("sat.contact", "2026")
    assert change is not None
    assert judge(known.equivalent(change, 0.9), 0.95) is Judgement.EQUIVALENT
    assert judge(known.equivalent(change, 0.001), 0.95) is Judgement.NOT_ESTABLISHED


def test_importance_is_told_by_score() -> None:
    found = figures().importance("2026")
    assert isinstance(found, Importance)
    assert found.drivers == ("sat.contact", "sat.devis", "sat.suivi")
    assert (found.outcome, found.n, found.complete) == ("q_nps", 240, 1.0)
    assert figures().importance("2024") == Refusal(RefusalReason.WITHHELD)


def test_the_declared_method_of_importance_is_the_one_computed() -> None:
    rules = {**SECTIONS["priorities"], "importance": {"method": "johnson", "outcome": "q_nps"}}
    study = drawn.study(**{**SECTIONS, "priorities": rules})
    known = Figures(study, plan_of(study), {"2026": drawn.release(study, rows(), weight="w")})
    found, shapley = known.importance("2026"), figures().importance("2026")
    assert isinstance(found, Importance)
    assert isinstance(shapley, Importance)
    assert (found.method, shapley.method) == (ImportanceMethod.JOHNSON, ImportanceMethod.SHAPLEY)
    assert found.r2 == pytest.approx(shapley.r2)


def test_importance_is_refused_with_a_reason() -> None:
    release = replace(released(rows()), moments=None)
    assert Figures(STUDY, plan_of(STUDY), {"2026": release}).importance("2026") == Refusal(
        RefusalReason.WITHHELD
    )
    plain = drawn.study(**{name: part for name, part in SECTIONS.items() if name != "priorities"})
    known = Figures(plain, plan_of(plain), {"2026": drawn.release(plain, rows(), weight="w")})
    assert known.importance("2026") == Refusal(RefusalReason.NO_MODEL)


def test_the_response_rate_is_of_those_invited() -> None:
    rate = figures(invited=1000).response_rate("2026")
    assert rate is not None
    assert (rate.answered, rate.invited, rate.value) == (240, 1000, 0.24)
    assert figures().response_rate("2026") is None


def test_answers_needed_use_up_a_census() -> None:
    study = drawn.study(**SECTIONS, sample={"design": "census"})
    both = {"2026": released(rows(), invited=300), "2025": released(rows(seed=2), "2025", invited=300)}
    known = Figures(study, plan_of(study), both)
    change = known.change("nps", "2026")
    assert change is not None
    needed = known.answers_needed(change, 240, "2026")
    assert needed is not None
    assert 240 < needed <= 300
    sampled = figures().change("nps", "2026")
    assert sampled is not None
    more = figures().answers_needed(sampled, 240, "2026")
    assert more is None or more > 300


def test_a_table_of_another_release_s_plan_is_absent() -> None:
    release = released(rows())
    fewer = {key: table for key, table in release.tables.items() if key[0] != "q_nps"}
    known = Figures(STUDY, plan_of(STUDY), {"2026": replace(release, tables=fewer)})
    assert known.estimate("nps", "2026") is None


def test_an_empty_distribution_has_no_estimate() -> None:
    release = released(rows())
    key = ("q_nps", "region=nord")
    codes = tuple(str(point) for point in range(11))
    empty = Table(*key, Outcome.FULL, n=0, w=0.0, w2=0.0, cells=Cells(codes, (0.0,) * 11, (0.0,) * 11))
    known = Figures(STUDY, plan_of(STUDY), {"2026": replace(release, tables={**release.tables, key: empty})})
    assert known.estimate("nps", "2026", "region=nord") is None
    assert known.shares("q_nps", "2026", "region=nord") is None
    assert known.versus_rest("nps", "2026", "region=nord") is None


def test_a_gain_beyond_others_is_that_of_the_rows() -> None:
    """Contact against the mean of its two neighbours: the difference is one number for each person."""
    now, then = rows(), rows(seed=2)
    found = figures(now).beyond("sat.contact", ["sat.devis", "sat.suivi"], "2026", "2025")
    leads = [_lead(answers) for answers in (now, then)]
    assert found is not None
    assert found.value == pytest.approx(leads[0][0] - leads[1][0])
    assert found.se == pytest.approx(sqrt(leads[0][1] + leads[1][1]))
    assert Assumption.INDEPENDENT_WAVES in found.assumptions


def _lead(answers: pd.DataFrame) -> tuple[float, float]:
    """The weighted mean of contact − (devis + suivi) / 2 and its linearised variance."""
    hit = {item: answers[f"q_moments_{item}"].isin(["4", "5"]) * 1.0 for item in ITEMS}
    lead, w, n = hit["contact"] - (hit["devis"] + hit["suivi"]) / 2, answers.w, len(answers)
    mean = (w * lead).sum() / w.sum()
    return mean, (w**2 * (lead - mean) ** 2).sum() / w.sum() ** 2 * n / (n - 1)


def test_a_gain_beyond_what_was_withheld_is_none() -> None:
    known = figures(withheld=[("q_moments.devis", "all")])
    assert known.beyond("sat.contact", ["sat.devis"], "2026", "2025") is None
    assert known.beyond("sat.contact", [], "2026", "2025") is None
