"""The tables of numbers that a site offers for download, held line by line against its index."""

import csv
import io
import re
from collections.abc import Iterator, Mapping

from generator.audit.files import File

_TOLD = ("value", "low", "high", "n", "n_eff", "method")
_FALSE = "False"
_ENTRY = re.compile(r'"([^"\\\s/]+(?:/[^"\\\s/]+){3,})"\s*:\s*"?(-?\d+(?:[.,]\d+)?)')
"""An id and a number, as scripts and lists write them."""


def is_table_of_numbers(file: File) -> bool:
    """Whether it says so by its first line."""
    return file.suffix == ".csv" and {"id", "value", "withheld"} <= set(
        file.text.partition("\n")[0].split(",")
    )


def wrong_lines(file: File, numbers: Mapping[str, object]) -> Iterator[tuple[int, str, str]]:
    """The lines that say otherwise than the index: their place, the id, the code of what is wrong.

    A line says nothing at all of a number that is withheld.
    """
    for place, row in enumerate(csv.DictReader(io.StringIO(file.text)), start=2):
        name = row["id"]
        if name not in numbers:
            yield place, name, "U02"
        elif numbers[name] is None or row["withheld"].strip() != _FALSE:
            if any(row.get(column) for column in _TOLD):
                yield place, name, "U03"
        elif not _is_same(row["value"], numbers[name]):
            yield place, name, "U05"


def wrong_entries(file: File, numbers: Mapping[str, object]) -> Iterator[tuple[int, str, str]]:
    """The entries of scripts and lists that give an id of the index another number than the index does."""
    if file.suffix not in {".js", ".json", ".html", ".svg"}:
        return
    for found in _ENTRY.finditer(file.text):
        name, written = found[1], found[2].replace(",", ".")
        if name in numbers and not _is_same(written, numbers[name]):
            line = file.text.count("\n", 0, found.start()) + 1
            yield line, name, "U03" if numbers[name] is None else "U05"


def _is_same(written: str, value: object) -> bool:
    try:
        return float(written) == value
    except ValueError:
        return False
