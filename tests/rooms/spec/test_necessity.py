"""What is asked of people serves something: every way to serve, one at a time."""

from pathlib import Path

import pytest

from tests.rooms.spec.drawn import VISIT, WORKSHOP, edited, loaded

UNCROSSED = (VISIT, "crossings: [[region, age]]", "crossings: []")
AGE = (VISIT, 'autre: ">= 30"}}', 'autre: ">= 30"}, informs: [effort]}')
REGION = (VISIT, "sud: Sud}}", "sud: Sud}, informs: [effort]}")
DESIGN = "sample: {design: quota}"


def idle(tmp_path: Path, *edits: tuple[str, str, str]) -> list[str]:
    """The segments and questions of the museum's survey that serve nothing, `age` left aside."""
    problems = loaded(tmp_path, UNCROSSED, AGE, *edits).diagnostics
    return [str(p.values.get("segment") or p.values["question"]) for p in problems if p.number == "Q13"]


def test_a_segment_that_nothing_names_is_told(tmp_path: Path) -> None:
    assert idle(tmp_path) == ["region"]


@pytest.mark.parametrize(
    ("what", "edit"),
    [
        ("informs", REGION),
        ("sentence", (VISIT, "Ceux qui attendent {lents} le disent.", "Au nord, {sat.billet[region=nord]}.")),
        ("claim", (VISIT, "lowest(sat) = billet]", 'lowest(sat) = billet, "nps[region=nord] > 10"]')),
        ("action", (VISIT, "customer: sat.billet,", "customer: 'sat.billet[region=nord]',")),
        ("question", (VISIT, "ask_if: q_venu = oui", "ask_if: q_venu = oui and region = nord")),
        ("group", (VISIT, "when: q_minutes > 20", "when: q_minutes > 20 and region = nord")),
        ("stratum", (VISIT, DESIGN, "sample: {design: probability, strata: [region]}")),
        ("crossing", (VISIT, "crossings: []", "crossings: [[region, venu]]")),
        ("other study", (WORKSHOP, "says: ", "says: Au nord, {nps[region=nord]@visite:2026}. ")),
    ],
)
def test_what_makes_a_segment_serve(tmp_path: Path, what: str, edit: tuple[str, str, str]) -> None:
    assert idle(tmp_path, edit) == []


def test_a_margin_of_the_weights_serves(tmp_path: Path) -> None:
    rake = (VISIT, "crossings: []", "weighting: {method: rake}")
    given = (VISIT, "data: data/2026.csv,", "data: data/2026.csv, weights: weights/2026.yml,")
    file = edited(tmp_path, UNCROSSED, AGE, rake, given) / "studies" / "visite" / "weights" / "2026.yml"
    assert [p.values["segment"] for p in loaded(tmp_path).diagnostics if p.number == "Q13"] == ["region"]
    file.parent.mkdir()
    file.write_text("margins:\n  region: {nord: 40 %, sud: 60 %}\n", "utf-8")
    assert [p.number for p in loaded(tmp_path).diagnostics if p.number == "Q13"] == []


def test_a_study_without_findings_has_yet_to_say_what_it_needs(tmp_path: Path) -> None:
    root = edited(tmp_path, UNCROSSED)
    study = root / VISIT
    head, _, rest = study.read_text("utf-8").partition("findings:\n")
    study.write_text(head + "privacy:" + rest.partition("privacy:")[2], "utf-8")
    assert [p.number for p in loaded(tmp_path).diagnostics if p.number == "Q13"] == []


def test_a_question_asked_to_filter_is_read_somewhere(tmp_path: Path) -> None:
    unread = (VISIT, "venu: {when: q_venu = oui,", "venu: {when: q_nps > 5,")
    unasked = (VISIT, "    ask_if: q_venu = oui\n", "")
    assert idle(tmp_path / "a", unread, REGION) == []
    assert idle(tmp_path / "b", unread, unasked, REGION) == ["q_venu"]
