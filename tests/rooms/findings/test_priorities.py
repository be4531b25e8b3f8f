"""Importance–performance: quadrants by interval, ranks with ties, I08 and P04."""

from dataclasses import replace
from typing import Any

import pytest

from generator.findings import Findings, Priority, Quadrant
from generator.statistics.importance import Refusal, RefusalReason
from generator.words import Lang
from tests.rooms.findings import drawn

RULE: dict[str, Any] = {
    "rule": "importance_performance",
    "over": "sat",
    "importance": {"method": "shapley", "outcome": "q_nps"},
    "performance": "sat",
}
SHARES = {"sat.sinistre": 0.50, "sat.suivi": 0.22, "sat.devis": 0.20, "sat.contact": 0.08}
"""Shares of importance, each known within 2 points: 5.5 points tell two of them apart (Holm: 7.5 at most)."""


def ranked(model: Any = None, values: Any = None, **rule: Any) -> Findings:
    """The priorities of the study under this rule."""
    of = drawn.study(priorities={**RULE, **rule})
    model = drawn.importance(SHARES) if model is None else model
    return drawn.judge(of, drawn.Drawn(of, drawn.known(values or drawn.SAT), model=model))


def by_item(found: Findings) -> dict[str, Priority]:
    """Each item under the rule."""
    assert found.priorities is not None
    return {item.score.partition(".")[2]: item for item in found.priorities.items}


def test_the_cuts_are_the_means() -> None:
    """Importance sums to 1 over four items; performance is 58.1, 66.2, 75.0 and 81.0."""
    found = ranked().priorities
    assert found is not None
    assert found.cut_importance == pytest.approx(0.25)
    assert found.cut_performance == pytest.approx((0.581 + 0.662 + 0.750 + 0.810) / 4)
    assert (found.outcome, found.base, found.r2) == ("nps", 400, 0.4)


def test_quadrants_read_intervals() -> None:
    """22 ± 3.9 crosses the mean of 25: that item is undecided although its estimate is under it."""
    found = by_item(ranked())
    assert {name: item.quadrant for name, item in found.items()} == {
        "sinistre": Quadrant.IMPROVE,
        "suivi": Quadrant.UNDECIDED,
        "devis": Quadrant.SURPLUS,
        "contact": Quadrant.SURPLUS,
    }


def test_every_quadrant() -> None:
    """High and low of both, on cuts declared before the data."""
    shares = {"sat.sinistre": 0.40, "sat.suivi": 0.10, "sat.devis": 0.10, "sat.contact": 0.40}
    cut = {"importance": 0.25, "performance": 0.7}
    found = by_item(ranked(drawn.importance(shares), cut=cut))
    assert {name: item.quadrant for name, item in found.items()} == {
        "sinistre": Quadrant.IMPROVE,
        "suivi": Quadrant.WATCH,
        "devis": Quadrant.SURPLUS,
        "contact": Quadrant.MAINTAIN,
    }


def test_low_may_be_good() -> None:
    """Where less is better, a high value is what must improve."""
    indicators = {
        **drawn.SECTIONS["indicators"],
        "sat": {"kind": "top_box", "of": "q_moments", "better": "down"},
    }
    of = drawn.study(priorities=RULE, indicators=indicators)
    found = drawn.judge(of, drawn.Drawn(of, drawn.known(drawn.SAT), model=drawn.importance(SHARES)))
    assert by_item(found)["sinistre"].quadrant is Quadrant.MAINTAIN


def test_ranks_share_what_is_not_established() -> None:
    """22 and 20 cannot be told apart at 2 points of error each: both are second, and the last is fourth."""
    found = ranked()
    assert {name: (item.rank, item.tied) for name, item in by_item(found).items()} == {
        "sinistre": (1, False),
        "suivi": (2, True),
        "devis": (2, True),
        "contact": (4, False),
    }
    assert drawn.codes(found) == ["P04"]
    assert found.diagnostics[0].values["items"] == "suivi, devis"


def test_ties_chain() -> None:
    """33, 29, 25: the first and the third are apart, but neither from the second: one rank for all three."""
    shares = {"sat.sinistre": 0.33, "sat.suivi": 0.29, "sat.devis": 0.25, "sat.contact": 0.13}
    found = by_item(ranked(drawn.importance(shares, se=0.017)))
    assert {name: item.rank for name, item in found.items()} == {
        "sinistre": 1,
        "suivi": 1,
        "devis": 1,
        "contact": 4,
    }


def test_clear_ranks_raise_no_warning() -> None:
    """Four shares far apart."""
    shares = {"sat.sinistre": 0.5, "sat.suivi": 0.3, "sat.devis": 0.15, "sat.contact": 0.05}
    found = ranked(drawn.importance(shares, se=0.01))
    assert [item.rank for item in by_item(found).values()] == [1, 2, 3, 4]
    assert drawn.codes(found) == []


def test_an_item_that_does_not_vary_has_no_rank() -> None:
    """It is in the table, undecided."""
    shares = {name: share for name, share in SHARES.items() if name != "sat.contact"}
    contact = by_item(ranked(drawn.importance(shares)))["contact"]
    assert (contact.importance, contact.rank, contact.quadrant) == (None, None, Quadrant.UNDECIDED)
    assert contact.performance == drawn.estimate(0.81)


def test_a_withheld_performance_is_undecided() -> None:
    """And it moves no cut."""
    values = {key: value for key, value in drawn.SAT.items() if key != ("sat.contact", "2026")}
    found = ranked(values=values)
    assert found.priorities is not None
    assert by_item(found)["contact"].quadrant is Quadrant.UNDECIDED
    assert found.priorities.cut_performance == pytest.approx((0.581 + 0.662 + 0.750) / 3)


def test_without_a_model_nothing_is_told_apart() -> None:
    """An opt-in sample: one rank for all, nothing decided."""
    shares = {name: drawn.estimate(share, None) for name, share in SHARES.items()}
    model = drawn.importance(SHARES)
    blind = replace(model, shares=tuple(shares.values()), covariance=None)
    found = by_item(ranked(blind))
    assert {item.rank for item in found.values()} == {1}
    assert {item.quadrant for item in found.values()} == {Quadrant.UNDECIDED}


def test_stated_importance() -> None:
    """What people said of each item, compared as figures are."""
    questions = {**drawn.SECTIONS["questions"], "q_poids": drawn.SECTIONS["questions"]["q_moments"]}
    indicators = {**drawn.SECTIONS["indicators"], "poids": {"kind": "top_box", "of": "q_poids"}}
    importance = {"method": "stated", "of": "poids"}
    of = drawn.study(
        priorities={**RULE, "importance": importance}, questions=questions, indicators=indicators
    )
    said = {("poids.sinistre", "2026"): 0.9, ("poids.suivi", "2026"): 0.5, ("poids.devis", "2026"): 0.49}
    found = drawn.judge(of, drawn.Drawn(of, drawn.known({**drawn.SAT, **said})))
    items = by_item(found)
    assert {name: item.rank for name, item in items.items()} == {
        "sinistre": 1,
        "suivi": 2,
        "devis": 2,
        "contact": None,
    }
    assert items["sinistre"].importance == drawn.estimate(0.9)
    assert found.priorities is not None
    assert (found.priorities.r2, found.priorities.base, found.priorities.outcome) == (None, None, None)


@pytest.mark.parametrize("reason", RefusalReason)
def test_a_refused_model_is_said(reason: RefusalReason) -> None:
    """I08, with words in both languages for each reason; what the author cannot mend is a warning."""
    found = ranked(Refusal(reason, 4, 30, 0.02))
    assert found.priorities is None
    (problem,) = found.diagnostics
    assert (problem.number, problem.code) == ("I08", f"I08.{reason.value}")
    assert problem.severity == ("warning" if reason.value in ("no_model", "withheld") else "error")
    for lang in Lang:
        assert all(problem.sentence(lang, part) for part in ("what", "why", "fix"))


def test_few_complete_answers_are_warned_of() -> None:
    """Under 60 % of those who answered the outcome, the model speaks of the others too little."""
    clear = {"sat.sinistre": 0.5, "sat.suivi": 0.3, "sat.devis": 0.15, "sat.contact": 0.05}
    found = ranked(drawn.importance(clear, se=0.01, complete=0.55))
    assert drawn.codes(found) == ["I08.partial"]
    assert found.priorities is not None
    assert drawn.codes(ranked(drawn.importance(clear, se=0.01, complete=0.6))) == []


def test_no_rule_no_priorities() -> None:
    """And a rule that ranks workshop ideas is not this one's."""
    assert drawn.judge(drawn.study()).priorities is None
    of = drawn.study(priorities={"rule": "double_impact", "over": "miroir.ideas", "keep": 2})
    assert drawn.judge(of).priorities is None
