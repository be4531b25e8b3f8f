"""From rows to figures with the gate left open: nothing is withheld, nothing rounded.

Reference figures have eight digits; a release has six, and withholds. Everything else is what a build
runs: aggregates from rows, a release of them, statistics from that release alone.
"""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from generator.aggregates import Aggregates, tabulate
from generator.data import Replicates, Responses, Sampled
from generator.release import Cells, Covariance, Moments, Outcome, Release, Table, Totals
from generator.spec.groups import Level
from generator.spec.measures import Measure
from generator.spec.models import LonelyCluster, Study
from generator.spec.plan import Plan, plan_of
from generator.statistics import Figures
from tests.rooms.statistics.drawn import certificate

Design = Mapping[str, str | None]
"""The columns of ``strata``, ``psu`` and ``fpc``."""


def sampled_of(
    rows: pd.DataFrame,
    design: Design,
    lonely: LonelyCluster | None = None,
    replicates: Replicates | None = None,
) -> Sampled | None:
    """The design of some rows; clusters are told apart within their stratum."""
    strata, psu, fpc = (design.get(part) for part in ("strata", "psu", "fpc"))
    if not (strata or psu or fpc or replicates):
        return None
    return Sampled(
        strata=_numbered(rows[strata]) if strata else None,
        clusters=_numbered(rows[psu] + "/" + rows[strata] if strata else rows[psu]) if psu else None,
        sizes=rows[fpc].astype(float).to_numpy() if fpc else None,
        lonely=lonely,
        replicates=replicates,
    )


def _numbered(column: "pd.Series[str]") -> np.ndarray:
    return np.unique(column.to_numpy(dtype=str), return_inverse=True)[1]


def responses(
    study: Study, rows: pd.DataFrame, weights: np.ndarray | None, sampled: Sampled | None, wave: str
) -> Responses:
    """Rows of texts as the answers of a wave; an empty cell is a missing answer."""
    plan = plan_of(study)
    measures = [m for m in plan.measures if m.column in rows]
    return Responses(
        study=study.id,
        wave=wave,
        rows=len(rows),
        invited=None,
        data="0" * 64,
        codes={m.id: _codes(m, rows) for m in measures},
        numbers={m.id: rows[m.column].astype(float).to_numpy() for m in measures if not m.codes},
        weights=weights,
        groups={group.id: _members(study, group.members, rows) for group in plan.groups},
        sampled=sampled,
    )


def _codes(measure: Measure, rows: pd.DataFrame) -> np.ndarray:
    if not measure.codes:
        return np.where(rows[measure.column].isna(), -1, 0).astype(np.int16)
    place = {code.id: at for at, code in enumerate(measure.codes)}
    return np.array([place.get(answer, -1) for answer in rows[measure.column]], np.int16)


def _members(study: Study, members: tuple[object, ...], rows: pd.DataFrame) -> np.ndarray:
    inside = np.ones(len(rows), np.bool_)
    for member in members:
        if not isinstance(member, Level):
            raise NotImplementedError("opened groups are made of levels")
        inside &= (rows[study.segments[member.segment].column or ""] == member.level).to_numpy(np.bool_)
    return inside


def opened(aggregates: Aggregates, plan: Plan) -> Release:
    """Everything that aggregates hold, as a release would say it."""
    df = {
        (name.rpartition("/")[0], group): degrees
        for name, spread in aggregates.spreads.items()
        for group, degrees in spread.df.items()
    }
    return Release(
        study=aggregates.study,
        wave=aggregates.wave,
        rows=aggregates.rows,
        invited=None,
        weighted=aggregates.weighted,
        tables={key: _table(key, aggregates, plan, df.get(key)) for key in aggregates.counts},
        covariances={
            name: Covariance(joint.terms, _tuples(joint.matrix)) for name, joint in aggregates.joints.items()
        },
        moments=_moments(aggregates),
        certificate=certificate(),
        design=aggregates.design,
        spreads={
            name: Covariance(spread.terms, _tuples(spread.matrix))
            for name, spread in aggregates.spreads.items()
        },
    )


def _table(key: tuple[str, str], aggregates: Aggregates, plan: Plan, df: int | None) -> Table:
    counts = aggregates.counts[key]
    codes = tuple(code.id for code in plan.measure[key[0]].codes)
    totals = {
        score: Totals(summary.mean, summary.variance, summary.low, summary.high)
        for (score, group), summary in aggregates.summaries.items()
        if plan.score[score].measure == key[0] and group == key[1]
    }
    return Table(
        *key,
        Outcome.FULL,
        n=int(counts.n.sum()),
        w=float(counts.w.sum()),
        w2=float(counts.w2.sum()),
        cells=Cells(codes, tuple(counts.w.tolist()), tuple(counts.w2.tolist())) if codes else None,
        totals=totals or None,
        df=df,
    )


def _moments(aggregates: Aggregates) -> Moments | None:
    found = aggregates.moments
    if found is None:
        return None
    mean, matrix = tuple(found.mean.tolist()), _tuples(found.covariance)
    return Moments(found.variables, found.n, found.w, found.w2, mean, matrix)


def _tuples(matrix: np.ndarray) -> tuple[tuple[float, ...], ...]:
    return tuple(map(tuple, matrix.tolist()))


def figures(
    study: Study,
    rows: pd.DataFrame,
    weights: np.ndarray | None = None,
    sampled: Sampled | None = None,
    wave: str = "2026",
) -> Figures:
    """The figures of a study of one wave, from its rows."""
    plan = plan_of(study)
    aggregates = tabulate(responses(study, rows, weights, sampled, wave), plan, study)
    return Figures(study, plan, {wave: opened(aggregates, plan)})
