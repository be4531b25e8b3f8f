"""The people of one wave before they answer: their segments, their weights, what they lean to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import fsum, sqrt

import numpy as np

from generator.rehearsal.answers import Answers, Floats
from generator.rehearsal.chance import UNIT, Chance, Whole
from generator.rehearsal.margins import Margins
from generator.rehearsal.scenario import MOST_EXPLAINED, Scenario, explained
from generator.rehearsal.segments import divided
from generator.spec.models import Study, WeightingMethod

MEAN_WEIGHT = 1_000_000
"""A weight of 1 in whole numbers, so that sums of weights are exact."""
LEAST, MOST = 50, 200
"""The smallest weight of an invented column, and the limit that none reaches, in hundredths."""
_SCALE = 1024
_LEAN = UNIT // 4


@dataclass(frozen=True, eq=False)
class People:
    """Who answers one wave. Every array has one entry per respondent."""

    scenario: Scenario
    wave: str
    count: int
    chance: Chance
    """The streams of this wave."""
    segments: Mapping[str, Answers]
    weights: Whole
    """What each counts for, in millionths: exact when weights are given, close when they will be raked."""
    given: Whole | None
    """The column of weights that the file holds, in hundredths."""

    @cached_property
    def mood(self) -> Whole:
        """How satisfied each is, all in all; each level of a segment leans a little to one side."""
        lean = self.chance.at("mood").normal(self.count)
        for name, answers in self.segments.items():
            for level, label in enumerate(answers.labels):
                word = int(self.seed.at("lean", name, label).words(1)[0])
                lean = lean + np.where(answers.codes == level, (word >> 32) % (2 * _LEAN) - _LEAN, 0)
        return lean

    def rating(self, measure: str) -> Whole:
        """What each leans to on one rated item, the favourable side high: mood, and an opinion of its own.

        An outcome that has drivers leans to what its items lean to.
        """
        weights = self._drivers(measure)
        own = self.chance.at("opinion", measure).normal(self.count)
        if not weights:
            share = self.scenario.model.correlation
            return _mixed([(sqrt(share), self.mood), (sqrt(1 - share), own)])
        rest = 1 - explained(weights.values(), self.scenario.model.correlation)
        return _mixed([*((w, self.rating(item)) for item, w in weights.items()), (sqrt(rest), own)])

    def opinion(self, measure: str) -> Whole:
        """What each leans to on something that satisfaction does not bear upon."""
        return self.chance.at("opinion", measure).normal(self.count)

    def _drivers(self, measure: str) -> Mapping[str, float]:
        """Weights that can be: declared ones are, those that a claim asks for may be too heavy."""
        weights = self.scenario.drivers.get(measure, {})
        total = explained(weights.values(), self.scenario.model.correlation)
        factor = sqrt(MOST_EXPLAINED / total) if total > MOST_EXPLAINED else 1.0
        return {item: factor * weight for item, weight in weights.items()}

    @property
    def seed(self) -> Chance:
        """The streams of the study, whatever the wave."""
        return replace(self.chance, path=self.chance.path[:1])


def _mixed(parts: Sequence[tuple[float, Whole]]) -> Whole:
    """A weighted sum of leanings, in whole numbers throughout."""
    total = sum((round(weight * _SCALE) * lean for weight, lean in parts), np.zeros(1, np.int64))
    return np.asarray(total, dtype=np.int64) >> 10


def gathered(scenario: Scenario, wave: str, count: int, seed: int, margins: Margins | None) -> People:
    """The people of one wave; ``margins`` are those it is raked on."""
    study = scenario.study
    chance = Chance(seed, (study.id, wave))
    amounts = margins.amounts if margins else {}
    segments = divided(scenario, count, chance, amounts)
    is_given = (margins is not None and margins.base is not None) or weight_column(study) is not None
    given = _given(count, chance) if is_given else None
    weights = np.full(count, MEAN_WEIGHT) if given is None else given * (MEAN_WEIGHT // 100)
    return People(scenario, wave, count, chance, segments, _raked(weights, segments, amounts), given)


def weight_column(study: Study) -> str | None:
    """The column of given weights."""
    weighting = study.weighting
    return weighting.column if weighting and weighting.method is WeightingMethod.GIVEN else None


def _given(count: int, chance: Chance) -> Whole:
    return LEAST + chance.at("weight").below(np.full(count, MOST - LEAST, np.int64))


def _raked(
    weights: Whole, segments: Mapping[str, Answers], margins: Mapping[str, Mapping[str, float]]
) -> Whole:
    """Close to what raking will give: levels are dealt independently, so margins need no second pass."""
    for name, amounts in margins.items():
        if name in segments:
            weights = np.rint(weights * _ratios(segments[name], amounts)).astype(np.int64)
    return weights


def _ratios(answers: Answers, amounts: Mapping[str, float]) -> Floats:
    """For each, the share of their level in the population over its share of those who answer."""
    counts = [int((answers.codes == code).sum()) for code in range(len(answers.labels))]
    total, known = fsum(amounts.values()), sum(counts)
    ratios = [
        amounts.get(level, 0.0) / total * known / max(count, 1)
        for level, count in zip(answers.labels, counts, strict=True)
    ]
    return np.array([*ratios, 1.0])[np.maximum(answers.codes, -1)]
