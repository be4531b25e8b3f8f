"""The auditor on sites of a few lines, each with one thing that must not be there."""

import gzip
import json
from base64 import b64encode
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, StreamObject

from generator.audit import audit
from generator.errors import Diagnostic, render
from generator.words import Lang

NUMBERS = {"cx/2026/all/q/base": 412, "cx/2026/all/q/share/1": 0.5, "cx/2026/region=n/q/base": None}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A sound site of one page."""
    put(tmp_path, "numbers.json", json.dumps(NUMBERS))
    put(tmp_path, "index.html", '<p><span data-number="cx/2026/all/q/base">412</span> réponses</p>')
    return tmp_path


def put(site: Path, path: str, content: str | bytes) -> None:
    file = site / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content.encode() if isinstance(content, str) else content)


def told(site: Path, *forbidden: str) -> list[tuple[str, str]]:
    """The code and the place of each problem; each is said in both languages."""
    problems = audit(site, forbidden)
    for problem in problems:
        assert {lang: said(problem, lang) for lang in Lang}
    return [(problem.code, str(problem.position)) for problem in problems]


def said(problem: Diagnostic, lang: Lang) -> str:
    text = render(problem, lang)
    assert "{" not in text
    return text


def test_a_sound_site_has_no_problem(site: Path) -> None:
    assert told(site, "Dupont") == []


FETCHING = {
    "a script": '<script src="https://cdn.example/x.js"></script>',
    "a script without scheme": '<script src="//cdn.example/x.js"></script>',
    "a script with a backslash": '<script src="\\\\cdn.example\\x.js"></script>',
    "a script over two lines": '<script src="https:/\n/cdn.example/x.js"></script>',
    "a style sheet": '<link rel="stylesheet" href="https://fonts.example/f.css">',
    "a greeting to a host": '<link rel="preconnect" href="https://fonts.example">',
    "an image": '<img src="http://pixel.example/1.gif" alt="">',
    "a set of images": '<img srcset="a.png 1x, https://img.example/b.png 2x" alt="">',
    "an image without quotes": "<img src=https://pixel.example/1.gif>",
    "a frame": '<iframe src="https://video.example/"></iframe>',
    "a form": '<form action="https://collect.example/"></form>',
    "a poster": '<video poster="https://img.example/p.png"></video>',
    "an object": '<object data="https://x.example/y"></object>',
    "a ping": '<a href="page.html" ping="https://track.example/">x</a>',
    "a base": '<base href="https://elsewhere.example/">',
    "a refresh": '<meta http-equiv="refresh" content="0; url=https://elsewhere.example/">',
    "an attribute of style": '<p style="background: url(https://img.example/b.png)">x</p>',
    "an element of style": "<style>@import 'https://fonts.example/f.css';</style>",
    "an image in a drawing": '<svg><image xlink:href="https://img.example/b.png"/></svg>',
    "a use in a drawing": '<svg><use href="https://img.example/s.svg#a"/></svg>',
    "a socket": '<iframe src="wss://live.example/"></iframe>',
}


@pytest.mark.parametrize("markup", FETCHING.values(), ids=FETCHING)
def test_a_page_that_fetches_from_elsewhere(site: Path, markup: str) -> None:
    put(site, "a/page.html", f"<p>avant</p>\n{markup}")
    ((code, place),) = told(site)
    assert (code, place.startswith("a/page.html:2:")) == ("H03", True)


SILENT = {
    "a link to click": '<a href="https://exemple.fr/barometre">source</a>',
    "its own script": '<script src="assets/x.js"></script>',
    "its own image": '<img src="/a.png" alt="">',
    "its own style": '<link href="x.css" rel="stylesheet">',
    "its canonical address": '<link rel="canonical" href="https://site.example/">',
    "data in the page": '<img src="data:image/png;base64,AAAA" alt="">',
    "an address in words": "<p>voir https://exemple.fr</p>",
    "a local style": "<style>p { background: url(img/b.png) }</style>",
    "a part of a drawing": '<svg><use href="#a"/></svg>',
    "a namespace": '<svg xmlns="http://www.w3.org/2000/svg"></svg>',
}


@pytest.mark.parametrize("markup", SILENT.values(), ids=SILENT)
def test_a_page_that_fetches_nothing_from_elsewhere(site: Path, markup: str) -> None:
    put(site, "page.html", markup)
    assert told(site) == []


def test_a_style_sheet_and_a_drawing_are_read_too(site: Path) -> None:
    put(site, "x.css", "@font-face { src: url('https://fonts.example/f.woff2') }")
    put(site, "y.svg", '<svg><image href="//img.example/b.png"/></svg>')
    assert told(site) == [("H03", "x.css"), ("H03", "y.svg:1:6")]


CANARY = "Zoé d'Été-Brûlée"
HIDINGS: dict[str, tuple[str, str | bytes]] = {
    "in a page": ("page.html", f"<p>{CANARY}</p>"),
    "in capitals": ("page.html", f"<p>{CANARY.upper()}</p>"),
    "as entities": ("page.html", "<p>Zoé d&#x27;Été-Brûlée</p>"),
    "in an attribute": ("page.html", f'<img src="a.png" alt="{CANARY}">'),
    "in a comment": ("page.html", f"<!-- {CANARY} -->"),
    "escaped in JSON": ("search/index.json", json.dumps({"text": CANARY})),
    "in an address": ("page.html", '<a href="x.html?q=Zo%C3%A9%20d%27%C3%89t%C3%A9-Br%C3%BBl%C3%A9e">x</a>'),
    "in a compressed file": ("sitemap.xml.gz", gzip.compress(CANARY.encode(), mtime=0)),
    "in an image": ("a.png", b"\x89PNG\r\n tEXt" + CANARY.encode()),
    "in UTF-16": ("a.txt", CANARY.encode("utf-16")),
    "in base64": ("page.html", f'<p data-x="{b64encode(CANARY.encode()).decode()}">x</p>'),
    "in base64 of a style": (
        "a.css",
        f"p {{ background: url(data:text/plain;base64,{b64encode(CANARY.encode()).decode()}) }}",
    ),
    "in a name": (f"{CANARY}.txt", "x"),
}


@pytest.mark.parametrize(("path", "content"), HIDINGS.values(), ids=HIDINGS)
def test_a_forbidden_text_is_found(site: Path, path: str, content: str | bytes) -> None:
    put(site, path, content)
    assert {code for code, _ in told(site, "absent", CANARY)} == {"U01"}
    assert told(site) == []


def printed(text: str) -> bytes:
    """A document of one page, its text compressed as any printer does."""
    writer = PdfWriter()
    page = writer.add_blank_page(200, 200)
    font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
    named = DictionaryObject({NameObject(key): NameObject(value) for key, value in font.items()})
    page[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/Font"): DictionaryObject({NameObject("/F"): named})}
    )
    drawn = StreamObject()
    drawn.set_data(f"BT /F 12 Tf 10 10 Td ({text}) Tj ET".encode())
    page[NameObject("/Contents")] = writer._add_object(drawn.flate_encode())
    content = BytesIO()
    writer.write(content)
    return content.getvalue()


def test_a_forbidden_text_is_found_on_paper(site: Path) -> None:
    put(site, "rapport.pdf", printed("Dossier Canarion"))
    assert b"Canarion" not in (site / "rapport.pdf").read_bytes()
    assert told(site, "Canarion") == [("U01", "rapport.pdf")]
    put(site, "rapport.pdf", "no document at all")
    assert told(site, "Canarion") == []


def test_a_forbidden_text_is_never_repeated(site: Path) -> None:
    put(site, "page.html", CANARY)
    (problem,) = audit(site, [CANARY])
    assert CANARY not in said(problem, Lang.FR) + said(problem, Lang.EN)


RECORDS: dict[str, tuple[str, str | bytes]] = {
    "a table": ("data.csv", "id,q\n1,2\n2,3\n3,1\n4,5\n"),
    "a table with semicolons": ("data.csv", "id;q\n1;2\n2;3\n3;1\n4;5"),
    "a table of tabs": ("data.tsv", "id\tq\n1\t2\n2\t3\n3\t1\n4\t5\n"),
    "a list": ("data.json", json.dumps({"rows": [{"q": 1}] * 4})),
    "a column": ("data.json", json.dumps({"q": [1, 2, 3, 4]})),
    "a line each": ("data.jsonl", '{"q": 1}\n' * 4),
    "JSON that cannot be read": ("data.json", "[1, 2"),
    "a chart": (
        "page.html",
        f'<script type="application/json">{json.dumps({"values": [1, 2, 3, 4]})}</script>',
    ),
}


@pytest.mark.parametrize(("path", "content"), RECORDS.values(), ids=RECORDS)
def test_more_records_than_numbers(site: Path, path: str, content: str | bytes) -> None:
    put(site, path, content)
    assert [code for code, _ in told(site)] == ["V05"]


@pytest.mark.parametrize(("rows", "codes"), [(2, []), (3, ["V05"])])
def test_a_site_that_counts_nothing_has_a_search_and_no_rows(site: Path, rows: int, codes: list[str]) -> None:
    """Groups alone give no number; the settings of a search list its two languages."""
    put(site, "numbers.json", "{}")
    put(site, "index.html", "<p>Paroles</p>")
    put(site, "search/search_index.json", json.dumps({"config": {"lang": ["en", "fr"]}, "docs": []}))
    put(site, "answers.csv", "q\n" + "1\n" * rows)
    assert [code for code, _ in told(site)] == codes


AGGREGATES: dict[str, tuple[str, str]] = {
    "a table of the numbers": ("numbers.csv", "id,value\na,1\nb,2\nc,\n"),
    "a chart of the numbers": ("page.html", '<script type="application/json">{"values": [1, 2, 3]}</script>'),
    "code": ("page.html", "<script>var a = [1, 2, 3, 4, 5, 6]</script>"),
    "the index of the search": (
        "search/search_index.json",
        json.dumps({"docs": [{"location": "x", "title": "X", "text": "x", "tags": list("abcd")}] * 9}),
    ),
}


@pytest.mark.parametrize(("path", "content"), AGGREGATES.values(), ids=AGGREGATES)
def test_as_many_records_as_numbers(site: Path, path: str, content: str) -> None:
    put(site, path, content)
    assert told(site) == []


SEALED: dict[str, tuple[str, bytes]] = {
    "a workbook": ("a.xlsx", b"x"),
    "a parquet file": ("a.parquet", b"PAR1"),
    "an archive": ("a.bin", b"PK\x03\x04rest"),
    "a broken compressed file": ("a.gz", b"\x1f\x8bbroken"),
}


@pytest.mark.parametrize(("path", "content"), SEALED.values(), ids=SEALED)
def test_a_kind_of_file_that_hides_data(site: Path, path: str, content: bytes) -> None:
    put(site, path, content)
    assert told(site) == [("V05.kind", path)]


def test_a_number_outside_the_plan(site: Path) -> None:
    put(site, "page.html", '<p>\n  <span data-number="cx/2026/all/q/base cx/2026/all/z/base">3</span></p>')
    assert told(site) == [("U02", "page.html:2:3")]


@pytest.mark.parametrize("text", ["413", "0,5", "41 %", "4,12", "412 sur 500"])
def test_a_number_that_is_not_what_the_index_says(site: Path, text: str) -> None:
    put(site, "page.html", f'<b data-number="cx/2026/all/q/base">{text}</b>')
    assert told(site) == [("U05", "page.html:1:1")]


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("cx/2026/all/q/base,412,412,False", None),
        ("cx/2026/region=n/q/base,,,True", None),
        ("cx/2026/all/q/base,411,412,False", "U05"),
        ("cx/2026/all/q/base,,412,False", "U05"),
        ("cx/2026/region=n/q/base,7,,False", "U03"),
        ("cx/2026/region=n/q/base,,7,True", "U03"),
        ("cx/2026/all/q/base,412,412,True", "U03"),
        ("cx/2026/region=s/q/base,7,7,False", "U02"),
    ],
)
def test_a_table_says_what_the_index_says(site: Path, row: str, code: str | None) -> None:
    put(site, "chiffres.csv", f"id,value,n,withheld\n{row}\n")
    assert told(site) == ([(code, "chiffres.csv:2:1")] if code else [])


def test_a_withheld_number_that_is_printed(site: Path) -> None:
    put(site, "page.html", '<b data-number="cx/2026/region=n/q/base">n = <i>7</i></b>')
    assert told(site) == [("U03", "page.html:1:1")]


def test_a_withheld_number_that_is_not_printed(site: Path) -> None:
    put(site, "page.html", '<b data-number="cx/2026/region=n/q/base">retenu</b> <b>7</b>')
    assert told(site) == []


def test_a_difference_with_a_withheld_number(site: Path) -> None:
    put(site, "page.html", '<b data-number="cx/2026/all/q/base cx/2026/region=n/q/base">405</b>')
    assert told(site) == [("U03", "page.html:1:1")]


def test_numbers_in_drawings_and_images(site: Path) -> None:
    put(site, "a.svg", '<svg><text data-number="cx/2026/region=n/q/base">7</text></svg>')
    put(site, "b.html", '<img data-number="cx/2026/region=n/q/base" src="b.png" alt="7 réponses"><p>1</p>')
    put(site, "c.html", '<b data-number="cx/2026/region=n/q/base"><b>retenu</b> 7')
    assert told(site) == [("U03", "a.svg:1:6"), ("U03", "b.html:1:1"), ("U03", "c.html:1:1")]


SAID_ELSEWHERE = {
    "under the pointer": '<b data-number="cx/2026/region=n/q/base" title="7">retenu</b>',
    "to a screen reader": '<b data-number="cx/2026/region=n/q/base" aria-label="7 réponses">retenu</b>',
    "to a script": '<b data-number="cx/2026/region=n/q/base" data-exact="7">retenu</b>',
    "in a list of a script": '<script type="application/json">{"cx/2026/region=n/q/base": 7}</script>',
    "as a text of a script": '<script>x = {"cx/2026/region=n/q/base": "7,0"}</script>',
}


@pytest.mark.parametrize("markup", SAID_ELSEWHERE.values(), ids=SAID_ELSEWHERE)
def test_a_withheld_number_that_an_attribute_or_a_script_holds(site: Path, markup: str) -> None:
    put(site, "page.html", markup)
    assert told(site) == [("U03", "page.html:1:1")]


@pytest.mark.parametrize("path", ["a.js", "b/c.json"])
def test_a_script_or_a_list_that_says_otherwise(site: Path, path: str) -> None:
    put(site, path, '{"x": 1,\n"cx/2026/all/q/base": 411}')
    assert told(site) == [("U05", f"{path}:2:1")]
    put(site, path, '{"x": 1,\n"cx/2026/all/q/base": 412}')
    assert told(site) == []


HIDDEN = {
    "a comment": ("page.html", "<p>x</p><!-- 7 du nord -->", ":1:9"),
    "a comment of a drawing": ("a.svg", "<svg><!-- 7 --></svg>", ":1:6"),
    "a style": ("page.html", "<style>p::after { content: '7' }</style>", ":1:1"),
    "a style by its code": ("page.html", "<style>p::after { content: '\\37' }</style>", ":1:1"),
    "a style sheet": ("a.css", 'p::after{content:"n = 7"}', ""),
}


@pytest.mark.parametrize(("path", "content", "place"), HIDDEN.values(), ids=HIDDEN)
def test_what_no_page_holds_is_told(site: Path, path: str, content: str, place: str) -> None:
    put(site, path, content)
    assert told(site) == [("U06", f"{path}{place}")]


@pytest.mark.parametrize("style", ["content: attr(href)", "content: '▾' / ''", "align-content: center"])
def test_a_style_that_writes_no_number(site: Path, style: str) -> None:
    put(site, "a.css", f"p::after {{ {style}; width: 7px }}")
    assert told(site) == []


def test_the_numbers_of_several_studies_count_together(site: Path) -> None:
    put(site, "ex/numbers.json", json.dumps({"ex/2026/all/q/base": 812}))
    put(site, "ex/index.html", '<b data-number="ex/2026/all/q/base">812</b>')
    assert told(site) == []


@pytest.mark.parametrize("content", ["{", "[1]", "3"])
def test_a_list_of_numbers_that_cannot_be_read(site: Path, content: str) -> None:
    put(site, "numbers.json", content)
    assert ("U04", "numbers.json") in told(site)


def test_a_folder_that_is_no_site(tmp_path: Path) -> None:
    assert told(tmp_path) == [("U04", "numbers.json")]


def test_problems_come_in_the_order_of_files(site: Path) -> None:
    for name in ("c.html", "a.html", "b.html"):
        put(site, name, '<img src="https://x.example/1.gif" alt="">')
    assert [place for _, place in told(site)] == ["a.html:1:1", "b.html:1:1", "c.html:1:1"]


def test_a_file_is_held_to_the_numbers_as_they_are_now(site: Path) -> None:
    for count, problems in ((412, []), (500, [("U05", "index.html:1:4")]), (412, [])):
        put(site, "numbers.json", json.dumps({**NUMBERS, "cx/2026/all/q/base": count}))
        assert told(site) == problems
