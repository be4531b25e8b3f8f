"""Nothing is kept that nothing uses: texts of the catalogue, classes of the style sheets."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from generator.words.catalogue import texts

ROOT = Path(__file__).parents[2]
PLACE = r"[^ ]+"
"""What a name made while running may hold at one place."""


def sources(*suffixes: str) -> Iterator[str]:
    for room in ("generator", "themes"):
        for file in sorted((ROOT / room).rglob("*")):
            if file.suffix in suffixes:
                yield file.read_text("utf-8")


@cache
def written() -> frozenset[str]:
    """Every literal text of the code, and every quoted word of the templates."""
    said = {
        node.value
        for source in sources(".py")
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    marked = [r"\"([^\"\n]+)\"", r"'([^'\n]+)'", r"\bword\.(\w+)"]
    quoted = (re.findall(mark, text) for mark in marked for text in sources(".jinja", ".html"))
    return frozenset(said.union(*quoted))


@cache
def made() -> tuple[re.Pattern[str], ...]:
    """Every name that the code or a template fills in, as the names it may give.

    One that begins with nothing, or with a part of the catalogue alone, says nothing of what is asked for.
    """
    shapes = {
        "".join(
            re.escape(part.value) if isinstance(part, ast.Constant) and isinstance(part.value, str) else PLACE
            for part in node.values
        )
        for source in sources(".py")
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.JoinedStr)
    }
    for text in sources(".jinja"):
        shapes |= {re.escape(start) + PLACE for start in re.findall(r"\"([a-z_.]+\.)\" *[~+]", text)}
    starts = {shape: shape.partition(PLACE)[0] for shape in shapes}
    parts = {key.partition(".")[0] for key in texts()}
    bare = {re.escape(f"{part}.") for part in parts}
    told = (shape for shape, start in starts.items() if r"\." in start and start not in bare)
    return tuple(re.compile(shape) for shape in sorted(told))


FAMILIES = ("diff.", "help.", "verify.", "pages.change.", "pages.versus_rest.")
"""Texts named by what was found or taken all at once: a section, a proof, a verdict, the pages of help."""


def is_said(key: str) -> bool:
    """By its whole name, or by the name that pages give it, which leaves out the part it is in."""
    if key.startswith(FAMILIES):
        return True
    names = (key, key.partition(".")[2])
    return any(name in written() or any(shape.fullmatch(name) for shape in made()) for name in names)


def test_every_text_is_said_somewhere() -> None:
    assert [key for key in texts() if not key.startswith("codes.") and not is_said(key)] == []


def test_a_text_that_nothing_says_would_be_found() -> None:
    assert not is_said("pages.series.nobody_says_this")


def test_every_class_of_the_styles_is_worn_by_something() -> None:
    """Classes of the search are those of its script, which is not ours."""
    styles = "".join(file.read_text("utf-8") for file in sorted((ROOT / "themes").rglob("*.css")))
    named = set(re.findall(r"\.([a-zA-Z_][\w-]*)", re.sub(r"/\*.*?\*/", "", styles, flags=re.DOTALL)))
    worn = set(re.findall(r"[\w-]+", "\n".join(sources(".py", ".jinja", ".js", ".html"))))
    layouts = {f"bo-layout-{layout}" for layout in worn}
    assert {name for name in named - worn - layouts if not name.startswith("md-search-")} == set()


@pytest.mark.parametrize("name", ["bo-main", "bo-deeds", "bo-scroll"])
def test_classes_are_read_where_pages_are_made(name: str) -> None:
    assert any(name in text for text in sources(".py", ".jinja", ".js", ".html"))
