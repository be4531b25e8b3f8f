"""From pages and a theme to a site on the disk: complete, or not at all."""

import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path, PurePosixPath

from generator.errors import Diagnostic, Refused
from generator.site.beside import beside
from generator.site.docs import Clash, write_docs
from generator.site.document import Asset, Document, Page, Written
from generator.site.figures import illustrate
from generator.site.index import add, complete, entries
from generator.site.outside import check_links, fetches
from generator.site.place import abandon, claim, held, lock_of, swap, told
from generator.site.renderer import Masthead, render
from generator.site.seal import finish
from generator.site.shelf import Finished, Shelf, entries_of, shelf_of
from generator.site.shipped import find
from generator.site.sitemap import write_map
from generator.site.social import cards
from generator.site.theme import load_theme
from generator.words import Lang

Ready = Mapping[PurePosixPath, Finished]
"""Pages as they are published, by their address."""
Inspect = Callable[[Path], Sequence[Diagnostic]]
"""Reads a finished site and tells what must not be there."""


def _trusting(site: Path) -> Sequence[Diagnostic]:  # noqa: ARG001 - a site that nobody inspects
    return ()


def write_site(
    documents: Sequence[Page],
    assets: Iterable[Asset],
    *,
    out: Path,
    workspace: Path,
    theme: str,
    kept: frozenset[str],
    as_of: date,
    lang: Lang,
    site_name: str,
    site_url: str | None,
    indexed: bool = False,
    inspect: Inspect = _trusting,
) -> Written:
    """Write the site to ``out``, through the Markdown of ``<workspace>/build/docs``.

    The previous site in ``out`` stays untouched until the new one is complete, whatever happens.
    ``kept`` names the studies whose build failed: their previous pages are carried over as they were.
    ``site_url`` is where it will be read, when that is known; search engines are asked to stay away unless
    ``indexed``. ``inspect`` reads the finished site before it takes its place; what it finds stops all.
    The same arguments give the same bytes, in whatever folder.

    Raises:
        Refused: F01 unwritable, F02 disk full, F03 another build, F04 a folder that is not ours,
            F05 and F06 the theme, H02 its contrasts, H03 something fetched from outside; and whatever
            ``inspect`` finds.
        Clash, LinkToNothing, RenderingBug: the pages are wrong, which is our bug.
    """
    out, workspace = out.resolve(), workspace.resolve()
    look = load_theme(theme, workspace)
    masthead = Masthead(_root(workspace), site_name, lang, site_url, as_of, indexed)
    docs, cache = workspace / "build" / "docs", workspace / "build" / ".cache" / "figures"
    _refuse_around(out, docs)
    with told(out), held(lock_of(docs)), held(lock_of(out)):
        place = claim(out)
        try:
            drawn = [illustrate(document, cache) for document in documents]
            _emptied(docs)
            write_docs(
                docs,
                drawn,
                [*assets, *cards(drawn, look, cache), *beside(drawn, look, cache)],
                look,
                masthead,
            )
            shelf = shelf_of(docs.parent / ".cache" / "pages", docs, masthead.root)
            keys = {document.address: shelf.key(document) for document in drawn}
            ready = {address: page for address, key in keys.items() if (page := shelf.take(key)) is not None}
            render(docs, place.staging, as_of, [str(page.with_suffix(".md")) for page in ready])
            carried, made = _assemble(place.staging, out, drawn, ready, kept)
            if site_url is not None:
                write_map(place.staging, site_url, keys, as_of)
            _refuse(inspect(place.staging))
            swap(place)
            _keep(shelf, keys, made)
        except BaseException:
            abandon(place)
            raise
    return Written(out, docs, len(documents), carried)


def _keep(shelf: Shelf, keys: Mapping[PurePosixPath, str], made: Ready) -> None:
    for address, page in made.items():
        shelf.put(keys[address], page)
    shelf.clear(but=frozenset(keys.values()))


def _root(workspace: Path) -> Path:
    root = find(workspace, "mkdocs.yml")
    if root is None:
        raise FileNotFoundError("mkdocs.yml is neither in the workspace nor shipped with the package")
    return root


def _refuse_around(out: Path, docs: Path) -> None:
    if docs.is_relative_to(out) or out.is_relative_to(docs):
        raise Refused([Diagnostic("F04.around", values={"out": str(out), "docs": str(docs)})])


def _emptied(docs: Path) -> None:
    if docs.exists():
        shutil.rmtree(docs)
    docs.mkdir(parents=True)


def _refuse(found: Sequence[Diagnostic]) -> None:
    if found:
        raise Refused(found)


def _assemble(
    site: Path, previous: Path, documents: Sequence[Document], ready: Ready, kept: frozenset[str]
) -> tuple[frozenset[str], Ready]:
    """Finish the rendered pages, carry over what is kept, and check the whole.

    Gives the studies that were kept, and the pages that were made anew.
    """
    known = {document.address: document for document in documents}
    finished = _finish(site, known)
    told = entries(site)
    made = {path: Finished(html, entries_of(path, told)) for path, html in finished.items() if path in known}
    _put_back(site, ready)
    _refuse_outside(site)
    carried = _carry(previous, site, kept)
    # What the theme adds (a page for lost readers) may be met at any address, so it names its own in full.
    pages = {path: page.html for path, page in sorted({**made, **ready}.items())}
    check_links(pages, frozenset(_inside(site, file) for file in site.rglob("*") if file.is_file()))
    return carried, made


def _finish(site: Path, known: Mapping[PurePosixPath, Document]) -> dict[PurePosixPath, str]:
    pages = {}
    for file in sorted(site.rglob("*.html")):
        path = _inside(site, file)
        pages[path] = finish(file.read_text("utf-8"), known.get(path))
        file.write_text(pages[path], "utf-8")
    return pages


def _put_back(site: Path, ready: Ready) -> None:
    for path, page in ready.items():
        file = site / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(page.html, "utf-8")
    add(site, (entry for page in ready.values() for entry in page.entries))


def _refuse_outside(site: Path) -> None:
    problems = [
        problem
        for file in sorted(site.rglob("*"))
        if file.suffix in {".html", ".css", ".svg"}
        for problem in fetches(_inside(site, file), file.read_text("utf-8"))
    ]
    if problems:
        raise Refused(problems)


def _carry(previous: Path, site: Path, kept: frozenset[str]) -> frozenset[str]:
    if both := [study for study in sorted(kept) if (site / study).exists()]:
        raise Clash(f"kept from the previous site and written anew: {', '.join(both)}")
    carried = frozenset(study for study in kept if (previous / study).is_dir())
    for study in sorted(carried):
        shutil.copytree(previous / study, site / study)
    if carried:
        _carry_assets(previous / "assets", site / "assets")
    complete(previous, site, carried)
    return carried


def _carry_assets(previous: Path, new: Path) -> None:
    """Add the scripts that kept pages name and the new shell no longer has."""
    for file in sorted(previous.rglob("*")):
        target = new / file.relative_to(previous)
        if file.is_file() and not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, target)


def _inside(site: Path, file: Path) -> PurePosixPath:
    return PurePosixPath(file.relative_to(site).as_posix())
