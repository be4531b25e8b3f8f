"""Commands that make nothing load nothing that makes: they answer at once."""

import subprocess
import sys
from pathlib import Path

import pytest

from generator.cli.beginning import new
from generator.spec.models import Verdict
from generator.spec.models.decisions import Horizon
from tests.command.conftest import Command

HEAVY = {"generator.build", "generator.pages", "generator.spec.models", "altair", "mkdocs", "numpy", "scipy"}
LOADED = "import sys; from generator.cli import run; code = run(sys.argv[1:]); print(code, *sys.modules)"


def loaded(*arguments: str) -> tuple[str, set[str]]:
    """How a command ended, and the modules it had loaded."""
    asked = [sys.executable, "-c", LOADED, *arguments]
    told = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.splitlines()[-1]
    code, *modules = told.split()
    return code, set(modules)


@pytest.mark.parametrize("asked", ["--help", "--version", "explain N02", "new finding --help", "diff --help"])
def test_what_is_told_without_studies_waits_for_no_room(asked: str) -> None:
    code, modules = loaded(*asked.split())
    assert code == "0"
    assert not modules & HEAVY


def test_a_site_that_stands_waits_for_no_room(workspace: Path, boussole: Command) -> None:
    assert boussole("build").code == 0
    code, modules = loaded("build", "--root", str(workspace), "--as-of", "2026-11-21")
    assert code == "0"
    assert not modules & HEAVY


def test_the_words_that_an_option_offers_are_those_of_the_study_language() -> None:
    offered = {
        (command.name, parameter): option.metavar
        for command in new.registered_commands
        for parameter, option in _options(command.callback)
        if option.metavar
    }
    assert offered == {("finding", "verdict"): "|".join(Verdict), ("action", "horizon"): "|".join(Horizon)}


def _options(command: object) -> list[tuple[str, object]]:
    hints = command.__annotations__  # type: ignore[attr-defined]
    return [(name, hint.__metadata__[0]) for name, hint in hints.items() if hasattr(hint, "__metadata__")]
