"""Aggregates as bytes and back: a tree of plain values, then the numbers of every array.

Only the classes of ``model`` are ever made from bytes; nothing in them is run.
"""

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np

from generator.aggregates import model
from generator.aggregates.model import Aggregates

_CLASSES: Mapping[str, Callable[..., Any]] = {
    name: found for name, found in vars(model).items() if isinstance(found, type) and is_dataclass(found)
}
_KINDS = ("int64", "int32", "float64", "int8")


class Unreadable(ValueError):
    """Bytes that are no aggregates."""


def to_bytes(aggregates: Aggregates) -> bytes:
    """The aggregates, exactly."""
    arrays: list[bytes] = []
    tree = json.dumps(_tree(aggregates, arrays, [0])).encode()
    return b"\n".join([tree, b"".join(arrays)])


def from_bytes(content: bytes) -> Aggregates:
    """The aggregates that were written.

    Raises:
        Unreadable: they were not.
    """
    tree, _, arrays = content.partition(b"\n")
    try:
        found = _value(json.loads(tree), arrays)
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise Unreadable(str(error)) from None
    if not isinstance(found, Aggregates):
        raise Unreadable("no aggregates")
    return found


def _tree(value: Any, arrays: list[bytes], end: list[int]) -> Any:
    match value:
        case None | bool() | int() | str():
            return value
        case float():
            return ["float", value.hex()] if math.isfinite(value) else ["float", repr(value)]
        case np.ndarray():
            return _array(value, arrays, end)
        case tuple():
            return ["tuple", [_tree(each, arrays, end) for each in value]]
        case Mapping():
            return ["map", [[_tree(k, arrays, end), _tree(v, arrays, end)] for k, v in value.items()]]
        case _ if type(value).__name__ in _CLASSES:
            given = {field.name: _tree(getattr(value, field.name), arrays, end) for field in fields(value)}
            return ["class", type(value).__name__, given]
        case _:
            raise TypeError(f"nothing of aggregates: {type(value).__name__}")


def _array(value: np.ndarray[Any, Any], arrays: list[bytes], end: list[int]) -> Any:
    if value.dtype.name not in _KINDS:
        raise TypeError(f"no array of aggregates: {value.dtype}")
    arrays.append(np.ascontiguousarray(value).tobytes())
    start, end[0] = end[0], end[0] + len(arrays[-1])
    return ["array", value.dtype.name, list(value.shape), start]


def _value(tree: Any, arrays: bytes) -> Any:
    match tree:
        case None | bool() | int() | str():
            return tree
        case ["float", str(text)]:
            return float(text) if text in ("nan", "inf", "-inf") else float.fromhex(text)
        case ["array", str(kind), [*shape], int(start)] if kind in _KINDS:
            flat = np.frombuffer(arrays, kind, math.prod(shape), start)
            return flat.reshape(shape)
        case ["tuple", [*values]]:
            return tuple(_value(each, arrays) for each in values)
        case ["map", [*pairs]]:
            return {_value(key, arrays): _value(each, arrays) for key, each in pairs}
        case ["class", str(name), dict(given)]:
            return _CLASSES[name](**{field: _value(each, arrays) for field, each in given.items()})
        case _:
            raise Unreadable("no tree of aggregates")
