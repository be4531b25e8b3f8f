"""A small fictional study, and figures set by hand so that every expected number can be checked by eye.

``Drawn`` answers what ``Figures`` answers, from a table of values and standard errors. Differences are of
independent figures unless a covariance is given: with errors of 1 point on each side, the error of a
difference is 1.41 points and 2.77 points are established at 95 %.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

from generator.findings import Findings, find
from generator.release import Release
from generator.spec.groups import EVERYONE
from generator.spec.models import Shared, Study
from generator.spec.plan import Plan, Term, plan_of
from generator.spec.symbols import Symbols
from generator.statistics import tests
from generator.statistics.estimate import Assumption, Difference, Estimate, Method, ResponseRate
from generator.statistics.families import Families
from generator.statistics.importance import Importance, ImportanceMethod, Refusal, RefusalReason
from tests.rooms.frame import CLIENT, FRAME, REGIONS

MANY = 1_000_000.0
"""Degrees of freedom under which Student's law is the normal one: 1.96 and no other number."""

SECTIONS: dict[str, Any] = {
    **FRAME,
    "sample": {"design": "probability"},
    "decisions": {
        "effort": {"ask": "Où agir ?", "kind": "fix", "decider": "dg", "due": "2026-07-01"},
    },
    "segments": REGIONS,
    "questions": {
        "q_nps": {"type": "nps", "text": "Nous recommanderiez-vous ?"},
        "q_moments": {
            "type": "grid",
            "scale": "satisfaction5",
            "text": "Êtes-vous satisfait de ces moments ?",
            "items": {
                "sinistre": "Faire traiter un sinistre",
                "suivi": "Être tenu informé",
                "devis": "Obtenir un devis",
                "contact": "Joindre un conseiller",
            },
        },
        "q_note": {"type": "scale", "scale": "satisfaction5", "text": "Votre note d'ensemble ?"},
        "q_delai": {"type": "numeric", "text": "En combien de jours ?", "unit": "jour"},
    },
    "indicators": {
        "nps": {"kind": "nps", "of": "q_nps", "better": "up"},
        "sat": {"kind": "top_box", "of": "q_moments", "better": "up"},
        "facile": {"kind": "top_box", "of": "q_note", "better": "up", "label": "Jugé facile"},
        "note": {"kind": "mean", "of": "q_note", "better": "up"},
        "delai": {"kind": "mean", "of": "q_delai", "better": "down"},
    },
    "waves": {
        "2025": {"field": "2025-03-03/2025-03-23", "mode": "web"},
        "2026": {"field": "2026-03-02/2026-03-22", "mode": "web"},
    },
    "statistics": {"confidence": "95 %", "adjust": "holm"},
    "privacy": {"promised": 10},
}

SAT = {
    ("sat.sinistre", "2026"): 0.581,
    ("sat.sinistre", "2025"): 0.630,
    ("sat.suivi", "2026"): 0.662,
    ("sat.devis", "2026"): 0.750,
    ("sat.contact", "2026"): 0.810,
    ("sat.contact", "2025"): 0.805,
}
"""Shares of satisfied answers: the claim falls by 4.9 points and is the lowest by 8.1."""


def study(**sections: Any) -> Study:
    """The study with these sections instead of its own."""
    shared = Shared.model_validate({**CLIENT, "lang": sections.pop("lang", "fr")})
    return Study.model_validate({**SECTIONS, **sections, "shared": shared})


def finding(says: str = "Une phrase.", holds: tuple[str, ...] = (), **more: Any) -> dict[str, Any]:
    """A finding that says this, and holds that."""
    stated = {"decision": "effort", "verdict": "improve", "by": "dg"}
    return {"says": says, "holds": list(holds), **stated, **more}


def estimate(value: float, se: float | None = 0.01, n: int = 400, width: float = 1.96) -> Estimate:
    """An estimate with its normal interval; no error gives none."""
    low, high = (None, None) if se is None else (value - width * se, value + width * se)
    return Estimate(value, se, low, high, MANY, n, float(n), float(n), Method.LOGIT)


@dataclass(frozen=True)
class Drawn:
    """Figures set by hand: ``known`` by (score, wave) or (score, wave, group); absent means withheld."""

    study: Study
    known: Mapping[tuple[str, ...], Estimate]
    covariance: Mapping[frozenset[str], float] = field(default_factory=dict)
    broken: frozenset[str] = frozenset()
    assumptions: tuple[Assumption, ...] = ()
    model: Importance | None = None
    rate: ResponseRate | None = None
    releases: Mapping[str, Release] = field(default_factory=dict)

    @property
    def counted(self) -> Study:
        return self.study

    @cached_property
    def families(self) -> Families:
        return Families(self)  # type: ignore[arg-type]

    @property
    def plan(self) -> Plan:
        return plan_of(self.study)

    def estimate(self, score: str, wave: str, group: str = EVERYONE) -> Estimate | None:
        key = (score, wave) if group == EVERYONE else (score, wave, group)
        return self.known.get(key)

    def change(
        self, score: str, wave: str, group: str = EVERYONE, since: str | None = None
    ) -> Difference | None:
        term = Term(score, group)
        return None if since is None else self.between(term, term, wave, since)

    def between(self, one: Term, other: Term, wave: str, other_wave: str | None = None) -> Difference | None:
        left = self.estimate(one.score, wave, one.group)
        right = self.estimate(other.score, other_wave or wave, other.group)
        if left is None or right is None or (wave != other_wave and one.score in self.broken):
            return None
        shared = self.covariance.get(frozenset({one.score, other.score}), 0.0)
        return self._tested(left.value - right.value, left.se, right.se, shared)

    def versus_rest(self, score: str, wave: str, group: str) -> Difference | None:
        """Figures set by hand have no cells to take a group out of."""
        return None

    def base(self, measure: str, wave: str, group: str = EVERYONE) -> int | None:
        """Nor the base of a table."""
        return None

    def beyond(
        self, score: str, others: Collection[str], wave: str, since: str, group: str = EVERYONE
    ) -> Difference | None:
        """Independent figures: each of k others adds its variance divided by k², in both waves."""
        sides = [self.estimate(name, each, group) for name in (score, *others) for each in (wave, since)]
        known = [side for side in sides if side is not None]
        if len(known) < len(sides) or not others:
            return None
        gains = [now.value - then.value for now, then in zip(known[::2], known[1::2], strict=True)]
        weights = [1.0, 1.0, *[1 / len(others) ** 2] * 2 * len(others)]
        variance = sum(w * (side.se or 0.0) ** 2 for w, side in zip(weights, known, strict=True))
        value = gains[0] - sum(gains[1:]) / len(others)
        return tests.difference_of(value, variance, MANY, 0.95, None, self.assumptions)

    def against(self, score: str, value: float, wave: str, group: str = EVERYONE) -> Difference | None:
        mean = self.estimate(score, wave, group)
        return None if mean is None else self._tested(mean.value - value, mean.se, 0.0, 0.0)

    def _tested(self, value: float, one: float | None, other: float | None, shared: float) -> Difference:
        variance = None if one is None or other is None else one**2 + other**2 - 2 * shared
        return tests.difference_of(value, variance, MANY, 0.95, None, self.assumptions)

    def answers_needed(self, difference: Difference, answers: int, wave: str) -> int | None:
        return tests.answers_needed(difference, answers)

    def importance(self, wave: str) -> Importance | Refusal:
        return self.model or Refusal(RefusalReason.NO_MODEL)

    def response_rate(self, wave: str) -> ResponseRate | None:
        return self.rate


def importance(
    shares: Mapping[str, float], se: float = 0.02, complete: float = 0.9, outcome: str = "q_nps"
) -> Importance:
    """A model of importance whose shares have one error each and no covariance."""
    names = tuple(shares)
    matrix = tuple(tuple(se**2 if i == j else 0.0 for j in names) for i in names)
    found = tuple(estimate(share, se) for share in shares.values())
    method = ImportanceMethod.SHAPLEY
    return Importance(outcome, method, names, found, matrix, 0.4, 400, 0.95, complete=complete)


def known(
    values: Mapping[tuple[str, ...], float], se: float | None = 0.01, n: int = 400
) -> dict[tuple[str, ...], Estimate]:
    """Estimates that all have the same error and base."""
    return {key: estimate(value, se, n) for key, value in values.items()}


def judge(
    of: Study, figures: Drawn | None = None, *others: Drawn, as_of: str = "2026-06-01", **more: Any
) -> Findings:
    """The findings of the latest wave."""
    own = figures or Drawn(of, known(SAT), **more)
    all_figures = {one.study.id: one for one in (own, *others)}
    studies = {name: one.study for name, one in all_figures.items()}
    symbols = Symbols(studies, {name: plan_of(one) for name, one in studies.items()})
    wave = next(reversed(of.waves), "")
    return find(of, plan_of(of), wave, all_figures, symbols, date.fromisoformat(as_of))


def codes(found: Findings) -> list[str]:
    """The codes of the problems met, in order."""
    return [problem.code for problem in found.diagnostics]


def moved(difference: Difference, offset: float, *assumptions: Assumption) -> Difference:
    """The difference after an offset is added to it."""
    return replace(difference, value=difference.value + offset, assumptions=assumptions)
