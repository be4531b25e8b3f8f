"""Forms: a specification made once with Altair, then filled with the data and bounds of each figure."""

from collections.abc import Mapping, Sequence
from typing import Any

Form = Mapping[str, Any]
Rows = Sequence[Mapping[str, Any]]


def filled(
    form: Form, size: tuple[int, int], data: Mapping[str, Rows], **parameters: float | str
) -> dict[str, Any]:
    """The form at a size in pixels, with its named data sets and the parameters its expressions name."""
    params = [{"name": name, "value": value} for name, value in parameters.items()]
    datasets = {name: list(rows) for name, rows in data.items()}
    return {**form, "width": size[0], "height": size[1], "params": params, "datasets": datasets}
