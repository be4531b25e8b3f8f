"""All studies of a client: whom each asks, when, where it stands, and how often the same people are asked."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import PurePosixPath

from generator.pages.address import addresses_of
from generator.pages.models.drawer import known_since
from generator.pages.models.returns import Returns, returns_of
from generator.pages.reader import Reader
from generator.spec.models import Audience

YEAR = timedelta(days=365)
"""How far back the pressure of questions on people is counted."""
_EVERY = {"P1M": "month", "P3M": "quarter", "P6M": "half", "P1Y": "year", "P2Y": "two_years"}


@dataclass(frozen=True, slots=True)
class StudyRow:
    """One study of the shelf."""

    title: str
    page: PurePosixPath
    kind: str
    audience: str
    waves: str
    rhythm: str
    status: str


@dataclass(frozen=True, slots=True)
class Pressure:
    """What one audience was asked over the last twelve months.

    ``most`` is the most times one person may have been asked: once per wave, if always the same. It is
    an upper bound: no list of people is read, here or anywhere.
    """

    audience: str
    waves: str
    sent: str
    most: str
    met: str
    """People heard in groups and workshops, as their design states."""


@dataclass(frozen=True)
class ShelfPage:
    """The page of studies."""

    studies: tuple[StudyRow, ...]
    pressure: tuple[Pressure, ...]
    returns: Returns


def shelf_page(readers: list[Reader]) -> ShelfPage:
    """The page of studies, those whose results are the freshest first."""
    known = [(known_since(reader), reader) for reader in readers]
    known.sort(key=lambda one: -(one[0].toordinal() if one[0] else 0))
    return ShelfPage(
        studies=tuple(_row(reader) for _, reader in known),
        pressure=tuple(_pressures(readers)),
        returns=returns_of(readers),
    )


def _row(reader: Reader) -> StudyRow:
    study, voice = reader.study, reader.voice
    return StudyRow(
        title=voice.set(study.title),
        page=addresses_of(study).essential,
        kind=voice.say(f"meta.kind.{study.kind.value}"),
        audience=voice.headline(_audience(reader, study.audience)),
        waves=", ".join(study.waves) or "–",
        rhythm=_rhythm(reader),
        status=voice.headline(_status(reader)),
    )


def _audience(reader: Reader, audience: Audience) -> str:
    """Whom it speaks of, in the client's own words."""
    words, voice = reader.study.shared.words, reader.voice
    sides = [Audience.CUSTOMER, Audience.EMPLOYEE] if audience is Audience.BOTH else [audience]
    named = (words.get(side.value, voice.say(f"shelf.audience.{side.value}")) for side in sides)
    return voice.spell([voice.say("shelf.several", name=name) for name in named])


def _rhythm(reader: Reader) -> str:
    cadence, voice = reader.study.cadence, reader.voice
    if cadence is None:
        return "–"
    every = _EVERY.get(cadence.every, cadence.every)
    return voice.say(f"shelf.every.{every}") if every in _TOLD else voice.set(cadence.every)


_TOLD = (*_EVERY.values(), "continuous", "one_off")


def _status(reader: Reader) -> str:
    study, voice, day = reader.study, reader.voice, reader.as_of
    known, deferral = known_since(reader), study.readiness.defer
    if deferral is not None:
        return voice.say("shelf.deferred", day=voice.day(deferral.until))
    if any(wave.field.start <= day <= wave.field.end for wave in study.waves.values()):
        return voice.say("shelf.asking")
    coming = [wave.field.start for wave in study.waves.values() if wave.field.start > day]
    if known is None:
        return voice.say("shelf.coming", day=voice.day(min(coming))) if coming else voice.say("shelf.awaited")
    return voice.say("shelf.known", day=voice.day(known))


def _pressures(readers: list[Reader]) -> Iterator[Pressure]:
    for audience in (Audience.CUSTOMER, Audience.EMPLOYEE):
        asked = [sent for reader in readers if reader.study.audience is audience for sent in _sent(reader)]
        met = sum(_met(reader, audience) for reader in readers)
        if asked or met:
            yield _pressure(readers[0], audience, asked, met)


def _pressure(reader: Reader, audience: Audience, asked: list[int | None], met: int) -> Pressure:
    voice, counted = reader.voice, [invited for invited in asked if invited is not None]
    sent = voice.printer.number(sum(counted)) if counted else "–"
    return Pressure(
        audience=voice.headline(_audience(reader, audience)),
        waves=voice.printer.number(len(asked)),
        sent=sent if len(counted) in (0, len(asked)) else voice.say("shelf.at_least", count=sent),
        most=voice.printer.number(len(asked)),
        met=voice.printer.number(met),
    )


def _sent(reader: Reader) -> list[int | None]:
    """How many people each wave begun in the last twelve months invited, where the gate says it.

    The spec states it too, but beside the number of answers it would give back a rate that is withheld.
    """
    since, released = reader.as_of - YEAR, reader.figures.releases
    begun = [name for name, wave in reader.study.waves.items() if since < wave.field.start <= reader.as_of]
    return [released[name].invited if name in released else None for name in begun]


def _met(reader: Reader, audience: Audience) -> int:
    study, since = reader.study, reader.as_of - YEAR
    groups = study.qualitative.groups.values() if study.qualitative else ()
    heard = sum(one.size for one in groups if one.side == audience.value and since < one.on <= reader.as_of)
    held = [one.participants for one in study.workshops.values() if since < one.on <= reader.as_of]
    is_customer = audience is Audience.CUSTOMER
    return heard + sum(one.customer if is_customer else one.employee for one in held)
