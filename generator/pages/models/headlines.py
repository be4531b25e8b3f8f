"""Headline indicators, each with its interval and what it can be compared with."""

from dataclasses import dataclass
from pathlib import PurePosixPath

from generator.findings.printing import exactly
from generator.pages.address import Addresses
from generator.pages.models.benchmarks import benchmarks_of
from generator.pages.models.series import Series, series_of
from generator.pages.reader import Reader
from generator.pages.shown import Change, Figure
from generator.spec.models import ActionState
from generator.spec.plan import is_own
from generator.spec.scores import Score, named_by
from generator.statistics.families import headlines_in


@dataclass(frozen=True, slots=True)
class Headline:
    """A headline indicator with its interval, its comparators and its course."""

    label: str
    page: PurePosixPath | None
    figure: Figure
    change: Change
    since: str
    kept: str
    """Of a value that is not published, why, and the last one that was; empty otherwise."""
    alone: str
    """Why it has not moved since the previous wave: it was not asked, or its series broke."""
    beside: tuple[str, ...]
    """Outside figures and targets."""
    course: Series | None
    ends: tuple[str, str] | None
    """The ends of the axis on which it is drawn when it has no course."""


def headline_scores(reader: Reader) -> list[Score]:
    """The headline scores that this wave asks; the first indicators when none is declared a headline."""
    return list(headlines_in(reader.plan, reader.wave)) if reader.wave else []


def headlines_of(reader: Reader, addresses: Addresses) -> tuple[Headline, ...]:
    """The headlines of the wave."""
    return tuple(_headline(reader, addresses, score) for score in headline_scores(reader))


def _headline(reader: Reader, addresses: Addresses, score: Score) -> Headline:
    figure, change = reader.figure(score.id), reader.change(score.id)
    course = series_of(reader, score)
    return Headline(
        label=reader.name(score),
        page=addresses.question(score.question) if score.question else None,
        figure=figure,
        change=change,
        since=reader.voice.say("headline.since", wave=reader.previous) if reader.previous else "",
        kept=_kept(reader, score) if figure.value.is_withheld else "",
        alone="" if change.text or figure.value.is_withheld else _alone(reader, course),
        beside=(*_benchmarks(reader, score), *_targets(reader, score)),
        course=course,
        ends=reader.ends(score),
    )


def _kept(reader: Reader, score: Score) -> str:
    earlier = [wave for wave in reader.plan.waves if reader.plan.is_known_in(wave, score)]
    known = [(wave, found) for wave in earlier if (found := reader.figure(score.id, wave).value).text]
    said = [reader.voice.say("kept.why")]
    if known:
        wave, found = known[-1]
        said.append(reader.voice.say("kept.since", value=found.text, wave=wave))
    return " ".join(said)


def _alone(reader: Reader, course: Series | None) -> str:
    """What would be compared, when nothing can."""
    if course is not None and course.points[-1].is_broken:
        return reader.voice.say("headline.broken")
    return reader.voice.say("headline.first")


def _benchmarks(reader: Reader, score: Score) -> list[str]:
    return [
        reader.voice.say(
            "headline.benchmark_with_care" if row.caution else "headline.benchmark",
            value=row.value,
            title=row.title,
        )
        for row in benchmarks_of(reader, [score])
    ]


def _targets(reader: Reader, score: Score) -> list[str]:
    targets = [
        action.target
        for action in reader.study.actions.values()
        if action.target and action.state is not ActionState.DROPPED
        if is_own(action.target.of, reader.study) and action.target.of.group is None
        if score in named_by(reader.plan.scores, action.target.of)
    ]
    gauge, printer = reader.gauge(score.id), reader.voice.printer
    return [
        reader.voice.say(
            "headline.target", change=gauge.gap(exactly(target.change.value), printer), wave=target.by
        )
        for target in targets
    ]
