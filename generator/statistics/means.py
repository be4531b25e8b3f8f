"""The released means of a study: where every estimate and every test begins."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from generator.release import Outcome, Release, Table
from generator.spec.groups import EVERYONE, Level
from generator.spec.models import IndicatorKind, Study
from generator.spec.plan import Plan, Term
from generator.spec.scores import Score, Unit
from generator.statistics.sampling import Sampling, sampling_of
from generator.statistics.variance import (
    NOISE,
    Mean,
    mean_of_cells,
    mean_of_parts,
    mean_of_totals,
    median_of,
    rest,
)


@dataclass(frozen=True)
class Means:
    """Scores as means with the variance that the design allows; None for what was not released."""

    study: Study
    plan: Plan
    releases: Mapping[str, Release]

    @cached_property
    def sampling(self) -> Mapping[str, Sampling]:
        """The sampling of each wave."""
        return {wave: sampling_of(self.study, release) for wave, release in self.releases.items()}

    @cached_property
    def _planned(self) -> frozenset[tuple[str, str]]:
        return frozenset(self.plan.tables)

    def table(self, measure: str, wave: str, group: str = EVERYONE) -> Table | None:
        """A released table.

        Raises:
            KeyError: the plan holds no such table, which is a bug of ours.
        """
        if (measure, group) not in self._planned:
            raise KeyError(f"outside the plan: {measure} in {group}")
        release = self.releases.get(wave)
        table = release.tables.get((measure, group)) if release else None
        return None if table is None or table.outcome is Outcome.WITHHELD else table

    def of(self, term: Term, wave: str) -> Mean | None:
        """A score in a group.

        Raises:
            KeyError: the plan holds no such score or group.
        """
        if (term, wave) not in self._known:
            self._known[term, wave] = self._computed(term, wave)
        return self._known[term, wave]

    @cached_property
    def _known(self) -> dict[tuple[Term, str], Mean | None]:
        """What was already computed: a score's change and its gap to the rest begin with its mean."""
        return {}

    def _computed(self, term: Term, wave: str) -> Mean | None:
        score = self.plan.score[term.score]
        raw = (
            self._of_parts(score, term.group, wave)
            if score.parts
            else self._of_table(score, term.group, wave)
        )
        return None if raw is None else self.sampling[wave].applied(raw)

    def of_answer(self, measure: str, code: str, group: str, wave: str) -> Mean | None:
        """The share of one answer."""
        table = self.table(measure, wave, group)
        if table is None or table.cells is None:
            return None
        values = {other: float(other == code) for other in table.cells.codes}
        return self._applied(table, values, Unit.SHARE, wave)

    def outside(self, term: Term, wave: str) -> Mean | None:
        """A score among everyone outside a group; None unless the cells of both were released."""
        score = self.plan.score[term.score]
        if score.measure is None or score.values is None:
            return None
        whole, part = (self.table(score.measure, wave, group) for group in (EVERYONE, term.group))
        others = _less(whole, part) if whole and part else None
        return None if others is None else self._applied(others, score.values, score.unit, wave)

    def variance_between(self, one: Term, other: Term, wave: str) -> float | None:
        """The variance of one − other in a wave, from a battery that holds both; None without one."""
        first, second = (one.score, one.group), (other.score, other.group)
        sampling = self.sampling[wave]
        for battery in self.releases[wave].covariances.values():
            if sampling.has_model and first in battery.terms and second in battery.terms:
                each = battery.between(first, first) + battery.between(second, second)
                variance = each - 2 * battery.between(first, second)
                return variance * sampling.left_out if variance > NOISE * each else 0.0
        return None

    def are_disjoint(self, one: Term, other: Term) -> bool:
        """Whether nobody is in both groups: they stand at different levels of one segment."""
        first, second = ({*self.plan.group[term.group].members} for term in (one, other))
        levels = {m.segment: m.level for m in first if isinstance(m, Level)}
        return any(levels.get(m.segment, m.level) != m.level for m in second if isinstance(m, Level))

    def _of_table(self, score: Score, group: str, wave: str) -> Mean | None:
        table = self.table(score.measure or "", wave, group)
        if table is None:
            return None
        if table.cells is not None and score.values is not None:
            return self._of_cells(table, score.values, score.unit, wave)
        return self._of_totals(table, score)

    def _of_cells(self, table: Table, values: Mapping[str, float], unit: Unit, wave: str) -> Mean | None:
        if table.cells is None or not table.n:
            return None
        return mean_of_cells(table.cells, values, unit, table.n, self.releases[wave].rows)

    def _applied(self, table: Table, values: Mapping[str, float], unit: Unit, wave: str) -> Mean | None:
        mean = self._of_cells(table, values, unit, wave)
        return None if mean is None else self.sampling[wave].applied(mean)

    def _of_totals(self, table: Table, score: Score) -> Mean | None:
        totals = (table.totals or {}).get(score.id)
        if totals is None or not table.n or not table.w or not table.w2:
            return None
        if score.kind is IndicatorKind.MEDIAN:
            level = self.study.statistics.confidence
            return median_of(totals, score.unit, table.n, table.w, table.w2, level)
        return mean_of_totals(totals, score.unit, table.n, table.w, table.w2)

    def _of_parts(self, score: Score, group: str, wave: str) -> Mean | None:
        release = self.releases.get(wave)
        battery = release.covariances.get(f"{score.id}/{group}") if release else None
        known = [self._of_table(self.plan.score[part], group, wave) for part in score.parts]
        parts = [part for part in known if part is not None]
        terms = tuple((part, group) for part in score.parts)
        if battery is None or battery.terms != terms or len(parts) < len(terms):
            return None
        return mean_of_parts(parts, battery.matrix)


def _less(whole: Table, part: Table) -> Table | None:
    """The table of everyone outside a group; None when one of the two has no cells."""
    if whole.cells is None or part.cells is None or whole.n is None or part.n is None:
        return None
    cells, n = rest(whole.cells, part.cells), whole.n - part.n
    return Table(whole.measure, f"not {part.group}", Outcome.FULL, n=n, cells=cells)
