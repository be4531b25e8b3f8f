"""The portal: all studies of one client, every decision, every promise."""

from dataclasses import dataclass
from pathlib import PurePosixPath

from generator.pages.address import addresses_of
from generator.pages.models.identity import meta
from generator.pages.models.promises import ActionRow, action_rows
from generator.pages.models.register import DecisionRow, decision_rows
from generator.pages.reader import Reader
from generator.pages.sentences import sentence_of
from generator.pages.shown import Said
from generator.spec.models import DecisionState


@dataclass(frozen=True, slots=True)
class StudyCard:
    """One study of the portal."""

    title: str
    meta: tuple[tuple[Said, ...], ...]
    says: tuple[Said, ...]
    counts: str
    page: PurePosixPath


@dataclass(frozen=True)
class PortalPage:
    """The portal."""

    client: str
    studies: tuple[StudyCard, ...]
    decisions: tuple[DecisionRow, ...]
    actions: tuple[ActionRow, ...]
    as_of: str


def portal_page(readers: list[Reader], client: str, as_of: str) -> PortalPage:
    """The portal over studies: late decisions first, then those to be settled, then those that are."""
    waiting = [row for row in action_rows(readers) if row.state not in ("done", "dropped")]
    return PortalPage(
        client=client,
        studies=tuple(_card(reader) for reader in readers),
        decisions=decision_rows(readers),
        actions=tuple(waiting),
        as_of=as_of,
    )


def _card(reader: Reader) -> StudyCard:
    study = reader.study
    waiting = sum(decision.state is not DecisionState.DECIDED for decision in study.decisions.values())
    return StudyCard(
        title=reader.voice.set(study.title),
        meta=meta(reader)[: 2 if reader.wave else 1],
        says=_says(reader),
        counts=reader.voice.say(
            "portal.counts" if waiting else "portal.settled", count=len(study.decisions), waiting=waiting
        ),
        page=addresses_of(study).essential,
    )


def _says(reader: Reader) -> tuple[Said, ...]:
    """The first finding of a study; of one that is put off, who did it and when; else that it is framed."""
    voice, deferral = reader.voice, reader.study.readiness.defer
    if deferral is not None:
        who, day = voice.role(reader.study, deferral.by), voice.day(deferral.on)
        return (Said(voice.say("deferred.status", who=who, day=day)),)
    if reader.is_awaiting:
        return (Said(voice.say("framing.card")),)
    findings = reader.subject.findings.findings
    return sentence_of(findings[0].says) if findings else ()
