"""One version, told once in the package and repeated nowhere that could disagree."""

import re
import tomllib
from pathlib import Path

import generator


def test_the_distribution_takes_its_version_from_the_package(root: Path) -> None:
    settings = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    assert settings["project"]["dynamic"] == ["version"]
    assert settings["tool"]["hatch"]["version"]["path"] == "generator/__init__.py"


def test_the_changelog_tells_of_this_version_first(root: Path) -> None:
    changelog = (root / "CHANGELOG.md").read_text(encoding="utf-8")
    told = re.search(r"^(?:## \[|To become )(\d+\.\d+\.\d+)", changelog, flags=re.MULTILINE)
    assert told is not None
    assert told[1] == generator.__version__
