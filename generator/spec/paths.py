"""The paths that a spec names, on a disk where links may lead anywhere and names may be too long."""

import os
from pathlib import Path


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
