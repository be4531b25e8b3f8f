"""The rows of the plan's numbers, rounded as printed."""

from dataclasses import asdict
from typing import Any

import pandas as pd
import pytest

from generator.spec.plan import plan_of
from generator.spec.scores import Unit
from generator.statistics import Figures, NumberRow, number_rows
from generator.statistics.numbers import _shown
from tests.rooms.statistics import drawn

SECTIONS: dict[str, Any] = {
    "waves": {"2025": drawn.wave("2025-03-03"), "2026": drawn.wave()},
    "segments": {"region": drawn.segment("region", "nord", "sud"), "age": drawn.segment("age", "18", "40")},
    "crossings": [["region", "age"]],
    "questions": {
        "q": {
            "type": "grid",
            "scale": "satisfaction5",
            "text": "Êtes-vous satisfait ?",
            "items": {"contact": "Joindre", "devis": "Chiffrer"},
        },
        "q_nps": {"type": "nps", "text": "Recommanderiez-vous Tilia ?"},
    },
    "indicators": {"sat": {"kind": "top_box", "of": "q"}, "nps": {"kind": "nps", "of": "q_nps"}},
    "priorities": {
        "rule": "importance_performance",
        "over": "sat",
        "importance": {"method": "shapley", "outcome": "q_nps"},
        "performance": "sat",
    },
}
STUDY = drawn.study(**SECTIONS)


def answers(satisfied: int, of: int = 120) -> pd.DataFrame:
    contact = ["5"] * satisfied + ["2"] * (of - satisfied)
    return pd.DataFrame(
        {
            "q_contact": contact,
            "q_devis": ["4", "1", "3"] * (of // 3),
            "q_nps": ["9" if code == "5" and i % 5 else "3" for i, code in enumerate(contact)],
            "region": ["nord", "sud"] * (of // 2),
            "age": ["18", "18", "40", "40"] * (of // 4),
        }
    )


def rows(**withheld: Any) -> dict[str, NumberRow]:
    waves = {
        "2026": drawn.release(STUDY, answers(70), invited=480, **withheld),
        "2025": drawn.release(STUDY, answers(61), at="2025"),
    }
    return {row.id: row for row in number_rows(Figures(STUDY, plan_of(STUDY), waves))}


@pytest.fixture(scope="module")
def known() -> dict[str, NumberRow]:
    return rows()


def test_every_number_of_the_plan_has_its_row(known: dict[str, NumberRow]) -> None:
    assert list(known) == list(plan_of(STUDY).numbers)
    waves = {"2025": drawn.release(STUDY, answers(61), at="2025")}
    figures = Figures(STUDY, plan_of(STUDY), waves)
    assert {row.wave for row in number_rows(figures)} == {"2025"}
    assert list(number_rows(figures, "2026")) == []


def test_a_score_is_a_rounded_share_with_its_address(known: dict[str, NumberRow]) -> None:
    row = known["essai/2026/all/sat.contact/score"]
    assert (row.question, row.item, row.segment, row.level, row.statistic) == (
        "q",
        "contact",
        None,
        None,
        "top_box",
    )
    # 70 of 120; Wilson's interval is 49.4 to 66.8.
    assert (row.value, row.low, row.high) == (0.583, 0.494, 0.668)
    assert (row.n, row.n_eff, row.method, row.withheld) == (120, 120, "wilson", False)


def test_under_a_hundred_answers_a_percentage_has_no_decimal(known: dict[str, NumberRow]) -> None:
    row = known["essai/2026/region=nord/sat.contact/score"]
    assert (row.n, row.segment, row.level) == (60, "region", "nord")
    assert row.value == round(row.value or 0, 2) == 0.58


def test_a_crossing_names_both_segments(known: dict[str, NumberRow]) -> None:
    row = known["essai/2026/region=nord&age=18/q_nps/base"]
    assert (row.segment, row.level, row.value, row.n) == ("region&age", "nord&18", 30.0, 30)


def test_a_change_is_the_difference_of_what_is_printed(known: dict[str, NumberRow]) -> None:
    # 70 and 61 of 120 print 58.3 and 50.8.
    row = known["essai/2026/all/sat.contact/change"]
    assert (row.value, row.method) == (0.075, "student")


def test_shares_importance_ranks_and_response_rates(known: dict[str, NumberRow]) -> None:
    assert known["essai/2026/all/q.contact/share/5"].value == 0.583
    assert known["essai/2026/all/sat.contact/importance"].value is not None
    assert known["essai/2026/all/sat.contact/rank"].value == 1.0
    rate = known["essai/2026/all/essai/response_rate"]
    assert (rate.value, rate.n) == (0.25, 120)
    assert known["essai/2026/region=nord/sat.contact/versus_rest"].value is not None


def test_what_rounds_to_zero_has_no_sign() -> None:
    assert str(_shown(-0.0001, Unit.SHARE, 1)) == "0.0"
    assert str(_shown(-0.04, Unit.SCALE, 1)) == "0.0"


def test_a_withheld_number_has_nulls_and_no_reason() -> None:
    row = asdict(rows(withheld=[("q.contact", "all")])["essai/2026/all/sat.contact/score"])
    told = {name for name, value in row.items() if value is not None}
    assert told == {"id", "study", "wave", "question", "item", "statistic", "withheld"}
    assert row["withheld"] is True


def test_what_a_release_does_not_hold_is_withheld(known: dict[str, NumberRow]) -> None:
    assert known["essai/2025/all/essai/response_rate"].withheld
    assert known["essai/2026/all/q.contact/aside/9"].withheld
