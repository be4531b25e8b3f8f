"""Files that lie about what they are, or hold what no answer is: a sentence each, none of their values."""

import gzip
import os
import sqlite3
import zipfile
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pyreadstat
import pytest

from generator.errors import render
from generator.words import Lang
from tests.rooms.data.drawn import Folder, study

SAID = "Zqcanari"
"""What a respondent would have written: in no message."""
ROWS = b"region,q_note\nnord,5\nsud,1\n"
Make = Callable[[Path], object]


def text(content: bytes) -> Make:
    return lambda path: path.write_bytes(content)


def table(answers: Any, names: tuple[str, ...] = ("q_note",)) -> Make:
    arrays = [pa.array(["nord", "sud"]), *(pa.array(answers) for _ in names)]
    return lambda path: pq.write_table(pa.Table.from_arrays(arrays, ["region", *names]), path)


def labelled(region: list[str], notes: list[Any], **told: Any) -> Make:
    frame = pd.DataFrame({"region": region, "q_note": notes})
    return lambda path: pyreadstat.write_sav(frame, str(path), **told)


def workbook(*rows: list[Any], change: Callable[[Any], object] = lambda book: None) -> Make:
    def make(path: Path) -> None:
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        change(book)
        book.save(path)

    return make


def without(part: str) -> Make:
    """A workbook that lacks one of its parts."""

    def make(path: Path) -> None:
        workbook(HEADER, ["nord", 5])(path)
        with zipfile.ZipFile(path) as whole:
            parts = {name: whole.read(name) for name in whole.namelist() if name != part}
        with zipfile.ZipFile(path, "w") as left:
            for name, content in parts.items():
                left.writestr(name, content)

    return make


def database(*statements: str, cut: int = 0) -> Make:
    def make(path: Path) -> None:
        connection = sqlite3.connect(path)
        for statement in ("CREATE TABLE t (region, q_note)", *statements):
            connection.execute(statement)
        connection.commit()
        connection.close()
        path.write_bytes(path.read_bytes()[: path.stat().st_size - cut])

    return make


def spoiled(make: Make, start: int, stop: int) -> Make:
    """The same file, some bytes of it changed."""

    def change(path: Path) -> None:
        make(path)
        content = bytearray(path.read_bytes())
        content[start:stop] = bytes(255 - byte for byte in content[start:stop])
        path.write_bytes(content)

    return change


HEADER = ["region", "q_note"]
MANY = [f"INSERT INTO t VALUES ('nord', {1 + n % 5})" for n in range(3000)]
CASES: list[tuple[str, Make, str]] = [
    ("2026.csv", text(b"\xef\xbb\xbf\xef\xbb\xbf" + ROWS), "D01"),
    ("2026.csv", text(b"region,q_note\nnord,5\0\n"), "D15.nulls"),
    ("2026.csv", text(b"region;q_note\nnord,5\nsud;1\n"), "D15.line"),
    ("2026.csv", text(b"region,q_note\r\nnord,5\nsud,1\r\n"), "D15"),
    ("2026.csv", text(b"region,q_note,q_note\nnord,5,4\n"), "D25"),
    ("2026.csv", text(b"region,q_note\nnord," + SAID.encode() * 400_000 + b"\n"), "D15"),
    ("2026.csv", text(b'region,q_note\nnord,"5\nsud,1\n' + SAID.encode()), "D15.line"),
    ("2026.csv", text(SAID.encode() + b",5\nsud,1\n"), "D01.headless"),
    ("2026.csv", text(b"region,q_note\nnord,=" + SAID.encode() + b"()\n"), "D02"),
    ("2026.csv", text("region,q_note\nnord,5\n".encode("utf-16")), "D14"),
    ("2026.csv", text(b"region,q_note\nnord,\xed\xa0\x80\n"), "D14"),
    ("2026.csv", text(gzip.compress(ROWS)), "D15.packed"),
    ("2026.csv", table([5, 1]), "D15.packed"),
    ("2026.csv", workbook(HEADER, ["nord", 5]), "D15.packed"),
    ("2026.csv", database(), "D15.packed"),
    ("2026.csv.gz", text(gzip.compress(ROWS)), "D15.format"),
    ("2026.csv", os.mkfifo, "D13.unreadable"),
    ("2026.parquet", os.mkfifo, "D13.unreadable"),
    ("2026.parquet", Path.mkdir, "D13.unreadable"),
    ("2026.csv", lambda path: path.symlink_to("/dev/zero"), "D13.outside"),
    ("2026.csv", lambda path: path.symlink_to(path.with_name("absent")), "D13"),
    ("2026.csv", lambda path: path.symlink_to(path), "D13.unreadable"),
    ("2026.parquet", table([[5], [1]]), "D15.kind"),
    ("2026.parquet", table([{"a": 5}, {"a": 1}]), "D15.kind"),
    ("2026.parquet", table([SAID.encode(), b"\xff"]), "D15.kind"),
    ("2026.parquet", table([timedelta(1), timedelta(2)]), "D15.kind"),
    ("2026.parquet", table([datetime(2026, 1, 1), datetime(2026, 1, 2)]), "D02"),
    ("2026.parquet", table([True, False]), "D02"),
    ("2026.parquet", table([5, 2**62]), "D02"),
    ("2026.parquet", table([5.0, float("inf")]), "D02"),
    ("2026.parquet", table([5, 1], ("q_note", "q_note")), "D25"),
    ("2026.parquet", spoiled(table([5, 1]), 4, 120), "D15.parquet"),
    ("2026.parquet", text(ROWS), "D15.parquet"),
    ("2026.sav", labelled([SAID * 300, "nord"], [5.0, 1.0]), "D02"),
    (
        "2026.sav",
        labelled(["nord", "sud"], [5.0, 98.0], missing_ranges={"q_note": [{"lo": 90, "hi": 99}]}),
        "D02",
    ),
    ("2026.sav", labelled(["nord", "sud"], [date(2026, 1, 1)] * 2), "D02"),
    ("2026.sav", text(ROWS), "D15.labelled"),
    ("2026.xlsx", workbook(HEADER, ["nord", "=1+4"]), "D15.formula"),
    ("2026.xlsx", workbook(HEADER, ["nord", 5], change=lambda book: book.create_sheet()), "D15.sheets"),
    ("2026.xlsx", workbook(HEADER, ["nord", 5], change=lambda book: book.create_chartsheet()), "D15.chart"),
    ("2026.xlsx", workbook(["Bloc", None], HEADER, ["nord", 5]), "D15.merged"),
    ("2026.xlsx", workbook(HEADER, ["nord", SAID * 3000]), "D02"),
    ("2026.xlsx", without("xl/workbook.xml"), "D15.workbook"),
    ("2026.xlsx", without("xl/worksheets/sheet1.xml"), "D15.workbook"),
    ("2026.sqlite", database(*MANY, cut=100), "D15.database"),
    ("2026.sqlite", database(*MANY, cut=3000), "D15.database"),
    ("2026.sqlite", spoiled(database(*MANY), 9000, 9040), "D15.database"),
    ("2026.sqlite", database("INSERT INTO t VALUES ('nord', x'ff')"), "D15.bytes"),
    ("2026.sqlite", database("INSERT INTO t VALUES ('nord', '5' || char(0) || 'x')"), "D02"),
    ("2026.sqlite", database("CREATE VIEW v AS SELECT region, load_extension('x') FROM t"), "D15.tables"),
]


@pytest.mark.parametrize(("file", "make", "code"), CASES, ids=[f"{n}-{c[2]}" for n, c in enumerate(CASES)])
def test_a_sentence_and_none_of_its_values(tmp_path: Path, file: str, make: Make, code: str) -> None:
    (tmp_path / "data").mkdir()
    make(tmp_path / "data" / file)
    problems = Folder(study({"data": f"data/{file}"}), tmp_path).problems()
    assert code in [problem.code for problem in problems]
    said = "\n".join(render(problem, lang) for problem in problems for lang in Lang)
    assert SAID.casefold() not in said.casefold()
    assert str(tmp_path) not in said


@pytest.mark.parametrize("answers", [[Decimal("5.00"), Decimal("1.00")], ["5", "1"], [5.0, 1.0]])
def test_the_same_answers_in_other_types(tmp_path: Path, answers: list[Any]) -> None:
    (tmp_path / "data").mkdir()
    table(answers)(tmp_path / "data" / "2026.parquet")
    read = Folder(study({"data": "data/2026.parquet"}), tmp_path).read()
    assert read.codes["q_note"].tolist() == [4, 0]


def test_a_column_that_is_ignored_may_be_of_any_kind(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    columns = {"region": ["nord"], "q_note": [5], "extra": [[1, 2]]}
    pq.write_table(pa.table(columns), tmp_path / "data" / "2026.parquet")
    read = Folder(study({"data": "data/2026.parquet", "ignore": ["extra"]}), tmp_path).read()
    assert read.codes["q_note"].tolist() == [4]


def test_a_link_is_read_by_the_name_that_the_spec_gives(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "export-du-12").write_bytes(ROWS)
    (tmp_path / "data" / "2026.csv").symlink_to(tmp_path / "data" / "export-du-12")
    assert Folder(study(), tmp_path).read().codes["q_note"].tolist() == [4, 0]
