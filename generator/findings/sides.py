"""What references reach: a score, in a group, in a wave of a study, with its released estimate."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from generator.findings.printing import Gauge, gauge_of
from generator.spec.groups import Group
from generator.spec.language import Reference
from generator.spec.models import Study
from generator.spec.plan import Number, Statistic, Term
from generator.spec.scores import Score
from generator.spec.symbols import Resolved, Symbols
from generator.statistics.estimate import Difference, Estimate
from generator.statistics.figures import Figures


@dataclass(frozen=True, slots=True)
class Side:
    """One figure that a sentence or a claim speaks of; ``estimate`` is None when it is withheld."""

    study: Study
    wave: str
    score: Score
    group: Group
    estimate: Estimate | None

    @property
    def number(self) -> str:
        """The id of this number in the plan."""
        return Number(self.study.id, self.wave, self.group.id, self.score.id, Statistic.SCORE).id

    @property
    def gauge(self) -> Gauge:
        """How it prints."""
        return gauge_of(self.study, self.score)

    @property
    def term(self) -> Term:
        """The score and the group, as the plan names them."""
        return Term(self.score.id, self.group.id)


@dataclass(frozen=True)
class Evidence:
    """The released figures of all studies, as the references of one of them reach them."""

    figures: Mapping[str, Figures]
    symbols: Symbols

    def side(self, study: str, reference: Reference, wave: str, finding: str | None) -> Side:
        """What a reference of ``study`` names, seen from one of its waves and, maybe, a finding.

        Raises:
            Unresolved: it names nothing, or several things.
        """
        return self._side(self.symbols.resolve(study, reference, wave, finding))

    def battery(self, study: str, of: Reference, wave: str, finding: str | None) -> tuple[Side, ...]:
        """Every item of an indicator or a question named whole, in the order of the questionnaire.

        Raises:
            Unresolved: it names nothing.
        """
        return tuple(map(self._side, self.symbols.items(study, of, wave, finding)))

    def _side(self, found: Resolved) -> Side:
        figures = self.figures[found.study]
        estimate = figures.estimate(found.score.id, found.wave, found.group)
        return Side(figures.study, found.wave, found.score, figures.plan.group[found.group], estimate)

    def at(self, side: Side, wave: str) -> Side:
        """The same figure in another wave of its study."""
        estimate = self.figures[side.study.id].estimate(side.score.id, wave, side.group.id)
        return replace(side, wave=wave, estimate=estimate)

    def difference(self, one: Side, other: Side) -> Difference | None:
        """one − other, tested; None when either is withheld or when their series is broken.

        Both sides are of the same study: samples of two studies have nothing to be paired by.
        """
        figures = self.figures[one.study.id]
        if one.term == other.term:
            return figures.change(one.score.id, one.wave, one.group.id, since=other.wave)
        return figures.between(one.term, other.term, one.wave, other.wave)

    def told(self, one: Side, other: Side) -> Difference | None:
        """How pages tell one − other, in the family it belongs to; None for what only a claim compares."""
        return self.figures[one.study.id].families.told(one.term, one.wave, other.term, other.wave)

    def against(self, side: Side, value: float) -> Difference | None:
        """A figure minus a constant in its own unit, tested; None when it is withheld."""
        return self.figures[side.study.id].against(side.score.id, value, side.wave, side.group.id)
