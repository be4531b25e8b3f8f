"""Small studies and their releases, drawn from rows in memory: no gate, and nothing read from disk.

Only tests may do this. The cells and matrices are summed here the long way, row by row, so that a
test compares two computations rather than one with itself.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from generator.release import Cells, Certificate, Covariance, Moments, Outcome, Release, Table, Totals
from generator.spec.groups import Group, Level
from generator.spec.measures import Measure
from generator.spec.models import Shared, Study
from generator.spec.plan import Plan, Term, plan_of
from generator.statistics import Figures
from tests.rooms.frame import CLIENT, FRAME

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

SECTIONS = {**FRAME, "sample": {"design": "probability"}, "privacy": {"promised": 5}}


def wave(day: str = "2026-03-02/2026-03-22") -> dict[str, Any]:
    """A wave of fieldwork."""
    return {"field": day, "mode": "web"}


def study(client: Mapping[str, Any] = CLIENT, **sections: Any) -> Study:
    """A study of one wave with these sections, and placeholders for what statistics never read."""
    shared = Shared.model_validate(client)
    return Study.model_validate({**SECTIONS, "waves": {"2026": wave()}, **sections, "shared": shared})


def scale_question(**more: Any) -> dict[str, Any]:
    """A question on the five-point scale."""
    return {"type": "scale", "scale": "satisfaction5", "text": "Êtes-vous satisfait ?", **more}


def segment(column: str, *levels: str) -> dict[str, Any]:
    """A segment of a column."""
    return {"column": column, "levels": {level: level for level in levels}}


POLICY = {"min_base": 10, "coalition": 0}
"""What figures read of the policy of a release."""


def certificate() -> Certificate:
    """A certificate that certifies nothing."""
    return Certificate(tool="test", method=1, plan="", policy=POLICY, rules=(), data="", content="")


def release(
    drawn: Study,
    rows: pd.DataFrame,
    *,
    at: str = "2026",
    weight: str | None = None,
    invited: int | None = None,
    withheld: Sequence[tuple[str, str]] = (),
    totals: Mapping[tuple[str, str], Mapping[str, Totals]] | None = None,
) -> Release:
    """The release of every table of a study's plan, from one row per respondent.

    Codes are text; an empty cell is a missing answer. ``totals`` adds what cells do not give.
    """
    rows = rows if weight is None else rows[rows[weight] > 0].reset_index(drop=True)
    people = _People(
        drawn, plan_of(drawn), rows, np.ones(len(rows)) if weight is None else _floats(rows[weight])
    )
    tables = {key: people.table(*key) for key in people.plan.tables_in(at)}
    tables |= {key: Table(*key, Outcome.WITHHELD) for key in withheld}
    for key, known in (totals or {}).items():
        tables[key] = replace(tables[key], totals=known)
    return Release(
        study=drawn.id,
        wave=at,
        rows=len(rows),
        invited=invited,
        weighted=weight is not None,
        tables=tables,
        covariances={battery.id: people.covariance(battery.terms) for battery in people.plan.batteries},
        moments=people.moments(at),
        certificate=certificate(),
    )


def figures(drawn: Study, rows: pd.DataFrame, **more: Any) -> Figures:
    """The figures of a study of one wave."""
    at = next(iter(drawn.waves))
    return Figures(drawn, plan_of(drawn), {at: release(drawn, rows, at=at, **more)})


@dataclass(frozen=True)
class _People:
    drawn: Study
    plan: Plan
    rows: pd.DataFrame
    w: Floats

    def table(self, measure: str, group: str) -> Table:
        codes = [code.id for code in self.plan.measure[measure].codes]
        inside = self._base(measure, group)
        cells = None
        if codes:
            w, place = self.w[inside], self._answers[measure][inside]
            sums = [np.bincount(place, weights=each, minlength=len(codes)).tolist() for each in (w, w * w)]
            cells = Cells(tuple(codes), tuple(sums[0]), tuple(sums[1]))
        w = self.w[inside]
        return Table(measure, group, Outcome.FULL, len(w), float(w.sum()), float((w * w).sum()), cells)

    def covariance(self, terms: Sequence[Term]) -> Covariance:
        """As the gate gives it: terms that nobody answered are absent."""
        known = [t for t in terms if self._base(self.plan.score[t.score].measure or "", t.group).any()]
        z = np.array([self._influence(term) for term in known]).reshape(len(known), len(self.w))
        matrix = z @ z.T * len(self.w) / (len(self.w) - 1)
        return Covariance(tuple((t.score, t.group) for t in known), tuple(map(tuple, matrix.tolist())))

    def moments(self, at: str) -> Moments | None:
        drivers = self.plan.drivers_in(at)
        if drivers is None:
            return None
        x = [self._numbers(name, self.plan.measure[name].values or {}) for name in drivers.variables]
        return moments_of(drivers.variables, np.column_stack(x), self.w)

    def _influence(self, term: Term) -> Floats:
        """What each respondent adds to a mean: w·(x − m)/W inside, 0 outside."""
        score = self.plan.score[term.score]
        inside = self._base(score.measure or "", term.group)
        x, w = np.nan_to_num(self._numbers(score.measure or "", score.values or {})), self.w * inside
        return np.asarray(w * (x - w @ x / w.sum()) / w.sum())

    def _base(self, measure: str, group: str) -> Bools:
        return np.asarray(self._members[group] & (self._answers[measure] >= 0))

    def _numbers(self, measure: str, values: Mapping[str, float]) -> Floats:
        numbers = [values[code.id] for code in self.plan.measure[measure].codes]
        return np.array([*numbers, np.nan])[self._answers[measure]]

    @cached_property
    def _answers(self) -> Mapping[str, npt.NDArray[np.int64]]:
        """The place of each answer among the codes of its measure; -1 outside the base."""
        return {m.id: self._places(m) for m in self.plan.measures}

    def _places(self, measure: Measure) -> npt.NDArray[np.int64]:
        column = self.rows[measure.column]
        if not measure.codes:
            return np.where(column.notna().to_numpy(dtype=bool), 0, -1)
        place = {code.id: at for at, code in enumerate(measure.codes)}
        return np.array([place.get(answer, -1) for answer in column.to_numpy(dtype=object)])

    @cached_property
    def _members(self) -> Mapping[str, Bools]:
        return {group.id: self._inside(group) for group in self.plan.groups}

    def _inside(self, group: Group) -> Bools:
        inside = np.ones(len(self.w), dtype=bool)
        for member in group.members:
            if not isinstance(member, Level):
                raise NotImplementedError("drawn groups are made of levels")
            column = self.drawn.segments[member.segment].column
            inside &= self.rows[column].to_numpy(dtype=object) == member.level
        return inside


def _floats(column: "pd.Series[float]") -> Floats:
    return column.to_numpy(dtype=np.float64)


def moments_of(variables: Sequence[str], x: Floats, w: Floats) -> Moments:
    """The moments of the complete rows of a matrix, in a design of all its rows."""
    rows, complete = len(x), ~np.isnan(x).any(axis=1)
    x, w = x[complete], w[complete]
    first, second = np.triu_indices(x.shape[1])
    each = np.hstack([x, x[:, first] * x[:, second]])
    mean = w @ each / w.sum()
    z = w[:, None] * (each - mean) / w.sum()
    covariance = z.T @ z * rows / (rows - 1)
    return Moments(
        tuple(variables),
        len(x),
        float(w.sum()),
        float((w**2).sum()),
        tuple(mean.tolist()),
        tuple(tuple(row) for row in covariance.tolist()),
    )
