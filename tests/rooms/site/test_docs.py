from collections.abc import Callable
from pathlib import PurePosixPath

import pytest

from generator.site import Asset, Document, Drawing, Link, Navigation, Search
from generator.site.docs import Clash, as_html, gather, markdown
from generator.site.theme import Theme

Page = Callable[..., Document]
NAV = Navigation(Link("Tilia", "index.md"), "2026", items=(Link("Constats", "etude/constats/a.md"),))


def test_a_page_is_plain_markdown_with_what_the_shell_needs_in_front(page: Page) -> None:
    document = page(
        "# Le traitement « décroche »",
        nav=NAV,
        current="etude/constats/a.md",
        crumbs=(("Étude", "../index.md"), ("Constat 1", "")),
        search=Search.LAST,
        layout="essential",
    )
    assert markdown(document, {NAV: 0}).splitlines() == [
        "---",
        "title: Titre",
        "description: Une page",
        "lang: fr",
        "layout: essential",
        "search:",
        "  boost: 1.0",
        "header: 0",
        "current: etude/constats/a.html",
        "crumbs:",
        "- label: Étude",
        "  href: ../index.html",
        "- label: Constat 1",
        "  href: ''",
        "---",
        "",
        "# Le traitement « décroche »",
    ]


def test_a_page_may_be_kept_out_of_the_search(page: Page) -> None:
    assert "  exclude: true\n" in markdown(page(search=Search.NONE), {})


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ('<a class="x" href="../b.md#rule">', '<a class="x" href="../b.html#rule">'),
        ("<a href='b.md'>", "<a href='b.html'>"),
        # The renderer follows these itself.
        ("[b](../b.md)", "[b](../b.md)"),
        ('<a href="https://example.org/readme.md">', '<a href="https://example.org/readme.md">'),
        ('<a href="donnees.csv">', '<a href="donnees.csv">'),
    ],
)
def test_links_name_sources_in_raw_html_too(page: Page, written: str, read: str) -> None:
    assert markdown(page(written), {}).endswith(f"\n\n{read}\n")


def test_cells_that_touch_are_set_apart_for_the_search(page: Page) -> None:
    assert "<td>Livraison</td> <td>58</td></tr>" in markdown(
        page("<tr><td>Livraison</td><td>58</td></tr>"), {}
    )


@pytest.mark.parametrize(
    ("source", "address"),
    [
        ("../a.md", "../a.html"),
        ("a.md#rule", "a.html#rule"),
        ("a.mdx", "a.mdx"),
        ("a.csv", "a.csv"),
        ("", ""),
    ],
)
def test_the_address_of_a_page(source: str, address: str) -> None:
    assert as_html(source) == address


def test_figures_stand_beside_their_page(page: Page, look: Theme) -> None:
    drawing = Drawing("parts", "<svg/>", "<svg/>")
    paths = gather([page(drawings=(drawing,))], [Asset(PurePosixPath("etude/a.csv"), b"1")], look)
    assert [str(path) for path in paths] == [
        "etude/constats/a.md",
        "etude/constats/figures/parts.svg",
        "etude/constats/figures/parts-narrow.svg",
        "etude/a.csv",
    ]


def test_two_pages_may_share_a_drawing_but_not_a_place(page: Page, look: Theme) -> None:
    one, same, other = (Drawing("parts", svg) for svg in ("<svg/>", "<svg/>", "<svg> </svg>"))
    first = page(path="a.md", drawings=(one,))
    gather([first, page(path="b.md", drawings=(same,))], [], look)
    with pytest.raises(Clash, match=r"figures/parts\.svg"):
        gather([first, page(path="b.md", drawings=(other,))], [], look)
    with pytest.raises(Clash, match=r"a\.md"):
        gather([first, page("# Autre", path="a.md")], [], look)


@pytest.mark.parametrize("path", ["/etc/a.md", "../a.md", "etude/../../a.md"])
def test_nothing_is_written_outside_the_site(page: Page, look: Theme, path: str) -> None:
    with pytest.raises(Clash, match="not inside"):
        gather([page(path=path)], [], look)
