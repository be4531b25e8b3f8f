"""The corridor: what Boussole does, from files to a site, one room after the other.

``release_all`` reads microdata and stops at the gate. ``publish`` starts from releases and works where
the microdata are absent. Nothing passes between them but ``Release``.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.audit import audit
from generator.errors import Diagnostic, Refused, has_errors, refuse_errors
from generator.hearing import judge
from generator.pages import Document, at_root, compose, told_to
from generator.releasing import Progress, Released, refuse_unknown, release_all, releases_of, settled
from generator.site import Destination, load_theme, write_site
from generator.spec import Workspace, load, plan_of
from generator.statistics import Figures, Memo, NumberRow, number_rows


@dataclass(frozen=True)
class Built:
    """How a build ended: every problem met, and the studies whose previous pages were kept."""

    diagnostics: tuple[Diagnostic, ...]
    failed: frozenset[str]
    documents: tuple[Document, ...] = ()
    """The pages that were made, in the order of reading."""


def build(
    root: Path, to: Destination, only: Collection[str], progress: Progress, memo: Memo | None = None
) -> Built:
    """Compile the studies of a workspace into a site.

    A study that fails keeps its previous pages; the others are published together or not at all. ``memo``
    is of the builds before in this process: it makes this one quicker, and the same.

    Raises:
        Refused: no study can be published, or the site cannot be written.
    """
    workspace = settled(load(root, only, to.as_of), to.as_of)
    return publish(workspace, release_all(workspace, progress, to.as_of), to, progress, memo)


def check(root: Path, only: Collection[str], as_of: date, progress: Progress) -> tuple[Diagnostic, ...]:
    """Everything a build would say, without writing anything."""
    workspace = settled(load(root, only, as_of), as_of)
    released = release_all(workspace, progress, as_of)
    judged = judge(workspace, released.releases, as_of, progress)
    return (*workspace.diagnostics, *released.diagnostics, *judged.diagnostics)


def numbers(root: Path, study: str, wave: str | None, as_of: date, progress: Progress) -> list[NumberRow]:
    """Every number of a study's plan, as released, for one wave or all of them.

    Raises:
        Refused: the study, its data or the wave asked cannot be had.
    """
    workspace = settled(load(root, [study], as_of), as_of)
    released = release_all(workspace, progress, as_of)
    refuse_errors((*workspace.diagnostics, *released.diagnostics))
    found = workspace.studies[study]
    if wave is not None:
        refuse_unknown(found, wave)
    return list(number_rows(Figures(found, plan_of(found), releases_of(released.releases, study)), wave))


def publish(
    workspace: Workspace, released: Released, to: Destination, progress: Progress, memo: Memo | None = None
) -> Built:
    """Judge, compose and write, from releases alone.

    Raises:
        Refused: no study can be published, or the site cannot be written.
    """
    judged = judge(workspace, released.releases, to.as_of, progress, memo)
    problems = (*workspace.diagnostics, *released.diagnostics, *judged.diagnostics)
    if workspace.shared is None or not judged.subjects:
        raise Refused(problems if has_errors(problems) else (*problems, Diagnostic("D13.none")))
    progress("compose", "")
    wording = load_theme(to.theme, to.workspace).wording
    pages = compose(judged.subjects, workspace.shared, to.as_of, wording, judged.translations)
    pages = told_to(to.readership, pages)
    if to.edition:
        pages = at_root(pages, to.edition.partition("/")[0])
    progress("write", str(to.out))
    write_site(
        pages.documents,
        pages.assets,
        out=to.out,
        workspace=to.workspace,
        theme=to.theme,
        kept=judged.failed,
        as_of=to.as_of,
        lang=pages.lang,
        site_name=pages.client,
        site_url=_address(workspace.shared.site.url, to.edition),
        indexed=workspace.shared.site.indexed,
        inspect=audit,
    )
    return Built(problems, judged.failed, pages.documents)


def _address(url: str | None, edition: str) -> str | None:
    """Where the site will be read: an edition in its own folder under the client's."""
    return f"{url}{edition}/" if url and edition else url
