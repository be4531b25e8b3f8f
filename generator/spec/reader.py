"""Strict reading of a YAML file: keys and scalars stay text, every place is kept, all problems at once."""

import re
import stat
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate
from pathlib import Path as File

from generator.errors import Diagnostic, Position
from generator.spec.syntax import explain
from generator.spec.text import BAD_CHARACTERS, Fault, inspect
from generator.spec.tree import Broken, Path, Scalar, Tree, Value, grow

__all__ = ["Document", "Path", "Scalar", "Value", "read", "read_text"]

MAX_BYTES = 2_000_000
"""A study is a few tens of kilobytes. More is data in the wrong place, or an attack."""
_MAX_REPAIRS = 50
_MAX_REREAD = 1_000_000
"""Characters parsed again after repairs, all together: many problems in a long file stay quick to tell."""
_MAX_PROBLEMS = 200
_EXCERPT = 160


@dataclass(frozen=True, slots=True)
class Document:
    """A file read: its tree of maps, lists and ``Scalar`` texts, and where everything in it stands."""

    file: str
    """Its path in the workspace."""
    tree: Value
    places: Mapping[Path, Position]
    """Of each value, by the keys and list indices that lead to it; ``()`` is the whole."""
    key_places: Mapping[Path, Position]
    """Of the key of each value that has one."""
    lines: tuple[str, ...] = field(repr=False)

    def locate(self, path: Path, offset: int | None = None) -> Position:
        """Where the value at ``path`` starts, or where the ``offset``-th character of its text stands.

        The first character of a quoted text or of a block is not where its value starts: its sign is.
        A path that leads nowhere gives the place of what it got to: a missing key is missing from there.
        """
        known = next(path[:length] for length in range(len(path), -1, -1) if path[:length] in self.places)
        start = self.places[known]
        if offset is None or known != path:
            return start
        text = self._value(known)
        return self._inside(start, text, offset) if isinstance(text, Scalar) else start

    def locate_key(self, path: Path) -> Position:
        """Where the key of the value at ``path`` stands; an item of a list has none: its own place."""
        return self.key_places.get(path) or self.locate(path)

    def excerpt(self, position: Position) -> str | None:
        """The line at ``position`` as a message may show it."""
        return _excerpt(self.lines, position)

    def _value(self, path: Path) -> Value:
        value: Value = self.tree
        for step in path:
            value = value[step]  # type: ignore[index]  # a known path: each step fits its node
        return value

    def _inside(self, start: Position, text: str, offset: int) -> Position:
        """Folding changes only the spaces of a text, so its n-th letter is the n-th letter of the source."""
        line, column = start.line - 1, start.column - 1
        opening = self.lines[line][column : column + 1]
        if opening in ("|", ">"):
            line, column = line + 1, 0
        elif opening in ("'", '"'):
            column += 1
        spaces = re.compile(r"[ \t\n]*").match(text, offset)
        last = spaces.end() if spaces else offset
        for letter in re.sub(r"[ \t\n]", "", text[: last + 1]):
            found = self._find(letter, line, column)
            if found is None:  # an escape or a doubled quote: the source is not the text
                return start
            line, column = found[0], found[1] + 1
        return Position(self.file, line + 1, column if last < len(text) else column + 1)

    def _find(self, letter: str, line: int, column: int) -> tuple[int, int] | None:
        """The source's next letter from a place on, if it is the one expected."""
        for number in range(line, len(self.lines)):
            rest = self.lines[number][column if number == line else 0 :]
            blank = len(rest) - len(rest.lstrip(" \t"))
            if blank == len(rest):
                continue
            place = len(self.lines[number]) - len(rest) + blank
            return (number, place) if rest[blank] == letter else None
        return None


def read(path: File, name: str) -> tuple[Document | None, list[Diagnostic]]:
    """The document in ``path`` and every problem found in it, in the order of the file.

    ``name`` is the file's path in the workspace, for positions. The document is given although
    there are problems whenever its tree still says what its author meant, so that later checks can
    find more in the same run; it is ``None`` when something of it could not be read.
    """
    data = _bytes(path)
    if isinstance(data, Fault):
        return None, [Diagnostic(data.code, Position(name), data.values)]
    return _document(*_decoded(data), name)


def read_text(content: str, name: str) -> tuple[Document | None, list[Diagnostic]]:
    """The document that a text makes, as ``read`` gives it: what a revision held, and no file holds now."""
    return _document(content, [], name)


def _document(content: str, misread: list[Fault], name: str) -> tuple[Document | None, list[Diagnostic]]:
    # A null byte beside foreign ones: UTF-16, or no text at all. Nothing more can be said of it.
    tree, faults = (None, []) if misread and "\0" in content else _parsed(content)
    source = _Source(name, content)
    problems = [source.diagnostic(fault) for fault in source.told([*misread, *faults])]
    if tree is None or tree.value is None or misread:
        return None, problems
    places = {at: source.position(index) for at, index in tree.places.items()}
    key_places = {at: source.position(index) for at, index in tree.key_places.items()}
    return Document(name, tree.value, places, key_places, source.lines), problems


class _Source:
    """A text by its lines, from an index in it to what people read."""

    def __init__(self, name: str, content: str):
        self._name = name
        self.lines = tuple(content.split("\n"))
        self._starts = [0, *accumulate(len(line) + 1 for line in self.lines)]

    def position(self, index: int) -> Position:
        line = self._line(index)
        return Position(self._name, line, index - self._starts[line - 1] + 1)

    def _line(self, index: int) -> int:
        return bisect_right(self._starts, index, hi=len(self.lines))

    def told(self, faults: Iterable[Fault]) -> list[Fault]:
        """The faults to tell, in the order of the file: bad syntax once a line, and only if alone on it."""
        unique = {(fault.code, fault.index): fault for fault in faults}.values()
        others = [fault for fault in unique if not fault.code.startswith("Y00")]
        explained = {self._line(fault.index) for fault in others}
        syntax = [fault for fault in reversed(unique) if fault.code.startswith("Y00")]
        alone = {
            self._line(fault.index): fault for fault in syntax if self._line(fault.index) not in explained
        }
        return sorted([*others, *alone.values()], key=lambda fault: (fault.index, fault.code))[:_MAX_PROBLEMS]

    def diagnostic(self, fault: Fault) -> Diagnostic:
        position = self.position(fault.index)
        return Diagnostic(fault.code, position, fault.values, _excerpt(self.lines, position))


def _bytes(path: File) -> bytes | Fault:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return Fault("Y08.unreadable", 0)
        if status.st_size > MAX_BYTES:
            return Fault("Y08.big", 0, {"limit": MAX_BYTES // 1_000_000})
        return path.read_bytes()
    except FileNotFoundError:
        return Fault("Y08.missing", 0)
    except (OSError, ValueError):  # ValueError: a null byte in the path
        return Fault("Y08.unreadable", 0)


def _decoded(data: bytes) -> tuple[str, list[Fault]]:
    """The text with plain line ends; what is not UTF-8 is read as Windows-1252, to look for more."""
    text = data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "surrogateescape")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    foreign = _FOREIGN.search(text)
    return _FOREIGN.sub(_as_windows, text), [Fault("Y08.encoding", foreign.start())] if foreign else []


_FOREIGN = re.compile("[\udc80-\udcff]")


def _as_windows(byte: re.Match[str]) -> str:
    return bytes([ord(byte[0]) - 0xDC00]).decode("cp1252", "replace")


# While one file is edited and the studies read again, the others say what they said.
@lru_cache(maxsize=32)
def _parsed(content: str) -> tuple[Tree | None, list[Fault]]:
    """The tree, and all faults: after each one that stops the parser, the text is repaired and read again."""
    text = inspect(content)
    faults, source, reread = list(text.faults), text.content, 0
    for _ in range(_MAX_REPAIRS):
        try:
            tree = grow(source)
        except Broken as broken:
            explanation = explain(broken.error, source)
            faults.append(explanation.fault)
            reread += len(source)
            if explanation.repair is None or reread > _MAX_REREAD:
                return None, _without_echoes([*faults, *broken.tree.faults], text.sound)
            source = f"{source[: explanation.repair]}{explanation.instead}{source[explanation.repair + 1 :]}"
        else:
            sound = text.sound and tree.whole and not reread
            return tree if sound else None, [*faults, *tree.faults]
    return None, faults


def _without_echoes(faults: list[Fault], sound: bool) -> list[Fault]:
    """A tab taken for some spaces gives wrong indentations further on: only the tab is the problem."""
    return [fault for fault in faults if sound or not fault.code.startswith("Y00")]


def _excerpt(lines: tuple[str, ...], position: Position) -> str | None:
    if not 0 < position.line <= len(lines):
        return None
    line = BAD_CHARACTERS.sub("\ufffd", lines[position.line - 1]).replace("\t", "→")
    start = max(0, position.column - _EXCERPT // 2) if len(line) > _EXCERPT else 0
    shown = line[start : start + _EXCERPT].rstrip()
    return f"{'…' if start else ''}{shown}{'…' if start + _EXCERPT < len(line) else ''}"
