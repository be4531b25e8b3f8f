"""The languages the product speaks."""

from enum import StrEnum


class Lang(StrEnum):
    """A language of the interface; study content stays in the study's own."""

    FR = "fr"
    EN = "en"
