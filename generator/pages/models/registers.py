"""What workshops listed: irritants, solutions with their status, workstreams that gather them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from generator.pages.address import Addresses
from generator.pages.models.cafe import status_told, status_tone
from generator.pages.models.sides import moment_told, side_told
from generator.pages.reader import Reader
from generator.spec.models.workshops import Irritant, Solution, Workshop


@dataclass(frozen=True, slots=True)
class IrritantLine:
    """One irritant, with the solutions that answer it."""

    label: str
    side: str
    moment: str
    stake: int
    """From 1 to 5 as participants judged it; 0 when they did not."""
    solutions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SolutionLine:
    """One solution, where it stands, and what carries it on."""

    label: str
    told: str
    tone: str
    owner: str
    why: str
    then: tuple[tuple[str, PurePosixPath, str], ...]
    """What carries it on: words, page, place on the page."""


@dataclass(frozen=True, slots=True)
class WorkstreamLine:
    """One workstream, who leads it, and its solutions."""

    label: str
    owner: str
    solutions: tuple[SolutionLine, ...]


@dataclass(frozen=True)
class RegistersPage:
    """The three registers of a study."""

    irritants: tuple[IrritantLine, ...]
    solutions: tuple[SolutionLine, ...]
    workstreams: tuple[WorkstreamLine, ...]
    has_stakes: bool


def registers_page(reader: Reader, addresses: Addresses) -> RegistersPage | None:
    """The registers of all workshops of a study; None when none listed anything."""
    workshops = reader.study.workshops.values()
    irritants = [line for one in workshops for line in _irritants(reader, one)]
    solutions = [_solution(reader, addresses, s) for one in workshops for s in one.solutions.values()]
    strands = [line for one in workshops for line in _workstreams(reader, addresses, one)]
    if not (irritants or solutions or strands):
        return None
    return RegistersPage(
        irritants=tuple(sorted(irritants, key=lambda line: -line.stake)),
        solutions=tuple(solutions),
        workstreams=tuple(strands),
        has_stakes=any(line.stake for line in irritants),
    )


def _irritants(reader: Reader, workshop: Workshop) -> Iterator[IrritantLine]:
    for name, one in workshop.irritants.items():
        answering = [s for s in workshop.solutions.values() if name in s.answers]
        yield _irritant(reader, one, tuple(_label(reader, s) for s in answering))


def _irritant(reader: Reader, one: Irritant, solutions: tuple[str, ...]) -> IrritantLine:
    voice = reader.voice
    return IrritantLine(
        label=voice.headline(voice.set(one.label)),
        side=side_told(reader, one.side) if one.side else voice.headline(voice.say("atelier.registers.both")),
        moment=moment_told(reader, one.moment) if one.moment else "",
        stake=one.stake or 0,
        solutions=solutions,
    )


def _label(reader: Reader, solution: Solution) -> str:
    return reader.voice.headline(reader.voice.set(solution.label))


def _solution(reader: Reader, addresses: Addresses, solution: Solution) -> SolutionLine:
    voice, pages = reader.voice, _pages(addresses)
    carried = {"trial": solution.trial, "action": solution.action}
    return SolutionLine(
        label=_label(reader, solution),
        told=status_told(reader, solution),
        tone=status_tone(solution),
        owner=voice.role(reader.study, solution.owner) if solution.owner else "",
        why=voice.set(solution.why) if solution.why else "",
        then=tuple(
            (voice.say(f"atelier.registers.{key}"), pages[key], name) for key, name in carried.items() if name
        ),
    )


def _pages(addresses: Addresses) -> Mapping[str, PurePosixPath]:
    return {"trial": addresses.trials, "action": addresses.actions}


def _workstreams(reader: Reader, addresses: Addresses, workshop: Workshop) -> Iterator[WorkstreamLine]:
    voice = reader.voice
    for name, strand in workshop.workstreams.items():
        gathered = [s for s in workshop.solutions.values() if s.workstream == name]
        yield WorkstreamLine(
            label=voice.headline(voice.set(strand.label)),
            owner=voice.say("atelier.registers.led", who=voice.role(reader.study, strand.owner)),
            solutions=tuple(_solution(reader, addresses, one) for one in gathered),
        )
