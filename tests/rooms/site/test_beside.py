"""What stands beside a figure: its numbers, its image, what draws it again."""

import json
from dataclasses import replace
from pathlib import Path, PurePosixPath

import pytest

from generator.pages.document import Asset, Chart
from generator.pages.document import Document as Page
from generator.site.beside import beside
from generator.site.figures import illustrate
from generator.site.theme import load_theme
from generator.words import Lang

SPEC = {
    "width": 60,
    "height": 40,
    "datasets": {"points": [{"name": "Nord", "x": 0.123456789, "colour": "#b4430f"}]},
    "data": {"name": "points"},
    "mark": {"type": "point", "color": "#b4430f"},
    "encoding": {"x": {"field": "x", "type": "quantitative"}},
}
TABLE = (("Région", "Écart"), ("Nord", "\u22121\u202f234,5\u00a0%"), ("Sud", "non publié"))
PAGE = Page(PurePosixPath("a/index.md"), "A", Lang.FR, "", "# A", charts=(Chart("f", SPEC, None, TABLE),))


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory, root: Path) -> dict[str, bytes]:
    """The files of one figure, by their name."""
    cache = tmp_path_factory.mktemp("cache")
    drawn = [illustrate(PAGE, cache)]
    found: list[Asset] = list(beside(drawn, load_theme("boussole", root), cache))
    assert {asset.path.parent.as_posix() for asset in found} == {"a/figures"}
    return {asset.path.name: asset.content for asset in found}


def test_the_table_is_what_is_printed_with_the_spaces_and_signs_of_spreadsheets(
    files: dict[str, bytes],
) -> None:
    assert files["f.csv"].decode() == 'Région,Écart\nNord,"-1 234,5 %"\nSud,non publié\n'


def test_the_image_is_twice_its_size_on_the_paper_of_the_theme(files: dict[str, bytes]) -> None:
    assert files["f.png"].startswith(b"\x89PNG")
    width = int.from_bytes(files["f.png"][16:20], "big")
    assert 120 <= width < 200


def test_what_draws_again_has_the_colours_of_the_theme_and_no_more_digits_than_are_seen(
    files: dict[str, bytes],
) -> None:
    script = files["f.js"].decode()
    told = json.loads(script.partition("]=")[2].rstrip(";\n"))
    assert told["wide"]["datasets"]["points"] == [
        {"name": "Nord", "x": 0.1235, "colour": "var(--bo-improve)"}
    ]
    assert told["narrow"] == told["wide"]
    assert told["table"][1] == ["Nord", TABLE[1][1]]
    assert told["locale"]["decimal"] == ","


def test_a_page_of_another_study_has_its_own_files(root: Path, tmp_path: Path) -> None:
    other = illustrate(replace(PAGE, path=PurePosixPath("b/index.md")), tmp_path)
    found = {asset.path.as_posix() for asset in beside([other], load_theme("boussole", root), tmp_path)}
    assert found == {"b/figures/f.png", "b/figures/f.csv", "b/figures/f.js"}
