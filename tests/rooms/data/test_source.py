"""A source reads one file and nothing else, and notices when rows are lost or the file changes."""

from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from generator.data.delimited import Delimited, connect
from generator.data.opening import open_wave
from generator.data.source import Source
from generator.errors import Refused
from tests.rooms.data.drawn import BASIC, folder


@pytest.fixture
def source(tmp_path: Path) -> Delimited:
    drawn = folder(tmp_path, BASIC)
    opened = open_wave(drawn.study, "2026", drawn.path)
    assert isinstance(opened, Delimited)
    return opened


def rows(source: Source, *places: int) -> list[tuple[str | None, ...]]:
    batches = source.batches(places)
    return [tuple(row.values()) for batch in batches for row in batch.to_pylist()]


def test_columns_come_in_the_order_asked(source: Delimited) -> None:
    assert source.columns == ("region", "q_note")
    assert rows(source, 1, 0) == [("5", "nord"), ("1", "sud")]
    assert rows(source, 0) == [("nord",), ("sud",)]


@pytest.mark.parametrize("text", ["None", "NA", "null", "NULL", "nan", "0123", "1.0", "true", "-", "#N/A"])
def test_only_the_empty_field_is_missing(tmp_path: Path, text: str) -> None:
    drawn = folder(tmp_path, f'region,q_note\n{text},\n"{text}",""\n')
    read = rows(open_wave(drawn.study, "2026", drawn.path), 0, 1)
    assert read == [(text, ""), (text, "")]


def test_lines_are_those_of_an_editor(tmp_path: Path) -> None:
    drawn = folder(tmp_path, '"region",q_note\n"no\nrd",5\n\nsud,1\n')
    found = open_wave(drawn.study, "2026", drawn.path).positions_of([0, 1])
    assert {row: place.line for row, place in found.items()} == {0: 2, 1: 5}


def test_no_line_is_sought_when_none_is_asked(source: Delimited) -> None:
    source.path.unlink()
    assert source.positions_of([]) == {}


def test_lost_rows_are_noticed(source: Delimited) -> None:
    misread = replace(source, dialect=replace(source.dialect, line_end="\r\n"))
    with pytest.raises(Refused) as refusal:
        rows(misread, 0)
    assert refusal.value.diagnostics[0].number == "D15"


def test_a_file_that_changes_while_it_is_read(source: Delimited) -> None:
    batches = source.batches([0])
    next(batches)
    source.path.write_text(BASIC + "sud,2\n")
    with pytest.raises(Refused) as refusal:
        list(batches)
    assert [problem.code for problem in refusal.value.diagnostics] == ["D19"]


def test_nothing_else_can_be_read_written_or_configured(source: Delimited, tmp_path: Path) -> None:
    other = tmp_path / "other.csv"
    other.write_text(BASIC)
    forbidden = [
        f"SELECT * FROM read_csv('{other}')",
        f"COPY (SELECT 1) TO '{tmp_path / 'new.csv'}'",
        f"COPY (SELECT 1) TO '{source.path}'",
        f"ATTACH '{tmp_path / 'new.db'}'",
        "INSTALL httpfs",
        "SELECT * FROM read_csv('https://example.org/x.csv')",
        "SET enable_external_access = true",
        f"SET allowed_paths = ['{other}']",
    ]
    with connect(source.path) as connection:
        for statement in forbidden:
            with pytest.raises(duckdb.Error):
                connection.execute(statement)
    assert source.path.read_text() == BASIC
    assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "other.csv"]


def test_one_field_too_many_is_refused_even_when_it_is_empty(tmp_path: Path) -> None:
    # What is one comma too far has shifted its row, and its last field may well be empty.
    drawn = folder(tmp_path, "region,q_note,x\nnord,5,\nnord,,5,\n")
    with pytest.raises(Refused) as refusal:
        rows(open_wave(drawn.study, "2026", drawn.path), 0, 1)
    assert [f"{problem.code} {problem.position}" for problem in refusal.value.diagnostics] == [
        "D15.line studies/essai/data/2026.csv:3:1"
    ]
