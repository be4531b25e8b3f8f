"""Plans with fewer groups: what an author could write to show more."""

from generator.spec.regrouping import Regrouped, crossing_of, merging, unchanged, without
from tests.rooms.disclosure.drawn import Drawn, meeting, people

FEW = meeting("few", "r = n", "f")
DRAWN = Drawn(people(1), {"r": "nse", "a": "yo"}, crossings=(("r", "a"),), more=(FEW,))


def ids(fewer: Regrouped) -> list[str]:
    return [group.id for group in fewer.plan.groups]


def test_levels_become_one_wherever_they_stand() -> None:
    merged = merging(DRAWN.plan, "r", ("n", "e"))
    crossed = ["r=n+e&a=y", "r=n+e&a=o", "r=s&a=y", "r=s&a=o"]
    assert ids(merged) == ["all", "r=n+e", "r=s", "a=y", "a=o", *crossed, "f.few"]
    assert merged.parts["r=n+e"] == ("r=n", "r=e")
    assert merged.parts["r=n+e&a=y"] == ("r=n&a=y", "r=e&a=y")
    assert merged.plan.group["r=n+e"].level == "n+e"
    assert len(merged.plan.tables) == 10


def test_a_crossing_is_left_out_and_nothing_else() -> None:
    fewer = without(DRAWN.plan, ("r", "a"))
    assert ids(fewer) == ["all", "r=n", "r=s", "r=e", "a=y", "a=o", "f.few"]
    assert {crossing_of(group) for group in DRAWN.plan.groups} == {(), ("r", "a")}


def test_nothing_changed_is_the_same_tables() -> None:
    same = unchanged(DRAWN.plan)
    assert (same.plan.groups, same.plan.tables) == (DRAWN.plan.groups, DRAWN.plan.tables)
    assert all(parts == (name,) for name, parts in same.parts.items())
