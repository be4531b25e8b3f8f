"""What readers were told is remembered: it may end with a reason, never vanish."""

import re
from datetime import date
from pathlib import Path

import pytest

from generator.errors import render
from generator.locks import compare_with_lock, lock_of, promised, remembering, write_lock
from generator.words import Lang
from tests.rooms.locks.drawn import PROMISES, write_study

DAY = date(2026, 2, 20)
EFFORT = "  effort: {ask: Sur quoi porter l'effort, kind: fix, decider: dg, due: 2026-09-30}\n"
LENT = "  lent: {says: Le suivi est lent., decision: effort, verdict: improve, by: dg}\n"
SMS = "  sms: {what: Un SMS, from: [lent], owner: dg, due: 2026-12-15, horizon: quick}\n"


def told(root: Path, old: str = "", new: str = "", more: str = "") -> list[str]:
    """What is said once a text of the promises was replaced, or another section added."""
    folder = root / "studies" / "cx"
    study = write_study(root, ("gdpr:\n", PROMISES))
    write_lock(remembering(lock_of(study, "2026", DAY), study), folder)
    left = PROMISES.replace(old, new) if old else PROMISES
    emptied = re.sub(r"^(\w+):\n(?=\w+:\n.)", r"\1: {}\n", left, flags=re.MULTILINE | re.DOTALL)
    now = write_study(root, ("gdpr:\n", more + re.sub(r"actions:\ngdpr", "actions: {}\ngdpr", emptied)))
    problems = compare_with_lock(now, "2026", folder)
    for problem in problems:
        for lang in Lang:
            assert "{" not in render(problem, lang)
    return [problem.code for problem in problems]


def test_what_is_told_is_kept_without_a_role(tmp_path: Path) -> None:
    study = write_study(tmp_path, ("gdpr:\n", PROMISES))
    assert promised(study) == {
        "decisions": {"effort": {"ask": "Sur quoi porter l'effort"}},
        "findings": {"lent": {"says": "Le suivi est lent.", "verdict": "improve"}},
        "actions": {"sms": {"what": "Un SMS", "due": "2026-12-15"}},
    }


def test_nothing_vanishes_while_it_stands(tmp_path: Path) -> None:
    assert told(tmp_path) == []


@pytest.mark.parametrize(
    ("gone", "code"),
    [(EFFORT, "S03.decisions"), (LENT, "S03.findings"), (SMS, "A05.gone")],
    ids=["decision", "finding", "action"],
)
def test_what_vanishes_is_asked_for(tmp_path: Path, gone: str, code: str) -> None:
    assert told(tmp_path, gone) == [code]


def test_an_action_may_be_dropped(tmp_path: Path) -> None:
    assert told(tmp_path, "horizon: quick", "horizon: quick, state: dropped, why: Budget") == []


def test_an_action_may_be_followed_up_instead(tmp_path: Path) -> None:
    followed = "since_last:\n  2025: {sms: {state: dropped, why: Budget}}\n"
    assert told(tmp_path, SMS, more=followed) == []


@pytest.mark.parametrize("was", ["was: lent", "was: [lent, autre]"])
def test_a_finding_may_be_renamed_or_merged(tmp_path: Path, was: str) -> None:
    renamed = LENT.replace("  lent:", "  suivi_lent:").replace("by: dg", f"by: dg, {was}")
    assert told(tmp_path, LENT, renamed) == []


def test_a_finding_may_be_retired_with_a_reason(tmp_path: Path) -> None:
    assert told(tmp_path, LENT, more="retired: {lent: Les données ne le disent plus.}\n") == []


def test_what_was_remembered_stays_when_more_is(tmp_path: Path) -> None:
    study = write_study(tmp_path, ("gdpr:\n", PROMISES))
    first = remembering(lock_of(study, "2026", DAY), study)
    later = write_study(tmp_path, ("gdpr:\n", PROMISES.replace("  sms:", "  rappel:")))
    assert list(remembering(first, later).published["actions"]) == ["sms", "rappel"]
