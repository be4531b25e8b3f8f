"""From files to sufficient statistics, in CPU time of one DuckDB scan of the same columns, and in memory.

The survey is drawn: 60 questions of five points with blanks, 8 segments of 40 levels in all, given
weights, in 4 waves. Each size runs in a process of its own, so that its peak of memory is its own. What a
process pays once whatever the size (loading libraries, compiled loops) is told apart.
"""

import importlib.util
import resource
import shutil
import subprocess
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from generator.aggregates import Aggregates, kernels, tabulate
from generator.data import read
from generator.spec.models import Study
from generator.spec.plan import Plan, plan_of
from tests.rooms.data.drawn import SECTIONS, study

QUESTIONS, WAVES = 60, 4
LEVELS = (6, 5, 8, 4, 3, 5, 2, 7)
SIZES = (("parquet", 100_000), ("parquet", 1_000_000), ("csv", 1_000_000), ("parquet", 10_000_000))
PEERS_ROWS, PEERS_QUESTIONS = 100_000, (6, QUESTIONS)
NAMES = (*(f"q{number}" for number in range(QUESTIONS)), *(f"s{n}" for n in range(len(LEVELS))), "poids")
Timed = tuple[float, Any]
Estimates = Mapping[tuple[str, str, str], tuple[np.ndarray, np.ndarray]]
"""By question, segment and level, the share of each answer and its standard error."""


def main() -> None:
    """Print a line as soon as it is measured."""
    print(f"{QUESTIONS} questions × {len(LEVELS)} segments × {WAVES} waves, weighted; CPU seconds")
    print(_line("rows", "file", "scan", "read", "count", "both/scan", "peak MiB", "once"))
    for kind, rows in SIZES:
        found = _alone(measured, kind, rows)
        ratio = (found["read"] + found["count"]) / found["scan"]
        told = [f"{found[step]:.2f}" for step in ("scan", "read", "count")]
        print(_line(f"{rows:,}", kind, *told, f"{ratio:.1f}", f"{found['peak']:.0f}", f"{found['once']:.2f}"))
    for questions in PEERS_QUESTIONS:
        print(f"\nThe same {questions * len(LEVELS)} weighted tables from memory, {PEERS_ROWS:,} rows")
        print(_line("with", "CPU s", "× ours"))
        peers = _alone(beside, PEERS_ROWS, questions)
        for name, seconds in peers["seconds"].items():
            told = [f"{seconds:.3f}", f"{seconds / peers['seconds']['boussole']:.0f}"]
            print(_line(name, *(["absent", ""] if seconds is None else told)))
        for name, (share, error) in peers["apart"].items():
            print(f"apart from {name}: {share:.1e} on a share, {error:.1e} on a standard error, at most")


def _line(*cells: str) -> str:
    return " ".join(f"{cell:>12}" for cell in cells)


def _alone(work: Callable[..., dict[str, Any]], *given: Any) -> dict[str, Any]:
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        return pool.submit(work, *given).result()


def measured(kind: str, rows: int) -> dict[str, float]:
    """CPU seconds of each step, and the peak of memory; drawing is done by another process."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        _alone(draw, str(folder), kind, rows)
        _alone(draw, str(folder / "small"), kind, 400)
        drawn = survey(kind)
        plan = plan_of(drawn)
        once, _ = _timed(lambda: _loaded(drawn, plan, folder / "small"))
        base = _best(lambda: _scan(folder, kind))
        steps = [_of_wave(drawn, plan, wave, folder) for wave in drawn.waves]
        reading, counting = (sum(seconds) for seconds in zip(*steps, strict=True))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        return {"scan": base, "read": reading, "count": counting, "peak": peak, "once": once}


def _of_wave(study_: Study, plan: Plan, wave: str, folder: Path) -> tuple[float, float]:
    """Reading, then counting; a build too lets go of one wave before it takes the next."""
    reading, responses = _timed(lambda: read(study_, plan, wave, folder))
    counting, _ = _timed(lambda: tabulate(responses, plan, study_))
    return reading, counting


def _loaded(study_: Study, plan: Plan, folder: Path) -> None:
    """All that a process loads once, the compiled loops too, and the digest of the plan."""
    large, kernels.LARGE = kernels.LARGE, 0
    tabulate(read(study_, plan, next(iter(study_.waves)), folder), plan, study_)
    kernels.LARGE = large


def _timed(work: Callable[[], Any]) -> Timed:
    start = time.process_time()
    result = work()
    return time.process_time() - start, result


def _best(work: Callable[[], Any]) -> float:
    """The second of two: the first finds the files on disk."""
    work()
    return _timed(work)[0]


def _scan(folder: Path, kind: str) -> None:
    sums = ", ".join(f"sum({name})" if kind == "parquet" else f"sum(length({name}))" for name in NAMES)
    reader, options = ("read_parquet", "") if kind == "parquet" else ("read_csv", ", all_varchar = true")
    with duckdb.connect() as connection:
        connection.execute("SET enable_progress_bar = false")
        connection.execute(f"SELECT {sums} FROM {reader}('{folder}/*.{kind}'{options})").fetchall()


def draw(folder: str, kind: str, rows: int) -> dict[str, Any]:
    """One file a wave: codes as small whole numbers, or all as text."""
    Path(folder).mkdir(exist_ok=True)
    for wave in range(WAVES):
        dice = np.random.default_rng(wave)
        table = pa.table(_columns(dice, rows // WAVES))
        path = Path(folder) / f"{2020 + wave}.{kind}"
        if kind == "parquet":
            pq.write_table(table, path)
        else:
            duckdb.from_arrow(table).write_csv(str(path))
    return {}


def _columns(dice: np.random.Generator, rows: int) -> Mapping[str, pa.Array]:
    columns = {}
    for number in range(QUESTIONS):
        answers = dice.integers(1, 6, rows, dtype=np.int8)
        answers[dice.random(rows, np.float32) < 0.03] = 9
        columns[f"q{number}"] = pa.array(answers, mask=dice.random(rows, np.float32) < 0.05)
    for number, size in enumerate(LEVELS):
        columns[f"s{number}"] = pa.array(dice.integers(1, size + 1, rows, dtype=np.int8))
    columns["poids"] = pa.array(np.round(dice.lognormal(0, 0.4, rows).clip(0.1, 9), 6))
    return columns


def survey(kind: str, questions: int = QUESTIONS) -> Study:
    """The study whose waves are drawn."""
    wave = SECTIONS["waves"]["2026"]
    return study(
        questions={
            f"q{n}": {"type": "scale", "scale": "satisfaction5", "text": "?"} for n in range(questions)
        },
        segments={
            f"s{n}": {"column": f"s{n}", "levels": {str(level): f"N{level}" for level in range(1, size + 1)}}
            for n, size in enumerate(LEVELS)
        },
        weighting={"method": "given", "column": "poids"},
        waves={str(2020 + n): {**wave, "data": f"{2020 + n}.{kind}", "ignore": ["q*"]} for n in range(WAVES)},
    )


def beside(rows: int, questions: int) -> dict[str, Any]:
    """The same tables by other programs, each from its own arrays in memory: reading is not counted.

    Ours include what the gate will ask (classes) and the standard error of every share; pandas gives sums
    alone. R is told the design before its time starts. ``apart`` holds the largest differences from it.
    """
    with TemporaryDirectory() as name:
        folder = Path(name)
        draw(str(folder), "parquet", rows * WAVES)
        drawn = survey("parquet", questions)
        plan = plan_of(drawn)
        _loaded(drawn, plan, folder)
        responses = read(drawn, plan, "2020", folder)

        def ours() -> Estimates:
            return _estimates(tabulate(responses, plan, drawn), questions)

        found: dict[str, float | None] = {"boussole": min(_timed(ours)[0] for _ in range(3))}
        found["pandas"] = _pandas(folder, questions)
        found["svy"] = _svy(folder, questions) if importlib.util.find_spec("svy") else None
        found["R survey"], theirs = _r(folder, questions) if _has_r() else (None, {})
        apart = {"R survey": _apart(ours(), theirs)} if theirs else {}
        return {"seconds": found, "apart": apart}


def _pairs(questions: int) -> list[tuple[str, str]]:
    return [
        (f"q{question}", f"s{segment}") for question in range(questions) for segment in range(len(LEVELS))
    ]


def _estimates(aggregates: Aggregates, questions: int) -> Estimates:
    """The share of each answer in each group with its standard error, from n, Σw and Σw².

    V = N/(N−1)·(Σw²(1−p)² over the answer + Σw²p² over the others)/W², N counting the whole design.
    """
    design = aggregates.rows / (aggregates.rows - 1)
    found = {}
    for question in range(questions):
        for segment, size in enumerate(LEVELS):
            for level in range(1, size + 1):
                cells = aggregates.counts[f"q{question}", f"s{segment}={level}"]
                base = cells.w.sum()
                shares = cells.w / base
                squares = cells.w2 * (1 - shares) ** 2 + (cells.w2.sum() - cells.w2) * shares**2
                found[f"q{question}", f"s{segment}", str(level)] = shares, np.sqrt(design * squares) / base
    return found


def _apart(ours: Estimates, theirs: Estimates) -> tuple[float, float]:
    """The largest difference of a share, and of a standard error; the same tables, none missing."""
    if ours.keys() != theirs.keys():
        raise ValueError("the tables are not the same")
    share, error = (
        max(float(np.abs(mine[part] - theirs[table][part]).max()) for table, mine in ours.items())
        for part in (0, 1)
    )
    return share, error


def _pandas(folder: Path, questions: int) -> float:
    import pandas as pd

    frame = pd.read_parquet(folder / "2020.parquet").replace(9, np.nan)
    weights = frame["poids"]

    def tables() -> None:
        for question, segment in _pairs(questions):
            pd.crosstab(frame[question], frame[segment], values=weights, aggfunc="sum")

    return _timed(tables)[0]


def _svy(folder: Path, questions: int) -> float:
    import polars as pl
    import svy

    frame = pl.read_parquet(folder / "2020.parquet")

    def tables() -> None:
        for question, segment in _pairs(questions):
            known = frame.select(question, segment, "poids").filter(pl.col(question) != 9)
            sample = svy.Sample(known, svy.Design(wgt="poids"))
            sample.estimation.prop(question, by=segment)

    return _timed(tables)[0]


def _has_r() -> bool:
    if shutil.which("Rscript") is None:
        return False
    asked = ["Rscript", "-e", "quit(status = !requireNamespace('survey', quietly = TRUE))"]
    return subprocess.run(asked, capture_output=True, check=False).returncode == 0


_R = """
suppressMessages(library(survey))
given <- commandArgs(TRUE)
d <- read.csv(given[1])
questions <- paste0("q", seq_len(as.integer(given[2])) - 1)
segments <- paste0("s", seq_len(as.integer(given[3])) - 1)
for (name in questions) d[[name]] <- factor(d[[name]], levels = 1:5)
design <- svydesign(ids = ~1, weights = ~poids, data = d)
tables <- list()
start <- proc.time()
for (q in questions) for (s in segments)
  tables[[paste(q, s)]] <- svyby(reformulate(q), reformulate(s), design, svymean, na.rm = TRUE)
spent <- proc.time() - start
for (name in names(tables)) {
  found <- as.data.frame(tables[[name]])
  for (row in seq_len(nrow(found)))
    cat(name, found[row, 1], sprintf("%.17g", unlist(found[row, 2:11])), "\n")
}
cat("seconds", spent[["user.self"]] + spent[["sys.self"]], "\n")
"""


def _r(folder: Path, questions: int) -> tuple[float, Estimates]:
    """CPU seconds of ``svyby`` in a loop, and its shares with their standard errors."""
    duckdb.read_parquet(str(folder / "2020.parquet")).write_csv(str(folder / "2020.csv"))
    asked = ["Rscript", "-e", _R, str(folder / "2020.csv"), str(questions), str(len(LEVELS))]
    *lines, last = subprocess.run(asked, capture_output=True, check=True, text=True).stdout.splitlines()
    found = {}
    for line in lines:
        question, segment, level, *numbers = line.split()
        found[question, segment, level] = np.array(numbers[:5], float), np.array(numbers[5:], float)
    return float(last.split()[1]), found


if __name__ == "__main__":
    main()
