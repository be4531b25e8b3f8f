"""One mistake each: the diagnostic an author would read is the golden.

A folder `<CODE>-<slug>` holds `case.yml`, what differs from the sound workspace in `_base`, and
`expected.txt`, the report in French. `pytest tests/broken --refresh` writes the goldens again.

    as_of: 2026-12-01             the date the rules speak from, if any
    only: [visite]                the studies asked for, if not all
    edits:                        each on one file of the workspace
      - {in: studies/visite/study.yml, replace: text that stands there once, by: another}
      - {in: studies/visite/actions.yml, write: a whole text}
      - {in: studies/agents/study.yml, take: agents.yml}     from `_more`, sound in itself
      - {in: studies/_shared.yml, remove: yes}
"""

import re
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.errors import render
from generator.spec import Workspace, load
from generator.words import Lang

HERE = Path(__file__).parent
CASES = sorted(folder.name for folder in HERE.iterdir() if (folder / "case.yml").is_file())


def workspace_of(case: str, tmp_path: Path) -> Workspace:
    """The sound workspace with the case's mistake in it, loaded."""
    told = yaml.load((HERE / case / "case.yml").read_text("utf-8"), Loader=yaml.BaseLoader)
    root = tmp_path / "workspace"
    shutil.copytree(HERE / "_base", root)
    for edit in told.get("edits", []):
        apply(edit, root / edit["in"])
    as_of = date.fromisoformat(told["as_of"]) if "as_of" in told else None
    return load(root, told.get("only", ()), as_of)


def apply(edit: dict[str, Any], file: Path) -> None:
    if "remove" in edit:
        shutil.rmtree(file) if file.is_dir() else file.unlink()
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    text = edit.get("write") or (
        (HERE / "_more" / edit["take"]).read_text("utf-8") if "take" in edit else None
    )
    if text is None:
        before = file.read_text("utf-8")
        assert before.count(edit["replace"]) == 1, f"{edit['replace']!r} is not there once"
        text = before.replace(edit["replace"], edit["by"])
    file.write_text(text, "utf-8")


def report(workspace: Workspace, lang: Lang) -> str:
    return "\n".join(render(diagnostic, lang) for diagnostic in workspace.diagnostics) + "\n"


@pytest.mark.parametrize("case", CASES)
def test_the_mistake_is_told(case: str, tmp_path: Path, refresh: bool) -> None:
    workspace = workspace_of(case, tmp_path)
    told = report(workspace, Lang.FR)
    assert case.partition("-")[0] in {diagnostic.number for diagnostic in workspace.diagnostics}
    golden = HERE / case / "expected.txt"
    if refresh:
        golden.write_text(told, "utf-8")
    assert told == golden.read_text("utf-8")


@pytest.mark.parametrize("case", CASES)
def test_english_says_it_too(case: str, tmp_path: Path) -> None:
    told = report(workspace_of(case, tmp_path), Lang.EN)
    assert not re.search(r"[«»]| : ", re.sub(r"^  \| .*$", "", told, flags=re.MULTILINE))


def test_the_mirror_of_the_base_is_sound(tmp_path: Path) -> None:
    shutil.copytree(HERE / "_base", tmp_path / "workspace")
    apply({"take": "agents.yml"}, tmp_path / "workspace" / "studies" / "agents" / "study.yml")
    assert report(load(tmp_path / "workspace", as_of=date(2026, 6, 1)), Lang.FR) == "\n"


def test_the_base_is_sound(tmp_path: Path) -> None:
    shutil.copytree(HERE / "_base", tmp_path / "workspace")
    workspace = load(tmp_path / "workspace", as_of=date(2026, 6, 1))
    assert report(workspace, Lang.FR) == "\n"
    assert list(workspace.studies) == ["atelier", "visite"]
