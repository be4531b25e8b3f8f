"""The doors of this room: each name, and where it is."""

from .browser import browser as browser
from .browser import print_page as print_page
from .browser import print_report as print_report
from .document import Asset as Asset
from .document import Chart as Chart
from .document import Document as Document
from .document import Drawing as Drawing
from .document import Link as Link
from .document import Navigation as Navigation
from .document import Search as Search
from .document import Written as Written
from .figures import draw as draw
from .place import Destination as Destination
from .public import Edition as Edition
from .public import lead as lead
from .public import put as put
from .public import standing_edition as standing_edition
from .public import tree as tree
from .publish import write_site as write_site
from .report import Report as Report
from .report import report_of as report_of
from .shipped import places as places
from .standing import note as note
from .standing import standing as standing
from .theme import Theme as Theme
from .theme import load_theme as load_theme
