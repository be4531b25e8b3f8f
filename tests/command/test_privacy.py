"""``boussole privacy``: what is withheld, what would free it, and nothing of anyone."""

import json
import re
from pathlib import Path

import pytest

from generator.cli import run
from tests.command.conftest import Command

SPEC = "studies/minimal/study.yml"
DATA = "studies/minimal/data/2026.csv"


def answered(workspace: Path, **sizes: int) -> None:
    """So many people of each situation; their answers turn, so that nobody is unanimous."""
    rows = [f"{level},{1 + i % 5}" for level, size in sizes.items() for i in range(size)]
    (workspace / DATA).write_text("\n".join(["situation,q_joindre", *rows]) + "\n", "utf-8")
    spec = workspace / SPEC
    text = re.sub(r"answers: \d+", f"answers: {len(rows)}", spec.read_text("utf-8"))
    spec.write_text(text, "utf-8")


def told(said: str) -> str:
    """All but the hashes, which name the file and the release."""
    return re.sub(r"[0-9a-f]{12}", "", said)


@pytest.fixture
def small(workspace: Path) -> Path:
    """Two levels that are too small alone and large enough together."""
    answered(workspace, emploi=60, retraite=7, autre=6)
    return workspace


def test_a_merge_that_would_publish_both_is_named(small: Path, boussole: Command) -> None:
    said = boussole("privacy", "minimal").said
    assert "Merge “À la retraite” and “Autre situation” in “Situation”" in said
    assert "1 more question would be told at every level" in said


def test_it_says_the_same_whatever_the_sizes_of_what_is_hidden(small: Path, boussole: Command) -> None:
    before = told(boussole("privacy", "minimal").said)
    answered(small, emploi=60, retraite=4, autre=9)
    assert told(boussole("privacy", "minimal").said) == before


def test_its_numbers_count_tables_and_never_people(small: Path, boussole: Command) -> None:
    facts = json.loads(boussole("privacy", "minimal", "--format", "json").said)
    assert facts[0]["tables"]["plan"] == {
        "asked": 4,
        "published": 2,
        "full": 2,
        "one_number": 0,
        "withheld": 2,
    }
    assert facts[0]["families"] == {"people": 2}
    assert facts[0]["merges"] == [
        {"segment": "Situation", "levels": ["À la retraite", "Autre situation"], "questions": 1}
    ]


def test_a_merge_that_would_still_be_too_small_is_not_told(workspace: Path, boussole: Command) -> None:
    answered(workspace, emploi=60, retraite=4, autre=4)
    said = boussole("privacy", "minimal").said
    assert "Merge" not in said
    assert "No merge of neighbouring levels" in said


def test_without_the_answers_it_says_less(small: Path, boussole: Command) -> None:
    for day in ("2026-10-01", "2026-10-20"):
        assert run(["freeze", "minimal", "2026", "--root", str(small), "--as-of", day]) == 0
    with_answers = boussole("privacy", "minimal").said
    (small / DATA).unlink()
    without = boussole("privacy", "minimal").said
    assert "wave closed" in with_answers
    assert "No merge of neighbouring levels" in with_answers, "what was shown in full stays shown"
    assert "The answers are gone" in without
    assert without.partition("What would")[0] == with_answers.partition("What would")[0]


def test_a_crossing_that_costs_its_neighbours_is_named(workspace: Path, boussole: Command) -> None:
    spec = workspace / SPEC
    text = spec.read_text("utf-8").replace(
        "\nquestions:",
        "\n  lieu: {column: lieu, label: Lieu, levels: {ville: Ville, bourg: Bourg}}\n"
        "crossings: [[actif, lieu]]\n\nquestions:",
        1,
    )
    cells = {("emploi", "ville"): 60, ("emploi", "bourg"): 40, ("retraite", "ville"): 55}
    cells |= {("retraite", "bourg"): 3, ("autre", "ville"): 33, ("autre", "bourg"): 37}
    rows = [f"{a},{b},{1 + i % 5}" for (a, b), size in cells.items() for i in range(size)]
    (workspace / DATA).write_text("\n".join(["situation,lieu,q_joindre", *rows]) + "\n", "utf-8")
    spec.write_text(re.sub(r"answers: \d+", f"answers: {len(rows)}", text), "utf-8")
    (facts,) = json.loads(boussole("privacy", "minimal", "--format", "json").said)
    plan, plain = facts["tables"]["plan"], facts["tables"]["without_crossings"]
    assert (plan["asked"], plain["asked"]) == (12, 6)
    assert plain == {"asked": 6, "published": 6, "full": 6, "one_number": 0, "withheld": 0}
    assert facts["families"]["crossing"] == plan["published"] - 6


def test_french_reads_like_french(small: Path, boussole: Command, capfd: pytest.CaptureFixture[str]) -> None:
    capfd.readouterr()
    assert run(["privacy", "minimal", "--root", str(small), "--as-of", "2026-11-21", "--lang", "fr"]) == 0
    said = capfd.readouterr().out
    assert "Regroupez «\u00a0À la retraite\u00a0» et «\u00a0Autre situation\u00a0»" in said
    assert "1 question de plus serait dite à tous les niveaux." in said


def test_an_unknown_wave_is_told(boussole: Command) -> None:
    assert "E02 error" in boussole("privacy", "minimal", "--wave", "2031").said
