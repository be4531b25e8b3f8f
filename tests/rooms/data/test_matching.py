"""Only declared columns enter; ignored ones are neither read nor named."""

from pathlib import Path

from generator.errors import render
from generator.words import Lang
from tests.rooms.data.drawn import folder, study

DATA = "studies/essai/data/2026.csv"
SPEC = "studies/essai/study.yml"


def told(tmp_path: Path, header: str, **wave: object) -> list[str]:
    """The code and the first sentence of each problem of a file with this header."""
    row = ",".join({"region": "nord"}.get(name.strip(), "5") for name in header.split(","))
    drawn = folder(tmp_path, f"{header}\n{row}\n", study(wave))
    return [f"{p.code} {p.position} {p.sentence(Lang.EN, 'what')}" for p in drawn.problems()]


def test_an_undeclared_column_is_named(tmp_path: Path) -> None:
    assert told(tmp_path, "region,q_note,email") == [
        f"D01 {DATA}:1:1 The column “email” is in the data but not in the spec."
    ]


def test_undeclared_columns_are_told_together(tmp_path: Path) -> None:
    (only,) = told(tmp_path, "region,email,q_note,tel")
    assert only == f"D01.several {DATA}:1:1 These columns are in the data but not in the spec: email, tel."


def test_a_column_without_a_name(tmp_path: Path) -> None:
    assert told(tmp_path, ",region,q_note") == [f"D01.unnamed {DATA}:1:1 Column no. 1 has no name."]


def test_an_absent_column_and_the_one_it_may_be(tmp_path: Path) -> None:
    absent, undeclared = sorted(told(tmp_path, "region,Q_NOTE"), reverse=True)
    assert absent.startswith(f"D09.nearest {SPEC}")
    assert undeclared.startswith("D01 ")


def test_drifted_names(tmp_path: Path) -> None:
    data = "Q12REG,NETPRO  \nnord,5\n"
    for columns in ({"region": "Q12REG", "q_note": "NETPRO"}, {"region": "Q12REG", "q_note": "NETPRO  "}):
        assert folder(tmp_path, data, study({"columns": columns})).read().codes["q_note"].tolist() == [4]


def test_ignored_columns_are_never_named(tmp_path: Path) -> None:
    names = "*RESPNUM,Q8COM1,Q8COM2,Secret (1)"
    (only,) = told(tmp_path, f"region,q_note,{names},email", ignore=["*RESPNUM", "Q8COM*", "Secret (1)"])
    assert only.startswith("D01 ")
    assert "email" in only
    assert not any(name in only for name in names.split(","))


def test_a_pattern_is_not_a_regular_expression(tmp_path: Path) -> None:
    (only,) = told(tmp_path, "region,q_note,abc,a.c", ignore=["a.c"])
    assert only.startswith("D01 ")
    assert "abc" in only


def test_a_pattern_spares_what_is_declared_and_a_whole_name_does_not(tmp_path: Path) -> None:
    data = "region,q_note,q_autre\nnord,5,x\n"
    assert folder(tmp_path, data, study({"ignore": ["q_*"]})).read().codes["q_note"].tolist() == [4]
    assert folder(tmp_path, data, study({"ignore": ["q_*", "q_note"]})).refused() == [f"D09.ignored {SPEC}"]


def test_two_columns_of_one_name(tmp_path: Path) -> None:
    (only,) = told(tmp_path, "region,q_note,q_note ")
    assert only.startswith(f"D25 {DATA}:1:1 ")
    drawn = folder(tmp_path, "region,q_note,x,x \nnord,5,1,2\n", study({"ignore": ["x"]}))
    assert drawn.read().rows == 1


SECRET = "Karim, 06 12"


def test_a_file_without_a_header_says_nothing_of_its_first_answers(tmp_path: Path) -> None:
    drawn = folder(tmp_path, f'nord,5,"{SECRET}"\nsud,1,x\n')
    assert drawn.refused() == [f"D01.headless {DATA}:1:1"]
    assert all(SECRET not in render(problem, lang) for problem in drawn.problems() for lang in Lang)


def test_a_quotation_mark_left_open_in_the_header_says_nothing_of_the_answers(tmp_path: Path) -> None:
    for header in ('"region,q_note,x', 'region,"q_note,x', 'region,q_note,"x'):
        drawn = folder(tmp_path, f"{header}\nnord,5,{SECRET[:5]}\n")
        said = "".join(render(problem, lang) for problem in drawn.problems() for lang in Lang)
        assert SECRET[:5] not in said


def test_what_is_no_name_is_told_by_its_place(tmp_path: Path) -> None:
    for name in ("1842", "x" * 121, '"a\nb"'):
        drawn = folder(tmp_path, f"region,q_note,{name}\nnord,5,x\n")
        assert drawn.refused() == [f"D01.odd {DATA}:1:1"]
