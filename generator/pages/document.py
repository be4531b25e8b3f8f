"""What pages hand to the site: texts ready to be written, figures to draw, files to download."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import PurePosixPath
from typing import Any, Literal

from generator.words import Lang

Layout = Literal["page", "essential", "portal"]


class Search(Enum):
    """Where a page stands among the results of a search."""

    FIRST = "first"
    """Findings and the essential page."""
    NORMAL = "normal"
    LAST = "last"
    """Annexes: every question, every table."""
    NONE = "none"


class ForTeams(Enum):
    """Whether a page is in the site for teams."""

    NO = "no"
    YES = "yes"
    FIRST = "first"
    """It is the page that teams read first, in the place of the essential page."""


@dataclass(frozen=True, slots=True)
class Chart:
    """One figure of a page, as a Vega-Lite specification that the site room draws.

    Colours are the light hexadecimals of the theme; the site room turns them into variables, so
    that dark mode applies. ``narrow`` is the same figure specified for a phone; without one the wide
    figure scrolls inside its own frame there.
    """

    id: str
    spec: Mapping[str, Any]
    narrow: Mapping[str, Any] | None = None
    table: tuple[tuple[str, ...], ...] = ()
    """The same figures as they are printed, headers first: a file to download, and what is read of each
    point when the figure is explored. The first column names the points, as ``name`` does in the data."""


@dataclass(frozen=True, slots=True)
class Link:
    """Words and where they lead. From the root of the site: ``cx-barometre/index.md``."""

    label: str
    href: str


@dataclass(frozen=True, slots=True)
class Version:
    """The same page in another language; its address is from the root of the site."""

    lang: Lang
    label: str
    """The name of that language, in that language."""
    href: str


@dataclass(frozen=True, slots=True)
class Navigation:
    """The header of one study's wave, the same for all its pages; addresses are from the site's root."""

    brand: Link
    """The client, leading to the portal."""
    wave: str = ""
    """The wave being read: ``Vague 3 — mars 2026``."""
    items: tuple[Link, ...] = ()
    """L'essentiel, Constats, Priorités, Vagues, Actions, Questions, Méthode: those that exist."""


@dataclass(frozen=True, slots=True)
class Document:
    """One page, ready to be written.

    ``body`` is Markdown that may hold raw HTML blocks, its first heading a level 1. Links inside it are
    relative and name the source (``../index.md#rule``), in Markdown and in raw HTML alike; a link to
    nothing is refused as our bug. A figure stands where the body says
    ``<img class="bo-figure" data-figure="ID" src="figures/ID.svg" alt="">``. Tables are given a frame to
    scroll in by the site.
    """

    path: PurePosixPath
    title: str
    lang: Lang
    description: str
    body: str
    charts: tuple[Chart, ...] = ()
    layout: Layout = "page"
    search: Search = Search.NORMAL
    crumbs: tuple[tuple[str, str], ...] = ()
    """Label and relative address, outermost first; an empty address prints the label alone."""
    nav: Navigation | None = None
    current: str = ""
    """The ``href`` of the item of ``nav`` under which this page stands; it is shown as current."""
    versions: tuple[Version, ...] = ()
    """The same page in the other languages of its study."""
    for_teams: ForTeams = ForTeams.NO

    @property
    def address(self) -> PurePosixPath:
        """Where the page is in the site: ``cx-barometre/index.html``."""
        return self.path.with_suffix(".html")


@dataclass(frozen=True, slots=True)
class Asset:
    """A file put in the site as it is: an aggregate table as CSV, a codebook."""

    path: PurePosixPath
    content: bytes
