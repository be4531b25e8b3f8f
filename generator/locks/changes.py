"""What differs between two trees of a spec, from the deepest part named."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from generator.locks.instrument import Tree

Keys: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is no longer as frozen: where, and both versions (None: it is not there)."""

    path: Keys
    frozen: Tree | None
    given: Tree | None

    @property
    def name(self) -> str:
        """Its path as ``amended:`` names it: ``priorities.cut``."""
        return ".".join(self.path)

    @property
    def is_reordered(self) -> bool:
        """Whether the same parts stand in another order."""
        return isinstance(self.frozen, Mapping) and self.frozen == self.given


def changes(frozen: Tree | None, given: Tree | None, path: Keys = ()) -> Iterator[Change]:
    """What one tree says otherwise than another, maps compared key by key and in their order."""
    if frozen == given and _order(frozen) == _order(given):
        return
    if not (isinstance(frozen, Mapping) and isinstance(given, Mapping)):
        yield Change(path, frozen, given)
        return
    if set(frozen) == set(given) and list(frozen) != list(given):
        yield Change(path, frozen, given)
    for name in dict.fromkeys((*frozen, *given)):
        yield from changes(frozen.get(name), given.get(name), (*path, name))


def _order(tree: Tree | None) -> list[object]:
    """The keys of a tree in their order, all the way down: maps are equal whatever their order."""
    if not isinstance(tree, Mapping):
        return []
    return [(name, _order(child)) for name, child in tree.items()]
