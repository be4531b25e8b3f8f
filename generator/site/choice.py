"""The choice of waves in the header of every page of an edition: plain links that leave its root.

An edition never changes once published: it leads to those that stood before it, and to ``latest``, which
stands whatever comes after.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path, PurePosixPath

from generator.pages.alone import COLLECTION
from generator.words import Lang, say, typeset

_HEAD = re.compile(r'(<a class="bo-brand".*?</a>)(?:\s*<span class="bo-wave">(.*?)</span>)?', re.DOTALL)
_LANG = re.compile(r'<html lang="([a-z]+)"')
_LOST = PurePosixPath("404.html")
"""Served at any address: no relative link of it would lead anywhere."""


@dataclass(frozen=True, slots=True)
class Way:
    """An edition as a page leads to it."""

    label: str
    lang: Lang
    """The language of the label."""
    href: str
    """From the page."""


@dataclass(frozen=True, slots=True)
class Beside:
    """Another edition of the same study."""

    folder: Path
    title: str
    lang: Lang
    home: str = ""
    """The folder of its study's pages, where they do not stand at its root."""

    def place_of(self, page: PurePosixPath) -> PurePosixPath:
        """Where it would have a page that stands at ``page`` in an edition of today."""
        if not self.home:
            return page
        is_apart = page.is_relative_to(COLLECTION)
        return page.relative_to(COLLECTION) if is_apart else PurePosixPath(self.home, page)

    def nearest(self, page: PurePosixPath) -> PurePosixPath:
        """The same page, else the nearest one above it."""
        above = (folder / "index.html" for folder in page.parents)
        ways = map(self.place_of, (page, *above))
        return next((way for way in ways if (self.folder / way).is_file()), PurePosixPath("index.html"))


def offer(site: Path, title: str, others: Sequence[Beside], latest: str) -> None:
    """Write the choice into the pages of an edition about to be published.

    ``title`` is what the edition is called, ``others`` are those that stand beside it, ``latest`` is the
    folder of the newest. Pages of a study that this one cites speak of their own waves: they are left.
    """
    for file in sorted(site.rglob("*.html")):
        page = PurePosixPath(file.relative_to(site).as_posix())
        if page != _LOST and not _is_of_another(page):
            html = file.read_text("utf-8")
            lang = language_of(html)
            ways = [*_ways(page, others), _to_latest(site, page, lang, latest)]
            file.write_text(offered(html, title, ways), "utf-8", newline="\n")


def _is_of_another(page: PurePosixPath) -> bool:
    """Whether it is a page of a study that this one cites; the portal's own are those of the edition."""
    return page.is_relative_to(COLLECTION) and len(page.parts) > 2


def _ways(page: PurePosixPath, others: Sequence[Beside]) -> Iterator[Way]:
    for other in others:
        yield Way(other.title, other.lang, _way(page, other.folder.name, other.nearest(page)))


def _to_latest(site: Path, page: PurePosixPath, lang: Lang, latest: str) -> Way:
    """Where an edition to come will be read from: a page that one had is never without an answer there."""
    label = typeset(lang, say(lang, "site.latest"))
    return Way(label, lang, _way(page, latest, _above(site, page)))


def _above(site: Path, page: PurePosixPath) -> PurePosixPath:
    above = (folder / "index.html" for folder in page.parents)
    return next((index for index in above if (site / index).is_file()), PurePosixPath("index.html"))


def _way(page: PurePosixPath, edition: str, target: PurePosixPath) -> str:
    return f"{'../' * len(page.parts)}{edition}/{target}"


def language_of(html: str) -> Lang:
    """The language of a page.

    Raises:
        ValueError: it does not say.
    """
    found = _LANG.search(html)
    if found is None:
        raise ValueError("the page does not say its language")
    return Lang(found[1])


def offered(html: str, title: str, ways: Sequence[Way]) -> str:
    """A page whose header offers ``ways``; it goes by the wave it reads, else by ``title``."""
    lang = language_of(html)
    wave, waves = (escape(typeset(lang, say(lang, f"site.{key}"))) for key in ("wave", "waves"))
    items = "".join(f"<li>{_link(way, lang)}</li>" for way in ways)

    def choice(head: re.Match[str]) -> str:
        read = f'<span class="bo-unseen">{wave} </span>{head[2] or escape(title)}'
        return (
            f'{head[1]}\n<details class="bo-waves"><summary>{read}</summary>\n'
            f'<ul aria-label="{waves}">{items}</ul></details>'
        )

    return _HEAD.sub(choice, html, count=1)


def _link(way: Way, lang: Lang) -> str:
    spoken = "" if way.lang is lang else f' lang="{way.lang.value}"'
    return f'<a href="{escape(way.href)}"{spoken}>{escape(way.label)}</a>'
