"""The demo's studies as three readers meet them: on a phone, on paper, and from a sentence to its proof."""

import re
import shutil
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest

from generator.cli import run
from tests.site.conftest import Open

pytestmark = pytest.mark.browser

STUDIES = ("assistant-vocal", "atelier-sinistre", "cx-barometre", "ex-barometre", "minimal")
PHONE = (
    "cx-barometre/index.html",
    "cx-barometre/agir/actions/suivi_sms.html",
    "cx-barometre/comprendre/evolution.html",
    "cx-barometre/comprendre/segments/region.html",
    "cx-barometre/ecouter/croisements/region.html",
    "cx-barometre/ecouter/identifiants.html",
    "cx-barometre/ecouter/questions/q_moments.html",
    "ex-barometre/comprendre/miroir.html",
    "atelier-sinistre/comprendre/moments/sinistre.html",
    "atelier-sinistre/comprendre/qualitatif.html",
    "atelier-sinistre/comprendre/themes/silence.html",
    "cx-barometre/comprendre/moments/sinistre.html",
)


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Path:
    """The site of the demo's client, from its releases."""
    folder = tmp_path_factory.mktemp("portal")
    shutil.copytree(root / "studies", folder / "studies", ignore=shutil.ignore_patterns("data"))
    assert run(["build", "--root", str(folder), "--as-of", "2026-11-21"]) == 0
    return folder / "build" / "site"


class Links(HTMLParser):
    """The addresses that the body of a page leads to, its header and footer apart."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._depth += tag == "main"
        href = dict(attrs).get("href") or ""
        if self._depth and tag == "a" and href and not href.startswith(("#", "http")):
            self.found.append(href)

    def handle_endtag(self, tag: str) -> None:
        self._depth -= tag == "main"


def clicks(page: Path) -> list[Path]:
    """The pages of the site that a page leads to in one click."""
    read = Links()
    read.feed(page.read_text("utf-8"))
    paths = (page.parent / unquote(href.partition("#")[0]) for href in read.found)
    return list(dict.fromkeys(path.resolve() for path in paths if path.suffix == ".html"))


def words(page: Path) -> str:
    """What a page prints, spaces made one."""
    return " ".join(re.sub(r"<[^>]*>", " ", page.read_text("utf-8")).split())


@pytest.mark.parametrize("study", ["cx-barometre", "ex-barometre", "minimal"])
def test_two_clicks_lead_from_a_sentence_to_all_that_proves_it(portal: Path, study: str) -> None:
    """One click to its figure, base, test and rule; a second one to the question as it was asked."""
    essential = portal / study / "index.html"
    findings = [page for page in clicks(essential) if page.parent.name == "constats"]
    assert findings
    for page in findings:
        html, said = page.read_text("utf-8"), words(page)
        assert "bo-figure" in html or "bo-stack" in html or "bo-bars" in html, page
        assert "<table" in html, page
        assert re.search(r"\d[  ]?réponses|moins de", said), page
        assert "bo-claims" in html, page
        assert "gelées" in said, page
        asked = [target for target in clicks(page) if target.parent.name == "questions"]
        assert asked, f"{page} leads to no question"
        heading = re.search(r"<h1[^>]*>(.*?)</h1>", asked[0].read_text("utf-8"), re.DOTALL)
        assert heading is not None
        assert "«" in heading[1], "a question is quoted as it was asked"


def test_two_clicks_lead_from_the_journey_to_the_question_of_a_moment(portal: Path) -> None:
    """And from the voices to a theme and its moment, which hands on to what was measured."""
    journey = clicks(portal / "cx-barometre/comprendre/parcours.html")
    moments = [page for page in journey if page.parent.name == "moments"]
    assert moments
    assert all(any(to.parent.name == "questions" for to in clicks(page)) for page in moments)
    voices = clicks(portal / "atelier-sinistre/comprendre/qualitatif.html")
    themes = [page for page in voices if page.parent.name == "themes"]
    assert themes
    assert all(any(to.parent.name == "moments" for to in clicks(page)) for page in themes)


def test_rows_of_pages_are_read_from_one_to_the_next(portal: Path) -> None:
    """Findings, questions, decisions, actions, moments and themes lead to their neighbours, both ways."""
    rows = ("comprendre/constats", "comprendre/moments", "ecouter/questions", "decider", "agir/actions")
    for folder in (*(f"cx-barometre/{row}" for row in rows), "atelier-sinistre/comprendre/themes"):
        pages = sorted((portal / folder).glob("*.html"))
        html = {page: page.read_text("utf-8") for page in pages}
        assert len(pages) >= 2
        for rel in ("prev", "next"):
            assert sum(f'rel="{rel}"' in text for text in html.values()) == len(pages) - 1, (folder, rel)


def test_every_address_of_the_directory_is_a_page(portal: Path) -> None:
    for directory in portal.rglob("identifiants.html"):
        pages = clicks(directory)
        assert len(pages) > 3
        assert all(page.is_file() for page in pages)
        for folder in ("constats", "moments", "themes"):
            named = (directory.parents[1] / "comprendre" / folder).glob("*.html")
            assert {page.resolve() for page in named} <= set(pages)


@pytest.mark.parametrize("study", STUDIES)
def test_every_essential_page_prints_on_one_sheet(portal: Path, read: Open, study: str) -> None:
    """One A4 page for a decision or two, whatever stands on it."""
    page = read(f"{study}/index.html", portal.as_uri())
    assert page.locator(".bo-card").count() <= 2
    assert page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n") == 1


LETTERS = """() => {
  const sizes = new Set(), words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (words.nextNode()) {
    const of = words.currentNode.parentElement;
    const isRead = words.currentNode.data.trim() && of.getClientRects().length && !of.closest(".bo-unseen");
    if (isRead) sizes.add(parseFloat(getComputedStyle(of).fontSize) * 0.75);
  }
  return Math.min(...sizes);
}"""


@pytest.mark.parametrize("path", ["index.html", "decisions.html", "actions.html", "etudes.html"])
def test_no_table_of_the_portal_scrolls_on_a_phone(portal: Path, read: Open, path: str) -> None:
    frames = read(path, portal.as_uri(), 390).locator(".bo-scroll")
    assert frames.evaluate_all("all => all.filter(one => one.scrollWidth > one.clientWidth + 1).length") == 0


def test_what_stands_apart_is_read_apart(portal: Path, read: Open) -> None:
    """« mars 2026 » is not followed by « 1 644 réponses » as one number."""
    told = read("cx-barometre/index.html", portal.as_uri()).locator("main").aria_snapshot()
    assert re.search(r"mars 2026 · 1\s644 réponses", told)
    assert re.search(r"· 2024 · \d", told)


@pytest.mark.parametrize("study", ["cx-barometre", "ex-barometre"])
def test_a_full_sheet_stays_readable_and_says_all_that_the_screen_says(
    portal: Path, read: Open, study: str
) -> None:
    """8.5 points at least, but in the drawing, whose table says all; paper leaves out links to files."""
    page = read(f"{study}/index.html", portal.as_uri())
    page.locator(".bo-drawing").evaluate_all("drawings => drawings.forEach(drawing => drawing.remove())")
    seen = page.locator("main").inner_text()
    links = page.locator(".bo-card-foot a, figcaption a, .bo-explore").all_inner_texts()
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 710, "height": 1062})
    on_paper = page.locator("main").inner_text()
    assert page.evaluate(LETTERS) >= 8.5
    words = Counter(seen.split()) - Counter(on_paper.split()) - Counter(" ".join(links).split())
    assert not +words


@pytest.mark.parametrize("width", [390, 320])
@pytest.mark.parametrize("path", PHONE)
def test_no_page_of_the_demo_scrolls_sideways(portal: Path, read: Open, path: str, width: int) -> None:
    page = read(path, portal.as_uri(), width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [390, 320])
@pytest.mark.parametrize(
    "path",
    ["index.html", "comprendre/constats/sinistre_decroche.html", "comprendre/segments/region.html"],
)
def test_the_tables_that_are_read_first_are_stacked_on_a_phone(
    portal: Path, read: Open, path: str, width: int
) -> None:
    """Nothing of them has to be pulled into sight; those that are folded away scroll in their frame."""
    page = read(f"cx-barometre/{path}", portal.as_uri(), width)
    frames = "[...document.querySelectorAll('.bo-scroll')].filter(f => !f.closest('details'))"
    assert page.evaluate(f"{frames}.length") > 0
    assert page.evaluate(f"{frames}.filter(f => f.scrollWidth > f.clientWidth + 1).length") == 0


def test_a_search_gives_what_was_found_before_what_proves_it(portal: Path, read: Open) -> None:
    page = read("cx-barometre/ecouter/methode.html", portal.as_uri())
    page.focus("[data-md-component=search-query]")
    page.keyboard.type("magazine")
    page.wait_for_selector(".md-search-result__item")
    links = page.query_selector_all(".md-search-result__item > a:first-child")
    found = [link.get_attribute("href") or "" for link in links]
    assert re.search(r"/constats/|/decider/|cx-barometre/index\.html", found[0]), found
    places = {
        kind: [i for i, href in enumerate(found) if kind in href] for kind in ("/constats/", "/ecouter/")
    }
    assert places["/constats/"]
    assert all(place > places["/constats/"][0] for place in places["/ecouter/"])
