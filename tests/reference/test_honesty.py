"""The thirteen honesty rules, one test at least for each, by its number, on figures made from rows.

Rows go through the same aggregates and statistics as a build; rules that belong to the gate, to reading
or to priorities are checked where they act. Variants of rules 1 to 13 on drawn releases stand in
``rooms/statistics/test_honesty.py``.
"""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from generator.aggregates import overlapping, tabulate
from generator.data import Sampled
from generator.data.domains import Coded
from generator.disclosure import policy_of, protect
from generator.findings import Quadrant
from generator.release import Outcome
from generator.spec.models.measuring import Adjustment
from generator.spec.plan import Term, plan_of
from generator.statistics import Figures, adjusted, judge
from generator.statistics.display import whole
from generator.statistics.estimate import Assumption, Judgement
from tests.reference import opened
from tests.rooms.data import drawn as data
from tests.rooms.findings import test_priorities as priorities
from tests.rooms.statistics import drawn

SECTIONS: dict[str, Any] = {
    "waves": {"2025": drawn.wave("2025-03-03"), "2026": drawn.wave()},
    "segments": {"region": drawn.segment("region", "nord", "sud", "est")},
    "questions": {"q": drawn.scale_question(), "nps": {"type": "nps", "text": "Recommanderiez-vous ?"}},
    "indicators": {
        "sat": {"kind": "top_box", "of": "q"},
        "note": {"kind": "mean", "of": "q"},
        "reco": {"kind": "nps", "of": "nps"},
    },
}
STUDY = drawn.study(**SECTIONS)
PLAN = plan_of(STUDY)


def rows(n: int = 600, seed: int = 1, mood: np.ndarray | None = None) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    mood = rng.normal(size=n) if mood is None else mood
    return pd.DataFrame(
        {
            "q": [str(x) for x in np.clip(np.round(3.2 + mood), 1, 5).astype(int)],
            "nps": [str(x) for x in np.clip(np.round(7 + 2 * mood), 0, 10).astype(int)],
            "region": rng.choice(["nord", "sud", "est"], n),
            "w": rng.uniform(0.3, 3, n),
            "psu": rng.integers(0, 40, n),
        }
    )


def figures(now: pd.DataFrame, is_designed: bool = False) -> Figures:
    sampled = Sampled(clusters=now.psu.to_numpy()) if is_designed else None
    return opened.figures(STUDY, now, now.w.to_numpy(), sampled)


def told(known: Figures) -> list[float | None]:
    """Errors, ps, bounds and judgements of what a page shows."""
    found = [
        known.estimate(score, "2026", group)
        for score in ("sat", "note", "reco")
        for group in ("all", "region=sud")
    ]
    tests = [known.versus_rest(score, "2026", "region=nord") for score in ("sat", "note", "reco")]
    columns = [known.between_answers("q", code, "2026", "region=nord", "region=sud") for code in "345"]
    gate = known.independence("q", "region", "2026")
    assert gate is not None
    return [
        *(x for one in found if one for x in (one.value, one.se, one.low, one.high, one.n_eff)),
        *(x for one in (*tests, *columns) if one for x in (one.value, one.se, one.p, one.effect)),
        *(float(list(Judgement).index(judge(one, 0.95))) for one in (*tests, *columns) if one),
        *(gate.f, gate.df1, gate.df2, gate.p),
    ]


@pytest.mark.parametrize("is_designed", [False, True])
@pytest.mark.parametrize("factor", [1000, 1 / 7])
def test_1_rescaling_all_weights_changes_no_error_p_or_letter(factor: float, is_designed: bool) -> None:
    now = rows()
    plain, scaled = (told(figures(each, is_designed)) for each in (now, now.assign(w=now.w * factor)))
    assert scaled == pytest.approx(plain, rel=1e-9, abs=1e-12)


def test_2_a_small_base_is_flagged_and_a_tiny_one_is_withheld() -> None:
    now = rows(200)
    now["region"] = ["nord"] * 4 + ["sud"] * 29 + ["est"] * 167
    found = figures(now).estimate("note", "2026", "region=sud")
    assert found is not None
    assert found.is_small
    aggregates = tabulate(opened.responses(STUDY, now, now.w.to_numpy(), None, "2026"), PLAN, STUDY)
    released = protect(aggregates, PLAN, policy_of(STUDY))
    assert released.tables["q", "region=nord"].outcome is Outcome.WITHHELD


@pytest.mark.parametrize("is_designed", [False, True])
def test_3_one_answer_has_no_error_and_a_cell_without_variance_no_letter(is_designed: bool) -> None:
    now = rows()
    now["region"] = ["nord", *["sud"] * 299, *["est"] * 300]
    now.loc[now.region == "sud", "q"] = "5"
    known = figures(now, is_designed)
    alone = known.estimate("note", "2026", "region=nord")
    assert alone is not None
    assert (alone.se, alone.low, alone.high) == (None, None, None)
    test = known.between_answers("q", "5", "2026", "region=sud", "region=est")
    assert test is not None
    assert judge(test, 0.95) is Judgement.CANNOT_SAY


def test_4_every_estimate_says_n_weighted_n_and_effective_n() -> None:
    now = rows()
    found = figures(now).estimate("reco", "2026")
    assert found is not None
    assert (found.n, found.weighted_n) == (600, pytest.approx(now.w.sum()))
    assert found.n_eff == pytest.approx(now.w.sum() ** 2 / (now.w**2).sum())


def test_5_a_corrected_test_says_its_family_its_level_and_both_ps() -> None:
    known = figures(rows())
    tests = [known.between_answers("q", code, "2026", "region=nord", "region=sud") for code in "345"]
    found = adjusted([test for test in tests if test], Adjustment.HOLM, 0.95)
    for one in found:
        assert (one.family, one.level) == (3, 0.95)
        assert one.p is not None
        assert one.p_adjusted is not None
        assert one.p_adjusted >= one.p


def test_6_what_is_missing_of_the_design_is_said() -> None:
    now = rows()
    for is_designed in (False, True):
        found = figures(now, is_designed).estimate("note", "2026")
        assert found is not None
        assert (Assumption.WEIGHTS_ONLY in found.assumptions) is not is_designed


ALONE = "region,q_note,strate,agence\nnord,5,A,a1\nnord,4,A,a1\nsud,1,B,b1\nsud,2,B,b2\n"


def test_7_a_lonely_cluster_follows_a_declared_rule_or_is_refused(tmp_path: Path) -> None:
    sample = {"design": "probability", "strata": ["strate"], "clusters": "agence"}
    refused = data.folder(tmp_path / "1", ALONE, data.study(sample=sample)).refused()
    assert [code[:3] for code in refused] == ["D34"]
    read = data.folder(tmp_path / "2", ALONE, data.study(sample={**sample, "lonely": "adjust"})).read()
    assert read.sampled is not None
    assert read.sampled.lonely is not None


def test_8_categories_spelled_none_na_and_null_survive_reading(tmp_path: Path) -> None:
    words = ("None", "NA", "null", "nan")
    assert [code for code, _ in Coded(words, (), {}).answers(words)] == [0, 1, 2, 3]
    levels = {"None": "Sans", "NA": "Non attribué", "null": "Nul"}
    segments = {"region": {"column": "region", "levels": levels}}
    lines = "".join(f"{word},5\n" for word in levels)
    read = data.folder(tmp_path, f"region,q_note\n{lines}", data.study(segments=segments)).read()
    assert [read.groups[f"region={word}"].tolist().index(True) for word in levels] == [0, 1, 2]


def test_9_priorities_read_intervals_and_not_points() -> None:
    """An item at 22, known within 4, under a cut of 25: its point says low, its interval does not."""
    item = priorities.by_item(priorities.ranked())["suivi"]
    assert item.quadrant is Quadrant.UNDECIDED


@pytest.mark.parametrize("is_designed", [False, True])
def test_10_no_group_is_tested_against_the_total_it_is_part_of(is_designed: bool) -> None:
    known = figures(rows(), is_designed)
    test = known.between(Term("note", "region=nord"), Term("note"), "2026")
    assert test is not None
    assert judge(test, 0.95) is Judgement.CANNOT_SAY
    with pytest.raises(ValueError, match="not apart"):
        known.between_answers("q", "5", "2026", "region=nord", "all")


def test_11_an_effect_size_stands_beside_every_p() -> None:
    known = figures(rows(), is_designed=True)
    for score in ("sat", "note", "reco"):
        for test in (known.versus_rest(score, "2026", "region=nord"), known.against(score, 0.5, "2026")):
            assert test is not None
            assert test.p is None or test.effect is not None
    gate = known.independence("q", "region", "2026")
    assert gate is not None
    assert 0 < gate.effect < 1


def panel(is_named: bool) -> Figures:
    """Two waves of 600 people; 300 are in both and think alike, whether the spec names them or not."""
    mood = np.random.default_rng(7).normal(size=900)
    waves = {"2025": rows(600, 1, mood[:600]), "2026": rows(600, 2, mood[300:])}
    marks = {"2025": np.arange(600.0), "2026": np.arange(300.0, 900.0)}
    read = {
        wave: replace(
            opened.responses(STUDY, each, each.w.to_numpy(), None, wave),
            persons=marks[wave] if is_named else None,
        )
        for wave, each in waves.items()
    }
    found = {wave: tabulate(each, PLAN, STUDY) for wave, each in read.items()}
    found["2026"] = overlapping(found["2026"], PLAN, read["2025"], read["2026"])
    return Figures(STUDY, PLAN, {wave: protect(each, PLAN, policy_of(STUDY)) for wave, each in found.items()})


def test_12_a_panel_is_recognised_by_its_persons_and_its_covariance_counts() -> None:
    named, unnamed = (panel(is_named).change("note", "2026") for is_named in (True, False))
    assert named is not None
    assert unnamed is not None
    assert Assumption.PANEL in named.assumptions
    assert Assumption.INDEPENDENT_WAVES not in named.assumptions
    assert Assumption.INDEPENDENT_WAVES in unnamed.assumptions
    assert named.value == unnamed.value
    assert (named.se or 0) < 0.85 * (unnamed.se or 0)


def test_13_displayed_percentages_sum_to_100() -> None:
    shares = figures(rows()).shares("q", "2026")
    assert shares is not None
    for places in (0, 1):
        assert sum(whole([share.value for _, share in shares], places)) == 100
