"""Exact linear algebra modulo a prime: which groups may be shown so that no secret can be computed.

After Langsrud (2024), "Secondary cell suppression by Gaussian elimination". A group is a vector over
classes of respondents; whoever reads the released groups can compute every combination of them.
"""

from collections.abc import Iterator

import numpy as np

from generator.aggregates.model import Flags, Ints

PRIMES = (2**31 - 1, 2**31 - 19)
"""Products of two residues stay below 2^62, inside an int64.

A secret that is a combination of released groups is one modulo almost every prime; the exceptions
divide a determinant of 0 and 1. Two primes would both have to.
"""
_SPARE = 8
_DRAWN = 2**20


def releasable(candidates: Ints, secrets: Ints) -> Flags:
    """Which candidates may be released, taken in their order, so that no secret is a combination of them.

    ``candidates`` and ``secrets`` have one row per group and one column per class. A secret of nothing
    but zeros counts nobody and binds nothing. A candidate that is held back is not a combination of the
    released ones either: released later, it would have given a secret away.
    """
    kept = np.ones(len(candidates), dtype=bool)
    binding = secrets[secrets.any(axis=1)]
    if not len(binding):
        return kept
    groups, hidden = np.vsplit(
        _narrowed(np.vstack([candidates, binding]), len(candidates)), [len(candidates)]
    )
    for prime in PRIMES:
        kept[kept] = list(_sieve(groups[kept] % prime, hidden % prime, prime))
    return kept


def _narrowed(rows: Ints, groups: int) -> Ints:
    """The rows over fewer columns, each a sum of classes drawn at random, when classes are the more numerous.

    Combinations survive any projection: a secret that could be computed still can. So an unlucky draw could
    only make something look computed that is not, and hold back too much; with ``_SPARE`` columns more than
    there are groups, its odds are those of a determinant drawn at random being nil, ``_SPARE`` times over.
    """
    width = groups + _SPARE
    is_exact = int(np.abs(rows).max(initial=0)) * rows.shape[1] * _DRAWN < 2**53
    if rows.shape[1] <= width or not is_exact:
        return rows
    draw = np.random.default_rng(0).integers(1, _DRAWN, (rows.shape[1], width))
    # In float64 for the speed of BLAS; exact, because no sum reaches 2^53.
    return (rows.astype(np.float64) @ draw.astype(np.float64)).astype(np.int64)


def _sieve(candidates: Ints, secrets: Ints, prime: int) -> Iterator[bool]:
    """For each candidate in turn, whether it goes out; both matrices are reduced by those that do."""
    for index, candidate in enumerate(candidates):
        if not candidate.any():
            yield True  # implied by what is out already
            continue
        pivot = _pivot(candidate, candidates[index + 1 :])
        gone = _betrays(candidate, secrets, pivot, prime)
        if not gone:
            _eliminate(candidate, candidates[index + 1 :], pivot, prime)
            _eliminate(candidate, secrets, pivot, prime)
        yield not gone


def _pivot(row: Ints, others: Ints) -> int:
    """The class of ``row`` that the fewest other rows hold, so that few need reducing."""
    held = np.flatnonzero(row)
    return int(held[np.count_nonzero(others[:, held], axis=0).argmin()])


def _betrays(candidate: Ints, secrets: Ints, pivot: int, prime: int) -> bool:
    """Whether some secret, reduced by all that is out, is a multiple of the candidate."""
    near = secrets[secrets[:, pivot] != 0]
    multiples = near * candidate[pivot] % prime == near[:, [pivot]] * candidate % prime
    return bool(multiples.all(axis=1).any())


def _eliminate(row: Ints, others: Ints, pivot: int, prime: int) -> None:
    """Subtract from each of ``others``, in place, the multiple of ``row`` that clears its pivot."""
    held = np.flatnonzero(others[:, pivot])
    columns = np.flatnonzero(row)
    factors = others[held, pivot] * pow(int(row[pivot]), -1, prime) % prime
    block = np.ix_(held, columns)
    others[block] = (others[block] - factors[:, None] * row[columns]) % prime
