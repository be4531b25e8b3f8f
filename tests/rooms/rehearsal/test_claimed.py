"""The part of a plan that claims read: what each kind of claim needs, and nothing else."""

from pathlib import Path

import pytest

from generator.rehearsal.claimed import claimed
from generator.spec.plan import plan_of
from tests.rooms.spec.drawn import VISIT, loaded

HELD = "holds: [sat.billet < sat.billet@2025, lowest(sat) = billet]"
MOMENTS = {"q_moments.billet", "q_moments.salles"}


@pytest.mark.parametrize(
    ("holds", "read"),
    [
        ("sat.billet < sat.billet@2025", {"q_moments.billet"}),
        ("lowest(sat) = billet", MOMENTS),
        ("top(1, sat) has salles", MOMENTS),
        ("nps > 10", {"q_nps"}),
        ("nps[lents] > 10", {"q_nps"}),
        ("rank(performance, billet) = 1", MOMENTS),
        ("rank(sat, billet) = 1", MOMENTS),
        ("rank(importance, billet) = 1", {"q_nps", *MOMENTS}),
    ],
)
def test_a_claim_reads_its_measures(tmp_path: Path, holds: str, read: set[str]) -> None:
    study = loaded(tmp_path, (VISIT, HELD, f'holds: ["{holds}"]')).studies["visite"]
    part = claimed(study, plan_of(study), [study])
    assert {measure.id for measure in part.measures} == read
    assert {measure for measure, _ in part.tables} == read
    assert (part.drivers is not None) is ("importance" in holds)


def test_all_groups_of_a_measure_stay(tmp_path: Path) -> None:
    """The gate withholds one for the sake of another: none may be left out."""
    study = loaded(tmp_path).studies["visite"]
    whole = plan_of(study)
    part = claimed(study, whole, [study])
    for measure in part.measures:
        assert part.groups_on(measure.id) == whole.groups_on(measure.id)
    assert part.groups == whole.groups


def test_what_another_study_claims_of_it_stays(tmp_path: Path) -> None:
    own = loaded(tmp_path, (VISIT, HELD, "holds: [nps > 10]")).studies["visite"]
    citing = own.model_copy(update={"id": "autre"})
    other = loaded(tmp_path / "b", (VISIT, HELD, 'holds: ["sat.billet@visite > 10 %"]')).studies["visite"]
    cited = other.model_copy(update={"id": citing.id})
    part = claimed(own, plan_of(own), [own, cited])
    assert {measure.id for measure in part.measures} == {"q_nps", "q_moments.billet"}
