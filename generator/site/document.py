"""What a site is made of: the pages room's documents, with their figures drawn, and what a build gives."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from generator.pages.document import Asset, Chart, Layout, Link, Navigation, Search, Version
from generator.pages.document import Document as Page

__all__ = [
    "Asset",
    "Chart",
    "Document",
    "Drawing",
    "Layout",
    "Link",
    "Navigation",
    "Page",
    "Search",
    "Version",
    "Written",
    "headers_of",
]


@dataclass(frozen=True, slots=True)
class Drawing:
    """One static figure of a page.

    ``svg`` is a complete ``<svg>`` without role or label: the page's ``<figure>`` and the placeholder's
    ``alt`` say what it shows. Its colours are ``var(--bo-…)`` or the light hexadecimals of
    ``figures.INKS``. ``narrow`` is the same figure drawn for a phone; without one the wide figure
    scrolls inside its own frame there.
    """

    id: str
    svg: str
    narrow: str = ""


@dataclass(frozen=True, slots=True)
class Document(Page):
    """A page whose figures are drawn: what its ``charts`` ask for is in ``drawings``, by the same id."""

    drawings: tuple[Drawing, ...] = ()

    def forms(self) -> Iterable[tuple[PurePosixPath, str]]:
        """Each drawing in each of its forms, under the path where it can be downloaded."""
        folder = self.path.parent / "figures"
        for drawing in self.drawings:
            yield folder / f"{drawing.id}.svg", drawing.svg
            if drawing.narrow:
                yield folder / f"{drawing.id}-narrow.svg", drawing.narrow


@dataclass(frozen=True, slots=True)
class Written:
    """A site that now stands complete in its folder."""

    out: Path
    docs: Path
    """The Markdown it was made from; ``mkdocs build -f <docs>/mkdocs.yml`` works on it unaided."""
    pages: int
    kept: frozenset[str]
    """Studies whose previous pages were carried over, among those asked."""

    @property
    def index(self) -> Path:
        """The page to open first."""
        return self.out / "index.html"


def headers_of(pages: Iterable[Page]) -> list[Navigation]:
    """The different headers in use, in the order they are met."""
    return list(dict.fromkeys(page.nav for page in pages if page.nav is not None))
