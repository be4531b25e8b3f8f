"""What is particular to a symmetry workshop: its agenda, both sides of each moment, challenges, ideas."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.pages.models.cafe import minutes_told
from generator.pages.models.impact import idea_told
from generator.pages.models.sides import SIDES, Side, moment_told, side_told
from generator.pages.reader import Reader
from generator.spec.agenda import agenda_of
from generator.spec.models.workshops import Challenge, Lived, Step, Workshop


@dataclass(frozen=True, slots=True)
class Sequence:
    """One sequence of the agenda."""

    place: int
    told: str
    length: str


@dataclass(frozen=True, slots=True)
class Feeling:
    """One side of a moment, as it was said in the room."""

    side: str
    does: str
    mood: str
    """« −2, très pénible »: the number is a word of the room, never a score."""
    level: int
    notes: tuple[str, ...]
    is_break: bool


@dataclass(frozen=True, slots=True)
class Facing:
    """One moment seen from both sides."""

    moment: str
    is_truth: bool
    feelings: tuple[Feeling, ...]


@dataclass(frozen=True, slots=True)
class ChallengeLine:
    """A challenge, and the moment it crosses on each side."""

    ask: str
    crosses: str
    ideas: tuple[str, ...]


@dataclass(frozen=True)
class Symmetry:
    """The parts of a symmetry workshop."""

    agenda: tuple[Sequence, ...]
    total: str
    sides: tuple[str, ...]
    mirror: tuple[Facing, ...]
    discovered: tuple[tuple[str, tuple[str, ...]], ...]
    challenges: tuple[ChallengeLine, ...]
    prototypes: tuple[tuple[str, str], ...]
    """Each idea that was shown, with how it was."""


def symmetry_of(reader: Reader, workshop: Workshop) -> Symmetry | None:
    """The symmetry workshop in a workshop; None when it has no mirror, no challenge and no agenda."""
    agenda = agenda_of(workshop)
    if not (agenda or workshop.mirror or workshop.challenges):
        return None
    voice, total = reader.voice, minutes_told(reader, sum(step.minutes for step in agenda.values()))
    return Symmetry(
        agenda=tuple(
            Sequence(place, step_told(reader, name, step), minutes_told(reader, step.minutes))
            for place, (name, step) in enumerate(agenda.items(), start=1)
        ),
        total=voice.say("atelier.symmetry.agenda_lead", count=len(agenda), total=total),
        sides=tuple(side_told(reader, side) for side in SIDES),
        mirror=tuple(_mirror(reader, workshop)),
        discovered=tuple(
            (side_told(reader, side), tuple(voice.set(one) for one in workshop.discovered[side]))
            for side in SIDES
            if side in workshop.discovered
        ),
        challenges=tuple(
            _challenge(reader, workshop, name, one) for name, one in workshop.challenges.items()
        ),
        prototypes=tuple(
            (idea_told(reader, name, idea), voice.headline(voice.set(idea.prototype)))
            for name, idea in workshop.ideas.items()
            if idea.prototype
        ),
    )


def step_told(reader: Reader, name: str, step: Step) -> str:
    """What is done in a sequence: in its own words, else in those of the standard agenda."""
    return reader.voice.set(step.what) if step.what else reader.voice.say(f"atelier.symmetry.step.{name}")


def _mirror(reader: Reader, workshop: Workshop) -> Iterator[Facing]:
    """The moments in the order of the journey, whatever the order they were discussed in."""
    for moment, declared in reader.study.shared.moments.items():
        facing = workshop.mirror.get(moment)
        if facing is not None:
            feelings = (
                feeling(reader, moment, "customer", facing.customer),
                feeling(reader, moment, "employee", facing.employee),
            )
            yield Facing(moment_told(reader, moment), declared.truth, feelings)


def feeling(reader: Reader, moment: str, side: Side, lived: Lived) -> Feeling:
    """What one side said of a moment."""
    voice, told = reader.voice, reader.voice.say(f"atelier.symmetry.emotion.{lived.emotion}")
    notes = {"expects": lived.expects, "needs": lived.needs, "tension": lived.tension}
    return Feeling(
        side=side_told(reader, side),
        does=moment_told(reader, moment, side),
        mood=voice.say("atelier.symmetry.felt", mood=voice.printer.signed(lived.emotion), told=told),
        level=lived.emotion,
        notes=tuple(
            voice.say(f"atelier.symmetry.{key}", what=voice.set(text)) for key, text in notes.items() if text
        ),
        is_break=lived.break_,
    )


def _challenge(reader: Reader, workshop: Workshop, name: str, challenge: Challenge) -> ChallengeLine:
    both = {side: getattr(challenge.crosses, side) for side in SIDES}
    return ChallengeLine(
        ask=reader.voice.set(challenge.ask),
        crosses=" · ".join(
            reader.voice.say(
                "atelier.symmetry.crosses",
                side=side_told(reader, side),
                moment=moment_told(reader, moment, side),
            )
            for side, moment in both.items()
            if moment
        ),
        ideas=tuple(
            idea_told(reader, idea, one) for idea, one in workshop.ideas.items() if one.solves == name
        ),
    )
