"""R9: no person's answer is proven by all that is shown of a question.

The attacker holds the staff file and knows who answered: how many people of each class there are. What is
unknown is x[c, a] >= 0, how many of class c gave answer a. Each number shown is one equation on x, taken as
exact, though readers see it rounded: the release in the study's folder is not. A secret is a set of answers
(one answer, the favourable ones, promoters). Someone of class c is proven when every solution has all of the
class inside the secret.

One solution settles nearly everything: the one of largest entropy is nil only where every solution is
(Csiszár 1975, "I-divergence geometry of probability distributions and minimization problems", theorem 3.1).
Where it has people outside a secret, the secret is not proven. What it leaves in doubt is then proven or
not by programmes that push people outside. So a study of any size is attacked in full: the short cut only
ever says "not proven", and shows the solution that says so.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from generator.aggregates.model import Flags, Floats, Ints

DRAWS = 8
"""Directions in which solutions in whole people are drawn; more would only spare programmes that prove
nothing."""
_MOVED = 1e-6
_FITS = 1e-6
"""How far from the numbers shown, in people, a solution may be: a thousandth of what a reader could see."""
_TOLD = 1e-6
"""The share of a variance that rounding leaves unexplained."""
_STEPS, _HALVED = 60, 20
_RIDGE = 1e-9


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that is shown of one question.

    ``people`` counts each class; ``members`` has a row per number shown and a column per class, ``values``
    what each answer counts for in it, ``totals`` the sum it tells. ``is_whole`` asks for solutions in whole
    people, which is exact and slow; without it a person may be split between answers, and fewer are proven.
    """

    people: Ints
    members: Ints
    values: Floats
    totals: Floats
    is_whole: bool = False


def proven(evidence: Evidence, secrets: Sequence[Flags]) -> Flags:
    """Which people are proven: a row per secret (answers inside it), a column per class.

    Raises:
        ArithmeticError: nothing satisfies the numbers shown, or the solver gave up: nothing can be said.
    """
    inside = np.array(secrets, dtype=np.float64).reshape(len(secrets), evidence.values.shape[1])
    moving = _drawn(evidence, inside) if evidence.is_whole else _spread(evidence, inside)
    moving[:, evidence.people == 0] = True
    told = ~(_open(evidence) @ (1 - inside).T > 0).T & (evidence.people > 0)
    for row in range(len(secrets)):
        moving[row] = _settled(evidence, inside[row], moving[row], told[row])
    return ~moving


def pinned(evidence: Evidence, groups: Ints) -> Flags:
    """Which groups (a row each, a column per class) have all their answers told by the numbers shown.

    A sum is told when it does not vary around the solution of largest entropy once the numbers shown are
    held: its variance, as if answers were drawn from that solution, is all explained by theirs. Without that
    solution nothing is known, and no group is said to be told.
    """
    solution = widest(evidence)
    told = np.ones(len(groups), dtype=bool)
    if solution is None:
        return ~told
    held, shares = _curvature(evidence, solution), solution / np.maximum(evidence.people, 1)[:, None]
    expected = evidence.values @ solution.T
    for answer, counts in enumerate(solution.T):
        variance = groups @ (counts * (1 - shares[:, answer]))
        common = evidence.members * (evidence.values[:, [answer]] * counts - expected * shares[:, answer])
        shared = common @ groups.T
        explained = (shared * np.linalg.solve(held, shared)).sum(axis=0)
        told &= variance - explained <= _TOLD * np.maximum(variance, 1)
    return told


def _spread(evidence: Evidence, inside: Floats) -> Flags:
    """Who is not proven, by the solution of largest entropy; nobody when it is not found."""
    solution = widest(evidence)
    if solution is None:
        return np.zeros((len(inside), len(evidence.people)), dtype=bool)
    return _moved(evidence, solution, inside)


def _drawn(evidence: Evidence, inside: Floats) -> Flags:
    """Who is not proven, by solutions that are cheapest for costs drawn at random, from one seed."""
    moving = np.zeros((len(inside), len(evidence.people)), dtype=bool)
    dice = np.random.default_rng(9)
    for _ in range(DRAWS):
        moving |= _moved(evidence, _solution(evidence, dice.normal(size=_shape(evidence))), inside)
    return moving


def _settled(evidence: Evidence, inside: Floats, moving: Flags, told: Flags) -> Flags:
    """The classes of a secret that can move, once all the others are proven together.

    ``told`` are those who could have given no other answer: nobody needs a programme to prove them.
    """
    while not (moving | told).all():
        pushed = _solution(evidence, np.outer(~moving & ~told, inside))
        moved = _moved(evidence, pushed, inside[None, :])[0] & ~moving
        if not moved.any():
            return moving
        moving = moving | moved
    return moving


def _moved(evidence: Evidence, solution: Floats, inside: Floats) -> Flags:
    """Where fewer than all of a class are inside a secret, by secret and class."""
    moved: Flags = inside @ solution.T < evidence.people - _MOVED
    return moved


def _shape(evidence: Evidence) -> tuple[int, int]:
    return len(evidence.people), evidence.values.shape[1]


def _open(evidence: Evidence) -> Flags:
    """Which answers a class may have given: not those that a number says nobody of a group gave."""
    closed = np.zeros(_shape(evidence), dtype=np.int64)
    sizes = evidence.members @ evidence.people
    for members, values, total, size in zip(
        evidence.members, evidence.values, evidence.totals, sizes.tolist(), strict=True
    ):
        for edge, gives in ((values.min(), values > values.min()), (values.max(), values < values.max())):
            if abs(total - size * edge) < _MOVED:
                closed += np.outer(members, gives)
    open_: Flags = closed == 0
    return open_


def widest(evidence: Evidence) -> Floats | None:
    """The solution of largest entropy, a row per class and a column per answer; None when it is not reached.

    By Newton's method on its dual, which is the likelihood of a logistic model: each number shown has a
    weight, and x[c, a] is the class times the share that the weights of its numbers give to the answer.
    """
    open_, weights = _open(evidence), np.zeros(len(evidence.totals))
    value, solution = _dual(evidence, open_, weights)
    for _ in range(_STEPS):
        missed = _sums(evidence, solution) - evidence.totals
        if np.abs(missed).max(initial=0) < _FITS:
            return solution
        step = np.asarray(np.linalg.solve(_curvature(evidence, solution), -missed), dtype=np.float64)
        weights = weights + _length(evidence, open_, weights, step, value, float(missed @ step)) * step
        value, solution = _dual(evidence, open_, weights)
    return None


def _length(
    evidence: Evidence, open_: Flags, weights: Floats, step: Floats, value: float, slope: float
) -> float:
    """How much of a step to take: halved until the dual comes down enough (Armijo 1966)."""
    for length in 0.5 ** np.arange(_HALVED):
        reached, _ = _dual(evidence, open_, weights + length * step)
        if reached <= value + 1e-4 * length * slope + 1e-12 * abs(value):
            return float(length)
    return 0.0


def _sums(evidence: Evidence, solution: Floats) -> Floats:
    sums: Floats = ((evidence.members @ solution) * evidence.values).sum(axis=1)
    return sums


def _dual(evidence: Evidence, open_: Flags, weights: Floats) -> tuple[float, Floats]:
    """The dual at these weights, and the solution that they stand for."""
    scores = np.where(open_, evidence.members.T @ (weights[:, None] * evidence.values), -np.inf)
    highest = scores.max(axis=1, keepdims=True)
    shares = np.exp(scores - highest)
    total = shares.sum(axis=1, keepdims=True)
    value = float(evidence.people @ (np.log(total) + highest)[:, 0] - weights @ evidence.totals)
    return value, evidence.people[:, None] * shares / total


def _curvature(evidence: Evidence, solution: Floats) -> Floats:
    """The second derivatives of the dual; a ridge makes up for numbers that others imply."""
    members, spread = evidence.members.astype(np.float64), np.zeros((len(evidence.totals),) * 2)
    for answer, counts in enumerate(solution.T):
        rows = np.flatnonzero(evidence.values[:, answer])
        scaled = members[rows] * evidence.values[rows, answer][:, None] * np.sqrt(counts)
        spread[np.ix_(rows, rows)] += scaled @ scaled.T
    met = members * (evidence.values @ solution.T) / np.sqrt(np.maximum(evidence.people, 1))
    curvature: Floats = spread - met @ met.T
    curvature[np.diag_indices(len(curvature))] += _RIDGE * (1 + spread.diagonal())
    return curvature


def _solution(evidence: Evidence, costs: Floats) -> Floats:
    """The cheapest x, a row per class and a column per answer."""
    classes, answers = _shape(evidence)
    everyone = sparse.kron(sparse.eye_array(classes), np.ones((1, answers)))
    shown = sparse.csr_array(_equations(evidence))
    sums = np.concatenate([evidence.people, evidence.totals])
    solved = milp(
        costs.ravel(),
        constraints=LinearConstraint(sparse.vstack([everyone, shown], format="csc"), sums, sums),
        bounds=Bounds(0, np.inf),
        integrality=np.full(classes * answers, int(evidence.is_whole)),
    )
    if solved.x is None:
        raise ArithmeticError("the numbers shown cannot be solved for")
    solution: Floats = np.asarray(solved.x).reshape(classes, answers)
    return solution


def _equations(evidence: Evidence) -> Floats:
    """One line per number shown, one column per answer of a class."""
    lines = evidence.members[:, :, None] * evidence.values[:, None, :]
    return lines.reshape(len(evidence.totals), -1)
