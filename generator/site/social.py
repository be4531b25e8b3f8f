"""The image that accompanies a link to a study: whose it is and what it asks, never a figure.

A message that quotes a link lives on after the page has changed, out of reach: no number goes with it.
"""

import hashlib
import re
import textwrap
from collections.abc import Iterator, Sequence
from contextlib import suppress
from html import escape
from pathlib import Path, PurePosixPath

from generator.site.document import Asset, Page
from generator.site.figures import engine
from generator.site.theme import Theme

NAME = "social.png"
WIDTH, HEIGHT = 1200, 630
_FONT = "Liberation Sans"
_LINE = 34
"""Letters of a title's line, at its size."""
_LINES = 4
_MARK = re.compile(r'<p class="bo-mark">(.*?)</p>', re.DOTALL)
_PLACES = {"portal", "essential"}


def cards(pages: Sequence[Page], theme: Theme, cache: Path) -> Iterator[Asset]:
    """One image for the portal and one for each study, beside its first page.

    ``cache`` keeps drawings by the hash of what they are made from.
    """
    for page in pages:
        if page.layout in _PLACES:
            yield Asset(page.path.parent / NAME, _drawn(_card(page, theme), cache))


def card_of(page: Page, known: frozenset[PurePosixPath]) -> PurePosixPath | None:
    """The image of the study that a page belongs to, or the portal's."""
    ways = [parent / NAME for parent in page.path.parents]
    return next((way for way in ways if way in known), None)


def _card(page: Page, theme: Theme) -> str:
    """1,200 × 630 points, as those who show links expect."""
    ink, quiet, paper, accent = (theme.colour(role) for role in ("ink", "ink-2", "paper", "accent"))
    brand, wave = (page.nav.brand.label, page.nav.wave) if page.nav else ("", "")
    lines = textwrap.wrap(page.title, _LINE, max_lines=_LINES, placeholder=" …")
    title = "".join(_text(80, 230 + 76 * row, 60, ink, line, "700") for row, line in enumerate(lines))
    marked = _MARK.search(page.body)
    mark = _banner(marked[1], ink, paper) if marked else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" '
        f'viewBox="0 0 {WIDTH} {HEIGHT}"><rect width="{WIDTH}" height="{HEIGHT}" fill="{paper}"/>'
        f'<rect width="{WIDTH}" height="14" fill="{accent}"/>{_text(80, 120, 32, quiet, brand)}'
        f"{title}{_text(80, 540, 32, quiet, wave)}{mark}</svg>"
    )


def _text(x: int, y: int, size: int, colour: str, text: str, weight: str = "400") -> str:
    style = f'font-family="{_FONT}" font-size="{size}" font-weight="{weight}" fill="{colour}"'
    return f'<text x="{x}" y="{y}" {style}>{escape(text)}</text>'


def _banner(mark: str, ink: str, paper: str) -> str:
    return f'<rect y="566" width="{WIDTH}" height="64" fill="{ink}"/>{_text(80, 608, 30, paper, mark, "700")}'


def _drawn(svg: str, cache: Path) -> bytes:
    said = f"{engine()}\n{svg}"
    kept = cache / f"{hashlib.sha256(said.encode()).hexdigest()[:32]}.png"
    if kept.is_file():
        return kept.read_bytes()
    import vl_convert

    png = vl_convert.svg_to_png(svg)
    # A cache that cannot be written costs time, not the build.
    with suppress(OSError):
        kept.parent.mkdir(parents=True, exist_ok=True)
        unfinished = kept.with_suffix(".new")
        unfinished.write_bytes(png)
        unfinished.replace(kept)
    return png
