"""The full report: the pages of one study bound into one, as a browser prints it.

What is printed is what the site shows: the finished pages are cut at their ``<main>`` and joined, so that
no number is composed twice.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from html import escape
from importlib.resources import files
from pathlib import Path, PurePosixPath
from posixpath import normpath

from generator.site.document import Page
from generator.words import Formatter, say, typeset

_MAIN = re.compile(r"<main\b[^>]*>(.*)</main>", re.DOTALL)
_SHELL = re.compile(r'<nav class="bo-(?:crumbs|pager)".*?</nav>|<p class="bo-mark">.*?</p>', re.DOTALL)
_ANCHORS = re.compile(r'\b(id|for|headers|aria-labelledby|aria-describedby|aria-controls)="([^"]+)"')
_DRAWN = re.compile(r'(url\(#|xlink:href="#)([^")]+)')
_LINK = re.compile(r'<a\b([^>]*?)\shref="([^"]*)"([^>]*)>(.*?)</a>', re.DOTALL)
_OUTSIDE = re.compile(r"[a-z]+:")

# Chromium numbers pages in margins but cannot print the page of a target: numbers come in a second pass.
_UNKNOWN = "000"


@dataclass(frozen=True, slots=True)
class Chapter:
    """One page of the site in the report: its anchor, its title and what it says."""

    anchor: str
    title: str
    body: str


@dataclass(frozen=True, slots=True)
class Report:
    """A report ready to be printed; ``pages`` says on which page each chapter begins, once it is known."""

    cover: str
    chapters: tuple[Chapter, ...]
    head: str
    contents: str
    lang: str
    pages: Mapping[str, int] = field(default_factory=dict)

    def html(self) -> str:
        """The whole as one page of HTML."""
        body = "\n".join(
            f'<section class="bo-chapter" id="{one.anchor}">{one.body}</section>' for one in self.chapters
        )
        return (
            f'<!doctype html>\n<html lang="{self.lang}"><head>{self.head}<style>{_style()}</style></head>'
            f'<body><main class="bo-main">{self.cover}{self._contents()}{body}</main></body></html>\n'
        )

    def _contents(self) -> str:
        lines = "".join(
            f'<li><a href="#{one.anchor}"><span>{escape(one.title)}</span>'
            f"<span>{self.pages.get(one.anchor, _UNKNOWN)}</span></a></li>"
            for one in self.chapters
        )
        return f'<nav class="bo-contents"><h2>{escape(self.contents)}</h2><ol>{lines}</ol></nav>'


def report_of(pages: Sequence[Page], site: Path, as_of: date) -> Report:
    """The report of one study from its finished pages in ``site``, in their reading order.

    ``pages`` are those of the study, the essential one first.
    """
    first = pages[0]
    anchors = {str(page.address): f"p{number}" for number, page in enumerate(pages, start=1)}
    return Report(
        cover=_cover(first, site, as_of),
        chapters=tuple(_chapter(page, site, anchors) for page in pages),
        head=_head(first, site),
        contents=typeset(first.lang, say(first.lang, "printed.contents")),
        lang=first.lang.value,
    )


def _style() -> str:
    return files("generator.site").joinpath("report.css").read_text("utf-8")


def _head(first: Page, site: Path) -> str:
    style = (site / "assets" / "boussole.css").resolve().as_uri()
    return f'<meta charset="utf-8"><title>{escape(first.title)}</title><link rel="stylesheet" href="{style}">'


def _cover(first: Page, site: Path, as_of: date) -> str:
    """Who speaks, of what, from which wave and day; and the mark of a rehearsal, when it is one."""
    html = _main(first, site)
    mark = re.search(r'<p class="bo-mark">.*?</p>', html, re.DOTALL)
    day = say(first.lang, "site.as_of", day=Formatter(first.lang).day(as_of))
    lines = (first.nav.brand.label, first.nav.wave) if first.nav else ()
    told = "".join(f"<p>{escape(line)}</p>" for line in (*lines, typeset(first.lang, day)) if line)
    return (
        f'<section class="bo-cover">{mark[0] if mark else ""}<h1>{escape(first.title)}</h1>'
        f'<p class="bo-lead">{escape(first.description)}</p>{told}</section>'
    )


def _main(page: Page, site: Path) -> str:
    found = _MAIN.search((site / page.address).read_text("utf-8"))
    if found is None:
        raise ValueError(f"{page.address} has no main part")
    return found[1]


def _chapter(page: Page, site: Path, anchors: Mapping[str, str]) -> Chapter:
    anchor = anchors[str(page.address)]
    body = _SHELL.sub("", _main(page, site)).replace("<details", "<details open")
    body = _ANCHORS.sub(lambda found: f'{found[1]}="{_prefixed(found[2], anchor)}"', body)
    body = _DRAWN.sub(lambda found: f"{found[1]}{anchor}-{found[2]}", body)
    notes: list[str] = []
    body = _LINK.sub(lambda found: _bound(found, page, anchors, notes), body)
    return Chapter(anchor, page.title, body + _notes(notes))


def _prefixed(names: str, anchor: str) -> str:
    return " ".join(f"{anchor}-{name}" for name in names.split())


def _bound(found: re.Match[str], page: Page, anchors: Mapping[str, str], notes: list[str]) -> str:
    """A link inside the report, or its words with a note that says where it led."""
    before, href, after, words = found.groups()
    target, _, place = href.partition("#")
    path = str(page.address) if not target else normpath(str(page.address.parent / target))
    if not _OUTSIDE.match(href) and path in anchors:
        anchor = anchors[path] + (f"-{place}" if place else "")
        return f'<a{before} href="#{anchor}"{after}>{words}</a>'
    told = href if _OUTSIDE.match(href) else str(PurePosixPath(path))
    if told not in notes:
        notes.append(told)
    return f"{words}<sup>{notes.index(told) + 1}</sup>"


def _notes(notes: Sequence[str]) -> str:
    return f'<ol class="bo-notes">{"".join(_items(notes))}</ol>' if notes else ""


def _items(notes: Sequence[str]) -> Iterator[str]:
    return (f"<li>{escape(note)}</li>" for note in notes)
