"""A score over the waves: a line with intervals on the axis of time, with a gap where the series breaks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise
from typing import Any

import altair as alt

from generator.pages.charts.form import Form, Rows, filled, plotted, ring
from generator.pages.charts.labels import Align, folded, width_of
from generator.pages.models.series import Point, Series
from generator.pages.shown import Span

_INK, _PALE, _DONE = "#4d5761", "#c3cad1", "#5a4fa3"
_WAYS = {"up": "#0b6e66", "down": "#b4430f", "flat": _INK}
_LEAST = 0.12
"""The least stretch of the whole scale that is drawn: a smaller one would make noise look like news."""
_ABOVE, _BELOW, _DEEDS = 30, 26, 60
"""Pixels kept for the values above, the dates below, and the actions between the two."""


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
    days = _days(series)
    across = _across(days, size.width)
    drawn = _runs(series, across)
    low, high = _domain(drawn, size, bool(series.deeds))
    dates = [_dated(point, x, size, len(days), low) for point, x in zip(series.points, across, strict=False)]
    data: dict[str, Rows] = {
        "points": [_row(one, series, is_last=one.point is series.points[-1]) for one in drawn],
        **{f"dates_{align}": [row for row in dates if row["align"] == align] for align in _ALIGNED},
        "breaks": [_break(across, index, breaks, low, high, size) for index in _broken(series)],
        **_deeds(series, dict(zip(days, across, strict=True)), low, high, size),
    }
    return filled(_form(), (size.width, size.height), data, y0=low, y1=high)


def _days(series: Series) -> list[date]:
    """The days of waves, then that of the last action where it comes after them."""
    days = [point.when for point in series.points]
    later = [deed.when for deed in series.deeds[-1:] if deed.when > days[-1]]
    return days + later


def _across(days: list[date], width: int) -> list[float]:
    """Where each day stands on the axis of time; evenly when two would touch."""
    whole = (days[-1] - days[0]).days
    places = [(day - days[0]).days / whole for day in days] if whole else []
    if not places or min(b - a for a, b in pairwise(places)) * width < _TOUCHING:
        places = [index / (len(days) - 1) for index in range(len(days))]
    return [round(0.05 + 0.9 * place, 4) for place in places]


_TOUCHING = 44


def _runs(series: Series, across: list[float]) -> list[_Drawn]:
    drawn, run = [], 0
    for point, x in zip(series.points, across, strict=False):
        run += point.is_broken
        if point.figure.span is not None:
            drawn.append(_Drawn(point, point.figure.span, x, run))
    return drawn


def _domain(drawn: list[_Drawn], size: Size, has_deeds: bool) -> tuple[float, float]:
    """What the plot shows from bottom to top: the intervals, and room for what is written around them."""
    lows, highs = zip(*(one.span.ends for one in drawn), strict=True)
    middle, half = (min(lows) + max(highs)) / 2, max(max(highs) - min(lows), _LEAST) / 2
    below = _BELOW + (_DEEDS if has_deeds else 0)
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


def _deeds(
    series: Series, places: Mapping[date, float], low: float, high: float, size: Size
) -> dict[str, Rows]:
    """Actions on the axis of time, above the dates: named where there is one, else by their number below.

    Numbers that would lie on one another are written together, over the first.
    """
    unit = (high - low) / size.height
    xs = [_interpolated(deed.when, places) for deed in series.deeds]
    rows = [
        {
            "x": x,
            "y": low + _BELOW * unit,
            "ye": low + (_BELOW + 16) * unit,
            "fill": _DONE if deed.is_done else "#ffffff",
        }
        for deed, x in zip(series.deeds, xs, strict=True)
    ]
    named: dict[str, list[Mapping[str, Any]]] = {f"deeds_{align}": [] for align in _ALIGNED}
    for numbers in _crowds(xs, size.width):
        row, deed = rows[numbers[0]], series.deeds[numbers[0]]
        align = _aligned(xs[numbers[0]])
        is_alone = len(series.deeds) == 1
        text = " ".join(folded(deed.what, 26, 1)) if is_alone else ", ".join(str(n + 1) for n in numbers)
        named[f"deeds_{align}"].append({**row, "text": text, "month": deed.month if is_alone else ""})
    return {"deeds": rows, **named}


def _crowds(xs: list[float], width: int) -> list[list[int]]:
    """Which of the places, from left to right, are too near to be written apart."""
    crowds: list[list[int]] = []
    for index, x in enumerate(xs):
        if crowds and (x - xs[crowds[-1][0]]) * width < _NEAR:
            crowds[-1].append(index)
        else:
            crowds.append([index])
    return crowds


_NEAR = 18


def _interpolated(day: date, places: Mapping[date, float]) -> float:
    for (start, x), (end, xe) in pairwise(places.items()):
        if start <= day <= end:
            return round(x + (xe - x) * (day - start).days / max((end - start).days, 1), 4)
    raise ValueError(f"{day} is outside the series")


def _aligned(x: float) -> Align:
    """The side from which a text is written for it to stay inside."""
    return "left" if x < 0.3 else "right" if x > 0.7 else "center"


_ALIGNED: tuple[Align, ...] = ("left", "center", "right")
DEEDS = tuple(f"deeds_{align}" for align in _ALIGNED)
"""The data sets of what is written over actions."""


@cache
def _form() -> Form:
    values = plotted("points", "value")
    deeds, breaks = plotted("deeds"), plotted("breaks")
    layers = alt.layer(
        breaks.mark_rule(color=_PALE, strokeDash=[4, 4]).encode(y2="ye:Q"),
        breaks.mark_text(baseline="top", align="left", dx=4, fontSize=11, color=_DONE).encode(text="text:N"),
        plotted("points", "low").mark_rule(color=_PALE, strokeWidth=2).encode(y2="high:Q"),
        values.mark_line(color=_INK, strokeWidth=2.5).encode(detail="run:N"),
        values.mark_point(filled=True, size=90, opacity=1).encode(color=alt.Color("colour:N", scale=None)),
        ring(values, 330),
        plotted("points", "high").mark_text(dy=-7, baseline="bottom", fontSize=14).encode(text="text:N"),
        deeds.mark_rule(color=_DONE, strokeWidth=2).encode(y2="ye:Q"),
        plotted("deeds", "ye")
        .mark_point(size=50, opacity=1, stroke=_DONE, strokeWidth=2)
        .encode(fill=alt.Fill("fill:N", scale=None)),
        *(_named(plotted(f"deeds_{align}", "ye"), align, field) for align in _ALIGNED for field in _LINES),
        *(_dates(plotted(f"dates_{align}"), align) for align in _ALIGNED),
    )
    # Checking the form against its schema takes longer than all the rest of a page: a test does it.
    form: Form = layers.properties(padding=4).to_dict(validate=False)
    return form


_LINES = {"month": -7, "text": -20}
"""What is written over an action, and how far from its point in pixels."""


def _named(base: alt.Chart, align: Align, field: str) -> alt.Chart:
    named: alt.Chart = base.mark_text(
        align=align, baseline="bottom", dy=_LINES[field], fontSize=11, color=_DONE
    ).encode(text=f"{field}:N")
    return named


def _dates(base: alt.Chart, align: Align) -> alt.Chart:
    dates: alt.Chart = base.mark_text(align=align, baseline="bottom", fontSize=12, color="#636e79").encode(
        text="text:N"
    )
    return dates
