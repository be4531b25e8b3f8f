"""What became of actions: late or not, what the indicators they name have done since, never why.

An indicator is compared between the last wave whose fieldwork ended before the action began and the
latest wave. Where the action was not finished before that latest fieldwork began, nothing is
compared: it is too early, which is not "no effect". Movements are corrected together, as one family,
and their words say "moved with": nothing here tells an effect from all else that happened. What no
action touched is set beside them (``untouched``): it tells what moved everywhere from what moved here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from generator.findings import wording
from generator.findings.finding import Aim, Effect, Followed, Movement, Reach
from generator.findings.printing import exactly, said
from generator.findings.sides import Evidence, Side
from generator.findings.untouched import Key, Pair, beside, effect_of
from generator.spec.language import Reference
from generator.spec.models import Action, ActionState, Study
from generator.spec.models.decisions import Target
from generator.spec.models.measuring import Better
from generator.statistics.adjust import adjusted
from generator.statistics.estimate import Difference
from generator.words import Words


@dataclass(frozen=True, slots=True)
class _Watched:
    """An indicator before and after an action; ``effect`` is known at once where nothing can be compared."""

    reference: str
    after: Side
    before: Side | None
    hoped: int
    change: Difference | None = None
    effect: Effect | None = None
    told: Difference | None = None
    """The same movement as the page of waves tells it, where it does."""
    is_settling: bool = False
    """Whether the action was finished when people were asked, too short a time before."""


def follow(study: Study, wave: str, evidence: Evidence, as_of: date) -> tuple[Followed, ...]:
    """Every action of a study, seen from ``as_of`` and from one of its waves.

    Raises:
        Unresolved: an action names what does not exist; the rules of the spec refuse it first.
    """
    watched = {
        (name, side): _watched(action, reference, study, wave, evidence)
        for name, action in study.actions.items()
        for side, reference in _moves(action, study, evidence)
    }
    corrected = _corrected(watched, study)
    apart = beside(_pairs(corrected), evidence, study)
    return tuple(
        Followed(
            id=name,
            is_late=is_late(action, as_of),
            movements=tuple(
                replace(_movement(key, corrected[key]), beside=apart.get(key))
                for key in corrected
                if key[0] == name
            ),
            target=_aim(action, study, wave, evidence),
        )
        for name, action in study.actions.items()
    )


def is_late(action: Action, as_of: date) -> bool:
    """Whether an action should be over and is not; what was dropped is no longer awaited."""
    match action.state:
        case ActionState.PLANNED | ActionState.STARTED:
            return as_of > action.due
        case ActionState.DONE | ActionState.DROPPED:
            return False


def _moves(action: Action, study: Study, evidence: Evidence) -> Iterator[tuple[str, Reference]]:
    """The indicators an action should move: not an economic outcome, which is measured elsewhere, nor a
    figure of a study that cannot be read this time, of which nothing can be said."""
    if action.moves is None or action.state is ActionState.DROPPED:
        return
    for side in ("customer", "employee", "business"):
        reference = getattr(action.moves, side)
        if reference is None or _is_unreadable(reference, evidence):
            continue
        if not _is_an_outcome(reference, study, evidence):
            yield side, reference


def _is_unreadable(reference: Reference, evidence: Evidence) -> bool:
    return reference.at in evidence.symbols.unreadable


def _is_an_outcome(reference: Reference, study: Study, evidence: Evidence) -> bool:
    of = evidence.symbols.studies.get(reference.at or study.id, study)
    return of.economics is not None and reference.name in of.economics.outcomes


def _watched(action: Action, reference: Reference, study: Study, wave: str, evidence: Evidence) -> _Watched:
    after = _latest(reference, study, wave, evidence)
    before = _before(action, after, evidence)
    watched = _Watched(str(reference), after, before, _hoped(action, reference, after))
    if not _is_over(action, after):
        return replace(watched, effect=Effect.TOO_EARLY, is_settling=_is_over(action, after, settled=0))
    change = evidence.difference(after, before) if before else None
    if before is None or change is None or change.p is None:
        return replace(watched, effect=Effect.CANNOT_SAY)
    return replace(watched, change=change, told=evidence.told(after, before))


def _latest(reference: Reference, study: Study, wave: str, evidence: Evidence) -> Side:
    known = evidence.symbols.to_come(study.id, reference)
    return evidence.side(study.id, known, wave, None)


def _before(action: Action, after: Side, evidence: Evidence) -> Side | None:
    """The same figure in the last wave whose fieldwork ended before the action began."""
    began = action.start or action.on or action.due
    waves = [
        name for name, wave in after.study.waves.items() if wave.field.end < began and name != after.wave
    ]
    return evidence.at(after, waves[-1]) if waves else None


def _is_over(action: Action, after: Side, settled: int | None = None) -> bool:
    """Whether an action was finished, and had settled, when the people of a wave were asked."""
    finished = (action.on or action.due) + timedelta(days=action.settles if settled is None else settled)
    return action.state is ActionState.DONE and finished < after.study.waves[after.wave].field.start


def _hoped(action: Action, reference: Reference, side: Side) -> int:
    """The way an indicator should go: as its own target says, else as it is good news, else up."""
    if action.target is not None and action.target.of == reference:
        return 1 if action.target.change.value > 0 else -1
    return -1 if side.score.better is Better.DOWN else 1


def _corrected(watched: Mapping[Key, _Watched], study: Study) -> Mapping[Key, _Watched]:
    """All movements of the wave, judged after the correction over their family.

    A movement since the wave before is told on the page of waves: it has its verdict there.
    """
    told = {key: one.told for key, one in watched.items() if one.told is not None}
    family = {key: one.change for key, one in watched.items() if one.change is not None and key not in told}
    level = study.statistics.confidence
    corrected = adjusted(list(family.values()), study.statistics.adjust, level)
    tests = {**told, **dict(zip(family, corrected, strict=True))}
    return {
        key: replace(one, change=tests[key], effect=effect_of(tests[key], one.hoped, level))
        if key in tests
        else one
        for key, one in watched.items()
    }


def _pairs(watched: Mapping[Key, _Watched]) -> Mapping[Key, Pair]:
    """What can be set beside what no action touched: movements that were tested themselves."""
    return {
        key: Pair(one.after, one.before, one.hoped)
        for key, one in watched.items()
        if one.before is not None and one.change is not None
    }


def _movement(key: Key, watched: _Watched) -> Movement:
    after, before, effect = watched.after, watched.before, watched.effect or Effect.CANNOT_SAY
    words = Words.of(
        "findings.effect.settling" if watched.is_settling else f"findings.effect.{effect.value}",
        subject=wording.grouped(after),
        before=before.wave if before else "",
        after=after.wave,
        gap=_gap(after, before, watched.change),
    )
    numbers = (after.number, before.number) if before and watched.change else ()
    return Movement(
        side=key[1],
        reference=watched.reference,
        study=after.study.id,
        score=after.score.id,
        before=before.wave if before else None,
        after=after.wave,
        change=watched.change,
        effect=effect,
        subject=wording.grouped(after),
        words=words,
        numbers=numbers,
    )


def _gap(after: Side, before: Side | None, change: Difference | None) -> Words:
    if before is None or change is None or after.estimate is None or before.estimate is None:
        return wording.NOTHING
    gauge = after.gauge
    gap = gauge.gap_between(after.estimate, before.estimate, change)
    return wording.gap(gauge, gap, change, min(after.estimate.n, before.estimate.n))


def _aim(action: Action, study: Study, wave: str, evidence: Evidence) -> Aim | None:
    """What an action should reach, judged at the wave it names; a dropped action aims at nothing."""
    target = action.target
    if target is None or action.state is ActionState.DROPPED or _is_unreadable(target.of, evidence):
        return None
    latest = _latest(target.of, study, wave, evidence)
    waves = list(latest.study.waves)
    if target.by not in waves or waves.index(target.by) > waves.index(latest.wave):
        return _aimed(target, latest, Reach.AWAITED, wording.NOTHING)
    then = evidence.at(latest, target.by)
    before = _before(action, then, evidence)
    change = evidence.difference(then, before) if before else None
    return _aimed(target, then, _reach(target, then, change), _gap(then, before, change))


def _reach(target: Target, side: Side, change: Difference | None) -> Reach:
    """Where the whole interval of the change lies; the estimate alone would promise too much."""
    if change is None or change.low is None or change.high is None:
        return Reach.CANNOT_SAY
    aim = side.gauge.computed(target.change.value)
    nearest, farthest = (change.low, change.high) if aim > 0 else (-change.high, -change.low)
    if nearest >= abs(aim):
        return Reach.REACHED
    return Reach.MISSED if farthest < abs(aim) else Reach.NOT_SHOWN


def _aimed(target: Target, side: Side, reach: Reach, gap: Words) -> Aim:
    words = Words.of(
        f"findings.reach.{reach.value}",
        subject=wording.grouped(side),
        target=said(lambda printer: side.gauge.gap(exactly(target.change.value), printer)),
        by=target.by,
        gap=gap,
    )
    return Aim(str(target.of), target.change.value, target.by, reach, words)
