"""What changed of a wording from one wave to the next, word by word."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby, pairwise

from generator.locks.instrument import as_asked
from generator.pages.reader import Reader
from generator.spec.models import Question, Version
from generator.spec.scores import Score

Piece = tuple[str, bool]
"""A part of a wording, and whether it was not in the other one."""


@dataclass(frozen=True, slots=True)
class Rewording:
    """One text that changed: as it was until a wave, then as it was after."""

    before: tuple[Piece, ...]
    after: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Reworded:
    """What changed of a question after a wave, what that does to its series, and why."""

    until: str
    texts: tuple[Rewording, ...]
    series: str
    why: str


def changes_of(reader: Reader, name: str, parts: Collection[str] | None = None) -> Iterator[Reworded]:
    """Each declared rewording, the wording of its last wave against that of the wave after it.

    ``parts`` keeps those of some items or options; what all of them share, their question and its scale,
    is always told.
    """
    question, waves = reader.study.questions[name], list(reader.study.waves)
    asked = [wave for wave in waves if not question.asked_in or wave in question.asked_in]
    for before, after in pairwise(asked):
        version = question.versions.get(before)
        if version is None:
            continue
        worded = [_texts(reader, as_asked(reader.study, name, wave)) for wave in (before, after)]
        texts = tuple(_rewordings(*(_about(parts, found) for found in worded)))
        if parts is not None and not texts:
            continue
        yield Reworded(
            until=before,
            texts=texts,
            series=series_said(reader, version),
            why=reader.voice.set(version.why),
        )


def series_said(reader: Reader, version: Version) -> str:
    """What a change of wording does to a series, and where its bridge was measured."""
    if version.overlap is not None:
        return reader.voice.say("question.series.measured", wave=version.overlap.wave)
    return reader.voice.say(f"question.series.{version.series.value}")


def _texts(reader: Reader, question: Question) -> Mapping[str, str]:
    """Every text of a question, by what it is: its own, its lines, its options, the answers of its scale."""
    scale = reader.study.shared.scales.get(question.scale or "")
    found = {"": question.text}
    found |= {f"item {name}": item.text for name, item in question.items.items()}
    found |= {f"option {name}": label for name, label in question.options.items()}
    found |= {f"answer {name}": label for name, label in (scale.labels if scale else {}).items()}
    return {key: reader.voice.set(text) for key, text in found.items()}


def _about(parts: Collection[str] | None, texts: Mapping[str, str]) -> Mapping[str, str]:
    """The texts that the answers to some items or options depend on."""
    own = ("item ", "option ")
    return {
        key: text
        for key, text in texts.items()
        if parts is None or not key.startswith(own) or key.partition(" ")[2] in parts
    }


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
        # A space between two words that changed is no word that stayed: they are read in one go.
        is_new = tag != "equal" or "".join(old[i1:i2]).isspace()
        left.append(("".join(old[i1:i2]), is_new))
        right.append(("".join(new[j1:j2]), is_new))
    return _joined(left), _joined(right)


def _joined(pieces: list[Piece]) -> tuple[Piece, ...]:
    runs = (
        ("".join(text for text, _ in run), is_new) for is_new, run in groupby(pieces, key=lambda one: one[1])
    )
    return tuple(piece for piece in runs if piece[0])


def _words(text: str) -> list[str]:
    return re.findall(r"\s+|[^\s]+", text)


def touching(reader: Reader, score: Score) -> tuple[Reworded, ...]:
    """What changed in the wording that a score is counted from, question by question."""
    parts: dict[str, set[str] | None] = {}
    for name in reader.plan.measures_under(score):
        measure = reader.plan.measure[name]
        known = parts.setdefault(measure.question, set())
        if measure.item is None:
            parts[measure.question] = None
        elif known is not None:
            known.add(measure.item)
    found = (changes_of(reader, question, kept) for question, kept in parts.items())
    return tuple(change for changes in found for change in changes)
