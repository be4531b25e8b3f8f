"""What no file of the repository says."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

# Written so that this file does not say it either.
REGISTRY_HOSTS = [
    rf"{host}\.org" for host in ("pypi", "pythonhosted", "npmjs", r"deb\.debian", r"security\.debian")
]
MACHINE_PATHS = [rf"(?<![\w.)}}\]-])/{folder}/" for folder in ("work", "root", "home")]
LEFT_FOR_LATER = [r"\bTOD[O]\b", r"\bFIXM[E]\b"]


@pytest.fixture(scope="module")
def texts(root: Path) -> dict[str, str]:
    """Every text file that git tracks or would track, by path."""
    if shutil.which("git") is None or not (root / ".git").exists():
        pytest.skip("not a git checkout: which files belong to the repository is unknown")
    listing = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=root,
        capture_output=True,
        check=True,
    ).stdout
    # Deleted but not yet committed: still listed, no longer there.
    paths = [root / name for name in listing.decode().split("\0") if name and (root / name).is_file()]
    return {
        path.relative_to(root).as_posix(): data.decode(errors="replace")
        for path in paths
        if b"\0" not in (data := path.read_bytes())
    }


def places(texts: dict[str, str], patterns: list[str]) -> list[str]:
    """Where one of the patterns stands, as `path:line`."""
    said = re.compile("|".join(patterns))
    return [
        f"{path}:{number}"
        for path, text in texts.items()
        for number, line in enumerate(text.splitlines(), start=1)
        if said.search(line)
    ]


def test_no_file_names_a_registry_host(texts: dict[str, str]) -> None:
    assert not places(texts, REGISTRY_HOSTS)


def test_no_file_names_a_path_of_one_machine(texts: dict[str, str]) -> None:
    assert not places(texts, MACHINE_PATHS)


def test_nothing_is_left_for_later(texts: dict[str, str]) -> None:
    ours = {path: text for path, text in texts.items() if path.startswith(("generator/", "tests/"))}
    assert not places(ours, LEFT_FOR_LATER)


def test_there_is_no_utils(texts: dict[str, str]) -> None:
    drawers = {"util", "utils", "helper", "helpers", "misc"}
    assert not [
        path for path in texts if path.endswith(".py") and drawers & {*Path(path).with_suffix("").parts}
    ]


def test_no_microdata_is_tracked(texts: dict[str, str]) -> None:
    assert not [
        path
        for path in texts
        if re.match(r"studies/[^/]+/data/", path) and not path.startswith("studies/minimal/")
    ]


def test_generator_site_is_not_ignored(root: Path) -> None:
    if shutil.which("git") is None or not (root / ".git").exists():
        pytest.skip("not a git checkout: nothing is ignored")
    ignored = subprocess.run(
        ["git", "check-ignore", "generator/site/mkdocs.py", "generator/build.py"],
        cwd=root,
        capture_output=True,
        check=False,
    )
    assert ignored.stdout == b""


@pytest.mark.parametrize(
    ("line", "patterns"),
    [
        ("index-url = https://files.python~hosted.org/simple", REGISTRY_HOSTS),
        ("open('/wo~rk/main/x')", MACHINE_PATHS),
        ("see file:///ho~me/someone/x", MACHINE_PATHS),
        ("cache: /ro~ot/.cache", MACHINE_PATHS),
        ("# TO~DO later", LEFT_FOR_LATER),
    ],
)
def test_the_scan_sees_it(line: str, patterns: list[str]) -> None:
    assert places({"file": line.replace("~", "")}, patterns) == ["file:1"]


def test_the_scan_lets_an_address_through() -> None:
    assert not places({"file": "https://example.org/home/page, frame/work/flow"}, MACHINE_PATHS)
