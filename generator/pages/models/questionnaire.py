"""The whole questionnaire as people read it, wave by wave, with every change of wording marked."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher
from itertools import pairwise
from pathlib import PurePosixPath

from generator.findings.printing import Gauge
from generator.locks.instrument import as_asked
from generator.pages.address import Addresses
from generator.pages.models.question import asked_of
from generator.pages.reader import Reader
from generator.spec.asking import minutes_to_answer, never_cited
from generator.spec.models import Question
from generator.spec.scores import Unit

Piece = tuple[str, bool]
"""A part of a wording, and whether it was not in the other one."""


@dataclass(frozen=True, slots=True)
class Rewording:
    """One text that changed: as it was until a wave, then as it was after."""

    before: tuple[Piece, ...]
    after: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What changed of a question after a wave, what that does to its series, and why."""

    until: str
    texts: tuple[Rewording, ...]
    series: str
    why: str


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
    changes: tuple[Change, ...]
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
        changes=tuple(_changes(reader, name)),
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


def _changes(reader: Reader, name: str) -> Iterator[Change]:
    """Each declared rewording, the wording of its last wave against that of the wave after it."""
    question, waves = reader.study.questions[name], list(reader.study.waves)
    asked = [wave for wave in waves if not question.asked_in or wave in question.asked_in]
    for before, after in pairwise(asked):
        version = question.versions.get(before)
        if version is None:
            continue
        worded = [_texts(reader, as_asked(reader.study, name, wave)) for wave in (before, after)]
        yield Change(
            until=before,
            texts=tuple(_rewordings(*worded)),
            series=reader.voice.say(f"question.series.{version.series.value}"),
            why=reader.voice.set(version.why),
        )


def _texts(reader: Reader, question: Question) -> Mapping[str, str]:
    """Every text of a question, by what it is: its own, its lines, its options, the answers of its scale."""
    scale = reader.study.shared.scales.get(question.scale or "")
    found = {"": question.text}
    found |= {f"item {name}": item.text for name, item in question.items.items()}
    found |= {f"option {name}": label for name, label in question.options.items()}
    found |= {f"answer {name}": label for name, label in (scale.labels if scale else {}).items()}
    return {key: reader.voice.set(text) for key, text in found.items()}


def _rewordings(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[Rewording]:
    for key in dict.fromkeys((*before, *after)):
        old, new = before.get(key, ""), after.get(key, "")
        if old != new:
            yield Rewording(*compared(old, new))


def compared(before: str, after: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Two wordings, each cut where it differs from the other, word by word."""
    old, new = _words(before), _words(after)
    left: list[Piece] = []
    right: list[Piece] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        is_new = tag != "equal"
        left += [("".join(old[i1:i2]), is_new)] if i2 > i1 else []
        right += [("".join(new[j1:j2]), is_new)] if j2 > j1 else []
    return tuple(left), tuple(right)


def _words(text: str) -> list[str]:
    return re.findall(r"\s+|[^\s]+", text)
