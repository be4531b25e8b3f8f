"""The package as its own text: what the tests about the house read."""

import ast
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def sources(root: Path) -> dict[str, ast.Module]:
    """Every module of the package, parsed, by its path from the root of the repository."""
    return {
        path.relative_to(root).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted((root / "generator").rglob("*.py"))
    }
