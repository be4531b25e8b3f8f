"""How likely each claim is to be established, if the truths of a rehearsal are those of the population.

The quotas of a rehearsal describe a population; each repeat asks people of it at random, as a survey
does, and hands their answers to the corridor that real ones go through. Nothing is assumed about the
tests: weighting, protection, pairing and correction all take their part of the power.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from math import ceil, sqrt
from pathlib import PurePosixPath
from statistics import NormalDist

import numpy as np

from generator.errors import Refused
from generator.rehearsal.answers import Rows
from generator.rehearsal.chance import Chance
from generator.rehearsal.drawing import Drawn
from generator.rehearsal.rehearse import Rehearsal
from generator.spec.language import Claim, StillHolds
from generator.spec.models import Study
from generator.spec.models.framing import Design

REPEATS = 200
WANTED = 0.9
"""The probability that a sample size is given for."""
POPULATION = 20_000
"""How many people stand for a population without end, and never under twenty times the answers."""
_TIMES = 20

Place = tuple[str, int]
"""A claim: its finding, and its place there."""
Corridor = Callable[[Study, Mapping[PurePosixPath, bytes]], Mapping[Place, bool]]
"""Judges invented answers: from a study and the files of its folder, whether each claim is established.

Raises Refused where real answers would be refused.
"""


@dataclass(frozen=True, slots=True)
class Power:
    """One claim over the repeats."""

    finding: str
    index: int
    claim: Claim
    established: int
    repeats: int
    answers: int
    """To the latest wave."""
    population: int | None
    """How many people those answers stand for; None where they may be taken as without end."""
    level: float

    @property
    def probability(self) -> float:
        """The share of repeats in which the claim was established."""
        return self.established / self.repeats

    @property
    def error(self) -> float:
        """The standard error of that share, from the number of repeats alone."""
        return sqrt(self._inside * (1 - self._inside) / self.repeats)

    @property
    def needed(self) -> int | None:
        """Roughly how many answers to each wave would make the probability 90 %; None where none would.

        The gap is taken as it is, and its variance as falling with the answers and, in a census, with
        the people left: a power of p says that the gap is c + z(p) errors wide, where c is what the
        level asks for. A claim never, or always, established is taken as half a repeat away from it.
        """
        normal = NormalDist()
        asked = normal.inv_cdf((1 + self.level) / 2)
        width = asked + normal.inv_cdf(self._inside)
        if width <= 0 or not self.established or isinstance(self.claim, StillHolds):
            return None
        left = 1 / self.population if self.population else 0.0
        ratio = (width / (asked + normal.inv_cdf(WANTED))) ** 2
        return ceil(1 / ((1 / self.answers - left) * ratio + left))

    @property
    def _inside(self) -> float:
        certain = 0.5 / self.repeats
        return min(max(self.probability, certain), 1 - certain)


@dataclass(frozen=True, slots=True)
class Powers:
    """All claims of a study over the repeats; in ``refused`` of them, the corridor let nothing through."""

    claims: tuple[Power, ...]
    repeats: int
    refused: int


@dataclass(frozen=True, slots=True)
class Tally:
    """Some of the repeats: in how many each claim was established, and how many were not let through."""

    established: Mapping[Place, int]
    repeats: int
    refused: int

    def __add__(self, other: "Tally") -> "Tally":
        both = {place: count + other.established[place] for place, count in self.established.items()}
        return Tally(both, self.repeats + other.repeats, self.refused + other.refused)


def populations_of(rehearsal: Rehearsal) -> Mapping[str, Drawn]:
    """The people that the repeats ask, by wave."""
    return replace(rehearsal, rows=_sizes(rehearsal)).draw()


def tallied(
    rehearsal: Rehearsal, corridor: Corridor, populations: Mapping[str, Drawn], repeats: Collection[int]
) -> Tally:
    """Some of the repeats, each by its number: the same whichever others are made, and where."""
    counts: dict[Place, int] = dict.fromkeys(_places(rehearsal.study), 0)
    refused = 0
    for repeat in repeats:
        try:
            judged = corridor(rehearsal.study, rehearsal.files(_sample(rehearsal, populations, repeat)))
        except Refused:  # too few of someone, this time: such a report would not exist
            refused += 1
            continue
        for place in counts:
            counts[place] += judged[place]
    return Tally(counts, len(repeats), refused)


def power(rehearsal: Rehearsal, corridor: Corridor, repeats: int = REPEATS) -> Powers:
    """How often each claim is established.

    Raises:
        Refused: the rehearsal itself is not let through, or its truths cannot hold.
    """
    corridor(rehearsal.study, rehearsal.files(rehearsal.draw()))
    return powers_of(rehearsal, tallied(rehearsal, corridor, populations_of(rehearsal), range(repeats)))


def powers_of(rehearsal: Rehearsal, tally: Tally) -> Powers:
    """What all the repeats say of each claim."""
    return Powers(tuple(_powers(rehearsal, tally.established, tally.repeats)), tally.repeats, tally.refused)


def _powers(rehearsal: Rehearsal, counts: Mapping[Place, int], repeats: int) -> Iterator[Power]:
    study = rehearsal.study
    wave = next(reversed(study.waves))
    answers, size, level = rehearsal.rows[wave], _invited(rehearsal, wave), study.statistics.confidence
    for (name, index), established in counts.items():
        claim = study.findings[name].holds[index]
        yield Power(name, index, claim, established, repeats, answers, size, level)


def _places(study: Study) -> Iterator[Place]:
    for name, finding in study.findings.items():
        yield from ((name, index) for index in range(len(finding.holds)))


def _sizes(rehearsal: Rehearsal) -> Mapping[str, int]:
    """How many people each wave's answers are drawn from: in a census, those invited."""
    return {
        wave: _invited(rehearsal, wave) or max(POPULATION, _TIMES * count)
        for wave, count in rehearsal.rows.items()
    }


def _invited(rehearsal: Rehearsal, wave: str) -> int | None:
    study = rehearsal.study
    is_census = study.sample is not None and study.sample.design is Design.CENSUS
    size = study.waves[wave].invited or (study.population.size if study.population else None)
    return size if is_census and size is not None and size >= rehearsal.rows[wave] else None


def _sample(rehearsal: Rehearsal, populations: Mapping[str, Drawn], repeat: int) -> Mapping[str, Drawn]:
    return {
        wave: population.take(_asked(rehearsal, wave, population.count, repeat))
        for wave, population in populations.items()
    }


def _asked(rehearsal: Rehearsal, wave: str, size: int, repeat: int) -> Rows:
    """Who answers: each once in a census; elsewhere anyone again, as if nobody were ever used up."""
    chance = Chance(rehearsal.seed, (rehearsal.study.id, wave, "repeat", str(repeat)))
    count = rehearsal.rows[wave]
    if _invited(rehearsal, wave) is not None:
        return chance.order(size)[:count]
    return chance.below(np.full(count, size, np.int64)).astype(np.intp)
