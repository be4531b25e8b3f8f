"""What the pages room gives: every page of the smallest study, and what each form of figure draws."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from generator.aggregates import tabulate
from generator.data import read
from generator.disclosure import policy_of, protect
from generator.findings import find
from generator.pages import Chart, Document, Pages, Subject, compose
from generator.spec import Symbols, load, plan_of
from generator.statistics import Figures
from tests.golden.goldens import compare
from tests.rooms.pages import drawn

HERE = Path(__file__).parent
_HASH = re.compile(r"\b[0-9a-f]{64}\b")
AS_OF = date(2026, 11, 21)


def minimal(root: Path) -> Pages:
    """The pages of ``studies/minimal``, without a lock."""
    workspace = load(root, ("minimal",), AS_OF)
    study = workspace.studies["minimal"]
    plan = plan_of(study)
    answers = read(study, plan, "2026", workspace.folder("minimal"))
    release = protect(tabulate(answers, plan, study), plan, policy_of(study))
    figures = Figures(study, plan, {"2026": release})
    symbols = Symbols({"minimal": study}, {"minimal": plan})
    found = find(study, plan, "2026", {"minimal": figures}, symbols, AS_OF)
    return compose([Subject(study, plan, figures, found)], workspace.shared, AS_OF)


def markdown(document: Document) -> str:
    """A page with what the site is told of it."""
    said = {"title": document.title, "description": document.description, "layout": document.layout}
    said |= {"search": document.search.value, "current": document.current}
    head = [f"{key}: {value}" for key, value in said.items()]
    head += [f"crumb: {label} {href}".rstrip() for label, href in document.crumbs]
    # A hash changes with any byte of the answers, of a release or of the tool: not what a page says.
    return "\n".join([*head, "", _HASH.sub("<sha256>", document.body)])


def drawing(chart: Chart) -> str:
    """What a figure draws, one fact a line, without the form that all figures of its kind share."""
    facts: list[Any] = [{"width": chart.spec["width"], "height": chart.spec["height"]}]
    facts += [{parameter["name"]: parameter["value"]} for parameter in chart.spec["params"]]
    facts += [{name: row} for name, rows in chart.spec["datasets"].items() for row in rows]
    return "".join(f"{json.dumps(fact, ensure_ascii=False)}\n" for fact in facts)


def test_the_pages_of_the_smallest_study(root: Path, refresh: bool) -> None:
    pages = {str(document.path): markdown(document) for document in minimal(root).documents}
    compare(HERE / "minimal" / "pages", pages, refresh=refresh)


def test_what_each_form_of_figure_draws(refresh: bool) -> None:
    action = {"what": "Prévenir par SMS", "owner": "dg", "horizon": "quick", "state": "done"}
    action |= {"start": "2025-04-01", "due": "2025-12-01", "on": "2025-09-01"}
    rules = {"rule": "importance_performance", "over": "sat", "performance": "sat"}
    of = drawn.study(
        actions={"sms": {**action, "moves": {"customer": "sat.sinistre"}}},
        priorities={**rules, "importance": {"method": "shapley", "outcome": "q_nps"}},
    )
    charts = {
        f"{document.path.stem}-{chart.id}.jsonl": drawing(chart)
        for document in drawn.pages(drawn.subject(of)).documents
        for chart in document.charts
        if document.layout == "page"
    }
    compare(HERE / "barometre" / "charts", charts, refresh=refresh)


def test_a_golden_that_nobody_can_read_is_refused(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="more than 150 lines"):
        compare(tmp_path, {"page.md": "a\n" * 151}, refresh=True)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"a": "1\n", "b": "2\n"}, "no golden yet for \\['b'\\]"),
        ({}, "nothing gives any more: \\['a'\\]"),
        ({"a": "2\n"}, "a"),
    ],
)
def test_missing_extra_and_different_files_are_told_apart(
    given: dict[str, str], told: str, tmp_path: Path
) -> None:
    compare(tmp_path, {"a": "1\n"}, refresh=True)
    compare(tmp_path, {"a": "1\n"}, refresh=False)
    with pytest.raises(AssertionError, match=told):
        compare(tmp_path, given, refresh=False)
