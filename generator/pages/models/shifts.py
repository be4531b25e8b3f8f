"""How each group moved since the wave before: every level of every segment, judged together."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.pages.models.divisions import title_of
from generator.pages.models.headlines import headline_scores
from generator.pages.reader import Reader
from generator.pages.shown import Change
from generator.spec.groups import Group, levels_of
from generator.spec.models import Tier
from generator.spec.scores import Score
from generator.statistics.estimate import Difference
from generator.statistics.families import Compared

_MOST = 12
"""Beyond a dozen, the rest are counted: the tables of each question have them."""


@dataclass(frozen=True, slots=True)
class Shift:
    """A movement and its interval, both empty where there is none to tell."""

    change: Change
    interval: str = ""


@dataclass(frozen=True, slots=True)
class GroupLine:
    """One group on each headline."""

    label: str
    shifts: tuple[Shift, ...]


@dataclass(frozen=True, slots=True)
class Division:
    """The groups of one segment."""

    title: str
    lines: tuple[GroupLine, ...]


@dataclass(frozen=True, slots=True)
class Other:
    """An established movement of one group on an indicator of a moment."""

    label: str
    group: str
    shift: Shift


@dataclass(frozen=True)
class Shifts:
    """The movements of all groups; ``more`` counts the established ones that are not listed."""

    columns: tuple[str, ...]
    divisions: tuple[Division, ...]
    others: tuple[Other, ...]
    more: int
    family: str


def shifts_of(reader: Reader) -> Shifts | None:
    """How groups moved; None where no group can be compared with itself in the wave before."""
    leading = headline_scores(reader)
    moments = [score for score in _moments(reader) if score not in leading]
    found = reader.families.shifts(reader.wave)
    if not found:
        return None
    others = [other for score in moments for other in _others(reader, score, found)]
    return Shifts(
        columns=tuple(reader.name(score) for score in leading),
        divisions=tuple(_division(reader, name, leading, found) for name in reader.study.segments),
        others=tuple(others[:_MOST]),
        more=max(len(others) - _MOST, 0),
        family=reader.family_told("shifts.family", sum(one.p is not None for one in found.values())),
    )


def _moments(reader: Reader) -> list[Score]:
    known = (score for score in reader.plan.scores if reader.plan.is_known_in(reader.wave, score))
    return [score for score in known if score.tier is Tier.MOMENT]


def _groups(reader: Reader) -> Iterator[Group]:
    for segment in reader.study.segments:
        yield from levels_of(reader.study, segment)


def _division(
    reader: Reader, segment: str, scores: list[Score], found: Mapping[Compared, Difference]
) -> Division:
    lines = (
        GroupLine(_label(reader, group), tuple(_shift(reader, score, group, found) for score in scores))
        for group in levels_of(reader.study, segment)
    )
    return Division(title_of(reader, (segment,)), tuple(lines))


def _others(reader: Reader, score: Score, found: Mapping[Compared, Difference]) -> Iterator[Other]:
    for group in _groups(reader):
        shift = _shift(reader, score, group, found)
        if shift.change.arrow:
            yield Other(reader.name(score), _label(reader, group), shift)


def _shift(reader: Reader, score: Score, group: Group, found: Mapping[Compared, Difference]) -> Shift:
    tested = found.get((score.id, group.id))
    if tested is None:
        return Shift(Change.nothing())
    change = reader.moved(score.id, group.id, tested)
    now = reader.figures.estimate(score.id, reader.wave, group.id)
    if now is None or tested.low is None or tested.high is None:
        return Shift(change)
    gauge = reader.gauge(score.id)
    return Shift(change, gauge.gap_interval(tested.low, tested.high, now.n, reader.voice.printer))


def _label(reader: Reader, group: Group) -> str:
    return reader.voice.headline(reader.voice.set(group.label))
