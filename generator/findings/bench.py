"""What each kind of claim compares, and what it needs to be established."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from generator.findings import wording
from generator.findings.judging import ABOVE, BELOW, ranked, towards, weakest
from generator.findings.printing import Gauge, exactly
from generator.findings.sides import Evidence, Side
from generator.findings.trials import Contender, Deciding, Duels, Obstacle, Trial, contender, contest, duel
from generator.spec.groups import EVERYONE
from generator.spec.language import Among, Comparison, Constant, Extreme, Op, Ranked, Reference
from generator.spec.models import Study
from generator.spec.plan import Number, Statistic
from generator.spec.scores import Score, Unit
from generator.spec.symbols import IMPORTANCE, PERFORMANCE
from generator.statistics.estimate import Difference
from generator.statistics.importance import Importance, Refusal
from generator.statistics.tests import at_level, equivalence
from generator.words import Words

Tested = Comparison | Extreme | Among | Ranked
"""Claims with a test of their own; the others rest on another finding's."""


@dataclass(frozen=True, slots=True)
class Bench:
    """Puts the claims of one finding to the test, in one wave of its study."""

    evidence: Evidence
    study: Study
    wave: str
    finding: str

    def trial(self, claim: Tested) -> Trial:
        """The claim's one test, or the reason why it has none.

        Raises:
            Unresolved: a reference names nothing in this wave.
        """
        match claim:
            case Comparison():
                return self._comparison(claim)
            case Extreme(which=which, of=of, item=item):
                return self._place(of, item, BELOW if which == "lowest" else ABOVE, 1)
            case Among(which=which, k=k, of=of, item=item):
                return self._place(of, item, BELOW if which == "bottom" else ABOVE, k)
            case Ranked(of=of, item=item, k=k):
                return self._important(item, k) if of == IMPORTANCE else self._rank(self._ranked(of), item, k)

    def _comparison(self, claim: Comparison) -> Trial:
        left = self._side(claim.left)
        match claim.right:
            case Constant() as constant:
                return self._with_constant(left, claim.op, constant)
            case Reference() as reference:
                return self._compared(left, claim.op, self._side(reference))

    def _side(self, reference: Reference) -> Side:
        return self.evidence.side(self.study.id, reference, self.wave, self.finding)

    def _compared(self, left: Side, op: Op, right: Side) -> Trial:
        words = wording.compared(left, op, right, self._margin_told(left.gauge))
        if left.study.id != right.study.id:
            return Trial(words, Obstacle.APART, numbers=(left.number, right.number))
        if left.score.unit is not right.score.unit:
            return Trial(words, Obstacle.UNITS, numbers=(left.number, right.number))
        test = self.evidence.difference(left, right)
        trial = duel(words, left.gauge, contender(left), contender(right), test)
        told = self.evidence.told(left, right)
        return self._sided(replace(trial, can_grow=left.wave == right.wave, told=told), op)

    def _with_constant(self, left: Side, op: Op, constant: Constant) -> Trial:
        gauge, estimate = left.gauge, left.estimate
        other = wording.declared(gauge, constant.value)
        margin = self._margin_told(gauge)
        key = f"findings.claim.constant.{op.name.lower()}"
        words = Words.of(key, subject=wording.grouped(left), other=other, margin=margin)
        trial = Trial(words, gauge=gauge, left=estimate, other=other, numbers=(left.number,))
        if (constant.unit == "%") != (gauge.unit is Unit.SHARE):
            return replace(trial, obstacle=Obstacle.UNITS)
        if estimate is None:
            return replace(trial, obstacle=Obstacle.WITHHELD)
        test = self.evidence.against(left, gauge.computed(constant.value))
        if test is None or test.p is None:
            return replace(trial, obstacle=Obstacle.UNTESTABLE)
        gap = gauge.displayed(estimate.value, estimate.n) - exactly(constant.value)
        return self._sided(replace(trial, test=test, one=wording.figure(gauge, estimate), gap=gap), op)

    def _sided(self, trial: Trial, op: Op) -> Trial:
        """The trial with the side on which its difference must be."""
        if trial.test is None:
            return trial
        match op:
            case Op.LT | Op.LE:
                return replace(trial, sense=BELOW, test=towards(trial.test, BELOW))
            case Op.GT | Op.GE:
                return replace(trial, sense=ABOVE, test=towards(trial.test, ABOVE))
            case Op.EQ:
                return self._within(trial, trial.test)
            case Op.NE:
                raise ValueError("the grammar lets no claim say that two figures differ")

    def _within(self, trial: Trial, test: Difference) -> Trial:
        margin = self._margin
        if margin is None or trial.gauge is None:
            return replace(trial, obstacle=Obstacle.MARGINLESS, test=None)
        within = equivalence(test, trial.gauge.computed(margin))
        # Two one-sided tests at 5 % are one interval at 90 % inside the margin: the one to show.
        return replace(
            trial, test=at_level(within, 2 * test.level - 1), margin=self._margin_told(trial.gauge)
        )

    @property
    def _margin(self) -> float | None:
        margin = self.study.findings[self.finding].margin
        return None if margin is None else margin.value

    def _margin_told(self, gauge: Gauge) -> Words:
        margin = self._margin
        return wording.NOTHING if margin is None else wording.width(gauge, margin)

    def _place(self, of: Reference, item: str, sense: int, k: int) -> Trial:
        """Above (or below) all but k − 1 of the others."""
        key = _PLACES[sense, k == 1]

        def decide(duels: Duels) -> Deciding:
            return weakest(duels, sense, len(duels) - k + 1), sense

        return self._ranking(f"findings.claim.{key}", of, item, k, decide, least=k)

    def _rank(self, of: Reference, item: str, k: int) -> Trial:
        return self._ranking("findings.claim.rank", of, item, k, lambda duels: ranked(duels, k), least=k - 1)

    def _ranked(self, of: str) -> Reference:
        """What ``rank`` ranks: an indicator's items, or those of the priority rule's performance."""
        rules = self.study.priorities
        return Reference((rules.performance or rules.over) if of == PERFORMANCE and rules else of)

    def _ranking(
        self, key: str, of: Reference, item: str, k: int, decide: Callable[[Duels], Deciding], least: int
    ) -> Trial:
        """One item against all the others of its indicator; ``least`` is how many others there must be."""
        one = self._side(replace(of, item=item))
        others = [side for side in self._battery(of) if side.score.id != one.score.id]
        sides = {side.score.id: side for side in others}
        words = Words.of(
            key, item=wording.bare(one.score.label), battery=wording.battery(one), count=len(others) + 1, k=k
        )
        if len(others) < max(least, 1):
            return Trial(words, Obstacle.VACUOUS, numbers=(one.number,))

        def difference(rival: Contender) -> Difference | None:
            return self.evidence.difference(one, sides[rival.score])

        return contest(words, one.gauge, contender(one), [contender(s) for s in others], difference, decide)

    def _battery(self, of: Reference) -> tuple[Side, ...]:
        return self.evidence.battery(self.study.id, of, self.wave, self.finding)

    def _important(self, item: str, k: int) -> Trial:
        """The rank of an item in the model of importance, whose shares have one covariance."""
        found = self.evidence.figures[self.study.id].importance(self.wave)
        if isinstance(found, Refusal):
            return Trial(Words.of("findings.claim.important", item=item, k=k), Obstacle.UNMODELLED)
        drivers = self._drivers(found)
        one, others = drivers.get(item), [driver for name, driver in drivers.items() if name != item]
        label = one.label if one else item
        words = Words.of("findings.claim.importance", item=label, k=k, count=len(drivers))
        if one is None or len(others) < max(k - 1, 1):
            return Trial(words, Obstacle.VACUOUS)

        def difference(rival: Contender) -> Difference | None:
            return found.difference(one.score, rival.score)

        return contest(words, Gauge(Unit.SHARE), one, others, difference, lambda duels: ranked(duels, k))

    def _drivers(self, found: Importance) -> Mapping[str, Contender]:
        """The items of the model, by their name in a claim."""
        scores = self.evidence.figures[self.study.id].plan.score
        return {scores[name].item or name: self._driver(scores[name], found) for name in found.drivers}

    def _driver(self, score: Score, found: Importance) -> Contender:
        number = Number(self.study.id, self.wave, EVERYONE, score.id, Statistic.IMPORTANCE)
        return Contender(score.id, wording.bare(score.label), found.of(score.id), number.id)


_PLACES = {
    (BELOW, True): "lowest",
    (ABOVE, True): "highest",
    (BELOW, False): "bottom",
    (ABOVE, False): "top",
}
"""The words of a place, by its side and whether it is a single one."""
