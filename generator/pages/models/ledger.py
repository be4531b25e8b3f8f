"""You said, we decided, it is done: what became of a study, for the teams it speaks of."""

from dataclasses import dataclass
from pathlib import PurePosixPath

from generator.pages.address import Addresses
from generator.pages.models.actions import Promise, promises_of
from generator.pages.models.common import (
    ActionLine,
    action_line,
    decision_choice,
    decision_status,
    text,
)
from generator.pages.reader import Reader
from generator.pages.sentences import sentence_of
from generator.pages.shown import Said
from generator.spec.models import DecisionState

Sentence = tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """One decision, from what was said to what is done."""

    ask: str
    page: PurePosixPath
    said: tuple[tuple[Sentence, PurePosixPath], ...]
    is_decided: bool
    choice: Sentence
    why: Sentence
    status: str
    """Who decided and when, or by when."""
    rejected: tuple[str, ...]
    actions: tuple[ActionLine, ...]


@dataclass(frozen=True)
class LedgerPage:
    """The page for teams."""

    decisions: tuple[Kept, ...]
    others: tuple[ActionLine, ...]
    promises: tuple[Promise, ...]


def ledger_page(reader: Reader, addresses: Addresses) -> LedgerPage | None:
    """What was said, decided and done, or None for a study without decisions."""
    study = reader.study
    if not study.decisions:
        return None
    decisions = tuple(_kept(reader, addresses, name) for name in study.decisions)
    told = {line.id for decision in decisions for line in decision.actions}
    others = (name for name in study.actions if name not in told)
    return LedgerPage(
        decisions,
        tuple(action_line(reader, addresses, name, study.actions[name]) for name in others),
        promises_of(reader),
    )


def _kept(reader: Reader, addresses: Addresses, name: str) -> Kept:
    study, voice = reader.study, reader.voice
    decision = study.decisions[name]
    findings = [one for one in reader.subject.findings.findings if one.decision == name]
    answering = {finding.id for finding in findings}
    who, status = voice.role(study, decision.decider), decision_status(reader, decision)
    return Kept(
        ask=voice.set(decision.ask),
        page=addresses.decision(name),
        said=tuple((sentence_of(one.says), addresses.finding(one.id)) for one in findings),
        is_decided=decision.state is DecisionState.DECIDED,
        choice=decision_choice(reader, name),
        why=text(reader, "decisions", name, "why"),
        status=voice.say("atelier.ledger.undecided", who=who, status=status),
        rejected=tuple(voice.set(option) for option in decision.rejected),
        actions=tuple(
            action_line(reader, addresses, action, declared)
            for action, declared in study.actions.items()
            if answering & set(declared.from_)
        ),
    )
