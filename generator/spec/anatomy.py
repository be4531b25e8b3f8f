"""What the models say of themselves: which part of a spec a path leads to, and which keys it knows."""

from collections.abc import Iterable
from types import UnionType
from typing import Any, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from generator.spec.models.base import Node
from generator.spec.reader import Path


def keys_of(model: type[Node]) -> tuple[str, ...]:
    """The keys an author may write in a part, in the order of the models."""
    return tuple(key_of(name, field) for name, field in fields_of(model).items())


def fields_of(model: type[Node]) -> dict[str, FieldInfo]:
    """The fields an author may write; what the loader puts in by itself is no key."""
    return {name: field for name, field in model.model_fields.items() if not field.exclude}


def key_of(name: str, field: FieldInfo) -> str:
    """The key of a field in YAML."""
    return field.alias or name


def parts_at(model: type[Node], path: Path) -> tuple[type[Node], ...]:
    """The kinds of part that may stand at a path; none for a plain value or an unknown key."""
    found: list[Any] = [model]
    for step in path:
        found = [inner for annotation in found for inner in _inside(annotation, step)]
    return tuple(parts_in(found))


def parts_in(annotations: Iterable[Any]) -> list[type[Node]]:
    """The kinds of part among annotations, whatever wraps them."""
    return [part for annotation in annotations for part in _plain(annotation) if _is_part(part)]


def _inside(annotation: Any, step: str | int) -> list[Any]:
    """What may stand under a key or an index of a value of this annotation."""
    return [inner for plain in _plain(annotation) for inner in _entries(plain, step)]


def _entries(plain: Any, step: str | int) -> list[Any]:
    if _is_part(plain):
        return [f.annotation for name, f in fields_of(plain).items() if key_of(name, f) == step]
    if get_origin(plain) is dict:
        return [get_args(plain)[1]]
    if get_origin(plain) is tuple:
        return [get_args(plain)[0]]
    return []


def _plain(annotation: Any) -> list[Any]:
    """An annotation without its metadata, each side of a union apart."""
    if get_origin(annotation) in (Union, UnionType):
        return [plain for side in get_args(annotation) for plain in _plain(side)]
    if hasattr(annotation, "__metadata__"):
        return _plain(get_args(annotation)[0])
    return [annotation]


def _is_part(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, Node)
