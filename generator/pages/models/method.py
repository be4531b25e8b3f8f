"""How the study was done, and what it cannot say: the notice, computed where it can be."""

from dataclasses import dataclass
from pathlib import PurePosixPath

from generator.locks.late import DATA
from generator.pages.address import addresses_of
from generator.pages.models.certificate import Certified, certificate_of
from generator.pages.models.common import text
from generator.pages.models.evolution import Fieldwork, fieldwork_of
from generator.pages.models.finding import how_computed
from generator.pages.models.identity import margin, uncertainty
from generator.pages.models.notice import Item, Margins, items_of, margins_of
from generator.pages.models.priorities import lock_told
from generator.pages.models.silence import Silence, silence_of
from generator.pages.reader import Reader
from generator.pages.shown import Said
from generator.spec.models import Design
from generator.spec.thresholds import thresholds_of


@dataclass(frozen=True, slots=True)
class LinkedStudy:
    """A study that this one follows or prepares."""

    how: str
    title: str
    page: PurePosixPath


@dataclass(frozen=True)
class MethodPage:
    """The page of method."""

    uncertainty: str
    notice: tuple[Item, ...]
    margins: Margins | None
    lock: str
    amendments: tuple[str, ...]
    fieldwork: tuple[Fieldwork, ...]
    how: tuple[str, ...]
    privacy: tuple[str, ...]
    certificate: Certified | None
    silence: Silence | None
    limits: tuple[tuple[Said, ...], ...]
    linked: tuple[LinkedStudy, ...]
    has_numbers: bool


def method_page(reader: Reader) -> MethodPage:
    """The page of method of a study."""
    limits = (text(reader, "method_notice", "limits"), text(reader, "qualitative", "limits"))
    return MethodPage(
        uncertainty=_uncertainty(reader),
        notice=items_of(reader),
        margins=margins_of(reader),
        lock=_lock(reader),
        amendments=tuple(_amendments(reader)),
        fieldwork=tuple(fieldwork_of(reader, wave) for wave in reader.plan.waves),
        how=how_computed(reader),
        privacy=privacy_told(reader),
        certificate=certificate_of(reader),
        silence=silence_of(reader) if reader.wave else None,
        limits=tuple(said for said in limits if said),
        linked=tuple(_linked(reader)),
        has_numbers=bool(reader.wave),
    )


def _uncertainty(reader: Reader) -> str:
    sample = reader.study.sample
    has_margin = reader.wave and sample and sample.design in (Design.PROBABILITY, Design.QUOTA)
    stated = margin(reader) if has_margin else ""
    return f"{stated}. {uncertainty(reader)}" if stated else uncertainty(reader)


def _lock(reader: Reader) -> str:
    if not reader.wave:
        return ""
    told, coming = lock_told(reader) or reader.voice.say("lock.unfrozen"), reader.subject.coming
    if coming is None:
        return told
    values = {"wave": coming.wave, "day": reader.voice.day(coming.frozen_on), "hash": coming.short_hash}
    return f"{told} {reader.voice.say('lock.coming', **values)}"


def _amendments(reader: Reader) -> list[str]:
    """What changed after the freeze, with its reason."""
    voice = reader.voice
    changes = reader.study.waves[reader.wave].amended if reader.wave else ()
    return [
        voice.say(
            "lock.late" if change.what == DATA else "lock.amended",
            what=change.what,
            day=voice.day(change.on),
            who=voice.role(reader.study, change.by),
            why=change.why.removesuffix("."),
        )
        for change in changes
    ]


def privacy_told(reader: Reader) -> tuple[str, ...]:
    """What respondents were promised, as it is held."""
    voice = reader.voice
    if not reader.wave:
        return (voice.say("privacy.rows"),)
    threshold = thresholds_of(reader.study).base
    return (
        voice.say("privacy.threshold", n=threshold),
        voice.say("privacy.withheld"),
        voice.say("privacy.rows"),
    )


def _linked(reader: Reader) -> list[LinkedStudy]:
    """The studies this one follows and prepares, among those published beside it."""
    links, subjects = reader.study.links, reader.library.subjects
    named = [("upstream", study) for study in links.upstream] + [("downstream", s) for s in links.downstream]
    return [
        LinkedStudy(
            reader.voice.say(f"links.{how}"),
            reader.voice.set(subjects[name].study.title),
            addresses_of(subjects[name].study).essential,
        )
        for how, name in named
        if name in subjects
    ]
