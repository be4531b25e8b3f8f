"""A scenario: a model held against its study, every name resolved, with all that is wrong told at once."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from math import fsum

from generator.errors import Diagnostic, Refused
from generator.rehearsal.conform import conforming, ranked_drivers
from generator.rehearsal.margins import columns_of, levels_of
from generator.rehearsal.model import Model, Spread
from generator.rehearsal.truths import Spot, Truth, truths_of
from generator.spec.language import Reference
from generator.spec.measures import Measure
from generator.spec.models import QuestionType, Study
from generator.spec.plan import Plan
from generator.spec.reader import Path
from generator.spec.scores import named_by
from generator.spec.symbols import Unresolved, unknown

MOST_ALIKE = 0.9
"""The largest correlation of two ratings: beyond it a questionnaire would ask one thing twice."""
MOST_EXPLAINED = 0.95
"""The largest share of an outcome that its drivers may explain."""

Amounts = Mapping[str, float]
Codes = tuple[str, ...]


@dataclass(frozen=True)
class Scenario:
    """What a study's invented answers look like."""

    study: Study
    plan: Plan
    model: Model
    truths: Mapping[Spot, Truth]
    answers: Mapping[str, Amounts]
    """Amounts by code, of measures by id, and by option, of ranking questions by id."""
    spreads: Mapping[str, Spread]
    """By id of numeric measure."""
    drivers: Mapping[str, Amounts]
    """By id of the measure explained, the weight of each measure that explains it."""


def scenario_of(model: Model, study: Study, plan: Plan) -> Scenario:
    """The scenario that a model describes.

    Raises:
        Refused: everything in the model that its study cannot follow.
    """
    truths, wrong = truths_of(model, study, plan)
    reader = _Reader(model, study, plan)
    scenario = Scenario(study, plan, model, truths, reader.answers(), reader.spreads(), reader.drivers())
    problems = (*wrong, *reader.problems, *_misplaced(model, study), *_out_of_bounds(scenario))
    if problems:
        raise Refused(problems)
    if not model.conform:
        return scenario
    drivers = {**ranked_drivers(study, plan), **scenario.drivers}
    return replace(scenario, truths=conforming(study, plan, truths), drivers=drivers)


class _Reader:
    """Resolves the names of a model, and gathers those that name nothing."""

    def __init__(self, model: Model, study: Study, plan: Plan) -> None:
        self._model, self._study, self._plan = model, study, plan
        self.problems: list[Diagnostic] = []

    def answers(self) -> Mapping[str, Amounts]:
        """``answers``, by id of measure or of ranking question."""
        found: dict[str, Amounts] = {}
        for reference, amounts in self._model.answers.items():
            path = ("answers", str(reference))
            for name, inside, outside in self._coded(reference, path):
                self._check(amounts, inside, outside, path)
                found[name] = amounts
        return found

    def _coded(self, reference: Reference, path: Path) -> Iterator[tuple[str, Codes, Codes]]:
        """Each measure or ranking question named, with its answers inside and outside the base."""
        for measure in self._measures(reference, path):
            if measure.type is QuestionType.NUMERIC:
                self._wrong("R02.numeric", path, {"name": str(reference)})
            elif measure.type is QuestionType.RANKING:
                yield measure.question, tuple(self._study.questions[measure.question].options), ()
            else:
                inside, outside = (tuple(c.id for c in codes) for codes in (measure.codes, measure.missing))
                yield measure.id, inside, outside

    def spreads(self) -> Mapping[str, Spread]:
        """``numbers``, by id of measure."""
        found: dict[str, Spread] = {}
        for reference, spread in self._model.numbers.items():
            path = ("numbers", str(reference))
            for measure in self._measures(reference, path):
                if measure.type is not QuestionType.NUMERIC:
                    self._wrong("R02.coded", path, {"name": str(reference)})
                elif not self._is_spread(spread, measure):
                    self._wrong("R11.spread", path, {"name": str(reference)})
                found[measure.id] = spread
        return found

    def _is_spread(self, spread: Spread, measure: Measure) -> bool:
        low, high = self._study.questions[measure.question].range or (spread.low, spread.high)
        return low <= spread.low <= spread.median <= spread.high <= high and spread.low < spread.high

    def drivers(self) -> Mapping[str, Amounts]:
        """``drivers``, by id of the measure explained and of those that explain it."""
        found: dict[str, Amounts] = {}
        for outcome, weights in self._model.drivers.items():
            path = ("drivers", str(outcome))
            items = {
                measure.id: weight
                for item, weight in weights.items()
                for measure in self._rated(item, (*path, str(item)))
            }
            found |= {measure.id: items for measure in self._rated(outcome, path)}
        for name in found.keys() & {item for weights in found.values() for item in weights}:
            self._wrong("R02.chain", ("drivers",), {"name": name})
        return found

    def _rated(self, reference: Reference, path: Path) -> tuple[Measure, ...]:
        measures = self._measures(reference, path)
        if any(measure.values is None for measure in measures):
            self._wrong("R02.rated", path, {"name": str(reference)})
        return measures

    def _measures(self, reference: Reference, path: Path) -> tuple[Measure, ...]:
        """The measures a name stands for: a question's, an item's, or those under an indicator."""
        if reference.group is not None or reference.at is not None:
            self._wrong("R02.bare", path, {"name": str(reference)})
        named = [m for m in self._plan.measures if _is_named(m, reference)]
        scores = named_by(self._plan.scores, Reference(reference.name, reference.item))
        named += [self._plan.measure[s.measure] for s in scores if s.measure and not named]
        if not named:
            fault = unknown(str(reference), "figure", (*self._study.questions, *self._study.indicators))
            self._wrong(fault.code, path, fault.values)
        return tuple({measure.id: measure for measure in named}.values())

    def _check(self, amounts: Amounts, inside: Codes, outside: Codes, path: Path) -> None:
        for code in amounts.keys() - {*inside, *outside}:
            fault = unknown(code, "code", (*inside, *outside))
            self._wrong(fault.code, (*path, code), fault.values)
        if min(amounts.values(), default=0) < 0 or not any(amounts.get(code) for code in inside):
            self._wrong("R04", path, {"name": path[-1]})

    def _wrong(self, code: str, path: Path, values: Mapping[str, object]) -> None:
        self.problems.append(self._model.key_problem(code, path, values))


def _is_named(measure: Measure, reference: Reference) -> bool:
    return measure.question == reference.name and reference.item in (None, measure.item)


def _misplaced(model: Model, study: Study) -> Iterator[Diagnostic]:
    """What is wrong with ``segments`` and ``margins``."""
    for key, sections in (("segments", model.segments), ("margins", model.margins)):
        for name, amounts in sections.items():
            try:
                _check_levels(name, amounts, study)
            except Unresolved as fault:
                yield model.key_problem(fault.code, (key, name), fault.values)


def _check_levels(name: str, amounts: Amounts, study: Study) -> None:
    if name not in columns_of(study):
        raise unknown(name, "segment", columns_of(study))
    levels = levels_of(study.segments[name])
    for level in amounts.keys() - set(levels):
        raise unknown(level, "level", levels)
    if min(amounts.values(), default=0) < 0 or not any(amounts.values()):
        raise Unresolved("R04", {"name": name})


def _out_of_bounds(scenario: Scenario) -> Iterator[Diagnostic]:
    model = scenario.model
    if not 0 <= model.correlation <= MOST_ALIKE:
        yield model.problem("R11", ("correlation",), {"high": MOST_ALIKE})
    if model.missing + model.aside >= 1:
        yield model.problem("R11.missing", ("missing",), {})
    for outcome, weights in scenario.drivers.items():
        if explained(weights.values(), model.correlation) > MOST_EXPLAINED:
            yield model.key_problem("R09", ("drivers", outcome), {"name": outcome})


def explained(weights: Iterable[float], correlation: float) -> float:
    """The variance of a weighted sum of standard ratings, any two of which have that correlation."""
    each = list(weights)
    return (1 - correlation) * fsum(w * w for w in each) + correlation * fsum(each) ** 2
