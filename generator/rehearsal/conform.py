"""Truths made up so that claims come out true, where a model leaves the figures open.

Each figure that a claim names starts from a middling place between its lowest and its highest value,
and claims push figures apart until each gap is wide enough to be established on some hundreds of
answers. What the model declares does not move. A claim that contradicts it, or another claim, stays
false, and the report says so as it would of real answers.
"""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from math import fsum

from generator.rehearsal.truths import Spot, Truth, bounds_of, is_drawable, scores_named
from generator.spec.groups import EVERYONE
from generator.spec.language import Among, Comparison, Constant, Extreme, Op, Ranked, Reference, StillHolds
from generator.spec.models import IndicatorKind, Study
from generator.spec.plan import Plan, group_id, is_own, wave_named
from generator.spec.scores import Score, Unit

START, START_NUMBER = 0.6, 0.25
"""Where a figure starts, from 0 for its lowest value to 1 for its highest; where a quantity does."""
GAP, GAP_OF_GROUPS = 0.1, 0.2
"""How far apart a claim wants two figures, in the same unit; and figures of groups, which are smaller."""
ENDS = (0.05, 0.95)
ROUNDS = 500
CLOSE = 1e-6
WEIGHTS = (0.5, 0.28, 0.16, 0.09, 0.05, 0.03)
"""What the items of a model of importance weigh on its outcome, by rank; later ones weigh nothing."""


@dataclass(frozen=True, slots=True)
class _Push:
    """``low`` wants to be ``gap`` under ``high``, or beside it where that is None."""

    low: Spot
    high: Spot
    gap: float | None


def conforming(study: Study, plan: Plan, declared: Mapping[Spot, Truth]) -> Mapping[Spot, Truth]:
    """The declared truths, and more of them under which claims come out true where they can."""
    ladder = _Ladder(study, plan)
    pushes = [push for name in study.findings for push in ladder.pushes(name)]
    places = ladder.starts(declared)
    fixed = ladder.fixed | declared.keys()
    for _ in range(ROUNDS):
        if max((_pushed(push, places, fixed) for push in pushes), default=0.0) < CLOSE:
            break
    made = [truth for spot in ladder.scores for truth in ladder.truths(spot, places[spot])]
    return {truth.spot: truth for truth in (*made, *declared.values())}


def _pushed(push: _Push, places: dict[Spot, float], fixed: set[Spot]) -> float:
    """Move both figures by half of what is wanting, or one by all of it; gives what was wanting."""
    wanting = (push.gap or 0.0) - (places[push.high] - places[push.low])
    if push.gap is not None and wanting <= 0:
        return 0.0
    movable = [spot for spot in (push.low, push.high) if spot not in fixed]
    for spot in movable:
        step = wanting / len(movable) * (1 if spot == push.high else -1)
        places[spot] = min(max(places[spot] + step, ENDS[0]), ENDS[1])
    return abs(wanting) if movable else 0.0


class _Ladder:
    """The figures that the claims of one study name, and how claims order them."""

    def __init__(self, study: Study, plan: Plan) -> None:
        self._study, self._plan = study, plan
        self.scores: dict[Spot, Score] = {}
        self._constants: dict[Spot, float] = {}

    @property
    def fixed(self) -> set[Spot]:
        """The constants of claims: nothing moves them."""
        return set(self._constants)

    def starts(self, declared: Mapping[Spot, Truth]) -> dict[Spot, float]:
        """Where each figure starts: where it is declared to be, or in the middle."""
        known = {spot: self._place(truth.score, truth.value) for spot, truth in declared.items()}
        free = {spot: self._start(score, spot, declared) for spot, score in self.scores.items()}
        return free | known | self._constants

    def truths(self, spot: Spot, place: float) -> Iterator[Truth]:
        """What a figure's place makes true; of a mean of figures, for each of them."""
        score, (_, group, wave) = self.scores[spot], spot
        low, high = bounds_of(score, self._study, self._plan)
        for part in (self._plan.score[name] for name in score.parts or (score.id,)):
            is_free = part is score or (part.id, group, wave) not in self.scores
            if is_free and is_drawable(part, self._plan):
                yield Truth(part, group, wave, low + place * (high - low))

    def pushes(self, finding: str) -> Iterator[_Push]:
        """What the claims of a finding want of the figures of this study."""
        for index, claim in enumerate(self._study.findings[finding].holds):
            match claim:
                case Comparison(left=left, right=right) if self._is_own(left, right):
                    yield self._compared(claim, finding, index)
                case Extreme(of=of, which=which, item=item) if self._is_own(of):
                    others = self._others(of, finding, {item})
                    yield from self._between(of, item, finding, others, is_above=which == "highest")
                case Among(of=of, which=which, item=item) if self._is_own(of):
                    others = self._others(of, finding, self._companions(claim))
                    yield from self._between(of, item, finding, others, is_above=which == "top")
                case Ranked(item=item, k=k) if (whole := self._ranked(claim)) is not None:
                    others = self._others(whole, finding, {item})
                    yield from self._between(whole, item, finding, others[: k - 1], is_above=False)
                    yield from self._between(whole, item, finding, others[k - 1 :], is_above=True)
                case Comparison() | Extreme() | Among() | Ranked() | StillHolds():
                    continue

    def _ranked(self, claim: Ranked) -> Reference | None:
        """The indicator that a rank is in; importance is none, its ranks come from drivers."""
        rules = self._study.priorities
        if claim.of == "performance" and rules is not None:
            return Reference(rules.performance or rules.over)
        return Reference(claim.of) if claim.of in self._study.indicators else None

    def _is_own(self, *sides: Reference | Constant) -> bool:
        return all(isinstance(side, Constant) or is_own(side, self._study) for side in sides)

    def _compared(self, claim: Comparison, finding: str, index: int) -> _Push:
        (left,) = self._spots(claim.left, finding)
        right = self._right(claim.right, left, f"{finding}/{index}", finding)
        gap = GAP if left[1] == EVERYONE else GAP_OF_GROUPS
        match claim.op:
            case Op.LT | Op.LE:
                return _Push(left, right, gap)
            case Op.GT | Op.GE:
                return _Push(right, left, gap)
            case Op.EQ:
                return _Push(left, right, None)
            case Op.NE:
                raise ValueError("the grammar lets no claim say that two figures differ")

    def _right(self, side: Reference | Constant, left: Spot, name: str, finding: str) -> Spot:
        """What is compared with; a constant is a figure of its own, that nothing moves."""
        if isinstance(side, Reference):
            return self._spots(side, finding)[0]
        score = self.scores[left]
        value = side.value / 100 if score.unit is Unit.SHARE else side.value
        self._constants[name, "", ""] = self._place(score, value)
        return name, "", ""

    def _between(
        self, of: Reference, item: str, finding: str, others: Sequence[Spot], *, is_above: bool
    ) -> Iterator[_Push]:
        """One item above, or below, some others."""
        (one,) = self._spots(Reference(of.name, item, of.group, of.level, of.at, of.at_wave), finding)
        for other in others:
            gap = self._gap(self.scores[one])
            yield _Push(other, one, gap) if is_above else _Push(one, other, gap)

    def _others(self, of: Reference, finding: str, items: Set[str]) -> list[Spot]:
        """The items of an indicator, but for some."""
        return [spot for spot in self._spots(of, finding) if (self.scores[spot].item or spot[0]) not in items]

    def _companions(self, claim: Among) -> set[str]:
        """The items that other claims place beside this one: none of them is its rival."""
        claims = (other for finding in self._study.findings.values() for other in finding.holds)
        return {
            other.item
            for other in claims
            if isinstance(other, Among) and (other.which, other.of) == (claim.which, claim.of)
        }

    def _spots(self, reference: Reference, finding: str) -> list[Spot]:
        wave = wave_named(reference, self._study) or next(reversed(self._study.waves))
        group = group_id(reference, finding, self._study.findings[finding])
        scores = scores_named(reference, wave, self._study, self._plan)
        self.scores |= {(score.id, group, wave): score for score in scores}
        return [(score.id, group, wave) for score in scores]

    def _place(self, score: Score, value: float) -> float:
        low, high = bounds_of(score, self._study, self._plan)
        return (value - low) / (high - low) if high > low else START

    def _start(self, score: Score, spot: Spot, declared: Mapping[Spot, Truth]) -> float:
        if score.unit is Unit.NATURAL:
            return START_NUMBER
        if score.kind is not IndicatorKind.FIRST_CHOICE:
            return START
        # First choices share everyone: what is not declared is shared equally by the other options.
        known = [
            truth.value for at, truth in declared.items() if self._is_beside(truth.score, score, at, spot)
        ]
        return (1 - fsum(known)) / max(self._options(score) - len(known), 1)

    def _is_beside(self, one: Score, other: Score, at: Spot, spot: Spot) -> bool:
        return one.question == other.question and at[1:] == spot[1:]

    def _gap(self, score: Score) -> float:
        return GAP if score.kind is not IndicatorKind.FIRST_CHOICE else GAP / self._options(score) * 4

    def _options(self, score: Score) -> int:
        return len(self._study.questions[score.question or ""].options)


def ranked_drivers(study: Study, plan: Plan) -> Mapping[str, Mapping[str, float]]:
    """Weights on the outcome of the model of importance under which claims on ranks come out true."""
    wanted = {
        claim.k - 1: claim.item
        for finding in study.findings.values()
        for claim in finding.holds
        if isinstance(claim, Ranked) and claim.of == "importance"
    }
    if plan.drivers is None or not wanted:
        return {}
    items = {
        plan.score[score].item or score: item
        for score, item in zip(plan.drivers.scores, plan.drivers.items, strict=True)
    }
    others = iter([name for name in items if name not in wanted.values()])
    ranking = [wanted.get(place) or next(others) for place in range(len(items))]
    return {
        plan.drivers.outcome: {items[name]: weight for name, weight in zip(ranking, WEIGHTS, strict=False)}
    }
