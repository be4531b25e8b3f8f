"""Aggregates: sufficient statistics before the gate. They stay inside; only ``disclosure`` reads them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[np.float64]
Ints: TypeAlias = npt.NDArray[np.int64]
Flags: TypeAlias = npt.NDArray[np.bool_]
Headcount: TypeAlias = npt.NDArray[np.int32]
"""People by class: there may be nearly one class a person for each question, so half the bytes count."""


@dataclass(frozen=True, slots=True)
class Counts:
    """One measure in one group: a column per answer of the measure, in its order.

    ``n``, ``w``, ``w2`` have one entry per code of the base; ``aside`` counts respondents per
    declared missing code. A numeric measure has a single cell, its whole base.
    """

    n: Ints
    w: Floats
    w2: Floats
    aside: Ints


@dataclass(frozen=True, slots=True)
class Summary:
    """A score that cells do not give (a numeric mean, a median): see ``release.Totals``."""

    mean: float
    """The weighted mean, or the weighted median."""
    variance: float | None
    """Linearised variance of a mean; None for a median, and when fewer than two people answered."""
    low: float | None = None
    high: float | None = None
    dominant: float | None = None
    """Share of the total (of absolute weighted values) that its two largest contributors hold: the
    dominance rule of open numerics. 1 when the total is nil. At most 85 % implies p % above 17."""
    most: float | None = None
    """The largest share of people, unweighted, who gave one same number: 1 when all did."""


@dataclass(frozen=True, slots=True)
class Classes:
    """Respondents collapsed by identical membership, for the gate's algebra. Never leaves.

    ``groups`` names the columns of ``member`` (0 or 1, one row per class). ``answered[m]`` counts,
    per class, the respondents who answered measure m inside its base; under ``spec.plan.both`` of two
    measures, those who answered both, where their covariance is asked in several groups.
    """

    groups: tuple[str, ...]
    member: npt.NDArray[np.int8]
    answered: Mapping[str, Headcount]
    extremes: Mapping[str, Floats] = field(default_factory=dict)
    """Of each measure of numbers, a line per class: the least and the largest number given, the sum of what
    people weigh in the total (absolute weighted values), and its two largest terms. Zeros for nobody."""


@dataclass(frozen=True, slots=True)
class Joint:
    """Covariance of a battery's terms, and how many people stand behind each of its entries.

    ``matrix`` is the linearised covariance of the estimated scores, their variances on the diagonal.
    ``people`` counts the respondents who answered both terms of an entry. Nobody behind two terms
    means that their groups or their questions exclude each other: that covariance is exactly zero.
    """

    terms: tuple[tuple[str, str], ...]
    matrix: Floats
    people: Ints

    @property
    def smallest(self) -> int:
        """The fewest respondents behind a term, or behind a pair of terms that anyone answered both of."""
        behind = self.people[self.people > 0]
        return int(behind.min()) if self.terms and self.people.diagonal().all() else 0


@dataclass(frozen=True, slots=True)
class Spread:
    """Covariance of the shares of a measure in a family of groups, and of the sizes of these groups.

    ``terms`` are (answer, group) pairs, then (``release.SIZE``, group); ``df`` gives the degrees of
    freedom of the design in each group: its clusters less its strata.
    """

    terms: tuple[tuple[str, str], ...]
    matrix: Floats
    df: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Overlap:
    """A figure in two waves: the variance of its change, the covariance in it, how many are in both."""

    variance: float
    covariance: float
    people: int
    df: int


@dataclass(frozen=True, slots=True)
class Alike:
    """Who answered every line of a grid inside its base, and who of them gave one answer to all."""

    people: int
    same: int


@dataclass(frozen=True, slots=True)
class DriverMoments:
    """See ``release.Moments``; ``variables`` are ids of measures, read as numbers on their own scale."""

    variables: tuple[str, ...]
    n: int
    w: float
    w2: float
    mean: Floats
    covariance: Floats


@dataclass(frozen=True)
class Aggregates:
    """The sufficient statistics of one wave, under its plan. Printed form shows its shape only."""

    study: str
    wave: str
    rows: int = field(repr=False)
    invited: int | None = field(repr=False)
    weighted: bool
    plan: str
    data: str
    counts: Mapping[tuple[str, str], Counts] = field(repr=False)
    summaries: Mapping[tuple[str, str], Summary] = field(repr=False)
    """By (score, group); where nobody answered there is none."""
    classes: Classes = field(repr=False)
    joints: Mapping[str, Joint] = field(repr=False)
    moments: DriverMoments | None = field(repr=False)
    invented: bool = False
    """Whether a rehearsal drew the answers."""
    """None without a model of importance, and when nobody answered all of its variables."""
    spreads: Mapping[str, Spread] = field(default_factory=dict, repr=False)
    """By ``<measure>/<segment>``; empty with weights only."""
    design: tuple[str, ...] = ()
    """What variances take account of beyond weights."""
    overlaps: Mapping[tuple[str, str], Overlap] = field(default_factory=dict, repr=False)
    """By (score, group), where some of the same people answered the wave ``since``."""
    since: str | None = None
    alike: Mapping[str, Alike] = field(default_factory=dict, repr=False)
    """By question, for the grids of the plan; unweighted, as it tells of answering and not of opinion."""


@dataclass(frozen=True, slots=True)
class Units:
    """The answers to one measure in several files of a wave, collapsed by who shows them where. Never leaves.

    An answer that stands in several files is one unit. ``member[p]`` says, for file ``p``, which groups count
    the units of each class (a row per class, a column per group, 0 or 1); ``people`` counts the units.
    """

    member: tuple[npt.NDArray[np.int8], ...]
    people: Ints


@dataclass(frozen=True)
class Linked:
    """Files of one wave's answers, oldest first, and what is the same in them. Printed form shows its shape.

    Without a mark per person nobody knows whether a row that changed is somebody's correction or somebody
    else: ``readings`` then holds both, by measure, and what is shown has to be safe under each.
    """

    earlier: tuple[Aggregates, ...]
    """What each file but the last one counted to."""
    groups: tuple[str, ...]
    """The columns of each ``Units.member``."""
    readings: tuple[Mapping[str, Units], ...] = field(repr=False)
    only_adds: bool
    """Whether every row of a file stands unchanged in those after it."""
    is_steady: bool
    """Whether nobody weighs otherwise in a later file."""
