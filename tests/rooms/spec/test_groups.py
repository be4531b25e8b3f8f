"""Groups: who a number speaks of."""

from pathlib import Path

from generator.spec.groups import groups_of
from tests.rooms.spec.drawn import visit


def test_groups_are_everyone_then_segments_crossings_and_those_named(tmp_path: Path) -> None:
    assert [group.id for group in groups_of(visit(tmp_path))] == [
        "all",
        *("region=nord", "region=sud"),
        *("age=jeune", "age=autre"),
        "venu",
        *("region=nord&age=jeune", "region=nord&age=autre", "region=sud&age=jeune", "region=sud&age=autre"),
        "billet_decroche.lents",
    ]


def test_a_group_says_where_it_comes_from(tmp_path: Path) -> None:
    groups = {group.id: group for group in groups_of(visit(tmp_path))}
    assert (groups["region=nord"].segment, groups["region=nord"].level) == ("region", "nord")
    assert (groups["venu"].segment, groups["venu"].level) == ("venu", None)
    assert groups["venu"].label == "Déjà venus"
    assert groups["age=jeune"].label == "jeune"
    assert groups["region=nord&age=autre"].label == "Nord × autre"
    assert groups["billet_decroche.lents"].finding == "billet_decroche"


def test_a_group_counts_all_the_criteria_it_crosses(tmp_path: Path) -> None:
    study = visit(
        tmp_path, ("{when: q_minutes > 20,", "{when: q_minutes > 20 and region = nord and q_minutes < 90,")
    )
    crosses = {group.id: group.crosses for group in groups_of(study)}
    assert crosses["all"] == 0
    assert crosses["region=nord"] == crosses["venu"] == 1
    assert crosses["region=nord&age=autre"] == 2
    assert crosses["billet_decroche.lents"] == 2
