"""What leads from a page to its neighbours: findings, questions, decisions and actions are read in a row."""

from collections.abc import Sequence
from pathlib import PurePosixPath

from generator.pages.render import render
from generator.pages.voice import Voice

Step = tuple[str, PurePosixPath]
"""A page by its title and its source."""


def pager(steps: Sequence[Step], at: PurePosixPath, voice: Voice) -> str:
    """The links to the pages before and after ``at`` in a row; nothing for a page that is alone in it.

    Raises:
        ValueError: ``at`` is not in the row.
    """
    place = [path for _, path in steps].index(at)
    before = steps[place - 1] if place else None
    after = steps[place + 1] if place + 1 < len(steps) else None
    return render("pager", (("before", before), ("after", after)), at, voice) if before or after else ""
