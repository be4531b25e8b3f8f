"""Worked cases of the literature, closed, then attacked by a solver; as published where they are at hand."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from generator.disclosure import Depth, Policy, Profile, protect
from generator.release import Outcome, dump
from tests.attack.attacker import attack
from tests.attack.solver import solver
from tests.rooms.disclosure.drawn import Drawn, people

FIVE = Policy(Profile.CUSTOMER, min_base=5)
INSTANCES = (
    "linked-136",
    "three-singletons-135",
    "ones-194c",
    "cultureamp-9-4",
    "cultureamp-ok",
    "manitoba-3-177",
)

OWN: dict[str, dict[str, int]] = {
    "three singletons in a row": {"1A": 1, "1B": 1, "1H": 9, "1M": 1, "2A": 1, "2M": 2, "2W": 12},
    "fifteen is ten and three and one and one": {"a": 10, "b": 3, "c": 1, "d": 1},
    "one cell too small on each side": {"1A": 20, "1B": 4, "2A": 3, "2B": 30},
}
"""Of the same kinds, with counts of our own."""


def groups_of(inner: Mapping[str, int]) -> dict[str, list[str]]:
    """Each cell; and where cells are named by a row and a column, each row and each column."""
    parts = {part for cell in inner if len(cell) == 2 and cell[0].isdigit() for part in cell}
    margins = {part: [cell for cell in inner if part in cell] for part in sorted(parts)}
    return {**margins, **{cell: [cell] for cell in inner}}


def holds(inner: Mapping[str, int], groups: Mapping[str, list[str]]) -> None:
    names = {name: f"g{place}" for place, name in enumerate(groups)}
    respondents = [
        person
        for cell, size in inner.items()
        for person in people(size, **{names[name]: "y" for name, cells in groups.items() if cell in cells})
    ]
    drawn = Drawn(respondents, dict.fromkeys(names.values(), "y"))
    release = protect(drawn.aggregates, drawn.plan, FIVE, Depth.FREEZE)
    attacker = attack(drawn, release)
    against = solver(attacker, dump(release)[0])
    hidden = [g for g in attacker.released(Outcome.WITHHELD) if attacker.size(attacker.counted(g))]
    assert {names[cell] + "=y" for cell, size in inner.items() if 0 < size < 5 and cell in names} <= set(
        hidden
    )
    assert not [group for group in hidden if against.is_pinned(group)]
    assert not list(against.proven())


@pytest.mark.parametrize("name", OWN)
def test_a_case_of_ours(name: str) -> None:
    holds(OWN[name], groups_of(OWN[name]))


@pytest.mark.parametrize("name", INSTANCES)
def test_a_case_as_published(name: str, shared: Path) -> None:
    published = json.loads((shared / "golden" / "privacy_instances.json").read_text("utf-8"))
    case = next(instance for instance in published if instance["id"] == name)
    inner = {cell: size for cell, size in case["inner"].items() if size}
    holds(inner, {k: [c for c in v if c in inner] for k, v in case.get("groups", groups_of(inner)).items()})
