"""The page of coverage says the truth: every requirement once, every test it names exists."""

import re
from pathlib import Path

import pytest

from tests.docs.coverage import MUST, State, is_there, requirements

ROWS = requirements()


def test_every_requirement_is_there_once() -> None:
    wanted = [f"{chapter}{number}" for chapter, numbers in MUST.items() for number in numbers]
    assert [row.id for row in ROWS] == wanted
    assert len(wanted) == len(set(wanted)) == 120


def test_the_requirements_are_those_of_the_design(shared: Path) -> None:
    design = (shared / "design" / "requirements.md").read_text("utf-8")
    assert [row.id for row in ROWS] == re.findall(r"^\| ([A-L]\d+) \|.*\| M \|$", design, re.MULTILINE)


@pytest.mark.parametrize("name", sorted({name for row in ROWS for name in row.shown}))
def test_a_test_that_is_named_exists(root: Path, name: str) -> None:
    assert is_there(root / "tests", name), f"tests/{name} does not exist"


def test_a_test_that_does_not_exist_is_seen(root: Path) -> None:
    assert not is_there(root / "tests", "docs/test_coverage::test_of_nothing")
    assert not is_there(root / "tests", "broken/Z99-nothing")
    assert is_there(root / "tests", "docs/test_coverage::test_a_test_that_does_not_exist_is_seen")


def test_a_row_says_its_state() -> None:
    text = """
    A1: {does: One., shown: [a]}
    A2: {does: Two., shown: [a], pending: half}
    A3: {does: Three., pending: all}
    A4: {does: Four., refused: never}
    """
    assert [row.state for row in requirements(text)] == list(State)


def test_a_row_without_a_test_or_a_reason_is_refused() -> None:
    with pytest.raises(ValueError, match="A1"):
        requirements("A1: {does: Something.}")
