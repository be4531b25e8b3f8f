"""The wheel is enough: in an empty environment, far from the checkout, it builds a folder of studies."""

import os
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

import generator

pytestmark = pytest.mark.wheel

# An attribute through which a page makes the browser fetch something, unlike the href of an <a>.
FETCHING = {"src", "srcset", "poster", "data", "action"}
OUTSIDE = re.compile(r"(https?:)?//", re.IGNORECASE)
OUTSIDE_IN_CSS = re.compile(r"""(?:url\(|@import)\s*["']?(?:https?:)?//""", re.IGNORECASE)


class Requests(HTMLParser):
    """Collects what a page would fetch from elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        self.outside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        for name, value in told.items():
            fetches = name in FETCHING or (
                tag == "link" and name == "href" and told.get("rel") != "canonical"
            )
            if fetches and OUTSIDE.match(value or ""):
                self.outside.append(f"<{tag} {name}={value}>")


def requests_of(page: str) -> list[str]:
    parser = Requests()
    parser.feed(page)
    return parser.outside


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    # Nothing of the environment that runs the tests may help the one under test.
    env = {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))
    }
    result = subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, check=False)
    assert result.returncode == 0, f"{command}\n{result.stdout}\n{result.stderr}"
    return result


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, root, cwd=folder)
    return next(folder.glob("boussole-*.whl"))


@pytest.fixture(scope="module")
def installed(root: Path, wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the commands of an environment that holds the wheel and its dependencies only."""
    folder = tmp_path_factory.mktemp("environment")
    run(sys.executable, "-m", "venv", folder, cwd=folder)
    run(
        *(folder / "bin" / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"),
        *("-c", root / "constraints.txt", wheel),
        cwd=folder,
    )
    return folder / "bin"


@pytest.fixture
def elsewhere(root: Path, tmp_path: Path) -> Path:
    """An unrelated folder that holds studies and nothing else."""
    shutil.copytree(root / "studies" / "minimal", tmp_path / "studies" / "minimal")
    shutil.copy(root / "studies" / "_shared.yml", tmp_path / "studies")
    return tmp_path


def test_the_wheel_bears_the_version(wheel: Path) -> None:
    assert wheel.name == f"boussole-{generator.__version__}-py3-none-any.whl"


def test_the_installed_wheel_builds_an_unrelated_folder(installed: Path, elsewhere: Path) -> None:
    where = run(
        installed / "python", "-c", "import generator; print(generator.__file__)", cwd=elsewhere
    ).stdout
    assert Path(where).is_relative_to(installed.parent)

    run(installed / "boussole", "build", "--as-of", "2026-11-21", cwd=elsewhere)

    site = elsewhere / "build" / "site"
    assert (site / "index.html").is_file()
    assert not {
        str(page.relative_to(site)): outside
        for page in site.rglob("*.html")
        if (outside := requests_of(page.read_text(encoding="utf-8")))
    }
    assert not [
        str(sheet.relative_to(site))
        for sheet in site.rglob("*.css")
        if OUTSIDE_IN_CSS.search(sheet.read_text(encoding="utf-8"))
    ]


def test_the_scan_of_requests_sees_a_fetch_and_lets_a_link_through() -> None:
    page = """
      <script src="https://cdn.example/x.js"></script><link rel="stylesheet" href="//fonts.example/f.css">
      <link rel="canonical" href="https://example.org/"><a href="https://example.org/">a source</a>
      <img src="chart.svg">
    """
    assert [request.split()[0] for request in requests_of(page)] == ["<script", "<link"]
