"""The five steps of a scale, as those who confuse colours see them, and in grey.

The simulation is that of Viénot, Brettel and Mollon (1999, Color Research and Application 24, 243-252) for
protanopia and deuteranopia, in linear light; for tritanopia, the two half-planes of Brettel, Viénot and
Mollon (1997), each held whole. Distances are CIE76 in Lab under D65: one is the least that can be seen.
"""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from generator.site.theme import SCHEMES, STEPS, load_theme

THEMES = ("boussole", "tilia")
SEEN_BY = {
    "everyone": np.eye(3),
    "protanopia": np.array([[0.11238, 0.88762, 0.0], [0.11238, 0.88762, 0.0], [0.00401, -0.00401, 1.0]]),
    "deuteranopia": np.array([[0.29275, 0.70725, 0.0], [0.29275, 0.70725, 0.0], [-0.02234, 0.02234, 1.0]]),
    "tritanopia, one half": np.array(
        [[1.01277, 0.13548, -0.14826], [-0.01243, 0.86812, 0.14431], [0.07589, 0.80500, 0.11911]]
    ),
    "tritanopia, the other": np.array(
        [[0.93678, 0.18979, -0.12657], [0.06154, 0.81526, 0.12320], [-0.37562, 1.12767, 0.24796]]
    ),
}
_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
_WHITE = np.array([0.9505, 1.0, 1.089])


def linear(colour: str) -> np.ndarray:
    """Light of each primary, from 0 to 1."""
    coded = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(coded <= 0.04045, coded / 12.92, ((coded + 0.055) / 1.055) ** 2.4)


def lab(light: np.ndarray) -> np.ndarray:
    """Lightness and two oppositions."""
    parts = _XYZ @ np.clip(light, 0, 1) / _WHITE
    bent = np.where(parts > 216 / 24389, np.cbrt(parts), (24389 / 27 * parts + 16) / 116)
    return np.array([116 * bent[1] - 16, 500 * (bent[0] - bent[1]), 200 * (bent[1] - bent[2])])


@pytest.fixture(params=THEMES)
def scales(request: pytest.FixtureRequest, root: Path) -> dict[str, list[str]]:
    """The scale of a theme in each scheme."""
    theme = load_theme(request.param, root)
    return {scheme: [theme.colour(f"scale-{step}", scheme) for step in STEPS] for scheme in SCHEMES}


def test_the_measure_is_that_of_the_books() -> None:
    """White is 100, black 0, and red lies at 53 of lightness."""
    assert lab(linear("#ffffff"))[0] == pytest.approx(100, abs=0.1)
    assert lab(linear("#000000"))[0] == pytest.approx(0, abs=0.1)
    assert lab(linear("#ff0000")) == pytest.approx([53.2, 80.1, 67.2], abs=0.3)


@pytest.mark.parametrize("eye", SEEN_BY)
def test_neighbours_are_told_apart_by_every_eye(scales: dict[str, list[str]], eye: str) -> None:
    for colours in scales.values():
        seen = [lab(SEEN_BY[eye] @ linear(colour)) for colour in colours]
        least = min(np.linalg.norm(b - a) for a, b in pairwise(seen))
        assert least > 10, (eye, colours, least)


@pytest.mark.parametrize("eye", SEEN_BY)
def test_the_unfavourable_side_is_never_taken_for_the_favourable_one(
    scales: dict[str, list[str]], eye: str
) -> None:
    for colours in scales.values():
        seen = [lab(SEEN_BY[eye] @ linear(colour)) for colour in colours]
        assert min(np.linalg.norm(seen[a] - seen[b]) for a in (0, 1) for b in (3, 4)) > 20, (eye, colours)


def test_on_grey_paper_both_ends_leave_the_middle_and_values_tell_them_apart(
    scales: dict[str, list[str]], root: Path
) -> None:
    """A scale that goes both ways cannot be read by its greys alone: hence printed values, and gaps."""
    greys = [lab(linear(colour))[0] for colour in scales["light"]]
    assert abs(greys[0] - greys[2]) > 8
    assert abs(greys[4] - greys[2]) > 8
    marks = (root / "themes" / "boussole" / "styles" / "4-marks.css").read_text("utf-8")
    assert ".bo-bar { display: flex; gap: 2px;" in marks
    stack = (root / "generator" / "pages" / "templates" / "macros.html.jinja").read_text("utf-8")
    assert "{{ bar.short }}" in stack
