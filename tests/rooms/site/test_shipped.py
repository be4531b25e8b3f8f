from pathlib import Path

from generator.site.shipped import find, places


def test_the_workspace_comes_first(tmp_path: Path, root: Path) -> None:
    assert places(tmp_path) == (tmp_path, root)
    assert find(tmp_path, "mkdocs.yml") == root / "mkdocs.yml"
    (tmp_path / "mkdocs.yml").touch()
    assert find(tmp_path, "mkdocs.yml") == tmp_path / "mkdocs.yml"


def test_what_nobody_has_is_not_found(tmp_path: Path) -> None:
    assert find(tmp_path, "themes/nowhere") is None
