"""Each import contract bites: a violation planted in a copy of the package is refused by that contract."""

import shutil
import subprocess
import sys
import tomllib
from itertools import product
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CONTRACTS = {
    contract["id"]: contract
    for contract in tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"][
        "importlinter"
    ]["contracts"]
}

# Beside the interpreter that runs the tests, whatever the PATH says.
LINT_IMPORTS = Path(sys.executable).with_name("lint-imports")
RIGHT_OF_THE_WALL = ("statistics", "findings", "pages", "site", "locks", "history")
LEFT_OF_THE_WALL = ("data", "aggregates", "disclosure")

# Per contract, imports that it alone is asked about: {room that imports: room that is imported}.
PLANTS = {
    "layers, upwards": ("layers", {"errors": "spec"}),
    "layers, a room without a place": ("layers", {"toolbox": "errors"}),
    "wall, directly": ("wall", {"pages": "aggregates"}),
    "wall, through another room": ("wall", {"findings": "spec", "spec": "data"}),
    "data read by the gate": ("data-readers", {"disclosure": "data"}),
    "aggregates read by the command": ("aggregates-readers", {"cli": "aggregates"}),
    "gate called by the command": ("disclosure-readers", {"cli": "disclosure"}),
    "auditor reads the release": ("audit", {"audit": "release"}),
    "auditor, through another room": ("audit", {"audit": "errors", "errors": "spec"}),
    "auditor read by the site": ("audit-readers", {"site": "audit"}),
    "release reads the data": ("release", {"release": "data"}),
    "release, through another room": ("release", {"release": "spec", "spec": "history"}),
}


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A copy of the package and of its contracts, where violations can be planted."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(
        ROOT / "generator", tmp_path / "generator", ignore=shutil.ignore_patterns("__pycache__", "_shipped")
    )
    return tmp_path


def door_of(house: Path, room: str) -> Path:
    """The file one enters when importing a room: its package's front door, or the module itself."""
    package = house / "generator" / room
    return package / "__init__.py" if package.is_dir() else package.with_suffix(".py")


def plant(house: Path, importer: str, imported: str) -> None:
    with door_of(house, importer).open("a", encoding="utf-8") as file:
        file.write(f"\nfrom generator import {imported}\n")


def lint(house: Path, *contracts: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [LINT_IMPORTS, "--no-cache", *(f"--contract={contract}" for contract in contracts)],
        cwd=house,
        env={"PATH": "/usr/bin:/bin", "COLUMNS": "500", "NO_COLOR": "1", "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_the_house_as_it_stands_keeps_every_contract(house: Path) -> None:
    result = lint(house)
    assert result.returncode == 0, result.stdout
    assert f"{len(CONTRACTS)} kept, 0 broken" in result.stdout


def test_every_contract_has_a_plant() -> None:
    assert {contract for contract, _ in PLANTS.values()} == set(CONTRACTS)


@pytest.mark.parametrize(("contract", "imports"), PLANTS.values(), ids=PLANTS)
def test_a_planted_violation_breaks_its_contract(house: Path, contract: str, imports: dict[str, str]) -> None:
    for importer, imported in imports.items():
        plant(house, importer, imported)
    result = lint(house, contract)
    assert result.returncode == 1, result.stdout
    assert f"{CONTRACTS[contract]['name']} BROKEN" in result.stdout


def test_the_wall_has_no_hole(house: Path) -> None:
    pairs = list(product(RIGHT_OF_THE_WALL, LEFT_OF_THE_WALL))
    for importer, imported in pairs:
        plant(house, importer, imported)
    told = lint(house, "wall").stdout
    missed = [
        f"{importer} → {imported}"
        for importer, imported in pairs
        if f"generator.{importer} is not allowed to import generator.{imported}" not in told
    ]
    assert not missed
