"""A study's invented answers, wave by wave: who answers, question after question, and whether truths hold."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from math import fsum

import numpy as np

from generator.errors import Diagnostic, Refused
from generator.rehearsal.answers import Answers, Flags, Rows
from generator.rehearsal.chance import Whole
from generator.rehearsal.margins import Margins, columns_of
from generator.rehearsal.people import gathered
from generator.rehearsal.questions import answered, members
from generator.rehearsal.scenario import Scenario
from generator.rehearsal.segments import as_levels
from generator.rehearsal.truths import Truth
from generator.spec.filters import names_in
from generator.spec.models import IndicatorKind

NEAR = 0.01
"""How far a figure may stay from its truth, as a part of its whole range."""


@dataclass(frozen=True, eq=False)
class Drawn:
    """One wave's invented answers: to each measure, none where it does not ask it, and to each segment."""

    wave: str
    count: int
    measures: Mapping[str, Answers]
    segments: Mapping[str, Answers]
    weights: Whole
    """What each counts for, in millionths."""
    given: Whole | None
    """The column of weights that the file holds, in hundredths."""

    def take(self, rows: Rows) -> "Drawn":
        """The answers of some people, in their order; one who is named twice answers twice."""
        return Drawn(
            self.wave,
            rows.size,
            {name: answers.take(rows) for name, answers in self.measures.items()},
            {name: answers.take(rows) for name, answers in self.segments.items()},
            self.weights[rows],
            None if self.given is None else self.given[rows],
        )


def drawn(
    scenario: Scenario, rows: Mapping[str, int], seed: int, margins: Mapping[str, Margins]
) -> Mapping[str, Drawn]:
    """So many answers to each wave; the same arguments give the same answers on any machine.

    ``margins`` are those of the waves that are raked.

    Raises:
        Refused: R03, truths that cannot hold together; R05, truths whose groups go round in a circle.
    """
    order = _order(scenario)
    waves = {
        wave: _wave(scenario, wave, count, seed, margins.get(wave), order) for wave, count in rows.items()
    }
    problems = [problem for wave in waves.values() for problem in _untrue(scenario, wave)]
    if problems:
        raise Refused(problems)
    return waves


def _wave(
    scenario: Scenario, wave: str, count: int, seed: int, margins: Margins | None, order: tuple[str, ...]
) -> Drawn:
    people = gathered(scenario, wave, count, seed, margins)
    segments, measures = dict(people.segments), dict[str, Answers]()
    for question in order:
        measures |= answered(people, {**segments, **measures}, question)
        segments |= _read_in(scenario, measures)
    return Drawn(wave, count, measures, segments, people.weights, people.given)


def _read_in(scenario: Scenario, measures: Mapping[str, Answers]) -> Iterator[tuple[str, Answers]]:
    """Segments whose column is that of a question already answered."""
    answered_in = {measure.column: measure.id for measure in scenario.plan.measures}
    for name, column in columns_of(scenario.study).items():
        answers = measures.get(answered_in.get(column, ""))
        if answers is not None:
            yield name, as_levels(answers, scenario.study.segments[name])


def _order(scenario: Scenario) -> tuple[str, ...]:
    """The questions, each after those that its filter and the groups of its truths look at.

    Raises:
        Refused: R05.
    """
    needs = {name: _needs(scenario, name) for name in scenario.study.questions}
    for truth in scenario.truths.values():
        looked_at = {name for member in scenario.plan.group[truth.group].members for name in member.criteria}
        needs[truth.score.question or ""] |= _questions(scenario, looked_at)
    try:
        return tuple(TopologicalSorter({name: sorted(one) for name, one in needs.items()}).static_order())
    except CycleError as error:
        circle = [str(name) for name in error.args[1]]
        raise Refused([scenario.model.problem("R05", ("truths",), {"names": " → ".join(circle)})]) from None


def _needs(scenario: Scenario, question: str) -> set[str]:
    asked_if = scenario.study.questions[question].ask_if
    return _questions(scenario, set(names_in(asked_if)) if asked_if else set())


def _questions(scenario: Scenario, names: set[str]) -> set[str]:
    """The questions that answers to these measures, and levels of these segments, are read in."""
    columns = {column for name, column in columns_of(scenario.study).items() if name in names}
    measures = scenario.plan.measures
    return {one.question for one in measures if one.id in names or one.column in columns}


def _untrue(scenario: Scenario, wave: Drawn) -> Iterator[Diagnostic]:
    """R03: the declared truths that the answers do not give; made-up ones are only wished for."""
    for truth in scenario.truths.values():
        if truth.wave == wave.wave and truth.index is not None:
            yield from _told(scenario, truth, wave)


def _told(scenario: Scenario, truth: Truth, wave: Drawn) -> Iterator[Diagnostic]:
    answers = wave.measures[truth.score.measure or ""]
    group = scenario.plan.group[truth.group]
    base = (answers.codes >= 0) & members(group, {**wave.segments, **wave.measures}, wave.count)
    path = ("truths", truth.index or 0)
    if not base.any():
        yield scenario.model.problem("R03.nobody", path, {"text": truth})
    elif not _is_true(truth, answers, wave.weights, base):
        yield scenario.model.problem("R03", path, {"text": truth})


def _is_true(truth: Truth, answers: Answers, weights: Whole, base: Flags) -> bool:
    """Whether a figure is as near to its truth as whole people, or whole numbers, allow."""
    values = truth.score.values
    if values is None:
        found = _of_numbers(truth, answers, weights, base)
        known = answers.read[base]
        span = max(float(known.max() - known.min()), 1.0)
    else:
        found = _of_codes([values[label] for label in answers.labels], answers, weights, base)
        span = max(values.values()) - min(values.values())
    return abs(found - truth.value) <= span * max(NEAR, 1.5 / int(base.sum()))


def _of_codes(values: list[float], answers: Answers, weights: Whole, base: Flags) -> float:
    totals = [int(weights[base & (answers.codes == code)].sum()) for code in range(len(values))]
    return fsum(total * value for total, value in zip(totals, values, strict=True)) / sum(totals)


def _of_numbers(truth: Truth, answers: Answers, weights: Whole, base: Flags) -> float:
    numbers, weighed = answers.read[base], weights[base]
    if truth.score.kind is not IndicatorKind.MEDIAN:
        return fsum((numbers * weighed).tolist()) / int(weighed.sum())
    order = np.argsort(numbers, kind="stable")
    reached = np.cumsum(weighed[order])
    return float(numbers[order][np.searchsorted(2 * reached, reached[-1])])
