"""The demo site as its readers meet it, in a real browser: search, keyboard, phone, dark, paper."""

import gzip
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from generator.site import Written
from tests.site import demo
from tests.site.conftest import Open

pytestmark = pytest.mark.browser

ESSENTIAL = f"{demo.STUDY}/index.html"
FINDING = f"{demo.STUDY}/comprendre/constats/livraison.html"
METHOD = f"{demo.STUDY}/ecouter/methode.html"
PAGES = ("index.html", ESSENTIAL, FINDING, METHOD)
SCHEMES = ("light", "dark")


def search(page: Page, words: str) -> list[str]:
    """The pages that a search finds, in their order, as paths of the site."""
    page.focus("[data-md-component=search-query]")
    page.keyboard.type(words)
    page.wait_for_selector(".md-search-result__item")
    links = page.query_selector_all(".md-search-result__item > a:first-child")
    return [(link.get_attribute("href") or "").rpartition(f"/{demo.STUDY}/")[2] for link in links]


@pytest.mark.parametrize("over_http", [False, True], ids=["folder", "http"])
def test_search_finds_findings_before_annexes(read: Open, served: str, over_http: bool) -> None:
    found = search(read(METHOD, served if over_http else None), "livraison")
    assert found[0] == "index.html"
    assert {"agir/actions.html", "ecouter/questions.html"} <= set(found[1:])
    assert all("sinistre" not in path for path in found)


def test_search_reads_words_inside_tables(read: Open) -> None:
    assert search(read("index.html"), "paiement") == ["index.html"]


def test_search_needs_no_accents(read: Open) -> None:
    assert search(read("index.html"), "evolutions")[0] == "comprendre/evolution.html"


def test_search_opens_from_the_keyboard_and_leads_to_the_page(read: Open) -> None:
    page = read("index.html")
    assert search(page, "convergent")[0] == "comprendre/constats/livraison.html"
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{FINDING}*")


def check(page: Page) -> None:
    """No rule of axe is broken."""
    # Its own reading of the style sheets asks for what a page opened from a folder may not fetch.
    results = Axe().run(page, options={"preload": False, "rules": {"target-size": {"enabled": True}}})
    assert results.violations_count == 0, results.generate_report()


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("path", PAGES)
def test_accessibility(read: Open, path: str, scheme: str, width: int) -> None:
    check(read(path, color_scheme=scheme, width=width))


@pytest.mark.parametrize("scheme", SCHEMES)
def test_accessibility_of_an_open_search(read: Open, scheme: str) -> None:
    page = read(METHOD, color_scheme=scheme)
    search(page, "livraison")
    check(page)


@pytest.mark.parametrize("width", [320, 390, 600, 768, 1024, 1280])
@pytest.mark.parametrize("path", PAGES)
def test_no_page_scrolls_sideways(read: Open, path: str, width: int) -> None:
    assert read(path, width=width).evaluate("document.documentElement.scrollWidth") <= width


LONG = """() => {
  const words = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  const found = [];
  const ours = "svg, button, summary, .bo-tag, .bo-card-foot a, .bo-row > b";
  while (words.nextNode()) {
    const text = words.currentNode;
    if (text.data.trim() && !text.parentElement.closest(ours)) found.push(text);
  }
  const long = "Anticonstitutionnellement".repeat(3);
  for (const text of found) text.data = text.data.replace(/\\p{L}{4,}/u, long);
}"""


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("path", PAGES)
def test_a_word_of_75_letters_in_every_text_widens_nothing(read: Open, path: str, width: int) -> None:
    page = read(path, width=width)
    page.evaluate(LONG)
    assert "AnticonstitutionnellementAnti" in page.inner_text("h1")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [320, 390, 768])
def test_an_open_choice_of_waves_stays_on_the_screen(read: Open, width: int) -> None:
    page = read(ESSENTIAL, width=width)
    page.locator(".bo-waves summary").click()
    box = page.locator(".bo-waves ul").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.keyboard.press("Escape")
    assert page.locator(".bo-waves ul").is_hidden()


def test_a_wide_table_scrolls_in_its_own_frame_and_can_be_reached(read: Open) -> None:
    page = read(FINDING, width=320)
    frame = page.locator(".bo-scroll", has_text="Contre le reste")
    assert frame.evaluate("frame => frame.scrollWidth > frame.clientWidth")
    assert frame.get_attribute("tabindex") == "0"
    assert frame.get_attribute("aria-label") == "Satisfaits par segment"
    assert read(FINDING).locator(".bo-scroll[tabindex]").count() == 0


def test_a_phone_gets_the_form_of_a_figure_drawn_for_it(read: Open) -> None:
    for width, shown in ((1280, "bo-wide"), (390, "bo-narrow")):
        drawings = read(ESSENTIAL, width=width).locator(".bo-drawing:visible")
        assert drawings.count() == 1
        assert shown in (drawings.first.get_attribute("class") or "")


def test_the_page_is_complete_without_scripts(read: Open) -> None:
    page = read(ESSENTIAL, java_script_enabled=False)
    assert page.locator(".bo-card:visible").count() == 3
    assert page.locator(".bo-drawing:visible").count() == 1
    assert page.locator(".bo-nav a:visible").count() == len(demo.SECTIONS)
    # What needs a script is not offered.
    assert page.locator(".bo-tools:visible").count() == 0


def test_the_header_tells_who_and_where(read: Open) -> None:
    page = read(FINDING)
    current = page.locator(".bo-nav [aria-current]")
    assert (current.inner_text(), current.get_attribute("aria-current")) == ("Constats", "page")
    assert page.locator(".bo-crumbs li").all_inner_texts() == [
        "Baromètre de l’expérience client",
        "Comprendre",
        "Constat 1 sur 3",
    ]
    page.locator(".bo-waves summary").click()
    page.locator(".bo-waves a").click()
    page.wait_for_url("**/v2/index.html")
    assert page.locator(".bo-nav [aria-current]").get_attribute("aria-current") == "true"


SECTIONS = """count => {
  const row = document.querySelector(".bo-nav ul"), first = row.firstElementChild;
  row.replaceChildren(...Array.from({length: count}, () => first.cloneNode(true)));
}"""
BOXES = """() => Object.fromEntries(["head", "brand", "waves", "nav", "tools"].map(name => {
  const {left, top, right, bottom} = document.querySelector(`.bo-${name}`).getBoundingClientRect();
  return [name, {left, top, right, bottom}];
}))"""


@pytest.mark.parametrize("count", [4, 7, 10, 12])
def test_the_header_holds_from_four_sections_to_twelve(read: Open, count: int) -> None:
    """Search and colours stay at the end, nothing lies on anything else, nothing leaves the screen."""
    page = read(ESSENTIAL)
    page.evaluate(SECTIONS, count)
    for width in (320, 390, 600, 768, 960, 1024, 1280, 1440, 1600):
        page.set_viewport_size({"width": width, "height": 900})
        found = page.evaluate(BOXES)
        head, brand, nav, tools = found["head"], found["brand"], found["nav"], found["tools"]
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert width - tools["right"] in (16, 32), width
        assert nav["right"] <= tools["left"], width
        assert tools["bottom"] <= head["bottom"], width
        assert found["waves"]["right"] <= nav["left"] or found["waves"]["bottom"] <= nav["top"], width
        assert nav["top"] < brand["bottom"] or nav["left"] <= 32, width
        assert width <= 960 or tools["top"] < brand["bottom"], width


def test_nobody_sees_documentation(read: Open) -> None:
    page = read(ESSENTIAL)
    said = page.content()
    assert "Material" not in page.inner_text("body")
    assert "generator" not in page.evaluate("[...document.querySelectorAll('meta')].map(m => m.name)")
    assert page.locator(".md-sidebar, .md-nav, .md-footer").count() == 0
    assert '<meta name="robots" content="noindex">' in said


def test_keyboard_goes_through_the_header_in_order(read: Open) -> None:
    page = read(ESSENTIAL)
    met = []
    for _ in range(5 + len(demo.SECTIONS)):
        page.keyboard.press("Tab")
        met.append(page.evaluate("document.activeElement.closest('[class^=bo-]').classList[0]"))
        shown = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert shown != "none"
    assert met[:3] == ["bo-skip", "bo-brand", "bo-waves"]
    assert met[-2:] == ["bo-search-form", "bo-scheme"]


def test_the_skip_link_leads_to_the_content(read: Open) -> None:
    page = read(ESSENTIAL)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.bo-card') !== null")


def paper(page: Page) -> str:
    return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))


LIGHT, DARK = "rgb(255, 255, 255)", "rgb(21, 24, 28)"


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "none"])
def test_colours_follow_the_system(read: Open, scripts: bool) -> None:
    assert paper(read(ESSENTIAL, color_scheme="light", java_script_enabled=scripts)) == LIGHT
    assert paper(read(ESSENTIAL, color_scheme="dark", java_script_enabled=scripts)) == DARK


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_the_browser_draws_itself_follows_the_scheme(read: Open, scheme: str) -> None:
    """Boxes to tick, scroll bars, and the paper under a printed page."""
    page = read(ESSENTIAL, color_scheme=scheme)
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == scheme


def test_colours_follow_the_choice_of_the_reader_from_page_to_page(read: Open) -> None:
    page = read(ESSENTIAL)
    page.focus("#__palette_0")
    page.keyboard.press("Enter")
    assert paper(page) == LIGHT
    page.keyboard.press("Enter")
    assert paper(page) == DARK
    ink = page.locator(".bo-drawing:visible text").last.evaluate("text => getComputedStyle(text).fill")
    assert ink == "rgb(232, 236, 240)"
    page.locator(".bo-nav a", has_text="Méthode").click()
    assert paper(page) == DARK


@pytest.mark.parametrize("scheme", SCHEMES)
def test_paper_is_white_and_folds_are_open(read: Open, scheme: str) -> None:
    page = read(FINDING, color_scheme=scheme)
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).color") == "rgb(27, 31, 36)"
    assert page.locator("details.bo-data table").is_visible()
    assert page.locator(".bo-head").is_hidden()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert not page.evaluate("document.querySelector('details.bo-data').open")


def test_the_essential_page_of_three_decisions_prints_on_two_sheets(read: Open) -> None:
    assert read(ESSENTIAL).pdf(prefer_css_page_size=True).count(b"/Type /Page\n") <= 2


@pytest.mark.parametrize("contrast", ["active", "none"])
def test_forced_colours_keep_every_word(read: Open, contrast: str) -> None:
    page = read(ESSENTIAL, forced_colors=contrast)
    assert page.locator(".bo-tag:visible").count() == 6


def test_the_essential_page_is_light(site: Written) -> None:
    """What it needs to be read, scripts counted, is under 150 KB with gzip; what a click loads is apart."""
    page = (site.out / ESSENTIAL).read_bytes()
    asked = [site.out / "assets" / "boussole.css", *(site.out / "assets" / "javascripts").glob("*.js")]
    asked = [file for file in asked if file.name != "vega.js"]
    weight = sum(len(gzip.compress(data)) for data in (page, *(file.read_bytes() for file in asked)))
    assert weight < 150_000


def test_every_page_has_one_title_and_one_first_heading(site: Written) -> None:
    for page in Path(site.out).rglob("*.html"):
        html = page.read_text("utf-8")
        assert html.count("<title>") == 1, page
        assert html.count("<h1") == 1, page
