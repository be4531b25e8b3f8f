"""A bridge measured in the wave where both wordings were asked: numbers that can be checked by eye."""

from dataclasses import replace
from math import sqrt
from typing import Any

import pandas as pd
import pytest

from generator.spec.plan import Term, plan_of
from generator.statistics import Figures
from generator.statistics.estimate import Assumption, Difference
from tests.rooms.statistics import drawn

WAVES = {"2024": drawn.wave("2024-03-04"), "2025": drawn.wave("2025-03-03"), "2026": drawn.wave()}
OVERLAP = {"wave": "2025", "question": "q_neuf"}
NO, YES = "1", "5"
ASKED_ONCE = {"q": [YES] * 50 + [NO] * 50}
ASKED_TWICE = {**ASKED_ONCE, "q_neuf": [YES] * 45 + [NO] * 5 + [YES] * 15 + [NO] * 35}
"""50 of 100 are satisfied in the words of before, 60 in the new ones: 15 more, 5 less, the others alike."""
ASKED_ANEW = {"q": [YES] * 70 + [NO] * 30}
"""70 of 100 in the new words, a year later."""


def study(overlap: dict[str, str] = OVERLAP, asked_in: str = "2025") -> Any:
    version = {"text": "Étiez-vous content ?", "series": "bridged", "why": "Plus clair.", "overlap": overlap}
    return drawn.study(
        waves=WAVES,
        questions={
            "q": drawn.scale_question(versions={"2025": version}),
            "q_neuf": drawn.scale_question(asked_in=[asked_in]),
        },
        indicators={"sat": {"kind": "top_box", "of": "q"}, "sat_neuf": {"kind": "top_box", "of": "q_neuf"}},
    )


def figures(is_joint: bool = True, **waves: dict[str, list[str]]) -> Figures:
    told = study(**({} if "2026" not in waves or "q_neuf" not in waves["2026"] else LATER))
    given = {"2024": ASKED_ONCE, "2025": ASKED_TWICE, "2026": ASKED_ANEW, **waves}
    unasked = {"q_neuf": [None] * 100}
    frames = {wave: pd.DataFrame({**unasked, **rows}) for wave, rows in given.items()}
    releases = {wave: drawn.release(told, rows, at=wave) for wave, rows in frames.items()}
    if not is_joint:
        releases["2025"] = replace(releases["2025"], covariances={})
    return Figures(told, plan_of(told), releases)


LATER: dict[str, Any] = {"overlap": {"wave": "2026", "question": "q_neuf"}, "asked_in": "2026"}


def told(change: Difference | None) -> Difference:
    assert change is not None
    assert change.se is not None
    return change


def test_the_offset_is_what_the_same_people_answered_otherwise() -> None:
    """From 50 % to 70 %, of which 10 are the words': 10 are left. In 99ths, the variances of 70 and 50 % are
    0.21 and 0.25, that of the ten points 20/100 - 0.1² = 0.19."""
    change = told(figures().change("sat", "2026"))
    assert change.value == pytest.approx(0.10)
    assert change.se == pytest.approx(sqrt((0.21 + 0.25 + 0.19) / 99))
    assert {Assumption.BRIDGED_SERIES, Assumption.MEASURED_BRIDGE} <= {*change.assumptions}
    assert Assumption.BRIDGE_APART not in change.assumptions


def test_without_their_covariance_both_wordings_are_taken_for_two_groups() -> None:
    """50 and 60 % of two groups: 0.25 + 0.24 instead of 0.19, a wider interval, which says why."""
    change = told(figures(is_joint=False).change("sat", "2026"))
    assert change.value == pytest.approx(0.10)
    assert change.se == pytest.approx(sqrt((0.21 + 0.25 + 0.25 + 0.24) / 99))
    assert Assumption.BRIDGE_APART in change.assumptions


def test_the_other_way_is_the_opposite() -> None:
    back = told(figures().between(Term("sat"), Term("sat"), "2025", "2026"))
    assert back.value == pytest.approx(-0.10)


def test_the_wave_of_the_new_wording_may_ask_the_former_one() -> None:
    """The question asks its new words in 2026, and the other one those of before: 70 against 60 of 100."""
    later = {"q": [YES] * 70 + [NO] * 30, "q_neuf": [YES] * 60 + [NO] * 40}
    change = told(figures(**{"2025": ASKED_ONCE, "2026": later}).change("sat", "2026"))
    assert change.value == pytest.approx(0.70 - 0.50 - 0.10)


def test_a_trend_goes_over_a_measured_bridge() -> None:
    """60 % once in the words of today, twice, then 70 %."""
    trend = told(figures().trend("sat", "2026"))
    assert 0 < trend.value < 0.10
    assert Assumption.MEASURED_BRIDGE in trend.assumptions


def test_an_overlap_that_was_withheld_bridges_nothing() -> None:
    known = figures()
    hidden = {key: table for key, table in known.releases["2025"].tables.items() if key[0] != "q_neuf"}
    releases = {**known.releases, "2025": replace(known.releases["2025"], tables=hidden)}
    assert Figures(known.study, known.plan, releases).change("sat", "2026") is None
