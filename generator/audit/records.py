"""Files that hold more records than a study has numbers: a row per respondent is no aggregate."""

import json
import math
from collections.abc import Iterator
from typing import Any

from generator.audit.files import File

DATA_FILES = {
    *(".parquet", ".pq", ".feather", ".arrow", ".avro", ".orc"),
    *(".xls", ".xlsx", ".xlsm", ".ods", ".sav", ".zsav", ".por", ".dta", ".sas7bdat", ".rds", ".rdata"),
    *(".db", ".sqlite", ".sqlite3", ".duckdb", ".pkl", ".pickle", ".npy", ".npz", ".h5", ".mdb"),
}
"""Kinds of file that hold data and that no page needs."""


def records_in(file: File) -> float:
    """How many records a file holds at most, a table's first line being its header; 0 when it holds none."""
    match file.suffix:
        case ".csv" | ".tsv":
            return _lines(file.text) - 1
        case ".jsonl" | ".ndjson":
            return _lines(file.text)
        case ".json" | ".geojson":
            return longest_list(file.text)
        case _:
            return 0


def _lines(text: str) -> int:
    return sum(bool(line.strip(" \t,;\r")) for line in text.split("\n"))


def longest_list(text: str) -> float:
    """The length of the longest list in a JSON text; without end when it cannot be read."""
    try:
        return max(_lengths(json.loads(text)), default=0)
    except (ValueError, RecursionError):
        return math.inf


def _lengths(tree: Any) -> Iterator[int]:
    if isinstance(tree, dict):
        for child in tree.values():
            yield from _lengths(child)
    elif isinstance(tree, list) and not all(map(_is_search_entry, tree)):
        yield len(tree)
        for child in tree:
            yield from _lengths(child)


def _is_search_entry(entry: Any) -> bool:
    """The index of the search has an entry per heading and its words in a list, and says so by its keys."""
    return isinstance(entry, dict) and entry.keys() >= {"location", "text", "title"}
