"""The search of what each question may show: one after the other, paced, and remembered between runs."""

import math
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from generator.aggregates.model import Aggregates
from generator.disclosure.beside import Past, group_of
from generator.disclosure.kept import NOWHERE, Kept, key_of
from generator.disclosure.ladder import Cases, height
from generator.disclosure.ledger import Known
from generator.disclosure.memory import Memory
from generator.disclosure.policy import Depth, Policy
from generator.disclosure.routing import Routes
from generator.disclosure.withdrawal import withdraw
from generator.disclosure.withholding import Field, Shown, field_of, withhold
from generator.errors import Diagnostic, Refused
from generator.release import Attack, Outcome
from generator.spec.plan import Plan


def _in_silence(question: str, place: int, of: int) -> None:
    """Nobody is told."""


def _no_limit() -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Pace:
    """How far a search goes, who is told where it stands, when its time is up and what it remembers.

    ``told`` is called with a question, its place and how many there are. ``is_over`` says that the time given
    is up: the search then stops with a refusal. It never answers with less than was asked, and what it
    found is a function of the answers alone, never of the clock.
    """

    depth: Depth = Depth.PREVIEW
    told: Callable[[str, int, int], None] = _in_silence
    is_over: Callable[[], bool] = _no_limit
    kept: Kept = NOWHERE


def search(
    cases: Cases,
    aggregates: Aggregates,
    plan: Plan,
    policy: Policy,
    pace: Pace,
    known: Known,
    past: Past,
) -> Mapping[str, Shown]:
    """What each measure shows, by measure; ``past`` is what was published of the wave on other answers.

    Raises:
        Refused: V16, the time given is up before every question was searched.
    """
    shown: dict[str, Shown] = {}
    memory, measures = Memory(), tuple(dict.fromkeys(name for name, _ in cases))
    routes = Routes(cases, aggregates.classes, plan, policy, pace.depth, memory)
    # A preview proves by projection, in seconds for a large question: once one resists, only those of half
    # its size are tried. Sizes decide, never the clock.
    worth = math.inf
    for place, measure in enumerate(measures):
        if pace.is_over():
            raise Refused([_late(aggregates, place, len(measures))])
        pace.told(measure, place + 1, len(measures))
        own = tuple(cases[measure, group] for group in plan.groups_on(measure))
        same = {group: outcome for (name, group), outcome in known.items() if name == measure}
        alone = field_of(own, aggregates.classes, same)
        joined = past.fields(own)
        # Joined with its past, a field says all that it does alone, but what was shown of the same answers.
        fields = joined if joined and not same else (alone, *joined)
        is_tried = alone.vectors.size <= worth
        barred = routes.barred(own, shown)
        shown[measure] = _agreed(fields, policy, pace, memory, is_tried, barred)
        if is_tried and not shown[measure].is_proven:
            worth = alone.vectors.size / 2
    return shown


def _agreed(
    fields: tuple[Field, ...],
    policy: Policy,
    pace: Pace,
    memory: Memory,
    is_worth_proving: bool,
    barred: Collection[str],
) -> Shown:
    """What may be shown whichever field is the true one: each search starts from what the last one left.

    ``barred`` are the groups whose base alone would tell too much.
    """
    own = {
        case.group.id: Outcome.WITHHELD if case.group.id in barred else height(case, policy)
        for case in fields[0].cases
        if not case.publication
    }
    names = {case.group.id: group_of(case) for field in fields for case in field.cases}
    found: list[Shown] = []
    for field in fields:
        heights = {**_published(field), **own}
        found.append(_shown(field, heights, policy, pace, memory, is_worth_proving))
        own = {group: found[-1].outcomes[group] for group in own}
    return Shown(
        own,
        all(one.is_proven for one in found),
        tuple(dict.fromkeys(names[group] for one in found for group in one.revoked)),
        next(attack for attack in Attack if attack in {one.attack for one in found}),
    )


def _published(field: Field) -> Mapping[str, Outcome]:
    """What the earlier publications in a field show, which nothing can lower."""
    return {
        case.group.id: Outcome.FULL if was_full else Outcome.ONE_NUMBER if was_shown else Outcome.WITHHELD
        for case, was_shown, was_full in zip(field.cases, field.was_shown, field.was_full, strict=True)
        if case.publication
    }


def _late(aggregates: Aggregates, done: int, of: int) -> Diagnostic:
    values = {"study": aggregates.study, "wave": aggregates.wave, "done": done, "all": of}
    return Diagnostic("V16", None, values)


def _shown(
    field: Field,
    heights: Mapping[str, Outcome],
    policy: Policy,
    pace: Pace,
    memory: Memory,
    is_worth_proving: bool,
) -> Shown:
    """What a measure shows, as found before by the same search of the same answers, or found now."""
    match pace.depth:
        case Depth.PREVIEW:
            return withhold(field, heights, policy, pace.depth, memory, is_worth_proving)
        case Depth.FREEZE:
            key = key_of(field, heights, policy)
            found = pace.kept.read(key, heights)
            if found is None:
                open_ = withhold(field, heights, policy, pace.depth, memory)
                outcomes, attack = withdraw(field, open_.outcomes, policy)
                lowered = [name for name, was in _published(field).items() if outcomes[name] is not was]
                revoked = tuple(dict.fromkeys((*open_.revoked, *lowered)))
                found = replace(open_, outcomes=outcomes, attack=attack, revoked=revoked)
                pace.kept.write(key, found)
            return found


def shown_tables(shown: Mapping[str, Shown]) -> Iterator[tuple[tuple[str, str], Outcome]]:
    """What was decided, by (measure, group)."""
    for measure, own in shown.items():
        yield from (((measure, group), outcome) for group, outcome in own.outcomes.items())
