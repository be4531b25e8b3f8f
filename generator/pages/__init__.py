"""What each page says, in which order: from judged findings to texts and figures ready to be written."""

from generator.pages.alone import COLLECTION, at_root
from generator.pages.compose import Pages, compose
from generator.pages.document import Asset, Chart, Document, Link, Navigation, Search
from generator.pages.subject import Subject
from generator.pages.teams import told_to

__all__ = [
    "COLLECTION",
    "Asset",
    "Chart",
    "Document",
    "Link",
    "Navigation",
    "Pages",
    "Search",
    "Subject",
    "at_root",
    "compose",
    "told_to",
]
