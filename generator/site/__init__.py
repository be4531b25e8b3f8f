"""Pages and a theme become files on disk: the only room that writes."""

from generator.site.browser import browser, print_page, print_report
from generator.site.document import Asset, Chart, Document, Drawing, Link, Navigation, Search, Written
from generator.site.figures import draw
from generator.site.place import Destination
from generator.site.public import Edition, lead, put, standing_edition, tree
from generator.site.publish import write_site
from generator.site.report import Report, report_of
from generator.site.shipped import places
from generator.site.standing import note, standing
from generator.site.theme import Theme, load_theme

__all__ = [
    "Asset",
    "Chart",
    "Destination",
    "Document",
    "Drawing",
    "Edition",
    "Link",
    "Navigation",
    "Report",
    "Search",
    "Theme",
    "Written",
    "browser",
    "draw",
    "lead",
    "load_theme",
    "note",
    "places",
    "print_page",
    "print_report",
    "put",
    "report_of",
    "standing",
    "standing_edition",
    "tree",
    "write_site",
]
