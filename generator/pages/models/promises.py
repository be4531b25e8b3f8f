"""Every promise of a client, by what became of it: late, under way, planned, done, dropped."""

from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

from generator.pages.address import addresses_of
from generator.pages.models.actions import Promise, promises_of
from generator.pages.models.common import ActionLine, action_line
from generator.pages.models.drawer import Drawer, drawer_of
from generator.pages.reader import Reader
from generator.spec.models import ActionState

_ORDER = ("late", *(state.value for state in (ActionState.STARTED, ActionState.PLANNED)), "done", "dropped")


@dataclass(frozen=True, slots=True)
class ActionRow:
    """One action of the ledger, with the study that promised it."""

    line: ActionLine
    state: str
    study: str
    due: date
    page: PurePosixPath


@dataclass(frozen=True, slots=True)
class EarlierPromise:
    """A promise of an earlier wave, with its study."""

    promise: Promise
    study: str
    page: PurePosixPath


@dataclass(frozen=True)
class PromisesPage:
    """The ledger of all studies."""

    drawer: Drawer
    groups: tuple[tuple[str, str, tuple[ActionRow, ...]], ...]
    """Of each state that some action has: its id, its title, its actions by date."""
    earlier: tuple[EarlierPromise, ...]


def action_rows(readers: list[Reader]) -> tuple[ActionRow, ...]:
    """Every action of every study, by date."""
    rows = [row for reader in readers for row in _of_study(reader)]
    return tuple(sorted(rows, key=lambda row: row.due))


def _of_study(reader: Reader) -> list[ActionRow]:
    addresses, title = addresses_of(reader.study), reader.voice.set(reader.study.title)
    lines = {
        name: action_line(reader, addresses, name, action) for name, action in reader.study.actions.items()
    }
    return [
        ActionRow(
            line=lines[name],
            state="late" if lines[name].is_late else action.state.value,
            study=title,
            due=action.due,
            page=addresses.actions,
        )
        for name, action in reader.study.actions.items()
    ]


def promises_page(readers: list[Reader]) -> PromisesPage:
    """The ledger of all studies, the most pressing first."""
    rows, voice = action_rows(readers), readers[0].voice
    groups = ((state, tuple(row for row in rows if row.state == state)) for state in _ORDER)
    return PromisesPage(
        drawer=drawer_of(readers),
        groups=tuple((state, voice.say(f"promises.{state}"), found) for state, found in groups if found),
        earlier=tuple(promise for reader in readers for promise in _earlier(reader)),
    )


def _earlier(reader: Reader) -> list[EarlierPromise]:
    title = reader.voice.set(reader.study.title)
    page = addresses_of(reader.study).actions
    return [EarlierPromise(promise, title, page) for promise in promises_of(reader)]
