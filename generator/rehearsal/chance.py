"""Chance that falls the same way on every machine: splitmix64, in whole numbers.

Steele, Lea & Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014, with the constants
of Vigna's ``splitmix64.c`` (2015, public domain). The i-th word of a stream depends on its seed and on
i alone, so that a longer stream begins with the shorter one. This room computes with whole numbers and
with the operations that IEEE 754 rounds in one way only: the last bit of exp, of log, of a matrix
product or of a sum in no stated order differs between machines, and would change who answers what.
"""

import hashlib
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Words: TypeAlias = npt.NDArray[np.uint64]
Whole: TypeAlias = npt.NDArray[np.int64]

UNIT = 1 << 32
"""What stands for 1 in whole numbers that measure a leaning (``Chance.normal``)."""

_STEP = np.uint64(0x9E3779B97F4A7C15)
_MIXERS = ((np.uint64(30), np.uint64(0xBF58476D1CE4E5B9)), (np.uint64(27), np.uint64(0x94D049BB133111EB)))
_LAST = np.uint64(31)
_HALF = np.uint64(32)
_LOW = np.uint64(0xFFFFFFFF)
_HALVES = 12
_WORDS = _HALVES // 2


@dataclass(frozen=True, slots=True)
class Chance:
    """A family of streams: each path of names has its own, which no other changes."""

    seed: int
    path: tuple[str, ...] = ()

    def at(self, *names: str) -> "Chance":
        """The stream of something named: a wave, a question, an item."""
        return replace(self, path=(*self.path, *names))

    def words(self, count: int) -> Words:
        """The first words of this stream, 64 bits each."""
        return splitmix64(self._start, count)

    def order(self, count: int) -> npt.NDArray[np.intp]:
        """The places 0 to count - 1, shuffled."""
        return np.argsort(self.words(count), kind="stable")

    def below(self, limits: Whole) -> Whole:
        """One whole number from 0 up to each limit, itself excluded; limits stay under 2^31."""
        high = (self.words(limits.size) >> _HALF).astype(np.int64)
        return (high * limits) >> 32

    def fraction(self) -> float:
        """One number from 0 to 1, 1 excluded."""
        return int(self.words(1)[0] >> np.uint64(11)) / (1 << 53)

    def normal(self, count: int) -> Whole:
        """Nearly normal numbers of mean 0 and standard deviation ``UNIT``.

        Each is a sum of twelve uniform ones, less six: their variance is exactly 1, and they go from
        -6 to 6.
        """
        words = self.words(count * _WORDS).reshape(count, _WORDS)
        halves = (words >> _HALF) + (words & _LOW)
        sums = halves.sum(axis=1, dtype=np.uint64).astype(np.int64)
        return np.asarray(sums - _HALVES // 2 * UNIT)

    @property
    def _start(self) -> int:
        name = "\x1f".join((str(self.seed), *self.path))
        return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big")


def splitmix64(start: int, count: int) -> Words:
    """The first words of the generator whose state begins at ``start``, under 2^64."""
    mixed: Words = np.array([start], dtype=np.uint64) + _STEP * np.arange(1, count + 1, dtype=np.uint64)
    for shift, factor in _MIXERS:
        mixed = (mixed ^ (mixed >> shift)) * factor
    return np.asarray(mixed ^ (mixed >> _LAST))
