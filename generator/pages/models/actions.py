"""The promise ledger of a study: who does what by when, and what became of earlier promises."""

from dataclasses import dataclass

from generator.pages.address import Addresses
from generator.pages.models.common import ActionLine, action_line
from generator.pages.reader import Reader
from generator.spec.models import ActionState, FollowedUp
from generator.spec.models.decisions import Horizon


@dataclass(frozen=True, slots=True)
class Promise:
    """What became of a promise of an earlier wave."""

    wave: str
    name: str
    state: str
    note: str


@dataclass(frozen=True)
class ActionsPage:
    """The page of actions, in the two lanes of their horizon."""

    quick: tuple[ActionLine, ...]
    lasting: tuple[ActionLine, ...]
    dropped: tuple[ActionLine, ...]
    promises: tuple[Promise, ...]


def actions_page(reader: Reader, addresses: Addresses) -> ActionsPage:
    """The actions of a study."""
    lanes: dict[Horizon, list[ActionLine]] = {Horizon.QUICK: [], Horizon.LASTING: []}
    dropped: list[ActionLine] = []
    for name, action in sorted(reader.study.actions.items(), key=lambda item: item[1].due):
        line = action_line(reader, addresses, name, action)
        (dropped if action.state is ActionState.DROPPED else lanes[action.horizon]).append(line)
    quick, lasting = (tuple(lanes[horizon]) for horizon in (Horizon.QUICK, Horizon.LASTING))
    return ActionsPage(quick, lasting, tuple(dropped), promises_of(reader))


def promises_of(reader: Reader) -> tuple[Promise, ...]:
    """What became of the promises of earlier waves."""
    return tuple(
        _promise(reader, wave, name, promise)
        for wave, promises in reader.study.since_last.items()
        for name, promise in promises.items()
    )


def _promise(reader: Reader, wave: str, name: str, promise: FollowedUp) -> Promise:
    voice = reader.voice
    state = voice.say(f"action.{promise.state}")
    dated = voice.say("action.dated", state=state, day=voice.day(promise.on)) if promise.on else state
    told = voice.say("action.announced", day=voice.day(promise.announced)) if promise.announced else ""
    said = [voice.set(f"{text.removesuffix('.')}.") for text in (promise.note, promise.why) if text]
    what = voice.set(promise.what or name.replace("_", " "))
    return Promise(wave, voice.headline(what), dated, " ".join([*said, told]).strip())
