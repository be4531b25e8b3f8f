"""The README is true: its study is the one that is built, its commands exist, its files are there."""

import re
from pathlib import Path

import pytest

from generator.cli import app


@pytest.fixture(scope="module")
def readme(root: Path) -> str:
    return (root / "README.md").read_text("utf-8")


def test_the_study_shown_is_the_study_built(readme: str, root: Path) -> None:
    shown = re.search(r"```yaml\n(.*?)```", readme, re.DOTALL)
    assert shown is not None
    assert shown[1] == (root / "studies" / "minimal" / "study.yml").read_text("utf-8")


def test_every_command_is_told_and_every_command_told_exists(readme: str) -> None:
    known = {command.name for command in (*app.registered_commands, *app.registered_groups)}
    assert set(re.findall(r"^\| `boussole (\w+)", readme, re.MULTILINE)) == known


def test_every_make_target_told_exists(readme: str, root: Path) -> None:
    targets = set(re.findall(r"^(\w+):", (root / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert (
        set(re.findall(r"`make (\w+)`", readme)) | set(re.findall(r"^\$ make (\w+)", readme, re.MULTILINE))
        <= targets
    )


@pytest.mark.parametrize(
    "page", ["README.md", *(f"docs/{p.name}" for p in (Path(__file__).parents[2] / "docs").glob("*.md"))]
)
def test_every_link_leads_somewhere(page: str, root: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)\)", (root / page).read_text("utf-8"))
    missing = [
        link
        for link in links
        if not link.startswith("http") and not (root / page).parent.joinpath(link).exists()
    ]
    assert missing == []
