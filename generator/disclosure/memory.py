"""What was worked out for one question of a wave serves the others that the same people answered."""

from collections.abc import Callable, Hashable
from hashlib import blake2b
from typing import Any, TypeAlias, TypeVar

import numpy as np

from generator.aggregates.model import Flags, Ints

T = TypeVar("T")
Given: TypeAlias = Ints | Flags | Hashable
Key: TypeAlias = tuple[Callable[..., object], tuple[Hashable, ...]]


class Memory:
    """Remembers results of functions of arrays and of its own results, while one wave is before the gate."""

    def __init__(self) -> None:
        self._known: dict[Key, Any] = {}

    def ask(self, work: Callable[..., T], *given: Given) -> T:
        """What ``work`` gives for these arguments; it must give the same each time."""
        key = work, tuple(_digest(value) if isinstance(value, np.ndarray) else value for value in given)
        if key not in self._known:
            self._known[key] = work(*given)
        result: T = self._known[key]
        return result


def _digest(array: Ints | Flags) -> bytes:
    # A digest and not the array: a memory of memberships that outgrows its use is a file of respondents.
    # Most are 0 and 1: an eighth of the bytes, and the kind is part of the digest.
    is_short = bool(array.size) and array.min() >= -128 and array.max() <= 127
    written = array.astype(np.int8) if is_short else array
    kind = f"{written.dtype} {array.shape}"
    return blake2b(kind.encode() + b"\0" + written.tobytes(), digest_size=32).digest()
