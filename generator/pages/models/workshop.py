"""One workshop: what it was for, who was there, and what it gave; each format adds its own parts."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from generator.pages.address import Addresses
from generator.pages.library import Cited
from generator.pages.models.cafe import Cafe, cafe_of
from generator.pages.models.impact import DoubleImpact, double_impact
from generator.pages.models.sides import SIDES, side_told
from generator.pages.models.symmetry import Symmetry, symmetry_of
from generator.pages.reader import Reader
from generator.spec.models import PriorityRule, WorkshopKind
from generator.spec.models.workshops import FollowUp, Participants, Workshop

_PAIRS = frozenset({"front_back"})
"""Ways of pairing that have words of their own; others are said as they were written."""

Feeds = tuple[tuple[str, PurePosixPath], ...]
"""Decisions, each with its page."""


@dataclass(frozen=True, slots=True)
class Follow:
    """One thing that comes after: what it is, in words, and its page if it has one."""

    label: str
    told: str
    page: PurePosixPath | None = None


@dataclass(frozen=True)
class WorkshopPage:
    """The page of one workshop."""

    id: str
    title: str
    place: str
    objectives: tuple[str, ...]
    diagnosis: Cited | None
    feeds: Feeds
    people: tuple[str, ...]
    cafe: Cafe | None
    symmetry: Symmetry | None
    ideas: DoubleImpact | None
    follow: tuple[Follow, ...]
    guide: PurePosixPath
    """What facilitators print."""
    registers: PurePosixPath | None
    """The registers of all workshops, when this one fed them."""
    is_symmetric: bool
    """Whether the page must name the owner of the mark."""


@dataclass(frozen=True, slots=True)
class WorkshopLine:
    """A workshop in the list of all."""

    title: str
    place: str
    objectives: tuple[str, ...]
    page: PurePosixPath


def workshop_lines(reader: Reader, addresses: Addresses) -> tuple[WorkshopLine, ...]:
    """The workshops of a study, in its order."""
    return tuple(
        WorkshopLine(
            title_of(reader, one), _place(reader, one), _objectives(reader, one), addresses.workshop(name)
        )
        for name, one in reader.study.workshops.items()
    )


def workshop_page(reader: Reader, addresses: Addresses, name: str) -> WorkshopPage:
    """The page of a workshop."""
    study, workshop = reader.study, reader.study.workshops[name]
    from_ = reader.voice.say("atelier.workshops.diagnosis")
    return WorkshopPage(
        id=name,
        title=title_of(reader, workshop),
        place=_place(reader, workshop),
        objectives=_objectives(reader, workshop),
        diagnosis=reader.library.cited(study.diagnosis, from_, study.id) if study.diagnosis else None,
        feeds=tuple(
            (reader.voice.set(study.decisions[decision].ask), addresses.decision(decision))
            for decision in workshop.feeds
        ),
        people=tuple(_people(reader, workshop.participants)),
        cafe=cafe_of(reader, workshop),
        symmetry=symmetry_of(reader, workshop),
        ideas=double_impact(reader, name),
        follow=tuple(_follow(reader, addresses, workshop.follow_up)) if workshop.follow_up else (),
        guide=addresses.guide(name),
        registers=addresses.registers if _feeds_registers(workshop) else None,
        is_symmetric=workshop.kind is WorkshopKind.SYMMETRY,
    )


def _feeds_registers(workshop: Workshop) -> bool:
    return bool(workshop.irritants or workshop.solutions or workshop.workstreams)


def title_of(reader: Reader, workshop: Workshop) -> str:
    """« World café du 24 septembre 2026 »."""
    kind = reader.voice.say(f"atelier.workshops.kind.{workshop.kind.value}")
    return reader.voice.say("atelier.workshops.named", kind=kind, day=reader.voice.day(workshop.on))


def _place(reader: Reader, workshop: Workshop) -> str:
    return reader.voice.set(workshop.place) if workshop.place else ""


def _objectives(reader: Reader, workshop: Workshop) -> tuple[str, ...]:
    return tuple(reader.voice.set(objective) for objective in workshop.objectives)


def _people(reader: Reader, people: Participants) -> Iterator[str]:
    """Who takes part; head-counts are design facts, not results."""
    voice = reader.voice
    for side in SIDES:
        seated = getattr(people, side)
        if seated:
            yield voice.say("atelier.workshops.count", side=side_told(reader, side), count=seated)
    if people.pairs:
        known = people.pairs in _PAIRS
        yield voice.say(f"atelier.workshops.pairs.{people.pairs}") if known else voice.set(people.pairs)
    if people.support_functions:
        yield voice.say("atelier.workshops.support")
    if people.deciders:
        roles = voice.spell([voice.role(reader.study, role) for role in people.deciders])
        yield voice.say("atelier.workshops.deciders", who=roles)
    yield voice.say("atelier.workshops.facilitators", count=people.facilitators)


def _follow(reader: Reader, addresses: Addresses, follow: FollowUp) -> Iterator[Follow]:
    """The four things that must come after a workshop: a decision, a rule, owners, a review."""
    voice = reader.voice

    def label(key: str) -> str:
        return voice.say(f"atelier.workshops.follow_{key}")

    if follow.decisions:
        ask = voice.set(reader.study.decisions[follow.decisions].ask)
        yield Follow(label("decision"), ask, addresses.decision(follow.decisions))
    if follow.priorities:
        yield Follow(label("rule"), _rule(reader, follow.priorities))
    if follow.owners:
        yield Follow(label("owners"), voice.say("atelier.workshops.owners_named"), addresses.actions)
    else:
        yield Follow(label("owners"), voice.say("atelier.workshops.owners_unnamed"))
    if follow.review:
        yield Follow(label("review"), voice.day(follow.review))


def _rule(reader: Reader, rule: str) -> str:
    """A priority rule by its words; a rule of the workshop's own as it was written."""
    known = {one.value for one in PriorityRule}
    return reader.voice.say(f"atelier.workshops.rule.{rule}") if rule in known else reader.voice.set(rule)
