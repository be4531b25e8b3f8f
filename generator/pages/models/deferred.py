"""A study that is put off: what is missing, what comes first, when the question is asked again."""

from dataclasses import dataclass
from pathlib import PurePosixPath

from generator.pages.address import Addresses
from generator.pages.models.common import decision_status, text
from generator.pages.reader import Reader
from generator.pages.shown import Said

CONDITIONS = ("decision_still_open", "room_to_act", "ready_for_bad_news", "strategy_clear")
"""The four questions of the framing, in the order they are asked."""


@dataclass(frozen=True)
class DeferredPage:
    """The one page of a study that is put off, beside its decisions."""

    title: str
    objective: tuple[Said, ...]
    status: str
    why: str
    missing: tuple[str, ...]
    present: tuple[str, ...]
    meanwhile: tuple[str, ...]
    until: str
    decisions: tuple[tuple[str, str, PurePosixPath], ...]
    """Each decision with its decider and state, and its page."""


def deferred_page(reader: Reader, addresses: Addresses) -> DeferredPage:
    """The page of a study that is put off.

    Raises:
        ValueError: nobody put it off, which is our bug: ``Study.is_deferred`` says it first.
    """
    study, voice, deferral = reader.study, reader.voice, reader.study.readiness.defer
    if deferral is None:
        raise ValueError(f"{study.id} is not put off")
    who, day = voice.role(study, deferral.by), voice.day(deferral.on)
    return DeferredPage(
        title=voice.set(study.title),
        objective=text(reader, "objective"),
        status=voice.say("deferred.status", who=who, day=day),
        why=voice.set(deferral.why),
        missing=conditions(reader, is_met=False),
        present=conditions(reader, is_met=True),
        meanwhile=tuple(voice.set(one) for one in deferral.meanwhile),
        until=voice.say("deferred.until", day=voice.day(deferral.until)),
        decisions=tuple(
            (
                voice.set(decision.ask),
                f"{voice.role(study, decision.decider)}, {decision_status(reader, decision)}",
                addresses.decision(name),
            )
            for name, decision in study.decisions.items()
        ),
    )


def conditions(reader: Reader, is_met: bool) -> tuple[str, ...]:
    """The questions of the framing answered yes, or those answered no, in words."""
    refused, answer = reader.study.readiness.refused, "yes" if is_met else "no"
    kept = (name for name in CONDITIONS if (name not in refused) is is_met)
    return tuple(reader.voice.say(f"deferred.condition.{name}.{answer}") for name in kept)
