"""The groups of a segment: where each stands on the headlines, and how it differs from everyone else."""

from dataclasses import dataclass
from pathlib import PurePosixPath

from generator.pages.address import Addresses
from generator.pages.models.divisions import title_of
from generator.pages.models.headlines import headline_scores
from generator.pages.reader import Reader
from generator.pages.shown import Change, Figure, Shown, Span
from generator.spec.groups import Group, levels_of
from generator.spec.scores import Score

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
    """The groups of a segment, each judged against the rest as everywhere else."""
    groups, scores = levels_of(reader.study, segment), _scores(reader)
    return ProfilePage(
        title=title_of(reader, (segment,)),
        cards=tuple(_card(reader, addresses, group) for group in groups),
        standings=tuple(_standing(reader, score, groups) for score in headline_scores(reader)),
        family=reader.rests_told([score.id for score in scores]),
        crosstab=addresses.crosstab((segment,)),
    )


def _scores(reader: Reader) -> list[Score]:
    return [score for score in reader.plan.scores if reader.plan.is_known_in(reader.wave, score)]


def _label(reader: Reader, group: Group) -> str:
    return reader.voice.headline(reader.voice.set(group.label))


def _card(reader: Reader, addresses: Addresses, group: Group) -> Card:
    """The largest effects first: a difference in points depends on the unit, an effect does not."""
    apart = [score for score in _scores(reader) if reader.rest(score.id, group.id).arrow]
    apart.sort(key=lambda score: -_effect(reader, score, group))
    return Card(
        _label(reader, group),
        _base(reader, group),
        _is_partial(reader, group),
        tuple(_trait(reader, addresses, score, group.id) for score in apart[:MOST_TRAITS]),
        max(len(apart) - MOST_TRAITS, 0),
    )


def _effect(reader: Reader, score: Score, group: Group) -> float:
    tested = reader.families.rest(score.id, reader.wave, group.id)
    return abs(tested.effect or 0.0) if tested else 0.0


def _is_partial(reader: Reader, group: Group) -> bool:
    known = [score.id for score in _scores(reader) if group.id in reader.plan.groups_of_score(score)]
    return any(reader.figure(score, group=group.id).value.is_withheld for score in known)


def _base(reader: Reader, group: Group) -> Shown:
    """The largest base that the group has on any question."""
    asked = [m.id for m in reader.plan.measures if m.is_asked_in(reader.wave)]
    tables = [m for m in asked if group.id in reader.plan.groups_on(m)]
    bases = [reader.base(measure, group=group.id) for measure in tables]
    return max(bases, key=lambda base: base.size, default=Shown(""))


def _trait(reader: Reader, addresses: Addresses, score: Score, group: str) -> Trait:
    kind, label = reader.voice.say(f"total.{score.kind.value}"), reader.name(score)
    page = addresses.question(score.question) if score.question else None
    figure, rest = reader.figure(score.id, group=group), reader.rest(score.id, group)
    return Trait(label, "" if kind == label else kind, figure, rest, page)


def _standing(reader: Reader, score: Score, groups: tuple[Group, ...]) -> Standing:
    known = reader.plan.groups_of_score(score)
    total = reader.figure(score.id)
    places = tuple(
        Place(
            _label(reader, group),
            reader.figure(score.id, group=group.id),
            reader.rest(score.id, group.id),
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
