"""A site that uses every part of the theme, after the drawings that set its look; figures are invented."""

import re
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any

from generator.pages.document import Asset, Chart, Document, Link, Navigation, Search
from generator.site import Written, write_site
from generator.site.choice import Way, offered
from generator.words import Lang, typeset

STUDY = "cx-barometre"
SITE_NAME = "Maison Lumen · Études"
AS_OF = date(2026, 6, 24)

SECTIONS = (
    ("L’essentiel", "index.md"),
    ("Constats", "comprendre/constats/livraison.md"),
    ("Parcours", "comprendre/parcours.md"),
    ("Questions", "ecouter/questions.md"),
    ("Segments", "comprendre/segments.md"),
    ("Évolutions", "comprendre/evolution.md"),
    ("Actions", "agir/actions.md"),
    ("Méthode", "ecouter/methode.md"),
)
HEADER = Navigation(
    brand=Link(SITE_NAME, "index.md"),
    wave="Vague 3 — mars 2026",
    items=tuple(Link(label, f"{STUDY}/{path}") for label, path in SECTIONS),
)


def body(name: str) -> str:
    """A page of ``demo/``, with French typography between its tags and never inside them."""
    text = (Path(__file__).parent / "demo" / f"{name}.md").read_text("utf-8")
    return re.sub(r">[^<]+<", lambda between: typeset(Lang.FR, between[0]), text)


def page(path: str, title: str, text: str, **more: Any) -> Document:
    """A page of the demo study, under the section that its path tells."""
    current = more.pop("current", path)
    return Document(
        PurePosixPath(STUDY, path),
        title,
        Lang.FR,
        more.pop("description", title),
        text,
        nav=HEADER,
        current=f"{STUDY}/{current}",
        **more,
    )


# The priority matrix: importance across, satisfied customers upwards, an interval cross on each point.
LEVERS = [
    {"name": "Livraison", "x": 31, "y": 58.2, "dx": 4, "dy": 2.3, "v": "improve", "side": "right"},
    {"name": "Service après-vente", "x": 26, "y": 63.9, "dx": 3.5, "dy": 2.6, "v": "improve", "side": "left"},
    {"name": "Conseil", "x": 27, "y": 87.5, "dx": 3.5, "dy": 1.6, "v": "maintain", "side": "right"},
    {"name": "Qualité produit", "x": 22, "y": 81.3, "dx": 3, "dy": 2, "v": "maintain", "side": "right"},
    {"name": "Paiement", "x": 11, "y": 83, "dx": 2.5, "dy": 2, "v": "undecided", "side": "left"},
    {"name": "Points fidélité", "x": 5, "y": 55.1, "dx": 2, "dy": 4, "v": "stop", "side": "right"},
]
ZONES = [
    {"x": 0, "x2": 15, "y": 75, "y2": 100, "v": "wash", "l": "SANS EFFORT", "t": "ink-3", "a": "left"},
    {
        "x": 15,
        "x2": 40,
        "y": 75,
        "y2": 100,
        "v": "maintain-bg",
        "l": "MAINTENIR",
        "t": "maintain",
        "a": "right",
    },
    {"x": 0, "x2": 15, "y": 40, "y2": 75, "v": "stop-bg", "l": "ABANDONNER", "t": "stop", "a": "left"},
    {"x": 15, "x2": 40, "y": 40, "y2": 75, "v": "improve-bg", "l": "AMÉLIORER", "t": "improve", "a": "right"},
]


def matrix(width: int, height: int) -> dict[str, Any]:
    """The matrix as a Vega-Lite spec, for a column or for a phone."""
    zones = [{**zone, "fill": f"var(--bo-{zone['v']})"} for zone in ZONES]
    levers = [{**lever, "fill": f"var(--bo-{lever['v']})"} for lever in LEVERS]
    x = {
        "field": "x",
        "type": "quantitative",
        "scale": {"domain": [0, 40], "nice": False},
        "axis": {
            "values": [0, 20, 40],
            "labelExpr": "datum.value + '\u202f%'",
            "title": "Importance dans la recommandation →",
            "grid": False,
        },
    }
    y = {
        "field": "y",
        "type": "quantitative",
        "scale": {"domain": [40, 100], "zero": False, "nice": False},
        "axis": {
            "values": [40, 70, 100],
            "labelExpr": "datum.value + '\u202f%'",
            "title": "Clients satisfaits →",
            "grid": False,
        },
    }
    ends = {"x2": {"field": "x2"}, "y2": {"field": "y2"}}
    fill = {"field": "fill", "type": "nominal", "scale": None, "legend": None}
    cross = {"type": "rule", "color": "var(--bo-ink)", "opacity": 0.4}
    layers: list[dict[str, Any]] = [
        {
            "data": {"values": zones},
            "mark": "rect",
            "encoding": {"x": x, "y": y, **ends, "fill": fill},
        },
        *(
            {
                "data": {"values": [zone]},
                "mark": {
                    "type": "text",
                    "fontSize": 12,
                    "fontWeight": 700,
                    "align": zone["a"],
                    "baseline": "top" if zone["y"] == 75 else "bottom",
                    "color": f"var(--bo-{zone['t']})",
                    "dx": 8 if zone["a"] == "left" else -8,
                    "dy": 8 if zone["y"] == 75 else -8,
                },
                "encoding": {
                    "x": {**x, "field": "x" if zone["a"] == "left" else "x2"},
                    "y": {**y, "field": "y2" if zone["y"] == 75 else "y"},
                    "text": {"field": "l"},
                },
            }
            for zone in ZONES
        ),
        {
            "data": {"values": [{**lv, "x": lv["x"] - lv["dx"], "x2": lv["x"] + lv["dx"]} for lv in levers]},
            "mark": cross,
            "encoding": {"x": x, "x2": {"field": "x2"}, "y": y},
        },
        {
            "data": {"values": [{**lv, "y": lv["y"] - lv["dy"], "y2": lv["y"] + lv["dy"]} for lv in levers]},
            "mark": cross,
            "encoding": {"x": x, "y": y, "y2": {"field": "y2"}},
        },
        {
            "data": {"values": levers},
            "mark": {"type": "point", "filled": True, "size": 190, "opacity": 1},
            "encoding": {"x": x, "y": y, "fill": fill},
        },
        *(
            {
                "data": {"values": [lv for lv in levers if lv["side"] == side]},
                "mark": {"type": "text", "align": align, "dx": dx, "dy": -11, "fontSize": 13},
                "encoding": {"x": x, "y": y, "text": {"field": "name"}},
            }
            for side, align, dx in (("right", "left", 10), ("left", "right", -10))
        ),
    ]
    return {"width": width, "height": height, "padding": 2, "layer": layers}


WAVES = [
    {"w": "mars 2024", "v": 0.64, "lo": 0.616, "hi": 0.664, "last": False},
    {"w": "mars 2025", "v": 0.63, "lo": 0.606, "hi": 0.654, "last": False},
    {"w": "mars 2026", "v": 0.581, "lo": 0.556, "hi": 0.606, "last": True},
]


def waves(width: int, height: int) -> dict[str, Any]:
    """Three waves with their intervals, the last one told in the colour of the verdict."""
    x = {
        "field": "w",
        "type": "ordinal",
        "sort": None,
        "scale": {"type": "point", "padding": 0.35},
        "axis": {"title": None, "labelAngle": 0, "grid": False},
    }
    y = {
        "field": "v",
        "type": "quantitative",
        "scale": {"domain": [0.55, 0.7], "zero": False},
        "axis": {"values": [0.55, 0.6, 0.65, 0.7], "format": ".0%", "title": None, "grid": True},
    }
    told = {"field": "v", "type": "quantitative", "format": ".1%"}
    return {
        "width": width,
        "height": height,
        "padding": 2,
        "data": {"values": WAVES},
        "encoding": {"x": x, "y": y},
        "layer": [
            {
                "mark": {"type": "rule", "strokeWidth": 2, "color": "var(--bo-ink-3)", "opacity": 0.6},
                "encoding": {"y": {**y, "field": "lo"}, "y2": {"field": "hi"}},
            },
            {"mark": {"type": "line", "color": "var(--bo-mark)", "strokeWidth": 2.5}},
            {
                "transform": [{"filter": "!datum.last"}],
                "mark": {
                    "type": "point",
                    "filled": True,
                    "size": 90,
                    "color": "var(--bo-mark)",
                    "opacity": 1,
                },
            },
            {
                "transform": [{"filter": "datum.last"}],
                "mark": {
                    "type": "point",
                    "filled": True,
                    "size": 150,
                    "color": "var(--bo-improve)",
                    "opacity": 1,
                },
            },
            {
                "transform": [{"filter": "!datum.last"}],
                "mark": {"type": "text", "dy": -10, "baseline": "bottom", "fontSize": 14},
                "encoding": {"y": {**y, "field": "hi"}, "text": told},
            },
            {
                "transform": [{"filter": "datum.last"}],
                "mark": {
                    "type": "text",
                    "align": "left",
                    "dx": 13,
                    "fontSize": 14,
                    "fontWeight": 700,
                    "color": "var(--bo-improve)",
                },
                "encoding": {"text": told},
            },
        ],
    }


def documents() -> list[Document]:
    """A portal, the essential page, a finding, a method page, and plain ones."""
    matrices = Chart("priorites", matrix(500, 340), matrix(300, 300))
    waves_drawn = Chart("vagues", waves(540, 240), waves(300, 210))
    crumbs = (
        ("Baromètre de l’expérience client", "../../index.md"),
        ("Comprendre", ""),
        ("Constat 1 sur 3", ""),
    )
    named_too = "La livraison y est aussi nommée, parmi d’autres sujets."
    plain = [
        page(path, label, f"# {label}\n\n{named_too}\n", search=Search.LAST) for label, path in SECTIONS[2:7]
    ]
    return [
        Document(PurePosixPath("index.md"), SITE_NAME, Lang.FR, SITE_NAME, body("portail"), layout="portal"),
        page(
            "index.md",
            "L’essentiel",
            body("essentiel"),
            charts=(matrices,),
            layout="essential",
            search=Search.FIRST,
        ),
        page(
            "comprendre/constats/livraison.md",
            "Le traitement du sinistre décroche",
            body("constat"),
            charts=(waves_drawn,),
            search=Search.FIRST,
            crumbs=crumbs,
        ),
        page("ecouter/methode.md", "Méthode", body("methode"), search=Search.LAST),
        page("v2/index.md", "Vague 2", "# Vague 2\n\nLa vague précédente.\n", current="index.md"),
        *plain,
    ]


ASSETS = [Asset(PurePosixPath(STUDY, "donnees/sinistre.csv"), b"vague;satisfaits\n2026;0,581\n")]


def write(workspace: Path, pages: list[Document] | None = None, **more: Any) -> Written:
    """The demo site in ``<workspace>/build/site``, or other pages under the same title.

    Its study's pages offer another wave as those of an edition do, here one of the same site.
    """
    settings: dict[str, Any] = {
        "out": workspace / "build" / "site",
        "workspace": workspace,
        "theme": "boussole",
        "kept": frozenset(),
        "as_of": AS_OF,
        "lang": Lang.FR,
        "site_name": SITE_NAME,
        "site_url": None,
    }
    pages = documents() if pages is None else pages
    written = write_site(pages, ASSETS, **(settings | more))
    for file in (written.out / page.address for page in pages if page.nav is HEADER):
        up = "../" * (len(file.relative_to(written.out).parts) - 1)
        way = Way("Vague 2 — novembre 2025", Lang.FR, f"{up}{STUDY}/v2/index.html")
        file.write_text(offered(file.read_text("utf-8"), "", [way]), "utf-8")
    return written
