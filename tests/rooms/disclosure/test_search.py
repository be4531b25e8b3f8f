"""A search is paced, stops when its time is up, and goes on where it was."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from generator.disclosure import Depth, Kept, Pace, protect, search
from generator.errors import ExitCode, Refused
from generator.release import Release, dump
from tests.rooms.disclosure.drawn import CUSTOMERS, EMPLOYEES, Drawn, opinion, people

THREE = Drawn(
    [
        replace(person, answers={"q": a, "r": a, "s": a})
        for person in people(60, region="n") + people(50, region="s") + people(7, region="e")
        for a in person.answers.values()
    ],
    {"region": "nse"},
    tuple(opinion(name) for name in "qrs"),
)


def closed(pace: Pace, drawn: Drawn = THREE) -> Release:
    return protect(drawn.aggregates, drawn.plan, CUSTOMERS, Depth.FREEZE, pace=pace)


def over_after(questions: int) -> Pace:
    """Time for so many questions."""
    left: Iterator[bool] = iter([False] * questions + [True] * 10)
    return Pace(is_over=lambda: next(left))


def test_each_question_is_told() -> None:
    told: list[tuple[str, int, int]] = []
    closed(Pace(told=lambda *step: told.append(step)))
    assert told == [("q", 1, 3), ("r", 2, 3), ("s", 3, 3)]


def test_when_time_is_up_nothing_is_released() -> None:
    with pytest.raises(Refused) as refusal:
        closed(over_after(2))
    assert refusal.value.exit_code is ExitCode.PRIVACY
    (problem,) = refusal.value.diagnostics
    assert problem.code == "V16"
    assert (problem.values["done"], problem.values["all"]) == (2, 3)


def test_a_search_that_was_stopped_goes_on_where_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = closed(Pace())
    kept = Kept(tmp_path / "kept")
    with pytest.raises(Refused):
        closed(replace(over_after(2), kept=kept))
    searched: list[str] = []
    plain = search.withhold
    monkeypatch.setattr(
        search,
        "withhold",
        lambda field, *rest: searched.append(field.cases[0].measure.id) or plain(field, *rest),
    )
    assert dump(closed(Pace(kept=kept))) == dump(whole)
    assert searched == ["s"]


def test_what_is_kept_is_which_groups_show_what_and_nothing_else(tmp_path: Path) -> None:
    closed(Pace(kept=Kept(tmp_path)))
    kept = [json.loads(path.read_text("utf-8")) for path in sorted(tmp_path.glob("*.json"))]
    assert len(kept) == 3
    for stated in kept:
        assert stated.keys() == {"outcomes", "is_proven", "revoked", "attack"}
        assert stated["outcomes"].keys() == {"all", "region=n", "region=s", "region=e"}
        assert set(stated["outcomes"].values()) <= {"full", "one_number", "withheld"}
    assert (tmp_path / ".gitignore").read_text("utf-8") == "*\n"


def test_other_answers_another_policy_or_another_order_are_not_remembered(tmp_path: Path) -> None:
    closed(Pace(kept=Kept(tmp_path)))
    closed(Pace(kept=Kept(tmp_path)), replace(THREE, respondents=THREE.respondents[1:]))
    assert len(list(tmp_path.glob("*.json"))) == 6
    protect(THREE.aggregates, THREE.plan, EMPLOYEES, Depth.FREEZE, pace=Pace(kept=Kept(tmp_path)))
    assert len(list(tmp_path.glob("*.json"))) == 9


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        '{"outcomes": {}}',
        '{"outcomes": {"all": "full", "region=n": "full", "region=s": "full", "region=e": "full"},'
        ' "is_proven": true, "revoked": [], "attack": "whole"}',
    ],
    ids=["empty", "torn", "a list", "half", "more than a group may show"],
)
def test_what_is_kept_and_cannot_be_true_is_not_believed(tmp_path: Path, text: str) -> None:
    whole = closed(Pace(kept=Kept(tmp_path)))
    for path in tmp_path.glob("*.json"):
        path.write_text(text, "utf-8")
    assert dump(closed(Pace(kept=Kept(tmp_path)))) == dump(whole)


def test_nothing_is_left_once_it_is_forgotten(tmp_path: Path) -> None:
    kept = Kept(tmp_path / ".boussole" / "2026")
    closed(Pace(kept=kept))
    kept.forget()
    kept.forget()
    assert not list(tmp_path.iterdir())


def test_a_preview_keeps_nothing(tmp_path: Path) -> None:
    protect(THREE.aggregates, THREE.plan, CUSTOMERS, pace=Pace(kept=Kept(tmp_path)))
    assert not list(tmp_path.iterdir())


def test_a_folder_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    assert dump(closed(Pace(kept=Kept(tmp_path / "file")))) == dump(closed(Pace()))
