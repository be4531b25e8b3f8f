"""Published editions in a real browser: three waves and the latest, from a folder and over HTTP."""

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import unquote

import pytest
from playwright.sync_api import Page

from generator.build import publish
from generator.cli import run
from generator.releasing import release_all, settled
from generator.site import Destination, Edition, lead, put
from generator.spec import load
from tests.site.conftest import Open, Serve
from tests.site.portals import AS_OF, ROOT, once
from tests.site.test_shell import check, search

STUDY, WAVES = "minimal", ["2024", "2025", "2026"]
FORMER, EARLIER, NEWEST = WAVES
PAGES = ("index.html", "decider/horaires.html", "ecouter/questions/q_joindre.html", "collection/index.html")


@pytest.fixture
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hosted folder: a wave in the layout that editions formerly had, one of today's, and the last."""

    def make(folder: Path) -> None:
        shutil.copytree(ROOT / "studies" / STUDY, folder / "studies" / STUDY)
        shutil.copy(ROOT / "studies" / "_shared.yml", folder / "studies")
        for wave, home in ((FORMER, STUDY), (EARLIER, "")):
            put(_built(folder, wave, home), _edition(wave, home), folder / "public", WAVES)
            lead(folder / "public", STUDY, WAVES)
        command = ["publish", STUDY, "--to", "public", "--root", str(folder), "--as-of", AS_OF]
        assert run(command) == 0

    return once(tmp_path_factory, "public", make) / "public"


def _built(folder: Path, wave: str, home: str) -> Path:
    day, where = date.fromisoformat(AS_OF), "" if home else f"{STUDY}/{wave}"
    to = Destination(folder / f"site-{wave}", folder, "boussole", day, where)
    workspace = settled(load(folder, [STUDY], day), day)
    publish(workspace, release_all(workspace, lambda *_: None, day), to, lambda *_: None)
    return to.out


def _edition(wave: str, home: str) -> Edition:
    told = ("Mutuelle Tilia", "Joindre la mutuelle", "fr", "lock", "release", 0, f"{wave}-11-21", "0")
    return replace(Edition(STUDY, wave, f"{wave} (octobre {wave})", *told), home=home)


@pytest.fixture(params=["folder", "http"])
def base(request: pytest.FixtureRequest, public: Path, serve: Serve) -> str:
    """Where the hosted folder is read from."""
    return serve(public) if request.param == "http" else public.as_uri()


def links(page: Path) -> Iterator[str]:
    """The relative addresses that a page leads to, redirects and files that it asks for included."""
    html = page.read_text("utf-8")
    found = re.findall(r"""<[a-z][^>]*?\s(?:href|src)=["']([^"']+)["']|content="0; url=([^"]+)\"""", html)
    return (way for both in found for way in both if way and not re.match(r"[a-z]+:", way))


def test_every_link_and_anchor_of_every_edition_leads_somewhere(public: Path) -> None:
    """The page for lost readers apart: it is served at any address, and names files from the root."""
    pages = [page for page in public.rglob("*.html") if page.name != "404.html"]
    assert len(pages) > 100
    anchors = {page.resolve(): set(re.findall(r'\sid="([^"]+)"', page.read_text("utf-8"))) for page in pages}
    lost = []
    for page in pages:
        for way in links(page):
            path, _, anchor = way.partition("#")
            target = (page.parent / unquote(path)).resolve() if path else page.resolve()
            if not target.is_file() or (anchor and anchor not in anchors.get(target, {anchor})):
                lost.append(f"{page.relative_to(public)}: {way}")
    assert lost == []


def test_the_search_of_an_edition_knows_its_own_addresses(public: Path) -> None:
    for wave in (*WAVES, "latest"):
        edition = public / STUDY / wave
        index = json.loads((edition / "search" / "search_index.json").read_text("utf-8"))
        places = [str(entry["location"]).partition("#")[0] for entry in index["docs"]]
        assert "decider/horaires.html" in (place.removeprefix(f"{STUDY}/") for place in places)
        assert all((edition / unquote(place)).is_file() for place in places)


@pytest.mark.browser
@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_an_edition_and_the_front_page_break_no_rule_of_axe(
    read: Open, public: Path, scheme: str, width: int
) -> None:
    page = read("index.html", public.as_uri(), width, color_scheme=scheme, reduced_motion="reduce")
    check(page)
    for wave in (NEWEST, "latest"):
        for path in PAGES:
            page.goto((public / STUDY / wave / path).as_uri())
            check(page)
        page.goto((public / STUDY / wave / "index.html").as_uri())
        page.locator(".bo-waves summary").click()
        check(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def chosen(page: Page, label: str) -> None:
    """Choose a wave of the header with the keyboard alone."""
    page.locator(".bo-brand").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.bo-waves summary')")
    page.keyboard.press("Enter")
    for _ in range(page.locator(".bo-waves a").count()):
        page.keyboard.press("Tab")
        if label in page.evaluate("document.activeElement.textContent"):
            break
    page.keyboard.press("Enter")


@pytest.mark.browser
def test_the_keyboard_goes_from_wave_to_wave_on_one_page(read: Open, base: str) -> None:
    page = read(f"{STUDY}/latest/decider/horaires.html", base)
    for label, path in (
        (EARLIER, f"{EARLIER}/decider/horaires.html"),
        ("Dernière vague", "latest/decider/index.html"),
    ):
        heading = page.get_by_role("heading", level=1).inner_text()
        chosen(page, label)
        if label == EARLIER:
            page.wait_for_url(f"{base}/{STUDY}/{path}")
            assert page.get_by_role("heading", level=1).inner_text() == heading
    page.wait_for_url(re.compile(rf"{re.escape(base)}/{STUDY}/latest/.*index\.html"))
    chosen(page, FORMER)
    page.wait_for_url(f"{base}/{STUDY}/{FORMER}/{STUDY}/index.html")


@pytest.mark.browser
@pytest.mark.parametrize(
    ("address", "now"),
    [
        (f"{STUDY}/index.html", "latest/index.html"),
        (f"{STUDY}/decider/horaires.html", "latest/decider/horaires.html"),
        (f"{STUDY}/latest/{STUDY}/decider/horaires.html", "latest/decider/horaires.html"),
        (f"{STUDY}/latest/decisions.html", "latest/collection/decisions.html"),
        (f"{STUDY}/{FORMER}/{STUDY}/decider/horaires.html", f"{FORMER}/{STUDY}/decider/horaires.html"),
    ],
)
def test_every_address_that_was_given_leads_on(read: Open, base: str, address: str, now: str) -> None:
    page = read(address, base)
    page.wait_for_url(f"{base}/{STUDY}/{now}")
    assert page.locator(".bo-head").is_visible()


@pytest.mark.browser
def test_from_the_front_page_to_a_wave_its_collection_and_a_search(read: Open, base: str) -> None:
    page = read("index.html", base)
    page.get_by_role("link", name=EARLIER).click()
    page.wait_for_url(f"{base}/{STUDY}/{EARLIER}/index.html")
    page.locator(".bo-brand").click()
    page.wait_for_url(f"{base}/{STUDY}/{EARLIER}/collection/index.html")
    assert search(page, "téléphone")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(rf"{re.escape(base)}/{STUDY}/{EARLIER}/(?!collection).*"))
