"""A spec file as text: what of it no YAML parser should be asked to guess about.

Everything here works on lines, so it still speaks when the file is no YAML at all. Each problem is
repaired in a copy of the same length, so that the parser can go on and its positions stay true.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

BAD_CHARACTERS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)
"""Characters that no text needs: controls, stray line breaks, marks that reverse what a reviewer sees."""

BLANKS = "\t\u00a0\u1680\u2000-\u200f\u202f\u205f\u2060\u3000"
"""What looks like a space in an editor and is not one for YAML."""

_INDENTATION = re.compile(rf"[ {BLANKS}]*")
_AFTER_A_SIGN = re.compile(rf"(?: *- )*(?: *-|[ ]*[\w.-]+:)([{BLANKS}]+)(?=\S)")
_NOT_A_SPACE = re.compile(rf"[{BLANKS}]")
_DEPTH = re.compile(r" *(?:- +(?![|>]))*")
_OPENS_BLOCK = re.compile(r"(?:^|[:\-] )[ ]*[|>][+-]?[0-9]?[+-]?(?: +#.*)?$")


@dataclass(frozen=True, slots=True)
class Fault:
    """One problem: its code, its place in the text (0-based index) and the values of its sentences."""

    code: str
    index: int
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Text:
    """A text that may be parsed, what was wrong with it, and whether the repaired copy means the same."""

    content: str
    faults: tuple[Fault, ...]
    sound: bool


def inspect(text: str) -> Text:
    """The text with its controls, directives and false spaces made harmless, and each of them reported."""
    content = BAD_CHARACTERS.sub("\ufffd", text)
    directives, blanks = list(_directives(content)), list(_blanks(content))
    characters = list(content)
    for fault in directives:
        characters[fault.index] = "#"
    for start, end in blanks:
        characters[start:end] = " " * (end - start)
    faults = (*_controls(text), *directives, *(_blank(content, start) for start, _ in blanks))
    # How many spaces a tab stands for, nobody knows; any other blank stands for one.
    return Text("".join(characters), faults, sound=all("\t" not in content[a:b] for a, b in blanks))


def _controls(text: str) -> Iterator[Fault]:
    """One a line is enough: a binary file has one on every second character."""
    last = -1
    for found in BAD_CHARACTERS.finditer(text):
        line = text.count("\n", max(last, 0), found.start())
        if last < 0 or line:
            last = found.start()
            yield Fault("Y08.control", last, {"code": f"U+{ord(found[0]):04X}"})


def _directives(text: str) -> Iterator[Fault]:
    """``%YAML`` and its like: YAML has them only before the first line that says something."""
    for start, line in _lines(text):
        if line.startswith("%"):
            yield Fault("Y00.directive", start, {"text": line.strip()})
        elif line.strip() and not line.startswith("#"):
            return


def _blanks(text: str) -> Iterator[tuple[int, int]]:
    """Where a false space stands in the indentation, or right after the sign of a key or an item."""
    for start, line in _outside_blocks(text):
        spaces = _INDENTATION.match(line)
        indented = spaces.end() if spaces else 0
        if indented == len(line):
            continue
        false = _NOT_A_SPACE.search(line, 0, indented)
        if false:
            yield start + false.start(), start + indented
        after = _AFTER_A_SIGN.match(line, indented)
        if after:
            yield start + after.start(1), start + after.end(1)


def _blank(text: str, start: int) -> Fault:
    if text[start] == "\t":
        return Fault("Y04.tab", start)
    return Fault("Y04.blank", start, {"code": f"U+{ord(text[start]):04X}"})


def _outside_blocks(text: str) -> Iterator[tuple[int, str]]:
    """The lines that YAML reads as structure; within a ``>-`` block, spaces are the author's own."""
    block: int | None = None
    for start, line in _lines(text):
        spaces = len(line) - len(line.lstrip(" "))
        if block is not None and (spaces > block or not line.strip()):
            continue
        depth = _DEPTH.match(line)
        opens = depth and not line.lstrip().startswith("#") and _OPENS_BLOCK.search(line)
        block = depth.end() if depth and opens else None
        yield start, line


def _lines(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for line in text.split("\n"):
        yield start, line
        start += len(line) + 1
