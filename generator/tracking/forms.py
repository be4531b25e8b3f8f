"""The forms in which a comparison is printed; apart, so that a command can offer them without comparing."""

from enum import StrEnum


class Report(StrEnum):
    """How a comparison is printed."""

    TEXT = "text"
    MARKDOWN = "markdown"
    JSON = "json"
    HTML = "html"
