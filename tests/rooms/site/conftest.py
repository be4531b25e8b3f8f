"""Pages and themes drawn small, for the rooms' own tests."""

from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

from generator.site import Document
from generator.site.theme import Theme, load_theme
from generator.words import Lang


@pytest.fixture(scope="session")
def look(root: Path) -> Theme:
    """The theme that ships."""
    return load_theme("boussole", root)


@pytest.fixture
def page() -> Callable[..., Document]:
    """A page with little on it."""

    def make(body: str = "# Titre", path: str = "etude/constats/a.md", **more: Any) -> Document:
        return Document(PurePosixPath(path), "Titre", Lang.FR, "Une page", body, **more)

    return make


@pytest.fixture
def themed(tmp_path: Path) -> Callable[[str], Path]:
    """A workspace with a client's theme called ``tilia``."""

    def make(yml: str) -> Path:
        folder = tmp_path / "themes" / "tilia"
        folder.mkdir(parents=True)
        (folder / "theme.yml").write_text(yml, "utf-8")
        return tmp_path

    return make
