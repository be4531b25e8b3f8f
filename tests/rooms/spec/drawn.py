"""A museum's workspace, sound as `tests/broken/_base` keeps it, and what a test changes in it."""

import shutil
from pathlib import Path

from generator.spec import Plan, Study, Symbols, Workspace, load, plan_of

BASE = Path(__file__).parents[2] / "broken" / "_base"
VISIT = "studies/visite/study.yml"
WORKSHOP = "studies/atelier/study.yml"

Edit = tuple[str, str, str]
"""A file of the workspace, a text that stands there once, and what replaces it."""


def edited(tmp_path: Path, *edits: Edit) -> Path:
    """The root of a copy of the workspace, with edits."""
    root = tmp_path / "museum"
    if not root.exists():
        shutil.copytree(BASE, root)
    for file, old, new in edits:
        text = (root / file).read_text("utf-8")
        assert text.count(old) == 1, f"{old!r} is not there once"
        (root / file).write_text(text.replace(old, new), "utf-8")
    return root


def loaded(tmp_path: Path, *edits: Edit) -> Workspace:
    return load(edited(tmp_path, *edits))


def examples_of(design: Path, root: Path) -> Path:
    """A workspace with the four files of the design, whose two quotations a role has read.

    They were written before the language asked for that reading: as they stand, L07 refuses them.
    """
    source = design / "spec-by-example"
    for file in sorted(source.glob("*.yml")):
        to = root / "studies" / (file.name if file.stem == "_shared" else f"{file.stem}/study.yml")
        to.parent.mkdir(parents=True, exist_ok=True)
        text = file.read_text("utf-8")
        for given in ("956d7f582a5a8d11", "6a53d6bb029a171a"):
            read = f'      consent: true\n      approved: {{hash: "{given}", by: cabinet, on: 2026-09-18}}\n'
            text = text.replace("      consent: yes\n", read, 1)
        to.write_text(text, "utf-8")
    return root


def visit(tmp_path: Path, *changes: tuple[str, str]) -> Study:
    """The museum's survey, sound, with texts replaced."""
    workspace = loaded(tmp_path, *((VISIT, old, new) for old, new in changes))
    assert "visite" in workspace.studies, codes(workspace)
    return workspace.studies["visite"]


def visit_plan(tmp_path: Path, *changes: tuple[str, str]) -> Plan:
    return plan_of(visit(tmp_path, *changes))


def symbols_of(workspace: Workspace) -> Symbols:
    return Symbols(workspace.studies, {name: plan_of(study) for name, study in workspace.studies.items()})


def codes(workspace: Workspace) -> list[str]:
    """Every problem as `file:line:column code`, by its short file name."""
    return [f"{problem.position} {problem.code}".replace("studies/", "") for problem in workspace.diagnostics]
