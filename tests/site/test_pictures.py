"""How each type of page looks, in small: a picture in greys, an eighth of its size, beside a committed one.

At that size letters are a texture: a reworded sentence passes, a block that moved, vanished or changed its
colour does not. Letters of other widths fold lines elsewhere, so a machine that has other fonts than the one
that drew the pictures skips them and says so: it would see differences that are not the page's.
`pytest tests/site/test_pictures.py --refresh` draws them again; look at them before committing.
"""

import base64
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.site.portals import demo_portal

pytestmark = pytest.mark.browser

HERE = Path(__file__).parent / "pictures"
FONTS = HERE / "fonts.json"
PAGES = {
    "portail": "index.html",
    "registre": "decisions.html",
    "essentiel": "cx-barometre/index.html",
    "constat": "cx-barometre/comprendre/constats/sinistre_decroche.html",
    "priorites": "cx-barometre/comprendre/priorites.html",
    "evolution": "cx-barometre/comprendre/evolution.html",
    "parcours": "cx-barometre/comprendre/parcours.html",
    "decision": "cx-barometre/decider/effort_service.html",
    "actions": "cx-barometre/agir/index.html",
    "question": "cx-barometre/ecouter/questions/q_moments.html",
    "croisement": "ex-barometre/ecouter/croisements/metier.html",
    "qualitatif": "atelier-sinistre/comprendre/qualitatif.html",
}
MODES: dict[str, dict[str, Any]] = {
    "desktop": {"viewport": {"width": 1280, "height": 1200}},
    "phone": {"viewport": {"width": 392, "height": 1200}},
    "dark": {"viewport": {"width": 1280, "height": 1200}, "color_scheme": "dark"},
    "print": {"viewport": {"width": 792, "height": 1120}},
}
BLOCK, HEAVIEST = 8, 30_000
SEEN, ALLOWED = 12, 0.01
"""A block differs from so many of 255 greys on; so many of them may."""

_WIDTHS = """() => Object.fromEntries(["h1", "p"].map((name) => {
    const e = document.querySelector(`main ${name}`).cloneNode();
    e.style.cssText = "display: inline-block; white-space: nowrap; max-width: none; font-size: 32px";
    e.textContent = "Où agir d’abord ? 0123456789";
    document.querySelector("main").append(e);
    return [name, Math.round(e.getBoundingClientRect().width)];
}))"""
_SMALL = """async ([address, block]) => {
    const image = new Image();
    image.src = address;
    await image.decode();
    const {width: wide, height: high} = image;
    const [width, height] = [Math.floor(wide / block), Math.floor(high / block)];
    const canvas = Object.assign(document.createElement("canvas"), {width: wide, height: high});
    const pen = canvas.getContext("2d");
    pen.drawImage(image, 0, 0);
    const {data} = pen.getImageData(0, 0, wide, high), sums = new Float64Array(width * height);
    for (let y = 0; y < height * block; y++) for (let x = 0; x < width * block; x++) {
        const i = 4 * (y * wide + x), dot = Math.floor(y / block) * width + Math.floor(x / block);
        sums[dot] += 0.299 * data[i] + 0.587 * data[i + 1] + 0.114 * data[i + 2];
    }
    const greys = [...sums].map((sum) => Math.round(sum / block ** 2));
    const small = Object.assign(document.createElement("canvas"), {width, height});
    const dots = new ImageData(width, height);
    greys.forEach((grey, i) => dots.data.set([grey, grey, grey, 255], 4 * i));
    small.getContext("2d").putImageData(dots, 0, 0);
    return {width, greys, png: small.toDataURL("image/png")};
}"""


@pytest.fixture(scope="module")
def desk(browser: Browser) -> Iterator[Page]:
    """An empty page that reads images."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


def small(desk: Page, png: bytes, block: int = BLOCK) -> dict[str, Any]:
    """An image in greys, a block a dot: its width, its dots row by row, and itself as an address."""
    address = f"data:image/png;base64,{base64.b64encode(png).decode()}"
    found: dict[str, Any] = desk.evaluate(_SMALL, [address, block])
    return found


def differ(one: dict[str, Any], other: dict[str, Any]) -> float:
    """The share of dots that are seen to differ; all of them where the shapes do."""
    if (one["width"], len(one["greys"])) != (other["width"], len(other["greys"])):
        return 1.0
    pairs = zip(one["greys"], other["greys"], strict=True)
    return sum(abs(a - b) > SEEN for a, b in pairs) / len(one["greys"])


def opened(context: BrowserContext, site: Path, path: str, mode: str) -> Page:
    """A page as it is read in one way."""
    page = context.new_page()
    if mode == "print":
        page.emulate_media(media="print")
    page.goto((site / path).as_uri())
    page.evaluate("document.fonts.ready")
    return page


@pytest.mark.parametrize("mode", MODES)
def test_each_type_of_page_looks_as_it_did(
    browser: Browser, desk: Page, tmp_path_factory: pytest.TempPathFactory, mode: str, refresh: bool
) -> None:
    site = demo_portal(tmp_path_factory, "boussole")
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
        now = small(desk, opened(context, site, path, mode).screenshot())
        kept = HERE / f"{name}-{mode}.png"
        if refresh:
            kept.write_bytes(base64.b64decode(now["png"].partition(",")[2]))
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
    """Larger letters, a block gone, columns undone, a figure lost: each is more than is allowed."""
    context = browser.new_context(**MODES["desktop"], bypass_csp=True, reduced_motion="reduce")
    page = opened(context, demo_portal(tmp_path_factory, "boussole"), PAGES["essentiel"], "desktop")
    before = small(desk, page.screenshot())
    page.add_style_tag(content=spoiled)
    assert differ(before, small(desk, page.screenshot())) > ALLOWED
    context.close()


def test_pictures_are_light() -> None:
    sizes = {file.name: file.stat().st_size for file in HERE.glob("*.png")}
    assert len(sizes) == len(PAGES) * len(MODES)
    assert max(sizes.values()) < HEAVIEST
    assert sum(sizes.values()) < 3_000_000
