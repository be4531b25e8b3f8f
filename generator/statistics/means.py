"""The released means of a study: where every estimate and every test begins."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from generator.release import NUMBER, SIZE, Outcome, Release, Table
from generator.spec.groups import EVERYONE, Level
from generator.spec.models import IndicatorKind, Study
from generator.spec.plan import Plan, Term
from generator.spec.scores import Score, Unit
from generator.statistics.crossing import Crossing, crossing_of
from generator.statistics.sampling import Sampling, sampling_of
from generator.statistics.spreads import Gradient, Spreads, by_shares, rest_of, versus_rest
from generator.statistics.tests import pooled_share, pooled_variance
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
        key = (measure, code, group, wave)
        if key not in self._answers:
            self._answers[key] = self.of_answers(measure, (code,), group, wave)
        return self._answers[key]

    @cached_property
    def _answers(self) -> dict[tuple[str, str, str, str], Mean | None]:
        """What was already computed: a column's share is compared with that of every other column."""
        return {}

    def of_answers(self, measure: str, codes: Collection[str], group: str, wave: str) -> Mean | None:
        """The share of several answers together."""
        table = self.table(measure, wave, group)
        if table is None or table.cells is None:
            return None
        values = {code: float(code in codes) for code in table.cells.codes}
        return self._applied(table, values, Unit.SHARE, wave)

    def outside(self, term: Term, wave: str) -> Mean | None:
        """A score among everyone outside a group; None unless the cells of both were released."""
        score = self.plan.score[term.score]
        if score.measure is None or score.values is None:
            return None
        whole, part = (self.table(score.measure, wave, group) for group in (EVERYONE, term.group))
        others = _less(whole, part) if whole and part else None
        if others is None or whole is None or part is None:
            return None
        mean = self._raw(others, score.values, score.unit, wave)
        if mean is None or not self.spreads[wave].is_designed:
            return None if mean is None else self.sampling[wave].applied(mean)
        return self._rest(mean, whole, part, score, wave)

    def variance_between(self, one: Term, other: Term, wave: str) -> float | None:
        """The variance of one − other in a wave, from a battery that holds both; None without one."""
        sampling = self.sampling[wave]
        designed = self._variance_apart(one, other, wave)
        if designed is not None and sampling.has_model:
            return designed * sampling.left_out
        first, second = (one.score, one.group), (other.score, other.group)
        for battery in self.releases[wave].covariances.values():
            if sampling.has_model and first in battery.terms and second in battery.terms:
                each = battery.between(first, first) + battery.between(second, second)
                variance = each - 2 * battery.between(first, second)
                return variance * sampling.left_out if variance > NOISE * each else 0.0
        return None

    def are_independent(self, one: Term, other: Term, wave: str) -> bool:
        """Whether nobody is in both groups, and nothing of the design ties them: a cluster may hold both."""
        return not self.spreads[wave].is_designed and self.are_disjoint(one, other)

    def variance_versus_rest(self, term: Term, wave: str) -> float | None:
        """Under a design, the variance of a group minus everyone outside it; None without one."""
        score, family = self.plan.score[term.score], self.family(term.group)
        whole, part = (self.table(score.measure or "", wave, group) for group in (EVERYONE, term.group))
        inside, outside = self.of(term, wave), self.outside(term, wave)
        if not (score.values and whole and part and inside and outside and self.sampling[wave].has_model):
            return None
        size = (part.w or 0.0) / (whole.w or 1.0)
        gradient = versus_rest(score.values, EVERYONE, term.group, size, (inside.value, outside.value))
        found = self.spreads[wave].variance(f"{score.measure}/{family}", gradient)
        return None if found is None else found * self.sampling[wave].left_out

    def covariance_across(self, one: Term, other: Term, earlier: str, later: str) -> float | None:
        """The covariance of a score with itself in the wave before, when some people answered both."""
        if one != other:
            return None
        key = (one.score, one.group, earlier)
        known = (o for o in self.releases[later].overlaps if (o.score, o.group, o.since) == key)
        found = next(known, None)
        return None if found is None else found.covariance * self.sampling[later].left_out

    def crossing(self, measure: str, groups: tuple[str, ...], wave: str) -> Crossing | None:
        """A measure crossed with levels of one segment; None where one of them is withheld."""
        known = [self.table(measure, wave, group) for group in groups]
        tables = tuple(table for table in known if table is not None)
        if len(tables) < len(groups) or not groups:
            return None
        whole = self.table(measure, wave)
        df = whole.df if whole and whole.df is not None else sum(table.n or 0 for table in tables) - 1
        name = f"{measure}/{self.family(groups[0])}"
        return crossing_of(tables, self.releases[wave].rows, name, self.spreads[wave], df)

    def variance_between_answers(
        self, measure: str, code: str, groups: tuple[str, str], wave: str
    ) -> float | None:
        """Under a design, the variance of one answer's share in a group minus its share in another."""
        gradient = {(code, groups[0]): 1.0, (code, groups[1]): -1.0}
        found = self.spreads[wave].variance(f"{measure}/{self.family(groups[0])}", gradient)
        sampling = self.sampling[wave]
        return found * sampling.left_out if found is not None and sampling.has_model else None

    def null_variance(self, measure: str, code: str, groups: tuple[str, str], wave: str) -> float | None:
        """The variance that the difference of one answer's share between two groups would have, were it nil.

        Taylor linearisation at the share of both together; without weights, the usual pooled variance.
        """
        sides = [self.of_answer(measure, code, group, wave) for group in groups]
        one, other = sides
        if one is None or other is None:
            return None
        spreads, left_out = self.spreads[wave], self.sampling[wave].left_out
        if not spreads.is_designed and not self.releases[wave].weighted:
            return pooled_variance(one, other)
        together = pooled_share(one, other)
        if not spreads.is_designed:
            return left_out * sum(self._at(measure, code, group, wave, together) for group in groups)
        whole = (self.table(measure, wave) or Table(measure, EVERYONE, Outcome.FULL)).w or 1.0
        gradient: dict[tuple[str, str], float] = {}
        for group, side, sign in zip(groups, (one, other), (1.0, -1.0), strict=True):
            gradient[code, group] = sign
            gradient[SIZE, group] = sign * (side.value - together) * whole / side.w
        found = spreads.variance(f"{measure}/{self.family(groups[0])}", gradient)
        return None if found is None else found * left_out

    def _at(self, measure: str, code: str, group: str, wave: str, share: float) -> float:
        """The linearised variance of one answer's share in a group, about a given share."""
        table, rows = self.table(measure, wave, group), self.releases[wave].rows
        if table is None or table.cells is None:
            return 0.0
        place = table.cells.codes.index(code)
        those, all_of_them = table.cells.w2[place], sum(table.cells.w2)
        scatter = those * (1 - share) ** 2 + (all_of_them - those) * share**2
        return scatter / sum(table.cells.w) ** 2 * rows / (rows - 1)

    @cached_property
    def spreads(self) -> Mapping[str, Spreads]:
        """The spreads of each wave."""
        return {wave: Spreads(release) for wave, release in self.releases.items()}

    def family(self, group: str) -> str:
        """The groups that a group is compared with: those of its segment, else itself alone."""
        return self.plan.group[group].segment or group

    def _variance_apart(self, one: Term, other: Term, wave: str) -> float | None:
        """Under a design, the variance of one − other where both are scores of one measure in one segment."""
        scores = [self.plan.score[term.score] for term in (one, other)]
        measure, family = scores[0].measure, self.family(one.group)
        alike = measure == scores[1].measure and EVERYONE not in (one.group, other.group)
        if not self.spreads[wave].is_designed or not alike or family != self.family(other.group):
            return None
        gradient: dict[tuple[str, str], float] = {}
        for score, term, sign in zip(scores, (one, other), (1.0, -1.0), strict=True):
            for key, value in by_shares(score.values or {NUMBER: 1.0}, term.group, sign).items():
                gradient[key] = gradient.get(key, 0.0) + value
        return self.spreads[wave].variance(f"{measure}/{family}", gradient)

    def _rest(self, mean: Mean, whole: Table, part: Table, score: Score, wave: str) -> Mean | None:
        inside = self._raw(part, score.values or {}, score.unit, wave)
        if inside is None:
            return None
        size, means = (part.w or 0.0) / (whole.w or 1.0), (inside.value, mean.value)
        gradient = rest_of(score.values or {}, EVERYONE, part.group, size, means)
        found = self._designed(mean, whole, gradient, self.family(part.group), wave)
        return self.sampling[wave].applied(found)

    def _designed(self, mean: Mean, table: Table, gradient: Gradient, family: str, wave: str) -> Mean:
        """The mean with the variance and the degrees of freedom of its design; as it is without one."""
        spreads = self.spreads[wave]
        if not spreads.is_designed:
            return mean
        if mean.variance is None or not table.df:
            return replace(mean, variance=None, degrees=float(table.df or 0))
        variance = spreads.variance(f"{table.measure}/{family}", gradient)
        # A group all of one answer has no deviation, and what floats leave of one is not a variance.
        return replace(mean, variance=variance if mean.variance else 0.0, degrees=float(table.df))

    def are_disjoint(self, one: Term, other: Term) -> bool:
        """Whether nobody is in both groups: they stand at different levels of one segment."""
        levels = self._levels[one.group]
        return any(
            levels.get(segment, level) != level for segment, level in self._levels[other.group].items()
        )

    @cached_property
    def _levels(self) -> Mapping[str, Mapping[str, str]]:
        """By group, the level of each segment that its people are at."""
        return {
            group.id: {m.segment: m.level for m in group.members if isinstance(m, Level)}
            for group in self.plan.groups
        }

    def _of_table(self, score: Score, group: str, wave: str) -> Mean | None:
        table = self.table(score.measure or "", wave, group)
        if table is None:
            return None
        if table.cells is not None and score.values is not None:
            return self._of_cells(table, score.values, score.unit, wave)
        return self._of_totals(table, score)

    def _of_cells(self, table: Table, values: Mapping[str, float], unit: Unit, wave: str) -> Mean | None:
        mean = self._raw(table, values, unit, wave)
        if mean is None:
            return None
        shown = {code: values[code] for code in table.cells.codes} if table.cells else {}
        return self._designed(mean, table, by_shares(shown, table.group), self.family(table.group), wave)

    def _raw(self, table: Table, values: Mapping[str, float], unit: Unit, wave: str) -> Mean | None:
        """The mean as if weights were all of the design."""
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
            found = median_of(totals, score.unit, table.n, table.w, table.w2, level, table.df)
        else:
            found = mean_of_totals(totals, score.unit, table.n, table.w, table.w2)
        return found if table.df is None else replace(found, degrees=float(table.df))

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
