"""What facilitators print: the agenda minute by minute, the poster, the canvas, a blank idea sheet."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.pages.models.sides import SIDES, moment_told, side_told
from generator.pages.models.symmetry import step_told
from generator.pages.models.workshop import title_of
from generator.pages.reader import Reader
from generator.pages.shown import Said
from generator.spec.agenda import agenda_of
from generator.spec.models import WorkshopKind
from generator.spec.models.workshops import Workshop
from generator.words import say


@dataclass(frozen=True, slots=True)
class Beat:
    """One stretch of the agenda, counted from the start."""

    clock: str
    what: str
    material: str


@dataclass(frozen=True)
class GuidePage:
    """The sheets of one workshop."""

    title: str
    objectives: tuple[str, ...]
    beats: tuple[Beat, ...]
    rules: tuple[str, ...]
    diagnosis: tuple[Said, ...]
    """The finding it starts from, for the poster; empty when it cannot be read."""
    mark: str
    """What a poster must bear when its figures are those of a rehearsal: it hangs alone."""
    moments: tuple[tuple[str, ...], ...]
    """Each moment of the journey, from each side; the canvas leaves room under them."""
    sides: tuple[str, ...]
    is_canvas: bool
    """Whether the canvas is of use: the workshop looks at the journey."""


def guide_page(reader: Reader, name: str) -> GuidePage:
    """What the facilitators of a workshop print."""
    study, workshop, voice = reader.study, reader.study.workshops[name], reader.voice
    cited = reader.library.cited(study.diagnosis, "", study.id) if study.diagnosis else None
    return GuidePage(
        title=voice.say("atelier.guide.title", workshop=title_of(reader, workshop)),
        objectives=tuple(voice.set(one) for one in workshop.objectives),
        beats=tuple(_clocked(reader, workshop)),
        rules=tuple(voice.say(f"atelier.guide.rule_{rule}") for rule in ("names", "time", "solution")),
        diagnosis=cited.says if cited else (),
        mark=voice.set(say(voice.lang, "rehearsal.mark")) if reader.is_invented else "",
        moments=tuple(
            tuple(moment_told(reader, moment, side) for side in SIDES) for moment in study.shared.moments
        ),
        sides=tuple(side_told(reader, side) for side in SIDES),
        is_canvas=workshop.kind is WorkshopKind.SYMMETRY or bool(workshop.mirror),
    )


def _clocked(reader: Reader, workshop: Workshop) -> Iterator[Beat]:
    """Each stretch with the minutes it runs from and to."""
    start, printer = 0, reader.voice.printer
    for minutes, what, material in _stretches(reader, workshop):
        ends = {"start": printer.number(start), "end": printer.number(start + minutes)}
        yield Beat(reader.voice.say("atelier.guide.span", **ends), what, material)
        start += minutes


def _stretches(reader: Reader, workshop: Workshop) -> Iterator[tuple[int, str, str]]:
    voice = reader.voice
    for name, step in agenda_of(workshop).items():
        yield step.minutes, step_told(reader, name, step), voice.set(step.material) if step.material else ""
    for place, one in enumerate(workshop.rounds.values(), start=1):
        numbered, asked = voice.say("atelier.cafe.round", place=place), voice.set(one.ask)
        for beat in ("think", "share", "consolidate"):
            said = voice.say(f"atelier.guide.{beat}")
            told = voice.say("atelier.guide.beat", round=numbered, beat=said)
            yield getattr(one.minutes, beat), told, asked if beat == "think" else ""
