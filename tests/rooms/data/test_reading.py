"""Reading a whole wave: everything wrong at once, and what is given when nothing is."""

from pathlib import Path

from tests.rooms.data.drawn import BASIC, folder, study

DATA = "studies/essai/data/2026.csv"
SPEC = "studies/essai/study.yml"


def test_every_problem_of_a_file_at_once(tmp_path: Path) -> None:
    questions = {
        "q_note": {"type": "scale", "scale": "satisfaction5", "text": "?"},
        "q_jours": {"type": "numeric", "text": "?"},
        "q_nps": {"type": "nps", "text": "?"},
    }
    data = "region,q_note,q_jours,email\nnord,8,3,x\nsud,1,abc,x\n"
    wave = {"answers": "3", "codes": {"q_note": {"10": "6"}}}
    assert folder(tmp_path, data, study(wave, questions=questions)).refused() == [
        f"D01 {DATA}:1:1",
        f"D02 {DATA}:2:1",
        f"D10 {DATA}:3:1",
        f"D03 {SPEC}",
        f"D09 {SPEC}",
        f"D23 {SPEC}",
    ]


def test_as_many_rows_as_announced(tmp_path: Path) -> None:
    assert folder(tmp_path, BASIC, study({"answers": "2"})).read().rows == 2
    assert folder(tmp_path, BASIC, study({"answers": "3"})).refused() == [f"D03 {SPEC}"]


def test_what_a_good_file_gives(tmp_path: Path) -> None:
    weighting = {"method": "given", "column": "poids"}
    wave = {"answers": "2", "invited": "50"}
    data = "region,q_note,poids\nnord,5,0.5\nsud,1,1.5\n"
    read = folder(tmp_path, data, study(wave, weighting=weighting)).read()
    assert (read.study, read.wave, read.rows, read.invited) == ("essai", "2026", 2, 50)
    assert read.weights is not None
    assert read.weights.tolist() == [0.5, 1.5]
    assert read.groups["region=sud"].tolist() == [False, True]
    assert len(read.data) == 64
    assert read.warnings == ()


def test_data_refused_end_with_their_own_exit_code(tmp_path: Path) -> None:
    for problem in folder(tmp_path, "region,q_note,x\nest,8,1\n", study({"answers": "5"})).problems():
        assert problem.exit_code == 3


def test_no_more_answers_than_people_invited_or_surveyed(tmp_path: Path) -> None:
    assert folder(tmp_path, BASIC, study({"invited": "1"})).refused() == [f"D03.invited {SPEC}"]
    assert folder(tmp_path, BASIC, study({"started": "1"})).refused() == [f"D03.started {SPEC}"]
    few = {"who": "Salariés", "size": "1"}
    census = study(population=few, sample={"design": "census"})
    assert folder(tmp_path, BASIC, census).refused() == [f"D03.population {SPEC}"]
    invited = study({"invited": "9"}, population=few, sample={"design": "census"})
    assert folder(tmp_path, BASIC, invited).read().rows == 2
    assert folder(tmp_path, BASIC, study(population=few, sample={"design": "quota"})).read().rows == 2
