"""Forms: a specification made once with Altair, then filled with the data and bounds of each figure."""

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

Form = Mapping[str, Any]
Rows = Sequence[Mapping[str, Any]]

CHOSEN = "chosen"
"""The parameter that holds the name of the point being read, where a figure is explored; none on paper."""


def filled(
    form: Form, size: tuple[int, int], data: Mapping[str, Rows], **parameters: float | str
) -> dict[str, Any]:
    """The form at a size in pixels, with its named data sets and the parameters its expressions name."""
    params = [{"name": name, "value": value} for name, value in {**parameters, CHOSEN: ""}.items()]
    datasets = {name: list(rows) for name, rows in data.items()}
    return {**form, "width": size[0], "height": size[1], "params": params, "datasets": datasets}


def plotted(name: str, field: str = "y") -> alt.Chart:
    """A data set across from 0 to 1, and upwards from the parameter ``y0`` to ``y1``; axes are not drawn."""
    x = alt.X("x:Q", scale=alt.Scale(domain=[0, 1], nice=False), axis=None)
    scale = alt.Scale(domain=[alt.ExprRef("y0"), alt.ExprRef("y1")], nice=False, zero=False)
    y = alt.Y(f"{field}:Q", scale=scale, axis=None)
    return alt.Chart(alt.NamedData(name)).encode(x=x, y=y)


def ring(points: alt.Chart, size: int) -> alt.Chart:
    """A ring around the point being read, among those that have its ``name``."""
    around: alt.Chart = points.transform_filter(f"datum.name === {CHOSEN}").mark_point(
        filled=False, size=size, opacity=1, strokeWidth=3, color="#0d4a7a"
    )
    return around
