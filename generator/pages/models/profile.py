"""The groups of a segment: where each stands on the headlines, and how it differs from everyone else."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from generator.pages.address import Addresses
from generator.pages.models.divisions import title_of
from generator.pages.models.headlines import headline_scores
from generator.pages.reader import Reader
from generator.pages.shown import Change, Figure, Shown, Span
from generator.spec.groups import Group, levels_of
from generator.spec.scores import Score
from generator.statistics.estimate import Difference

MOST_TRAITS = 6


@dataclass(frozen=True, slots=True)
class Place:
    """Where one group stands on a headline."""

    label: str
    figure: Figure
    rest: Change


@dataclass(frozen=True, slots=True)
class Standing:
    """One headline in every group, on a stretch of axis whose point is everyone."""

    label: str
    total: Figure
    places: tuple[Place, ...]
    stretch: Span


@dataclass(frozen=True, slots=True)
class Trait:
    """A figure on which a group differs from everyone else for certain."""

    label: str
    kind: str
    figure: Figure
    rest: Change
    page: PurePosixPath | None


@dataclass(frozen=True, slots=True)
class Card:
    """One group: its base, none when nothing of it is published, and what sets it apart.

    ``more`` is how many other traits there are.
    """

    label: str
    base: Shown
    is_partial: bool
    """Whether the gate kept some of its figures: what is not listed may be there all the same."""
    traits: tuple[Trait, ...]
    more: int


@dataclass(frozen=True)
class ProfilePage:
    """The page of a segment."""

    title: str
    cards: tuple[Card, ...]
    standings: tuple[Standing, ...]
    family: str
    crosstab: PurePosixPath


@dataclass(frozen=True, slots=True)
class ProfileLine:
    """A segment in the list of them."""

    title: str
    levels: tuple[str, ...]
    page: PurePosixPath


Tested = Mapping[tuple[str, str], Difference]
"""Differences from the rest by (score, group), corrected together."""


def profile_lines(reader: Reader, addresses: Addresses) -> tuple[ProfileLine, ...]:
    """Every segment of a study that has figures."""
    return tuple(
        ProfileLine(
            title_of(reader, (name,)),
            tuple(_label(reader, group) for group in levels_of(reader.study, name)),
            addresses.profile(name),
        )
        for name in (reader.study.segments if reader.wave else ())
    )


def profile_page(reader: Reader, addresses: Addresses, segment: str) -> ProfilePage:
    """The groups of a segment; every figure of the wave is tested in every group, as one family."""
    groups = levels_of(reader.study, segment)
    tested = _tested(reader, groups)
    told = {key: reader.versus_rest(one, *key) for key, one in tested.items()}
    return ProfilePage(
        title=title_of(reader, (segment,)),
        cards=tuple(_card(reader, addresses, group, tested, told) for group in groups),
        standings=tuple(_standing(reader, score, groups, told) for score in headline_scores(reader)),
        family=reader.family_told("proof.profile.family", sum(one.p is not None for one in tested.values())),
        crosstab=addresses.crosstab((segment,)),
    )


def _tested(reader: Reader, groups: tuple[Group, ...]) -> Tested:
    found = {
        (score.id, group.id): difference
        for score in reader.plan.scores
        if reader.plan.is_known_in(reader.wave, score)
        for group in groups
        if group.id in reader.plan.groups_of_score(score)
        and (difference := reader.figures.versus_rest(score.id, reader.wave, group.id)) is not None
    }
    return reader.family(found)


def _label(reader: Reader, group: Group) -> str:
    return reader.voice.headline(reader.voice.set(group.label))


def _card(
    reader: Reader,
    addresses: Addresses,
    group: Group,
    tested: Tested,
    told: Mapping[tuple[str, str], Change],
) -> Card:
    """The largest effects first: a difference in points depends on the unit, an effect does not."""
    keys = [key for key in told if key[1] == group.id and told[key].arrow]
    keys.sort(key=lambda key: -abs(tested[key].effect or 0.0))
    base = _base(reader, group)
    return Card(
        _label(reader, group),
        base,
        _is_partial(reader, group),
        tuple(_trait(reader, addresses, *key, told[key]) for key in keys[:MOST_TRAITS]),
        max(len(keys) - MOST_TRAITS, 0),
    )


def _is_partial(reader: Reader, group: Group) -> bool:
    scores = [score for score in reader.plan.scores if reader.plan.is_known_in(reader.wave, score)]
    known = [score.id for score in scores if group.id in reader.plan.groups_of_score(score)]
    return any(reader.figure(score, group=group.id).value.is_withheld for score in known)


def _base(reader: Reader, group: Group) -> Shown:
    """The largest base that the group has on any question."""
    asked = [m.id for m in reader.plan.measures if m.is_asked_in(reader.wave)]
    tables = [m for m in asked if group.id in reader.plan.groups_on(m)]
    bases = [reader.base(measure, group=group.id) for measure in tables]
    return max(bases, key=lambda base: base.size, default=Shown(""))


def _trait(reader: Reader, addresses: Addresses, name: str, group: str, rest: Change) -> Trait:
    score = reader.plan.score[name]
    kind, label = reader.voice.say(f"total.{score.kind.value}"), reader.name(score)
    page = addresses.question(score.question) if score.question else None
    return Trait(label, "" if kind == label else kind, reader.figure(name, group=group), rest, page)


def _standing(
    reader: Reader, score: Score, groups: tuple[Group, ...], told: Mapping[tuple[str, str], Change]
) -> Standing:
    known = reader.plan.groups_of_score(score)
    total = reader.figure(score.id)
    places = tuple(
        Place(
            _label(reader, group),
            reader.figure(score.id, group=group.id),
            told.get((score.id, group.id), Change.nothing()),
        )
        for group in groups
        if group.id in known
    )
    return Standing(reader.name(score), total, places, _stretch(total, places))


def _stretch(total: Figure, places: tuple[Place, ...]) -> Span:
    """The stretch of axis that all intervals share, with the total as its point."""
    ends = [
        end for span in (total.span, *(place.figure.span for place in places)) if span for end in span.ends
    ]
    return Span(total.span.point if total.span else 0.0, min(ends, default=0.0), max(ends, default=1.0))
