"""R9: no person's answer is proven by all that is shown of a question.

The attacker holds the staff file and knows who answered: how many people of each class there are. What is
unknown is x[c, a] >= 0, how many of class c gave answer a. Each number shown is one equation on x, taken as
exact, though readers see it rounded: the release in the study's folder is not. A secret is a set of answers
(one answer, the favourable ones, promoters). Someone of class c is proven when every solution has all of the
class inside the secret.

Solutions are drawn by optimising in directions drawn at random, from one seed. What moved in one of them is
not proven, whatever is drawn next; what never moved is then proven or not by minimising it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from generator.aggregates.model import Flags, Floats, Ints

DRAWS = 8
"""Directions drawn; more would only spare programmes that prove nothing."""
_MOVED = 1e-6


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
    inside = np.array(secrets, dtype=np.float64)
    moving = np.zeros((len(secrets), len(evidence.people)), dtype=bool)
    moving[:, evidence.people == 0] = True
    dice = np.random.default_rng(9)
    for _ in range(DRAWS):
        if moving.all():
            return ~moving
        moving |= _moved(evidence, _solution(evidence, dice.normal(size=_shape(evidence))), inside)
    for row in range(len(secrets)):
        moving[row] = _settled(evidence, inside[row], moving[row])
    return ~moving


def _settled(evidence: Evidence, inside: Floats, moving: Flags) -> Flags:
    """The classes of a secret that can move, once all the others are proven together."""
    while not moving.all():
        pushed = _solution(evidence, np.outer(~moving, inside))
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


def _solution(evidence: Evidence, costs: Floats) -> Floats:
    """The cheapest x, a row per class and a column per answer."""
    classes, answers = _shape(evidence)
    everyone = sparse.kron(sparse.eye_array(classes), np.ones((1, answers)))
    shown = [
        sparse.kron(m[None, :], v[None, :]) for m, v in zip(evidence.members, evidence.values, strict=True)
    ]
    sums = np.concatenate([evidence.people, evidence.totals])
    solved = milp(
        costs.ravel(),
        constraints=LinearConstraint(sparse.vstack([everyone, *shown], format="csc"), sums, sums),
        bounds=Bounds(0, np.inf),
        integrality=np.full(classes * answers, int(evidence.is_whole)),
    )
    if solved.x is None:
        raise ArithmeticError("the numbers shown cannot be solved for")
    solution: Floats = np.asarray(solved.x).reshape(classes, answers)
    return solution
