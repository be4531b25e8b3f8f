"""A study alone at the root: every address moves together, and none is lost."""

from dataclasses import replace
from pathlib import PurePosixPath

import pytest

from generator.pages import COLLECTION, Asset, Document, Link, Navigation, Pages, at_root
from generator.pages.document import Version
from generator.words import Lang

NAV = Navigation(Link("Tilia", "index.md"), "2026", (Link("Constats", "cx/comprendre/index.md"),))
PAGE = Document(
    path=PurePosixPath("cx/decider/offre.md"),
    title="Offre",
    lang=Lang.FR,
    description="",
    body="",
    crumbs=(("Baromètre", "../index.md"), ("Décider", "")),
    nav=NAV,
    current="cx/comprendre/index.md",
    versions=(Version(Lang.EN, "English", "cx/en/decider/offre.md"),),
)
OTHER = replace(PAGE, path=PurePosixPath("decisions.md"), crumbs=(), versions=(), current="decisions.md")
ASSETS = (Asset(PurePosixPath("cx/numbers.json"), b"{}"), Asset(PurePosixPath("ex/numbers.json"), b"{}"))


def moved(page: Document, body: str = "") -> Document:
    pages = Pages("Tilia", Lang.FR, (replace(page, body=body),), ASSETS)
    return at_root(pages, "cx").documents[0]


@pytest.mark.parametrize(
    ("page", "href", "now"),
    [
        (PAGE, "../index.md", "../index.md"),
        (PAGE, "../comprendre/index.md#ecart", "../comprendre/index.md#ecart"),
        (PAGE, "figures/a.svg", "figures/a.svg"),
        (PAGE, "../../decisions.md", "../collection/decisions.md"),
        (PAGE, "../../ex/index.md", "../collection/ex/index.md"),
        (OTHER, "cx/decider/offre.md", "../decider/offre.md"),
        (OTHER, "index.md", "index.md"),
        (OTHER, "ex/index.md", "ex/index.md"),
    ],
)
def test_a_link_leads_where_it_led(page: Document, href: str, now: str) -> None:
    assert moved(page, f'<a href="{href}">x</a>').body == f'<a href="{now}">x</a>'


@pytest.mark.parametrize("href", ["#ecart", "https://exemple.fr/cx/a", "mailto:a@exemple.fr"])
def test_what_is_not_a_page_of_the_site_is_left(href: str) -> None:
    assert moved(PAGE, f'<a href="{href}">x</a>').body == f'<a href="{href}">x</a>'


def test_the_header_the_trail_and_the_languages_follow() -> None:
    page = moved(PAGE)
    assert page.path == PurePosixPath("decider/offre.md")
    assert page.nav == Navigation(
        Link("Tilia", "collection/index.md"), "2026", (Link("Constats", "comprendre/index.md"),)
    )
    assert page.current == "comprendre/index.md"
    assert page.crumbs == (("Baromètre", "../index.md"), ("Décider", ""))
    assert page.versions == (Version(Lang.EN, "English", "en/decider/offre.md"),)
    assert moved(OTHER).path == PurePosixPath(COLLECTION, "decisions.md")


def test_files_stand_with_their_pages() -> None:
    assets = at_root(Pages("Tilia", Lang.FR, (), ASSETS), "cx").assets
    assert [str(asset.path) for asset in assets] == ["numbers.json", "collection/ex/numbers.json"]
