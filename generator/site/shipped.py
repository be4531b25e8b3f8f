"""Where the theme and the root ``mkdocs.yml`` of a build come from."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def places(workspace: Path) -> tuple[Path, ...]:
    """Folders that may hold ``mkdocs.yml`` and ``themes/``, first come first served.

    The workspace's own, then those of the checkout this code runs from, or those that the wheel carries.
    """
    # Installed, the folder above the package is everybody's: whatever `themes/` it holds is not ours.
    ours = _PACKAGE.parent if (_PACKAGE.parent / "pyproject.toml").is_file() else _PACKAGE / "_shipped"
    return (workspace, ours)


def find(workspace: Path, name: str) -> Path | None:
    """The first ``name`` (``mkdocs.yml``, ``themes/tilia``) that one of the places holds."""
    return next((place / name for place in places(workspace) if (place / name).exists()), None)
