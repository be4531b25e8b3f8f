"""Every id that a page is named after, with its address: what a reader or a link may rely on."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

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
    """The former ids of decisions, findings and actions, unless something bears the id again."""
    study = reader.study
    kinds = (
        (study.decisions, addresses.decision, {name: one.ask for name, one in study.decisions.items()}),
        (study.findings, addresses.finding, _sentences(reader)),
        (study.actions, addresses.action, {name: one.what for name, one in study.actions.items()}),
    )
    for declared, address, labels in kinds:
        for name, one in declared.items():
            for former in one.was:
                if former not in declared:
                    label = reader.voice.set(labels[name])
                    yield Former(former, name, label, address(former), address(name))


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
