"""Every page of the demo as it is written, whatever reads it: language, headings, tables, names of marks."""

import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from tests.site.portals import all_types, demo_portal, pages

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
ARROWS = re.compile("[▲▼◆●○]")


class Element:
    """One element: its name, its attributes, what stands in it."""

    def __init__(self, name: str, attributes: dict[str, str], parent: "Element | None") -> None:
        self.name, self.attributes, self.parent = name, attributes, parent
        self.children: list[Element | str] = []

    def all(self, *names: str) -> list["Element"]:
        """Those of some names in it, in the order of reading."""
        inside = [child for child in self.children if isinstance(child, Element)]
        return [
            found
            for child in inside
            for found in ([child] if child.name in names else []) + child.all(*names)
        ]

    @property
    def text(self) -> str:
        """All words in it."""
        return "".join(child if isinstance(child, str) else child.text for child in self.children)

    @property
    def is_hidden(self) -> bool:
        """Whether who listens to the page is spared it."""
        return self.attributes.get("aria-hidden") == "true" or (
            self.parent is not None and self.parent.is_hidden
        )


class Reader(HTMLParser):
    """A page as a tree."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.root = self.at = Element("", {}, None)
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """One more element inside the one being read."""
        element = Element(tag, {name: value or "" for name, value in attrs}, self.at)
        self.at.children.append(element)
        if tag not in VOID:
            self.at = element

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Shapes of drawings."""
        self.at.children.append(Element(tag, {name: value or "" for name, value in attrs}, self.at))

    def handle_endtag(self, tag: str) -> None:
        """The nearest element of that name ends."""
        at: Element | None = self.at
        while at is not None and at.name != tag:
            at = at.parent
        if at is not None and at.parent is not None:
            self.at = at.parent

    def handle_data(self, data: str) -> None:
        """Words."""
        self.at.children.append(data)


@pytest.fixture(scope="module")
def trees(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Element]:
    """Every page of the demo and of the study of all types, as trees."""
    sites = {"": demo_portal(tmp_path_factory, "boussole"), "types/": all_types(tmp_path_factory, "boussole")}
    return {
        f"{name}{path}": Reader((site / path).read_text("utf-8")).root
        for name, site in sites.items()
        for path in pages(site)
    }


def test_every_page_says_its_language(trees: dict[str, Element]) -> None:
    for path, tree in trees.items():
        spoken = "en" if "/en/" in path else "fr"
        assert tree.all("html")[0].attributes["lang"] == spoken, path


def test_every_page_begins_with_a_way_past_the_header(trees: dict[str, Element]) -> None:
    for path, tree in trees.items():
        first = tree.all("a")[0].attributes
        assert first["href"] == f"#{tree.all('main')[0].attributes['id']}", path


def test_headings_go_down_one_level_at_a_time(trees: dict[str, Element]) -> None:
    for path, tree in trees.items():
        levels = [int(heading.name[1]) for heading in tree.all("h1", "h2", "h3", "h4", "h5", "h6")]
        assert levels.count(1) == 1, path
        assert levels[0] == 1, path
        assert all(after <= before + 1 for before, after in pairwise(levels)), path
        assert all(heading.text.strip() for heading in tree.all("h1", "h2", "h3", "h4")), path


def test_every_table_has_a_caption_and_headers_that_say_what_they_head(trees: dict[str, Element]) -> None:
    for path, tree in trees.items():
        for table in tree.all("table"):
            assert [caption for caption in table.all("caption") if caption.text.strip()], path
            assert all(header.attributes.get("scope") for header in table.all("th")), path


def test_every_row_of_figures_has_its_header(trees: dict[str, Element]) -> None:
    for path, tree in trees.items():
        for table in (
            found for found in tree.all("table") if "bo-blank" not in found.attributes.get("class", "")
        ):
            rows = [row for body in table.all("tbody") for row in body.all("tr")]
            bare = [row.text.strip()[:80] for row in rows if not row.all("th") and re.search(r"\d", row.text)]
            assert not bare, (path, bare)


def test_no_mark_is_told_by_its_shape_alone(trees: dict[str, Element]) -> None:
    """An arrow or a mark in a cell is silent, and words stand beside it; a legend may name them."""
    for path, tree in trees.items():
        for span in tree.all("span", "td", "b", "i"):
            own = "".join(child for child in span.children if isinstance(child, str))
            if ARROWS.search(own):
                assert span.is_hidden, (path, span.text)
                beside = span.parent.text if span.parent is not None else ""
                assert re.search(r"\w{3}", ARROWS.sub("", beside)), (path, beside)


def test_every_drawing_is_described_or_silent(trees: dict[str, Element]) -> None:
    """What a figure shows is told with its figures, in a sentence; marks beside their number say nothing."""
    for path, tree in trees.items():
        for drawing in tree.all("svg"):
            if drawing.attributes.get("role") != "img":
                assert drawing.is_hidden, path
            elif "bo-drawing" in drawing.attributes.get("class", ""):
                told = drawing.attributes["aria-label"]
                assert len(told) > 40, (path, told)
                assert re.search(r"\d|«", told), (path, told)
                assert told.rstrip().endswith("."), (path, told)


def test_what_plays_the_part_of_an_image_has_a_name(trees: dict[str, Element]) -> None:
    for path, tree in trees.items():
        for mark in (
            found for found in tree.all("span", "div", "svg") if found.attributes.get("role") == "img"
        ):
            assert mark.attributes.get("aria-label", "").strip(), path


def test_every_link_says_something(trees: dict[str, Element]) -> None:
    for path, tree in trees.items():
        for link in tree.all("a"):
            assert link.text.strip() or link.attributes.get("aria-label"), (path, link.attributes)


def test_no_page_asks_for_more_than_its_own_site(trees: dict[str, Element]) -> None:
    for path, tree in trees.items():
        fetched = [e.attributes.get("src", "") for e in tree.all("script", "img", "iframe", "source")]
        fetched += [e.attributes.get("href", "") for e in tree.all("link")]
        assert not [address for address in fetched if re.match(r"[a-z]+:|//", address)], path


def test_every_link_and_anchor_leads_somewhere(trees: dict[str, Element]) -> None:
    targets = {
        path: {e.attributes["id"] for e in _everything(tree) if "id" in e.attributes}
        for path, tree in trees.items()
    }
    for path, tree in trees.items():
        for link in tree.all("a"):
            page, _, anchor = link.attributes["href"].partition("#")
            if not re.match(r"[a-z]+:", page) and page.endswith((".html", "")) and anchor:
                where = _resolved(path, page)
                assert anchor in targets.get(where, set()), (path, link.attributes["href"])


def _everything(element: Element) -> list[Element]:
    inside = [child for child in element.children if isinstance(child, Element)]
    return [found for child in inside for found in (child, *_everything(child))]


def _resolved(path: str, page: str) -> str:
    parts = list(Path(path).parts[:-1]) if page else list(Path(path).parts)
    for part in Path(page).parts:
        if part == "..":
            parts.pop()
        else:
            parts.append(part)
    return "/".join(parts)
