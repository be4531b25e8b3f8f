"""The docs directory: every page as plain Markdown, its figures and files beside it."""

import json
import re
import shutil
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any

import yaml

from generator.site.document import Asset, Document, Link, Navigation, Page, Search, Version, headers_of
from generator.site.figures import as_file
from generator.site.renderer import LOOK, PAGES, Masthead, configure, ranked
from generator.site.social import card_of
from generator.site.stylesheet import stylesheet
from generator.site.theme import Theme
from generator.words import Formatter, Lang, say, texts, typeset

_BOOSTS: Mapping[Search, float | None] = {
    Search.FIRST: 10_000.0,
    Search.NORMAL: 100.0,
    Search.LAST: 1.0,
    Search.NONE: None,
}
# Four times as fast, where the machine has it.
_DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
_TOUCHING_CELLS = re.compile(r"(</t[dh]>)(?=<t[dh]\b)")
_RAW_LINK = re.compile(r"""(\bhref=["'])(?![a-z]+:)([^"'?#]+)\.md(?=["'#?])""")


DRAWER = "assets/javascripts/vega.js"
"""What draws a figure again where a reader explores it: by far the largest file, asked only then."""


class Clash(Exception):
    """Two things want the same place in the site with different contents: our bug."""


def write_docs(
    docs: Path, documents: Sequence[Document], assets: Iterable[Asset], theme: Theme, masthead: Masthead
) -> None:
    """Fill the empty folder ``docs`` with Markdown, figures, files, templates and the style sheet."""
    for path, content in gather(documents, list(assets), theme).items():
        target = docs / PAGES / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    _write_look(docs / LOOK, theme, drawn=any(document.charts for document in documents))
    langs = frozenset(document.lang for document in documents) or frozenset({masthead.lang})
    told = {**shell(documents, theme, masthead.as_of), "indexed": masthead.indexed}
    configure(docs, masthead, langs, told)


def gather(
    documents: Sequence[Document], assets: Collection[Asset], theme: Theme
) -> dict[PurePosixPath, bytes]:
    """Every file of the docs directory by its path.

    Raises:
        Clash: two pages, figures or files claim one path with different contents.
    """
    headers = {nav: number for number, nav in enumerate(headers_of(documents))}
    known = frozenset(asset.path for asset in assets)
    gathered: dict[PurePosixPath, bytes] = {}
    for document in documents:
        _put(gathered, document.path, markdown(document, headers, card_of(document, known)).encode())
        for path, svg in document.forms():
            _put(gathered, path, as_file(svg, theme).encode())
    for asset in assets:
        _put(gathered, asset.path, asset.content)
    return gathered


def _put(gathered: dict[PurePosixPath, bytes], path: PurePosixPath, content: bytes) -> None:
    if path.is_absolute() or ".." in path.parts:
        raise Clash(f"{path} is not inside the site")
    if gathered.setdefault(path, content) != content:
        raise Clash(f"{path} is written twice, differently")


def markdown(document: Page, headers: Mapping[Navigation, int], image: PurePosixPath | None = None) -> str:
    """A page as Markdown with its front matter, readable as it is; ``image`` is what links to it show."""
    matter: dict[str, Any] = {
        "title": document.title,
        "description": document.description,
        "lang": document.lang.value,
        "layout": document.layout,
        "search": ranked(_BOOSTS[document.search]),
    }
    if document.nav is not None:
        matter["header"] = headers[document.nav]
        matter["current"] = as_html(document.current)
    if document.versions:
        matter["versions"] = [_version(version) for version in document.versions]
    if image is not None:
        matter["image"] = str(image)
    if document.crumbs:
        matter["crumbs"] = [{"label": label, "href": as_html(href)} for label, href in document.crumbs]
    return _written(json.dumps(matter, ensure_ascii=False), document.body)


# While a site is edited and built again, most of its pages are those of last time.
@lru_cache(maxsize=1024)
def _written(matter: str, text: str) -> str:
    """A page's Markdown under what its shell needs, which ``matter`` says as JSON."""
    head = yaml.dump(json.loads(matter), Dumper=_DUMPER, allow_unicode=True, sort_keys=False, width=10_000)
    body = _RAW_LINK.sub(r"\1\2.html", text).strip()
    # The search would take cells that touch for one word.
    body = _TOUCHING_CELLS.sub(r"\1 ", body)
    return f"---\n{head}---\n\n{body}\n"


def _version(version: Version) -> dict[str, str]:
    return {"lang": version.lang.value, "label": version.label, "href": as_html(version.href)}


def as_html(href: str) -> str:
    """The address of a page in the built site, from that of its source."""
    return re.sub(r"\.md(?=$|#)", ".html", href)


def _write_look(look: Path, theme: Theme, *, drawn: bool) -> None:
    shutil.copytree(theme.base / "overrides", look)
    if not drawn:
        (look / DRAWER).unlink()
    if theme.folder != theme.base and (theme.folder / "overrides").is_dir():
        shutil.copytree(theme.folder / "overrides", look, dirs_exist_ok=True)
    (look / "assets" / "boussole.css").write_text(stylesheet(theme), "utf-8")
    for folder in {file.parent for _, file in theme.faces}:
        shutil.copytree(folder, look / "assets" / "fonts", dirs_exist_ok=True)
    if theme.logo is not None:
        shutil.copyfile(theme.logo, look / "assets" / f"logo{theme.logo.suffix}")


def shell(documents: Sequence[Page], theme: Theme, as_of: date) -> dict[str, Any]:
    """What the templates print around every page: headers, words in each language, the logo."""
    return {
        "headers": [_header(nav) for nav in headers_of(documents)],
        "words": {lang.value: _words(lang, as_of) for lang in Lang},
        "logo": f"assets/logo{theme.logo.suffix}" if theme.logo else "",
    }


def _header(nav: Navigation) -> dict[str, Any]:
    return {
        "brand": _link(nav.brand),
        "wave": nav.wave,
        "items": [_link(link) for link in nav.items],
    }


def _link(link: Link) -> dict[str, str]:
    return {"label": link.label, "href": as_html(link.href)}


def _words(lang: Lang, as_of: date) -> dict[str, str]:
    keys = [key for key in texts() if key.startswith("site.")]
    day = Formatter(lang).day(as_of)
    return {key.removeprefix("site."): typeset(lang, say(lang, key, day=day)) for key in keys}
