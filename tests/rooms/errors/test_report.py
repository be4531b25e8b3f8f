"""What a problem looks like to people and to code hosts."""

import json
from typing import Any

from generator.errors import Diagnostic, Position, render, to_github, to_json, to_sarif
from generator.words import Lang

PLACED = Diagnostic("S02", Position("studies/été/study.yml", 3, 5), {"id": "a", "folder": "b"}, "id: a")
WHOLE = Diagnostic("D12", Position("studies/x/data/2026.csv"))
NOWHERE = Diagnostic("S15")
WARNING = Diagnostic("A02", Position("studies/x/study.yml", 9, 1), {"count": 7, "limit": 5})


def test_people_read_where_what_why_and_how() -> None:
    assert render(PLACED, Lang.EN).splitlines() == [
        "studies/été/study.yml:3:5  S02 error",
        "  The id “a” differs from the folder “b”.",
        "  Why: Published links would change.",
        "  Fix: Make them the same.",
        "  | 3 | id: a",
    ]
    assert render(WHOLE, Lang.EN).startswith("studies/x/data/2026.csv  D12 error\n")
    assert render(NOWHERE, Lang.EN).startswith("S15 error\n")


def test_json_has_every_problem_in_order() -> None:
    first, second, third = json.loads(to_json([PLACED, NOWHERE, WARNING], Lang.EN))
    assert (first["code"], first["line"], first["column"]) == ("S02", 3, 5)
    assert (second["file"], second["line"], second["severity"]) == (None, None, "error")
    assert third["severity"] == "warning"
    assert first["fix"] == "Make them the same."


def test_an_annotation_is_one_line_whatever_a_folder_is_called() -> None:
    odd = Diagnostic(
        "S02", Position("studies/a,b:c\n::error::x/study.yml", 3, 5), {"id": "50%\n", "folder": "b"}
    )
    (line,) = to_github([odd], Lang.EN).splitlines()
    assert line.startswith(
        "::error file=studies/a%2Cb%3Ac%0A%3A%3Aerror%3A%3Ax/study.yml,line=3,col=5,title=S02::"
    )
    assert "50%25%0A" in line
    assert to_github([NOWHERE], Lang.EN).startswith("::error title=S15::")


def test_sarif_names_rules_once_and_files_as_addresses() -> None:
    said: Any = json.loads(to_sarif([PLACED, PLACED, WHOLE, NOWHERE, WARNING], Lang.EN))
    (run,) = said["runs"]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["A02", "D12", "S02", "S15"]
    first, _, whole, nowhere, warning = run["results"]
    place = first["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "studies/%C3%A9t%C3%A9/study.yml"
    assert place["region"] == {"startLine": 3, "startColumn": 5}
    assert whole["locations"][0]["physicalLocation"]["region"] == {"startLine": 1, "startColumn": 1}
    assert "locations" not in nowhere
    assert warning["level"] == "warning"
