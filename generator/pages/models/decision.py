"""One decision: the question, what was believed, what the data say, what was chosen, who acts."""

from dataclasses import dataclass
from pathlib import PurePosixPath

from generator.pages.address import Addresses
from generator.pages.models.common import (
    ActionLine,
    FindingLine,
    action_line,
    decision_choice,
    decision_status,
    finding_line,
    text,
)
from generator.pages.models.stakes import stake_of
from generator.pages.reader import Reader
from generator.pages.shown import Said


@dataclass(frozen=True)
class DecisionPage:
    """The page of one decision."""

    id: str
    ask: str
    kind: str
    decider: str
    status: str
    prior: tuple[Said, ...]
    findings: tuple[FindingLine, ...]
    choice: tuple[Said, ...]
    why: tuple[Said, ...]
    rejected: tuple[str, ...]
    actions: tuple[ActionLine, ...]
    questions: tuple[tuple[str, PurePosixPath], ...]
    stake: tuple[str, PurePosixPath] | None
    """What is exposed, where the question that counts the people at risk informs this decision."""


def decision_page(reader: Reader, addresses: Addresses, name: str) -> DecisionPage:
    """The page of a decision."""
    study, voice = reader.study, reader.voice
    decision = study.decisions[name]
    findings = [finding for finding in reader.subject.findings.findings if finding.decision == name]
    answering = {finding.id for finding in findings}
    return DecisionPage(
        id=name,
        ask=voice.set(decision.ask),
        kind=voice.say(f"decision.kind.{decision.kind.value}"),
        decider=voice.role(study, decision.decider),
        status=voice.headline(decision_status(reader, decision)),
        prior=text(reader, "decisions", name, "prior"),
        findings=tuple(finding_line(reader, addresses, finding) for finding in findings),
        choice=decision_choice(reader, name),
        why=text(reader, "decisions", name, "why"),
        rejected=tuple(voice.set(option) for option in decision.rejected),
        actions=tuple(
            action_line(reader, addresses, action, declared)
            for action, declared in study.actions.items()
            if answering & set(declared.from_)
        ),
        questions=tuple(
            (voice.set(question.text), addresses.question(question_id))
            for question_id, question in study.questions.items()
            if name in question.informs and not (study.is_deferred or reader.is_awaiting)
        ),
        stake=stake_of(reader, addresses, name),
    )
