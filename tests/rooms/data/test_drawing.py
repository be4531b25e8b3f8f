"""The design of a wave: strata, clusters, sizes, replicates and persons, and what is refused of them."""

from pathlib import Path
from typing import Any

import pytest

from generator.aggregates.designs import Design
from generator.data import Responses
from generator.spec.models import LonelyCluster
from tests.rooms.data.drawn import folder, study

DATA = "studies/essai/data/2026.csv"
SPEC = "studies/essai/study.yml"
SAMPLE = {"design": "probability", "strata": ["strate"], "clusters": "agence"}
FOUR = "region,q_note,strate,agence\nnord,5,A,a1\nnord,4,A,a2\nsud,1,B,b1\nsud,2,B,b2\n"


def read(tmp_path: Path, data: str, sample: dict[str, Any] = SAMPLE, **sections: Any) -> Responses:
    return folder(tmp_path, data, study(sample=sample, **sections)).read()


def refused(tmp_path: Path, data: str, **more: Any) -> list[str]:
    return folder(tmp_path, data, study(sample={**SAMPLE, **more})).refused()


def test_strata_and_clusters_are_numbered(tmp_path: Path) -> None:
    sampled = read(tmp_path, FOUR).sampled
    assert sampled is not None
    assert sampled.stated == ("strata", "clusters")
    assert sampled.strata is not None
    assert sampled.clusters is not None
    assert len({*sampled.strata.tolist()}) == 2
    assert len({*sampled.clusters.tolist()}) == 4
    assert (sampled.strata[0], sampled.strata[2]) == (sampled.strata[1], sampled.strata[3])


def test_a_stratum_may_be_a_segment(tmp_path: Path) -> None:
    data = "region,q_note\nnord,5\nnord,4\nsud,1\nsud,2\n"
    sampled = read(tmp_path, data, {"design": "probability", "strata": ["region"]}).sampled
    assert sampled is not None
    assert sampled.stated == ("strata",)


def test_without_design_columns_there_are_weights_only(tmp_path: Path) -> None:
    assert read(tmp_path, "region,q_note\nnord,5\nsud,1\n", {"design": "probability"}).sampled is None


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (FOUR.replace("A,a2", "A,"), f"D32 {DATA}:3:1"),
        (FOUR.replace("sud,1,B", "sud,1,"), f"D32 {DATA}:4:1"),
        (FOUR.replace("B,b1", "B,a1"), f"D33 {SPEC}"),
        (FOUR.replace("A,a2", "A,a1"), f"D34 {SPEC}"),
    ],
)
def test_a_design_that_cannot_be_is_refused(tmp_path: Path, data: str, code: str) -> None:
    assert refused(tmp_path, data) == [code]


@pytest.mark.parametrize("rule", list(LonelyCluster))
def test_a_declared_rule_speaks_for_a_cluster_alone(tmp_path: Path, rule: LonelyCluster) -> None:
    data = FOUR.replace("A,a2", "A,a1")
    sampled = read(tmp_path, data, {**SAMPLE, "lonely": rule.value}).sampled
    assert sampled is not None
    assert sampled.lonely is rule


@pytest.mark.parametrize("sizes", [(10, 20, 30, 30), (1, 1, 9, 9)])
def test_sizes_are_those_of_strata(tmp_path: Path, sizes: tuple[int, ...]) -> None:
    head, *lines = FOUR.split()
    data = "\n".join([f"{head},taille", *(f"{line},{n}" for line, n in zip(lines, sizes, strict=True)), ""])
    assert refused(tmp_path, data, sizes="taille") == [f"D35 {SPEC}"]


def test_a_person_given_twice_is_refused(tmp_path: Path) -> None:
    data = "region,q_note,ident\nnord,5,x\nsud,1,y\nsud,2,x\n"
    sample = {"design": "probability", "person": "ident"}
    assert folder(tmp_path, data, study(sample=sample)).refused() == [f"D28 {DATA}:4:1"]


@pytest.mark.parametrize(
    ("line", "code"), [("sud,2,A,x", f"D28 {DATA}:5:1"), ("sud,2,,z", f"D32 {DATA}:5:1")]
)
def test_a_place_is_a_line_even_where_a_record_spans_several(tmp_path: Path, line: str, code: str) -> None:
    data = f'region,q_note,strate,ident,mot\nnord,5,A,x,"deux\nlignes"\nsud,1,A,y,un\n{line},un\n'
    sample = {"design": "probability", "strata": ["strate"], "person": "ident"}
    assert folder(tmp_path, data, study({"ignore": ["mot"]}, sample=sample)).refused() == [code]


def test_persons_are_marks_that_do_not_change_from_wave_to_wave(tmp_path: Path) -> None:
    sample = {"design": "probability", "person": "ident"}
    one = read(tmp_path / "1", "region,q_note,ident\nnord,5,x\nsud,1,y\n", sample).persons
    two = read(tmp_path / "2", "region,q_note,ident\nsud,1,y\nnord,5,12\n", sample).persons
    assert one is not None
    assert two is not None
    assert one[1] == two[0]
    assert len({*one.tolist(), *two.tolist()}) == 3


def test_replicate_weights_stand_for_strata_and_clusters(tmp_path: Path) -> None:
    """Two half-samples: each mean is of one half, a point away from the mean of all."""
    data = "region,q_note,r1,r2\nnord,5,2,0\nnord,3,0,2\n"
    replicates = {"columns": ["r1", "r2"], "method": "balanced"}
    given = read(tmp_path, data, {"design": "probability", "replicates": replicates})
    assert given.sampled is not None
    assert given.sampled.stated == ("replicates",)
    numbers = given.codes["q_note"].astype(float) + 1
    design = Design(numbers * 0 + 1, given.sampled)
    assert design.covariance(lambda rows: numbers[None, rows]).tolist() == [[pytest.approx(1.0)]]
