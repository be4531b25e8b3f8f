"""The search of what each question may show: one after the other, paced, and remembered between runs."""

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from generator.aggregates.model import Aggregates
from generator.disclosure.kept import NOWHERE, Kept, key_of
from generator.disclosure.ladder import Case, height
from generator.disclosure.ledger import Known
from generator.disclosure.memory import Memory
from generator.disclosure.policy import Depth, Policy
from generator.disclosure.withdrawal import withdraw
from generator.disclosure.withholding import Field, Shown, field_of, withhold
from generator.errors import Diagnostic, Refused
from generator.release import Outcome
from generator.spec.plan import Plan

Cases = Mapping[tuple[str, str], Case]


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
    cases: Cases, aggregates: Aggregates, plan: Plan, policy: Policy, pace: Pace, known: Known
) -> Mapping[str, Shown]:
    """What each measure shows, by measure.

    Raises:
        Refused: V16, the time given is up before every question was searched.
    """
    shown: dict[str, Shown] = {}
    memory, measures = Memory(), tuple(dict.fromkeys(name for name, _ in cases))
    # A preview proves by projection, in seconds for a large question: once one resists, only those of half
    # its size are tried. Sizes decide, never the clock.
    worth = math.inf
    for place, measure in enumerate(measures):
        if pace.is_over():
            raise Refused([_late(aggregates, place, len(measures))])
        pace.told(measure, place + 1, len(measures))
        own = tuple(cases[measure, group] for group in plan.groups_on(measure))
        before = {group: outcome for (name, group), outcome in known.items() if name == measure}
        field = field_of(own, aggregates.classes, before)
        is_tried = field.vectors.size <= worth
        shown[measure] = _shown(field, policy, pace, memory, is_tried)
        if is_tried and not shown[measure].is_proven:
            worth = field.vectors.size / 2
    return shown


def _late(aggregates: Aggregates, done: int, of: int) -> Diagnostic:
    values = {"study": aggregates.study, "wave": aggregates.wave, "done": done, "all": of}
    return Diagnostic("V16", None, values)


def _shown(field: Field, policy: Policy, pace: Pace, memory: Memory, is_worth_proving: bool) -> Shown:
    """What a measure shows, as found before by the same search of the same answers, or found now."""
    heights = {case.group.id: height(case, policy) for case in field.cases}
    match pace.depth:
        case Depth.PREVIEW:
            return withhold(field, heights, policy, pace.depth, memory, is_worth_proving)
        case Depth.FREEZE:
            key = key_of(field, heights, policy)
            found = pace.kept.read(key, heights)
            if found is None:
                open_ = withhold(field, heights, policy, pace.depth, memory)
                outcomes, attack = withdraw(field, open_.outcomes, policy)
                found = replace(open_, outcomes=outcomes, attack=attack)
                pace.kept.write(key, found)
            return found


def shown_tables(shown: Mapping[str, Shown]) -> Iterator[tuple[tuple[str, str], Outcome]]:
    """What was decided, by (measure, group)."""
    for measure, own in shown.items():
        yield from (((measure, group), outcome) for group, outcome in own.outcomes.items())
