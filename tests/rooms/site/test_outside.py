from pathlib import PurePosixPath

import pytest

from generator.errors import render
from generator.site.outside import LinkToNothing, check_links, fetches
from generator.words import Lang

PAGE, SHEET, DRAWING = (PurePosixPath(name) for name in ("a/index.html", "a/a.css", "a/a.svg"))


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (PAGE, '<script src="https://cdn.example/x.js"></script>'),
        (PAGE, "<script src='//cdn.example/x.js'></script>"),
        (PAGE, "<img src=http://cdn.example/x.png>"),
        (PAGE, '<img src="a.png" srcset="a.png 1x, https://cdn.example/b.png 2x">'),
        (PAGE, '<link rel="stylesheet" href="https://cdn.example/f.css">'),
        (PAGE, '<link href="//cdn.example" rel="preconnect">'),
        (PAGE, '<iframe\n src="https://cdn.example/"></iframe>'),
        (PAGE, '<p style="background: url( https://cdn.example/x.png )">'),
        (PAGE, '<form action="https://cdn.example/">'),
        (PAGE, '<base href="https://cdn.example/">'),
        (PAGE, '<svg><image href="https://cdn.example/x.png"/></svg>'),
        (PAGE, '<svg><use xlink:href="https://cdn.example/x.svg#a"/></svg>'),
        (SHEET, "@import 'https://cdn.example/f.css';"),
        (SHEET, '@font-face { src: url("//cdn.example/f.woff2") }'),
        (DRAWING, '<svg xmlns="http://www.w3.org/2000/svg"><image href="https://cdn.example/x"/></svg>'),
    ],
)
def test_a_fetch_is_seen(path: PurePosixPath, text: str) -> None:
    (problem,) = fetches(path, f"\n{text}")
    assert problem.code == "H03"
    assert problem.values == {"host": "cdn.example"}
    assert problem.position is not None
    assert problem.position.file == str(path)
    assert all("cdn.example" in render(problem, lang) for lang in Lang)


@pytest.mark.parametrize(
    "text",
    [
        '<a href="https://example.org/">une source</a>',
        '<link rel="canonical" href="https://example.org/a.html">',
        '<link rel="alternate" hreflang="en" href="https://example.org/en/a.html">',
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"/>',
        '<img src="figures/a.svg" data-source="https://example.org/">',
        "<p>Voir url et https://example.org/</p>",
    ],
)
def test_a_link_is_let_through(text: str) -> None:
    assert not [*fetches(PAGE, text)]


def test_scripts_are_left_to_the_policy() -> None:
    assert not [*fetches(PurePosixPath("a.js"), 'import("https://cdn.example/x.js")')]


SITE = frozenset(PurePosixPath(name) for name in ("index.html", "a/index.html", "a/b.html", "a/d d.csv"))


@pytest.mark.parametrize(
    "href",
    ["b.html", "../index.html", "b.html#ici", "#la", "d%20d.csv", "https://example.org/x", "mailto:a@b.c"],
)
def test_links_that_lead_somewhere(href: str) -> None:
    pages = {PAGE: f'<h2 id="la"><a href="{href}">', PurePosixPath("a/b.html"): '<h2 id="ici">'}
    check_links(pages, SITE)


@pytest.mark.parametrize("href", ["c.html", "../../index.html", "b.html#la", "#nulle", "../", "B.html"])
def test_links_to_nothing_are_our_bug(href: str) -> None:
    pages = {PAGE: f'<a class="x" href="{href}">', PurePosixPath("a/b.html"): '<h2 id="ici">'}
    with pytest.raises(LinkToNothing) as bug:
        check_links(pages, SITE)
    assert str(bug.value) == f"a/index.html → {href}"
