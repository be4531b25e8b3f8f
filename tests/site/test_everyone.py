"""The whole demo portal in a real browser, for everyone: axe, keyboard, phone, chosen colours, no scripts."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.site.conftest import Open, Serve
from tests.site.portals import THEMES, all_types, demo_portal, kinds, pages
from tests.site.test_shell import SCHEMES, check, search

pytestmark = pytest.mark.browser

# Its own reading of the style sheets asks for what a page opened from a folder may not fetch.
RULES = {"preload": False, "resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
# What a theme may break: it changes no word and no order.
OF_A_THEME = {**RULES, "runOnly": ["color-contrast", "target-size", "link-in-text-block"]}


@pytest.fixture
def window(browser: Browser) -> Iterator[Page]:
    """One window for many pages; colours change at once, since axe would read them half way."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    yield context.new_page()
    context.close()


def broken(
    window: Page, site: Path, paths: list[str], scheme: str, rules: Mapping[str, Any] = RULES
) -> list[str]:
    """What axe finds wrong in some pages."""
    window.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
    found = []
    for path in paths:
        window.goto((site / path).as_uri())
        for violation in Axe().run(window, options=dict(rules)).response["violations"]:
            found.append(f"{path}: {violation['id']} {violation['nodes'][0]['html'][:120]}")
    return found


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
@pytest.mark.parametrize(("theme", "rules"), [("boussole", RULES), ("tilia", OF_A_THEME)])
def test_each_kind_of_page_breaks_no_rule_of_axe(
    window: Page,
    tmp_path_factory: pytest.TempPathFactory,
    theme: str,
    rules: Mapping[str, Any],
    scheme: str,
    width: int,
) -> None:
    """`make long` reads every page in every way."""
    window.set_viewport_size({"width": width, "height": 900})
    site = demo_portal(tmp_path_factory, theme)
    assert broken(window, site, kinds(site), scheme, rules) == []


@pytest.mark.long
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("theme", THEMES)
def test_every_page_breaks_no_rule_of_axe(
    window: Page, tmp_path_factory: pytest.TempPathFactory, theme: str, scheme: str, width: int
) -> None:
    window.set_viewport_size({"width": width, "height": 900})
    for site in (demo_portal(tmp_path_factory, theme), all_types(tmp_path_factory, theme)):
        assert broken(window, site, list(pages(site)), scheme) == []


@pytest.mark.parametrize("theme", THEMES)
def test_no_page_scrolls_sideways_on_the_smallest_phone(
    window: Page, tmp_path_factory: pytest.TempPathFactory, theme: str
) -> None:
    window.set_viewport_size({"width": 320, "height": 640})
    wide = []
    for site in (demo_portal(tmp_path_factory, theme), all_types(tmp_path_factory, "boussole")):
        for path in kinds(site):
            window.goto((site / path).as_uri(), wait_until="domcontentloaded")
            if window.evaluate("document.documentElement.scrollWidth") > 320:
                wide.append(path)
    assert wide == []


_LISTEN = """() => {
    const reach = "a[href], button, summary, input:not([type=hidden]), select, [tabindex]";
    const shown = (e) => e.tabIndex >= 0 && e.checkVisibility({visibilityProperty: true});
    const first = (e) => {
        const group = document.querySelectorAll(`input[name="${e.name}"]`);
        return e.type !== "radio" || e === ([...group].find((one) => one.checked) || group[0]);
    };
    const fault = (at) => {
        const box = at.getClientRects()[0], style = getComputedStyle(at);
        if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) return "no ring";
        if (!box || box.top < -1 || box.bottom > innerHeight + 1) return "off the screen";
        const over = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
        return over && !at.contains(over) && !over.contains(at) ? "covered" : "";
    };
    window.met = [];
    window.faults = [];
    window.awaited = [...document.querySelectorAll(reach)].filter((e) => shown(e) && first(e));
    document.addEventListener("focusin", ({target}) => {
        window.met.push(target);
        const wrong = target.matches("input") ? "" : fault(target);
        if (wrong) window.faults.push(`${wrong}: ${target.outerHTML.slice(0, 200)}`);
    });
}"""
_MISSED = "window.awaited.filter((e) => !window.met.includes(e)).map((e) => e.outerHTML.slice(0, 200))"
_DISORDER = """window.met.filter((e, i) => i && !(window.met[i - 1].compareDocumentPosition(e) & 4))
    .map((e) => e.outerHTML.slice(0, 200))"""
_MOVING = """[...document.querySelectorAll("*")].map((e) => getComputedStyle(e)).filter((style) =>
    parseFloat(style.transitionDuration) || style.animationName !== "none")
    .length"""
_PINNED = """[...document.body.querySelectorAll("*")].filter((e) => e.checkVisibility() &&
    ["fixed", "sticky"].includes(getComputedStyle(e).position)).length"""


def test_the_keyboard_reaches_everything_in_order_and_shows_where_it_is(
    window: Page, tmp_path_factory: pytest.TempPathFactory
) -> None:
    site = demo_portal(tmp_path_factory, "boussole")
    for path in kinds(site):
        window.goto((site / path).as_uri())
        window.evaluate(_LISTEN)
        for _ in range(window.evaluate("window.awaited.length")):
            window.keyboard.press("Tab")
        for fault in (_MISSED, _DISORDER, "window.faults"):
            assert window.evaluate(fault) == [], path


@pytest.mark.parametrize("scheme", SCHEMES)
def test_colours_of_the_system_keep_verdicts_and_marks(
    read: Open, tmp_path_factory: pytest.TempPathFactory, scheme: str
) -> None:
    """Under the system's own colours a tag keeps its word and an edge, a mark the colour of text."""
    site = demo_portal(tmp_path_factory, "boussole")
    page = read("cx-barometre/index.html", site.as_uri(), forced_colors="active", color_scheme=scheme)
    ink = page.evaluate("getComputedStyle(document.querySelector('h1')).color")
    tags = page.locator(".bo-tag:visible")
    assert tags.count() > 3
    for tag in tags.all():
        assert tag.inner_text().strip()
        assert tag.evaluate("e => getComputedStyle(e).borderTopStyle") == "solid"
    assert page.locator(".bo-spark").first.evaluate("e => getComputedStyle(e).stroke") == ink
    page = read(
        "cx-barometre/ecouter/questions/q_moments.html",
        site.as_uri(),
        forced_colors="active",
        color_scheme=scheme,
    )
    for bar in page.locator(".bo-bar > i").all()[:10]:
        assert bar.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"
    assert page.locator(".bo-interval .point").first.evaluate("e => getComputedStyle(e).fill") == ink


def test_nothing_moves_for_who_asked_for_stillness(
    window: Page, tmp_path_factory: pytest.TempPathFactory
) -> None:
    site = demo_portal(tmp_path_factory, "boussole")
    for path in ("index.html", "cx-barometre/index.html", "cx-barometre/comprendre/evolution.html"):
        window.goto((site / path).as_uri())
        assert window.evaluate(_MOVING) == 0


def test_nothing_stays_in_front_of_what_is_read(
    window: Page, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """No header or banner is pinned: focus cannot end up under one."""
    site = demo_portal(tmp_path_factory, "boussole")
    for path in kinds(site):
        window.goto((site / path).as_uri(), wait_until="domcontentloaded")
        assert window.evaluate(_PINNED) == 0, path


def said(page: Page) -> list[str]:
    """The lines of a page, without what scripts add to it."""
    page.evaluate("document.querySelectorAll('main button').forEach(e => e.remove())")
    return [line.strip() for line in page.inner_text("main").splitlines() if line.strip()]


def test_every_kind_of_page_says_as_much_without_scripts_and_asks_nothing(
    read: Open, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Nor does any say a word on the console, or ask for anything outside: ``read`` checks it."""
    site = demo_portal(tmp_path_factory, "boussole")
    bare, full = (read("index.html", site.as_uri(), java_script_enabled=on) for on in (False, True))
    for path in kinds(site):
        for page in (bare, full):
            page.goto((site / path).as_uri())
        assert said(bare) == said(full), path


def test_the_portal_is_read_and_searched_over_http(
    read: Open, serve: Serve, tmp_path_factory: pytest.TempPathFactory
) -> None:
    base = serve(demo_portal(tmp_path_factory, "boussole"))
    assert search(read("index.html", base), "sinistre")
    lost = read("404.html", base)
    check(lost)
    assert lost.locator(".bo-head").evaluate("e => getComputedStyle(e).display") == "flex"
    page = read("parcours.html", base)
    assert page.locator(".bo-drawing:visible").count() == 2
