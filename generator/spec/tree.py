"""YAML events become plain maps, lists and texts, with the place of every key and value.

Events rather than pyyaml's nodes: its composer follows aliases, drops which line a duplicate was on
and exhausts the stack on deep input, and this is where all three are refused.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import yaml

from generator.spec.text import BAD_CHARACTERS, Fault

MAX_DEPTH = 20
"""Maps and lists inside one another. A study needs six."""

MAX_FAULTS = 1000
"""More than anyone reads: what goes on after so many is not a spec."""

_TOO_CLOSE = re.compile(r" (#[^\s#][^\n]*)")
"""``Branch #1``, where the author meant no comment: those have a space after their sign, or some before."""

Path: TypeAlias = tuple[str | int, ...]
"""The keys and list indices that lead to a value."""


class Scalar(str):
    """The text of a scalar exactly as written; ``plain`` unless quoted or in a block."""

    __slots__ = ("plain",)
    plain: bool

    def __new__(cls, text: str, plain: bool = True) -> "Scalar":
        scalar = super().__new__(cls, text)
        scalar.plain = plain
        return scalar


Value: TypeAlias = Scalar | Mapping[str, "Value"] | Sequence["Value"]


@dataclass(frozen=True, slots=True)
class Tree:
    """What the events said. ``whole`` unless some of it could not be taken; then ``value`` may be None."""

    value: Value | None
    places: Mapping[Path, int]
    """Index in the text of each value."""
    key_places: Mapping[Path, int]
    faults: tuple[Fault, ...]
    whole: bool


class Broken(Exception):
    """The parser gave up; ``tree`` is what it had read until then."""

    def __init__(self, tree: Tree, error: yaml.YAMLError | ValueError):
        self.tree = tree
        self.error = error


def grow(text: str) -> Tree:
    """The tree of one YAML document.

    Raises:
        Broken: the text is not YAML.
    """
    builder = _Builder(text)
    try:
        return builder.tree(builder.document(), whole=True)
    except _Halt:
        return builder.tree(None, whole=False)
    except (yaml.YAMLError, ValueError) as error:  # ValueError: an escape beyond Unicode, in pyyaml's chr()
        raise Broken(builder.tree(None, whole=False), error) from error


class _Halt(Exception):
    """Reading further would be of no use, or dangerous."""


class _Builder:
    def __init__(self, text: str):
        self._text = text
        self._events: Iterator[Any] = yaml.parse(text, Loader=yaml.SafeLoader)
        self._places: dict[Path, int] = {}
        self._key_places: dict[Path, int] = {}
        self._lines: dict[Path, int] = {}
        """The line of each key, for the next one of that name."""
        self._faults: list[Fault] = []
        self._whole = True
        self._muted = False
        """Inside a value that has no place in the tree: its faults count, its places do not."""

    def tree(self, value: Value | None, whole: bool) -> Tree:
        faults = tuple(self._faults)
        return Tree(value, self._places, self._key_places, faults, whole and self._whole)

    def document(self) -> Value:
        next(self._events)  # the stream's start
        start = next(self._events)
        if isinstance(start, yaml.StreamEndEvent):
            self._halt("Y08.empty", 0)
        root: Any = next(self._events)
        if isinstance(root, yaml.ScalarEvent) and not (root.value or root.style or root.anchor or root.tag):
            self._halt("Y08.empty", 0)
        value = self._value(root, ())
        next(self._events)  # the document's end
        after: Any = next(self._events)
        if not isinstance(after, yaml.StreamEndEvent):
            self._whole = False
            self._fault("Y00.documents", after.start_mark.index)
        return value

    def _value(self, event: Any, path: Path) -> Value:
        self._refuse_marks(event)
        self._place(self._places, path, event)
        match event:
            case yaml.AliasEvent():
                self._whole = False
                return Scalar("")
            case yaml.ScalarEvent():
                return self._scalar(event)
            case yaml.SequenceStartEvent():
                self._measure(event, path)
                return self._sequence(path)
            case _:
                self._measure(event, path)
                return self._mapping(event, path)

    def _refuse_marks(self, event: Any) -> None:
        """Anchors, aliases and tags."""
        index = event.start_mark.index
        if isinstance(event, yaml.AliasEvent):
            self._fault("Y06.alias", index, text=f"*{event.anchor}")
        elif event.anchor is not None:
            self._fault("Y06.anchor", index, text=f"&{event.anchor}")
        tag = getattr(event, "tag", None)
        if tag is not None:
            written = re.compile(r"![^\s,\]}]*").search(self._text, index)
            self._fault("Y06.tag", written.start() if written else index, text=written[0] if written else tag)

    def _measure(self, event: Any, path: Path) -> None:
        if len(path) >= MAX_DEPTH:
            self._halt("Y08.deep", event.start_mark.index, limit=MAX_DEPTH)

    def _scalar(self, event: Any) -> Scalar:
        if event.style == '"' and BAD_CHARACTERS.search(event.value):
            bad = BAD_CHARACTERS.findall(event.value)[0]
            self._fault("Y08.control", event.start_mark.index, code=f"U+{ord(bad):04X}")
        comment = None if event.style else _TOO_CLOSE.match(self._text, event.end_mark.index)
        if comment:
            self._fault("Y09.comment", comment.start(1), text=_named(event.value), rest=_named(comment[1]))
        return Scalar(BAD_CHARACTERS.sub("\ufffd", event.value), plain=not event.style)

    def _sequence(self, path: Path) -> list[Value]:
        items: list[Value] = []
        for event in self._until(yaml.SequenceEndEvent):
            items.append(self._value(event, (*path, len(items))))
            self._refuse_split_sentence(event, items[-1], (*path, len(items) - 1))
        return items

    def _refuse_split_sentence(self, event: Any, item: Value, path: Path) -> None:
        """``- Le titre : suite``, which YAML silently reads as a map of one key."""
        inline = self._text[event.start_mark.index : event.start_mark.index + 1] == "{"
        if isinstance(item, dict) and len(item) == 1 and not inline:
            (key,) = item
            index = self._key_places.get((*path, key))
            colon = index is not None and self._spaced_colon(index + len(key))
            if colon and not self._has_two_words(key):
                self._fault("Y03.colon", colon)

    def _mapping(self, start: Any, path: Path) -> dict[str, Value]:
        entries: dict[str, Value] = {}
        split = _Split(self._text)
        for key in self._until(yaml.MappingEndEvent):
            if not isinstance(key, yaml.ScalarEvent) or not (key.value or key.style):
                self._fault("Y00.key", key.start_mark.index)
                self._aside(key, path)
                self._aside(next(self._events), path)
                continue
            value = next(self._events)
            if start.flow_style and _is_bare(key, value, self._text):
                self._bare(key, split)
            else:
                self._settle(split, entries)
                self._entry(entries, key, value, path)
                split.begin(str(key.value), value)
        self._settle(split, entries)
        return entries

    def _bare(self, key: Any, split: "_Split") -> None:
        self._refuse_marks(key)
        if split.is_open and not key.style:
            split.extend(key)
        else:
            self._fault("Y00.no_value", key.start_mark.index, key=_named(key.value))

    def _settle(self, split: "_Split", entries: dict[str, Value]) -> None:
        """Says that a text was cut at its commas, and puts it together again."""
        if split.is_cut:
            self._fault("Y09", split.start, text=_named(split.text))
            entries[split.name] = Scalar(split.text)
        split.close()

    def _entry(self, entries: dict[str, Value], key: Any, event: Any, path: Path) -> None:
        name = str(key.value)
        self._refuse_marks(key)
        self._refuse_key(key, name)
        if name == "<<" and not key.style:
            self._whole = False
            self._fault("Y06.merge", key.start_mark.index, text="<<")
            self._aside(event, (*path, name))
        elif name in entries:
            first, line = self._lines[(*path, name)], key.start_mark.line + 1
            self._fault("Y01", key.start_mark.index, key=_named(name), line=line, first=first)
            self._aside(event, (*path, name))
        else:
            self._lines[(*path, name)] = key.start_mark.line + 1
            self._place(self._key_places, (*path, name), key)
            entries[name] = self._value(event, (*path, name))

    def _refuse_key(self, key: Any, name: str) -> None:
        index, end = key.start_mark.index, key.end_mark.index
        false = next((i for i, character in enumerate(name) if _is_false_space(character)), None)
        colon = None if key.style else self._spaced_colon(end)
        if colon and self._has_two_words(name):
            self._fault("Y03.colon", colon)
        elif false is not None:
            code = f"U+{ord(name[false]):04X}"
            place = index + false + bool(key.style)
            self._fault("Y04.key", place, key=_named(name), code=code)

    @staticmethod
    def _has_two_words(name: str) -> bool:
        """A key of ours has one; two before a French colon are a sentence."""
        return len(name.split()) > 1

    def _spaced_colon(self, end: int) -> int | None:
        """Where the colon after a key stands, when a space goes before it as French has it."""
        colon = re.compile("[ ]*:").match(self._text, end)
        spaced = colon and (colon.end() - end > 1 or self._text[end - 1] in "\u00a0\u202f")
        return colon.end() - 1 if colon and spaced else None

    def _aside(self, event: Any, path: Path) -> None:
        """Reads a value only for what is wrong in it."""
        muted, self._muted = self._muted, True
        self._value(event, (*path, "?"))
        self._muted = muted

    def _until(self, end: type) -> Iterator[Any]:
        while not isinstance(event := next(self._events), end):
            yield event

    def _place(self, places: dict[Path, int], path: Path, event: Any) -> None:
        if not self._muted:
            places[path] = event.start_mark.index

    def _fault(self, code: str, index: int, /, **values: object) -> None:
        self._faults.append(Fault(code, index, values))
        if len(self._faults) >= MAX_FAULTS:
            raise _Halt

    def _halt(self, code: str, index: int, /, **values: object) -> None:
        self._fault(code, index, **values)
        raise _Halt


class _Split:
    """An unquoted text of an inline map, followed past the commas that cut it."""

    def __init__(self, text: str):
        self._source = text
        self.close()

    def begin(self, name: str, value: Any) -> None:
        self.name = name
        self.is_open = isinstance(value, yaml.ScalarEvent) and not value.style and bool(value.value)
        self.start, self._end = value.start_mark.index, value.end_mark.index

    def extend(self, key: Any) -> None:
        self._end = key.end_mark.index
        self.is_cut = True

    def close(self) -> None:
        self.name, self.start, self._end = "", 0, 0
        self.is_open = self.is_cut = False

    @property
    def text(self) -> str:
        return " ".join(self._source[self.start : self._end].split())


def _is_bare(key: Any, value: Any, text: str) -> bool:
    """A key of an inline map that has not even a colon."""
    empty = isinstance(value, yaml.ScalarEvent) and not value.value and not value.style
    return empty and ":" not in text[key.end_mark.index : value.end_mark.index]


def _is_false_space(character: str) -> bool:
    return character != " " and unicodedata.category(character) in ("Zs", "Zl", "Zp", "Cc", "Cf")


def _named(text: str) -> str:
    """A key or a value for a message: its invisible characters shown, its length bounded."""
    visible = "".join("\u2423" if _is_false_space(character) else character for character in text[:80])
    return visible if len(text) <= 80 else f"{visible[:79]}…"
