"""Goldens: what a room gave, as a person last read and accepted it.

Adding a case is adding a file. `pytest tests/golden --refresh` writes them again; the difference is then
read in version control. Missing, extra and different files are reported apart.
"""

from collections.abc import Mapping
from pathlib import Path

MOST_LINES = 150
"""A golden that nobody can read in one go is accepted without being read."""


def compare(folder: Path, given: Mapping[str, str], *, refresh: bool) -> None:
    """Hold what was given, by file name, against the files of a folder.

    Raises:
        AssertionError: files are missing, extra, different or too long to be read.
    """
    long = [name for name, text in given.items() if len(text.splitlines()) > MOST_LINES]
    assert not long, f"more than {MOST_LINES} lines: {long}"
    kept = {str(file.relative_to(folder)): file for file in folder.rglob("*") if file.is_file()}
    if refresh:
        _write(folder, given, kept)
        return
    missing, extra = sorted(given.keys() - kept.keys()), sorted(kept.keys() - given.keys())
    different = sorted(n for n in given.keys() & kept.keys() if kept[n].read_text("utf-8") != given[n])
    assert not missing, f"no golden yet for {missing}"
    assert not extra, f"goldens that nothing gives any more: {extra}"
    for name in different:
        assert given[name] == kept[name].read_text("utf-8"), name


def _write(folder: Path, given: Mapping[str, str], kept: Mapping[str, Path]) -> None:
    for name in kept.keys() - given.keys():
        kept[name].unlink()
    for name, text in given.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8", newline="\n")
