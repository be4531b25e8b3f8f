"""What was worked out for one question of a wave serves the others that the same people answered."""

from collections.abc import Callable
from hashlib import blake2b
from typing import Any, TypeAlias, TypeVar

import numpy as np

from generator.aggregates.model import Ints

T = TypeVar("T")
Key: TypeAlias = tuple[Callable[..., object], tuple[bytes | int, ...]]


class Memory:
    """Remembers results of functions of whole numbers, for as long as one wave is before the gate."""

    def __init__(self) -> None:
        self._known: dict[Key, Any] = {}

    def ask(self, work: Callable[..., T], *given: Ints | int) -> T:
        """What ``work`` gives for these arguments; it must give the same each time."""
        key = work, tuple(value if isinstance(value, int) else _digest(value) for value in given)
        if key not in self._known:
            self._known[key] = work(*given)
        result: T = self._known[key]
        return result


def _digest(array: Ints) -> bytes:
    # A digest and not the array: a memory of memberships that outgrows its use is a file of respondents.
    # Most are 0 and 1: an eighth of the bytes, and the kind is part of the digest.
    is_short = bool(array.size) and array.min() >= -128 and array.max() <= 127
    written = array.astype(np.int8) if is_short else array
    kind = f"{written.dtype} {array.shape}"
    return blake2b(kind.encode() + b"\0" + written.tobytes(), digest_size=32).digest()
