"""Truths: the figures that invented answers must give, each of one score in one group and one wave."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.errors import Diagnostic
from generator.rehearsal.model import Model
from generator.spec.groups import EVERYONE
from generator.spec.language import Claim, Comparison, Constant, Op, Reference
from generator.spec.models import IndicatorKind, QuestionType, Study
from generator.spec.nearest import listed
from generator.spec.plan import Plan, group_id
from generator.spec.scores import Score, Unit
from generator.spec.symbols import Symbols, Unresolved, unknown

Spot = tuple[str, str, str]
"""What a truth speaks of: the ids of a score, a group and a wave."""

RANGE = (0.0, 100.0)
"""Where the answers to a numeric question fall when it does not say."""


@dataclass(frozen=True, slots=True)
class Truth:
    """A figure in the unit it is computed in: a fraction, points, or the question's own."""

    score: Score
    group: str
    wave: str
    value: float
    index: int | None = None
    """Its place among the model's truths; None when it was made up from a claim."""

    @property
    def spot(self) -> Spot:
        """What it speaks of."""
        return self.score.id, self.group, self.wave

    def __str__(self) -> str:
        group = "" if self.group == EVERYONE else f"[{self.group.rpartition('.')[2]}]"
        value = f"{100 * self.value:.1f} %" if self.score.unit is Unit.SHARE else f"{self.value:.1f}"
        return f"{self.score.id}{group}@{self.wave} = {value}"


def truths_of(model: Model, study: Study, plan: Plan) -> tuple[Mapping[Spot, Truth], tuple[Diagnostic, ...]]:
    """The truths a model declares, and what is wrong with them.

    A truth that names a wave goes before one that names none, and one of an item before one of its
    whole indicator.
    """
    found: list[tuple[Comparison, Truth]] = []
    problems: list[Diagnostic] = []
    for index, claim in enumerate(model.truths):
        try:
            stated = _equality(claim)
            found += ((stated, truth) for truth in _truths(stated, index, study, plan))
        except Unresolved as fault:
            problems.append(model.problem(fault.code, ("truths", index), fault.values))
    found.sort(key=lambda one: _precision(*one))
    return {truth.spot: truth for _, truth in found}, tuple(problems)


def _equality(claim: Claim) -> Comparison:
    match claim:
        case Comparison(op=Op.EQ, right=Constant()):
            return claim
        case _:
            raise Unresolved("R01", {"text": str(claim)})


def _precision(claim: Comparison, truth: Truth) -> tuple[bool, bool]:
    of = claim.left
    return of.at is not None, of.item is not None or truth.score.id == of.name


def _truths(claim: Comparison, index: int, study: Study, plan: Plan) -> Iterator[Truth]:
    if not isinstance(claim.right, Constant):
        raise TypeError("an equality with a constant")
    for wave in _waves(claim.left, study):
        for score in scores_named(claim.left, wave, study, plan):
            value = _value(score, claim.right, study, plan)
            for part in _parts(score, plan):
                yield Truth(part, _group(claim.left, study, plan), wave, value, index)


def _waves(reference: Reference, study: Study) -> tuple[str, ...]:
    if reference.at is None:
        return tuple(study.waves)
    if reference.at not in study.waves or reference.at_wave is not None:
        raise unknown(reference.at, "wave", study.waves)
    return (reference.at,)


def scores_named(reference: Reference, wave: str, study: Study, plan: Plan) -> tuple[Score, ...]:
    """The scores that a reference names, whatever its group; none when the wave does not ask them.

    Raises:
        Unresolved: nothing has that name.
    """
    bare = Reference(reference.name, reference.item)
    try:
        items = Symbols({study.id: study}, {study.id: plan}).items(study.id, bare, wave, None)
    except Unresolved as fault:
        if fault.code == "S04.not_asked" and reference.at is None:
            return ()
        raise
    return tuple(item.score for item in items)


def _group(reference: Reference, study: Study, plan: Plan) -> str:
    """The group a reference speaks of; one that a finding names is looked for in all of them."""
    name = reference.group
    stated = [(finding, one) for finding, one in study.findings.items() if name in one.groups]
    if reference.level is None and name not in study.segments and len(stated) > 1:
        raise Unresolved("R02.group", {"name": name, "known": listed(finding for finding, _ in stated)})
    finding, one = stated[0] if stated and reference.level is None else ("", None)
    group = group_id(reference, finding, one)
    if group not in plan.group:
        raise unknown(group, "segment", [g.id for g in plan.groups if g.segment or g.finding])
    return group


def _value(score: Score, constant: Constant, study: Study, plan: Plan) -> float:
    """The constant in the score's own unit."""
    is_share = score.unit is Unit.SHARE
    if is_share != (constant.unit == "%") or (constant.unit == "pts" and score.unit is not Unit.POINTS):
        raise Unresolved("R01.unit", {"name": score.id})
    value = constant.value / 100 if is_share else constant.value
    low, high = bounds_of(score, study, plan)
    if not low <= value <= high:
        raise Unresolved(
            "R01.range", {"name": score.id, "low": _shown(low, score), "high": _shown(high, score)}
        )
    if not all(is_drawable(part, plan) for part in _parts(score, plan)):
        raise Unresolved("R02", {"name": score.id})
    return value


def _shown(value: float, score: Score) -> str:
    return f"{100 * value:g} %" if score.unit is Unit.SHARE else f"{value:g}"


def is_drawable(score: Score, plan: Plan) -> bool:
    """Whether answers can be made to give it: a mean rank, or the median of a scale, is not that telling."""
    measure = plan.measure[score.measure or ""]
    if measure.type is QuestionType.RANKING:
        return score.kind is IndicatorKind.FIRST_CHOICE
    return score.values is not None or measure.type is QuestionType.NUMERIC


def _parts(score: Score, plan: Plan) -> tuple[Score, ...]:
    """A mean of scores is had by giving its value to each of them."""
    return tuple(plan.score[part] for part in score.parts) or (score,)


def bounds_of(score: Score, study: Study, plan: Plan) -> tuple[float, float]:
    """The smallest and the largest value that a score can take."""
    first = _parts(score, plan)[0]
    if first.values:
        return min(first.values.values()), max(first.values.values())
    measure = plan.measure[first.measure or ""]
    if measure.values:
        return min(measure.values.values()), max(measure.values.values())
    return study.questions[measure.question].range or RANGE
