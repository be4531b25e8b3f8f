"""A rehearsal through the corridor: invented answers, and what they would prove."""

from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import cache, partial, reduce
from multiprocessing import get_context
from operator import add
from os import cpu_count
from pathlib import Path, PurePosixPath
from signal import SIG_IGN, SIGINT, signal
from tempfile import TemporaryDirectory

from generator.errors import refuse_errors
from generator.findings.claims import judge_claims
from generator.findings.finding import Standing
from generator.findings.sides import Evidence
from generator.rehearsal import (
    Corridor,
    Place,
    Powers,
    Rehearsal,
    Tally,
    claimed,
    populations_of,
    power,
    powers_of,
    rehearsal_of,
    tallied,
)
from generator.rehearsal.drawing import Drawn
from generator.releasing import Progress, rehearsed, release_all, releases_of
from generator.spec import Study, Symbols, Workspace, load, plan_of
from generator.statistics import Figures


@dataclass(frozen=True)
class Asked:
    """What a rehearsal is asked for: the model and the number of answers, when not the study's own."""

    model: Path | None = None
    rows: int | None = None
    seed: int | None = None


def rehearse(
    root: Path, study: str, asked: Asked, out: Path | None, as_of: date
) -> tuple[Rehearsal, list[Path]]:
    """Write invented answers where a study expects its data, or in ``out``; gives the paths written.

    Raises:
        Refused: the study has errors, its model cannot be followed, or real data stand there.
    """
    rehearsal = _rehearsal(load(root, [study], as_of), study, asked)
    files = rehearsal.landing(rehearsal.draw(), out)
    _write(files)
    return rehearsal, list(files)


@dataclass(frozen=True)
class Bench:
    """What a process needs to make repeats: where the study is, and what is asked of its rehearsal."""

    root: Path
    study: str
    asked: Asked
    as_of: date

    def laid(self, progress: Progress) -> tuple[Rehearsal, Corridor]:
        """The rehearsal and the corridor it goes through.

        Raises:
            Refused: the study has errors, or its model cannot be followed.
        """
        workspace = load(self.root, [self.study], self.as_of)
        rehearsal = _rehearsal(workspace, self.study, self.asked)
        return rehearsal, _corridor(workspace, self.study, progress)


def power_of(
    root: Path, study: str, asked: Asked, repeats: int, as_of: date, progress: Progress
) -> tuple[Rehearsal, Powers]:
    """How likely each claim of a study is to be established, if its rehearsal is the truth.

    Repeats are shared among the processors; each is drawn by its number, so the table is the same on any
    machine.

    Raises:
        Refused: as ``rehearse``, or the rehearsal itself is not let through the corridor.
    """
    bench = Bench(root, study, asked, as_of)
    rehearsal, corridor = bench.laid(progress)
    workers = min(cpu_count() or 1, repeats // _SHARED)
    if workers < 2:
        return rehearsal, power(rehearsal, corridor, repeats)
    corridor(rehearsal.study, rehearsal.files(rehearsal.draw()))
    return rehearsal, powers_of(rehearsal, shared(bench, repeats, workers, progress))


_SHARED = 10
"""Repeats under which another process costs more than it saves."""


def shared(bench: Bench, repeats: int, workers: int, progress: Progress) -> Tally:
    """The repeats, a few at a time, by processes that each lay the bench once."""
    # Spawned and not forked: a fork in the middle of threads, which readers of files start, may hang.
    pool = ProcessPoolExecutor(workers, get_context("spawn"), _worker)
    parts = [range(start, min(start + _SHARED, repeats)) for start in range(0, repeats, _SHARED)]
    try:
        tallies = []
        for part, tally in zip(parts, pool.map(partial(_made, bench), parts), strict=True):
            progress("release", f"{bench.study} {part.stop}/{repeats}")
            tallies.append(tally)
    finally:
        pool.shutdown(cancel_futures=True)
    return reduce(add, tallies)


def _worker() -> None:
    """Whoever asked is told to stop, and says so; a worker only ends."""
    signal(SIGINT, SIG_IGN)


def _made(bench: Bench, repeats: range) -> Tally:
    rehearsal, corridor, populations = _laid(bench)
    return tallied(rehearsal, corridor, populations, repeats)


@cache
def _laid(bench: Bench) -> tuple[Rehearsal, Corridor, Mapping[str, Drawn]]:
    """A bench with the people it asks, laid once in each process."""
    rehearsal, corridor = bench.laid(lambda _, __: None)
    return rehearsal, corridor, populations_of(rehearsal)


def _rehearsal(workspace: Workspace, study: str, asked: Asked) -> Rehearsal:
    refuse_errors(workspace.diagnostics)
    folder = workspace.folder(study)
    return rehearsal_of(workspace.studies[study], folder, asked.model, asked.rows, asked.seed)


def _corridor(workspace: Workspace, name: str, progress: Progress) -> Corridor:
    """From invented files to judged claims; studies that claims cite are judged as they stand."""
    others = {other: study for other, study in workspace.studies.items() if other != name}
    cited = release_all(
        Workspace(workspace.root, workspace.shared, others, frozenset(), ()), progress
    ).releases
    plans = {other: plan_of(study) for other, study in workspace.studies.items()}
    known = {
        other: Figures(study, plans[other], releases_of(cited, other)) for other, study in others.items()
    }
    part = claimed(workspace.studies[name], plans[name], workspace.studies.values())

    def judged(study: Study, files: Mapping[PurePosixPath, bytes]) -> Mapping[Place, bool]:
        progress("release", study.id)
        with TemporaryDirectory() as place:
            folder = Path(place) / name
            _write({folder / path: content for path, content in files.items()})
            found = {wave: rehearsed(study, part, wave, folder) for wave in study.waves}
        figures = {**known, name: Figures(study, plans[name], found)}
        return _established(study, Evidence(figures, Symbols({**others, name: study}, plans)))

    return judged


def _established(study: Study, evidence: Evidence) -> Mapping[Place, bool]:
    claims = judge_claims(study, next(reversed(study.waves)), evidence)
    return {
        (finding, index): claim.standing is Standing.ESTABLISHED
        for finding, found in claims.items()
        for index, claim in enumerate(found)
    }


def _write(files: Mapping[Path, bytes]) -> None:
    for path, content in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
