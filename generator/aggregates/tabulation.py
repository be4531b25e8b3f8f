"""From answers to sufficient statistics: one count of every measure, then sums of what was counted."""

from collections.abc import Iterator, Mapping

import numpy as np

from generator.aggregates.cubes import Cubes, count
from generator.aggregates.designs import Design
from generator.aggregates.joints import joint_of, moments_of
from generator.aggregates.kernels import Asked, kernel_for
from generator.aggregates.model import (
    Aggregates,
    Alike,
    Classes,
    DriverMoments,
    Flags,
    Floats,
    Headcount,
    Joint,
    Summary,
)
from generator.aggregates.numbers import Numbers, numbers_of
from generator.aggregates.packs import Packed, pack
from generator.aggregates.spreads import spreads_of
from generator.aggregates.summaries import extremes_of, mean_of, median_of
from generator.data import Responses
from generator.spec.measures import Measure
from generator.spec.models import IndicatorKind, QuestionType, Study
from generator.spec.plan import Battery, Plan, both
from generator.spec.scores import Score


def tabulate(responses: Responses, plan: Plan, study: Study) -> Aggregates:
    """The sufficient statistics of a wave, for all that its plan may publish and nothing else."""
    packed = pack(responses.groups, responses.rows)
    cubes = _cubes(plan, packed, responses)
    weights = np.ones(responses.rows) if responses.weights is None else responses.weights
    return Aggregates(
        study=responses.study,
        wave=responses.wave,
        rows=responses.rows,
        invited=responses.invited,
        weighted=responses.weights is not None,
        invented=responses.invented,
        plan=plan.digest,
        data=responses.data,
        counts={table: cubes.counts(*table) for table in plan.tables_in(responses.wave)},
        summaries=dict(_summaries(plan, study.statistics.confidence, responses, weights)),
        classes=Classes(
            packed.groups,
            packed.member,
            _answered(plan, responses, packed, cubes),
            dict(_extremes(responses, packed, weights)),
        ),
        joints=dict(_joints(plan, responses, weights)),
        moments=_moments(plan, responses, weights),
        spreads=dict(spreads_of(plan, responses, Design(weights, responses.sampled))),
        design=responses.sampled.stated if responses.sampled else (),
        alike={name: _alike(lines, responses) for name, lines in plan.grids_in(responses.wave).items()},
    )


def _cubes(plan: Plan, packed: Packed, responses: Responses) -> Cubes:
    asked = {name: _asked(plan.measure[name], responses) for name in responses.codes}
    return count(
        packed, asked, responses.weights, kernel_for(responses.rows * len(asked) * len(packed.packs))
    )


def _asked(measure: Measure, responses: Responses) -> Asked:
    """A numeric measure has one cell: those who gave a number."""
    inside = 1 if measure.type is QuestionType.NUMERIC else len(measure.codes)
    return Asked(responses.codes[measure.id], inside, len(measure.missing))


def _summaries(
    plan: Plan, confidence: float, responses: Responses, weights: Floats
) -> Iterator[tuple[tuple[str, str], Summary]]:
    for score in plan.scores:
        numbers = numbers_behind(score, plan, responses)
        if numbers is None or not _is_beyond_cells(score, numbers):
            continue
        everyone = numbers.of()
        for group in plan.groups_of_score(score):
            inside = responses.groups[group] & ~np.isnan(everyone)
            design = Design(weights, responses.sampled)
            summary = _summary(score.kind, everyone, design, inside, confidence)
            if summary is not None:
                yield (score.id, group), summary


def _is_beyond_cells(score: Score, numbers: Numbers) -> bool:
    """Whether cells do not give a score: a median, and whatever is computed from numbers without codes."""
    return score.kind is IndicatorKind.MEDIAN or numbers.given is not None


def _summary(
    kind: IndicatorKind, numbers: Floats, design: Design, inside: Flags, confidence: float
) -> Summary | None:
    if kind is IndicatorKind.MEDIAN:
        return median_of(numbers, design, inside, confidence)
    return mean_of(numbers, design, inside)


def numbers_behind(score: Score, plan: Plan, responses: Responses) -> Numbers | None:
    """The answers as a score counts them; None where this wave or its formula gives no number."""
    if score.measure is None or score.measure not in responses.codes:
        return None
    measure = plan.measure[score.measure]
    values = measure.values if score.kind is IndicatorKind.MEDIAN else score.values
    if values is None and measure.type is not QuestionType.NUMERIC:
        return None
    return numbers_of(responses, measure, values)


def _answered(plan: Plan, responses: Responses, packed: Packed, cubes: Cubes) -> Mapping[str, Headcount]:
    """Who answered each measure, by class; and each two whose covariance is asked in several groups."""
    inside = {
        name: _inside(name, responses) for pair in plan.joined for name in pair if name in responses.codes
    }
    sizes = packed.member.shape[0]
    pairs = {
        both(one, other): np.bincount(packed.of[inside[one] & inside[other]], minlength=sizes).astype(
            np.int32
        )
        for one, other in plan.joined
        if one in inside and other in inside
    }
    return {**cubes.answered, **pairs}


def _extremes(responses: Responses, packed: Packed, weights: Floats) -> Iterator[tuple[str, Floats]]:
    for name, numbers in responses.numbers.items():
        given = np.flatnonzero((responses.codes[name] >= 0) & ~np.isnan(numbers))
        yield name, extremes_of(numbers[given], weights[given], packed.of[given], packed.member.shape[0])


def _inside(measure: str, responses: Responses) -> Flags:
    given: Flags = responses.codes[measure] >= 0
    return given


def _joints(plan: Plan, responses: Responses, weights: Floats) -> Iterator[tuple[str, Joint]]:
    for battery in plan.batteries:
        figures = dict(_figures(battery, plan, responses))
        if len(figures) > 1:
            answers = [(numbers, responses.groups[group]) for (_, group), numbers in figures.items()]
            yield battery.id, joint_of(list(figures), answers, weights, responses.sampled)


def _figures(battery: Battery, plan: Plan, responses: Responses) -> Iterator[tuple[tuple[str, str], Numbers]]:
    """The terms of a battery that this wave has; the others are absent from its covariance."""
    for term in battery.terms:
        score = plan.score[term.score]
        numbers = numbers_behind(score, plan, responses) if score.is_linear else None
        if numbers is not None:
            yield (term.score, term.group), numbers


def _moments(plan: Plan, responses: Responses, weights: Floats) -> DriverMoments | None:
    drivers = plan.drivers_in(responses.wave)
    if drivers is None:
        return None
    measures = [plan.measure[name] for name in drivers.variables]
    answers = [numbers_of(responses, measure, measure.values) for measure in measures]
    return moments_of(drivers.variables, answers, weights, responses.sampled)


def _alike(lines: tuple[Measure, ...], responses: Responses) -> Alike:
    """Codes count the answers of one scale, the same for every line: alike is equal."""
    first, *others = (responses.codes[line.id] for line in lines)
    has_all, is_same = first >= 0, np.ones(responses.rows, np.bool_)
    for codes in others:
        has_all = has_all & (codes >= 0)
        is_same &= codes == first
    return Alike(int(has_all.sum()), int((has_all & is_same).sum()))
