"""No module reads the clock: time is `as_of`, or two builds could not be identical."""

import ast
import re
from collections.abc import Iterator

import pytest

# Progress may count seconds and the preview may wait; neither learns what day it is.
ALLOWED = {
    "generator/cli/session.py": {"monotonic", "perf_counter"},
    "generator/site/serve.py": {"sleep"},
}
READINGS = {"now", "utcnow", "today", "current_timestamp"}
SQL_READING = re.compile(
    r"\b(current_date|current_time|current_timestamp|localtimestamp)\b|\b(now|today)\(\)", re.IGNORECASE
)


def readings(module: ast.Module, allowed: frozenset[str] | set[str] = frozenset()) -> Iterator[int]:
    """Lines that read the clock: through datetime, pandas, numpy, the time module, or SQL."""
    docstrings = set(docstrings_of(module))
    clocks = set(names_of_time(module))
    for node in ast.walk(module):
        match node:
            case ast.Attribute(ast.Name(base), attr) if base in clocks and attr not in allowed:
                yield node.lineno
            case ast.Attribute(attr=attr) if attr in READINGS:
                yield node.lineno
            case ast.ImportFrom(module="time", names=names) if {name.name for name in names} - allowed:
                yield node.lineno
            case ast.Call(args=[ast.Constant("now" | "today"), *_]):
                yield node.lineno
            case ast.Constant(str(text)) if node not in docstrings and SQL_READING.search(text):
                yield node.lineno


def names_of_time(module: ast.Module) -> Iterator[str]:
    """What the time module is called here."""
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            yield from (name.asname or name.name for name in node.names if name.name == "time")


def docstrings_of(module: ast.Module) -> Iterator[ast.AST]:
    """Strings that stand alone as a statement: they speak of things and do nothing."""
    for node in ast.walk(module):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield node.value


def test_no_module_reads_the_clock(sources: dict[str, ast.Module]) -> None:
    assert not [
        f"{path}:{line}"
        for path, module in sources.items()
        for line in readings(module, ALLOWED.get(path, frozenset()))
    ]


@pytest.mark.parametrize(
    "line",
    [
        "datetime.now(tz=UTC)",
        "datetime.datetime.utcnow()",
        "date.today()",
        "default_factory = date.today",
        "pd.Timestamp.now()",
        "pd.Timestamp('today')",
        "np.datetime64('now')",
        "import time; time.time()",
        "import time as clock; clock.localtime()",
        "import time; time.monotonic()",
        "from time import strftime",
        "connection.sql('SELECT current_date')",
        "connection.sql(f'SELECT * FROM {table} WHERE day < now()')",
    ],
)
def test_the_scan_sees_a_reading(line: str) -> None:
    assert set(readings(ast.parse(line))) == {1}


def test_the_scan_lets_what_is_allowed_through() -> None:
    module = ast.parse('"""Never now()."""\nimport time\nstarted = time.monotonic()\ndate(2026, 1, 1)')
    assert list(readings(module, {"monotonic"})) == []
