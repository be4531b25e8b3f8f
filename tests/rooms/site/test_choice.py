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
    """An edition in the making and the one before it, which had fewer pages."""
    pages = {
        "new": (
            "index.html",
            "etudes.html",
            "404.html",
            "cx/index.html",
            "cx/en/index.html",
            "cx/en/a.html",
            "ex/index.html",
        ),
        "2025": ("index.html", "cx/index.html", "cx/en/a.html"),
    }
    for edition, names in pages.items():
        for name in names:
            file = tmp_path / edition / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(page(BRAND, WAVE), "utf-8")
    offer(tmp_path / "new", "cx", "2026", [Beside(tmp_path / "2025", "2025", Lang.FR)], "latest")
    return tmp_path / "new"


@pytest.mark.parametrize(
    ("name", "older", "latest"),
    [
        ("index.html", "../2025/index.html", "../latest/index.html"),
        ("etudes.html", "../2025/index.html", "../latest/index.html"),
        ("cx/index.html", "../../2025/cx/index.html", "../../latest/cx/index.html"),
        ("cx/en/index.html", "../../../2025/cx/index.html", "../../../latest/cx/en/index.html"),
        ("cx/en/a.html", "../../../2025/cx/en/a.html", "../../../latest/cx/en/index.html"),
    ],
)
def test_a_way_leads_to_the_same_page_or_to_the_nearest(
    folder: Path, name: str, older: str, latest: str
) -> None:
    html = (folder / name).read_text("utf-8")
    assert f'<li><a href="{older}">2025</a></li><li><a href="{latest}">Dernière vague' in html


@pytest.mark.parametrize("name", ["404.html", "ex/index.html"])
def test_a_study_that_is_cited_and_a_lost_reader_are_offered_nothing(folder: Path, name: str) -> None:
    assert (folder / name).read_text("utf-8") == page(BRAND, WAVE)
