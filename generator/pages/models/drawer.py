"""The drawer: what a client's studies have still to give, and for how long their results have been known.

A report ends in a drawer when nobody decides on it and nobody acts. Nothing here is measured on
people: decisions, actions and days are counted as they are written in the specs.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import PurePosixPath

from generator.findings.followup import is_late
from generator.pages.address import addresses_of
from generator.pages.models.register import Standing, standing_of
from generator.pages.reader import Reader
from generator.pages.voice import Voice
from generator.spec.models import ActionState


class Depth(StrEnum):
    """How deep in the drawer a study lies."""

    ALIVE = "alive"
    """All is settled and done, or still within its dates."""
    DOZING = "dozing"
    """Something is late."""
    ASLEEP = "asleep"
    """Something is late and nothing was settled nor done."""
    AWAITED = "awaited"
    """Nothing was found yet: no wave is closed, no workshop was held."""


_TONES = {
    Depth.ALIVE: "maintain",
    Depth.DOZING: "undecided",
    Depth.ASLEEP: "improve",
    Depth.AWAITED: "undecided",
}


@dataclass(frozen=True, slots=True)
class DrawerLine:
    """One study: what waits in it, and since when."""

    study: str
    page: PurePosixPath
    depth: Depth
    tone: str
    told: str
    undecided: str
    late_decisions: int
    late_actions: str
    since: str
    """For how many days results have been known, and since which."""


@dataclass(frozen=True)
class Drawer:
    """The drawer of a portal."""

    lines: tuple[DrawerLine, ...]
    said: str
    """The counts of the whole portal, in words."""


@dataclass(frozen=True, slots=True)
class _Waiting:
    undecided: int
    late_decisions: int
    late_actions: int
    settled: int
    """Decisions taken and actions done."""
    known: date | None


def drawer_of(readers: list[Reader]) -> Drawer:
    """What waits in each study, those with most late first, in the voice of the first one."""
    voice = readers[0].voice
    found = [(reader, _waiting(reader)) for reader in readers]
    found.sort(key=lambda one: -(one[1].late_decisions + one[1].late_actions))
    return Drawer(tuple(_line(reader, one) for reader, one in found), _said(voice, [one for _, one in found]))


def _said(voice: Voice, waiting: list[_Waiting]) -> str:
    """« 4 décisions à trancher, dont 2 en retard. Aucune action en retard. »"""
    undecided, late = sum(one.undecided for one in waiting), sum(one.late_decisions for one in waiting)
    actions = sum(one.late_actions for one in waiting)
    decisions = voice.say("drawer.undecided", count=undecided)
    if not undecided:
        first = voice.say("drawer.settled")
    elif late:
        first = voice.say("drawer.late_decisions", decisions=decisions, count=late)
    else:
        first = voice.say("drawer.timely", decisions=decisions)
    then = voice.say("drawer.late_actions", count=actions) if actions else voice.say("drawer.no_late_action")
    return f"{first} {then}"


def _waiting(reader: Reader) -> _Waiting:
    study, as_of = reader.study, reader.as_of
    standings = [standing_of(decision, as_of) for decision in study.decisions.values()]
    return _Waiting(
        undecided=sum(one is not Standing.DECIDED for one in standings),
        late_decisions=sum(one is Standing.LATE for one in standings),
        late_actions=sum(is_late(action, as_of) for action in study.actions.values()),
        settled=sum(one is Standing.DECIDED for one in standings)
        + sum(action.state is ActionState.DONE for action in study.actions.values()),
        known=known_since(reader),
    )


def known_since(reader: Reader) -> date | None:
    """The day results were known: that of the closing of the latest wave, else of the last workshop."""
    lock, study = reader.subject.lock, reader.study
    if lock is not None and lock.closing is not None:
        return lock.closing.on
    if study.waves:
        return None
    material = study.qualitative
    held = [one.on for one in study.workshops.values()]
    held += [one.on for one in material.groups.values()] if material else []
    return max((day for day in held if day <= reader.as_of), default=None)


def _depth(one: _Waiting) -> Depth:
    if one.known is None:
        return Depth.AWAITED
    if one.late_decisions + one.late_actions == 0:
        return Depth.ALIVE
    return Depth.DOZING if one.settled else Depth.ASLEEP


def _line(reader: Reader, one: _Waiting) -> DrawerLine:
    voice, depth = reader.voice, _depth(one)
    return DrawerLine(
        study=voice.set(reader.study.title),
        page=addresses_of(reader.study).essential,
        depth=depth,
        tone=_TONES[depth],
        told=voice.say(f"drawer.depth.{depth.value}"),
        undecided=voice.printer.number(one.undecided),
        late_decisions=one.late_decisions,
        late_actions=voice.printer.number(one.late_actions),
        since=_since(reader, one.known),
    )


def _since(reader: Reader, known: date | None) -> str:
    if known is None:
        return reader.voice.say("drawer.unknown")
    days = (reader.as_of - known).days
    return reader.voice.say("drawer.since", count=days, day=reader.voice.day(known))
