"""What a finished site may not hold: anything fetched from elsewhere, and links to nothing."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from generator.errors import Diagnostic, Position

_HOST = r"""\s*["']?\s*((?:https?:|wss?:|ftp:)?//[^"'\s)>]+)"""
_FETCHES = re.compile(
    # An attribute that makes the browser fetch, whatever its element…
    rf"""\s(?:src|poster|data|background|formaction|action|ping|manifest)={_HOST}"""
    r"""|\ssrcset=["'][^"']*?((?:https?:)?//[^"'\s,]+)"""
    # …or a reference from an element that fetches what it refers to…
    rf"""|<(?:link|image|use|feimage|base)\b(?![^>]*\brel=["']?(?:canonical|alternate))[^>]*?href={_HOST}"""
    # …or a style.
    rf"""|url\({_HOST}|@import(?:\s+url\()?{_HOST}""",
    re.IGNORECASE,
)
_SCANNED = {".html", ".css", ".svg"}
_LINK = re.compile(r"""<[a-z][^>]*?\s(?:href|src)=["']([^"']*)["']""")
_ID = re.compile(r"""\s(?:id|name)=["']([^"']+)["']""")


def fetches(path: PurePosixPath, text: str) -> Iterator[Diagnostic]:
    """H03 for each thing that the file at ``path`` would fetch from outside the site."""
    if path.suffix not in _SCANNED:
        return
    for line, address in _fetched(text):
        yield Diagnostic("H03", Position(str(path), line, 1), {"host": urlsplit(address).netloc or address})


# While a site is edited and built again, most of its pages are those of last time.
@lru_cache(maxsize=1024)
def _fetched(text: str) -> tuple[tuple[int, str], ...]:
    """What a text fetches from outside, with the line."""
    return tuple(
        (text.count("\n", 0, found.start()) + 1, next(filter(None, found.groups())))
        for found in _FETCHES.finditer(text)
    )


@lru_cache(maxsize=1024)
def _anchors(html: str) -> frozenset[str]:
    return frozenset(_ID.findall(html))


@lru_cache(maxsize=1024)
def _links(html: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_LINK.findall(html)))


class LinkToNothing(Exception):
    """A page leads where there is nothing: pages are ours, so it is our bug."""


def check_links(pages: Mapping[PurePosixPath, str], files: frozenset[PurePosixPath]) -> None:
    """Follow every relative link of ``pages`` to a file of the site and to the place it names there.

    Raises:
        LinkToNothing: with every link that leads nowhere.
    """
    anchors = {path: _anchors(html) for path, html in pages.items()}
    lost = [
        f"{path} → {href}"
        for path, html in pages.items()
        for href in _links(html)
        if not _leads(path, href, files, anchors)
    ]
    if lost:
        raise LinkToNothing("\n".join(lost))


def _leads(
    page: PurePosixPath,
    href: str,
    files: frozenset[PurePosixPath],
    anchors: Mapping[PurePosixPath, frozenset[str]],
) -> bool:
    link = urlsplit(href)
    if link.scheme or link.netloc:
        return True
    target = _resolved(page, unquote(link.path)) if link.path else page
    if target not in files:
        return False
    return not link.fragment or target not in anchors or unquote(link.fragment) in anchors[target]


def _resolved(page: PurePosixPath, path: str) -> PurePosixPath:
    parts: list[str] = [*page.parent.parts]
    for part in path.split("/"):
        match part:
            case "" | ".":
                pass
            case "..":
                # Above the root there is nothing of ours: the name is one that no file has.
                parts = parts[:-1] if parts else [".."]
            case _:
                parts.append(part)
    return PurePosixPath(*parts)
