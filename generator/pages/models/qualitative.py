"""What groups and interviews said: themes, where each was heard, words in context; never a proportion."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import PurePosixPath

from generator.pages.address import Addresses, addresses_of
from generator.pages.models.common import text
from generator.pages.models.sides import Side, moment_told, side_told, who
from generator.pages.reader import Reader
from generator.pages.sentences import sentence_of
from generator.pages.shown import Said
from generator.spec.language import Reference
from generator.spec.models import Study
from generator.spec.models.qualitative import Qualitative, Theme, Verbatim
from generator.spec.plan import is_own, wave_named
from generator.spec.quotations import MARK, crowd, is_approved, least_crowd


@dataclass(frozen=True, slots=True)
class GroupLine:
    """One group, as it was designed."""

    label: str
    side: str
    day: str
    """Empty for an interview: a date would tell who spoke."""
    size: str
    """Empty for an interview."""
    profiles: str
    facilitator: str


@dataclass(frozen=True, slots=True)
class Presence:
    """One row of a matrix: a subject or a theme, and whether it is there, group by group."""

    label: str
    marks: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """Words in their context, attributed to a side and to nothing else."""

    parts: tuple[tuple[str, bool], ...]
    """The words between quotation marks, each piece with whether it stands for one taken away."""
    told: str
    lang: str = ""
    """The language of the words, where it is not that of the page: they stay as they were said."""


@dataclass(frozen=True, slots=True)
class NextTest:
    """The question that will measure a theme, and where it stands."""

    told: str
    page: PurePosixPath | None


@dataclass(frozen=True, slots=True)
class ThemeBlock:
    """One theme, with what gives it its weight and what it suggests."""

    id: str
    page: PurePosixPath
    label: tuple[Said, ...]
    told: str
    """« Convergent, signal fort »."""
    kind: str
    moment: str
    where: str
    leads: tuple[tuple[Said, ...], ...]
    to_test: NextTest | None
    quotes: tuple[Quote, ...]
    findings: tuple[tuple[tuple[Said, ...], PurePosixPath], ...]


@dataclass(frozen=True)
class QualitativePage:
    """The page of what was heard."""

    lead: str
    why: str
    unit: str
    columns: tuple[tuple[str, str], ...]
    """Each group with its side."""
    presence: tuple[Presence, ...]
    themes: tuple[ThemeBlock, ...]
    groups: tuple[GroupLine, ...]
    """Each group, or those of each side together where a quotation would be tied to one."""
    together: str
    """When groups were held and how many they were at least, all together; empty where each is told."""
    has_days: bool
    coverage: tuple[Presence, ...]
    read_by: str
    """Who read the quotations, and what was taken out of them; empty when there is none."""
    limits: tuple[Said, ...]


def qualitative_page(reader: Reader, addresses: Addresses) -> QualitativePage | None:
    """What was heard, or None for a study that held no group and no interview."""
    material = reader.study.qualitative
    if material is None:
        return None
    voice, groups = reader.voice, tuple(_groups(reader, material))
    is_tied = any(
        _is_tied(material, one) for one in material.verbatims.values() if _may_quote(reader.study, one)
    )
    return QualitativePage(
        lead=voice.say(f"atelier.qualitative.lead.{material.method}"),
        why=_why(reader, material),
        unit=voice.say(f"atelier.qualitative.unit.{material.method}"),
        columns=tuple((group.label, group.side) for group in groups),
        presence=tuple(_presence(reader, material, name) for name in material.themes),
        themes=tuple(_theme(reader, addresses, material, name) for name in material.themes),
        groups=tuple(_sides(reader, material)) if is_tied else groups,
        together=_together(reader, material) if is_tied else "",
        has_days=any(group.day for group in groups) and not is_tied,
        coverage=tuple(
            Presence(
                voice.headline(voice.set(subject)),
                tuple(subject in group.covered for group in material.groups.values()),
            )
            for subject in material.guide
        ),
        read_by=_read_by(reader, material),
        limits=text(reader, "qualitative", "limits"),
    )


def _why(reader: Reader, material: Qualitative) -> str:
    method = reader.voice.say(f"atelier.qualitative.method.{material.method}")
    return reader.voice.say("atelier.qualitative.because", method=method, why=material.why)


def _read_by(reader: Reader, material: Qualitative) -> str:
    voice, study = reader.voice, reader.study
    quoted = [one for one in material.verbatims.values() if _may_quote(study, one)]
    roles = dict.fromkeys(one.approved.by for one in quoted if one.approved)
    if not roles:
        return ""
    who = voice.spell([voice.role(study, role) for role in roles])
    removed = voice.spell([voice.set(what) for what in study.privacy.redact])
    key = "read_by_without" if removed else "read_by"
    return voice.say(f"atelier.qualitative.{key}", who=who, removed=removed)


def _groups(reader: Reader, material: Qualitative) -> Iterator[GroupLine]:
    voice, is_collective = reader.voice, material.method == "groups"
    for place, group in enumerate(material.groups.values(), start=1):
        yield GroupLine(
            label=voice.say(f"atelier.qualitative.group.{material.method}", place=place),
            side=side_told(reader, group.side),
            day=voice.day(group.on) if is_collective else "",
            size=voice.printer.number(group.size) if is_collective else "",
            profiles=", ".join(voice.set(profile) for profile in group.profiles),
            facilitator=voice.role(reader.study, group.facilitator),
        )


def _is_tied(material: Qualitative, quotation: Verbatim) -> bool:
    """Whether one group alone of a quotation's side heard its theme: the page would tell which one spoke."""
    side = material.groups[quotation.group].side
    heard = material.themes[quotation.illustrates].heard_in
    return sum(material.groups[group].side == side for group in heard) < 2


def _sides(reader: Reader, material: Qualitative) -> Iterator[GroupLine]:
    """The groups of each side as one line: no day, no size, and profiles that are no group's own."""
    voice, groups = reader.voice, material.groups.values()
    for side in dict.fromkeys(group.side for group in groups):
        own = [group for group in groups if group.side == side]
        profiles = dict.fromkeys(voice.set(profile) for group in own for profile in group.profiles)
        leaders = dict.fromkeys(voice.role(reader.study, group.facilitator) for group in own)
        yield GroupLine(
            label=voice.say(f"atelier.qualitative.counted.{material.method}", count=len(own)),
            side=side_told(reader, side),
            day="",
            size="",
            profiles=", ".join(profiles),
            facilitator=", ".join(leaders),
        )


def _together(reader: Reader, material: Qualitative) -> str:
    """The months in which all groups were held, and the size that none is under."""
    voice, groups = reader.voice, material.groups.values()
    why = voice.say(f"atelier.qualitative.together.{material.method}")
    if material.method != "groups" or len(groups) < 2:
        return why
    first, last = (voice.printer.month(pick(group.on for group in groups)) for pick in (min, max))
    key = "month" if first == last else "months"
    when = voice.say(f"atelier.qualitative.together.{key}", first=first, last=last)
    least = min(group.size for group in groups)
    return voice.say("atelier.qualitative.together.held", when=when, count=least, why=why)


def _presence(reader: Reader, material: Qualitative, name: str) -> Presence:
    label = "".join(part.text for part in _label(reader, name))
    return Presence(label, tuple(group in material.themes[name].heard_in for group in material.groups))


def _label(reader: Reader, name: str) -> tuple[Said, ...]:
    return text(reader, "qualitative", "themes", name, "label")


def _theme(reader: Reader, addresses: Addresses, material: Qualitative, name: str) -> ThemeBlock:
    voice, theme = reader.voice, material.themes[name]
    stance, signal = (voice.say(f"theme.{word}") for word in (theme.stance, theme.signal))
    return ThemeBlock(
        id=name,
        page=addresses.theme(name),
        label=_label(reader, name),
        told=voice.say("theme.told", stance=stance, signal=signal),
        kind=voice.headline(voice.set(theme.kind)),
        moment=moment_told(reader, theme.moment) if theme.moment else "",
        where=_where(reader, material, theme),
        leads=tuple(
            text(reader, "qualitative", "themes", name, "leads", index) for index in range(len(theme.leads))
        ),
        to_test=_tested(reader, theme.to_test) if theme.to_test else None,
        quotes=tuple(_quotes(reader, material, name)),
        findings=tuple(
            (sentence_of(finding.says), addresses.finding(finding.id))
            for finding in reader.subject.findings.findings
            if name in reader.study.findings[finding.id].evidence
        ),
    )


def _where(reader: Reader, material: Qualitative, theme: Theme) -> str:
    """« Entendu des deux côtés », « Entendu côté sociétaire seulement »: sides, never how many groups."""
    voice = reader.voice
    heard: list[Side] = [material.groups[group].side for group in theme.heard_in]
    if len(set(heard)) > 1:
        return voice.say("atelier.qualitative.where", where=voice.say("atelier.both"))
    if not heard:
        return ""
    side = voice.say("atelier.side_inside", who=who(reader, heard[0]))
    has_other = {group.side for group in material.groups.values()} > set(heard)
    where = voice.say("atelier.only", side=side) if has_other else side
    return voice.say("atelier.qualitative.where", where=where)


def _quotes(reader: Reader, material: Qualitative, theme: str) -> Iterator[Quote]:
    """The words that may be quoted, in an order that is not that of the file nor of the sessions."""
    known = [one for one in material.verbatims.values() if one.illustrates == theme]
    for one in sorted(known, key=lambda one: sha256(one.text.encode()).hexdigest()):
        group = material.groups[one.group]
        if _may_quote(reader.study, one):
            context = reader.voice.set(one.context.removesuffix("."))
            told = reader.voice.say(
                "atelier.qualitative.said", side=side_told(reader, group.side), context=context
            )
            said = reader.study.own_language
            words = replace(reader.voice, lang=said).quoted(one.text)
            yield Quote(_parts(words), told, "" if said is reader.voice.lang else said.value)


def _parts(said: str) -> tuple[tuple[str, bool], ...]:
    pieces = re.split(f"({MARK.pattern})", said)
    return tuple((piece, bool(MARK.fullmatch(piece))) for piece in pieces if piece)


def _may_quote(study: Study, verbatim: Verbatim) -> bool:
    """The rules of the spec refuse the others first; a page says nothing on the word of one check."""
    return verbatim.consent and is_approved(study, verbatim) and crowd(study, verbatim) >= least_crowd(study)


def _tested(reader: Reader, reference: Reference) -> NextTest:
    """The question that a theme hands on to, in this study or another, told with the state of its wave."""
    own = is_own(reference, reader.study)
    subject = reader.subject if own else reader.library.subjects.get(reference.at or "")
    study = subject.study if subject else None
    wave = (wave_named(reference, study) if own else reference.at_wave) if study else reference.at_wave
    known, voice = reference.name in study.questions if study else False, reader.voice
    key = _state(study, wave)
    said = voice.say(
        f"atelier.qualitative.{key}",
        asked=voice.quoted(_asked(study, reference)),
        study=voice.quoted(study.title if study else reference.at or ""),
        wave=wave or "",
    )
    page = addresses_of(study).question(reference.name) if study and known else None
    return NextTest(said, page)


def _state(study: Study | None, wave: str | None) -> str:
    if wave is None:
        return "test_open"
    return "test_done" if study and wave in study.waves else "test_next"


def _asked(study: Study | None, reference: Reference) -> str:
    question = study.questions.get(reference.name) if study else None
    if question is None:
        return reference.name
    item = question.items.get(reference.item or "")
    return item.text if item else question.text
