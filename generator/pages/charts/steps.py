"""A journey as steps: one tread for each moment with its interval, moments of truth marked by their shape."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

import altair as alt

from generator.pages.charts.form import Form, Rows, filled, plotted, ring
from generator.pages.charts.labels import folded
from generator.pages.models.journey import Lane, Step
from generator.pages.shown import Span

_INK, _PALE, _RANGE, _TRUTH = "#4d5761", "#c3cad1", "#7b8691", "#5a4fa3"
_LEAST = 0.12
"""The least stretch of the whole scale that is drawn: a smaller one would make noise look like news."""
_ABOVE, _BELOW = 28, 52
"""Pixels kept for the values above and the names of moments below."""
_LETTER = 7.0
"""The width of a letter of a name, in pixels, rather too much than too little."""


@dataclass(frozen=True, slots=True)
class Size:
    """The plot of a form, in pixels."""

    width: int
    height: int


WIDE, NARROW = Size(960, 210), Size(320, 230)


def steps_chart(lane: Lane, size: Size = WIDE) -> dict[str, Any]:
    """The steps of a lane; a moment that was withheld leaves its place empty."""
    count = len(lane.steps)
    low, high = _domain(lane, size)
    places = list(enumerate(lane.steps))
    drawn = [(i, step, step.figure.span) for i, step in places if step.figure.span is not None]
    data: dict[str, Rows] = {
        "treads": [_tread(i, span, count) for i, _, span in drawn],
        "risers": [
            {"x": (i + 1) / count, "y": span.point, "ye": after.point}
            for (i, _, span), (j, _, after) in pairwise(drawn)
            if j == i + 1
        ],
        "points": [_point(i, step, span, count) for i, step, span in drawn],
        "names": [
            {"x": (i + 0.5) / count, "y": low, "lines": list(name)}
            for i, name in enumerate(_names(lane, size))
        ],
    }
    return filled(_form(), (size.width, size.height), data, y0=low, y1=high)


def _domain(lane: Lane, size: Size) -> tuple[float, float]:
    """What the plot shows from bottom to top: the intervals, and room for what is written around them."""
    lows, highs = zip(*(step.figure.span.ends for step in lane.steps if step.figure.span), strict=True)
    middle, half = (min(lows) + max(highs)) / 2, max(max(highs) - min(lows), _LEAST) / 2
    unit = 2 * half / (size.height - _ABOVE - _BELOW)
    return round(middle - half - _BELOW * unit, 4), round(middle + half + _ABOVE * unit, 4)


def _tread(place: int, span: Span, count: int) -> Mapping[str, float]:
    return {"x": place / count, "xe": (place + 1) / count, "y": span.point}


def _point(place: int, step: Step, span: Span, count: int) -> Mapping[str, Any]:
    low, high = span.ends
    return {
        "name": step.moment,
        "x": (place + 0.5) / count,
        "value": span.point,
        "low": low,
        "high": high,
        "text": step.figure.value.text,
        "shape": "diamond" if step.is_truth else "circle",
        "colour": _TRUTH if step.is_truth else _INK,
        "size": 170 if step.is_truth else 50,
    }


def _names(lane: Lane, size: Size) -> list[tuple[str, ...]]:
    """The name of each moment under its tread; all by their place in the journey when a word has no room."""
    letters = int(size.width / len(lane.steps) / _LETTER)
    words = (word for step in lane.steps for word in step.moment.split())
    if max(map(len, words)) > letters:
        return [(str(step.place),) for step in lane.steps]
    return [folded(step.moment, letters, 3) for step in lane.steps]


@cache
def _form() -> Form:
    points = plotted("points", "value")
    layers = alt.layer(
        plotted("treads").mark_rule(color=_INK, strokeWidth=2.5).encode(x2="xe:Q"),
        plotted("risers").mark_rule(color=_PALE, strokeWidth=1.5).encode(y2="ye:Q"),
        plotted("points", "low").mark_rule(color=_RANGE, strokeWidth=2).encode(y2="high:Q"),
        points.mark_point(filled=True, opacity=1).encode(
            color=alt.Color("colour:N", scale=None),
            shape=alt.Shape("shape:N", scale=None),
            size=alt.Size("size:Q", scale=None),
        ),
        ring(points, 420),
        plotted("points", "high").mark_text(dy=-5, baseline="bottom", fontSize=14).encode(text="text:N"),
        plotted("names")
        .mark_text(baseline="bottom", fontSize=12, color="#636e79", lineHeight=14)
        .encode(text="lines:N"),
    )
    # Checking the form against its schema takes longer than all the rest of a page: a test does it.
    form: Form = layers.properties(padding=4).to_dict(validate=False)
    return form
