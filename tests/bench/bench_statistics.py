"""All that pages say of one wave, from its released sums: the goal is two seconds on one core.

60 questions of five points by 8 segments of 40 levels in all: every figure with its interval, its change and
its gap to everyone else; every table with its F; every two columns of every answer with their score test,
corrected by table. The gate is left out, which ``bench_gate`` measures.
"""

import time
from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.aggregates import Aggregates, tabulate
from generator.data import read
from generator.release import Cells, Outcome, Release, Table
from generator.spec.groups import EVERYONE
from generator.spec.models import Study
from generator.spec.models.framing import Sample
from generator.spec.plan import Plan, Term, plan_of
from generator.statistics import Figures, number_rows
from generator.statistics.adjust import adjusted
from generator.statistics.estimate import Difference
from tests.bench.bench_engine import WAVES, draw, survey
from tests.rooms.statistics.drawn import certificate

ROWS = 10_000


def main() -> None:
    """Print a line for each kind of statistic, then their sum."""
    study = survey("parquet").model_copy(update={"sample": Sample.model_validate({"design": "probability"})})
    plan = plan_of(study)
    releases = _releases(study, plan)
    figures, wave, total = Figures(study, plan, releases), plan.waves[1], 0.0
    print(f"{'statistics':>28} {'how many':>10} {'CPU s':>8}")
    for name, work in (("figures, changes, rests", _scores), ("answers", _answers), ("tables (F)", _tables),
                       ("two columns, corrected", _columns), ("two figures", _pairs)):  # fmt: skip
        total += _told(name, lambda work=work: sum(1 for _ in work(figures, wave)))
    print(f"{'all':>28} {'':>10} {total:>8.2f}")
    _told("lines of `numbers`", lambda: sum(1 for _ in number_rows(figures, wave)))
    _told("digest of the plan", lambda: len(plan_of(study).digest) // 64)


def _told(name: str, work: Callable[[], int]) -> float:
    start = time.process_time()
    count = work()
    seconds = time.process_time() - start
    print(f"{name:>28} {count:>10,} {seconds:>8.2f}")
    return seconds


def _releases(study: Study, plan: Plan) -> dict[str, Release]:
    with TemporaryDirectory() as folder:
        draw(folder, "parquet", ROWS * WAVES)
        read_ = {wave: read(study, plan, wave, Path(folder)) for wave in plan.waves[:2]}
        return {wave: _release(tabulate(responses, plan, study), plan) for wave, responses in read_.items()}


def _release(found: Aggregates, plan: Plan) -> Release:
    tables = {key: _table(found, plan, *key) for key in found.counts}
    weighted = found.weighted
    return Release(found.study, found.wave, found.rows, None, weighted, tables, {}, None, certificate())


def _table(found: Aggregates, plan: Plan, measure: str, group: str) -> Table:
    counts = found.counts[measure, group]
    codes = tuple(code.id for code in plan.measure[measure].codes)
    cells = Cells(codes, tuple(counts.w.tolist()), tuple(counts.w2.tolist()))
    n, w, w2 = int(counts.n.sum()), float(counts.w.sum()), float(counts.w2.sum())
    return Table(measure, group, Outcome.FULL, n, w, w2, cells)


def _segments(figures: Figures) -> list[list[str]]:
    names = figures.study.segments
    return [[g.id for g in figures.plan.groups if g.segment == name] for name in names]


def _scores(figures: Figures, wave: str) -> Iterator[object]:
    groups = [group for groups in _segments(figures) for group in groups]
    for score in figures.plan.scores:
        for group in (EVERYONE, *groups):
            yield figures.estimate(score.id, wave, group)
            yield figures.change(score.id, wave, group)
        yield from (figures.versus_rest(score.id, wave, group) for group in groups)


def _answers(figures: Figures, wave: str) -> Iterator[object]:
    groups = [group for groups in _segments(figures) for group in groups]
    for measure in figures.plan.measures:
        for group in (EVERYONE, *groups):
            yield from figures.shares(measure.id, wave, group) or ()


def _tables(figures: Figures, wave: str) -> Iterator[object]:
    for measure in figures.plan.measures:
        yield from (figures.independence(measure.id, name, wave) for name in figures.study.segments)


def _columns(figures: Figures, wave: str) -> Iterator[Difference]:
    adjust, level = figures.study.statistics.adjust, figures.level
    for measure in figures.plan.measures:
        for groups in _segments(figures):
            found = [
                figures.between_answers(measure.id, code.id, wave, *pair)
                for code in measure.codes
                for pair in combinations(groups, 2)
            ]
            yield from adjusted([one for one in found if one is not None], adjust, level)


def _pairs(figures: Figures, wave: str) -> Iterator[object]:
    for score in figures.plan.scores:
        for groups in _segments(figures):
            for one, other in combinations(groups, 2):
                yield figures.between(Term(score.id, one), Term(score.id, other), wave)


if __name__ == "__main__":
    main()
