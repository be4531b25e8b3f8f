"""A question crossed with a segment, as one table: whether answers depend on the segment at all.

Rao and Scott's second-order correction (1984) brings Pearson's statistic to an F: Δ compares the
covariance of the interaction under the design with that of a simple random sample.
"""

from dataclasses import dataclass
from math import sqrt

import numpy as np
import numpy.typing as npt
from scipy.linalg import null_space
from scipy.special import fdtrc

from generator.release import SIZE, Table
from generator.statistics.spreads import Spreads
from generator.statistics.variance import NOISE

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Crossing:
    """Weighted totals by level and answer, and the covariance of their joint shares, level by level.

    ``n`` counts the answers of all levels; ``df`` is that of the design (Korn & Graubard 1999).
    """

    levels: tuple[str, ...]
    codes: tuple[str, ...]
    totals: Floats
    covariance: Floats
    n: int
    df: float

    @property
    def joint(self) -> Floats:
        """The joint shares: they sum to 1 over the table."""
        return np.asarray(self.totals / self.totals.sum())


def crossing_of(
    tables: tuple[Table, ...], rows: int, name: str, spreads: Spreads, df: float
) -> Crossing | None:
    """The crossing of the tables of a segment's levels; None when one of them has no cells.

    ``name`` is that of the spread of the measure in the segment, ``rows`` the size of the design.
    """
    known = [(table, table.cells) for table in tables if table.cells is not None]
    if len(known) < max(len(tables), 2):
        return None
    levels, codes = tuple(table.group for table in tables), known[0][1].codes
    totals = np.array([cells.w for _, cells in known])
    squares = np.array([cells.w2 for _, cells in known])
    covariance = _plain(totals, squares, rows)
    if spreads.is_designed:
        covariance = _designed(levels, codes, totals, name, spreads)
    if covariance is None:
        return None
    return Crossing(levels, codes, totals, covariance, sum(table.n or 0 for table in tables), df)


def _plain(totals: Floats, squares: Floats, rows: int) -> Floats | None:
    """With weights only, cells are independent but for their total, which the joint shares divide by."""
    joint, total = (totals / totals.sum()).ravel(), totals.sum()
    spread = np.diag(squares.ravel()) / total**2
    moved = np.outer(joint, spread.diagonal())
    centred = spread - moved - moved.T + np.outer(joint, joint) * spread.sum()
    return np.asarray(centred * rows / (rows - 1))


def _designed(
    levels: tuple[str, ...], codes: tuple[str, ...], totals: Floats, name: str, spreads: Spreads
) -> Floats | None:
    """From the shares within levels p and the sizes of levels s: the joint shares are s·p/Σs."""
    terms = [(code, level) for level in levels for code in codes] + [(SIZE, level) for level in levels]
    matrix = spreads.matrix(name, terms)
    if matrix is None:
        return None
    sizes = totals.sum(axis=1) / totals.sum()
    shares = totals / totals.sum(axis=1, keepdims=True)
    width = totals.size
    jacobian = np.zeros((width, width + len(levels)))
    jacobian[:, :width] = np.diag(np.repeat(sizes, len(codes)))
    for place, _ in enumerate(levels):
        cells = slice(place * len(codes), (place + 1) * len(codes))
        jacobian[cells, width + place] = shares[place]
    jacobian[:, width:] -= np.outer((shares * sizes[:, None]).ravel(), np.ones(len(levels)))
    return np.asarray(jacobian @ matrix @ jacobian.T)


@dataclass(frozen=True, slots=True)
class Independence:
    """Whether answers depend on the segment at all: the gate of a table.

    ``f`` has (``df1``, ``df2``) degrees of freedom; ``chi2`` is Pearson's statistic divided by the mean
    generalised design effect (first order). ``effect`` is Cramér's V.
    """

    f: float
    df1: float
    df2: float
    p: float
    chi2: float
    effect: float


def independence(crossing: Crossing) -> Independence | None:
    """Rao and Scott's test of a table (1984); None where nothing can depend on anything.

    Answers that nobody gave and levels without anyone are left out, as they have no share to compare.
    """
    kept_levels, kept_codes = (crossing.totals.sum(axis=axis) > 0 for axis in (1, 0))
    joint = crossing.joint[np.ix_(kept_levels, kept_codes)]
    kept = np.outer(kept_levels, kept_codes).ravel()
    if min(joint.shape) < 2 or crossing.df <= 0:
        return None
    delta = _generalised_effects(joint, crossing.covariance[np.ix_(kept, kept)], crossing.n)
    trace, squares = float(np.trace(delta)), float((delta * delta.T).sum())
    if trace <= NOISE:
        return None
    expected = np.outer(joint.sum(axis=1), joint.sum(axis=0))
    pearson = crossing.n * float(((joint - expected) ** 2 / expected).sum())
    df1 = trace**2 / squares
    f, df2 = pearson / trace, df1 * crossing.df
    effect = sqrt(pearson / crossing.n / (min(joint.shape) - 1))
    return Independence(f, df1, df2, float(fdtrc(df1, df2, f)), pearson / trace * len(delta), effect)


def _generalised_effects(joint: Floats, covariance: Floats, n: int) -> Floats:
    """Δ = (C′D⁻¹C/n)⁻¹ C′D⁻¹VD⁻¹C, C what margins leave free and D the joint shares."""
    rows, columns = joint.shape
    row, column = np.repeat(np.eye(rows), columns, axis=0), np.tile(np.eye(columns), (rows, 1))
    free = null_space(np.hstack([row, column]).T)
    shares = joint.ravel()
    scaled = np.divide(free, shares[:, None], out=np.zeros_like(free), where=shares[:, None] > 0)
    return np.asarray(np.linalg.solve(free.T @ scaled / n, scaled.T @ covariance @ scaled))
