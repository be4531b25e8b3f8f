"""The audit of a site: every file read once, everything wrong told at once."""

import html
import json
import re
import unicodedata
from base64 import b64decode
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote, urlsplit

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from generator.audit.figures import is_told
from generator.audit.files import File, files_of
from generator.audit.page import Marked, Page, Place, in_style, is_outside, writes_numbers
from generator.audit.records import DATA_FILES, longest_list, records_in
from generator.audit.tables import is_table_of_numbers, wrong_entries, wrong_lines
from generator.errors import Diagnostic, Position

INDEX = "numbers.json"
"""Every number that pages may print: its id, and its value or null when it is withheld."""

FEW = 2
"""A list as short as this is nobody's rows: the languages of a search, in a site that counts nothing."""

Numbers = Mapping[str, object]
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{16,}")


@dataclass(frozen=True, slots=True, eq=False)
class _Index:
    """The numbers of all the indexes of a site together, and the indexes that cannot be read."""

    numbers: Numbers
    spoiled: tuple[Diagnostic, ...]


def audit(site: Path, forbidden: Collection[str] = ()) -> list[Diagnostic]:
    """Everything in a built site that must not be there.

    H03: a page fetches something from elsewhere. U01: one of the ``forbidden`` texts stands in a file or
    its name. U02: a page or a table gives a number that ``numbers.json`` does not know. U03: one that is
    withheld. U05: one that is not what ``numbers.json`` says, nor follows from it. U04: ``numbers.json``
    cannot be read. U06: a number in a comment, or that a style
    writes. V05: a file holds a row per respondent.
    """
    files = list(files_of(site))
    index = _index(tuple(file for file in files if file.path.rpartition("/")[2] == INDEX))
    found = [problem for file in files for problem in _problems(file, index, tuple(forbidden))]
    return sorted([*index.spoiled, *found], key=lambda problem: problem.order)


# The same files give the same index, so that what is remembered of a file is of the numbers it was held to.
@lru_cache(maxsize=2)
def _index(indexes: tuple[File, ...]) -> _Index:
    numbers: dict[str, object] = {}
    spoiled = []
    for file in indexes:
        try:
            numbers |= dict(json.loads(file.text))
        except (ValueError, TypeError):
            spoiled.append(Diagnostic("U04", Position(file.path)))
    return _Index(numbers, tuple(spoiled) if indexes else (Diagnostic("U04", Position(INDEX)),))


# While a site is edited and built again, most of its files are those of last time.
@lru_cache(maxsize=1024)
def _problems(file: File, index: _Index, forbidden: tuple[str, ...]) -> tuple[Diagnostic, ...]:
    """All that is wrong with one file."""
    return tuple(_found(file, index.numbers, forbidden))


def _found(file: File, numbers: Numbers, forbidden: tuple[str, ...]) -> Iterator[Diagnostic]:
    yield from _forbidden(file, forbidden)
    if file.suffix in DATA_FILES or file.is_sealed:
        yield Diagnostic("V05.kind", Position(file.path))
    if records_in(file) > max(len(numbers), FEW):
        yield Diagnostic("V05", Position(file.path))
    if file.suffix in {".html", ".htm", ".svg", ".xhtml"}:
        yield from _page(file, numbers)
    if is_table_of_numbers(file):
        for line, name, code in wrong_lines(file, numbers):
            yield Diagnostic(code, Position(file.path, line, 1), {"number": name})
    for line, name, code in wrong_entries(file, numbers):
        yield Diagnostic(code, Position(file.path, line, 1), {"number": name})
    if file.suffix == ".css" and writes_numbers(file.text):
        yield Diagnostic("U06", Position(file.path))
    if file.suffix == ".css":
        yield from (_outside(file, address, None) for address in in_style(file.text) if is_outside(address))


@lru_cache(maxsize=256)
def _seen(text: str) -> Page:
    """A page as read; where a number is added, most pages are those of last time."""
    return Page(text)


def _page(file: File, numbers: Numbers) -> Iterator[Diagnostic]:
    page = _seen(file.text)
    yield from (_outside(file, address, place) for address, place in page.fetched)
    yield from (Diagnostic("U06", _position(file, place)) for place in page.hidden)
    for text, place in page.data:
        if longest_list(text) > len(numbers):
            yield Diagnostic("V05", _position(file, place))
    for marked in page.marked:
        yield from (
            Diagnostic("U02", _position(file, marked.place), {"number": number})
            for number in marked.ids
            if number not in numbers
        )
        code = _wrong(marked, numbers)
        if code is not None:
            yield Diagnostic(code, _position(file, marked.place), {"number": " ".join(marked.ids)})


def _wrong(marked: Marked, numbers: Numbers) -> str | None:
    """What is wrong with the figures printed under a mark; no figure says nothing."""
    known = [numbers[number] for number in marked.ids if number in numbers]
    values = [value for value in known if isinstance(value, int | float)]
    if marked.figures and len(values) < len(known):
        return "U03"
    is_whole = len(known) == len(marked.ids)
    return None if not is_whole or all(is_told(ways, values) for ways in marked.figures) else "U05"


def _outside(file: File, address: str, place: Place | None) -> Diagnostic:
    host = urlsplit(address.replace("\\", "/")).netloc or address[:80]
    return Diagnostic("H03", _position(file, place), {"host": host})


def _position(file: File, place: Place | None) -> Position:
    return Position(file.path, place.line, place.column) if place else Position(file.path)


def _forbidden(file: File, forbidden: Collection[str]) -> Iterator[Diagnostic]:
    """U01, once a file; the text itself is never repeated."""
    if not forbidden:
        return
    looked_for = [_plain(text) for text in forbidden]
    if any(text in _plain(reading) for reading in _readings(file) for text in looked_for):
        yield Diagnostic("U01", Position(file.path))


def _readings(file: File) -> Iterator[str]:
    """A file as each of its readers would see it: as it is, as HTML, as an address, as JSON, as base64, as
    printed, as UTF-16."""
    yield file.path
    yield file.text
    yield html.unescape(file.text)
    yield unquote(file.text)
    yield re.sub(r"\\u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), file.text)
    yield from (_decoded(found) for found in _BASE64.findall(file.text))
    if file.suffix == ".pdf":
        yield _on_paper(file.content)
    if b"\0" in file.content:
        yield file.content.decode("utf-16-le", "replace")
        yield file.content.decode("utf-16-be", "replace")


def _on_paper(content: bytes) -> str:
    """What a document prints; of one that no reader opens, its bytes are all there is to read."""
    try:
        return "\n".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
    except PyPdfError:
        return ""


def _decoded(found: str) -> str:
    """What a run of letters and digits holds, if it is base64."""
    try:
        return b64decode(found + "=" * (-len(found) % 4), altchars=b"-_").decode("utf-8", "replace")
    except ValueError:
        return ""


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
