"""A score over the waves: a line with intervals on the axis of time, with a gap where the series breaks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise
from typing import Any, Literal

import altair as alt

from generator.pages.charts.form import Form, Rows, filled, ring
from generator.pages.charts.labels import folded, width_of
from generator.pages.models.series import Point, Series
from generator.pages.shown import Span

_INK, _PALE, _DONE = "#4d5761", "#c3cad1", "#5a4fa3"
_WAYS = {"up": "#0b6e66", "down": "#b4430f", "flat": _INK}
_LEAST = 0.12
"""The least stretch of the whole scale that is drawn: a smaller one would make noise look like news."""
_ABOVE, _BELOW, _EVENTS = 30, 26, 40
"""Pixels kept for the values above, the dates below, and what was done in between."""


@dataclass(frozen=True, slots=True)
class Size:
    """The plot of a form, in pixels."""

    width: int
    height: int


WIDE, NARROW = Size(560, 250), Size(300, 230)


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A point with its place across, from 0 to 1."""

    point: Point
    span: Span
    x: float
    run: int
    """Points of one run are joined; a break begins another."""


def series_chart(series: Series, breaks: str, size: Size = WIDE) -> dict[str, Any]:
    """The chart of a series whose points have a place on an axis; ``breaks`` is the word on a break."""
    across = _across([point.when for point in series.points], size.width)
    drawn = _runs(series, across)
    low, high = _domain(drawn, size, bool(series.events))
    dates = [_dated(point, x, size, len(drawn), low) for point, x in zip(series.points, across, strict=True)]
    data: dict[str, Rows] = {
        "points": [_row(one, series, is_last=one.point is series.points[-1]) for one in drawn],
        **{f"dates_{align}": [row for row in dates if row["align"] == align] for align in _ALIGNED},
        "breaks": [_break(across, index, breaks, low, high, size) for index in _broken(series)],
        "events": _events(series, across, low, high, size),
    }
    return filled(_form(), (size.width, size.height), data, y0=low, y1=high)


def _across(days: list[date], width: int) -> list[float]:
    """Where each wave stands on the axis of time; evenly when two would touch."""
    whole = (days[-1] - days[0]).days
    places = [(day - days[0]).days / whole for day in days] if whole else []
    if not places or min(b - a for a, b in pairwise(places)) * width < _TOUCHING:
        places = [index / (len(days) - 1) for index in range(len(days))]
    return [round(0.05 + 0.9 * place, 4) for place in places]


_TOUCHING = 44


def _runs(series: Series, across: list[float]) -> list[_Drawn]:
    drawn, run = [], 0
    for point, x in zip(series.points, across, strict=True):
        run += point.is_broken
        if point.figure.span is not None:
            drawn.append(_Drawn(point, point.figure.span, x, run))
    return drawn


def _domain(drawn: list[_Drawn], size: Size, has_events: bool) -> tuple[float, float]:
    """What the plot shows from bottom to top: the intervals, and room for what is written around them."""
    lows, highs = zip(*(one.span.ends for one in drawn), strict=True)
    middle, half = (min(lows) + max(highs)) / 2, max(max(highs) - min(lows), _LEAST) / 2
    below = _BELOW + (_EVENTS if has_events else 0)
    unit = 2 * half / (size.height - _ABOVE - below)
    return round(middle - half - below * unit, 4), round(middle + half + _ABOVE * unit, 4)


def _row(one: _Drawn, series: Series, *, is_last: bool) -> Mapping[str, Any]:
    low, high = one.span.ends
    return {
        "x": one.x,
        "name": one.point.wave,
        "value": one.span.point,
        "low": low,
        "high": high,
        "text": one.point.figure.value.text,
        "run": one.run,
        "colour": _WAYS[series.change.way.value] if is_last else _INK,
    }


def _dated(point: Point, x: float, size: Size, count: int, low: float) -> Mapping[str, Any]:
    """A wave by its month where there is room, else by its name; the outer ones stay inside."""
    room = size.width / max(count, 1)
    text = point.month if width_of(point.month, 12) < room else point.wave
    return {"x": x, "y": low, "text": text, "align": "left" if x < 0.1 else "right" if x > 0.9 else "center"}


def _broken(series: Series) -> list[int]:
    return [index for index, point in enumerate(series.points) if point.is_broken]


def _break(
    across: list[float], index: int, word: str, low: float, high: float, size: Size
) -> Mapping[str, Any]:
    """A dashed line between two waves that are not compared, down to the dates."""
    foot = low + _BELOW * (high - low) / size.height
    return {"x": (across[index - 1] + across[index]) / 2, "y": high, "ye": foot, "text": word}


def _events(series: Series, across: list[float], low: float, high: float, size: Size) -> Rows:
    """What was done, on the axis of time, above the dates."""
    unit = (high - low) / size.height
    return [
        {
            "x": _interpolated(event.when, series, across),
            "y": low + _BELOW * unit,
            "ye": low + (_BELOW + 14) * unit,
            "lines": list(folded(event.what, 26, 1)),
        }
        for event in series.events
    ]


def _interpolated(day: date, series: Series, across: list[float]) -> float:
    days = [point.when for point in series.points]
    for (start, end), (x, xe) in zip(pairwise(days), pairwise(across), strict=True):
        if start <= day <= end:
            return round(x + (xe - x) * (day - start).days / max((end - start).days, 1), 4)
    raise ValueError(f"{day} is outside the series")


_ALIGNED: tuple[Literal["left", "center", "right"], ...] = ("left", "center", "right")


@cache
def _form() -> Form:
    x = alt.X("x:Q", scale=alt.Scale(domain=[0, 1], nice=False), axis=None)
    scale = alt.Scale(domain=[alt.ExprRef("y0"), alt.ExprRef("y1")], nice=False, zero=False)

    def of(name: str, field: str = "y") -> alt.Chart:
        y = alt.Y(f"{field}:Q", scale=scale, axis=None)
        return alt.Chart(alt.NamedData(name)).encode(x=x, y=y)

    values = of("points", "value")
    events, breaks = of("events"), of("breaks")
    layers = alt.layer(
        breaks.mark_rule(color=_PALE, strokeDash=[4, 4]).encode(y2="ye:Q"),
        breaks.mark_text(baseline="top", align="left", dx=4, fontSize=11, color=_DONE).encode(text="text:N"),
        of("points", "low").mark_rule(color=_PALE, strokeWidth=2).encode(y2="high:Q"),
        values.mark_line(color=_INK, strokeWidth=2.5).encode(detail="run:N"),
        values.mark_point(filled=True, size=90, opacity=1).encode(color=alt.Color("colour:N", scale=None)),
        ring(values, 330),
        of("points", "high").mark_text(dy=-7, baseline="bottom", fontSize=14).encode(text="text:N"),
        events.mark_rule(color=_DONE, strokeWidth=2).encode(y2="ye:Q"),
        of("events", "ye")
        .mark_text(baseline="bottom", dy=-3, fontSize=11, color=_DONE)
        .encode(text="lines:N"),
        *(_dates(of(f"dates_{align}"), align) for align in _ALIGNED),
    )
    # Checking the form against its schema takes longer than all the rest of a page: a test does it.
    form: Form = layers.properties(padding=4).to_dict(validate=False)
    return form


def _dates(base: alt.Chart, align: Literal["left", "center", "right"]) -> alt.Chart:
    dates: alt.Chart = base.mark_text(align=align, baseline="bottom", fontSize=12, color="#636e79").encode(
        text="text:N"
    )
    return dates
