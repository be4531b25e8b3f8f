"""What the product must do and the tests that show it: a table, written as a page of the manual."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

import yaml

TABLE = Path(__file__).resolve().parent.parent / "coverage" / "requirements.yml"
MUST = {
    "A": (1, 3, 4, 5, 8, 9, 11, 12, 13, 14, 15, 17, 18, 19, 21, 26, 27, 28, 30),
    "B": (2, 4, 6, 7, 8, 9, 10, 11, 13, 14, 15, 17, 18, 19),
    "D": (1, 2, 3, 5, 6, 7, 8, 9, 10, 11, 13, 15, 16, 17, 18, 19, 20, 21, 24, 25),
    "E": (2, 5, 6, 7, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19),
    "F": (2, 3, 5, 6),
    "H": (1, 2, 3, 4, 5, 6, 9, 10, 11, 12, 13, 14, 15, 16, 17),
    "I": (1, 3, 10),
    "J": (3, 7, 9, 10, 11, 18, 21, 22, 23, 24, 27, 28),
    "K": (1, 2, 3, 8, 9, 10, 11, 12, 13, 14, 16, 17, 19, 21),
    "L": (1, 2, 3, 6, 11),
}
"""The ids of all that the product must do, by chapter."""
CHAPTERS = {
    "A": "Customer experience",
    "B": "Employee experience",
    "D": "Surveys",
    "E": "Qualitative work",
    "F": "Building together",
    "H": "Method, return, protection of data",
    "I": "Co-design workshop",
    "J": "World café",
    "K": "Symmetry workshop",
    "L": "Employees and customers",
}


class State(Enum):
    """How far a requirement is met."""

    SHOWN = "shown"
    PARTLY = "partly shown"
    PENDING = "pending"
    REFUSED = "refused"


@dataclass(frozen=True)
class Requirement:
    """One thing the product must do; ``reason`` is what is missing, or why it is refused."""

    id: str
    does: str
    shown: tuple[str, ...]
    state: State
    reason: str


def requirements(text: str | None = None) -> list[Requirement]:
    """Every row of the table, in its order.

    Raises:
        ValueError: a row has neither a test nor a reason, or a key that is not known.
    """
    rows = yaml.safe_load(TABLE.read_text("utf-8") if text is None else text)
    return [_requirement(name, row) for name, row in rows.items()]


def _requirement(name: str, row: Mapping[str, object]) -> Requirement:
    strange = row.keys() - {"does", "shown", "pending", "refused"}
    given = row.get("shown") or ()
    reason = row.get("refused") or row.get("pending") or ""
    if strange or not isinstance(given, list | tuple) or not (given or reason):
        raise ValueError(f"{name}: a row says what it does, then a test that shows it or a reason: {row}")
    return Requirement(name, str(row["does"]), tuple(map(str, given)), _state(row), str(reason))


def _state(row: Mapping[str, object]) -> State:
    if "refused" in row:
        return State.REFUSED
    if "pending" in row:
        return State.PARTLY if row.get("shown") else State.PENDING
    return State.SHOWN


def is_there(tests: Path, name: str) -> bool:
    """Whether a test exists: a folder of ``tests/broken``, or a function at the top of a file."""
    if name.startswith("broken/"):
        return (tests / name / "case.yml").is_file()
    file, _, function = name.partition("::")
    path = tests / f"{file}.py"
    return path.is_file() and function in _functions(path)


def _functions(path: Path) -> set[str]:
    tree = ast.parse(path.read_text("utf-8"))
    return {
        node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }


def markdown() -> str:
    """The page of the manual."""
    return "\n".join(_lines(requirements())) + "\n"


def _lines(rows: list[Requirement]) -> Iterator[str]:
    yield from ("# What is covered, and by which test", "")
    yield "Every requirement of the product, with the tests that show it, or what is still missing."
    yield "Written from `tests/coverage/requirements.yml`; a test checks that each test named here exists."
    yield from ("", "| State | Requirements |", "|---|---|")
    for state in State:
        yield f"| {state.value} | {sum(row.state is state for row in rows)} |"
    yield f"| all | {len(rows)} |"
    for chapter, title in CHAPTERS.items():
        yield from (
            "",
            f"## {chapter}. {title}",
            "",
            "| Id | What the product does | State | Shown by |",
            "|---|---|---|---|",
        )
        yield from (_line(row) for row in rows if row.id[0] == chapter)


def _line(row: Requirement) -> str:
    tests = " ".join(f"`{name}`" for name in row.shown)
    state = row.state.value + (f": {row.reason}" if row.reason else "")
    return f"| {row.id} | {row.does} | {state} | {tests} |"
