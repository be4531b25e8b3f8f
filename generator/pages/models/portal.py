"""The portal: all studies of one client, every decision, every promise."""

from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

from generator.pages.address import Addresses
from generator.pages.models.common import ActionLine, action_line, decision_status, open_actions
from generator.pages.models.identity import meta
from generator.pages.reader import Reader
from generator.pages.sentences import sentence_of
from generator.pages.shown import Said
from generator.spec.models import Decision, DecisionState


@dataclass(frozen=True, slots=True)
class StudyCard:
    """One study of the portal."""

    title: str
    meta: tuple[tuple[Said, ...], ...]
    says: tuple[Said, ...]
    counts: str
    page: PurePosixPath


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """One decision of the register."""

    ask: str
    study: str
    decider: str
    status: str
    is_late: bool
    order: tuple[int, date]
    page: PurePosixPath


@dataclass(frozen=True, slots=True)
class ActionRow:
    """One open action of the ledger."""

    line: ActionLine
    study: str
    due: date
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
    decisions = [row for reader in readers for row in _decisions(reader)]
    actions = [row for reader in readers for row in _actions(reader)]
    return PortalPage(
        client=client,
        studies=tuple(_card(reader) for reader in readers),
        decisions=tuple(sorted(decisions, key=lambda row: row.order)),
        actions=tuple(sorted(actions, key=lambda row: row.due)),
        as_of=as_of,
    )


def _card(reader: Reader) -> StudyCard:
    study, findings = reader.study, reader.subject.findings.findings
    waiting = sum(decision.state is DecisionState.OPEN for decision in study.decisions.values())
    return StudyCard(
        title=reader.voice.set(study.title),
        meta=meta(reader)[: 2 if reader.wave else 1],
        says=sentence_of(findings[0].says) if findings else (),
        counts=reader.voice.say(
            "portal.counts" if waiting else "portal.settled", count=len(study.decisions), waiting=waiting
        ),
        page=Addresses(study.id, reader.voice.lang).essential,
    )


def _decisions(reader: Reader) -> list[DecisionRow]:
    study, addresses = reader.study, Addresses(reader.study.id, reader.voice.lang)
    return [
        DecisionRow(
            ask=reader.voice.set(decision.ask),
            study=reader.voice.set(study.title),
            decider=reader.voice.role(study, decision.decider),
            status=decision_status(reader, decision),
            is_late=is_late(decision, reader.as_of),
            order=_order(decision, reader.as_of),
            page=addresses.decision(name),
        )
        for name, decision in study.decisions.items()
    ]


def is_late(decision: Decision, as_of: date) -> bool:
    """Whether a decision should be settled and is not."""
    return decision.state is DecisionState.OPEN and decision.due < as_of


def _order(decision: Decision, as_of: date) -> tuple[int, date]:
    """Late first, then what is still to be settled, each by its date; then the rest."""
    if is_late(decision, as_of):
        return 0, decision.due
    return (1 if decision.state is DecisionState.OPEN else 2), decision.decided_on or decision.due


def _actions(reader: Reader) -> list[ActionRow]:
    addresses, title = Addresses(reader.study.id, reader.voice.lang), reader.voice.set(reader.study.title)
    return [
        ActionRow(action_line(reader, addresses, name, action), title, action.due, addresses.actions)
        for name, action in open_actions(reader)
    ]
