"""Pages bound into one: what leads inside stays a link, what leads outside becomes a note."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from generator.site import Document, Link, Navigation, report_of

Page = Callable[..., Document]
TODAY = date(2026, 11, 21)
MARK = '<p class="bo-mark">Répétition</p>'


@pytest.fixture
def bound(page: Page, tmp_path: Path) -> Callable[..., str]:
    """Two pages of one study bound into one, from the HTML of their main parts."""

    def bind(first: str, second: str = "<h1>Constat</h1>") -> str:
        nav = Navigation(Link("Tilia · Études", "index.md"), "Vague 2026")
        pages = [page(path="etude/index.md", nav=nav), page(path="etude/constats/a.md", nav=nav)]
        for one, main in zip(pages, (first, second), strict=True):
            file = tmp_path / one.address
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(f'<body><main class="bo-main" id="bo-main">{main}</main></body>', "utf-8")
        report = report_of(pages, tmp_path, TODAY)
        return replace(report, pages={"p2": 7}).html()

    return bind


def test_a_link_to_a_page_of_the_report_leads_inside_it(bound: Callable[..., str]) -> None:
    html = bound('<a class="x" href="constats/a.html#base">La base</a>', '<h2 id="base">Base</h2>')
    assert '<a class="x" href="#p2-base">La base</a>' in html
    assert '<h2 id="p2-base">' in html


def test_a_link_elsewhere_becomes_a_note_once(bound: Callable[..., str]) -> None:
    html = bound('<a href="q.csv">A</a> <a href="../autre/index.html">B</a> <a href="q.csv">C</a>')
    assert "A<sup>1</sup> B<sup>2</sup> C<sup>1</sup>" in html
    assert '<ol class="bo-notes"><li>etude/q.csv</li><li>autre/index.html</li></ol>' in html


def test_anchors_of_two_pages_do_not_meet(bound: Callable[..., str]) -> None:
    html = bound('<h2 id="a">A</h2><td headers="a b">1</td>', '<h2 id="a">A</h2>')
    assert '<h2 id="p1-a">' in html
    assert '<h2 id="p2-a">' in html
    assert 'headers="p1-a p1-b"' in html


def test_folds_are_open_and_the_shell_is_gone(bound: Callable[..., str]) -> None:
    html = bound('<nav class="bo-crumbs">Ici</nav><details class="bo-data"><summary>T</summary></details>')
    assert '<details open class="bo-data">' in html
    assert "Ici" not in html


def test_the_mark_of_a_rehearsal_is_on_the_cover(bound: Callable[..., str]) -> None:
    assert '<section class="bo-cover"><p class="bo-mark">Répétition</p>' in bound(MARK)
    assert "Répétition" not in bound("<h1>Titre</h1>")


def test_the_contents_say_the_page_once_it_is_known(bound: Callable[..., str]) -> None:
    html = bound("<h1>Titre</h1>")
    assert '<a href="#p2"><span>Titre</span><span>7</span></a>' in html
    assert '<a href="#p1"><span>Titre</span><span>000</span></a>' in html


def test_the_cover_says_who_what_and_when(bound: Callable[..., str]) -> None:
    cover = " ".join(bound("<h1>Titre</h1>").partition("</section>")[0].split())
    assert [word in cover for word in ("Tilia · Études", "Vague 2026", "21 novembre 2026")] == [True] * 3
