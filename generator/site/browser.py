"""The system's headless browser, which turns a page into a tagged PDF."""

import re
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from pypdf import PdfReader

from generator.errors import Diagnostic, Refused
from generator.site.report import Report

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_PATIENCE = 120
"""Seconds after which a browser that prints is taken for one that never will."""
_DATE = re.compile(rb"/(CreationDate|ModDate) \(D:\d{14}\+00'00'\)")
_FLAGS = (
    "--headless",
    "--disable-gpu",
    "--no-pdf-header-footer",
    "--generate-pdf-document-outline",
    "--export-tagged-pdf",
    # Root has no sandbox to give away, and a page of ours fetches nothing.
    "--no-sandbox",
)


def browser() -> str:
    """The first browser of this machine that prints.

    Raises:
        Refused: F07, there is none.
    """
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        raise Refused([Diagnostic("F07", values={"names": ", ".join(BROWSERS)})])
    return found


def print_page(page: Path, into: Path, as_of: date) -> None:
    """Print a page as it stands; ``as_of`` is the only date the file carries.

    Raises:
        Refused: F07 no browser, F08 it could not print, F01 ``into`` cannot be written.
    """
    with TemporaryDirectory() as folder:
        printed = Path(folder) / "page.pdf"
        _run(page, printed, Path(folder))
        stamp = f"D:{as_of:%Y%m%d}000000+00'00'".encode()
        content = _DATE.sub(rb"/\1 (" + stamp + rb")", printed.read_bytes())
    _write(into, content)


def _run(page: Path, printed: Path, folder: Path) -> None:
    profile = f"--user-data-dir={folder / 'profile'}"
    command = [browser(), *_FLAGS, profile, f"--print-to-pdf={printed}", page.resolve().as_uri()]
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=_PATIENCE)
    except (subprocess.SubprocessError, OSError):
        raise Refused([Diagnostic("F08", values={"browser": Path(command[0]).name})]) from None
    if not printed.is_file():
        raise Refused([Diagnostic("F08", values={"browser": Path(command[0]).name})])


def _write(into: Path, content: bytes) -> None:
    try:
        into.parent.mkdir(parents=True, exist_ok=True)
        into.write_bytes(content)
    except OSError:
        values = {"path": str(into), "out": str(into.parent)}
        raise Refused([Diagnostic("F01", values=values)]) from None


def print_report(report: Report, into: Path, as_of: date) -> None:
    """Print a report twice: the first tells on which page each chapter begins, the second says it.

    Raises:
        Refused: as ``print_page``.
    """
    with TemporaryDirectory() as folder:
        page, draft = Path(folder) / "report.html", Path(folder) / "draft.pdf"
        page.write_text(report.html(), "utf-8")
        print_page(page, draft, as_of)
        page.write_text(replace(report, pages=_pages(draft)).html(), "utf-8")
        print_page(page, into, as_of)


def _pages(draft: Path) -> dict[str, int]:
    """The page, from 1, on which each anchor of the contents stands."""
    reader = PdfReader(draft)
    found = {}
    for name, place in reader.named_destinations.items():
        number = reader.get_destination_page_number(place)
        if number is not None:
            found[name.removeprefix("/")] = number + 1
    return found
