"""The paths that a spec names, on a disk where links may lead anywhere and names may be too long."""

import os
import re
from pathlib import Path

FOLDER = "studies"
"""What holds the studies of a workspace."""
ANY = "*"
"""What stands for any characters in the name of a wave's files."""
_PART = "#"
_OF_PARTS = (".xlsx", ".xlsm", ".sqlite", ".sqlite3", ".db")
_SPECIAL = re.compile(r"[?\[]")


def leads_out(folder: Path, given: str) -> bool:
    """Whether a path leaves a folder once its links are followed, as far as they lead somewhere."""
    return not real(folder, given).is_relative_to(os.path.realpath(folder))


def real(folder: Path, given: str) -> Path:
    """Where a path given from a folder leads once its links are followed."""
    # Not Path.resolve, which raises where links turn in a circle or a name is too long for the disk.
    return Path(os.path.realpath(folder / given))


def is_file(path: Path) -> bool:
    """Whether a file that may be read as one stands there."""
    try:
        return path.is_file()
    except OSError:
        return False


def file_and_part(given: str) -> tuple[str, str | None]:
    """A file, and the sheet or the table of it that ``file.xlsx#sheet`` names; None when it names none."""
    file, sign, part = given.rpartition(_PART)
    return (file, part) if sign and file.lower().endswith(_OF_PARTS) else (given, None)


def files_named(folder: Path, given: str) -> tuple[Path, ...]:
    """The files of a wave that are there, in the order of their names; a name with ``*`` may be one's own.

    Files that a system or an office suite hides are none.
    """
    file, _ = file_and_part(given)
    if is_file(folder / file):
        return (folder / file,)
    if ANY not in file or "\0" in file or Path(file).is_absolute():
        return ()
    found = folder.glob(_SPECIAL.sub(lambda sign: f"[{sign[0]}]", file))
    return tuple(sorted(path for path in found if is_file(path) and not path.name.startswith((".", "~$"))))
