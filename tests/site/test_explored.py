"""A figure read point by point: drawn again in the browser, when a reader asks and never before."""

import re
from pathlib import Path

import pytest

from generator.site.docs import DRAWER
from tests.site.conftest import Open, Serve
from tests.site.portals import demo_portal, pages
from tests.site.test_shell import check

ROOT = Path(__file__).resolve().parents[2]
STUDY = "cx-barometre"
FIGURES = ("index.html", "comprendre/evolution.html", "comprendre/parcours.html", "comprendre/priorites.html")


@pytest.fixture
def portal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's portal."""
    return demo_portal(tmp_path_factory, "boussole")


@pytest.mark.browser
@pytest.mark.parametrize("over_http", [False, True], ids=["folder", "http"])
def test_every_form_of_figure_is_read_point_by_point(
    read: Open, serve: Serve, portal: Path, over_http: bool
) -> None:
    """Nothing may be said on the console: the page's policy refuses a text that becomes a program."""
    base = serve(portal) if over_http else portal.as_uri()
    for path in FIGURES:
        page = read(f"{STUDY}/{path}", base)
        page.locator(".bo-explore").first.press("Enter")
        choice = page.locator(".bo-reading select").first
        choice.wait_for()
        assert choice.evaluate("e => e === document.activeElement")
        assert page.locator(".bo-live svg text").count() > 4
        page.keyboard.press("ArrowDown")
        name = choice.input_value()
        assert name
        told = page.locator(".bo-reading output").first.inner_text()
        assert re.search(r"\d.* · ", told)
        ring = page.locator('.bo-live svg path[stroke-width="3"]')
        ring.first.wait_for(state="attached")
        assert ring.count() == 1


@pytest.mark.browser
def test_what_is_read_of_a_point_is_what_the_table_prints(read: Open, portal: Path) -> None:
    page = read(f"{STUDY}/index.html", portal.as_uri())
    page.locator(".bo-explore").first.click()
    choice = page.locator(".bo-reading select").first
    for row in page.locator("table", has_text="Levier").first.locator("tbody tr").all():
        choice.select_option(row.locator("th").inner_text())
        told = page.locator(".bo-reading output").first.inner_text()
        cells = [cell for cell in row.locator("td").all_inner_texts()[1:4] if cell]
        assert all(cell in told for cell in cells), (told, cells)


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_figure_being_read_keeps_its_description_its_colours_and_every_rule_of_axe(
    read: Open, portal: Path, scheme: str
) -> None:
    page = read(f"{STUDY}/index.html", portal.as_uri(), color_scheme=scheme)
    before = page.locator(".bo-wide").first.get_attribute("aria-label")
    ink = page.locator(".bo-wide text").last.evaluate("e => getComputedStyle(e).fill")
    page.locator(".bo-explore").first.click()
    page.locator(".bo-reading select").first.wait_for()
    assert page.locator(".bo-live").first.get_attribute("aria-label") == before
    assert page.locator(".bo-live text").last.evaluate("e => getComputedStyle(e).fill") == ink
    check(page)


@pytest.mark.browser
def test_a_pointer_over_a_point_reads_it(read: Open, portal: Path) -> None:
    page = read(f"{STUDY}/comprendre/evolution.html", portal.as_uri())
    page.locator(".bo-explore").first.click()
    # The ring that comes lies over the point it was asked for.
    page.locator(".bo-live .mark-symbol path").first.hover(force=True)
    assert page.locator(".bo-reading select").first.input_value()


@pytest.mark.browser
def test_nothing_of_it_is_loaded_before_a_reader_asks(read: Open, portal: Path) -> None:
    page = read("index.html", portal.as_uri())
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{portal.as_uri()}/{STUDY}/index.html", wait_until="networkidle")
    assert not [url for url in asked if "vega" in url or "/figures/" in url]
    page.locator(".bo-explore").first.click()
    page.locator(".bo-reading select").first.wait_for()
    assert {url.rpartition("/")[2] for url in asked if "vega" in url or "/figures/" in url} == {
        "vega.js",
        "priorites.js",
    }


def test_beside_every_figure_stand_its_drawing_its_image_and_its_numbers(portal: Path) -> None:
    found = 0
    for path in pages(portal):
        html = (portal / path).read_text("utf-8")
        for figure in re.findall(r'data-live="figures/([^"]+)\.js"', html):
            found += 1
            for suffix in ("svg", "png", "csv"):
                assert f'href="figures/{figure}.{suffix}"' in html, (path, figure)
    assert found > 15


def test_no_file_of_a_figure_says_more_than_is_printed(portal: Path) -> None:
    """Places are rounded, and the numbers of the study are those of the page's own table."""
    for file in portal.rglob("figures/*.js"):
        assert not re.search(r"\d\.\d{5,}", file.read_text("utf-8")), file


def test_what_draws_is_the_renderer_that_drew_the_page(refresh: bool) -> None:
    """The file is Vega as the build's own renderer has it, in a scope of its own."""
    import vl_convert

    shipped = ROOT / "themes" / "boussole" / "overrides" / DRAWER
    head = "// Vega, Vega-Lite, Vega-Embed and what they rest on: see THIRD-PARTY.txt.\n"
    expected = f"{head}(() => {{\n{vl_convert.javascript_bundle()}\n}})();\n"
    if refresh:
        shipped.write_text(expected, "utf-8")
    assert shipped.read_text("utf-8") == expected
