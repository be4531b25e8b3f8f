"""The choice of waves: what a page offers, in which words, and where it leads."""

from pathlib import Path

import pytest

from generator.site.choice import Beside, Way, language_of, offer, offered
from generator.words import Lang

BRAND = '<a class="bo-brand" href="index.html">Tilia</a>'
WAVE = '<span class="bo-wave">Vague 2026</span>'
OLDER = Way("2025 <mars>", Lang.FR, "../2025/index.html")


def page(*head: str, lang: str = "fr") -> str:
    return f'<html lang="{lang}"><header>{"".join(head)}</header><a class="bo-brand" href="x">y</a>'


def test_the_choice_takes_the_place_of_the_wave_being_read() -> None:
    html = offered(page(BRAND, WAVE), "2026", [OLDER])
    assert 'bo-wave"' not in html
    assert "Vague 2026</summary>" in html
    assert html.count("<details") == 1
    assert '<a href="../2025/index.html">2025 &lt;mars&gt;</a>' in html


def test_a_page_without_a_wave_goes_by_the_title_of_its_edition() -> None:
    assert "2026 &amp; suite</summary>" in offered(page(BRAND), "2026 & suite", [OLDER])


def test_a_page_without_a_header_is_left() -> None:
    html = '<html lang="fr"><p>Ailleurs</p></html>'
    assert offered(html, "2026", [OLDER]) == html


def test_words_of_another_language_say_which() -> None:
    html = offered(page(BRAND, lang="en"), "2026", [OLDER])
    assert '<a href="../2025/index.html" lang="fr">' in html
    assert "Other waves" in html


def test_a_page_that_does_not_say_its_language_is_our_bug() -> None:
    with pytest.raises(ValueError, match="language"):
        language_of("<html><p></p></html>")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An edition in the making and the two before it, with fewer pages, the first in the former layout."""
    pages = {
        "new": (
            "index.html",
            "404.html",
            "en/index.html",
            "en/a.html",
            "collection/index.html",
            "collection/etudes.html",
            "collection/ex/index.html",
        ),
        "2025": ("index.html", "en/a.html", "collection/index.html"),
        "2024": ("index.html", "etudes.html", "cx/index.html", "cx/en/a.html"),
    }
    for edition, names in pages.items():
        for name in names:
            file = tmp_path / edition / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(page(BRAND, WAVE), "utf-8")
    former = Beside(tmp_path / "2024", "2024", Lang.FR, home="cx")
    offer(tmp_path / "new", "2026", [Beside(tmp_path / "2025", "2025", Lang.FR), former], "latest")
    return tmp_path / "new"


@pytest.mark.parametrize(
    ("name", "older", "oldest", "latest"),
    [
        ("index.html", "index.html", "cx/index.html", "index.html"),
        ("en/index.html", "index.html", "cx/index.html", "en/index.html"),
        ("en/a.html", "en/a.html", "cx/en/a.html", "en/index.html"),
        ("collection/index.html", "collection/index.html", "index.html", "collection/index.html"),
        ("collection/etudes.html", "collection/index.html", "etudes.html", "collection/index.html"),
    ],
)
def test_a_way_leads_to_the_same_page_or_to_the_nearest(
    folder: Path, name: str, older: str, oldest: str, latest: str
) -> None:
    html, up = (folder / name).read_text("utf-8"), "../" * len(Path(name).parts)
    assert f'<a href="{up}2025/{older}">2025</a>' in html
    assert f'<a href="{up}2024/{oldest}">2024</a>' in html
    assert f'<a href="{up}latest/{latest}">Dernière vague' in html


@pytest.mark.parametrize("name", ["404.html", "collection/ex/index.html"])
def test_a_study_that_is_cited_and_a_lost_reader_are_offered_nothing(folder: Path, name: str) -> None:
    assert (folder / name).read_text("utf-8") == page(BRAND, WAVE)
