"""The journey, moment by moment: what surveys measured, what workshops said, what is only assumed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

from generator.pages.models.pairing import Measured, measured_in
from generator.pages.models.sides import SIDES, Side, moment_told, side_told
from generator.pages.models.symmetry import Feeling, feeling
from generator.pages.models.touched import moment_pages
from generator.pages.reader import Reader
from generator.pages.shown import Figure
from generator.spec.models.workshops import Workshop

_PHASES: Mapping[str, str] = {
    "avant": "before",
    "before": "before",
    "pendant": "during",
    "during": "during",
    "apres": "after",
    "après": "after",
    "after": "after",
}
"""Phases whose names the catalogue knows, accents and all."""


@dataclass(frozen=True, slots=True)
class Step:
    """One moment of a lane that a survey measured, with its place in the journey, from 1."""

    place: int
    moment: str
    is_truth: bool
    figure: Figure
    page: PurePosixPath | None


@dataclass(frozen=True)
class Lane:
    """One side over the journey, as a survey measured it."""

    side: Side
    title: str
    source: str
    steps: tuple[Step, ...]
    description: str
    level: str
    """The confidence level of its intervals."""

    @property
    def chart(self) -> str:
        """The id of its drawing."""
        return f"parcours-{self.side}"

    @property
    def is_drawn(self) -> bool:
        """Whether two moments at least have a place on an axis."""
        return sum(step.figure.span is not None for step in self.steps) > 1


@dataclass(frozen=True, slots=True)
class SideOfMoment:
    """One side of one moment, lane by lane."""

    step: Step | None
    """None when the side has no survey at all."""
    felt: Feeling | None


@dataclass(frozen=True, slots=True)
class MomentRow:
    """One moment of the journey: what each side does there, and what each said or answered of it."""

    id: str
    place: int
    label: str
    facing: str
    """What the other side does at the same moment; empty when it is not told."""
    is_truth: bool
    channels: str
    sides: tuple[SideOfMoment, ...]


@dataclass(frozen=True, slots=True)
class Phase:
    """Before, during or after: moments of the journey."""

    title: str
    moments: tuple[MomentRow, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """A lane by its source: survey, workshop or assumption."""

    kind: str
    told: str


@dataclass(frozen=True)
class JourneyPage:
    """The page of the journey."""

    lanes: tuple[Lane, ...]
    sides: tuple[str, ...]
    """The sides of its table, in the order of each row."""
    phases: tuple[Phase, ...]
    sources: tuple[Source, ...]
    has_survey: bool
    has_workshop: bool
    pages: Mapping[str, PurePosixPath]
    """The page of each moment that the study touches."""

    @property
    def is_paired(self) -> bool:
        """Whether two sides are drawn."""
        return len(self.lanes) > 1


def journey_page(reader: Reader) -> JourneyPage | None:
    """The journey of a study, or None when nothing was measured nor said of any moment."""
    workshop = next((one for one in reader.study.workshops.values() if one.mirror), None)
    return _journey(reader, measured_in(reader), workshop)


def shared_journey(readers: list[Reader]) -> JourneyPage | None:
    """The journey of a client: the studies that measure most of it, latest first, and the last workshop."""
    found = [(reader, measured_in(reader)) for reader in readers]
    reader, measured = max(found, key=lambda one: (len(one[1]), _measures(one[1]), _latest(one[1])))
    mirrors = [one for other in readers for one in other.study.workshops.values() if one.mirror]
    return _journey(reader, measured, max(mirrors, key=lambda one: one.on, default=None))


def _measures(measured: tuple[Measured, ...]) -> int:
    """How many moments are measured, all sides together."""
    return sum(one.score(moment) is not None for one in measured for moment in _moments(one))


def _moments(one: Measured) -> Iterable[str]:
    return one.reader.study.shared.moments


def _latest(measured: tuple[Measured, ...]) -> date:
    fields = [one.reader.study.waves[one.wave].field.end for one in measured]
    return max(fields, default=date.min)


def _journey(reader: Reader, found: tuple[Measured, ...], workshop: Workshop | None) -> JourneyPage | None:
    measured = {one.side: one for one in found}
    if not measured and workshop is None:
        return None
    lanes = tuple(_lane(reader, one) for one in measured.values())
    sides = [side for side in SIDES if side in measured or workshop is not None]
    return JourneyPage(
        lanes=lanes,
        sides=tuple(side_told(reader, side) for side in sides),
        phases=tuple(
            Phase(
                phase_told(reader, name), tuple(_row(reader, m, sides, measured, workshop) for m in moments)
            )
            for name, moments in reader.study.shared.journey.items()
        ),
        sources=tuple(_sources(reader, lanes, workshop)),
        has_survey=bool(measured),
        has_workshop=workshop is not None,
        pages=moment_pages(reader),
    )


def phase_told(reader: Reader, name: str) -> str:
    """What a phase of the journey is called: by the catalogue where it knows it, else as it was named."""
    known = _PHASES.get(name)
    return (
        reader.voice.say(f"atelier.phase.{known}") if known else reader.voice.headline(name.replace("_", " "))
    )


def _lane(reader: Reader, one: Measured) -> Lane:
    steps = tuple(
        _step(reader, one, moment) for moment in reader.study.shared.moments if one.score(moment) is not None
    )
    title, label = side_told(reader, one.side), _label(one)
    study = reader.voice.quoted(one.reader.study.title)
    source = reader.voice.say("atelier.journey.lane_survey", label=label, study=study, wave=one.wave)
    said = _description(reader, title, label, steps)
    return Lane(one.side, title, source, steps, said, one.reader.level)


def _label(one: Measured) -> str:
    """What the indicator is called, else what is counted of it."""
    indicator = one.reader.study.indicators[one.indicator]
    if indicator.label:
        return one.reader.voice.set(indicator.label)
    kind = one.reader.voice.say(f"total.{indicator.kind.value}") if indicator.kind else one.indicator
    return one.reader.voice.headline(kind)


def _step(reader: Reader, one: Measured, moment: str) -> Step:
    return Step(
        place=_place(reader, moment),
        moment=moment_told(reader, moment, one.side),
        is_truth=reader.study.shared.moments[moment].truth,
        figure=one.figure(moment),
        page=one.page(moment),
    )


def _place(reader: Reader, moment: str) -> int:
    return list(reader.study.shared.moments).index(moment) + 1


def _description(reader: Reader, title: str, label: str, steps: tuple[Step, ...]) -> str:
    """What the drawing shows, for whoever does not see it."""
    voice = reader.voice
    values = [
        voice.say("atelier.journey.at", value=step.figure.value.text, moment=voice.quoted(step.moment))
        for step in steps
        if not step.figure.value.is_withheld
    ]
    said = [voice.say("atelier.journey.shows", side=title, label=label, values=voice.spell(values))]
    truths = [voice.quoted(step.moment) for step in steps if step.is_truth]
    if truths:
        said.append(voice.say("atelier.journey.truths", items=voice.spell(truths)))
    return " ".join(said)


def _row(
    reader: Reader,
    moment: str,
    sides: list[Side],
    measured: Mapping[Side, Measured],
    workshop: Workshop | None,
) -> MomentRow:
    declared, voice = reader.study.shared.moments[moment], reader.voice
    channels = voice.spell([voice.set(channel) for channel in declared.channel])
    return MomentRow(
        id=moment,
        place=_place(reader, moment),
        label=moment_told(reader, moment),
        facing=reader.voice.set(declared.employee or ""),
        is_truth=declared.truth,
        channels=voice.say("atelier.journey.channels", channels=channels) if channels else "",
        sides=tuple(
            SideOfMoment(
                _step(reader, measured[side], moment) if side in measured else None,
                _felt(reader, moment, side, workshop),
            )
            for side in sides
        ),
    )


def _felt(reader: Reader, moment: str, side: Side, workshop: Workshop | None) -> Feeling | None:
    facing = workshop.mirror.get(moment) if workshop else None
    if facing is None:
        return None
    match side:
        case "customer":
            return feeling(reader, moment, side, facing.customer)
        case "employee":
            return feeling(reader, moment, side, facing.employee)


def _sources(reader: Reader, lanes: tuple[Lane, ...], workshop: Workshop | None) -> Iterator[Source]:
    def named(kind: str) -> str:
        return reader.voice.say(f"atelier.journey.{kind}")

    for lane in lanes:
        yield Source(named("survey"), f"{lane.title}. {lane.source}.")
    if workshop is not None:
        yield Source(named("workshop"), f"{named('lane_workshop')}.")
    yield Source(named("assumption"), f"{named('lane_assumption')}.")
