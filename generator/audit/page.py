"""What a page asks the browser to fetch, the numbers it marks, and the data it carries."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlsplit

from generator.audit.figures import Figure, printed

_FETCHING = {"src", "poster", "data", "background", "action", "formaction", "ping", "manifest"}
"""Attributes that make the browser fetch, or send, whatever their element."""
_REFERRING = {"link", "image", "use", "feimage", "base", "script", "textpath", "pattern", "filter"}
"""Elements that fetch what their ``href`` names; that of an ``a`` waits for a click."""
_POINTING = {"canonical", "alternate", "license", "author", "help", "next", "prev", "up", "me"}
"""What a ``link`` may say of another page without fetching it."""
_SAYING = {"alt", "title", "value", "content", "label", "aria-label", "aria-description", "aria-valuetext"}
"""Attributes that say something to someone."""
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
_IN_STYLE = re.compile(r"""url\(\s*["']?([^"')]+)|@import\s+["']([^"']+)""", re.IGNORECASE)
_WRITTEN = re.compile(r"""content\s*:[^;}]*?["'][^"';}]*(?:\d|\\[0-9a-f])""", re.IGNORECASE)
_REFRESH = re.compile(r"url\s*=\s*[\"']?([^\"';]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a file, counted from 1."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Marked:
    """What a page prints under the ids it says it comes from: each number in all the ways it may be read."""

    ids: tuple[str, ...]
    figures: tuple[tuple[Figure, ...], ...]
    place: Place


@dataclass
class _Open:
    """An element whose text is being gathered, and how many elements of its kind are open since."""

    tag: str
    stated: Mapping[str, str]
    place: Place
    depth: int = 1
    text: list[str] = field(default_factory=list)


class Page(HTMLParser):
    """One page or drawing, read whole."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.fetched: list[tuple[str, Place]] = []
        """Addresses outside the site, with their places."""
        self.marked: list[Marked] = []
        self.data: list[tuple[str, Place]] = []
        """Texts of scripts that hold data rather than code."""
        self.hidden: list[Place] = []
        """Where something stands that no reader sees: numbers of comments, or that a style writes."""
        self._open: list[_Open] = []
        self.feed(text)
        self.close()
        while self._open:
            self._closed(self._open.pop())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what the element fetches, and gather its text when that matters."""
        line, column = self.getpos()
        place, stated = Place(line, column + 1), {name: value or "" for name, value in attrs}
        self._fetch(_fetched(tag, stated), place)
        self._style(stated.get("style", ""), place)
        for element in self._open:
            element.depth += element.tag == tag and tag not in _VOID
        if tag in {"script", "style"} or stated.get("data-number"):
            self._open.append(_Open(tag, stated, place, text=[" ".join(_said(stated))]))
        if tag in _VOID:
            self.handle_endtag(tag)

    def handle_comment(self, data: str) -> None:
        """Note one that holds a number: pages are written without any."""
        line, column = self.getpos()
        if any(map(str.isdigit, data)):
            self.hidden.append(Place(line, column + 1))

    def unknown_decl(self, data: str) -> None:
        """A section of characters, which is a comment for a page."""
        self.handle_comment(data)

    def handle_data(self, data: str) -> None:
        """Give text to the elements that gather it."""
        for element in self._open:
            element.text.append(data)

    def handle_endtag(self, tag: str) -> None:
        """Read the elements that end here."""
        for element in self._open:
            element.depth -= element.tag == tag
        ended = [element for element in self._open if element.depth < 1]
        self._open = [element for element in self._open if element.depth > 0]
        for element in ended:
            self._closed(element)

    def _closed(self, element: _Open) -> None:
        text, kind = "".join(element.text), element.stated.get("type", "")
        if element.tag == "style":
            self._fetch(in_style(text), element.place)
            self._style(text, element.place)
        elif element.tag == "script":
            self.data += [(text, element.place)] if "json" in kind else []
        else:
            ids = tuple(element.stated["data-number"].split())
            self.marked.append(Marked(ids, tuple(printed(text)), element.place))

    def _style(self, text: str, place: Place) -> None:
        self.hidden += [place] * writes_numbers(text)

    def _fetch(self, addresses: Iterable[str], place: Place) -> None:
        self.fetched += [(address, place) for address in addresses if is_outside(address)]


def _said(stated: Mapping[str, str]) -> Iterator[str]:
    """What an element says beside its text, to a screen reader, under the pointer or to a script."""
    for name, value in stated.items():
        if name in _SAYING or (name.startswith("data-") and name != "data-number"):
            yield value


def _fetched(tag: str, stated: dict[str, str]) -> Iterator[str]:
    yield from (value for name, value in stated.items() if name in _FETCHING)
    for name in ("srcset", "imagesrcset"):
        yield from (part.split()[0] for part in stated.get(name, "").split(",") if part.strip())
    if tag in _REFERRING and not set(stated.get("rel", "").lower().split()) & _POINTING:
        yield from (stated[name] for name in ("href", "xlink:href") if name in stated)
    if tag == "meta" and stated.get("http-equiv", "").lower() == "refresh":
        yield from _REFRESH.findall(stated.get("content", ""))
    yield from in_style(stated.get("style", ""))


def writes_numbers(text: str) -> bool:
    """Whether a style writes a digit into the page, as it is or by its code."""
    return bool(_WRITTEN.search(text))


def in_style(text: str) -> Iterator[str]:
    """The addresses that a style sheet fetches."""
    for found in _IN_STYLE.finditer(text):
        yield (found[1] or found[2]).strip()


def is_outside(address: str) -> bool:
    """Whether an address leads out of the site; data carried in the page does not."""
    # A browser drops tabs and line ends inside an address, and takes a backslash for a slash.
    plain = re.sub(r"[\t\r\n]", "", address).strip().replace("\\", "/")
    try:
        parts = urlsplit(plain)
    except ValueError:
        return True
    return bool(parts.netloc) or parts.scheme in {"http", "https", "ws", "wss", "ftp"}
