"""Figures as specifications: what is drawn is what is printed."""

from datetime import date
from typing import Any

import altair as alt
import pytest

from generator.pages.charts import quadrant, series
from generator.pages.models.priorities import priorities_model
from generator.pages.models.series import series_of
from generator.pages.reader import Reader
from tests.rooms.pages import drawn

PRIORITIES = {
    "rule": "importance_performance",
    "over": "sat",
    "importance": {"method": "shapley", "outcome": "q_nps"},
    "performance": "sat",
    "cut": {"importance": 0.5, "performance": 0.6},
}
ACTION = {
    "what": "Prévenir par SMS",
    "owner": "dg",
    "start": "2025-04-01",
    "due": "2025-12-01",
    "on": "2025-09-01",
    "horizon": "quick",
    "state": "done",
    "moves": {"customer": "sat.sinistre"},
}


def line(read: Reader, score: str = "sat.sinistre", size: series.Size = series.WIDE) -> dict[str, Any]:
    model = series_of(read, read.plan.score[score])
    assert model is not None
    return series.series_chart(model, "série rompue", size)


def plane(read: Reader, size: quadrant.Size = quadrant.WIDE) -> dict[str, Any]:
    model = priorities_model(read, drawn.addresses(read))
    assert model is not None
    return quadrant.quadrant_chart(model, size)


@pytest.mark.parametrize("size", [series.WIDE, series.NARROW])
def test_a_series_is_a_valid_specification(size: series.Size) -> None:
    spec = line(drawn.reader(drawn.study(actions={"sms": ACTION})), size=size)
    alt.Chart.from_dict(spec, validate=True)
    assert (spec["width"], spec["height"]) == (size.width, size.height)


def test_a_series_draws_the_displayed_values() -> None:
    """65 % then 50 %, on an axis from 0 to 1."""
    points = line(drawn.reader())["datasets"]["points"]
    assert [(point["name"], point["value"]) for point in points] == [("2025", 0.65), ("2026", 0.5)]
    assert [point["text"].replace("\u202f", " ") for point in points] == ["65,0 %", "50,0 %"]
    assert points[-1]["colour"] == "#b4430f"


def test_a_broken_series_has_two_runs_and_a_mark_between_them() -> None:
    version = {"2025": {"text": "Autrefois ?", "series": "break", "why": "Le libellé a changé."}}
    questions = drawn.SECTIONS["questions"]
    moments = {**questions["q_moments"], "versions": version}
    of = drawn.study(
        questions={**questions, "q_moments": moments},
        findings={"constat": {**drawn.FINDING, "says": "{sat.sinistre}.", "holds": []}},
    )
    data = line(drawn.reader(of))["datasets"]
    assert [point["run"] for point in data["points"]] == [0, 1]
    (gap,) = data["breaks"]
    assert data["points"][0]["x"] < gap["x"] < data["points"][1]["x"]
    assert gap["text"] == "série rompue"


def test_a_wave_that_withheld_the_figure_leaves_a_hole() -> None:
    of = drawn.study(waves={**drawn.SECTIONS["waves"], "2027": drawn.drawn.wave("2027-03-01")})
    before, now = drawn.rows(160, 100), drawn.rows()
    released = {
        "2025": drawn.drawn.release(of, before, at="2025"),
        "2026": drawn.drawn.release(of, now, at="2026", withheld=[("q_moments.sinistre", "all")]),
        "2027": drawn.drawn.release(of, now, at="2027"),
    }
    data = line(drawn.reader(of, released))["datasets"]
    assert [point["name"] for point in data["points"]] == ["2025", "2027"]


def deeds(data: dict[str, Any]) -> list[tuple[str, str]]:
    """What is written over actions, whatever the side it is written from."""
    return [(row["text"], row["month"]) for name in series.DEEDS for row in data[name]]


def test_what_was_done_stands_between_two_waves() -> None:
    """Done on 1 September, 182 of the 364 days between the two fieldworks after the first."""
    data = line(drawn.reader(drawn.study(actions={"sms": ACTION})))["datasets"]
    (deed,) = data["deeds"]
    assert deeds(data) == [("Prévenir par SMS", "septembre 2025")]
    assert (date(2025, 9, 1) - date(2025, 3, 3)).days * 2 == (date(2026, 3, 2) - date(2025, 3, 3)).days
    assert deed["x"] == pytest.approx(0.5)


def test_what_is_under_way_after_the_last_wave_lengthens_the_axis() -> None:
    """Begun 364 days after the second wave, which stands half way: two years between them all."""
    begun = {**ACTION, "state": "started", "on": None, "start": "2027-03-01", "due": "2027-06-30"}
    data = line(drawn.reader(drawn.study(actions={"sms": begun})))["datasets"]
    (deed,) = data["deeds"]
    assert [point["x"] for point in data["points"]] == pytest.approx([0.05, 0.5])
    assert deed["x"] == pytest.approx(0.95)
    assert (
        deed["fill"]
        != line(drawn.reader(drawn.study(actions={"sms": ACTION})))["datasets"]["deeds"][0]["fill"]
    )


def test_several_actions_go_by_their_numbers_and_a_crowd_by_one_label() -> None:
    """The second of two days apart cannot be written beside the first; the third can."""
    days = {"a": "2025-09-01", "b": "2025-09-03", "c": "2026-01-15"}
    of = drawn.study(actions={name: {**ACTION, "on": day} for name, day in days.items()})
    data = line(drawn.reader(of))["datasets"]
    assert len(data["deeds"]) == 3
    assert sorted(deeds(data)) == [("1, 2", ""), ("3", "")]


@pytest.mark.parametrize(
    "action",
    [
        {**ACTION, "state": "dropped", "why": "Trop cher."},
        {**ACTION, "moves": {"customer": "sat.contact"}},
        {**ACTION, "on": "2024-09-01"},
    ],
    ids=["dropped", "elsewhere", "before the first wave"],
)
def test_what_was_dropped_or_moves_something_else_is_not_drawn(action: dict[str, Any]) -> None:
    assert line(drawn.reader(drawn.study(actions={"sms": action})))["datasets"]["deeds"] == []


@pytest.mark.parametrize("size", [quadrant.WIDE, quadrant.NARROW])
def test_a_quadrant_is_a_valid_specification(size: quadrant.Size) -> None:
    spec = plane(drawn.reader(drawn.study(priorities=PRIORITIES)), size)
    alt.Chart.from_dict(spec, validate=True)


def test_a_quadrant_draws_the_displayed_values() -> None:
    read = drawn.reader(drawn.study(priorities=PRIORITIES))
    model, spec = priorities_model(read, drawn.addresses(read)), plane(read)
    assert model is not None
    levers = {lever["name"]: lever for lever in spec["datasets"]["levers"]}
    for lever in model.levers:
        point = levers[lever.label]
        assert lever.performance.value.text.startswith(f"{point['y']:.1f}".replace(".", ","))
        assert lever.importance.value.text.startswith(f"{point['x']:.1f}".replace(".", ","))
    assert levers["Faire traiter un sinistre"]["y"] == 50.0


def test_an_undecided_point_is_open() -> None:
    """Half satisfied, cut at one half: its interval crosses the line."""
    rules = {**PRIORITIES, "cut": {"importance": 0.5, "performance": 0.5}}
    levers = plane(drawn.reader(drawn.study(priorities=rules)))["datasets"]["levers"]
    fills = {lever["name"]: (lever["fill"], lever["ink"]) for lever in levers}
    assert fills["Faire traiter un sinistre"] == ("#ffffff", "#5a4fa3")
    assert fills["Joindre un conseiller"][0] != "#ffffff"


def test_every_name_is_written_once() -> None:
    data = plane(drawn.reader(drawn.study(priorities=PRIORITIES)))["datasets"]
    written = [
        " ".join(row["lines"]) for align in ("left", "right", "center") for row in data[f"names_{align}"]
    ]
    assert sorted(written) == ["Faire traiter un sinistre", "Joindre un conseiller"]


def test_good_news_stands_at_the_top_when_less_is_better() -> None:
    indicators = {
        **drawn.SECTIONS["indicators"],
        "plaintes": {"kind": "bottom_box", "of": "q_moments", "better": "down"},
    }
    rules = {**PRIORITIES, "over": "plaintes", "performance": "plaintes"}
    read = drawn.reader(drawn.study(indicators=indicators, priorities=rules))
    values = {param["name"]: param["value"] for param in plane(read)["params"]}
    assert values["y0"] > values["y1"]
    model = priorities_model(read, drawn.addresses(read))
    assert model is not None
    assert "qu’il faut réduire" in model.rule
