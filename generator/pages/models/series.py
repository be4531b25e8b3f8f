"""One score over the waves, with its breaks and what was done meanwhile: what a line and its table show."""

from dataclasses import dataclass
from datetime import date

from generator.pages.models.deed import Deed, deeds_of
from generator.pages.reader import Reader
from generator.pages.shown import Change, Figure
from generator.spec import models
from generator.spec.scores import Score
from generator.spec.series import Link, comparable
from generator.statistics import judge


@dataclass(frozen=True, slots=True)
class Point:
    """One wave of a series; ``is_broken`` when it cannot be compared with the wave before."""

    wave: str
    when: date
    month: str
    figure: Figure
    is_broken: bool
    why: str


@dataclass(frozen=True)
class Series:
    """The course of a score; two waves or more."""

    score: str
    label: str
    points: tuple[Point, ...]
    deeds: tuple[Deed, ...]
    """The actions that should move it, since its first wave."""
    change: Change
    trend: str
    """What it gains in a year and what the test says, in a sentence; empty under three waves that compare."""
    description: str

    @property
    def is_drawn(self) -> bool:
        """Whether its points have a place on an axis."""
        return any(point.figure.span for point in self.points)

    @property
    def is_broken(self) -> bool:
        """Whether one of its waves cannot be compared with the wave before."""
        return any(point.is_broken for point in self.points)


def series_of(reader: Reader, score: Score) -> Series | None:
    """A score over the waves that ask it, or None when fewer than two are published."""
    points = tuple(_points(reader, score))
    if sum(not point.figure.value.is_withheld for point in points) < 2:
        return None
    label, change = reader.name(score), reader.change(score.id)
    deeds = deeds_of(reader, score, points[0].when)
    return Series(
        score=score.id,
        label=label,
        points=points,
        deeds=deeds,
        change=change,
        trend=_trend(reader, score),
        description=_description(reader, label, points, change, deeds),
    )


def _points(reader: Reader, score: Score) -> list[Point]:
    waves = [wave for wave in reader.plan.waves if reader.plan.is_known_in(wave, score)]
    points = []
    for index, wave in enumerate(waves):
        broken = _break(reader, score, waves[index - 1], wave) if index else None
        start, why = reader.study.waves[wave].field.start, reader.voice.set(broken.why) if broken else ""
        month, figure = reader.voice.printer.month(start), reader.figure(score.id, wave)
        points.append(Point(wave, start, month, figure, broken is not None, why))
    return points


def _trend(reader: Reader, score: Score) -> str:
    found, now = reader.trends.get(score.id), reader.figures.estimate(score.id, reader.wave)
    if found is None or now is None or found.low is None or found.high is None:
        return ""
    gauge, printer = reader.gauge(score.id), reader.voice.printer
    return reader.voice.say(
        "series.trend",
        slope=gauge.gap(gauge.displayed(found.value, now.n), printer),
        interval=gauge.gap_interval(found.low, found.high, now.n, printer),
        verdict=reader.voice.say(f"trend.{judge(found, found.level).value}"),
    )


def _break(reader: Reader, score: Score, earlier: str, later: str) -> Link | None:
    """The break between two waves of a score, or of any of the scores it averages."""
    measures = (reader.plan.measure[name] for name in reader.plan.measures_under(score))
    links = [comparable(reader.study, measure, earlier, later) for measure in measures]
    return next((link for link in links if link and link.series is models.Series.BREAK), None)


def _description(
    reader: Reader, label: str, points: tuple[Point, ...], change: Change, deeds: tuple[Deed, ...]
) -> str:
    """What the line shows, wave by wave, for whoever does not see it."""
    voice = reader.voice
    values = [
        voice.say("series.point", wave=point.wave, value=point.figure.value.text)
        for point in points
        if not point.figure.value.is_withheld
    ]
    said = [voice.say("series.shows", label=voice.quoted(label), values=voice.spell(values))]
    if change.text:
        said.append(
            voice.say("series.verdict", wave=reader.previous, verdict=change.verdict, gap=change.words)
        )
    said += [voice.say("series.break", wave=point.wave) for point in points if point.is_broken]
    said += [voice.say("series.deed", what=deed.what, day=deed.day, state=deed.state) for deed in deeds]
    return " ".join(said)
