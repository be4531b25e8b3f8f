"""What the gate lets in: aggregates that say exactly what the plan asked, in numbers that can be counts.

Anything else is refused, never repaired: a rule applied to counts that are not counts protects nobody.
"""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from generator.aggregates.model import Aggregates, Classes, Counts, Floats, Headcount, Joint
from generator.disclosure.policy import Policy
from generator.errors import Diagnostic
from generator.spec.groups import EVERYONE
from generator.spec.measures import Measure
from generator.spec.plan import Plan, both


def refusals(aggregates: Aggregates, plan: Plan, policy: Policy) -> Iterator[Diagnostic]:
    """V11 for each thing unknown, missing or impossible; V13 when a wave is too small to speak of."""
    wrong = _wrong_plan(aggregates, plan)
    if wrong is not None:
        yield wrong
        return
    if not _is_count(aggregates.rows):
        yield _refusal(aggregates, "rows")
    elif aggregates.rows < policy.smallest_wave:
        yield Diagnostic("V13", None, {"study": aggregates.study, "wave": aggregates.wave})
    yield from _tables(aggregates, plan)
    yield from _classes(aggregates, plan)
    yield from _summaries(aggregates, plan)
    yield from _joints(aggregates, plan)
    yield from _spreads(aggregates)
    yield from _overlaps(aggregates, plan)
    yield from _moments(aggregates, plan)
    yield from _alike(aggregates, plan)


def _refusal(aggregates: Aggregates, why: str, **values: object) -> Diagnostic:
    return Diagnostic(f"V11.{why}", None, {"study": aggregates.study, "wave": aggregates.wave, **values})


def _wrong_plan(aggregates: Aggregates, plan: Plan) -> Diagnostic | None:
    is_planned = aggregates.study == plan.study and aggregates.wave in plan.waves
    return None if is_planned and aggregates.plan == plan.digest else _refusal(aggregates, "plan")


def _tables(aggregates: Aggregates, plan: Plan) -> Iterator[Diagnostic]:
    planned = set(plan.tables_in(aggregates.wave))
    for measure, group in sorted(planned ^ aggregates.counts.keys()):
        why = "missing" if (measure, group) in planned else "unplanned"
        yield _refusal(aggregates, why, measure=measure, group=group)
    for measure, group in sorted(planned & aggregates.counts.keys()):
        if not _are_counts(aggregates.counts[measure, group], plan.measure[measure]):
            yield _refusal(aggregates, "counts", measure=measure, group=group)


def _are_counts(counts: Counts, measure: Measure) -> bool:
    cells = (max(len(measure.codes), 1),)
    shapes = {counts.n.shape, counts.w.shape, counts.w2.shape}
    if shapes != {cells} or counts.aside.shape != (len(measure.missing),):
        return False
    if not (_are_whole(counts.n) and _are_whole(counts.aside)):
        return False
    if not all(np.isfinite(sums).all() and (sums >= 0).all() for sums in (counts.w, counts.w2)):
        return False
    # Weights without anyone to bear them would be a cell that no rule sees.
    return not bool(np.vstack([counts.w, counts.w2])[:, counts.n == 0].any())


def _is_count(value: object) -> bool:
    return isinstance(value, int | np.integer) and not isinstance(value, bool) and int(value) >= 0


def _are_whole(values: npt.NDArray[np.signedinteger]) -> bool:
    return np.issubdtype(values.dtype, np.integer) and bool((values >= 0).all())


def _classes(aggregates: Aggregates, plan: Plan) -> Iterator[Diagnostic]:
    """Classes must tell the same bases as the tables: withholding is decided on them."""
    classes = aggregates.classes
    columns = {group: column for column, group in enumerate(classes.groups)}
    if len(columns) != len(classes.groups) or not np.isin(classes.member, (0, 1)).all():
        yield _refusal(aggregates, "classes")
        return
    for measure, group in sorted(set(plan.tables_in(aggregates.wave)) & aggregates.counts.keys()):
        answered = classes.answered.get(measure)
        if answered is None or group not in columns or not _fits(answered, classes.member):
            yield _refusal(aggregates, "classes")
            return
        base = int(classes.member[:, columns[group]].astype(np.int64) @ answered)
        if base != int(aggregates.counts[measure, group].n.sum()):
            yield _refusal(aggregates, "bases", measure=measure, group=group)
    for name in dict.fromkeys(measure for measure, _ in plan.tables_in(aggregates.wave)):
        if not plan.measure[name].codes and not _are_extremes(classes.extremes.get(name), classes):
            yield _refusal(aggregates, "classes")
            return
    for one, other in plan.joined:
        if all(plan.measure[name].is_asked_in(aggregates.wave) for name in (one, other)):
            shared = classes.answered.get(both(one, other))
            if shared is None or not _are_of_both(shared, one, other, classes):
                yield _refusal(aggregates, "classes")
                return


def _are_extremes(lines: Floats | None, classes: Classes) -> bool:
    """Whether they say what numbers each class gave."""
    return lines is not None and lines.shape == (classes.member.shape[0], 5) and _are_finite(lines)


def _are_of_both(shared: Headcount, one: str, other: str, classes: Classes) -> bool:
    """Whether they can be those who answered two measures: some of those who answered either."""
    either = np.minimum(classes.answered[one], classes.answered[other])
    return _fits(shared, classes.member) and bool((shared <= either).all())


def _fits(answered: npt.NDArray[np.signedinteger], member: npt.NDArray[np.int8]) -> bool:
    return answered.shape == member.shape[:1] and _are_whole(answered)


def _summaries(aggregates: Aggregates, plan: Plan) -> Iterator[Diagnostic]:
    for (score, group), summary in sorted(aggregates.summaries.items(), key=lambda item: item[0]):
        known = score in plan.score and (plan.score[score].measure, group) in aggregates.counts
        bounds = (summary.variance, summary.low, summary.high, summary.dominant, summary.most)
        numbers = [summary.mean, *(value for value in bounds if value is not None)]
        if not known or not np.isfinite(numbers).all():
            yield _refusal(aggregates, "score", score=score, group=group)
    for score, group in sorted(set(_expected(aggregates, plan)) - aggregates.summaries.keys()):
        yield _refusal(aggregates, "score", score=score, group=group)


def _expected(aggregates: Aggregates, plan: Plan) -> Iterator[tuple[str, str]]:
    """Each score of a numeric question, wherever someone answered: no cell could stand in for it."""
    for (measure, group), counts in aggregates.counts.items():
        if measure in plan.measure and not plan.measure[measure].codes and counts.n.any():
            yield from ((score.id, group) for score in plan.scores_on(measure))


def _joints(aggregates: Aggregates, plan: Plan) -> Iterator[Diagnostic]:
    planned = {battery.id: {(term.score, term.group) for term in battery.terms} for battery in plan.batteries}
    for name, joint in sorted(aggregates.joints.items()):
        if not set(joint.terms) <= planned.get(name, set()) or not _is_covariance(joint):
            yield _refusal(aggregates, "battery", battery=name)


def _spreads(aggregates: Aggregates) -> Iterator[Diagnostic]:
    """With a design, and only then, each table has its line in a square spread of finite numbers."""
    told = {
        (name.rpartition("/")[0], group) for name, spread in aggregates.spreads.items() for group in spread.df
    }
    wanted = aggregates.counts.keys() if aggregates.design else frozenset[tuple[str, str]]()
    for measure, group in sorted(
        wanted ^ (told & aggregates.counts.keys()) | (told - aggregates.counts.keys())
    ):
        yield _refusal(aggregates, "battery", battery=f"{measure}/{group}")
    for name, spread in sorted(aggregates.spreads.items()):
        size = len(spread.terms)
        if spread.matrix.shape != (size, size) or not _are_finite(spread.matrix):
            yield _refusal(aggregates, "battery", battery=name)


def _overlaps(aggregates: Aggregates, plan: Plan) -> Iterator[Diagnostic]:
    """Between two waves of the plan, of scores that it has."""
    for (score, group), overlap in sorted(aggregates.overlaps.items(), key=lambda item: item[0]):
        known = score in plan.score and aggregates.since in plan.waves
        if not (known and _is_count(overlap.people) and np.isfinite(overlap.covariance)):
            yield _refusal(aggregates, "score", score=score, group=group)


def _is_covariance(joint: Joint) -> bool:
    size = len(joint.terms)
    is_square = joint.matrix.shape == joint.people.shape == (size, size)
    return is_square and _are_finite(joint.matrix) and _are_whole(joint.people)


def _are_finite(*arrays: npt.NDArray[np.float64]) -> bool:
    return all(bool(np.isfinite(array).all()) for array in arrays)


def _moments(aggregates: Aggregates, plan: Plan) -> Iterator[Diagnostic]:
    moments, drivers = aggregates.moments, plan.drivers_in(aggregates.wave)
    if moments is None:
        return
    size = len(moments.variables)
    length = size + size * (size + 1) // 2
    is_planned = drivers is not None and set(moments.variables) <= set(drivers.variables)
    is_shaped = moments.mean.shape == (length,) and moments.covariance.shape == (length, length)
    is_sound = _is_count(moments.n) and bool(np.isfinite([moments.w, moments.w2]).all())
    if not (is_planned and is_shaped and is_sound and _are_finite(moments.mean, moments.covariance)):
        yield _refusal(aggregates, "drivers")


def _alike(aggregates: Aggregates, plan: Plan) -> Iterator[Diagnostic]:
    """Of grids of the plan only, and no more people than answered one of its lines."""
    grids = plan.grids_in(aggregates.wave)
    for name, found in sorted(aggregates.alike.items()):
        lines = [aggregates.counts.get((line.id, EVERYONE)) for line in grids.get(name, ())]
        bases = [int(counts.n.sum()) for counts in lines if counts is not None]
        is_count = _is_count(found.people) and _is_count(found.same) and found.same <= found.people
        if not (bases and is_count and found.people <= min(bases)):
            yield _refusal(aggregates, "battery", battery=name)
