"""One action: who does it by when, what it answers, what it should move and what was seen to move."""

from dataclasses import dataclass
from pathlib import PurePosixPath

from generator.pages.address import Addresses
from generator.pages.models.common import ActionLine, action_line
from generator.pages.models.deed import moved_by
from generator.pages.models.series import Series, series_of
from generator.pages.reader import Reader
from generator.spec.models import Action, ActionState


@dataclass(frozen=True)
class ActionPage:
    """The page of one action."""

    id: str
    line: ActionLine
    days: tuple[str, ...]
    """When it begins, should be finished, was done or dropped."""
    decisions: tuple[tuple[str, PurePosixPath], ...]
    courses: tuple[Series, ...]
    """The indicators it should move that have been asked in two waves or more."""


def action_page(reader: Reader, addresses: Addresses, name: str) -> ActionPage:
    """The page of an action."""
    action = reader.study.actions[name]
    courses = (series_of(reader, score) for score in moved_by(reader, action))
    return ActionPage(
        id=name,
        line=action_line(reader, addresses, name, action),
        days=tuple(_days(reader, action)),
        decisions=_decisions(reader, addresses, action),
        courses=tuple(course for course in courses if course is not None),
    )


def _days(reader: Reader, action: Action) -> list[str]:
    voice = reader.voice
    said = [voice.say("deed.from", day=voice.day(action.start))] if action.start else []
    said.append(voice.say("deed.due", day=voice.day(action.due)))
    if action.on and action.state in (ActionState.DONE, ActionState.DROPPED):
        state = voice.say(f"action.{action.state.value}")
        said.append(voice.say("deed.over", state=state, day=voice.day(action.on)))
    return said


def _decisions(reader: Reader, addresses: Addresses, action: Action) -> tuple[tuple[str, PurePosixPath], ...]:
    study = reader.study
    named = dict.fromkeys(study.findings[name].decision for name in action.from_ if name in study.findings)
    return tuple((reader.voice.set(study.decisions[name].ask), addresses.decision(name)) for name in named)
