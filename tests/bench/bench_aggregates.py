"""Reading and counting a large wave, in ratios to one DuckDB scan of the same columns.

The survey is drawn: 20 questions of five points, 10 groups, given weights; no outside file is read.
"""

import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from generator.aggregates import tabulate
from generator.data import read
from generator.spec.models import Study
from generator.spec.plan import plan_of
from tests.rooms.data.drawn import study

ROWS = 1_000_000
QUESTIONS = 20
LEVELS = {"region": 5, "age": 4}


def run() -> str:
    """One line a step: seconds, and how many scans it is worth."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        return "\n".join(_measured(folder, file) for file in ("wave.parquet", "wave.csv"))


def main() -> None:
    """Print what ``run`` gives."""
    print(run())


def _measured(folder: Path, file: str) -> str:
    _draw(folder, file)
    drawn = _study(file)
    plan = plan_of(drawn)
    scan, _ = _timed(lambda: _scan(folder / file))
    reading, responses = _timed(lambda: read(drawn, plan, "2026", folder))
    counting, aggregates = _timed(lambda: tabulate(responses, plan, drawn))
    shape = f"{ROWS:,} rows × {QUESTIONS} questions × {len(plan.groups)} groups"
    return (
        f"{file}: {shape}, {len(aggregates.counts)} tables; one scan {scan:.2f} s, "
        f"read {reading:.2f} s ({reading / scan:.1f} scans), "
        f"count {counting:.2f} s ({counting / scan:.1f} scans)"
    )


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def _scan(path: Path) -> None:
    names = [*(f"q{number}" for number in range(QUESTIONS)), *LEVELS, "poids"]
    hashes = ", ".join(f"sum(length({name}::VARCHAR))" for name in names)
    reader = "read_parquet" if path.suffix == ".parquet" else "read_csv"
    options = "" if path.suffix == ".parquet" else ", all_varchar=true"
    duckdb.sql(f"SELECT {hashes} FROM {reader}('{path}'{options})").fetchall()


def _draw(folder: Path, file: str) -> None:
    dice = np.random.default_rng(2026)
    columns: dict[str, Any] = {f"q{n}": dice.integers(1, 6, ROWS).astype(str) for n in range(QUESTIONS)}
    columns |= {name: dice.integers(0, count, ROWS).astype(str) for name, count in LEVELS.items()}
    columns["poids"] = np.round(dice.lognormal(0, 0.4, ROWS), 3).clip(0.1).astype(str)
    table = pa.table({name: pa.array(values.tolist()) for name, values in columns.items()})
    if file.endswith(".parquet"):
        pq.write_table(table, folder / file)
    else:
        duckdb.from_arrow(table).write_csv(str(folder / file))


def _study(file: str) -> Study:
    scale = {"type": "scale", "scale": "satisfaction5", "text": "?"}
    return study(
        {"data": file},
        questions={f"q{number}": scale for number in range(QUESTIONS)},
        segments={
            name: {"column": name, "levels": {str(level): str(level) for level in range(count)}}
            for name, count in LEVELS.items()
        },
        weighting={"method": "given", "column": "poids"},
    )
