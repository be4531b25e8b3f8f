"""Opening a file: nothing is guessed, and what would have to be is refused with a sentence."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from generator.data.delimited import connect
from generator.words import Lang
from tests.rooms.data.drawn import BASIC, folder, study

FILE = "studies/essai/data/2026.csv"
SPEC = "studies/essai/study.yml"


def notes(tmp_path: Path, data: str | bytes) -> list[int]:
    """The codes read in the column of notes: 4 stands for the fifth answer."""
    return folder(tmp_path, data).read().codes["q_note"].tolist()


@pytest.mark.parametrize(
    "data",
    [
        BASIC,
        "\ufeff" + BASIC,
        BASIC.replace(",", ";"),
        BASIC.replace(",", "\t"),
        BASIC.replace("\n", "\r\n"),
        BASIC.replace("\n", "\r"),
        BASIC.rstrip("\n"),
        BASIC.replace("\n", "\n\n"),
        '"region","q_note"\n"nord","5"\n"sud","1"\n',
        "\ufeff" + '"region","q_note"\r\n"nord","5"\r\n"sud","1"\r\n',
        "region ,  q_note  \nnord , 5\n sud,1 \n",
        "q_note,region\n5,nord\n1,sud\n",
    ],
)
def test_the_same_table_however_it_was_saved(tmp_path: Path, data: str) -> None:
    assert notes(tmp_path, data) == [4, 0]


def test_headers_may_hold_commas_line_breaks_and_html(tmp_path: Path) -> None:
    names = {"q_note": '<b>Note</b>, de 1\nà "5"', "region": "Région, s'il vous plaît"}
    header = ",".join('"' + name.replace('"', '""') + '"' for name in (names["region"], names["q_note"]))
    for line_end in ("\n", "\r\n"):
        data = f"{header}{line_end}nord,5{line_end}sud,1{line_end}"
        drawn = folder(tmp_path, data, study({"columns": names}))
        assert drawn.read().codes["q_note"].tolist() == [4, 0]


def test_a_line_break_inside_a_field_is_not_a_new_row(tmp_path: Path) -> None:
    data = 'region,q_note,avis\r\nnord,5,"long\net large"\r\nsud,1,\r\n'
    drawn = folder(tmp_path, data, study({"ignore": ["avis"]}))
    assert drawn.read().codes["q_note"].tolist() == [4, 0]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", f"D12 {FILE}"),
        (b"region,q_note\n", f"D12 {FILE}"),
        ("région,q_note\nnord,5\n".encode("cp1252"), f"D14 {FILE}:1:1"),
        ("region,q_note\nnord,5\nété,1\n".encode("cp1252"), f"D14 {FILE}:3:1"),
        (BASIC.encode("utf-16"), f"D14 {FILE}:1:1"),
        (b"region,q_note\nnord,\x81\n", f"D14.unknown {FILE}:2:1"),
        (BASIC.encode("utf-16-le"), f"D15.nulls {FILE}"),
        (b"region,q_note\nnord,5\nsud,1,3\n", f"D15.line {FILE}:3:1"),
        (b'region,q_note\nnord,"5\nsud,1\n', f"D15.line {FILE}:2:1"),
        (b"region,q_note\nnord,5\r\nsud,1\n", f"D15 {FILE}"),
        ('\ufeff"region\nhabitée",q_note\nnord,5\n'.encode(), f"D15.header {FILE}"),
    ],
)
def test_what_cannot_be_read_without_guessing(tmp_path: Path, data: bytes, told: str) -> None:
    assert folder(tmp_path, data).refused() == [told]


def test_a_bad_row_far_away_is_told_by_its_line_and_never_quoted(tmp_path: Path) -> None:
    data = "region,q_note\n" + "nord,5\n" * 300_000 + "sud,1,secret\n"
    (problem,) = folder(tmp_path, data).problems()
    assert str(problem.position) == f"{FILE}:300002:1"
    assert "secret" not in "".join(problem.sentence(Lang.EN, part) for part in ("what", "why", "fix"))


def test_the_sentence_names_the_encoding_and_how_to_save(tmp_path: Path) -> None:
    (problem,) = folder(tmp_path, "région,q_note\n".encode("cp1252")).problems()
    assert "Windows-1252" in problem.sentence(Lang.FR, "what")
    assert "CSV UTF-8" in problem.sentence(Lang.FR, "fix")


@pytest.mark.parametrize(
    ("file", "code"),
    [
        ("data/absent.csv", "D13"),
        ("../ailleurs.csv", "D13.outside"),
        ("data/*.parquet", "D13"),
        ("data", "D15.format"),
        ("data/2026.ods", "D15.format"),
    ],
)
def test_a_file_that_is_not_there_or_not_a_table(tmp_path: Path, file: str, code: str) -> None:
    inside = tmp_path / "essai"
    (tmp_path / "ailleurs.csv").write_text(BASIC)
    drawn = folder(inside, BASIC, study({"data": file}))
    (inside / "data" / "2026.ods").write_text(BASIC)
    assert [problem.code for problem in drawn.problems()] == [code]


def test_a_link_out_of_the_folder_is_outside(tmp_path: Path) -> None:
    (tmp_path / "ailleurs.csv").write_text(BASIC)
    drawn = folder(tmp_path / "essai", BASIC, study({"data": "data/lien.csv"}))
    (tmp_path / "essai" / "data" / "lien.csv").symlink_to(tmp_path / "ailleurs.csv")
    assert drawn.refused() == [f"D13.outside {SPEC}"]


def test_names_that_look_like_patterns_are_names(tmp_path: Path) -> None:
    file = "[a]*{b,c}/20?6.csv"
    drawn = folder(tmp_path / "x*[y]", BASIC, study({"data": file}), file)
    (tmp_path / "x*[y]" / "[a]*{b,c}" / "2026.csv").write_text("never read")
    assert drawn.read().rows == 2


def test_a_folder_is_not_a_file(tmp_path: Path) -> None:
    drawn = folder(tmp_path, BASIC, study({"data": "data/dossier.csv"}))
    (tmp_path / "data" / "dossier.csv").mkdir()
    assert drawn.refused() == [f"D13.unreadable {SPEC}"]


def test_a_wave_without_a_file(tmp_path: Path) -> None:
    assert folder(tmp_path, BASIC, study({"data": None})).refused() == [f"D13.undeclared {SPEC}"]


def test_parquet_gives_the_same_answers(tmp_path: Path) -> None:
    pq.write_table(
        pa.table({"region ": ["nord", "sud", "sud"], "q_note": [5.0, 1.0, None]}), tmp_path / "2026.parquet"
    )
    drawn = folder(tmp_path, BASIC, study({"data": "2026.parquet"}))
    assert drawn.read().codes["q_note"].tolist() == [4, 0, -1]


def test_a_damaged_parquet(tmp_path: Path) -> None:
    drawn = folder(tmp_path, "PAR1 is not enough", study({"data": "2026.parquet"}), file="2026.parquet")
    assert drawn.refused() == ["D15.parquet studies/essai/2026.parquet"]


def test_nothing_is_drawn_while_a_large_file_is_read(tmp_path: Path) -> None:
    with connect(tmp_path / "2026.csv") as connection:
        shown = connection.execute("SELECT current_setting('enable_progress_bar')").fetchone()
    assert shown == (False,)
