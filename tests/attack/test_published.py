"""Built sites, read byte by byte by someone who wants what was withheld; and sites that let it be found."""

import json
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from generator.cli import run
from tests.attack.published import ATTACKS, Site, by_chart_data, by_subtraction

ROOT = Path(__file__).parents[2]
TYPES = ROOT / "tests" / "types" / "studies"
STUDY = "e/2026"


def said(folder: Path) -> str:
    """What specs declare: their numbers are no secret."""
    return "\n".join(path.read_text("utf-8") for path in sorted(folder.rglob("*.yml")))


@pytest.fixture(scope="module")
def types(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A study with every type of question, a crossing and withheld groups, from drawn answers."""
    folder = tmp_path_factory.mktemp("attacked")
    shutil.copytree(TYPES, folder / "studies")
    for command in (["rehearse", "tout"], ["build"]):
        assert run([*command, "--root", str(folder), "--as-of", "2026-11-21"]) == 0
    return Site(folder / "build" / "site", said(TYPES))


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The five studies of the demo, from their closed waves."""
    out = tmp_path_factory.mktemp("demo") / "site"
    assert run(["build", "--root", str(ROOT), "--out", str(out), "--as-of", "2026-11-21"]) == 0
    return Site(out, said(ROOT / "studies"))


@pytest.mark.parametrize("name", ATTACKS)
def test_nothing_withheld_is_found_in_a_study_of_every_type(types: Site, name: str) -> None:
    assert any(row["withheld"] == "True" for row in types.rows)
    assert list(ATTACKS[name](types)) == []


@pytest.mark.long
@pytest.mark.parametrize("name", ATTACKS)
def test_nothing_withheld_is_found_in_the_demo(demo: Site, name: str) -> None:
    assert list(ATTACKS[name](demo)) == []


HEAD = "id,study,wave,segment,level,statistic,value,low,high,n,n_eff,method,withheld"


def careless(
    folder: Path,
    rows: list[str],
    page: str = "",
    drawing: str = "",
    index: str = "",
    chart: Sequence[Mapping[str, object]] = (),
) -> Site:
    """A site of one page that says too much."""
    told = {size: {"datasets": {"points": list(chart)}} for size in ("wide", "narrow")}
    (folder / "figures").mkdir(exist_ok=True)
    (folder / "figures" / "one.js").write_text(
        f'(window.figures??={{}})["one"]={json.dumps(told)};\n', "utf-8"
    )
    (folder / "chiffres.csv").write_text("\n".join([HEAD, *rows]) + "\n", "utf-8")
    (folder / "page.html").write_text(page, "utf-8")
    (folder / "drawing.svg").write_text(drawing, "utf-8")
    (folder / "search_index.json").write_text(
        json.dumps({"docs": [{"location": "page.html", "text": index}]}), "utf-8"
    )
    return Site(folder)


def base(level: str, n: int | None) -> str:
    segment, group = ("region", f"region={level}") if level else ("", "all")
    told = f"base,{n},,,{n},{n},,False" if n else "base,,,,,,,True"
    return f"{STUDY}/{group}/q/base,e,2026,{segment},{level},{told}"


def share(level: str, value: str, n: int) -> str:
    return f"{STUDY}/region={level}/q/share/1,e,2026,region,{level},share:1,{value},,,{n},{n},wilson,False"


def marked(level: str, text: str) -> str:
    return f'<b data-number="{STUDY}/region={level}/q/share/1">{text}</b>'


def point(x: int, y: float, told: str) -> str:
    label = f'<text transform="translate({x},{y - 17})">{told}\u202f%</text>'
    return f'<path transform="translate({x},{y})" d="M0,0"/>{label}'


THREE = [share("n", "0.5", 200), share("s", "0.4", 200), share("o", "", 200).replace("False", "True")]
CARELESS = {
    "subtraction": {"rows": [base("", 100), base("n", 60), base("s", 40 - 7)]},
    "what is left in tables": {"rows": [base("s", None).removesuffix(",,,True") + "7,,,True"]},
    "precision": {"rows": [share("n", "0.333", 60)]},
    "coordinates": {
        "rows": [],
        "drawing": point(10, 100.0, "40,0") + point(20, 90.0, "50,0") + point(30, 79.6, "60,0"),
    },
    "chart data": {
        "rows": [],
        "chart": [
            {"value": 0.4278, "text": "42,8 %"},
            {"value": 0.333, "text": "33,3 %"},
            {"value": 0.2, "text": "20,0 %"},
        ],
    },
    "letters": {
        "rows": [],
        "page": "<table><thead><tr><th>x</th><th scope='col'>Nord <i class='bo-letter'>A</i></th>"
        "<th scope='col'>Sud <i class='bo-letter'>B</i></th></tr></thead><tr><th>q</th>"
        "<td><b data-number='z'>1</b> <b class=\"bo-letters\">B</b></td><td>…</td></tr></table>",
    },
    "widths": {"rows": [], "page": '<i style="--v:33.33"></i><p>33,3 %</p>'},
    "order": {"rows": THREE, "page": marked("s", "40 %") + marked("n", "50 %")},
    "unexplained": {"rows": THREE, "page": f"<p>{marked('n', '50,0 %')} et 47,3 % ailleurs</p>"},
    "search": {"rows": [], "page": "<p>40,0 %</p>", "index": "<p>40,0 % et 47,3 %</p>"},
}


@pytest.mark.parametrize("name", ATTACKS)
def test_what_a_careless_site_tells_is_found(tmp_path: Path, name: str) -> None:
    assert list(ATTACKS[name](careless(tmp_path, **CARELESS[name])))


def test_values_placed_off_the_line_of_what_is_printed_are_found(tmp_path: Path) -> None:
    """Days of a year: 24.3 of them printed as 24."""
    printed = [{"value": days / 365, "text": f"{days:.0f} jours"} for days in (24.3, 25, 29)]
    (found,) = set(by_chart_data(careless(tmp_path, [], chart=printed)))
    assert "not printed" in found
    printed[0]["value"] = round(24 / 365, 4)
    assert not list(by_chart_data(careless(tmp_path, [], chart=printed)))


def test_a_level_withheld_alone_is_what_the_others_leave(tmp_path: Path) -> None:
    rows = [base("", 100), base("n", 60), base("s", None)]
    (found,) = by_subtraction(careless(tmp_path, rows), 10)
    assert "s is what region leaves" in found
    rows = [base("", 100), base("n", 60), base("s", None), base("o", None)]
    assert not list(by_subtraction(careless(tmp_path, rows), 10))
