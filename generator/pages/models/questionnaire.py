"""The whole questionnaire as people read it, wave by wave, with every change of wording marked."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import PurePosixPath

from generator.findings.printing import Gauge
from generator.pages.address import Addresses
from generator.pages.models.question import asked_of
from generator.pages.models.rewording import Reworded, changes_of
from generator.pages.reader import Reader
from generator.spec.asking import minutes_to_answer, never_cited
from generator.spec.models import Question
from generator.spec.scores import Unit


@dataclass(frozen=True, slots=True)
class Sheet:
    """One question: what was read, what could be answered, who was asked, in which waves."""

    id: str
    text: str
    kind: str
    asked_of: str
    lines: tuple[str, ...]
    answers: tuple[str, ...]
    outside: tuple[str, ...]
    notes: tuple[str, ...]
    changes: tuple[Reworded, ...]
    page: PurePosixPath


@dataclass(frozen=True)
class QuestionnairePage:
    """All questions in the order they were asked."""

    length: str
    sheets: tuple[Sheet, ...]
    uncited: tuple[tuple[str, PurePosixPath], ...]


def questionnaire_page(reader: Reader, addresses: Addresses) -> QuestionnairePage | None:
    """The questionnaire; None for a study that asks no questions."""
    study, voice = reader.study, reader.voice
    if not study.questions:
        return None
    minutes = minutes_to_answer(study, reader.wave) if reader.wave else 0
    mode = voice.say(f"mode.{study.waves[reader.wave].mode.value}") if reader.wave else ""
    return QuestionnairePage(
        length=voice.say("proof.sheet.length", count=max(minutes, 1), mode=mode) if mode else "",
        sheets=tuple(_sheet(reader, addresses, name) for name in study.questions),
        uncited=tuple(
            (voice.set(study.questions[name].text), addresses.question(name))
            for name in (never_cited(study, reader.plan) if study.findings else ())
        ),
    )


def _sheet(reader: Reader, addresses: Addresses, name: str) -> Sheet:
    question, voice = reader.study.questions[name], reader.voice
    scale = reader.study.shared.scales.get(question.scale or "")
    missing = {**(scale.missing if scale else {}), **question.missing}
    return Sheet(
        id=name,
        text=voice.set(question.text),
        kind=voice.say(f"type.{question.type.value}"),
        asked_of=asked_of(reader, question),
        lines=tuple(voice.set(item.text) for item in question.items.values()),
        answers=tuple(_answers(reader, question)),
        outside=tuple(voice.set(label) for label in missing.values()),
        notes=tuple(_notes(reader, question)),
        changes=tuple(changes_of(reader, name)),
        page=addresses.question(name),
    )


def _answers(reader: Reader, question: Question) -> Iterator[str]:
    """What could be answered, in the order it was offered."""
    voice, scale = reader.voice, reader.study.shared.scales.get(question.scale or "")
    for label in (scale.labels if scale else question.options).values():
        yield voice.set(label)
    for label in question.exclusive.values():
        yield voice.say("proof.sheet.exclusive", label=label)
    for label in question.codes.values():
        yield voice.set(label)


def _notes(reader: Reader, question: Question) -> Iterator[str]:
    """What the type alone does not say: ranks, points, direction of effort, bounds, what is sensitive."""
    voice = reader.voice
    if question.keep is not None:
        yield voice.say("proof.sheet.keep", count=question.keep)
    if question.points is not None and question.easy is not None:
        yield voice.say(f"proof.sheet.easy.{question.easy.value}", points=question.points)
    if question.range is not None:
        low, high = (Decimal(f"{bound:.12g}") for bound in question.range)
        bare, named = Gauge(Unit.NATURAL), Gauge(Unit.NATURAL, question.unit)
        low_told, high_told = bare.figure(low, voice.printer), named.figure(high, voice.printer)
        yield voice.say("proof.sheet.range", low=low_told, high=high_told)
    if question.codes:
        yield voice.say("proof.sheet.coded")
    if question.sensitive:
        yield voice.say("proof.sheet.sensitive")
    if question.role is not None:
        yield voice.say(f"proof.sheet.role.{question.role.value}")
