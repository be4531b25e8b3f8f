"""The record of processing, and what participants were told, word for word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from generator.pages.models.method import privacy_told
from generator.pages.reader import Reader

Entry = tuple[str, str]
Piece = tuple[str, bool]
"""Words of a notice, and whether they are set in bold."""


class Shape(Enum):
    """What a block of a notice is."""

    HEADING = "heading"
    LINE = "line"
    PARAGRAPH = "paragraph"


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a notice."""

    shape: Shape
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class RecordPage:
    """The record, the promise and the notice; without a file, ``notice`` is empty and the page says so."""

    entries: tuple[Entry, ...]
    promises: tuple[str, ...]
    notice: tuple[Block, ...]
    assessment: str


def record_page(reader: Reader) -> RecordPage:
    """The page of the record."""
    return RecordPage(
        tuple(_entries(reader)),
        privacy_told(reader),
        tuple(blocks_of(reader.voice.set(reader.subject.notice))),
        _assessment(reader),
    )


def _entries(reader: Reader) -> list[Entry]:
    record, voice = reader.study.gdpr, reader.voice
    entries = [
        ("controller", record.controller),
        ("processor", record.processor or ""),
        ("purpose", record.purpose),
        ("legal_basis", record.legal_basis),
        ("people", record.people),
        ("data", voice.spell(record.data)),
        ("recipients", voice.spell(record.recipients)),
        ("transfers", voice.say("notice.none") if record.transfers == "none" else record.transfers),
        ("keep", voice.say(f"gdpr.then.{record.keep.then}", day=voice.day(record.keep.until))),
        ("contact", record.contact),
        ("security", voice.spell(record.security)),
    ]
    return [(voice.say(f"gdpr.{key}"), voice.set(value)) for key, value in entries if value]


def _assessment(reader: Reader) -> str:
    """Whether an impact assessment was made; its file stays where it is."""
    dpia, voice = reader.study.gdpr.dpia, reader.voice
    if dpia is None:
        return voice.say("proof.record.dpia.unsaid")
    if dpia.needed:
        return voice.say("proof.record.dpia.done" if dpia.file else "proof.record.dpia.missing")
    return voice.say("proof.record.dpia.not_needed", why=dpia.why or "")


def blocks_of(text: str) -> Iterator[Block]:
    """A notice as its author typed it: headings, lists, paragraphs and bold words, no other Markdown."""
    for part in re.split(r"\n\s*\n", text.strip()):
        lines = [line.strip() for line in part.splitlines() if line.strip()]
        if lines and all(line.startswith(("- ", "* ")) for line in lines):
            yield from (Block(Shape.LINE, _pieces(line[2:])) for line in lines)
        elif lines and lines[0].startswith("#"):
            yield Block(Shape.HEADING, _pieces(lines[0].lstrip("# ")))
            if lines[1:]:
                yield Block(Shape.PARAGRAPH, _pieces(" ".join(lines[1:])))
        elif lines:
            yield Block(Shape.PARAGRAPH, _pieces(" ".join(lines)))


def _pieces(text: str) -> tuple[Piece, ...]:
    """``Ce qui est **promis** tient`` as three pieces; a mark without its pair stays a mark."""
    parts = re.split(r"\*\*(.+?)\*\*", text)
    return tuple((part, place % 2 == 1) for place, part in enumerate(parts) if part)
