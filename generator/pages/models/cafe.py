"""What is particular to a world café: its rounds, its tables, who moves where, and its two deliverables."""

from dataclasses import dataclass

from generator.pages.models.impact import Outcome, double_impact
from generator.pages.models.rotation import Rotation, rotation
from generator.pages.reader import Reader
from generator.spec.models.workshops import Minutes, Round, SolutionStatus, Workshop
from generator.spec.models.workshops import Solution as Stated


@dataclass(frozen=True, slots=True)
class RoundLine:
    """One round: what it is for, its question, its three beats."""

    place: str
    intent: str
    ask: str
    beats: tuple[str, str, str]
    """Alone, each in turn, together."""
    total: str


@dataclass(frozen=True, slots=True)
class TableLine:
    """One table: who stays there, and what it reported in plenary."""

    label: str
    host: str
    seats: int
    reported: str


@dataclass(frozen=True, slots=True)
class RotationLine:
    """Which cards sit at one table, round by round."""

    table: str
    cards: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Solution:
    """A solution with its status: go, to qualify, no go."""

    label: str
    status: str
    tone: str


@dataclass(frozen=True)
class Cafe:
    """The parts of a world café."""

    rounds: tuple[RoundLine, ...]
    total: str
    tables: tuple[TableLine, ...]
    rotation: tuple[RotationLine, ...]
    guests: int
    moves: tuple[str, ...]
    """What the plan repeats, in words."""
    has_synthesis: bool
    has_solutions: bool
    solutions: tuple[Solution, ...]


def cafe_of(reader: Reader, workshop: Workshop) -> Cafe | None:
    """The world café in a workshop, or None when it has neither rounds nor tables."""
    if not workshop.rounds and not workshop.tables:
        return None
    rounds, given = tuple(workshop.rounds.values()), workshop.deliverables
    guests = tuple(table.seats - 1 for table in workshop.tables.values())
    plan = rotation(guests, len(rounds))
    total = sum(_length(one.minutes) for one in rounds)
    return Cafe(
        rounds=tuple(_round(reader, place, one) for place, one in enumerate(rounds, start=1)),
        total=reader.voice.say("atelier.cafe.rounds_total", total=minutes_told(reader, total)),
        tables=_tables(reader, workshop),
        rotation=_rotation(reader, plan) if plan.rounds and guests else (),
        guests=sum(guests),
        moves=_moves(reader, plan),
        has_synthesis=bool(given and given.synthesis),
        has_solutions=bool(given and given.solutions),
        solutions=solutions_of(reader),
    )


def minutes_told(reader: Reader, minutes: int) -> str:
    """« 35 minutes »."""
    return reader.voice.say("atelier.minutes", count=minutes)


def _length(minutes: Minutes) -> int:
    return minutes.think + minutes.share + minutes.consolidate


def _round(reader: Reader, place: int, one: Round) -> RoundLine:
    think, share, together = one.minutes.think, one.minutes.share, one.minutes.consolidate
    return RoundLine(
        place=reader.voice.say("atelier.cafe.round", place=place),
        intent=reader.voice.say(f"atelier.cafe.intent.{one.intent}"),
        ask=reader.voice.set(one.ask),
        beats=(
            minutes_told(reader, think),
            minutes_told(reader, share),
            minutes_told(reader, together),
        ),
        total=minutes_told(reader, _length(one.minutes)),
    )


def _tables(reader: Reader, workshop: Workshop) -> tuple[TableLine, ...]:
    return tuple(
        TableLine(
            _table(reader, place),
            reader.voice.role(reader.study, table.host),
            table.seats,
            reader.voice.set(workshop.plenary.get(name, "")),
        )
        for place, (name, table) in enumerate(workshop.tables.items(), start=1)
    )


def _table(reader: Reader, place: int) -> str:
    return reader.voice.say("atelier.cafe.table", place=place)


def _rotation(reader: Reader, plan: Rotation) -> tuple[RotationLine, ...]:
    tables = zip(*plan.rounds, strict=True)
    return tuple(
        RotationLine(_table(reader, place), tuple(", ".join(map(str, cards)) for cards in seated))
        for place, seated in enumerate(tables, start=1)
    )


def _moves(reader: Reader, plan: Rotation) -> tuple[str, ...]:
    said = [
        reader.voice.say("atelier.cafe.repeated", count=plan.repeated)
        if plan.repeated
        else reader.voice.say("atelier.cafe.unrepeated")
    ]
    if plan.returns:
        said.append(reader.voice.say("atelier.cafe.revisits", count=plan.returns))
    return tuple(said)


_STATUS = {
    Outcome.KEPT: "qualify",
    Outcome.TIED: "qualify",
    Outcome.UNJUDGED: "qualify",
    Outcome.SET_ASIDE: "no_go",
}
_STATUS_TONES = {"go": "maintain", "qualify": "undecided", "no_go": "stop"}


def solutions_of(reader: Reader) -> tuple[Solution, ...]:
    """What workshops listed, then their scored ideas: a trial is a go, the rule sets others aside."""
    found = [_stated(reader, one) for w in reader.study.workshops.values() for one in w.solutions.values()]
    for name in reader.study.workshops:
        scored = double_impact(reader, name)
        for idea in scored.ideas if scored else ():
            status = "go" if idea.is_tried else _STATUS[idea.outcome]
            told = reader.voice.say(f"atelier.cafe.{status}")
            found.append(Solution(idea.label, told, _STATUS_TONES[status]))
    return tuple(found)


def _stated(reader: Reader, solution: Stated) -> Solution:
    label = reader.voice.headline(reader.voice.set(solution.label))
    return Solution(label, status_told(reader, solution), status_tone(solution))


def status_told(reader: Reader, solution: Stated) -> str:
    """« retenue, en test trente jours », « à qualifier »: a go without a trial is a go all the same."""
    if solution.status is SolutionStatus.GO and solution.trial is None:
        return reader.voice.say("atelier.registers.go")
    return reader.voice.say(f"atelier.cafe.{solution.status.value}")


def status_tone(solution: Stated) -> str:
    """The verdict whose colour a status takes."""
    return _STATUS_TONES[solution.status.value]
