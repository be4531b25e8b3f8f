"""The image that goes with a link: whose study it is and what it asks, never a figure."""

from collections.abc import Callable
from pathlib import Path, PurePosixPath

from generator.site import Document, Link, Navigation
from generator.site.social import HEIGHT, WIDTH, _card, card_of, cards
from generator.site.theme import Theme

Page = Callable[..., Document]
NAV = Navigation(Link("Tilia · Études", "index.md"), "Vague 2026")


def size(png: bytes) -> tuple[int, int]:
    """Width and height of a PNG, from its first chunk."""
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    return int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")


def test_one_for_the_portal_and_one_for_each_study(page: Page, look: Theme, tmp_path: Path) -> None:
    pages = [
        page(path="index.md", layout="portal", nav=NAV),
        page(path="etude/index.md", layout="essential", nav=NAV),
        page(path="etude/constats/a.md", nav=NAV),
    ]
    drawn = list(cards(pages, look, tmp_path))
    assert [str(asset.path) for asset in drawn] == ["social.png", "etude/social.png"]
    assert [size(asset.content) for asset in drawn] == [(WIDTH, HEIGHT)] * 2
    known = frozenset(asset.path for asset in drawn)
    assert card_of(pages[2], known) == PurePosixPath("etude/social.png")
    assert card_of(page(path="autre/b.md"), known) == PurePosixPath("social.png")


def test_it_is_kept_and_drawn_the_same(page: Page, look: Theme, tmp_path: Path) -> None:
    pages = [page(path="etude/index.md", layout="essential", nav=NAV)]
    (first,), (again,) = list(cards(pages, look, tmp_path)), list(cards(pages, look, tmp_path))
    (anew,) = cards(pages, look, tmp_path / "other")
    assert first.content == again.content == anew.content
    assert len(list(tmp_path.glob("*.png"))) == 1


def test_a_rehearsal_is_marked_there_too_and_no_figure_goes(page: Page, look: Theme) -> None:
    body = '<p class="bo-mark">Répétition, données inventées</p><p>58,0 % de satisfaits</p>'
    card = _card(page(body=body, path="etude/index.md", layout="essential", nav=NAV), look)
    assert "Répétition, données inventées" in card
    assert "58" not in card.replace("658", "")
    assert "Répétition" not in _card(page(path="etude/index.md", layout="essential", nav=NAV), look)


def test_a_long_title_is_cut_on_the_card(page: Page, look: Theme) -> None:
    document = page(path="etude/index.md", layout="essential", nav=NAV)
    card = _card(Document(document.path, "mot " * 80, document.lang, "", "", nav=NAV), look)
    assert card.count('font-size="60"') == 4
    assert " …</text>" in card
