"""The oracle of R3: proof that no combination of the groups shown touches fewer people than a base needs.

A combination is any vector v in the span of the groups shown, one entry per class of people; it touches
the n_c people of each class c where v_c is not zero. Scaled so that its largest entry, at some class c0,
is 1, it has Σ n_c |v_c| at most the number of people it touches. So when that sum exceeds k - 1 for
every v with v_c0 = 1 and |v| <= 1, whatever c0, nothing singles out fewer than k people.

Why fewer classes and cheaper proofs are enough:

- A combination of fewer than k people cannot touch a class of k or more. So it lies in the part of the
  span that vanishes on all such classes, which for one-way tables of a large survey is often nothing.
- Any y with Σ_c y_c g_c = 0 for all groups g, and |y_c| <= n_c but at c0, bounds the sum from below:
  Σ_{c≠c0} n_c |v_c| >= |Σ_{c≠c0} y_c v_c| = |y_c0|. The best such y is a linear programme. The projection
  of c0 on what no group sees gives a good one, for all classes in one product of matrices; projected again
  with more weight on the classes where y is largest (Lawson 1961), nearly the best one in a turn or two.
"""

from collections.abc import Iterator

import numpy as np
from scipy.optimize import linprog

from generator.aggregates.model import Flags, Floats, Ints

MARGIN = 1e-6
"""How far above k - 1 a bound in floating point must lie to be believed."""
_SLACK = 1e-9
_BLOCK = 512
"""Classes projected at a time."""
_TURNS, _LEAST, _RIDGE = 40, 1e-3, 1e-13
"""How often a class is projected anew, the least any other weighs then, what keeps the system solvable."""
_SCALES = range(1, 13)
"""What makes whole numbers of a combination in fractions: the denominators that occur."""
_LARGEST = 1_000
"""Whole numbers of a combination beyond which it is not told exactly."""


def unproven(vectors: Ints, people: Ints, smallest: int) -> Ints:
    """The classes around which projection does not prove that combinations touch ``smallest`` people.

    ``vectors`` has a row per group shown and a column per class, ``people`` counts each class.
    """
    few, seen = _few(vectors, people, smallest)
    if not len(seen):
        return few[:0]
    left = few[~(_loose_bounds(seen) * people[few] > smallest - 1 + MARGIN)]
    blocks = (left[start : start + _BLOCK] for start in range(0, len(left), _BLOCK))
    bounds = [_bounds(seen, np.searchsorted(few, block)) * people[block] for block in blocks]
    return left[~(np.concatenate([*bounds, np.zeros(0)]) > smallest - 1 + MARGIN)]


def _few(vectors: Ints, people: Ints, smallest: int) -> tuple[Ints, Floats]:
    """The classes that combinations of few people may touch, and the directions that groups see of them."""
    few = np.flatnonzero(people < smallest)
    counts = (vectors[:, few] * people[few]).astype(np.float64)
    return few, _seen(_vanishing(vectors, people >= smallest), counts)


def _vanishing(vectors: Ints, classes: Flags) -> Floats:
    """Combinations of the groups that are zero on ``classes``, one a row.

    The cut is generous: a combination too many makes the proof harder, one too few would make it false.
    """
    left, sizes, _ = np.linalg.svd((vectors[:, classes] @ vectors[:, classes].T).astype(np.float64))
    rows: Floats = left[:, sizes <= 1e-9 * max(sizes.max(initial=0.0), 1.0)].T
    return rows


def _seen(vanishing: Floats, counts: Floats) -> Floats:
    """An orthonormal basis of what ``vanishing`` combinations say of the few, one direction a row.

    The cut keeps a direction too many rather than one too few. It is measured against the counts, not
    against the largest direction: where groups see nothing of the few, all directions are noise, and the
    largest of them would pass for a combination of few people.
    """
    rows = vanishing @ counts
    if not rows.size:
        return np.zeros((0, counts.shape[1]))
    # By QR first: half the time where classes are many, and as exact.
    turned, left = np.linalg.qr(rows.T)
    _, sizes, basis = np.linalg.svd(left.T, full_matrices=False)
    kept: Floats = basis[sizes > 1e-11 * np.linalg.norm(counts)] @ turned.T
    return kept


def _loose_bounds(seen: Floats) -> Floats:
    """The bounds of all classes at once, each no larger than the one of ``_bounds``: what the groups see of
    two classes is at most the product of what they see of each (Cauchy 1821).

    Nearly all classes of a large study are proven so, in a pass over what the groups see rather than in as
    many products as there are pairs of classes.
    """
    own: Floats = (seen**2).sum(axis=0)
    bounds: Floats = 1 + np.maximum(1 - own - _SLACK, 0) / (np.sqrt(own * own.max(initial=0)) + _SLACK)
    return bounds


def _bounds(seen: Floats, block: Ints) -> Floats:
    """1 + |u_c0| / max |u_c| for the projection u of each class c0 of a block on what no group sees."""
    unseen = seen[:, block].T @ seen
    own = np.arange(len(block)), block
    itself = 1 - unseen[own]
    unseen[own] = 0
    largest = np.abs(unseen).max(axis=1)
    # The slack is for a class that the groups see whole: what is left of it is noise, over noise.
    bounds: Floats = 1 + np.maximum(itself - _SLACK, 0) / (largest + _SLACK)
    return bounds


def combinations_of_few(vectors: Ints, people: Ints, smallest: int) -> Ints:
    """Combinations of the groups (a row each, a column per group) that touch fewer than ``smallest`` people.

    None when nothing is proven to. A combination whose weighted sum stays under the bound though it touches
    enough people is a violation all the same: nothing proves that no other is worse. Then the weakest group
    in it is named instead, to be held back.
    """
    found = list(_attacks(vectors, people, smallest))
    return np.array(found, dtype=np.int64).reshape(len(found), len(vectors))


def _attacks(vectors: Ints, people: Ints, smallest: int) -> Iterator[Ints]:
    touched = np.zeros(len(people), dtype=bool)
    doubtful = unproven(vectors, people, smallest).tolist()
    few, seen = _few(vectors, people, smallest) if doubtful else (people[:0], np.zeros((0, 0)))
    for centre in doubtful:
        if touched[centre] or _is_heavy(seen, int(np.searchsorted(few, centre)), people[centre], smallest):
            continue
        weights, lightness = _lightest(vectors, people, smallest, centre)
        if not people[centre] + lightness > smallest - 1 + MARGIN:
            attack = _attack(vectors, weights, people, smallest, centre)
            touched |= attack @ vectors != 0
            yield attack


def _is_heavy(seen: Floats, own: int, people: int, smallest: int) -> bool:
    """Whether projections that weigh more where the last was largest prove what the plain one does not."""
    rest, told = np.delete(seen, own, axis=1), seen[:, own]
    shares = np.ones(rest.shape[1])
    for _ in range(_TURNS):
        spread = rest * shares
        balance = spread.T @ np.linalg.solve(spread @ rest.T + _RIDGE * np.eye(len(told)), told)
        largest = float(np.abs(balance).max(initial=0))
        if not np.linalg.norm(rest @ balance - told) < _SLACK:
            return False  # the groups see the class whole
        if people * (1 + (1 - _SLACK) / (largest + _SLACK)) > smallest - 1 + MARGIN:
            return True
        shares /= np.abs(balance) / (largest + _SLACK) + _LEAST
        shares /= shares.max(initial=_SLACK)
    return False


def _lightest(vectors: Ints, people: Ints, smallest: int, centre: int) -> tuple[Floats, float]:
    """The combination that is 1 at ``centre`` and lightest elsewhere: its weights of groups, its lightness.

    It is read off the dual of min Σ n_c |v_c|, |v| <= 1, whose unknowns are bounded rather than tied:
    y_c = w_c + p_c - q_c with |w_c| <= n_c, and p and q at a cost of 1 each. Classes of ``smallest``
    people or more are free: nothing may touch them.
    """
    size, kernel = len(people), vectors.astype(np.float64)
    costs = np.repeat((0.0, 1.0, 1.0), size)
    costs[centre] = -1
    reach = np.where(people < smallest, people.astype(np.float64), np.inf)
    limits = np.column_stack(
        [np.concatenate([-reach, np.zeros(2 * size)]), np.repeat((0.0, np.inf, np.inf), size)]
    )
    limits[:size, 1] = reach
    limits[[centre, size + centre, 2 * size + centre]] = (0, np.inf), (0, 0), (0, 0)
    solved = linprog(
        costs,
        A_eq=np.hstack([kernel, kernel, -kernel]),
        b_eq=np.zeros(len(vectors)),
        bounds=limits.tolist(),
        method="highs-ds",
    )
    if solved.status != 0 or solved.fun is None:
        return np.zeros(len(vectors)), -np.inf
    return -solved.eqlin.marginals, -solved.fun


def _attack(vectors: Ints, weights: Floats, people: Ints, smallest: int, centre: int) -> Ints:
    """A combination in whole numbers when it singles out too few, else the weakest group in it.

    Groups come most worth showing first. When the solver found nothing at all, the weakest group around
    the centre goes: what is not proven is not shown.
    """
    for scale in _SCALES:
        whole = np.rint(scale * weights)
        is_whole = np.abs(scale * weights - whole).max() < MARGIN and np.abs(whole).max() < _LARGEST
        if is_whole and 0 < people[whole @ vectors != 0].sum() < smallest:
            return whole.astype(np.int64)
    used = np.flatnonzero(np.abs(weights) > MARGIN)
    group = np.zeros(len(vectors), dtype=np.int64)
    group[used[-1] if len(used) else np.flatnonzero(vectors[:, centre])[-1]] = 1
    return group
