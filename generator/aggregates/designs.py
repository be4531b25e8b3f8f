"""The covariance of weighted means under the sample design of a wave: strata, clusters, fpc, calibration.

Every figure is a mean m = Σwx/W over some respondents, and each of them moves it by u = w(x−m)/W, the
others by zero. Under ultimate clusters drawn with replacement (Woodruff 1971; Binder 1983), with Z the
totals of u by cluster (PSU) c of stratum h,

    V = Σ_h (1 − f_h) · n_h/(n_h − 1) · Σ_c (Z_hc − Z̄_h)(Z_hc − Z̄_h)′

n_h counts every cluster of the design, those without anyone of the domain too (Lumley 2010). Totals by
cluster are small cells: they are reduced here and never leave this room.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from generator.aggregates.model import Flags, Floats, Ints
from generator.data import Calibration, Replicates, Sampled
from generator.spec.models import LonelyCluster

BLOCK = 1 << 15
"""Rows multiplied at once: memory stays bounded, and the order of sums is the same at every run."""

_NOISE = 1e-13
Figures: TypeAlias = Callable[[slice], Floats]
"""The numbers of some rows, one line per figure, NaN for those who are not in it."""


@dataclass(frozen=True, eq=False)
class Means:
    """Of each figure: how many people are in it, Σw, Σw², and its mean (0 where nobody is)."""

    n: Ints
    w: Floats
    w2: Floats
    mean: Floats


@dataclass(frozen=True, eq=False)
class Table:
    """The cell of each row, of ``count`` cells; for a numeric question also its number, 0 where it gave none.

    A table is summed by cell: Σw, then Σwx of its numbers as so many cells more.
    """

    cells: Ints
    count: int
    numbers: Floats | None = None

    def masses(self, weights: Floats) -> tuple[Floats, ...]:
        """What each row adds to its cell, and to its cell of numbers."""
        return (weights,) if self.numbers is None else (weights, weights * self.numbers)

    def totals(self, weights: Floats) -> Floats:
        """Sums by cell, a line per set of weights."""
        return np.hstack([_by(self.cells, each, self.count) for each in self.masses(weights)])

    def sums_by(self, places: Ints, weights: Floats, size: int) -> csr_array:
        """Sums by place and cell; most clusters hold few of the cells."""
        masses = self.masses(weights)
        cells = np.concatenate([self.cells + line * self.count for line in range(len(masses))])
        where = (np.tile(places, len(masses)), cells)
        return csr_array((np.concatenate(masses), where), shape=(size, len(masses) * self.count))

    def crossed(self, vectors: Floats, weights: Floats, kept: Floats) -> Floats:
        """Σ kept·uu′ over rows, each of which moves by its sums times the ``vectors`` of its cells."""
        masses = self.masses(weights)
        parts = list(zip(masses, np.split(vectors, len(masses)), strict=True))
        return np.asarray(
            sum(
                left.T * np.bincount(self.cells, one * other * kept, self.count) @ right
                for one, left in parts
                for other, right in parts
            )
        )


@dataclass(frozen=True, eq=False)
class Ratios:
    """Shares and means of a table: a column each, a line per cell that is summed.

    ``inside`` is 1 where a cell is in the base of the figure; ``hits`` where it is in what is divided by it.
    """

    hits: Floats
    inside: Floats

    def of(self, totals: Floats) -> Floats:
        """The figures that some sums by cell make, a line per set of weights; NaN on no base."""
        base = totals @ self.inside
        found: Floats = np.divide(totals @ self.hits, base, out=np.full(base.shape, np.nan), where=base > 0)
        return found

    def moved_by(self, totals: Floats) -> Floats:
        """How far each sum moves each figure: (1 − p)/W on a hit, −p/W on a miss, 0 outside its base."""
        base = totals @ self.inside
        scale = np.divide(1.0, base, out=np.zeros_like(base), where=base > 0)
        return np.asarray((self.hits - self.inside * np.nan_to_num(self.of(totals))) * scale)


def means_of(figures: Figures, weights: Floats) -> Means:
    """The weighted means of figures, block by block."""
    totals = sum(_block_sums(figures(rows), weights[rows]) for rows in blocks(weights.size))
    n, w, w2, wx = np.asarray(totals)
    return Means(n.astype(np.int64), w, w2, np.divide(wx, w, out=np.zeros_like(wx), where=w > 0))


def blocks(count: int) -> Iterator[slice]:
    """All rows, some at a time, in order."""
    for start in range(0, count, BLOCK):
        yield slice(start, start + BLOCK)


def _block_sums(values: Floats, weights: Floats) -> Floats:
    inside = ~np.isnan(values)
    w = np.where(inside, weights, 0.0)
    return np.array([each.sum(axis=1) for each in (inside, w, w * w, w * np.where(inside, values, 0.0))])


@dataclass(frozen=True, eq=False)
class Design:
    """How the rows of a wave were drawn and weighted. ``sampled`` is None with weights only."""

    weights: Floats
    sampled: Sampled | None = None

    @property
    def is_plain(self) -> bool:
        """Whether weights are all there is: cells then give every variance."""
        return self.sampled is None

    def covariance(self, figures: Figures, means: Means | None = None) -> Floats:
        """The covariance matrix of figures."""
        known = means or means_of(figures, self.weights)
        if self.sampled is not None and self.sampled.replicates is not None:
            return _replicated(figures, known, self.sampled.replicates)
        return self._linearised(_influence(figures, known, self.weights))

    def covariance_of_table(self, table: Table, ratios: Ratios) -> Floats:
        """The same of figures that a row moves by its weight, and its number, times the vectors of its cell.

        A table has few cells: they are summed by cluster, stratum or replicate, rather than row by row.
        """
        if self.sampled is not None and self.sampled.replicates is not None:
            return self._replicated_table(table, ratios, self.sampled.replicates)
        vectors = ratios.moved_by(table.totals(self.weights[None])[0])
        if self.sampled is not None and self.sampled.calibration is not None:
            table, vectors = _residuals(table, vectors, self.sampled.calibration)
        if self.sampled is not None and self.sampled.clusters is not None:
            each = table.sums_by(self._cluster, self.weights, self._stratum_of.size)
            return self._of_totals(iter([(np.asarray(each @ vectors).T, self._stratum_of)]))
        strata = self._stratum_of
        sums = table.sums_by(strata, self.weights, self._sizes.size) @ vectors
        return self._assembled(table.crossed(vectors, self.weights, self._kept[strata]), np.asarray(sums).T)

    def _replicated_table(self, table: Table, ratios: Ratios, replicates: Replicates) -> Floats:
        mean, again = (
            ratios.of(table.totals(weights)) for weights in (self.weights[None], replicates.weights)
        )
        # A replicate without anyone of a group says nothing of it.
        moved = np.where(np.isnan(again), 0.0, again - mean).T
        return np.asarray((moved * replicates.scales) @ moved.T)

    def df(self, inside: Flags) -> int:
        """Degrees of freedom of a domain: its clusters, less its strata (Korn & Graubard 1999)."""
        if self.sampled is None:
            return int(inside.sum()) - 1
        if self.sampled.replicates is not None:
            return max(self.sampled.replicates.df, 1)
        if self.sampled.clusters is None:
            return int(inside.sum() - (np.bincount(self._stratum_of[inside]) > 0).sum())
        clusters = np.unique(self._cluster[inside])
        return int(clusters.size - np.unique(self._stratum_of[clusters]).size)

    def _linearised(self, influence: Figures) -> Floats:
        if self.sampled is None:
            crossed = sum(u @ u.T for u in map(influence, blocks(self.weights.size)))
            return np.asarray(crossed) * (self.weights.size / max(self.weights.size - 1, 1))
        if self.sampled.calibration is not None:
            influence = _calibrated(influence, self.weights, self.sampled.calibration)
        return self._of_totals(self._totals(influence))

    @cached_property
    def _cluster(self) -> Ints:
        """The cluster of each row; a row is its own where none are declared."""
        known = self.sampled.clusters if self.sampled else None
        return np.arange(self.weights.size) if known is None else known

    @cached_property
    def _stratum_of(self) -> Ints:
        """The stratum of each cluster."""
        count = int(self._cluster.max(initial=-1)) + 1
        found = np.zeros(count, np.int64)
        if self.sampled is not None and self.sampled.strata is not None:
            found[self._cluster] = self.sampled.strata
        return found

    @cached_property
    def _factors(self) -> Floats:
        """(1 − f)·n/(n − 1) of each stratum; 1 − f where a cluster is alone."""
        n = np.bincount(self._stratum_of).astype(np.float64)
        left = np.ones_like(n)
        if self.sampled is not None and self.sampled.sizes is not None:
            sizes = np.ones(n.size)
            sizes[self._stratum_of[self._cluster]] = self.sampled.sizes
            left = np.clip(1 - n / sizes, 0.0, 1.0)
        return left * np.divide(n, n - 1, out=np.ones_like(n), where=n > 1)

    def _totals(self, influence: Figures) -> Iterator[tuple[Floats, Ints]]:
        """Totals by cluster with the stratum of each, some clusters at a time."""
        if self.sampled is None or self.sampled.clusters is None:
            for rows in blocks(self.weights.size):
                yield influence(rows), self._stratum_of[rows]
            return
        count = self._stratum_of.size
        totals = sum(_by(self._cluster[rows], influence(rows), count) for rows in blocks(self.weights.size))
        yield np.asarray(totals), self._stratum_of

    def _of_totals(self, totals: Iterator[tuple[Floats, Ints]]) -> Floats:
        kept = self._kept
        known = [((z * kept[h]) @ z.T, _by(h, z, kept.size)) for z, h in totals]
        crossed, sums = (np.asarray(sum(side)) for side in zip(*known, strict=True))
        return self._assembled(crossed, sums)

    @cached_property
    def _sizes(self) -> Floats:
        """How many clusters each stratum has."""
        return np.bincount(self._stratum_of).astype(np.float64)

    @cached_property
    def _kept(self) -> Floats:
        """What the squares of each stratum count for."""
        # A cluster alone in its stratum has no deviation of its own: the declared rule speaks instead.
        return np.where(self._sizes > 1, self._factors, self._factors * self._weighs_alone)

    def _assembled(self, crossed: Floats, sums: Floats) -> Floats:
        """From squares by cluster and sums by stratum, to deviations within strata."""
        n, factors = self._sizes, self._kept
        within = np.where(n > 1, factors / np.maximum(n, 1), 0.0)
        found: Floats = crossed - (sums * within) @ sums.T
        size = np.sqrt(np.diag(crossed))
        # What floats leave of two sums that cancel is no variance: a share fixed by strata has none.
        found[np.abs(found) <= _NOISE * np.outer(size, size)] = 0.0
        return found * self._averaged

    @property
    def _lonely(self) -> LonelyCluster | None:
        return self.sampled.lonely if self.sampled else None

    @property
    def _weighs_alone(self) -> float:
        """What a cluster alone adds: its square about the mean of all (zero), or nothing."""
        return 1.0 if self._lonely is LonelyCluster.ADJUST else 0.0

    @property
    def _averaged(self) -> float:
        """What the other strata are multiplied by, to stand for those of one cluster."""
        if self._lonely is not LonelyCluster.AVERAGE:
            return 1.0
        n = np.bincount(self._stratum_of)
        return n.size / max(int((n > 1).sum()), 1)


def _by(places: Ints, values: Floats, count: int) -> Floats:
    """Sums of each line by place."""
    return np.array([np.bincount(places, line, count) for line in values]).reshape(len(values), count)


def _influence(figures: Figures, means: Means, weights: Floats) -> Figures:
    scale = np.divide(1.0, means.w, out=np.zeros_like(means.w), where=means.w > 0)

    def influence(rows: slice) -> Floats:
        moved: Floats = weights[rows] * (figures(rows) - means.mean[:, None]) * scale[:, None]
        moved[np.isnan(moved)] = 0.0
        return moved

    return influence


def _calibrated(influence: Figures, weights: Floats, calibration: Calibration) -> Figures:
    """Calibrated weights leave only what the margins do not explain (Deville & Särndal 1992).

    Residuals of the regression on the margins, by the weights that calibration started from.
    """
    base = calibration.base
    crossed = sum(
        (x * base[rows]) @ x.T for rows, x in ((r, calibration.margins(r)) for r in blocks(weights.size))
    )
    explained = sum(
        (influence(rows) / weights[rows] * base[rows]) @ calibration.margins(rows).T
        for rows in blocks(weights.size)
    )
    slopes = np.asarray(explained) @ np.linalg.pinv(np.asarray(crossed), hermitian=True)

    def residual(rows: slice) -> Floats:
        return influence(rows) - weights[rows] * (slopes @ calibration.margins(rows))

    return residual


def _residuals(table: Table, vectors: Floats, calibration: Calibration) -> tuple[Table, Floats]:
    """Cells crossed with those of the margins, and what the margins leave of each."""
    marks = [levels - int(levels.min()) for levels in calibration.levels.values()]
    sizes = [int(part.max(initial=0)) + 1 for part in (table.cells, *marks)]
    # One number a crossing: sorting rows of marks takes many times as long, and gives the same order.
    numbered = np.ravel_multi_index((table.cells, *marks), sizes)
    _, first, crossed = np.unique(numbered, return_index=True, return_inverse=True)
    base = [np.bincount(crossed, each) for each in table.masses(calibration.base)]
    parts = [part[table.cells[first]] for part in np.split(vectors, len(base))]
    margins = calibration.margins(first)
    explained = sum((part.T * each) @ margins.T for part, each in zip(parts, base, strict=True))
    slopes = np.asarray(explained) @ np.linalg.pinv((margins * base[0]) @ margins.T, hermitian=True)
    # The margins are of people: they explain what weights move, and leave numbers as they are.
    left = np.vstack([parts[0] - (slopes @ margins).T, *parts[1:]])
    return Table(crossed, len(first), table.numbers), left


def _replicated(figures: Figures, means: Means, replicates: Replicates) -> Floats:
    """Σ_r c_r (m_r − m)(m_r − m)′: each figure computed again with each set of weights."""
    known = [
        _weighed(figures(rows), replicates.weights[:, rows]) for rows in blocks(replicates.weights.shape[1])
    ]
    total, weight = (np.asarray(sum(side)) for side in zip(*known, strict=True))
    again = np.divide(
        total, weight, out=np.broadcast_to(means.mean[:, None], total.shape).copy(), where=weight > 0
    )
    moved = again - means.mean[:, None]
    return np.asarray((moved * replicates.scales) @ moved.T)


def _weighed(values: Floats, weights: Floats) -> tuple[Floats, Floats]:
    inside = ~np.isnan(values)
    return np.where(inside, values, 0.0) @ weights.T, inside.astype(np.float64) @ weights.T


def jackknife(design: Sampled, weights: Floats) -> Replicates:
    """Delete-a-cluster replicates of a design (JKn; Wolter 2007): one per cluster.

    The others of its stratum weigh n/(n−1) as much; each deviation counts (n−1)/n.
    """
    cluster = Design(weights, design)._cluster
    stratum = Design(weights, design)._stratum_of
    n = np.bincount(stratum)
    rows = []
    for removed in range(stratum.size):
        mates = stratum[cluster] == stratum[removed]
        size = n[stratum[removed]]
        factor = np.where(mates, size / max(size - 1, 1), 1.0)
        rows.append(weights * np.where(cluster == removed, 0.0, factor))
    scales: npt.NDArray[np.float64] = (n[stratum] - 1) / n[stratum]
    return Replicates(np.array(rows), scales, int(stratum.size - n.size))
