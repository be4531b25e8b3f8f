"""Files beside each figure: its numbers, its image, and what draws it again where a reader explores it."""

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from io import StringIO
from pathlib import Path, PurePosixPath
from typing import Any

from generator.site.document import Asset, Chart, Document
from generator.site.figures import as_file, locale_of, painted, picture
from generator.site.theme import Theme
from generator.words import Lang
from generator.words.formatting import MINUS

_PLAIN = str.maketrans({"\u00a0": " ", "\u202f": " ", MINUS: "-"})


def beside(documents: Sequence[Document], theme: Theme, cache: Path) -> Iterator[Asset]:
    """For each figure of each page: an image, its table, and its specification as a script.

    ``cache`` keeps images by the hash of what they are made from.
    """
    for document in documents:
        folder = document.path.parent / "figures"
        drawn = {drawing.id: drawing for drawing in document.drawings}
        for chart in document.charts:
            light = as_file(drawn[chart.id].svg, theme)
            yield Asset(folder / f"{chart.id}.png", picture(light, theme.colour("paper"), cache))
            yield Asset(folder / f"{chart.id}.csv", _table(chart.table).encode())
            yield Asset(live_of(folder, chart), _live(chart, document.lang).encode())


def live_of(folder: PurePosixPath, chart: Chart) -> PurePosixPath:
    """Where the script of a chart stands, in the folder of its figures."""
    return folder / f"{chart.id}.js"


def _table(rows: Sequence[Sequence[str]]) -> str:
    """As printed, with the spaces and signs that spreadsheets know."""
    text = StringIO()
    csv.writer(text, lineterminator="\n").writerows(
        [[cell.translate(_PLAIN) for cell in row] for row in rows]
    )
    return text.getvalue()


def _live(chart: Chart, lang: Lang) -> str:
    """A script, for a page opened from a folder may read no other kind of file."""
    told: Mapping[str, Any] = {
        "wide": painted(chart.spec),
        "narrow": painted(chart.narrow or chart.spec),
        "table": chart.table,
        "locale": locale_of(lang),
    }
    name = json.dumps(chart.id)
    return f"(window.boussoleFigures??={{}})[{name}]={json.dumps(told, ensure_ascii=False)};\n"
