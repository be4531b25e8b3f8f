"""What drifted from wave to wave: names of columns, codes, questions that are not asked."""

from pathlib import Path
from typing import Any

from tests.rooms.data.drawn import Folder, folder, study

SPEC = "studies/essai/study.yml"
GRID: dict[str, Any] = {
    "type": "grid",
    "scale": "satisfaction5",
    "text": "À chacun de ces moments ?",
    "items": {"devis": "Obtenir un devis", "contact": {"text": "Joindre", "column": "JOINDRE"}},
}


def grid(tmp_path: Path, data: str, wave: dict[str, Any], **question: Any) -> Folder:
    return folder(tmp_path, data, study(wave, questions={"q_moments": {**GRID, **question}}))


def codes(drawn: Folder) -> dict[str, list[int]]:
    return {name: array.tolist() for name, array in drawn.read().codes.items()}


BOTH = {"q_moments.devis": [4], "q_moments.contact": [0]}


def test_the_columns_of_a_grid(tmp_path: Path) -> None:
    assert codes(grid(tmp_path, "region,q_moments_devis,JOINDRE\nnord,5,1\n", {})) == BOTH
    assert codes(grid(tmp_path, "region,Q7_devis,JOINDRE\nnord,5,1\n", {}, column="Q7")) == BOTH


def test_columns_that_drifted_one_by_one_or_together(tmp_path: Path) -> None:
    one = {"columns": {"q_moments.devis": "Q7A", "q_moments.contact": "Q7B"}}
    assert codes(grid(tmp_path, "region,Q7A,Q7B\nnord,5,1\n", one)) == BOTH
    together = {"columns": {"q_moments": "Q7", "JOINDRE": "Q7B"}}
    assert codes(grid(tmp_path, "region,Q7_devis,Q7B\nnord,5,1\n", together)) == BOTH


def test_codes_that_drifted(tmp_path: Path) -> None:
    wave = {"codes": {"q_moments": {"0": "missing", "10": "5"}, "q_moments.contact": {"10": "1"}}}
    drawn = grid(tmp_path, "region,q_moments_devis,JOINDRE\nnord,10,10\nsud,0,2\n", wave)
    assert codes(drawn) == {"q_moments.devis": [4, -1], "q_moments.contact": [0, 1]}


def test_codes_of_a_segment_by_its_name_or_its_column(tmp_path: Path) -> None:
    for name in ("zone", "ZONE"):
        wave = {"codes": {name: {"N": "nord", "Sud, littoral compris": "sud"}}}
        segments = {"zone": {"column": "ZONE", "levels": {"nord": "Nord", "sud": "Sud"}}}
        data = 'ZONE,q_note\nN,5\n"Sud, littoral compris",1\n'
        groups = folder(tmp_path, data, study(wave, segments=segments)).read().groups
        assert [groups["zone=nord"].tolist(), groups["zone=sud"].tolist()] == [[True, False], [False, True]]


def test_codes_that_lead_nowhere(tmp_path: Path) -> None:
    wave = {"codes": {"q_note": {"10": "6", "11": "missing", "12": "9"}, "region": {"N": "est"}}}
    assert folder(tmp_path, "region,q_note\nnord,5\n", study(wave)).refused() == [f"D23 {SPEC}"] * 2


def test_a_segment_stands_in_the_column_of_its_name(tmp_path: Path) -> None:
    segments = {"zone": {"levels": {"nord": "Nord"}}}
    read = folder(tmp_path, "zone,q_note\nnord,5\n", study(segments=segments)).read()
    assert read.groups["zone=nord"].tolist() == [True]


def test_given_weights_need_a_column(tmp_path: Path) -> None:
    drawn = folder(tmp_path, "region,q_note\nnord,5\n", study(weighting={"method": "given"}))
    assert drawn.refused() == [f"D16.undeclared {SPEC}"]


def test_a_question_the_wave_does_not_ask_has_no_column(tmp_path: Path) -> None:
    questions = {
        "q_note": {"type": "scale", "scale": "satisfaction5", "text": "?"},
        "q_nps": {"type": "nps", "text": "?", "asked_in": ["2027"]},
    }
    for data in ("region,q_note\nnord,5\n", "region,q_note,q_nps\nnord,5,never read\n"):
        assert list(codes(folder(tmp_path, data, study(questions=questions)))) == ["q_note"]


def test_free_text_is_declared_and_never_read(tmp_path: Path) -> None:
    questions = {"q_mot": {"type": "open", "text": "?", "codes": {"prix": "Le prix", "delai": "Le délai"}}}
    data = "region,q_mot,q_mot_prix,q_mot_delai\nnord,Appelez Karim,1,0\n"
    drawn = folder(tmp_path, data, study(questions=questions))
    assert codes(drawn) == {"q_mot.prix": [0], "q_mot.delai": [1]}


def test_codes_of_a_name_that_does_not_exist(tmp_path: Path) -> None:
    wave = {"codes": {"q_notee": {"10": "5"}, "zzz": {"10": "5"}}}
    drawn = folder(tmp_path, "region,q_note\nnord,5\n", study(wave))
    assert drawn.refused() == [f"D23.name {SPEC}", f"D23.nearest {SPEC}"]


def test_codes_of_numbers(tmp_path: Path) -> None:
    segments = {"age": {"column": "AGE", "cuts": {"jeune": "< 40", "aîné": ">= 40"}}}
    wave = {"codes": {"AGE": {"100+": "100"}, "q_jours": {"365+": "365"}}}
    questions = {"q_jours": {"type": "numeric", "text": "?"}}
    read = folder(
        tmp_path, "AGE,q_jours\n100+,365+\n", study(wave, segments=segments, questions=questions)
    ).read()
    assert read.groups["age=aîné"].tolist() == [True]
    assert read.numbers["q_jours"].tolist() == [365.0]
