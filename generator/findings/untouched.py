"""What moved where no action did: the moments of one indicator that nobody set out to move.

An indicator that rises with an action may rise everywhere. Where its indicator has other items that no
action touched, each movement is set beside theirs, and says whether it went further.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from generator.findings import wording
from generator.findings.finding import Beside, Effect
from generator.findings.sides import Evidence, Side
from generator.spec.language import Reference
from generator.spec.models import Action, ActionState, Study
from generator.spec.plan import Plan, is_own
from generator.spec.scores import Score, named_by
from generator.statistics.adjust import adjusted
from generator.statistics.estimate import Difference, Judgement
from generator.statistics.tests import judge
from generator.words import Words

Key = tuple[str, str]
"""An action, and the side of one of the indicators it should move."""
_NAMED = 3
"""Beyond three, the others are counted: a sentence is no list."""


@dataclass(frozen=True, slots=True)
class Pair:
    """An indicator after an action and before it, and the way it should go (1 or −1)."""

    after: Side
    before: Side
    hoped: int


def beside(pairs: Mapping[Key, Pair], evidence: Evidence, study: Study) -> Mapping[Key, Beside]:
    """What sets each movement apart from what no action touched, all tested as one family."""
    others = {key: _others(pair, evidence) for key, pair in pairs.items()}
    found = {
        key: change
        for key, pair in pairs.items()
        if others[key]
        and (change := _beyond(pair, others[key], evidence)) is not None
        and change.p is not None
    }
    level = study.statistics.confidence
    tests = dict(zip(found, adjusted(list(found.values()), study.statistics.adjust, level), strict=True))
    return {key: _beside(pairs[key], others[key], change, level) for key, change in tests.items()}


def _beyond(pair: Pair, others: tuple[Score, ...], evidence: Evidence) -> Difference | None:
    side, names = pair.after, [score.id for score in others]
    figures = evidence.figures[side.study.id]
    return figures.beyond(side.score.id, names, side.wave, pair.before.wave, side.group.id)


def _others(pair: Pair, evidence: Evidence) -> tuple[Score, ...]:
    """The other items of its indicator, of a moment that no action had touched when people were asked."""
    side = pair.after
    plan = evidence.figures[side.study.id].plan
    end = side.study.waves[side.wave].field.end
    touched = {score.id: score for score in _touched(side.study, plan, evidence, end)}
    moments = {moment for score in touched.values() if (moment := _moment(score, plan)) is not None}
    return tuple(
        score
        for score in plan.scores
        if score.indicator == side.score.indicator is not None
        and score.id not in touched
        and _moment(score, plan) not in moments
        and _is_compared(replace(side, score=score), pair.before.wave, plan, evidence)
    )


def _touched(study: Study, plan: Plan, evidence: Evidence, end: date) -> Iterator[Score]:
    """The scores of a study that actions of any study had begun to move."""
    for other in evidence.symbols.studies.values():
        for action in other.actions.values():
            if _has_begun(action, end):
                named = (reference for reference in _named(action) if _speaks_of(reference, study, other))
                for reference in named:
                    yield from named_by(plan.scores, reference)


def _speaks_of(reference: Reference, study: Study, said_in: Study) -> bool:
    return reference.at == study.id or (said_in.id == study.id and is_own(reference, said_in))


def _has_begun(action: Action, end: date) -> bool:
    is_dropped = action.state is ActionState.DROPPED
    return not is_dropped and (action.start or action.on or action.due) <= end


def _named(action: Action) -> Iterator[Reference]:
    """What an action says it moves, and what it aims at."""
    moves = action.moves
    sides = (moves.customer, moves.employee, moves.business) if moves else ()
    target = action.target.of if action.target else None
    yield from (reference for reference in (*sides, target) if reference is not None)


def _moment(score: Score, plan: Plan) -> str | None:
    return plan.measure[score.measure].moment if score.measure else None


def _is_compared(side: Side, since: str, plan: Plan, evidence: Evidence) -> bool:
    if side.group.id not in plan.groups_of_score(side.score):
        return False
    now, then = evidence.at(side, side.wave), evidence.at(side, since)
    return evidence.difference(now, then) is not None


def _beside(pair: Pair, others: tuple[Score, ...], change: Difference, level: float) -> Beside:
    effect = effect_of(change, pair.hoped, level)
    gauge, n = pair.after.gauge, pair.after.estimate.n if pair.after.estimate else 0
    words = Words.of(
        f"findings.beside.{effect.value}",
        others=_told(others),
        gap=wording.gap(gauge, gauge.displayed(change.value, n), change, n),
    )
    return Beside(tuple(score.id for score in others), change, effect, words)


def effect_of(change: Difference, hoped: int, level: float) -> Effect:
    """A tested movement, read against the way it should go (1 or −1)."""
    match judge(change, level):
        case Judgement.HIGHER:
            return Effect.MOVED_WITH if hoped > 0 else Effect.MOVED_AGAINST
        case Judgement.LOWER:
            return Effect.MOVED_WITH if hoped < 0 else Effect.MOVED_AGAINST
        case Judgement.NOT_ESTABLISHED | Judgement.EQUIVALENT:
            return Effect.NOT_SHOWN
        case Judgement.CANNOT_SAY:
            return Effect.CANNOT_SAY


def _told(others: tuple[Score, ...]) -> Words:
    """« A », « B » et « C »; or how many they are."""
    if len(others) > _NAMED:
        return Words.of("findings.beside.many", count=len(others))
    labels = {f"label{place}": wording.bare(score.label) for place, score in enumerate(others, 1)}
    return Words.of(f"findings.beside.named.{len(others)}", **labels)
