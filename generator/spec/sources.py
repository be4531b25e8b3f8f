"""The files of one spec as one tree, with the place of everything in it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from generator.errors import Position
from generator.spec.reader import Document, Path, Value


@dataclass(frozen=True, slots=True)
class Sources:
    """A main file, and the files that each hold the value of one of its top-level keys."""

    main: Document
    parts: Mapping[str, Document] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def tree(self) -> dict[str, Value]:
        """All keys of all files; nothing when the main file is not a map."""
        main = self.main.tree if isinstance(self.main.tree, Mapping) else {}
        return {**main, **{key: part.tree for key, part in self.parts.items()}}

    def scalars(self) -> Iterator[tuple[Path, str]]:
        """Every text of the files, with its path, in the order written."""
        for key, value in self.tree.items():
            yield from _scalars(value, (key,))

    def locate(self, path: Path, offset: int = 0) -> Position:
        """Where a value stands, or the ``offset``-th character of it; of its nearest parent when implied."""
        part = self.parts.get(str(path[0])) if path else None
        return part.locate(path[1:], offset) if part else self.main.locate(path, offset)

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
