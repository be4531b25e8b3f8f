"""From a study to paper: the essential page and the full report, printed from the site itself."""

from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.build import publish
from generator.errors import Diagnostic, Refused, Severity
from generator.pages import Document
from generator.releasing import Progress, release_all, settled
from generator.site import Destination, browser, print_page, print_report, report_of
from generator.spec import load
from generator.words import Lang, say


@dataclass(frozen=True)
class Pressed:
    """What was printed, and what a build of it had to say."""

    files: tuple[Path, ...]
    diagnostics: tuple[Diagnostic, ...]


def press(root: Path, study: str, to: Destination, progress: Progress) -> Pressed:
    """Print a study into ``to.out``, in each language: its essential page, then its pages bound into one.

    The site is built apart, so that the one being read stays as it is.

    Raises:
        Refused: the study cannot be published, no browser prints, or the folder cannot be written.
    """
    browser()
    workspace = settled(load(root, [study], to.as_of), to.as_of)
    with TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        released = release_all(workspace, progress, to.as_of)
        built = publish(workspace, released, replace(to, out=site), progress)
        pages = [page for page in built.documents if page.path.parts[0] == study]
        if not pages:
            raise Refused([one for one in built.diagnostics if one.severity is Severity.ERROR])
        langs = dict.fromkeys(page.lang for page in pages)
        files = [_press([p for p in pages if p.lang is lang], study, site, to, progress) for lang in langs]
    return Pressed(tuple(file for both in files for file in both), built.diagnostics)


def _press(
    pages: list[Document], study: str, site: Path, to: Destination, progress: Progress
) -> tuple[Path, Path]:
    """The pages of one language, the essential first: that one alone, then all of them."""
    short, full = (to.out / _name(study, pages[0].lang, kind) for kind in ("essential", "report"))
    progress("print", str(short))
    print_page(site / pages[0].address, short, to.as_of)
    progress("print", str(full))
    print_report(report_of(pages, site, to.as_of), full, to.as_of)
    return short, full


def _name(study: str, lang: Lang, kind: str) -> str:
    return f"{study}-{say(lang, f'printed.{kind}')}.pdf"
