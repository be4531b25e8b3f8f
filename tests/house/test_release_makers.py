"""Only two places make a Release: its loader, from certified files, and the gate, from aggregates."""

import ast
from collections.abc import Iterator

import pytest

MAKERS = {"generator/release.py", "generator/disclosure/gate.py"}
PYDANTIC_MAKERS = {"construct", "model_construct", "model_validate", "model_validate_json", "parse_obj"}


def makings(module: ast.Module) -> Iterator[int]:
    """Lines where a Release is made, or hidden behind another name under which it could be."""
    for node in ast.walk(module):
        match node:
            case ast.Call(func=ast.Name("Release") | ast.Attribute(attr="Release")):
                yield node.lineno
            case ast.Attribute(ast.Name("Release") | ast.Attribute(attr="Release"), attr) if (
                attr in PYDANTIC_MAKERS
            ):
                yield node.lineno
            case ast.ImportFrom(names=names) if any(
                name.name == "Release" and name.asname not in (None, "Release") for name in names
            ):
                yield node.lineno
            case ast.Assign(value=ast.Name("Release") | ast.Attribute(attr="Release")):
                yield node.lineno


def test_only_the_loader_and_the_gate_make_a_release(sources: dict[str, ast.Module]) -> None:
    assert not [
        f"{path}:{line}" for path, module in sources.items() if path not in MAKERS for line in makings(module)
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Release(study='s')",
        "release.Release(study='s')",
        "Release.model_construct()",
        "json_read = Release.model_validate_json",
        "from generator.release import Release as Open",
        "Open = Release",
    ],
)
def test_the_scan_sees_a_making(line: str) -> None:
    assert list(makings(ast.parse(line))) == [1]


@pytest.mark.parametrize(
    "line",
    [
        "from generator.release import Release",
        "def publish(release: Release) -> None: ...",
        "isinstance(thing, Release)",
    ],
)
def test_the_scan_lets_a_reader_through(line: str) -> None:
    assert list(makings(ast.parse(line))) == []
