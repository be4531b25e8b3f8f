"""The table of bad inputs: each number of the specification has a test, here or in the room that meets it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
OWN = ("test_bad_inputs.py", "test_bad_inputs_by_number.py", "test_solver.py")
"""A test is named after its numbers (``test_58_59_…``), or its case begins with one (``"42 a leaver…"``)."""
ELSEWHERE = {
    34: ("rooms/audit/test_audit.py", "test_a_kind_of_file_that_hides_data"),
    35: ("rooms/audit/test_audit.py", "test_numbers_in_drawings_and_images"),
    36: ("rooms/audit/test_audit.py", "test_a_withheld_number_that_is_printed"),
}
"""What the gate does not see: the bytes of a site."""
NUMBERS = [*range(1, 55), *range(56, 70), *range(86, 91)]
"""Those between, and 55, are read by people or by the rules on quotes."""


def functions(file: Path) -> set[str]:
    nodes = ast.walk(ast.parse(file.read_text("utf-8")))
    return {node.name for node in nodes if isinstance(node, ast.FunctionDef)}


def named(file: Path) -> Iterator[int]:
    """The numbers that tests of a file, and their cases, are named after."""
    for name in functions(file):
        for number in re.findall(r"\d+", (re.match(r"test((?:_\d+)+)_", name) or [""])[0]):
            yield int(number)
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield from (int(number) for number in re.findall(r"^(\d+) [a-z]", node.value))


@pytest.fixture(scope="module")
def met() -> set[int]:
    return {number for file in OWN for number in named(TESTS / "attack" / file)}


@pytest.mark.parametrize("number", NUMBERS)
def test_a_bad_input_has_its_test(number: int, met: set[int]) -> None:
    if number in ELSEWHERE:
        file, name = ELSEWHERE[number]
        assert name in functions(TESTS / file)
    else:
        assert number in met


def test_a_number_without_a_test_is_noticed(tmp_path: Path) -> None:
    file = tmp_path / "test_one.py"
    file.write_text('def test_7_8_one() -> None:\n    """9 lives."""\n    assert "10 cats"\n', "utf-8")
    assert set(named(file)) == {7, 8, 9, 10}
