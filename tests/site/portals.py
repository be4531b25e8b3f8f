"""The demo's whole portal under each theme, and the study of all types: built once, read by many tests."""

import fcntl
import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from generator.cli import run

ROOT = Path(__file__).resolve().parents[2]
THEMES = ("boussole", "tilia")
AS_OF = "2026-11-21"

# Pages that one template makes: the longest of the whole portal speaks for all.
_ALIKE = re.compile(
    r"/(constats|questions|segments|croisements|decider|moments|themes|ateliers|guides|actions)"
    r"/(?!index\.|registres\.)[^/]+\.html$"
)
# Of one address, but made by a template for each kind of study.
_APART = ("index.html", "comprendre/priorites.html")


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """The folder that ``make`` fills, once for the whole session even where several processes share it."""
    base = factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / name
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = folder.with_suffix(".done")
        if not done.exists():
            make(folder)
            done.touch()
    return folder


def demo_portal(factory: pytest.TempPathFactory, theme: str) -> Path:
    """The site of all studies of the repository."""

    def make(folder: Path) -> None:
        shutil.copytree(ROOT / "studies", folder / "studies", ignore=shutil.ignore_patterns("data"))
        _build(folder, theme)

    return once(factory, f"portal-{theme}", make) / "build" / "site"


def all_types(factory: pytest.TempPathFactory, theme: str) -> Path:
    """The site of the study that has every type of question."""

    def make(folder: Path) -> None:
        shutil.copytree(ROOT / "tests" / "types" / "studies", folder / "studies")
        assert run(["rehearse", "tout", "--root", str(folder), "--as-of", AS_OF]) == 0
        _build(folder, theme)

    return once(factory, f"types-{theme}", make) / "build" / "site"


def _build(folder: Path, theme: str) -> None:
    shutil.copytree(ROOT / "themes" / "tilia", folder / "themes" / "tilia")
    assert run(["build", "--root", str(folder), "--as-of", AS_OF, "--theme", theme]) == 0


def pages(site: Path) -> Iterator[str]:
    """Every page; the one for lost readers names its own files from the root, so it is read over HTTP."""
    paths = (file.relative_to(site).as_posix() for file in sorted(site.rglob("*.html")))
    return (path for path in paths if path != "404.html")


def kinds(site: Path) -> list[str]:
    """One page of each kind: of those that one template makes, the longest of the whole portal."""
    longest: dict[str, str] = {}
    for path in pages(site):
        kind = path if path.partition("/")[2] in _APART else kind_of(path)
        if kind not in longest or _size(site, path) > _size(site, longest[kind]):
            longest[kind] = path
    return sorted(longest.values())


def kind_of(path: str) -> str:
    """What the pages of one template have in common, from study to study: ``/comprendre/moments/*``."""
    _, _, inside = path.partition("/")
    return _ALIKE.sub(r"/\1/*", f"/{inside}") if inside else path


def _size(site: Path, path: str) -> int:
    return (site / path).stat().st_size
