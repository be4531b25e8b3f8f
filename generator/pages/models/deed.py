"""Actions on the axis of the waves: their day, their state, the effect expected of them or seen."""

from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

from generator.findings.finding import Effect, Followed
from generator.findings.printing import exactly
from generator.findings.wording import told
from generator.pages.address import addresses_of
from generator.pages.reader import Reader
from generator.spec.language import Reference
from generator.spec.models import Action, ActionState
from generator.spec.plan import is_own
from generator.spec.scores import Score, named_by


@dataclass(frozen=True, slots=True)
class Deed:
    """An action that should move a score, where it stands on the axis of time."""

    when: date
    """The day it was done; of one that is not, the day it begins, or should be finished."""
    day: str
    month: str
    what: str
    page: PurePosixPath
    state: str
    is_done: bool
    effect: str
    """Expected, observed, or too early to say."""


def deeds_of(reader: Reader, score: Score, since: date) -> tuple[Deed, ...]:
    """The actions that should move a score, from a day on, in the order of their days; not those dropped."""
    followed = {item.id: item for item in reader.subject.findings.actions}
    deeds = (
        _deed(reader, score, name, action, followed.get(name))
        for name, action in reader.study.actions.items()
        if action.state is not ActionState.DROPPED and score in moved_by(reader, action)
    )
    return tuple(sorted((deed for deed in deeds if deed.when > since), key=lambda deed: deed.when))


def moved_by(reader: Reader, action: Action) -> tuple[Score, ...]:
    """The scores of this study that an action should move."""
    if action.moves is None:
        return ()
    named = (action.moves.customer, action.moves.employee, action.moves.business)
    scores = (score for reference in named if reference for score in _named(reader, reference))
    return tuple({score.id: score for score in scores}.values())


def _named(reader: Reader, reference: Reference) -> tuple[Score, ...]:
    if reference.group is not None or not is_own(reference, reader.study):
        return ()
    return named_by(reader.plan.scores, reference)


def _deed(reader: Reader, score: Score, name: str, action: Action, followed: Followed | None) -> Deed:
    voice, is_done = reader.voice, action.state is ActionState.DONE
    when = (action.on or action.due) if is_done else (action.start or action.due)
    return Deed(
        when=when,
        day=voice.day(when) if is_done or action.start else voice.say("series.by", day=voice.day(when)),
        month=voice.printer.month(when),
        what=voice.set(action.what),
        page=addresses_of(reader.study).action(name),
        state=_state(reader, action, is_late=bool(followed and followed.is_late)),
        is_done=is_done,
        effect=_observed(reader, score, followed) if is_done else _expected(reader, score, action),
    )


def _state(reader: Reader, action: Action, *, is_late: bool) -> str:
    """« commencée, à finir avant le 15 décembre 2026 », « faite »."""
    state = reader.voice.say("action.late" if is_late else f"action.{action.state.value}")
    if action.state is ActionState.DONE or action.start is None:
        return state
    return reader.voice.say("series.until", state=state, day=reader.voice.day(action.due))


def _expected(reader: Reader, score: Score, action: Action) -> str:
    """What was announced for this very score."""
    target = action.target
    if target is None or score not in _named(reader, target.of):
        return reader.voice.say("series.effect.unsized")
    change = reader.gauge(score.id).gap(exactly(target.change.value), reader.voice.printer)
    return reader.voice.say("series.effect.expected", change=change, wave=target.by)


def _observed(reader: Reader, score: Score, followed: Followed | None) -> str:
    """What this very score did since, or that it is too early to say."""
    movements, own = followed.movements if followed else (), (reader.study.id, score.id)
    found = next((one for one in movements if (one.study, one.score) == own), None)
    if found is None:
        return reader.voice.say("series.effect.unseen")
    said = told(reader.voice.lang, found.words)
    is_seen = found.effect not in (Effect.TOO_EARLY, Effect.CANNOT_SAY)
    return reader.voice.say("series.effect.observed", said=said) if is_seen else said
