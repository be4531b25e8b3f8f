"""The whole room on real figures, from answers drawn here: what the hand-set ones of ``drawn`` stand for."""

from datetime import date
from typing import Any

import pandas as pd
import pytest

from generator.findings import Findings, Standing, find, text_of, told
from generator.spec.plan import plan_of
from generator.spec.symbols import Symbols
from generator.statistics import Figures
from generator.words import Lang
from tests.rooms.statistics import drawn

WAVES = {"2025": drawn.wave("2025-03-03"), "2026": drawn.wave()}
QUESTIONS = {
    "q_nps": {"type": "nps", "text": "Nous recommanderiez-vous ?"},
    "q_moments": {
        "type": "grid",
        "scale": "satisfaction5",
        "text": "Êtes-vous satisfait ?",
        "items": {"sinistre": "Faire traiter un sinistre", "contact": "Joindre un conseiller"},
    },
}
PRIORITIES = {
    "rule": "importance_performance",
    "over": "sat",
    "importance": {"method": "shapley", "outcome": "q_nps"},
    "performance": "sat",
}
ACTION = {
    "what": "Prévenir",
    "owner": "dg",
    "horizon": "quick",
    "start": "2025-06-01",
    "due": "2025-12-01",
    "state": "done",
    "moves": {"customer": "sat.sinistre"},
}


def rows(satisfied: int, reached: int) -> pd.DataFrame:
    """400 respondents: that many satisfied of each moment, and promoters where claims satisfy."""
    return pd.DataFrame(
        {
            "q_moments_sinistre": ["5" if i < satisfied else "2" for i in range(400)],
            "q_moments_contact": ["4" if i % 10 < reached else "1" for i in range(400)],
            "q_nps": [
                ("9" if i % 7 else "3") if i < satisfied else ("5" if i % 5 else "10") for i in range(400)
            ],
        }
    )


def judged(says: str, *holds: str, **more: Any) -> Findings:
    """One finding on 45 % satisfied of claims (60 % a year before) and 80 % of contact (80 %)."""
    stated = {
        "says": says,
        "holds": holds,
        "decision": "ou",
        "verdict": "improve",
        "by": "dg",
        "margin": "7 pts",
    }
    of = drawn.study(
        waves=WAVES,
        questions=QUESTIONS,
        indicators={"sat": {"kind": "top_box", "of": "q_moments"}},
        findings={"constat": stated},
        decisions={"ou": {"ask": "Où ?", "kind": "fix", "decider": "dg", "due": "2026-07-01"}},
        **more,
    )
    releases = {
        "2025": drawn.release(of, rows(240, 8), at="2025"),
        "2026": drawn.release(of, rows(180, 8), at="2026", invited=1600),
    }
    plan = plan_of(of)
    figures = {of.id: Figures(of, plan, releases)}
    return find(of, plan, "2026", figures, Symbols({of.id: of}, {of.id: plan}), date(2026, 6, 1))


@pytest.mark.parametrize(
    ("claim", "standing"),
    [
        ("sat.sinistre < sat.sinistre@2025", Standing.ESTABLISHED),
        ("sat.contact = sat.contact@2025", Standing.ESTABLISHED),
        ("lowest(sat) = sinistre", Standing.ESTABLISHED),
        ("sat.contact >= 75 %", Standing.ESTABLISHED),
        ("sat.contact >= 79 %", Standing.NOT_ESTABLISHED),
        ("rank(sat, contact) = 1", Standing.ESTABLISHED),
    ],
)
def test_claims_on_released_figures(claim: str, standing: Standing) -> None:
    """Errors are about 2.5 points for claims, 2 for contact, 3.5 for a change."""
    found = judged("Une phrase.", claim)
    assert found.findings[0].claims[0].standing is standing


def test_sentences_on_released_figures() -> None:
    """180 and 240 of 400; 400 of 1,600."""
    figures = "{sat.sinistre}, {sat.sinistre - sat.sinistre@2025}, {sat.sinistre|n}"
    (found,) = judged(figures + ", {nonresponse}, {sat.contact|words}.").findings
    assert text_of(found.says).replace("\u202f", " ").replace("\u00a0", " ") == (
        "45,0 %, 15,0 points de moins, 400, 75,0 %, quatre sur cinq."
    )


def test_an_effect_size_stands_beside_every_p() -> None:
    """Cohen's h of 0.45 and 0.60 is 2·asin √0.45 − 2·asin √0.60 = −0.30 (honesty rule 11)."""
    (claim,) = judged("Une phrase.", "sat.sinistre < sat.sinistre@2025").findings[0].claims
    reading = told(Lang.EN, claim.reading)
    assert "p < 0.001 after correction for 3 comparisons, effect size −0.30" in reading
    assert reading.endswith(", the waves being assumed independent")


def test_priorities_and_actions_on_released_figures() -> None:
    """Recommendation follows claims, not contact; claims fell although the action was done."""
    found = judged(
        "Une phrase.", "rank(importance, sinistre) = 1", priorities=PRIORITIES, actions={"sms": ACTION}
    )
    assert [claim.standing for claim in found.findings[0].claims] == [Standing.ESTABLISHED]
    assert found.priorities is not None
    assert {item.score: item.rank for item in found.priorities.items} == {"sat.sinistre": 1, "sat.contact": 2}
    assert found.priorities.outcome == "q_nps"
    assert [movement.effect.value for movement in found.actions[0].movements] == ["moved_against"]
    assert found.diagnostics == ()
