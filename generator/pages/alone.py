"""One study at the root of a site: its pages first, and all that stands beside it in a folder of its own."""

import re
from dataclasses import replace
from pathlib import PurePosixPath
from posixpath import normpath

from generator.pages.address import link
from generator.pages.compose import Pages
from generator.pages.document import Asset, Document, Link, Navigation, Version

COLLECTION = "collection"
"""The folder of the portal and of the other studies; a word of both languages, and no folder of a study's."""

_LED = re.compile(r"""(\s(?:href|src)=")(?![a-z]+:)([^"#?]+)""")


def at_root(pages: Pages, study: str) -> Pages:
    """The same pages with those of ``study`` at the root, and every link between them as it was."""
    return replace(
        pages,
        documents=tuple(_document(document, study) for document in pages.documents),
        assets=tuple(Asset(_laid(asset.path, study), asset.content) for asset in pages.assets),
    )


def _laid(path: PurePosixPath, study: str) -> PurePosixPath:
    return path.relative_to(study) if path.is_relative_to(study) else COLLECTION / path


def _document(page: Document, study: str) -> Document:
    return replace(
        page,
        path=_laid(page.path, study),
        body=_LED.sub(lambda led: led[1] + _led(page, led[2], study), page.body),
        crumbs=tuple((label, _led(page, href, study) if href else "") for label, href in page.crumbs),
        nav=_navigation(page.nav, study) if page.nav else None,
        current=_named(page.current, study) if page.current else "",
        versions=tuple(Version(one.lang, one.label, _named(one.href, study)) for one in page.versions),
    )


def _led(page: Document, href: str, study: str) -> str:
    """A relative address of a page, which may name a place in another."""
    path, mark, place = href.partition("#")
    target = PurePosixPath(normpath(page.path.parent / path))
    return link(_laid(page.path, study), _laid(target, study)) + mark + place


def _named(href: str, study: str) -> str:
    """An address from the root."""
    return str(_laid(PurePosixPath(href), study))


def _navigation(nav: Navigation, study: str) -> Navigation:
    brand, *items = (Link(one.label, _named(one.href, study)) for one in (nav.brand, *nav.items))
    return replace(nav, brand=brand, items=tuple(items))
