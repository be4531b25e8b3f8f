"""Exact linear algebra modulo a prime: which groups may be shown so that no secret can be computed.

Whoever reads the released groups can compute every combination of them. Groups are taken in their order,
as in Langsrud (2024), "Secondary cell suppression by Gaussian elimination": one goes out unless, with those
out already, it would give a secret away.

Elimination is done once, not group by group. Each group is written in terms of the first ones that are
independent, its *shares*; a secret then comes out at the last group its own shares name. What remains is to
hold that group back, and to let the next one that tells the same take its column: two steps for each group
held back, where reducing every group by every other takes as many as there are groups. And shares depend
on nothing but the groups: questions answered by the same people have the same.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from generator.aggregates.model import Flags, Floats, Ints

PRIMES = (2**31 - 1, 2**31 - 19)
"""Products of two residues stay below 2^62, inside an int64.

A secret that is a combination of released groups is one modulo almost every prime; the exceptions
divide a determinant of 0 and 1. Two primes would both have to.
"""
_SPARE = 8
_DRAWN = 2**20
_PANEL = 64
"""Columns eliminated at a time: 64 products of 31 bits by 16 stay below 2^53, exact in float64."""
_FULL_RANK = 1e-6
"""A symmetric matrix of whole numbers has no eigenvalue that rounding could take for this one."""


@dataclass(frozen=True, slots=True, eq=False)
class Relations:
    """Every group as a combination of a few: ``shares`` (groups by basis) modulo ``prime``.

    ``basis`` names the groups that the columns of ``shares`` stand for.
    """

    prime: int
    basis: Ints
    shares: Ints


def relations(vectors: Ints) -> tuple[Relations, ...]:
    """The relations between groups (a row each, a column per class), modulo each prime."""
    narrow = _narrowed(vectors)
    return tuple(_relations(narrow, prime) for prime in PRIMES)


def reordered(found: tuple[Relations, ...], rows: Ints) -> tuple[Relations, ...]:
    """The same relations when group ``rows[i]`` is called i."""
    names = np.argsort(rows)
    return tuple(Relations(one.prime, names[one.basis], one.shares[rows]) for one in found)


def still_hold(found: tuple[Relations, ...], vectors: Ints) -> bool:
    """Whether relations between groups are all there are among fewer classes, ``vectors``.

    They hold wherever people are left out. No other does when the groups of the basis stay independent,
    which an eigenvalue well above nought proves; short of the proof, the answer is no.
    """
    kept = [vectors[one.basis].astype(np.float64) for one in found]
    return all(np.linalg.eigvalsh(rows @ rows.T).min(initial=1.0) > _FULL_RANK for rows in kept)


def releasable(found: tuple[Relations, ...], asked: Flags, hidden: Flags, combinations: Ints) -> Flags:
    """Which groups may be released, of those asked, taken in their order, so that no secret comes out.

    Secrets are the ``hidden`` groups and ``combinations`` of groups (a row each, a column per group). One
    of nothing but zeros counts nobody and binds nothing. A group that is held back is not a combination of
    the released ones either: released later, it would have given a secret away.
    """
    kept = asked.copy()
    for modulo in found:
        kept = _Tableau(modulo, kept, hidden, combinations).sieved()
    return kept


def _narrowed(rows: Ints) -> Ints:
    """The rows over fewer columns, each a sum of classes drawn at random, when classes are the more numerous.

    Combinations survive any projection: a secret that could be computed still can. So an unlucky draw could
    only make something look computed that is not, and hold back too much; with ``_SPARE`` columns more than
    there are groups, its odds are those of a determinant drawn at random being nil, ``_SPARE`` times over.
    """
    width = len(rows) + _SPARE
    is_exact = int(np.abs(rows).max(initial=0)) * rows.shape[1] * _DRAWN < 2**53
    if rows.shape[1] <= width or not is_exact:
        return rows
    draw = np.random.default_rng(0).integers(1, _DRAWN, (rows.shape[1], width))
    # In float64 for the speed of BLAS; exact, because no sum reaches 2^53.
    return (rows.astype(np.float64) @ draw.astype(np.float64)).astype(np.int64)


def _relations(rows: Ints, prime: int) -> Relations:
    """By Gauss and Jordan, on the transpose: the pivots are the first independent groups."""
    table = np.ascontiguousarray(rows.T % prime)
    used: list[int] = []
    basis: list[int] = []
    for start in range(0, table.shape[1], _PANEL):
        pivots = list(_pivots(table[:, start : start + _PANEL], used, prime))
        if pivots:
            lines, columns = map(list, zip(*pivots, strict=True))
            _clear(table[:, start:], lines, columns, prime)
            used += lines
            basis += [start + column for column in columns]
    return Relations(prime, np.array(basis, dtype=np.int64), np.ascontiguousarray(table[used].T))


def _pivots(panel: Ints, used: list[int], prime: int) -> Iterator[tuple[int, int]]:
    """Lines and columns of a panel that are independent, the first columns first."""
    free = np.setdiff1d(np.arange(len(panel)), used)
    left = panel[free]
    for column in range(left.shape[1]):
        held = np.flatnonzero(left[:, column])
        if len(held):
            line, others = held[0], held[1:]
            factors = left[others, column] * pow(int(left[line, column]), -1, prime) % prime
            left[others] = (left[others] - factors[:, None] * left[line]) % prime
            yield int(free[line]), column
            left[line] = 0


def _clear(table: Ints, lines: list[int], columns: list[int], prime: int) -> None:
    """Make the pivot columns unit columns, in place."""
    solved = _times(_inverse(table[np.ix_(lines, columns)], prime), table[lines], prime)
    factors = table[:, columns]
    factors[lines] = 0
    touched = np.flatnonzero(factors.any(axis=1))
    table[touched] = (table[touched] - _times(factors[touched], solved, prime)) % prime
    table[lines] = solved


def _inverse(square: Ints, prime: int) -> Ints:
    """The inverse of a matrix whose pivots, taken in order, are none of them nil."""
    size = len(square)
    both = np.hstack([square, np.eye(size, dtype=np.int64)])
    for line in range(size):
        both[line] = both[line] * pow(int(both[line, line]), -1, prime) % prime
        factors = both[:, line].copy()
        factors[line] = 0
        both = (both - factors[:, None] * both[line]) % prime
    return both[:, size:]


def _times(left: Ints, right: Ints, prime: int) -> Ints:
    """A product of at most ``_PANEL`` terms, in float64 for the speed of BLAS, by halves to stay exact."""
    factor = left.astype(np.float64)
    high = _modulo(factor @ (right >> 16).astype(np.float64), prime)
    low = factor @ (right & 0xFFFF).astype(np.float64)
    return _modulo(high * 2.0**16 + _modulo(low, prime), prime).astype(np.int64)


def _modulo(whole: Floats, prime: int) -> Floats:
    """The remainder of whole numbers below 2^53, several times faster than that of integers.

    The quotient may be rounded up to the next whole number; its product with the prime is exact all the same.
    """
    left: Floats = whole - np.floor(whole / prime) * prime
    left[left < 0] += prime
    return left


class _Tableau:
    """Groups and secrets written in terms of groups, some of them released; exchanged as decisions fall."""

    def __init__(self, found: Relations, asked: Flags, hidden: Flags, combinations: Ints) -> None:
        self.prime = found.prime
        self.basis = found.basis.copy()
        # Combinations hold small numbers: no sum of their products comes near 2^63.
        self.shares = np.vstack([found.shares, combinations @ found.shares % found.prime])
        self.candidates = asked.copy()
        self.secrets = np.concatenate([np.flatnonzero(hidden), np.arange(len(asked), len(self.shares))])
        # What is not asked comes after all that is, and is never out.
        self.rank = np.arange(len(asked)) + len(asked) * ~asked

    def sieved(self) -> Flags:
        """The candidates that go out."""
        self._put_first_ones_first()
        self.out = self.candidates[self.basis]
        while True:
            new, leak = self._next_new(), self._next_leak()
            if leak is not None and (new is None or leak < new):
                self.candidates[leak] = False
                self.out[self.basis == leak] = False
            elif new is not None:
                self._let_out(new)
            else:
                return self.candidates

    def _put_first_ones_first(self) -> None:
        """Exchange until each group is written in terms of groups that come before it."""
        while True:
            last = np.where(self.shares[: len(self.rank)] != 0, self.rank[self.basis], -1).max(1, initial=-1)
            late = np.flatnonzero(last > self.rank)
            if not len(late):
                return
            row = int(late[self.rank[late].argmin()])
            self._exchange(row, int(np.flatnonzero(self.rank[self.basis] == last[row])[0]))

    def _next_new(self) -> int | None:
        """The first candidate that tells something that is not out yet."""
        tells = self.candidates & self.shares[: len(self.rank), ~self.out].any(axis=1)
        return int(tells.argmax()) if tells.any() else None

    def _let_out(self, row: int) -> None:
        columns = np.flatnonzero(~self.out & (self.shares[row] != 0))
        fewest = np.count_nonzero(self.shares[:, columns], axis=0).argmin()
        self._exchange(row, int(columns[fewest]))
        self.out[columns[fewest]] = True

    def _next_leak(self) -> int | None:
        """The first group that, once out, lets a secret be computed from what is out."""
        named = self.shares[self.secrets] != 0
        open_ = named[named.any(axis=1) & ~named[:, ~self.out].any(axis=1)]
        if not len(open_):
            return None
        return int(np.where(open_, self.basis, -1).max(axis=1).min())

    def _exchange(self, row: int, column: int) -> None:
        """Write everything in terms of group ``row`` instead of the one that ``column`` stands for."""
        told = self.shares[row].copy()
        held = np.flatnonzero(self.shares[:, column])
        factors = self.shares[held, column] * pow(int(told[column]), -1, self.prime) % self.prime
        columns = np.flatnonzero(told)
        block = np.ix_(held, columns)
        self.shares[block] = (self.shares[block] - factors[:, None] * told[columns]) % self.prime
        self.shares[held, column] = factors
        self.basis[column] = row
