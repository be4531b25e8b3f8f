"""Answers typed by hand, as ``Responses``, for the small study of ``tests/rooms/data/drawn.py``."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from generator.aggregates import Aggregates, tabulate
from generator.data import Responses
from generator.data.conditions import labels_of
from generator.spec.models import QuestionType, Study
from generator.spec.plan import Plan, plan_of
from tests.rooms.data.drawn import study

WAVE = "2026"


def responses(
    study_: Study,
    answers: Mapping[str, Sequence[Any]],
    groups: Mapping[str, Sequence[bool]] | None = None,
    weights: Sequence[float] | None = None,
    wave: str = WAVE,
) -> Responses:
    """Answers by measure, as the spec writes their codes; a numeric answer is a number; None is blank."""
    plan = plan_of(study_)
    rows = len(next(iter(answers.values())))
    numeric = [name for name in answers if plan.measure[name].type is QuestionType.NUMERIC]
    return Responses(
        study=study_.id,
        wave=wave,
        rows=rows,
        invited=None,
        data="0" * 64,
        codes={name: _codes(plan, name, given) for name, given in answers.items()},
        numbers={name: _numbers(answers[name]) for name in numeric},
        weights=None if weights is None else np.array(weights, np.float64),
        groups={
            g.id: np.array((groups or {}).get(g.id, [g.id == "all"] * rows), np.bool_) for g in plan.groups
        },
    )


def _codes(plan: Plan, name: str, given: Sequence[Any]) -> np.ndarray:
    measure = plan.measure[name]
    labels = {
        **labels_of([code.id for code in measure.codes], [code.id for code in measure.missing]),
        None: -1,
    }
    return np.array([0 if isinstance(answer, int | float) else labels[answer] for answer in given], np.int8)


def _numbers(given: Sequence[Any]) -> np.ndarray:
    return np.array([answer if isinstance(answer, int | float) else np.nan for answer in given], np.float64)


def tabulated(
    answers: Mapping[str, Sequence[Any]],
    groups: Mapping[str, Sequence[bool]] | None = None,
    weights: Sequence[float] | None = None,
    **sections: Any,
) -> Aggregates:
    """The aggregates of answers to a study with these sections."""
    drawn = study(**sections)
    return tabulate(responses(drawn, answers, groups, weights), plan_of(drawn), drawn)
