"""Every decision of a client, under whoever settles it: what is late, open, decided, put off."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from pathlib import PurePosixPath

from generator.pages.address import Addresses, addresses_of
from generator.pages.models.common import decision_choice
from generator.pages.reader import Reader
from generator.pages.shown import Said
from generator.spec.models import Decision, DecisionState


class Standing(IntEnum):
    """Where a decision stands on a day, the most pressing first."""

    LATE = 0
    OPEN = 1
    DEFERRED = 2
    DECIDED = 3


TONES: Mapping[Standing, str] = {
    Standing.LATE: "improve",
    Standing.OPEN: "undecided",
    Standing.DEFERRED: "undecided",
    Standing.DECIDED: "maintain",
}
"""The verdict whose colour a state takes; its words say it too."""


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """One decision of the register."""

    ask: str
    study: str
    decider: str
    standing: Standing
    tone: str
    told: str
    """Its state in a word."""
    status: str
    """Since when, or by when."""
    choice: tuple[Said, ...]
    day: date
    page: PurePosixPath

    @property
    def is_late(self) -> bool:
        """Whether it should be settled and is not."""
        return self.standing is Standing.LATE

    @property
    def order(self) -> tuple[int, date]:
        """The most pressing first, then by date."""
        return self.standing, self.day


@dataclass(frozen=True)
class RegisterPage:
    """The register: how many decisions stand where, then each under its decider."""

    counts: tuple[tuple[str, str, str], ...]
    """Of each state that some decision has: its tone, its word, how many."""
    deciders: tuple[tuple[str, tuple[DecisionRow, ...]], ...]


def standing_of(decision: Decision, as_of: date) -> Standing:
    """Where a decision stands on a day: what was put off until a day that has passed is late again."""
    match decision.state:
        case DecisionState.DECIDED:
            return Standing.DECIDED
        case DecisionState.DEFERRED:
            return Standing.LATE if decision.until and decision.until < as_of else Standing.DEFERRED
        case DecisionState.OPEN:
            return Standing.LATE if decision.due < as_of else Standing.OPEN


def decision_rows(readers: list[Reader]) -> tuple[DecisionRow, ...]:
    """Every decision of every study, the most pressing first."""
    rows = [row for reader in readers for row in _of_study(reader)]
    return tuple(sorted(rows, key=lambda row: row.order))


def _of_study(reader: Reader) -> list[DecisionRow]:
    addresses = addresses_of(reader.study)
    return [_row(reader, addresses, name, one) for name, one in reader.study.decisions.items()]


def _row(reader: Reader, addresses: Addresses, name: str, decision: Decision) -> DecisionRow:
    voice, standing = reader.voice, standing_of(decision, reader.as_of)
    day = decision.decided_on or decision.until or decision.due
    return DecisionRow(
        ask=voice.set(decision.ask),
        study=voice.set(reader.study.title),
        decider=voice.role(reader.study, decision.decider),
        standing=standing,
        tone=TONES[standing],
        told=voice.say(f"register.{standing.name.lower()}"),
        status=voice.say(f"register.day.{standing.name.lower()}", day=voice.day(day)),
        choice=decision_choice(reader, name),
        day=day,
        page=addresses.decision(name),
    )


def register_page(readers: list[Reader]) -> RegisterPage:
    """The register of decisions: by decider, those with something late first."""
    rows = decision_rows(readers)
    by_decider: dict[str, list[DecisionRow]] = {}
    for row in rows:
        by_decider.setdefault(row.decider, []).append(row)
    return RegisterPage(
        counts=tuple(_counts(readers, rows)),
        deciders=tuple((decider, tuple(found)) for decider, found in by_decider.items()),
    )


def _counts(readers: list[Reader], rows: tuple[DecisionRow, ...]) -> list[tuple[str, str, str]]:
    found = {standing: sum(row.standing is standing for row in rows) for standing in Standing}
    voice = readers[0].voice
    return [
        (TONES[one], voice.say(f"register.{one.name.lower()}"), voice.printer.number(count))
        for one, count in found.items()
        if count
    ]
