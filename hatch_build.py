"""Puts what a build needs besides the package into the wheel."""

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ShippedFiles(BuildHookInterface[Any]):
    """Ships the default theme and the root ``mkdocs.yml`` under ``generator/_shipped/``."""

    # hatchling's own `force-include` table also applies to editable installs: it would leave a stale
    # copy of the theme beside the checkout, and refuse to install before mkdocs.yml is written.
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the shipped files to a real wheel, and nothing to an editable one."""
        if version != "editable":
            build_data["force_include"]["themes"] = "generator/_shipped/themes"
            build_data["force_include"]["mkdocs.yml"] = "generator/_shipped/mkdocs.yml"
