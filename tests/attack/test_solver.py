"""Studies drawn at random, closed, and attacked by a solver that reads nothing but what was emitted."""

import pytest
from hypothesis import HealthCheck, given, settings

from generator.disclosure import Depth, protect
from generator.release import Outcome, dump
from tests.attack.attacker import attack
from tests.attack.solver import Solver, solver
from tests.attack.test_differencing import CUSTOMERS, POLICIES, studies
from tests.rooms.disclosure.drawn import Drawn, people

QUICK, LONG = 12, 150


def closed(drawn: Drawn, policy: str) -> tuple[Solver, list[str]]:
    """The solver against a closed wave, and the groups that it withholds."""
    release = protect(drawn.aggregates, drawn.plan, POLICIES[policy], Depth.FREEZE)
    attacker = attack(drawn, release)
    hidden = [g for g in attacker.released(Outcome.WITHHELD) if attacker.size(attacker.counted(g))]
    return solver(attacker, dump(release)[0]), hidden


def holds(drawn: Drawn, policy: str) -> None:
    against, hidden = closed(drawn, policy)
    assert not [group for group in hidden if against.is_pinned(group)]
    assert not list(against.proven())


@pytest.mark.parametrize("policy", POLICIES)
@settings(max_examples=QUICK, deadline=None, suppress_health_check=list(HealthCheck))
@given(drawn=studies())
def test_51_nobody_drawn_at_random_is_proven_and_nothing_withheld_is_pinned(
    policy: str, drawn: Drawn
) -> None:
    holds(drawn, policy)


@pytest.mark.long
@pytest.mark.parametrize("policy", POLICIES)
@settings(max_examples=LONG, deadline=None, suppress_health_check=list(HealthCheck))
@given(drawn=studies())
def test_51_nobody_of_many_drawn_at_random_is_proven(policy: str, drawn: Drawn) -> None:
    holds(drawn, policy)


def test_the_solver_sees_what_a_careless_gate_would_show() -> None:
    """Two levels and their total in full: the third level, of seven people, comes out."""
    drawn = Drawn(people(60, s="a") + people(7, "1", s="b"), {"s": "ab"})
    release = protect(drawn.aggregates, drawn.plan, CUSTOMERS)
    attacker = attack(drawn, release)
    open_ = protect(drawn.aggregates, drawn.plan, CUSTOMERS).table("q", "all")
    assert open_.cells is not None
    told = dump(release)[0] + ('{"table": {"group": "s=a", "n": 60, "cells": {"w": [15, 15, 15, 15]}}}\n')
    against = solver(attacker, told)
    assert against.is_pinned("s=b")
    assert (0, "1") in set(against.proven()) or (1, "1") in set(against.proven())
