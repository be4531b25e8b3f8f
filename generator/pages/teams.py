"""The site for teams: what was said, what was decided and why, what is done, without the annexes.

The same pages as everyone's, fewer of them: nothing is told to teams that deciders do not read too. What
led to a page that is left out keeps its words and loses its link; a line that was nothing but that link
goes with it, and a list of such lines with its heading.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import PurePosixPath
from posixpath import normpath

from generator.pages.address import link
from generator.pages.compose import Pages
from generator.pages.document import Document, ForTeams
from generator.words.language import Readership

_INDEX = "numbers.json"
"""The list of numbers that pages print, for whoever checks the site."""
_ALONE = re.compile(
    r'<(li|p)(?: class="[^"]*")?><a [^>]*?href="(?![a-z]+:)([^"#]+)[^"]*"[^>]*>[^<]*</a></\1>'
)
_LED = re.compile(r'<a [^>]*?href="(?![a-z]+:)([^"#]+)([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
_EMPTY = re.compile(r"(?:<h[23][^>]*>[^<]*</h[23]>\s*)?<ul[^>]*>\s*</ul>")


def told_to(readership: Readership, pages: Pages) -> Pages:
    """The pages of a site, for those it is for."""
    match readership:
        case Readership.EVERYONE:
            return pages
        case Readership.TEAMS:
            return for_teams(pages)


def for_teams(pages: Pages) -> Pages:
    """The pages that teams read; the first of each study stands where its essential page was."""
    kept = [page for page in pages.documents if page.for_teams is not ForTeams.NO]
    laid = {page.path: _laid(page) for page in kept}
    assets = tuple(asset for asset in pages.assets if asset.path.name == _INDEX)
    known = {**laid, **{asset.path: asset.path for asset in assets}}
    return replace(pages, documents=tuple(_document(page, known) for page in kept), assets=assets)


def _laid(page: Document) -> PurePosixPath:
    """Where a page stands: the header's first word leads to the page that is read first."""
    is_first = page.for_teams is ForTeams.FIRST and page.nav is not None
    return PurePosixPath(page.nav.items[0].href) if is_first and page.nav else page.path


def _document(page: Document, known: Mapping[PurePosixPath, PurePosixPath]) -> Document:
    at = known[page.path]
    is_first = at != page.path
    nav = page.nav and replace(
        page.nav, items=tuple(item for item in page.nav.items if _stands(item.href, known))
    )
    return replace(
        page,
        path=at,
        body=_unled(page.body, lambda href: _led(page, href, known)),
        crumbs=tuple(
            (label, "" if is_first else _led(page, href, known) or "")
            for label, href in page.crumbs[: 1 if is_first else None]
        ),
        nav=nav,
        current=str(at) if is_first or not _stands(page.current, known) else page.current,
        versions=tuple(replace(one, href=str(_of(one.href, known))) for one in page.versions),
    )


def _stands(href: str, known: Mapping[PurePosixPath, PurePosixPath]) -> bool:
    return PurePosixPath(href) in known.values()


def _of(href: str, known: Mapping[PurePosixPath, PurePosixPath]) -> PurePosixPath:
    return known[PurePosixPath(href)]


def _led(page: Document, href: str, known: Mapping[PurePosixPath, PurePosixPath]) -> str | None:
    """The link of a page to another, where both now stand; None when the other is left out."""
    path, mark, place = href.partition("#")
    target = PurePosixPath(normpath(page.path.parent / path)) if path else page.path
    to = target if target in known.values() else known.get(target)
    return None if to is None else link(known[page.path], to) + mark + place


def _unled(body: str, led: Callable[[str], str | None]) -> str:
    def alone(found: re.Match[str]) -> str:
        return found[0] if led(found[2]) is not None else ""

    def inside(found: re.Match[str]) -> str:
        to = led(found[1])
        return found[3] if to is None else found[0].replace(f'"{found[1]}{found[2]}"', f'"{to}{found[2]}"')

    return _EMPTY.sub("", _LED.sub(inside, _ALONE.sub(alone, body)))
