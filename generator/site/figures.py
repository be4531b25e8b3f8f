"""Figures: a Vega-Lite spec becomes static SVG, and SVG takes the colours of the theme."""

import hashlib
import json
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import fields
from functools import cache
from importlib.metadata import version
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

from generator.site.document import Document, Drawing, Page
from generator.site.theme import Theme
from generator.words import Formatter, Lang
from generator.words.formatting import MINUS, NARROW

INKS: Mapping[str, str] = MappingProxyType(
    {
        "#1b1f24": "ink",
        "#4d5761": "ink-2",
        "#7b8691": "ink-3",
        "#636e79": "ink-3",
        "#dde2e7": "line",
        "#c3cad1": "line",
        "#eef1f4": "line-2",
        "#ffffff": "paper",
        "#f6f8fa": "wash",
        "#0d4a7a": "accent",
        "#b4430f": "improve",
        "#fdf1ea": "improve-bg",
        "#0b6e66": "maintain",
        "#e9f6f4": "maintain-bg",
        "#5b6470": "stop",
        "#f0f2f4": "stop-bg",
        "#5a4fa3": "undecided",
        "#f1effb": "undecided-bg",
        "#8c3a0b": "scale-1",
        "#c96a1e": "scale-2",
        "#b65f17": "scale-2",
        "#767676": "scale-3",
        "#5a78b5": "scale-4",
        "#5774b0": "scale-4",
        "#243f7a": "scale-5",
    }
)
"""Colours that a drawing may be made with, and the role each plays: any other stays what it is."""

# Whatever changes what `draw` gives for one spec changes this too, or the cache would lie.
_EDITION = "1"

_LOCALES: Mapping[Lang, Mapping[str, Any]] = {
    Lang.FR: {"decimal": ",", "thousands": NARROW, "currency": ["", f"{NARROW}€"]},
    Lang.EN: {"decimal": ".", "thousands": ",", "currency": ["€", ""]},
}
_TIMES: Mapping[Lang, Literal["fr-FR", "en-GB"]] = {Lang.FR: "fr-FR", Lang.EN: "en-GB"}

# The renderer lays text out with the fonts of the machine it runs on; this one it brings itself, so that
# two machines draw the same figure. The page then shows the text in the theme's own.
_FONT = "Liberation Sans"

_CONFIG: Mapping[str, Any] = {
    # Vega's own labels are English and describe axes, not what the figure says: the page describes it.
    "aria": False,
    "background": "transparent",
    "font": _FONT,
    "view": {"stroke": None},
    "axis": {
        "labelColor": "var(--bo-ink-3)",
        "titleColor": "var(--bo-ink-2)",
        "labelFontSize": 12,
        "titleFontSize": 12,
        "titleFontWeight": 400,
        "gridColor": "var(--bo-line-2)",
        "domainColor": "var(--bo-line)",
        "tickColor": "var(--bo-line)",
        "ticks": False,
        "domain": False,
        "labelPadding": 6,
    },
    "legend": {"labelColor": "var(--bo-ink-2)", "titleColor": "var(--bo-ink-2)", "labelFontSize": 12},
    "text": {"color": "var(--bo-ink)", "fontSize": 13},
}


def draw(spec: Mapping[str, Any], lang: Lang, *, cache: Path | None = None) -> str:
    """Render a Vega-Lite spec to SVG with the numbers and dates of ``lang``.

    Colours may be ``var(--bo-…)`` or the hexadecimals of ``INKS``. Drawings are the same for the same
    spec, whatever was drawn before and in whatever folder; ``cache`` keeps them by the hash of what they
    are made from. Only released aggregates may be in ``spec``: they are written to the disk.
    """
    import vl_convert

    complete = {**spec, "config": _merged(_CONFIG, spec.get("config", {}))}
    said = json.dumps([_EDITION, engine(), lang.value, complete], sort_keys=True)
    kept = cache / f"{hashlib.sha256(said.encode()).hexdigest()[:32]}.svg" if cache else None
    if kept is not None and kept.is_file():
        return kept.read_text("utf-8")
    svg = _clean(
        vl_convert.vegalite_to_svg(
            complete,
            format_locale=dict(locale_of(lang)),
            time_format_locale=_TIMES[lang],
        )
    )
    if kept is not None:
        _keep(kept, svg.encode())
    return svg


@cache
def engine() -> str:
    """The version of what draws: each drawing kept is of one."""
    return version("vl-convert-python")


def illustrate(page: Page, cache: Path) -> Document:
    """The page with its charts drawn, beside the drawings it may already have."""
    drawn = tuple(
        Drawing(
            chart.id,
            draw(chart.spec, page.lang, cache=cache),
            draw(chart.narrow, page.lang, cache=cache) if chart.narrow else "",
        )
        for chart in page.charts
    )
    before = page.drawings if isinstance(page, Document) else ()
    told = {field.name: getattr(page, field.name) for field in fields(Page)}
    return Document(**told, drawings=(*before, *drawn))


def locale_of(lang: Lang) -> Mapping[str, Any]:
    """How numbers are written on axes."""
    return {**_LOCALES[lang], **_shared(lang)}


def painted(spec: Mapping[str, Any]) -> Mapping[str, Any]:
    """A specification as a browser draws it again: the theme's colours by their roles, in both schemes.

    Numbers are rounded to what can be seen: they place what is printed, and say no more.
    """
    complete = {**spec, "config": _merged(_CONFIG, spec.get("config", {}))}
    told: Mapping[str, Any] = json.loads(_HEX.sub(_variable, json.dumps(complete)), parse_float=_placed)
    return told


def picture(svg: str, paper: str, cache: Path) -> bytes:
    """A drawing as an image on its paper, at twice its size, for programs that know no SVG."""
    ground = re.sub(r"(<svg\b[^>]*>)", rf'\1<rect width="100%" height="100%" fill="{paper}"/>', svg, count=1)
    said = json.dumps([_EDITION, engine(), ground])
    kept = cache / f"{hashlib.sha256(said.encode()).hexdigest()[:32]}.png"
    if kept.is_file():
        return kept.read_bytes()
    import vl_convert

    png = vl_convert.svg_to_png(ground, scale=2)
    _keep(kept, png)
    return png


def _shared(lang: Lang) -> dict[str, Any]:
    return {"grouping": [3], "minus": MINUS, "percent": Formatter(lang).percent_sign}


def _merged(base: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    both = {
        key: _merged(base[key], value)
        for key, value in over.items()
        if isinstance(value, Mapping) and isinstance(base.get(key), Mapping)
    }
    return {**base, **over, **both}


def _keep(kept: Path, drawn: bytes) -> None:
    # A cache that cannot be written costs time, not the build.
    with suppress(OSError):
        kept.parent.mkdir(parents=True, exist_ok=True)
        unfinished = kept.with_suffix(".new")
        unfinished.write_bytes(drawn)
        unfinished.replace(kept)


def _placed(number: str) -> float:
    return round(float(number), 4)


_TAG = re.compile(r"<[^>]+>")
_LONG_NUMBER = re.compile(r"-?\d+\.\d{3,}(?:e-?\d+)?")
_ARIA = re.compile(r""" (?:role|aria-[a-z]+|pointer-events)="[^"]*\"""")
_EMPTY = re.compile(
    r"""<path class="(?:back|fore)ground"(?=[^>]*(?: d=""| d="M0,0h0v0h0Z"))[^>]*/>|<g></g>"""
)


def _clean(svg: str) -> str:
    """Without Vega's labels, empty shapes and superfluous decimals, and with ids counted from the figure."""
    svg = _TAG.sub(lambda tag: _LONG_NUMBER.sub(_rounded, _ARIA.sub("", tag[0])), svg)
    while (shorter := _EMPTY.sub("", svg)) != svg:
        svg = shorter
    # Vega counts its clips from the first figure of the process on.
    for number, name in enumerate(dict.fromkeys(re.findall(r'\bid="([^"]+)"', svg)), start=1):
        svg = _renamed(svg, name, f"n{number}")
    return svg


def _rounded(number: re.Match[str]) -> str:
    text = f"{float(number[0]):.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _renamed(svg: str, name: str, new: str) -> str:
    quoted = re.escape(name)
    return re.sub(rf'(\bid="|url\(#|href="#){quoted}(?=["\)])', rf"\g<1>{new}", svg)


_HEX = re.compile(r"#[0-9a-fA-F]{6}\b")
_VARIABLE = re.compile(r"var\(--bo-([a-z0-9-]+)(?:,[^)]*)?\)")


def as_file(svg: str, theme: Theme) -> str:
    """The drawing as a file to download: light colours of the theme, readable by any program."""
    light = {role: theme.colour(role) for role in theme.roles}
    svg = _HEX.sub(lambda colour: light.get(INKS.get(colour[0].lower(), ""), colour[0]), svg)
    svg = _VARIABLE.sub(lambda name: light.get(name[1], name[0]), svg)
    if 'xmlns="' not in svg:
        svg = svg.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)
    return f"{svg}\n"


def as_inline(svg: str, name: str, label: str, kind: str = "") -> str:
    """The drawing as it stands in a page: the theme's colours in both schemes, ids of its own."""
    root = re.search(r"<svg\b[^>]*>", svg)
    if root is None:
        raise ValueError(f"the drawing {name} is not an <svg>")
    body = svg[root.end() :]
    for inner in dict.fromkeys(re.findall(r'\bid="([^"]+)"', body)):
        body = _renamed(body, inner, f"{name}-{inner}")
    body = _HEX.sub(_variable, body)
    body = re.sub(r' font-family="[^"]*"', "", body)
    spoken = f'role="img" aria-label="{label}"' if label else 'aria-hidden="true"'
    box = _attribute(root[0], "viewBox")
    width = float(box.split()[2]) if box else 640
    wide = _attribute(root[0], "class") or ""
    classes = " ".join(filter(None, ("bo-drawing", kind, wide if wide != "marks" else "")))
    # Text drawn for a column must not become a headline when the column is the whole page.
    style = f"max-width:{width * 1.15:.0f}px"
    view = f' viewBox="{box}"' if box else ""
    return f'<svg class="{classes}"{view} {spoken} style="{style}">{body}'


def _variable(colour: re.Match[str]) -> str:
    role = INKS.get(colour[0].lower())
    return f"var(--bo-{role})" if role else colour[0]


def _attribute(tag: str, name: str) -> str | None:
    found = re.search(rf'\s{name}="([^"]*)"', tag)
    return found[1] if found else None
