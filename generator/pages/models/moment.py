"""One moment of the journey in one study: what each side does there, what was measured, said and decided."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from generator.findings.finding import BoundNumber, Finding
from generator.pages.address import Addresses
from generator.pages.formulas import formula
from generator.pages.models.cafe import status_told
from generator.pages.models.common import ActionLine, FindingLine, action_line, finding_line, text
from generator.pages.models.deed import moved_by
from generator.pages.models.finding import how_computed
from generator.pages.models.impact import idea_told
from generator.pages.models.journey import phase_told
from generator.pages.models.pairing import measured_in
from generator.pages.models.sides import SIDES, moment_told, side_told
from generator.pages.models.symmetry import Feeling, feeling
from generator.pages.models.touched import crossed, moment_pages
from generator.pages.reader import Reader
from generator.pages.shown import Change, Figure, Said
from generator.spec.models import Action, Question
from generator.spec.models.workshops import Irritant, Workshop
from generator.spec.scores import Score


@dataclass(frozen=True, slots=True)
class Lived:
    """One side of the moment: what it does there, and what was said of it in workshops."""

    title: str
    does: str
    """Empty when the company describes nothing of that side."""
    felt: tuple[Feeling, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """One figure of the moment: what it is called and counts, where it comes from, its question."""

    label: str
    told: str
    source: str
    figure: Figure
    change: Change
    page: PurePosixPath | None


@dataclass(frozen=True, slots=True)
class Listed:
    """Something said of the moment, with what answers it: an irritant, a challenge."""

    label: str
    answers: tuple[str, ...]
    page: PurePosixPath


@dataclass(frozen=True)
class MomentPage:
    """The page of one moment."""

    title: str
    is_truth: bool
    place: str
    channels: str
    sides: tuple[Lived, ...]
    readings: tuple[Reading, ...]
    asked: tuple[tuple[str, PurePosixPath], ...]
    """Questions on the moment that no figure above is made from."""
    findings: tuple[FindingLine, ...]
    themes: tuple[tuple[tuple[Said, ...], PurePosixPath], ...]
    irritants: tuple[Listed, ...]
    challenges: tuple[Listed, ...]
    actions: tuple[ActionLine, ...]
    elsewhere: tuple[tuple[str, PurePosixPath], ...]
    """The same moment in the client's other studies."""
    how: tuple[str, ...]


def moment_page(reader: Reader, addresses: Addresses, name: str) -> MomentPage:
    """The page of a moment that the study touches."""
    declared, voice = reader.study.shared.moments[name], reader.voice
    channels = voice.spell([voice.set(channel) for channel in declared.channel])
    readings = (*_own(reader, addresses, name), *_facing(reader, name))
    found = [one for one in reader.subject.findings.findings if _speaks_of(reader, one, name)]
    return MomentPage(
        title=moment_told(reader, name),
        is_truth=declared.truth,
        place=_place(reader, name),
        channels=voice.say("atelier.journey.channels", channels=channels) if channels else "",
        sides=tuple(_sides(reader, name)),
        readings=readings,
        asked=tuple(_asked(reader, addresses, name, readings)),
        findings=tuple(finding_line(reader, addresses, one) for one in found),
        themes=tuple(
            (text(reader, "qualitative", "themes", theme, "label"), addresses.theme(theme))
            for theme in _themes(reader, name)
        ),
        irritants=tuple(_irritants(reader, addresses, name)),
        challenges=tuple(_challenges(reader, addresses, name)),
        actions=tuple(
            action_line(reader, addresses, key, action)
            for key, action in reader.study.actions.items()
            if _acts_on(reader, action, name, frozenset(one.id for one in found))
        ),
        elsewhere=tuple(_elsewhere(reader, name)),
        how=how_computed(reader),
    )


def _place(reader: Reader, name: str) -> str:
    """« Pendant, moment 4 sur 6 »."""
    journey = reader.study.shared.journey
    names = [moment for phase in journey.values() for moment in phase]
    phase = next(phase for phase, moments in journey.items() if name in moments)
    place, told = names.index(name) + 1, phase_told(reader, phase)
    return reader.voice.say("atelier.one_moment.place", phase=told, place=place, count=len(names))


def _sides(reader: Reader, name: str) -> Iterator[Lived]:
    declared, workshops = reader.study.shared.moments[name], reader.study.workshops.values()
    does = {"customer": declared.customer, "employee": declared.employee}
    faced = [one.mirror[name] for one in workshops if name in one.mirror]
    for side in SIDES:
        felt = tuple(feeling(reader, name, side, getattr(one, side)) for one in faced)
        yield Lived(side_told(reader, side), reader.voice.set(does[side] or ""), felt)


def _own(reader: Reader, addresses: Addresses, name: str) -> Iterator[Reading]:
    """The indicators of this study that are read on a question of the moment."""
    for score in reader.plan.scores:
        is_of = score.indicator is not None and _moment_of(reader, score.id) == name
        if is_of and reader.wave and reader.plan.is_known_in(reader.wave, score):
            yield _reading(reader, score, reader.wave, addresses.question(score.question or ""))


def _facing(reader: Reader, name: str) -> Iterator[Reading]:
    """What the studies this one faces or follows measured of the same moment."""
    for side in measured_in(reader):
        score = side.score(name)
        if score is not None and side.reader.study.id != reader.study.id:
            yield _reading(side.reader, score, side.wave, side.page(name))


def _reading(reader: Reader, score: Score, wave: str, page: PurePosixPath | None) -> Reading:
    study = reader.voice.quoted(reader.study.title)
    return Reading(
        label=reader.name(score),
        told=formula(reader, score),
        source=reader.voice.say("atelier.one_moment.source", study=study, wave=wave),
        figure=reader.figure(score.id, wave),
        change=reader.change(score.id) if wave == reader.wave else Change.nothing(),
        page=page,
    )


def _moment_of(reader: Reader, score: str) -> str | None:
    measure = reader.plan.score[score].measure
    return reader.plan.measure[measure].moment if measure else None


def _asked(
    reader: Reader, addresses: Addresses, name: str, readings: tuple[Reading, ...]
) -> Iterator[tuple[str, PurePosixPath]]:
    read = {one.page for one in readings}
    for key, question in reader.study.questions.items() if reader.wave else ():
        page = addresses.question(key)
        if page not in read and name in _moments(question):
            yield reader.voice.set(question.text), page


def _moments(question: Question) -> Iterator[str | None]:
    yield question.moment
    yield from (item.moment for item in question.items.values())


def _speaks_of(reader: Reader, finding: Finding, name: str) -> bool:
    """Whether a finding prints a figure of the moment, or rests on a theme that belongs to it."""
    evidence = reader.study.findings[finding.id].evidence
    if any(theme in evidence for theme in _themes(reader, name)):
        return True
    printed = [id_ for part in finding.says if isinstance(part, BoundNumber) for id_ in part.numbers]
    return any(_is_of(reader, id_, name) for id_ in printed)


def _is_of(reader: Reader, number: str, name: str) -> bool:
    """Whether a number, of whichever study, was measured at the moment."""
    for subject in reader.library.subjects.values():
        found = subject.plan.numbers.get(number)
        if found is not None and found.subject in subject.plan.score:
            return _moment_of(replace(reader, subject=subject), found.subject) == name
    return False


def _themes(reader: Reader, name: str) -> Iterator[str]:
    heard = reader.study.qualitative
    for theme, declared in heard.themes.items() if heard else ():
        if declared.moment == name:
            yield theme


def _acts_on(reader: Reader, action: Action, name: str, findings: frozenset[str]) -> bool:
    """Whether an action answers a finding on the moment, or should move a figure of it."""
    moved = (_moment_of(reader, score.id) for score in moved_by(reader, action))
    return bool(findings & set(action.from_)) or name in moved


def _irritants(reader: Reader, addresses: Addresses, name: str) -> Iterator[Listed]:
    for workshop in reader.study.workshops.values():
        for key, one in workshop.irritants.items():
            if one.moment == name:
                yield _irritant(reader, addresses, workshop, key, one)


def _irritant(reader: Reader, addresses: Addresses, workshop: Workshop, key: str, one: Irritant) -> Listed:
    voice = reader.voice
    solutions = (solution for solution in workshop.solutions.values() if key in solution.answers)
    told = (
        voice.say("atelier.one_moment.solution", label=voice.set(s.label), state=status_told(reader, s))
        for s in solutions
    )
    return Listed(voice.headline(voice.set(one.label)), tuple(told), addresses.registers)


def _challenges(reader: Reader, addresses: Addresses, name: str) -> Iterator[Listed]:
    for at, workshop in reader.study.workshops.items():
        for key, challenge in workshop.challenges.items():
            if name in crossed(challenge):
                ideas = (
                    idea_told(reader, i, idea) for i, idea in workshop.ideas.items() if idea.solves == key
                )
                yield Listed(reader.voice.set(challenge.ask), tuple(ideas), addresses.workshop(at))


def _elsewhere(reader: Reader, name: str) -> Iterator[tuple[str, PurePosixPath]]:
    for subject in reader.library.subjects.values():
        page = moment_pages(replace(reader, subject=subject)).get(name)
        if page is not None and subject.study.id != reader.study.id:
            yield reader.voice.set(subject.study.title), page
