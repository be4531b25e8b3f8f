"""The files of one spec as one tree, with the place of everything in it."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from generator.errors import Position
from generator.spec.reader import Document, Path, Value


@dataclass(frozen=True, slots=True)
class Sources:
    """A main file, and the files that each hold the value of one of its top-level keys."""

    main: Document
    parts: Mapping[str, Document] = field(default_factory=lambda: MappingProxyType({}))
    chosen: Mapping[Path, str] = field(default_factory=lambda: MappingProxyType({}))
    """Where a text stands once per language, the key of the one that is read."""

    @property
    def tree(self) -> dict[str, Value]:
        """All keys of all files; nothing when the main file is not a map."""
        main = self.main.tree if isinstance(self.main.tree, Mapping) else {}
        whole = {**main, **{key: part.tree for key, part in self.parts.items()}}
        return (
            {key: _read(value, (key,), self.chosen) for key, value in whole.items()} if self.chosen else whole
        )

    def choosing(self, chosen: Mapping[Path, str]) -> "Sources":
        """The same files, read in one language: each path leads to its text, and so does its place."""
        return replace(self, chosen=chosen)

    def names_any(self, keys: Collection[str]) -> bool:
        """Whether one of these keys stands anywhere in the files."""
        documents = (self.main, *self.parts.values())
        return any(path[-1] in keys for document in documents for path in document.key_places)

    def scalars(self) -> Iterator[tuple[Path, str]]:
        """Every text of the files, with its path, in the order written."""
        for key, value in self.tree.items():
            yield from _scalars(value, (key,))

    def locate(self, path: Path, offset: int | None = None) -> Position:
        """Where a value stands, or the ``offset``-th character of it; of its nearest parent when implied."""
        path = self._said(path)
        part = self.parts.get(str(path[0])) if path else None
        return part.locate(path[1:], offset) if part else self.main.locate(path, offset)

    def _said(self, path: Path) -> Path:
        """The path of the text itself, where it stands once per language."""
        for length in range(1, len(path) + 1) if self.chosen else ():
            if path[:length] in self.chosen:
                return (*path[:length], self.chosen[path[:length]], *path[length:])
        return path

    def locate_key(self, path: Path) -> Position:
        """Where the key of a value stands; the beginning of its file when it has one of its own."""
        part = self.parts.get(str(path[0])) if path else None
        return part.locate_key(path[1:]) if part else self.main.locate_key(path)

    def excerpt(self, position: Position) -> str | None:
        """The line of the spec at a place, as a message may show it."""
        for document in (self.main, *self.parts.values()):
            if document.file == position.file:
                return document.excerpt(position)
        return None


def _scalars(value: Value, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        yield path, value
        return
    entries = value.items() if isinstance(value, Mapping) else enumerate(value)
    for step, inner in entries:
        yield from _scalars(inner, (*path, step))


def _read(value: Value, path: Path, chosen: Mapping[Path, str]) -> Value:
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        if path in chosen:
            return value[chosen[path]]
        return {key: _read(inner, (*path, key), chosen) for key, inner in value.items()}
    return [_read(inner, (*path, index), chosen) for index, inner in enumerate(value)]
