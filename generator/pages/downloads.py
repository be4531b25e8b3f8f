"""Files beside the pages: numbers as tables, and the index of every number that pages may print."""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from types import SimpleNamespace

from generator.pages.address import Addresses
from generator.pages.document import Asset
from generator.pages.reader import Reader
from generator.statistics import NumberRow


def downloads(reader: Reader, addresses: Addresses) -> Iterator[Asset]:
    """The files of one study; without waves, or while answers are to come, only its list of numbers."""
    if not reader.wave:
        known = reader.plan.numbers if reader.is_awaiting else ()
        yield Asset(addresses.index, _indexed(dict.fromkeys(known)))
        return
    head, *lines = _lines([[field.name for field in fields(NumberRow)], *(row.cells for row in reader.rows)])
    yield Asset(addresses.numbers, "".join((head, *lines)).encode())
    yield Asset(addresses.index, _index(reader.rows))
    for question in reader.study.questions:
        own = [line for row, line in zip(reader.rows, lines, strict=True) if row.question == question]
        if own:
            yield Asset(addresses.answers(question), "".join((head, *own)).encode())


def _lines(rows: Iterable[Sequence[object]]) -> list[str]:
    """Each row as a line of CSV."""
    lines: list[str] = []
    csv.writer(SimpleNamespace(write=lines.append), lineterminator="\n").writerows(rows)
    return lines


def _index(rows: Iterable[NumberRow]) -> bytes:
    """Each number that pages may print, by its id: its value, or null for what is not published."""
    return _indexed({row.id: None if row.withheld else row.value for row in rows})


def _indexed(known: Mapping[str, float | None]) -> bytes:
    return f"{json.dumps(known, ensure_ascii=False, indent=0, sort_keys=True)}\n".encode()
