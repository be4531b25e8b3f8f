from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from generator.site import Chart, Document, draw
from generator.site.figures import INKS, as_file, as_inline, illustrate
from generator.site.theme import Theme
from generator.words import Lang

BARS: dict[str, Any] = {
    "data": {"values": [{"a": "oui", "n": 1842.5}, {"a": "non", "n": 12.3}]},
    "mark": {"type": "bar", "clip": True, "color": "#1b1f24"},
    "encoding": {
        "y": {"field": "a", "type": "nominal"},
        "x": {"field": "n", "type": "quantitative", "axis": {"format": ",.1f", "values": [0, 1842.5]}},
    },
}
SHARE: dict[str, Any] = {
    "data": {"values": [{"n": 0.581}]},
    "mark": "text",
    "encoding": {"text": {"field": "n", "type": "quantitative", "format": ".1%"}},
}


def test_numbers_speak_the_language_of_the_page() -> None:
    assert ">1\u202f842,5<" in draw(BARS, Lang.FR)
    assert ">1,842.5<" in draw(BARS, Lang.EN)
    assert ">58,1\u202f%<" in draw(SHARE, Lang.FR)
    assert ">58.1%<" in draw(SHARE, Lang.EN)


def test_a_drawing_does_not_depend_on_what_was_drawn_before() -> None:
    first = draw(BARS, Lang.FR)
    draw(SHARE, Lang.FR)
    assert draw(BARS, Lang.FR) == first


def test_a_drawing_says_nothing_of_its_own() -> None:
    svg = draw(BARS, Lang.FR)
    assert "aria-" not in svg
    assert "role=" not in svg
    assert "<title" not in svg


def test_the_cache_gives_back_what_was_drawn(tmp_path: Path) -> None:
    svg = draw(BARS, Lang.FR, cache=tmp_path)
    (kept,) = tmp_path.iterdir()
    kept.write_text("<svg/>", "utf-8")
    assert draw(BARS, Lang.FR, cache=tmp_path) == "<svg/>"
    assert draw(BARS, Lang.EN, cache=tmp_path) != svg
    assert len(list(tmp_path.iterdir())) == 2


def test_a_cache_that_cannot_be_written_costs_time_only(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert draw(BARS, Lang.FR, cache=tmp_path / "file" / "figures") == draw(BARS, Lang.FR)


def test_charts_are_drawn_in_both_their_forms(page: Callable[..., Document], tmp_path: Path) -> None:
    drawn = illustrate(page(charts=(Chart("parts", BARS, SHARE),)), tmp_path)
    assert [path.name for path, _ in drawn.forms()] == ["parts.svg", "parts-narrow.svg"]


@pytest.mark.parametrize("colour", ["#1b1f24", "#1B1F24", "var(--bo-ink)", "var(--bo-ink,#000000)"])
def test_a_file_has_the_light_colours_of_the_theme(look: Theme, colour: str) -> None:
    svg = as_file(f'<svg viewBox="0 0 1 1"><path fill="{colour}"/></svg>', look)
    assert 'fill="#1b1f24"' in svg
    assert svg.startswith('<svg xmlns="http://www.w3.org/2000/svg"')


def test_every_light_colour_of_the_theme_is_known_by_its_role(look: Theme) -> None:
    for role in look.roles:
        known = INKS[look.colour(role)]
        # Two roles may share a colour in light only if they share it in dark.
        assert look.colour(known, "dark") == look.colour(role, "dark"), role


def test_inside_a_page_colours_follow_the_scheme_and_ids_are_the_figures_own() -> None:
    svg = (
        '<svg class="marks" width="8" viewBox="0 0 200 1"><g clip-path="url(#n1)"><text fill="#b4430f" '
        'stroke="#123456" font-family="Liberation Sans">a</text></g><clipPath id="n1"/></svg>'
    )
    assert as_inline(svg, "parts", "Oui : 58,1 %") == (
        '<svg class="bo-drawing" viewBox="0 0 200 1" role="img" aria-label="Oui : 58,1 %" '
        'style="max-width:230px"><g clip-path="url(#parts-n1)"><text fill="var(--bo-improve)" '
        'stroke="#123456">a</text></g><clipPath id="parts-n1"/></svg>'
    )
    assert 'aria-hidden="true"' in as_inline(svg, "parts", "")


def test_what_is_not_a_drawing_is_refused() -> None:
    with pytest.raises(ValueError, match="parts"):
        as_inline("<p>", "parts", "")
