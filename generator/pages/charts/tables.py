"""The figures of a chart as they are printed, headers first: what is downloaded and read point by point."""

from collections.abc import Iterator

from generator.pages.models.journey import Lane
from generator.pages.models.priorities import PrioritiesModel
from generator.pages.models.series import Series
from generator.pages.shown import Figure
from generator.pages.voice import Voice

Table = tuple[tuple[str, ...], ...]


def series_table(series: Series, voice: Voice) -> Table:
    """One row a wave, with the reason where it is not compared with the one before."""
    head = tuple(voice.say(key) for key in ("wave", "value", "interval", "base.head"))
    told = any(point.why for point in series.points)
    rows = (
        (point.wave, *_cells(point.figure, voice), *((point.why,) if told else ())) for point in series.points
    )
    return ((*head, *((voice.say("series.gap"),) if told else ())), *rows)


def steps_table(lane: Lane, voice: Voice) -> Table:
    """One row a moment that the survey measured or withheld."""
    head = tuple(voice.say(key) for key in ("atelier.moment", "value", "interval", "base.head"))
    return (head, *((step.moment, *_cells(step.figure, voice)) for step in lane.steps))


def quadrant_table(model: PrioritiesModel, voice: Voice) -> Table:
    """One row a lever: its verdict, what it weighs and how it is judged, each with its interval."""
    weighs, judged, interval = voice.say("priorities.weight"), model.performance, voice.say("interval")
    head = (
        voice.say("priorities.lever"),
        voice.say("priorities.verdict"),
        weighs,
        interval,
        judged,
        interval,
    )
    return (head, *_levers(model, voice))


def _levers(model: PrioritiesModel, voice: Voice) -> Iterator[tuple[str, ...]]:
    for lever in model.levers:
        weight, judged = (_cells(figure, voice)[:2] for figure in (lever.importance, lever.performance))
        yield lever.label, lever.quadrant_told, *weight, *judged


def _cells(figure: Figure, voice: Voice) -> tuple[str, str, str]:
    """Value, interval and base; what the gate kept is said, never empty or zero."""
    if figure.value.is_withheld:
        return voice.say("withheld"), "", ""
    return figure.value.text, figure.interval, figure.base.text + (" *" if figure.is_small else "")
