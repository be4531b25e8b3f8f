"""The 30-day trials: one sheet each, with the five things a trial must say and room to write what it gave."""

from dataclasses import dataclass
from datetime import date

from generator.pages.reader import Reader
from generator.spec.models.decisions import Trial


@dataclass(frozen=True, slots=True)
class Sheet:
    """One trial, as it is printed and pinned up."""

    id: str
    place: str
    what: str
    who: str
    when: str
    state: str
    indicators: tuple[str, ...]
    feedback: str
    challenge: str
    """What the idea under trial answers; empty for a trial that no idea bears the name of."""


@dataclass(frozen=True)
class TrialsPage:
    """The page of trials."""

    sheets: tuple[Sheet, ...]


def trials_page(reader: Reader) -> TrialsPage | None:
    """The trials of a study, or None when it has none."""
    trials = reader.study.trials
    if not trials:
        return None
    return TrialsPage(
        tuple(
            _sheet(reader, name, trial, (place, len(trials)))
            for place, (name, trial) in enumerate(trials.items(), start=1)
        )
    )


def _sheet(reader: Reader, name: str, trial: Trial, place: tuple[int, int]) -> Sheet:
    voice = reader.voice
    return Sheet(
        id=name,
        place=voice.say("atelier.trials.sheet", place=place[0], count=place[1]),
        what=voice.set(trial.what),
        who=voice.role(reader.study, trial.who),
        when=_when(reader, trial),
        state=voice.say(f"atelier.trials.state.{state_of(trial, reader.as_of)}"),
        indicators=tuple(voice.set(indicator) for indicator in trial.indicators),
        feedback=voice.set(trial.feedback),
        challenge=_challenge(reader, name),
    )


def _when(reader: Reader, trial: Trial) -> str:
    days = (trial.when.end - trial.when.start).days + 1
    told = reader.voice.printer.days(trial.when.start, trial.when.end)
    return reader.voice.say("atelier.trials.span", days=told, count=days)


def state_of(trial: Trial, as_of: date) -> str:
    """``planned``, ``running`` or ``over``, seen from a day."""
    if as_of < trial.when.start:
        return "planned"
    return "running" if as_of <= trial.when.end else "over"


def _challenge(reader: Reader, name: str) -> str:
    """The challenge that the idea under trial answers."""
    for workshop in reader.study.workshops.values():
        idea = workshop.ideas.get(name)
        if idea is not None:
            return reader.voice.set(workshop.challenges[idea.solves].ask)
    return ""
