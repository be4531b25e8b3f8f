"""Whom the product speaks to: in which language, and as what."""

from enum import StrEnum


class Lang(StrEnum):
    """A language of the interface; study content stays in the study's own."""

    FR = "fr"
    EN = "en"


class Readership(StrEnum):
    """Whom a site is for."""

    EVERYONE = "everyone"
    """All pages: the essential first, annexes for whoever checks."""
    TEAMS = "teams"
    """What was said, what was decided and why, what is done: no annex."""
