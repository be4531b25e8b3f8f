"""How each kind of page looks, whole: a picture in greys, an eighth of its size, beside a committed one.

At that size letters are a texture: a reworded sentence passes, and one that takes a line more or less. A
block that moved, vanished or changed its colour does not. Letters of other widths fold lines elsewhere, so a
machine that has other fonts than the one that drew the pictures skips them and says so: it would see
differences that are not the page's. `pytest tests/site/test_pictures.py --refresh` draws again those that no
longer pass and leaves the others; look at them before committing.
"""

import base64
import json
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from playwright.sync_api import Browser, BrowserContext, Page

from tests.site.conftest import Serve
from tests.site.portals import demo_portal, kind_of, pages

pytestmark = pytest.mark.browser

HERE = Path(__file__).parent / "pictures"
FONTS = HERE / "fonts.json"
PAGES = {
    "portail": "index.html",
    "etudes": "etudes.html",
    "registre": "decisions.html",
    "promesses": "actions.html",
    "parcours-commun": "parcours.html",
    "perdu": "404.html",
    "essentiel": "cx-barometre/index.html",
    "essentiel-court": "minimal/index.html",
    "essentiel-atelier": "atelier-sinistre/index.html",
    "reporte": "assistant-vocal/index.html",
    "decision": "cx-barometre/decider/effort_service.html",
    "constats": "cx-barometre/comprendre/index.html",
    "constat": "cx-barometre/comprendre/constats/sinistre_decroche.html",
    "priorites": "cx-barometre/comprendre/priorites.html",
    "opportunites": "atelier-sinistre/comprendre/priorites.html",
    "enjeu": "cx-barometre/comprendre/enjeu.html",
    "evolution": "cx-barometre/comprendre/evolution.html",
    "parcours": "cx-barometre/comprendre/parcours.html",
    "moment": "cx-barometre/comprendre/moments/sinistre.html",
    "miroir": "cx-barometre/comprendre/miroir.html",
    "segments": "cx-barometre/comprendre/segments/index.html",
    "segment": "cx-barometre/comprendre/segments/region.html",
    "qualitatif": "atelier-sinistre/comprendre/qualitatif.html",
    "theme": "atelier-sinistre/comprendre/themes/silence.html",
    "ateliers": "atelier-sinistre/comprendre/ateliers/index.html",
    "atelier": "atelier-sinistre/comprendre/ateliers/miroir.html",
    "cafe": "atelier-sinistre/comprendre/ateliers/cafe.html",
    "guide": "atelier-sinistre/comprendre/ateliers/guides/miroir.html",
    "registres": "atelier-sinistre/comprendre/ateliers/registres.html",
    "actions": "cx-barometre/agir/index.html",
    "action": "cx-barometre/agir/actions/suivi_sms.html",
    "essais": "atelier-sinistre/agir/tests.html",
    "equipes": "cx-barometre/agir/dit-decide-fait.html",
    "cadrage": "cx-barometre/ecouter/cadrage.html",
    "questions": "cx-barometre/ecouter/index.html",
    "question": "cx-barometre/ecouter/questions/q_moments.html",
    "questionnaire": "cx-barometre/ecouter/questionnaire.html",
    "croisements": "cx-barometre/ecouter/croisements/index.html",
    "croisement": "ex-barometre/ecouter/croisements/metier.html",
    "methode": "cx-barometre/ecouter/methode.html",
    "donnees": "cx-barometre/ecouter/donnees.html",
    "traitement": "cx-barometre/ecouter/rgpd.html",
    "identifiants": "cx-barometre/ecouter/identifiants.html",
    "anglais": "assistant-vocal/en/index.html",
    "anglais-decision": "assistant-vocal/en/decider/assistant.html",
}
MODES: dict[str, dict[str, Any]] = {
    "desktop": {"viewport": {"width": 1280, "height": 900}},
    "phone": {"viewport": {"width": 392, "height": 900}},
    "dark": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
    "print": {"viewport": {"width": 792, "height": 1120}},
}
BLOCK, HEAVIEST = 8, 20_000
SEEN, ALLOWED = 12, 0.01
"""A block differs from so many of 255 greys on; so many of them may."""
FOLDED = 8
"""Rows of blocks that two lines of text more or less take: so many may come or go."""

_WIDTHS = """() => Object.fromEntries(["h1", "p"].map((name) => {
    const e = document.querySelector(`main ${name}`).cloneNode();
    e.style.cssText = "display: inline-block; white-space: nowrap; max-width: none; font-size: 32px";
    e.textContent = "Où agir d’abord ? 0123456789";
    document.querySelector("main").append(e);
    return [name, Math.round(e.getBoundingClientRect().width)];
}))"""
# Read often, a drawing stays where it is computed: fetching it back would take most of the time.
_SMALL = """async ([png, block]) => {
    const bytes = Uint8Array.from(atob(png), (sign) => sign.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes]));
    const {width: wide, height: high} = image;
    const [width, height] = [Math.floor(wide / block), Math.floor(high / block)];
    const canvas = Object.assign(document.createElement("canvas"), {width: wide, height: high});
    const pen = canvas.getContext("2d", {willReadFrequently: true});
    pen.drawImage(image, 0, 0);
    const {data} = pen.getImageData(0, 0, wide, high), sums = new Float64Array(width * height);
    for (let y = 0; y < height * block; y++) for (let x = 0; x < width * block; x++) {
        const i = 4 * (y * wide + x), dot = Math.floor(y / block) * width + Math.floor(x / block);
        sums[dot] += 0.299 * data[i] + 0.587 * data[i + 1] + 0.114 * data[i + 2];
    }
    return {width, greys: [...sums].map((sum) => Math.round(sum / block ** 2))};
}"""


@dataclass(frozen=True, slots=True)
class Picture:
    """A page in small: a grey for each block, row by row, from black (0) to white (255)."""

    greys: NDArray[np.float64]

    @property
    def png(self) -> bytes:
        """As a file: eight bits of grey a dot, no filter."""
        rows = self.greys.astype(np.uint8)
        high, wide = rows.shape
        head = struct.pack(">IIBBBBB", wide, high, 8, 0, 0, 0, 0)
        body = zlib.compress(b"".join(b"\0" + row.tobytes() for row in rows), 9)
        return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", body) + _chunk(b"IEND", b"")

    @property
    def blurred(self) -> NDArray[np.float64]:
        """As seen from farther: lines of text become an even grey, wherever blocks cut them."""
        wide = np.pad(self.greys, ((2, 2), (1, 1)), mode="edge")
        return np.lib.stride_tricks.sliding_window_view(wide, (5, 3)).mean(axis=(2, 3))


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


@pytest.fixture(scope="module")
def desk(browser: Browser) -> Iterator[Page]:
    """An empty page that reads images."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


def small(desk: Page, png: bytes, block: int = BLOCK) -> Picture:
    """An image in greys, a block a dot."""
    found = desk.evaluate(_SMALL, [base64.b64encode(png).decode(), block])
    return Picture(np.array(found["greys"], dtype=np.float64).reshape(-1, found["width"]))


def differ(one: Picture, other: Picture) -> float:
    """The share of dots that are seen to differ; where heights do, that of rows, beyond a line or two."""
    a, b = one.greys, other.greys
    if a.shape == b.shape:
        return float((np.abs(a - b) > SEEN).mean())
    if a.shape[1] != b.shape[1]:
        return 1.0
    return max(0.0, _apart(one.blurred, other.blurred) - FOLDED) / max(len(a), len(b))


def _apart(a: NDArray[np.float64], b: NDArray[np.float64]) -> float:
    """How many rows must come, go or change to make one picture of the other, the fewest possible."""
    places = np.arange(len(b) + 1)
    fewest = places.astype(np.float64)
    for row in a:
        changed = (np.abs(b - row) > SEEN).mean(axis=1)
        best = np.minimum(fewest + 1, np.append(fewest[0] + 1, fewest[:-1] + changed))
        # A row that came costs one more than the place before it.
        fewest = np.minimum.accumulate(best - places) + places
    return float(fewest[-1])


def opened(context: BrowserContext, site: str, path: str, mode: str) -> Page:
    """A page as it is read in one way."""
    page = context.new_page()
    if mode == "print":
        page.emulate_media(media="print")
    page.goto(f"{site}/{path}")
    page.evaluate("document.fonts.ready")
    return page


def test_every_kind_of_page_is_pictured(tmp_path_factory: pytest.TempPathFactory) -> None:
    site = demo_portal(tmp_path_factory, "boussole")
    assert {kind_of(path) for path in PAGES.values()} == {"404.html", *map(kind_of, pages(site))}


@pytest.mark.parametrize("mode", MODES)
def test_each_kind_of_page_looks_as_it_did(
    browser: Browser,
    desk: Page,
    serve: Serve,
    tmp_path_factory: pytest.TempPathFactory,
    mode: str,
    refresh: bool,
) -> None:
    site = serve(demo_portal(tmp_path_factory, "boussole"))
    context = browser.new_context(**MODES[mode], reduced_motion="reduce")
    widths = opened(context, site, PAGES["portail"], "desktop").evaluate(_WIDTHS)
    if refresh:
        HERE.mkdir(exist_ok=True)
        FONTS.write_text(f"{json.dumps(widths)}\n", "utf-8")
    elif widths != json.loads(FONTS.read_text("utf-8")):
        context.close()
        pytest.skip(f"other fonts than those of the pictures: a reference line is {widths} pixels wide here")
    changed = {}
    for name, path in PAGES.items():
        page = opened(context, site, path, mode)
        now, kept = small(desk, page.screenshot(full_page=True)), HERE / f"{name}-{mode}.png"
        page.close()
        if refresh and not (kept.exists() and differ(now, small(desk, kept.read_bytes(), 1)) <= ALLOWED):
            kept.write_bytes(now.png)
        share = differ(now, small(desk, kept.read_bytes(), block=1))
        if share > ALLOWED:
            changed[name] = f"{share:.1%} of {kept.name}"
    context.close()
    assert changed == {}


@pytest.mark.parametrize(
    "spoiled",
    [
        "h1 { font-size: 2.6rem }",
        ".bo-card { display: none }",
        ".bo-decisions { grid-template-columns: 1fr }",
        ".bo-drawing { visibility: hidden }",
    ],
)
def test_a_page_that_changed_is_seen(
    browser: Browser, desk: Page, tmp_path_factory: pytest.TempPathFactory, spoiled: str
) -> None:
    """Larger letters, a block gone, columns undone, a figure lost: on a long page, or on a short one."""
    site = demo_portal(tmp_path_factory, "boussole").as_uri()
    context = browser.new_context(**MODES["desktop"], bypass_csp=True, reduced_motion="reduce")
    shares = []
    for name in ("essentiel", "constats"):
        page = opened(context, site, PAGES[name], "desktop")
        before = small(desk, page.screenshot(full_page=True))
        page.add_style_tag(content=spoiled)
        shares.append(differ(before, small(desk, page.screenshot(full_page=True))))
    context.close()
    assert max(shares) > ALLOWED


def test_a_sentence_that_takes_a_line_more_is_let_through(
    browser: Browser, desk: Page, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """In the middle of the page: all that follows stands lower."""
    site = demo_portal(tmp_path_factory, "boussole").as_uri()
    context = browser.new_context(**MODES["desktop"], reduced_motion="reduce")
    page = opened(context, site, PAGES["essentiel"], "desktop")
    before = small(desk, page.screenshot(full_page=True))
    told = page.locator("main h2 + p").nth(1)
    told.evaluate("e => e.append(' De quoi remplir encore une ligne.'.repeat(4))")
    after = small(desk, page.screenshot(full_page=True))
    context.close()
    assert before.greys.shape != after.greys.shape
    assert differ(before, after) <= ALLOWED


def test_pictures_are_light() -> None:
    sizes = {file.name: file.stat().st_size for file in HERE.glob("*.png")}
    assert len(sizes) == len(PAGES) * len(MODES)
    assert max(sizes.values()) < HEAVIEST
    assert sum(sizes.values()) < 1_500_000
