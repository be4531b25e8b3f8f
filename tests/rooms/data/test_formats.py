"""Every kind of file gives the same answers, the same refusals and the same places."""

import sqlite3
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from generator.data import fingerprint_of
from generator.data.opening import open_wave
from generator.errors import Refused
from tests.rooms.data import kept
from tests.rooms.data.drawn import BASIC, Folder, folder, study

SPEC = "studies/essai/study.yml"
NOTES = {"region": ["nord", "sud", "sud", "nord"], "q_note": [5.0, 1.0, 9.0, None]}
TRAPS = ["None", "NA", "nan", "null", "0123", "True", "1"]
"""Codes that readers are fond of changing."""
ODD = {"1.0": "un", "#N/A": "diese", "-": "tiret", "é": "accent"}
"""Those that no spec can use as they are, and what the wave translates them to."""
LABELS = {1.0: "1 sur 5", 2.0: "2 sur 5", 3.0: "3 sur 5", 4.0: "4 sur 5", 5.0: "5 sur 5", 9.0: "Non concerné"}


def wave(tmp_path: Path, kind: str, columns: kept.Columns = NOTES, data: str = "", **sections: Any) -> Folder:
    """A folder whose wave reads one file of a kind."""
    (tmp_path / "data").mkdir(exist_ok=True)
    kept.KINDS[kind](tmp_path / f"data/2026.{kind}", columns)
    return Folder(study({"data": data or f"data/2026.{kind}"}, **sections), tmp_path)


@pytest.mark.parametrize("kind", kept.KINDS)
def test_the_same_table_in_every_kind_of_file(tmp_path: Path, kind: str) -> None:
    read = wave(tmp_path, kind).read()
    assert read.codes["q_note"].tolist() == [4, 0, -2, -1]
    assert read.groups["region=sud"].tolist() == [False, True, True, False]


@pytest.mark.parametrize("kind", kept.KINDS)
def test_codes_that_readers_are_fond_of_changing(tmp_path: Path, kind: str) -> None:
    written = [*TRAPS, *ODD]
    options = {code: f"Option {number}" for number, code in enumerate([*TRAPS, *ODD.values()])}
    questions = {"q_canal": {"type": "single", "text": "?", "options": options}}
    columns = {"region": ["nord"] * len(written), "q_canal": written}
    kept.KINDS[kind](tmp_path / f"2026.{kind}", columns)
    drawn = Folder(study({"data": f"2026.{kind}", "codes": {"q_canal": ODD}}, questions=questions), tmp_path)
    assert drawn.read().codes["q_canal"].tolist() == list(range(len(written)))


@pytest.mark.parametrize("kind", kept.KINDS)
def test_numbers_and_weights(tmp_path: Path, kind: str) -> None:
    columns = {"region": ["nord"] * 3, "q_jours": [12.5, 999.0, None], "poids": [0.3, 1.0, 1e-3]}
    questions = {"q_jours": {"type": "numeric", "text": "?", "missing": {"999": "Ne sait pas"}}}
    drawn = wave(
        tmp_path, kind, columns, questions=questions, weighting={"method": "given", "column": "poids"}
    )
    read = drawn.read()
    assert read.codes["q_jours"].tolist() == [0, -2, -1]
    assert read.numbers["q_jours"][0] == 12.5
    assert read.weights is not None
    assert read.weights.tolist() == [0.3, 1.0, 1e-3]


@pytest.mark.parametrize(
    ("kind", "line"), [("csv", 3), ("parquet", 2), ("sav", 2), ("dta", 2), ("xlsx", 3), ("sqlite", 2)]
)
def test_a_wrong_value_is_told_by_its_place(tmp_path: Path, kind: str, line: int) -> None:
    columns = {"region": ["nord", "est"], "q_note": [5.0, 7.5], "poids": [1.0, -2.0]}
    drawn = wave(tmp_path, kind, columns, weighting={"method": "given", "column": "poids"})
    place = f"studies/essai/data/2026.{kind}:{line}:1"
    assert drawn.refused() == [f"D02 {place}", f"D02 {place}", f"D16 {place}"]


@pytest.mark.parametrize("kind", kept.KINDS)
def test_columns_are_held_against_the_spec(tmp_path: Path, kind: str) -> None:
    drawn = wave(tmp_path, kind, {**NOTES, "nom": ["a", "b", "c", "d"]})
    assert drawn.refused() == [f"D01 studies/essai/data/2026.{kind}:1:1"]


@pytest.mark.parametrize("kind", kept.KINDS)
def test_a_file_that_changes_while_it_is_read(tmp_path: Path, kind: str) -> None:
    drawn = wave(tmp_path, kind)
    source = open_wave(drawn.study, "2026", drawn.path)
    batches = source.batches([0])
    next(batches)
    with (tmp_path / f"data/2026.{kind}").open("ab") as file:
        file.write(b"\n")
    with pytest.raises(Refused) as refusal:
        list(batches)
    assert [problem.code for problem in refusal.value.diagnostics] == ["D19"]


@pytest.mark.parametrize(
    ("kind", "code"),
    [("parquet", "D15.parquet"), ("sav", "D15.labelled"), ("dta", "D15.labelled"), ("xlsx", "D15.workbook"),
     ("sqlite", "D15.database")],
)  # fmt: skip
def test_a_damaged_file(tmp_path: Path, kind: str, code: str) -> None:
    file = f"data/2026.{kind}"
    drawn = folder(tmp_path, b"SQLite format 3\0 is not enough" * 9, study({"data": file}), file)
    assert drawn.refused() == [f"{code} studies/essai/{file}"]


@pytest.mark.parametrize("kind", ["csv", "parquet", "sav", "dta", "xlsx", "sqlite"])
def test_no_row_at_all(tmp_path: Path, kind: str) -> None:
    drawn = wave(
        tmp_path,
        kind,
        {"region": [], "q_note": []},
    )
    assert "D12" in [problem.number for problem in drawn.problems()]


# Several files


def test_several_files_are_one_table(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    kept.csv(tmp_path / "data/a.csv", {"region": ["nord"], "q_note": ["5"]})
    kept.csv(tmp_path / "data/b.csv", {"q_note": ["1", "2"], "region": ["sud", "nord"]})
    kept.csv(tmp_path / "data/.cache.csv", {"q_note": ["1"], "region": ["sud"]})
    drawn = Folder(study({"data": "data/*.csv"}), tmp_path)
    read = drawn.read()
    assert read.codes["q_note"].tolist() == [4, 0, 1]
    assert read.data == fingerprint_of(tmp_path, "data/*.csv")


def test_a_place_is_that_of_the_file_that_holds_it(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    kept.csv(tmp_path / "data/a.csv", {"region": ["nord"], "q_note": ["5"]})
    kept.csv(tmp_path / "data/b.csv", {"region": ["sud", "nord"], "q_note": ["1", "7"]})
    drawn = Folder(study({"data": "data/*.csv"}), tmp_path)
    assert drawn.refused() == ["D02 studies/essai/data/b.csv:3:1"]


def test_files_with_other_columns(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    kept.csv(tmp_path / "data/a.csv", {"region": ["nord"], "q_note": ["5"]})
    kept.csv(tmp_path / "data/b.csv", {"region": ["sud"], "note": ["1"]})
    drawn = Folder(study({"data": "data/*.csv"}), tmp_path)
    assert drawn.refused() == ["D29 studies/essai/data/b.csv"]


def test_a_pattern_never_leads_out_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "ailleurs.csv").write_text(BASIC)
    (tmp_path / "essai/data").mkdir(parents=True)
    (tmp_path / "essai/data/lien.csv").symlink_to(tmp_path / "ailleurs.csv")
    drawn = Folder(study({"data": "data/*.csv"}), tmp_path / "essai")
    assert drawn.refused() == [f"D13.outside {SPEC}"]


# Value labels


def test_labels_of_the_file_say_what_its_codes_are(tmp_path: Path) -> None:
    columns = {"region": [1.0, 2.0], "q_note": [5.0, 9.0]}
    told = {"region": {1.0: "NORD", 2.0: "Sud "}, "q_note": LABELS}
    kept.sav(tmp_path / "2026.sav", columns, variable_value_labels=told, missing_ranges={"q_note": [9]})
    read = Folder(study({"data": "2026.sav"}), tmp_path).read()
    assert read.groups["region=nord"].tolist() == [True, False]
    assert read.codes["q_note"].tolist() == [4, -2]
    assert read.warnings == ()


def test_a_scale_turned_round_is_refused(tmp_path: Path) -> None:
    turned = {code: LABELS[6.0 - code] for code in (1.0, 2.0, 3.0, 4.0, 5.0)}
    kept.dta(
        tmp_path / "2026.dta", NOTES, variable_value_labels={"q_note": {int(c): t for c, t in turned.items()}}
    )
    drawn = Folder(study({"data": "2026.dta"}), tmp_path)
    (problem,) = drawn.problems()
    assert (problem.code, problem.values["codes"]) == ("D26", "1, 2, 4, 5")


def test_a_person_may_say_what_the_codes_of_a_file_are(tmp_path: Path) -> None:
    turned = {code: LABELS[6.0 - code] for code in (1.0, 2.0, 3.0, 4.0, 5.0)}
    kept.sav(tmp_path / "2026.sav", NOTES, variable_value_labels={"q_note": turned})
    codes = {"q_note": {str(code): str(6 - code) for code in range(1, 6)}}
    read = Folder(study({"data": "2026.sav", "codes": codes}), tmp_path).read()
    assert read.codes["q_note"].tolist() == [0, 4, -2, -1]


def test_labels_that_differ_are_only_said(tmp_path: Path) -> None:
    levels = {"n": "Nord", "s": "Sud"}
    segments = {"region": {"column": "region", "levels": levels}}
    columns = {"region": ["n", "s"], "q_note": [5.0, 1.0]}
    kept.sav(tmp_path / "2026.sav", columns, variable_value_labels={"region": {"n": "Nord", "s": "Midi"}})
    read = Folder(study({"data": "2026.sav"}, segments=segments), tmp_path).read()
    assert [(warning.code, warning.values["codes"]) for warning in read.warnings] == [("D27", "s")]


def test_a_missing_code_that_the_spec_does_not_know_is_not_dropped(tmp_path: Path) -> None:
    kept.sav(tmp_path / "2026.sav", {"region": ["nord"], "q_note": [8.0]}, missing_ranges={"q_note": [8]})
    assert Folder(study({"data": "2026.sav"}), tmp_path).refused() == ["D02 studies/essai/2026.sav:1:1"]


def test_missing_values_of_stata_are_codes(tmp_path: Path) -> None:
    columns = {"region": ["nord", "sud"], "q_canal": [1, "a"]}
    kept.dta(tmp_path / "2026.dta", columns, missing_user_values={"q_canal": ["a"]})
    question = {"type": "single", "text": "?", "options": {"1": "A", "2": "B"}, "missing": {"a": "Refus"}}
    read = Folder(study({"data": "2026.dta"}, questions={"q_canal": question}), tmp_path).read()
    assert read.codes["q_canal"].tolist() == [0, -2]


# Workbooks


def book(tmp_path: Path) -> openpyxl.Workbook:
    kept.xlsx(tmp_path / "2026.xlsx", NOTES)
    return openpyxl.load_workbook(tmp_path / "2026.xlsx")


def refused(tmp_path: Path, data: str = "2026.xlsx") -> list[str]:
    return Folder(study({"data": data}), tmp_path).refused()


def test_a_date_is_what_a_spreadsheet_made_of_a_code(tmp_path: Path) -> None:
    drawn = book(tmp_path)
    drawn.active["B3"] = date(2026, 4, 3)
    drawn.save(tmp_path / "2026.xlsx")
    assert refused(tmp_path) == ["D15.date studies/essai/2026.xlsx:3:1"]


def test_a_formula_hides_what_was_answered(tmp_path: Path) -> None:
    drawn = book(tmp_path)
    drawn.active["B3"] = "=6-A3"
    drawn.save(tmp_path / "2026.xlsx")
    assert refused(tmp_path) == ["D15.formula studies/essai/2026.xlsx:3:1"]


def test_an_error_of_the_spreadsheet_is_no_blank(tmp_path: Path) -> None:
    drawn = book(tmp_path)
    drawn.active["B4"] = "#REF!"
    drawn.save(tmp_path / "2026.xlsx")
    assert refused(tmp_path) == ["D02 studies/essai/2026.xlsx:4:1"]


def test_a_merged_header(tmp_path: Path) -> None:
    drawn = book(tmp_path)
    drawn.active.merge_cells("A1:B1")
    drawn.save(tmp_path / "2026.xlsx")
    assert refused(tmp_path) == ["D15.merged studies/essai/2026.xlsx:1:1"]


def test_a_header_lower_down(tmp_path: Path) -> None:
    drawn = book(tmp_path)
    drawn.active.insert_rows(1)
    drawn.save(tmp_path / "2026.xlsx")
    assert refused(tmp_path) == ["D15.first studies/essai/2026.xlsx"]


def test_rows_without_any_value_are_none(tmp_path: Path) -> None:
    drawn = book(tmp_path)
    drawn.active.insert_rows(3)
    drawn.active["B6"] = "7"
    drawn.save(tmp_path / "2026.xlsx")
    assert refused(tmp_path) == ["D02 studies/essai/2026.xlsx:6:1"]


def test_one_sheet_of_several(tmp_path: Path) -> None:
    drawn = book(tmp_path)
    drawn.create_sheet("Codes")
    drawn.save(tmp_path / "2026.xlsx")
    assert refused(tmp_path) == ["D15.sheets studies/essai/2026.xlsx"]
    assert refused(tmp_path, "2026.xlsx#Autre") == ["D15.sheet studies/essai/2026.xlsx"]
    read = Folder(study({"data": "2026.xlsx#Feuille 1"}), tmp_path).read()
    assert read.rows == 4
    assert read.data == fingerprint_of(tmp_path, "2026.xlsx#Feuille 1")
    assert read.data != fingerprint_of(tmp_path, "2026.xlsx#Codes")


# Databases


def database(tmp_path: Path, data: str = "2026.sqlite") -> Folder:
    kept.sqlite(tmp_path / "2026.sqlite", NOTES)
    return Folder(study({"data": data}), tmp_path)


def test_one_table_or_view_of_several(tmp_path: Path) -> None:
    drawn = database(tmp_path)
    connection = sqlite3.connect(tmp_path / "2026.sqlite")
    connection.execute("CREATE VIEW du_nord AS SELECT * FROM reponses WHERE region = 'nord'")
    connection.close()
    assert drawn.refused() == ["D15.tables studies/essai/2026.sqlite"]
    assert refused(tmp_path, "2026.sqlite#autre") == ["D15.table studies/essai/2026.sqlite"]
    assert Folder(study({"data": "2026.sqlite#du_nord"}), tmp_path).read().rows == 2


def test_a_database_that_a_program_writes_to(tmp_path: Path) -> None:
    drawn = database(tmp_path)
    (tmp_path / "2026.sqlite-wal").write_bytes(b"answers")
    assert drawn.refused() == ["D15.pending studies/essai/2026.sqlite"]


def test_bytes_are_no_code(tmp_path: Path) -> None:
    kept.sqlite(tmp_path / "2026.sqlite", {"region": ["nord", "sud"], "q_note": ["5", b"5"]})
    drawn = Folder(study({"data": "2026.sqlite"}), tmp_path)
    assert drawn.refused() == ["D15.bytes studies/essai/2026.sqlite:2:1"]


def test_names_of_tables_and_columns_are_never_statements(tmp_path: Path) -> None:
    odd = 'q"; DROP TABLE x; --'
    kept.sqlite(tmp_path / "2026.sqlite", {"region": ["nord"], "q_note": ["5"]}, 'a"b'.replace('"', '""'))
    connection = sqlite3.connect(tmp_path / "2026.sqlite")
    connection.execute('ALTER TABLE "a""b" RENAME COLUMN q_note TO "' + odd.replace('"', '""') + '"')
    connection.close()
    read = Folder(study({"data": '2026.sqlite#a"b', "columns": {"q_note": odd}}), tmp_path).read()
    assert read.codes["q_note"].tolist() == [4]


@pytest.mark.parametrize("data", ["postgresql:public.reponses", "mysql:reponses"])
def test_a_database_of_a_server_is_refused_with_a_way_out(tmp_path: Path, data: str) -> None:
    assert Folder(study({"data": data}), tmp_path).refused() == [f"D13.server {SPEC}"]
