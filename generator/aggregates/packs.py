"""Respondents packed by the groups they are in: small packs for counting, whole classes for the gate.

The levels of one segment exclude each other, so a segment is one digit, and a few segments a number of
several digits. A pack holds as many segments as keep its numbers few: a measure is counted once by pack
number and answer, and each group is the sum of the numbers it is made of. Counting by the classes of all
segments together would need nearly one class a person.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from generator.aggregates.model import Flags, Ints

Member = npt.NDArray[np.int8]
Numbers = npt.NDArray[np.signedinteger]

_FEW = 1024
"""Numbers of a pack: the sums of one measure by number and answer then stay near the processor."""
_TWO_BYTES = (1 << 15) - 1
_DENSE = 1 << 22
"""Classes that are looked up in a table rather than sorted."""


@dataclass(frozen=True, eq=False)
class Pack:
    """Some groups. ``of[r]`` is the number of respondent r; ``member[c, g]`` is 1 when c is in group g."""

    groups: tuple[str, ...]
    of: Numbers
    member: Member


@dataclass(frozen=True, eq=False)
class Packed:
    """Respondents by pack, and by class: people who are in exactly the same groups.

    ``of[r]`` is the class of respondent r; ``member[c, g]`` is 1 when class c is in group g, else 0.
    Classes come in the order of their membership.
    """

    groups: tuple[str, ...]
    packs: tuple[Pack, ...]
    of: Ints
    member: Member


def pack(groups: Mapping[str, Flags], rows: int) -> Packed:
    """Number respondents by the groups that they are in."""
    packs = tuple(_packs(list(_digits(groups, rows)), rows))
    of, chosen = _classes(packs, rows)
    member = np.concatenate([np.zeros((chosen.shape[1], 0), np.int8)] + [
        each.member[numbers] for each, numbers in zip(packs, chosen, strict=True)
    ], axis=1)  # fmt: skip
    order = _order(member)
    place = np.empty_like(order)
    place[order] = np.arange(order.size)
    return Packed(tuple(groups), packs, place[of], member[order])


@dataclass(frozen=True, eq=False)
class _Digit:
    """Groups that exclude each other. ``of`` is the rank of each respondent's group, and ``size`` the last
    plus one; where some are in none of them, that is rank 0."""

    groups: tuple[str, ...]
    of: npt.NDArray[np.int16]
    size: int

    @property
    def member(self) -> Member:
        first = self.size - len(self.groups)
        return np.eye(self.size, dtype=np.int8)[:, first:]


def _digits(groups: Mapping[str, Flags], rows: int) -> Iterator[_Digit]:
    """One digit for each run of groups that exclude each other."""
    names: list[str] = []
    of = np.zeros(rows, np.int16)
    for name, flags in groups.items():
        if names and bool((flags & (of > 0)).any()):
            yield _digit(names, of)
            names, of = [], np.zeros(rows, np.int16)
        names.append(name)
        of += flags.view(np.int8) * np.int16(len(names))
    if names:
        yield _digit(names, of)


def _digit(names: Sequence[str], of: npt.NDArray[np.int16]) -> _Digit:
    is_whole = of.size > 0 and bool(of.min() > 0)
    return _Digit(tuple(names), of - np.int16(is_whole), len(names) + (0 if is_whole else 1))


def _packs(digits: Sequence[_Digit], rows: int) -> Iterator[Pack]:
    """As many digits together, in their order, as keep the numbers few."""
    start = 0
    while start < len(digits):
        stop, size = start + 1, digits[start].size
        while stop < len(digits) and size * digits[stop].size <= _FEW:
            size *= digits[stop].size
            stop += 1
        yield _joined(digits[start:stop], rows)
        start = stop


def _joined(digits: Sequence[_Digit], rows: int) -> Pack:
    size = math.prod(digit.size for digit in digits)
    # Two bytes a respondent where they do: the loop over answers reads them again for every measure.
    of: Numbers = np.zeros(rows, np.int16 if size <= _TWO_BYTES else np.int32)
    member = np.zeros((1, 0), np.int8)
    for digit in digits:
        of = (of * digit.size + digit.of).astype(of.dtype)
        before, after = np.repeat(member, digit.size, axis=0), np.tile(digit.member, (member.shape[0], 1))
        member = np.concatenate([before, after], axis=1)
    return Pack(tuple(name for digit in digits for name in digit.groups), of, member)


def _classes(packs: Sequence[Pack], rows: int) -> tuple[Ints, Ints]:
    """The class of each respondent, and for each class its number in every pack (a line a pack)."""
    of, chosen = np.zeros(rows, np.int64), np.zeros((0, min(rows, 1)), np.int64)
    for each in packs:
        size = each.member.shape[0]
        of, found = _renumbered(of * size + each.of, max(chosen.shape[1], 1) * size)
        chosen = np.vstack([chosen[:, found // size], found % size])
    return of, chosen


def _renumbered(of: Ints, size: int) -> tuple[Ints, Ints]:
    """Numbers without gaps, and which they were."""
    if size > _DENSE:
        found, places = np.unique(of, return_inverse=True)
        return places, found
    is_there = np.zeros(size, np.bool_)
    is_there[of] = True
    places = np.cumsum(is_there) - 1
    return places[of], np.flatnonzero(is_there)


def _order(member: Member) -> Ints:
    """The order of classes by membership, that of the first group first."""
    bits = np.packbits(member, axis=1)
    padded = np.zeros((bits.shape[0], -(-bits.shape[1] // 8) * 8), np.uint8)
    padded[:, : bits.shape[1]] = bits
    keys = padded.view(">u8").astype(np.uint64)
    return np.lexsort(keys.T[::-1]) if keys.shape[1] else np.arange(member.shape[0])
