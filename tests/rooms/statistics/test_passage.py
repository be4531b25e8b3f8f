"""Whether a figure passes from one wave to another."""

from typing import Any

import pytest

from generator.spec.plan import plan_of
from generator.spec.scores import Score
from generator.spec.series import Link
from generator.statistics.passage import Passage, passage_between
from tests.rooms.statistics import drawn

WAVES = {"2024": drawn.wave("2024-03-04"), "2025": drawn.wave("2025-03-03"), "2026": drawn.wave("2026-03-02")}


def passage(
    versions: dict[str, Any],
    one: str = "sat",
    other: str = "sat",
    kind: str = "top_box",
    waves: dict[str, Any] = WAVES,
) -> Passage | None:
    study = drawn.study(
        waves=waves,
        questions={"q": drawn.scale_question(versions=versions), "q2": drawn.scale_question()},
        indicators={
            "sat": {"kind": kind, "of": "q"},
            "low": {"kind": "bottom_box", "of": "q"},
            "sat2": {"kind": kind, "of": "q2"},
            "both": {"kind": "mean_of", "of": ["sat", "sat2"]},
        },
    )
    plan = plan_of(study)
    return passage_between(study, plan, plan.score[one], plan.score[other], "2024", "2026", unmeasured)


def unmeasured(score: Score, link: Link) -> None:
    """No wave asked both wordings."""


def version(series: str, **more: Any) -> dict[str, Any]:
    return {"text": "Étiez-vous satisfait ?", "series": series, "why": "Libellé revu.", **more}


def test_the_same_wording_passes() -> None:
    assert passage({}) == Passage(is_bridged=False)
    assert passage({"2024": version("continues")}) == Passage(is_bridged=False)


def test_a_break_stops() -> None:
    assert passage({"2025": version("break")}) is None
    assert passage({"2025": version("break")}, "both", "both") is None


def test_a_break_concerns_both_sides_only_when_both_rest_on_it() -> None:
    assert passage({"2025": version("break")}, "low", "sat") is None
    assert passage({"2025": version("break")}, "sat2", "sat2") == Passage(is_bridged=False)


def test_bridges_add_up_in_the_unit_of_the_figure() -> None:
    bridges = {"2024": version("bridged", offset=3), "2025": version("bridged", offset=-1)}
    assert passage(bridges) == Passage(is_bridged=True, offset=pytest.approx(0.02))
    assert passage(bridges, kind="net") == Passage(is_bridged=True, offset=pytest.approx(2.0))


def test_the_offset_of_a_mean_of_scores_is_the_mean_of_theirs() -> None:
    bridge = {"2025": version("bridged", offset=3)}
    assert passage(bridge, "both", "both") == Passage(is_bridged=True, offset=pytest.approx(0.015))


def test_bridges_measured_apart_add_their_variances() -> None:
    """Half-widths of 3 and 4 points make one of 5; in shares, 0.05."""
    bridges = {
        "2024": version("bridged", offset=1, margin=3),
        "2025": version("bridged", offset=1, margin=4),
    }
    found = passage(bridges)
    assert found is not None
    assert found.margin == pytest.approx(0.05)


def test_the_bridge_of_a_mean_may_err_together() -> None:
    found = passage({"2025": version("bridged", offset=3, margin=2)}, "both", "both")
    assert found is not None
    assert found.margin == pytest.approx(0.01)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"series": "break"}, None),
        ({"series": "continues"}, Passage(is_bridged=False)),
        (
            {"series": "bridged", "offset": 2, "margin": 1},
            Passage(is_bridged=True, offset=0.02, margin=0.01),
        ),
    ],
    ids=["break", "continues", "bridged"],
)
def test_a_change_of_practice_concerns_every_figure(change: dict[str, Any], expected: Passage | None) -> None:
    waves = WAVES | {"2026": WAVES["2026"] | {"changed": {"mode": {"why": "Un motif.", **change}}}}
    assert passage({}, waves=waves) == expected


def test_an_offset_is_that_of_one_figure() -> None:
    assert passage({"2025": version("bridged", offset=3)}, "low", "sat") is None


def test_a_bridge_that_no_wave_measured_after_all_leads_nowhere() -> None:
    assert passage({"2025": version("bridged", overlap={"wave": "2025", "question": "q2"})}) is None
