"""How the respondents of a wave were drawn: strata, clusters, sizes, replicate weights, margins reached."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from generator.spec.models import LonelyCluster

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Replicates:
    """Weights of each replicate (a line each), what its squared deviation counts for, and their df."""

    weights: Floats
    scales: Floats
    df: int


@dataclass(frozen=True, eq=False)
class Calibration:
    """The margins that weights were brought to, from the weights ``base``: levels by margin, −1 unknown."""

    levels: Mapping[str, npt.NDArray[np.integer]]
    base: Floats

    def margins(self, rows: slice | Ints) -> Floats:
        """One line per level of every margin, 1 for those who are in it."""
        return np.vstack(
            [
                _flags(levels[rows], last)
                for levels, last in zip(self.levels.values(), self._last, strict=True)
            ]
        )

    @cached_property
    def _last(self) -> tuple[int, ...]:
        return tuple(int(levels.max()) for levels in self.levels.values())


def _flags(levels: npt.NDArray[np.integer], last: int) -> Floats:
    return np.array([levels == level for level in range(-1, last + 1)], np.float64)


@dataclass(frozen=True, repr=False, eq=False)
class Sampled:
    """The design of a wave, an entry per respondent in every array; None for what was not declared.

    ``strata`` and ``clusters`` are numbered from 0, and a cluster lies in one stratum; ``sizes`` is how
    many clusters (people, without clusters) the population has in each one's stratum.
    """

    strata: Ints | None = None
    clusters: Ints | None = None
    sizes: Floats | None = None
    lonely: LonelyCluster | None = None
    replicates: Replicates | None = None
    calibration: Calibration | None = None

    @property
    def stated(self) -> tuple[str, ...]:
        """The names of what is used, as a release says them."""
        if self.replicates is not None:
            return ("replicates",)
        known = {
            "strata": self.strata,
            "clusters": self.clusters,
            "sizes": self.sizes,
            "calibration": self.calibration,
        }
        return tuple(name for name, value in known.items() if value is not None)
