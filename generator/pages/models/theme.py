"""One theme of groups or interviews: what was heard, where, and what rests on it; never a proportion."""

from dataclasses import dataclass
from pathlib import PurePosixPath

from generator.pages.address import Addresses
from generator.pages.models.qualitative import QualitativePage, ThemeBlock, qualitative_page
from generator.pages.models.touched import moment_pages
from generator.pages.reader import Reader
from generator.pages.sentences import plain
from generator.pages.shown import Said

Link = tuple[tuple[Said, ...], PurePosixPath]


@dataclass(frozen=True)
class ThemePage:
    """The page of one theme."""

    title: str
    block: ThemeBlock
    lead: str
    groups: tuple[tuple[str, str, bool], ...]
    """Each group by its label and side, with whether the theme was heard there: neither day nor size."""
    unit: str
    moment: PurePosixPath | None
    findings: tuple[Link, ...]
    """Findings that rest on it; one whose sentence prints a number is told by its decision."""
    read_by: str
    limits: tuple[Said, ...]
    all: PurePosixPath


def theme_pages(reader: Reader, addresses: Addresses) -> tuple[ThemePage, ...]:
    """The pages of the themes of a study, in the order of its spec."""
    page = qualitative_page(reader, addresses)
    return tuple(_theme(reader, addresses, page, block) for block in page.themes) if page else ()


def _theme(reader: Reader, addresses: Addresses, page: QualitativePage, block: ThemeBlock) -> ThemePage:
    material = reader.study.qualitative
    declared = material.themes[block.id] if material else None
    heard = declared.heard_in if declared else ()
    named = zip(material.groups if material else (), page.columns, strict=True)
    moment = declared.moment if declared else None
    return ThemePage(
        title=plain(block.label),
        block=block,
        lead=page.lead,
        groups=tuple((label, side, group in heard) for group, (label, side) in named),
        unit=page.unit,
        moment=moment_pages(reader).get(moment) if moment else None,
        findings=tuple(_finding(reader, says, at) for says, at in block.findings),
        read_by=page.read_by if block.quotes else "",
        limits=page.limits,
        all=addresses.qualitative,
    )


def _finding(reader: Reader, says: tuple[Said, ...], at: PurePosixPath) -> Link:
    if not any(part.numbers for part in says):
        return says, at
    decision = reader.study.decisions[reader.study.findings[at.stem].decision]
    ask = reader.voice.quoted(decision.ask)
    return (Said(reader.voice.say("atelier.one_theme.counted", ask=ask)),), at
