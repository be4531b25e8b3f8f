"""Every id that a page is named after, with its address: what a reader or a link may rely on."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Protocol

from generator.findings.finding import text_of
from generator.pages.address import Addresses
from generator.pages.models.journey import journey_page
from generator.pages.models.sides import moment_told
from generator.pages.models.touched import moment_pages
from generator.pages.models.workshop import title_of
from generator.pages.reader import Reader
from generator.spec.models import Question
from generator.spec.scores import Score


@dataclass(frozen=True, slots=True)
class Entry:
    """One id: what it stands for, and its page or its place in one."""

    id: str
    label: str
    page: PurePosixPath
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Shelf:
    """The ids of one kind."""

    id: str
    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Former:
    """An id that another one has taken over from: its address leads to the new page."""

    id: str
    now: str
    label: str
    at: PurePosixPath
    page: PurePosixPath
    anchor: str = ""


def directory(reader: Reader, addresses: Addresses) -> tuple[Shelf, ...]:
    """The ids of a study by kind, in the order of its spec; kinds without an id are left out."""
    kinds = {
        "decisions": _decisions(reader, addresses),
        "findings": _findings(reader, addresses),
        "actions": _actions(reader, addresses),
        "indicators": _indicators(reader, addresses),
        "questions": _questions(reader, addresses),
        "segments": _segments(reader, addresses),
        "moments": _moments(reader, addresses),
        "workshops": _workshops(reader, addresses),
        "themes": _themes(reader, addresses),
        "former": (Entry(one.id, one.label, one.at) for one in formers(reader, addresses)),
    }
    shelves = ((kind, tuple(entries)) for kind, entries in kinds.items())
    say = reader.voice.say
    return tuple(Shelf(kind, say(f"directory.{kind}"), entries) for kind, entries in shelves if entries)


def formers(reader: Reader, addresses: Addresses) -> Iterator[Former]:
    """The former ids of all that pages are named after, unless something bears the id again."""
    for named, entries, address in _named_after(reader, addresses):
        now = {entry.id: entry for entry in entries}
        for name, entry in now.items():
            for former in _ids(named[name].was):
                if former not in named:
                    yield Former(former, name, entry.label, address(former), entry.page, entry.anchor)


class _Renamed(Protocol):
    """What may have had another id."""

    @property
    def was(self) -> str | tuple[str, ...] | None: ...


_Kind = tuple[Mapping[str, _Renamed], Iterable[Entry], Callable[[str], PurePosixPath]]


def _named_after(reader: Reader, at: Addresses) -> Iterator[_Kind]:
    """What gives pages their names, kind by kind: as declared, where each stands now, and by which id."""
    study = reader.study
    yield study.decisions, _decisions(reader, at), at.decision
    yield study.findings, _findings(reader, at), at.finding
    yield study.actions, _actions(reader, at), at.action
    yield study.questions, _questions(reader, at), at.question
    yield study.segments, _segments(reader, at), at.profile
    yield study.shared.moments, _moments(reader, at), at.moment
    yield study.workshops, _workshops(reader, at), at.workshop
    yield study.qualitative.themes if study.qualitative else {}, _themes(reader, at), at.theme


def _ids(was: str | tuple[str, ...] | None) -> tuple[str, ...]:
    return (was,) if isinstance(was, str) else was or ()


def _sentences(reader: Reader) -> dict[str, str]:
    return {finding.id: text_of(finding.says) for finding in reader.subject.findings.findings}


def _decisions(reader: Reader, addresses: Addresses) -> Iterator[Entry]:
    for name, decision in reader.study.decisions.items():
        yield Entry(name, reader.voice.set(decision.ask), addresses.decision(name))


def _findings(reader: Reader, addresses: Addresses) -> Iterator[Entry]:
    for name, says in _sentences(reader).items():
        yield Entry(name, says, addresses.finding(name))


def _actions(reader: Reader, addresses: Addresses) -> Iterator[Entry]:
    for name, action in reader.study.actions.items():
        yield Entry(name, reader.voice.set(action.what), addresses.action(name))


def _indicators(reader: Reader, addresses: Addresses) -> Iterator[Entry]:
    """An indicator stands on the page of its question; one made of several questions, in the method."""
    for name in reader.study.indicators:
        scores = [score for score in reader.plan.scores if score.indicator == name]
        asked = list(dict.fromkeys(score.question for score in scores if score.question))
        alone = asked[0] if len(asked) == 1 else None
        page = addresses.question(alone) if alone else addresses.method
        question = reader.study.questions[alone] if alone else None
        yield Entry(name, _named(reader, name, scores, question), page)


def _named(reader: Reader, name: str, scores: list[Score], question: Question | None) -> str:
    """An indicator by its label; else what it scores, else the question it scores line by line."""
    label = reader.study.indicators[name].label
    if label is None and len(scores) == 1:
        label = scores[0].label
    if label is None and question is not None:
        label = question.text
    return reader.voice.headline(reader.voice.set(label or name))


def _questions(reader: Reader, addresses: Addresses) -> Iterator[Entry]:
    for name, question in reader.study.questions.items():
        yield Entry(name, reader.voice.set(question.text), addresses.question(name))


def _segments(reader: Reader, addresses: Addresses) -> Iterator[Entry]:
    for name, segment in reader.study.segments.items() if reader.wave else ():
        label = reader.voice.headline(reader.voice.set(segment.label or name))
        yield Entry(name, label, addresses.profile(name))


def _moments(reader: Reader, addresses: Addresses) -> Iterator[Entry]:
    """A moment has its page where the study touches it; else its place in the journey, if there is one."""
    pages, journey = moment_pages(reader), journey_page(reader)
    for name in reader.study.shared.moments:
        if name in pages:
            yield Entry(name, moment_told(reader, name), pages[name])
        elif journey is not None:
            yield Entry(name, moment_told(reader, name), addresses.journey, f"moment-{name}")


def _workshops(reader: Reader, addresses: Addresses) -> Iterator[Entry]:
    for name, workshop in reader.study.workshops.items():
        yield Entry(name, title_of(reader, workshop), addresses.workshop(name))


def _themes(reader: Reader, addresses: Addresses) -> Iterator[Entry]:
    heard = reader.study.qualitative
    for name in heard.themes if heard else ():
        label = text_of(reader.subject.findings.texts["qualitative", "themes", name, "label"])
        yield Entry(name, label, addresses.theme(name))
