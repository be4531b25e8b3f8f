"""The priority quadrant: importance across, performance upwards, a cross of intervals on each item."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Literal

import altair as alt

from generator.findings.finding import Quadrant
from generator.pages.charts.form import Form, Rows, filled, ring
from generator.pages.charts.labels import Box, Name, Placed, Segment, Sheet, folded, width_of
from generator.pages.models.priorities import Axis, Bounds, Lever, PrioritiesModel

COLOURS: Mapping[Quadrant, str] = {
    Quadrant.IMPROVE: "#b4430f",
    Quadrant.MAINTAIN: "#0b6e66",
    Quadrant.SURPLUS: "#5b6470",
    Quadrant.WATCH: "#5b6470",
    Quadrant.UNDECIDED: "#5a4fa3",
}
_CORNERS: Mapping[Quadrant, tuple[Literal["left", "right"], Literal["top", "bottom"]]] = {
    Quadrant.SURPLUS: ("left", "top"),
    Quadrant.MAINTAIN: ("right", "top"),
    Quadrant.WATCH: ("left", "bottom"),
    Quadrant.IMPROVE: ("right", "bottom"),
}
_GROUNDS: Mapping[Quadrant, str] = {
    Quadrant.SURPLUS: "#f6f8fa",
    Quadrant.MAINTAIN: "#e9f6f4",
    Quadrant.WATCH: "#f0f2f4",
    Quadrant.IMPROVE: "#fdf1ea",
}
_EDGE = 8
_SMALL = 11.0


@dataclass(frozen=True, slots=True)
class Size:
    """The plot of a form, in pixels, and how long a line of a name may be, in letters."""

    width: int
    height: int
    letters: int
    font: int


WIDE, NARROW = Size(560, 380, 24, 13), Size(300, 360, 16, 12)


@dataclass(frozen=True, slots=True)
class _Plot:
    """The plane of one figure, each axis from left to right or from bottom to top: to pixels and back."""

    size: Size
    x: tuple[float, float]
    y: tuple[float, float]

    def across(self, value: float) -> float:
        return (value - self.x[0]) / (self.x[1] - self.x[0]) * self.size.width

    def down(self, value: float) -> float:
        return (self.y[1] - value) / (self.y[1] - self.y[0]) * self.size.height

    def at(self, across: float, down: float) -> tuple[float, float]:
        """The values at a place."""
        x = self.x[0] + across / self.size.width * (self.x[1] - self.x[0])
        return round(x, 3), round(self.y[1] - down / self.size.height * (self.y[1] - self.y[0]), 3)


def quadrant_chart(model: PrioritiesModel, size: Size = WIDE) -> dict[str, Any]:
    """The quadrant of a ranking."""
    plot = _Plot(
        size,
        _domain(model.x, [lever.x for lever in model.levers]),
        _domain(model.y, [lever.y for lever in model.levers]),
    )
    names = _around(_sheet(model, plot), _names(model, plot))
    data: dict[str, Rows] = {
        "quarters": _quarters(model, plot),
        "levers": [_lever(lever) for lever in model.levers],
        "leaders": [_line(plot, name.leader) for name in names if name.leader],
        **{f"corner_{q.value}": [{"name": model.corners[q].upper(), **_corner(plot, q)}] for q in _CORNERS},
        **{f"names_{align}": _texts(plot, names, align) for align in ("left", "right", "center")},
    }
    bounds = {"x0": plot.x[0], "x1": plot.x[1], "y0": plot.y[0], "y1": plot.y[1]}
    return filled(
        _form(model.x.title, model.y.title),
        (size.width, size.height),
        data,
        **bounds,
        x_unit=model.x.unit,
        y_unit=model.y.unit,
        font=size.font,
    )


def _domain(axis: Axis, bounds: list[Bounds]) -> tuple[float, float]:
    low, high = min(axis.cut, *(b[1] for b in bounds)), max(axis.cut, *(b[2] for b in bounds))
    room = 0.1 * (high - low) or 1.0
    ends = round(max(axis.limits[0], low - room), 2), round(min(axis.limits[1], high + room), 2)
    return ends[::-1] if axis.is_reversed else ends


def _quarters(model: PrioritiesModel, plot: _Plot) -> Rows:
    across = {"left": (plot.x[0], model.x.cut), "right": (model.x.cut, plot.x[1])}
    upwards = {"bottom": (plot.y[0], model.y.cut), "top": (model.y.cut, plot.y[1])}
    return [
        {
            "ground": _GROUNDS[q],
            "x": across[h][0],
            "xe": across[h][1],
            "y": upwards[v][0],
            "ye": upwards[v][1],
        }
        for q, (h, v) in _CORNERS.items()
    ]


def _lever(lever: Lever) -> Mapping[str, Any]:
    colour, is_open = COLOURS[lever.quadrant], lever.quadrant is Quadrant.UNDECIDED
    across = {"x": lever.x[0], "x1": lever.x[1], "x2": lever.x[2]}
    upwards = {"y": lever.y[0], "y1": lever.y[1], "y2": lever.y[2]}
    return {"name": lever.label, **across, **upwards, "ink": colour, "fill": "#ffffff" if is_open else colour}


def _corner(plot: _Plot, quadrant: Quadrant) -> Mapping[str, float]:
    across, down = _CORNERS[quadrant]
    x = plot.x[0] if across == "left" else plot.x[1]
    return {"x": x, "y": plot.y[1] if down == "top" else plot.y[0]}


def _sheet(model: PrioritiesModel, plot: _Plot) -> Sheet:
    """What names may not cover: the words of the corners; what they had better not cross: the intervals."""
    size = plot.size
    frame = Box(2, 2, size.width - 2, size.height - 2)
    return Sheet(
        frame,
        tuple(_corner_box(model.corners[q], size, *places) for q, places in _CORNERS.items()),
        tuple(line for lever in model.levers for line in _cross(plot, lever)),
        size.font,
    )


def _corner_box(word: str, size: Size, across: str, down: str) -> Box:
    width, height = width_of(word.upper(), _SMALL) + _EDGE + 4, _SMALL + _EDGE + 6
    left = 0.0 if across == "left" else size.width - width
    top = 0.0 if down == "top" else size.height - height
    return Box(left, top, left + width, top + height)


def _cross(plot: _Plot, lever: Lever) -> tuple[Segment, Segment]:
    x, y = plot.across(lever.x[0]), plot.down(lever.y[0])
    across = (plot.across(lever.x[1]), y, plot.across(lever.x[2]), y)
    return across, (x, plot.down(lever.y[2]), x, plot.down(lever.y[1]))


# Two pages show the same quadrant, and placing names is a search.
@lru_cache(maxsize=64)
def _around(sheet: Sheet, names: tuple[Name, ...]) -> tuple[Placed, ...]:
    return sheet.place(names)


def _names(model: PrioritiesModel, plot: _Plot) -> tuple[Name, ...]:
    return tuple(
        Name(folded(lever.label, plot.size.letters), plot.across(lever.x[0]), plot.down(lever.y[0]))
        for lever in model.levers
    )


def _texts(plot: _Plot, names: tuple[Placed, ...], align: str) -> Rows:
    rows = []
    for name in names:
        if name.align == align:
            x, y = plot.at(name.x, name.box.top)
            rows.append({"x": x, "y": y, "lines": list(name.lines)})
    return rows


def _line(plot: _Plot, line: Segment) -> Mapping[str, float]:
    (x, y), (xe, ye) = plot.at(line[0], line[1]), plot.at(line[2], line[3])
    return {"x": x, "y": y, "xe": xe, "ye": ye}


@cache
def _form(across: str, upwards: str) -> Form:
    def of(name: str) -> alt.Chart:
        return alt.Chart(alt.NamedData(name)).encode(x=x, y=y)

    x, y = _axis("x", across), _axis("y", upwards)
    grounds = of("quarters").mark_rect().encode(x2="xe:Q", y2="ye:Q", fill=alt.Fill("ground:N", scale=None))
    leaders = of("leaders").mark_rule(color="#7b8691").encode(x2="xe:Q", y2="ye:Q")
    levers = of("levers")
    crosses = levers.mark_rule(color="#7b8691")
    dots = levers.mark_point(size=150, opacity=1, strokeWidth=2).encode(
        fill=alt.Fill("fill:N", scale=None), stroke=alt.Stroke("ink:N", scale=None)
    )
    marks = (
        grounds,
        *(_words(of(f"corner_{quadrant.value}"), quadrant) for quadrant in _CORNERS),
        crosses.encode(x=_placed("x", "x1"), x2="x2:Q"),
        crosses.encode(y=_placed("y", "y1"), y2="y2:Q"),
        leaders,
        dots,
        ring(levers, 420),
        *(_lines(of(f"names_{align}"), align) for align in ("left", "right", "center")),
    )
    # Checking the form against its schema takes longer than all the rest of a page: a test does it.
    form: Form = alt.layer(*marks).properties(padding=4).to_dict(validate=False)
    return form


def _axis(name: Literal["x", "y"], title: str) -> Any:
    channel = {"x": alt.X, "y": alt.Y}[name]
    scale = alt.Scale(domain=[alt.ExprRef(f"{name}0"), alt.ExprRef(f"{name}1")], nice=False, zero=False)
    label = f"datum.label + {name}_unit"
    return channel(f"{name}:Q", title=title, scale=scale).axis(labelExpr=label, grid=False, tickCount=4)


def _placed(name: Literal["x", "y"], field: str) -> Any:
    return {"x": alt.X, "y": alt.Y}[name](f"{field}:Q")


def _words(base: alt.Chart, quadrant: Quadrant) -> alt.Chart:
    across, down = _CORNERS[quadrant]
    words: alt.Chart = base.mark_text(
        fontSize=_SMALL,
        fontWeight=700,
        align=across,
        baseline=down,
        color=COLOURS[quadrant],
        dx=_EDGE if across == "left" else -_EDGE,
        dy=_EDGE if down == "top" else -_EDGE,
    ).encode(text="name:N")
    return words


def _lines(base: alt.Chart, align: Literal["left", "right", "center"]) -> alt.Chart:
    lines: alt.Chart = base.mark_text(
        align=align, baseline="top", fontSize=alt.ExprRef("font"), lineHeight=alt.ExprRef("font * 1.2")
    ).encode(text="lines:N")
    return lines
