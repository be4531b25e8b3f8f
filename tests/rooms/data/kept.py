"""The same small tables kept in every kind of file that is read."""

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pyreadstat

Columns = Mapping[str, Sequence[Any]]


def csv(path: Path, columns: Columns) -> None:
    lines = [
        ",".join(columns),
        *(",".join("" if v is None else str(v) for v in row) for row in rows(columns)),
    ]
    path.write_text("\n".join(lines) + "\n", "utf-8")


def parquet(path: Path, columns: Columns) -> None:
    pq.write_table(pa.table({name: pa.array(list(values)) for name, values in columns.items()}), path)


def sav(path: Path, columns: Columns, **told: Any) -> None:
    pyreadstat.write_sav(pd.DataFrame(dict(columns)), str(path), **told)


def dta(path: Path, columns: Columns, **told: Any) -> None:
    pyreadstat.write_dta(pd.DataFrame(dict(columns)), str(path), **told)


def xlsx(path: Path, columns: Columns, sheet: str = "Feuille 1") -> None:
    book = openpyxl.Workbook()
    book.active.title = sheet
    book.active.append(list(columns))
    for row in rows(columns):
        book.active.append(list(row))
    book.save(path)


def sqlite(path: Path, columns: Columns, table: str = "reponses") -> None:
    connection = sqlite3.connect(path)
    names = ", ".join(f'"{name}"' for name in columns)
    connection.execute(f'CREATE TABLE "{table}" ({names})')
    marks = ", ".join("?" * len(columns))
    connection.executemany(f'INSERT INTO "{table}" VALUES ({marks})', rows(columns))
    connection.commit()
    connection.close()


def rows(columns: Columns) -> list[tuple[Any, ...]]:
    return list(zip(*columns.values(), strict=True))


Keep = Callable[[Path, Columns], None]
KINDS: Mapping[str, Keep] = {
    "csv": csv,
    "parquet": parquet,
    "sav": sav,
    "dta": dta,
    "xlsx": xlsx,
    "sqlite": sqlite,
}
