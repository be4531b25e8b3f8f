"""The shelf: finished pages kept from one build to the next, each under the hash of all it is made of.

A page is taken from it only when its Markdown, its figures and everything around them are the same,
so a site put together from the shelf has the bytes of one rendered anew.
"""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any

from generator.site.document import Document
from generator.site.renderer import LOOK, PAGES, versions

Entry = Mapping[str, Any]
"""What the search knows of one part of a page."""
_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Finished:
    """A page as it is published, and its entries in the search."""

    html: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Shelf:
    """The pages kept in ``folder`` for a build whose shell is ``shell``."""

    folder: Path
    docs: Path
    shell: str
    """The hash of what stands around every page."""

    def key(self, document: Document) -> str:
        """The hash of all that one page is made of."""
        own = (self.docs / PAGES / document.path).read_bytes()
        drawn = [(drawing.id, drawing.svg, drawing.narrow) for drawing in document.drawings]
        said = json.dumps([self.shell, str(document.path), drawn]).encode()
        return hashlib.sha256(said + b"\0" + own).hexdigest()

    def take(self, key: str) -> Finished | None:
        """The page kept under ``key``; None when there is none, or none that is whole."""
        try:
            seal, _, text = self._file(key).read_text("utf-8").partition("\n")
        except (OSError, ValueError):
            # A cache that cannot be read costs time, not the build.
            return None
        if seal != _sealed(text):
            return None
        kept = json.loads(text)
        return Finished(kept["html"], tuple(kept["entries"]))

    def put(self, key: str, page: Finished) -> None:
        """Keep a page for the next build."""
        text = json.dumps({"html": page.html, "entries": page.entries}, ensure_ascii=False)
        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            unfinished = self._file(key).with_suffix(".new")
            unfinished.write_text(f"{_sealed(text)}\n{text}", "utf-8")
            unfinished.replace(self._file(key))

    def clear(self, but: Collection[str]) -> None:
        """Remove every page except those: the shelf never holds more than one site."""
        with suppress(OSError):
            for file in self.folder.glob("*.json"):
                if file.stem not in but:
                    file.unlink(missing_ok=True)

    def _file(self, key: str) -> Path:
        return self.folder / f"{key}.json"


def _sealed(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def shelf_of(folder: Path, docs: Path, root: Path) -> Shelf:
    """The shelf for a site whose Markdown is in ``docs`` and whose settings inherit ``root``.

    What every page depends on: the settings, the templates, which pages and files there are to link to,
    the renderer's version and the code of this room.
    """
    around = hashlib.sha256(_edition().encode())
    for file in (root, docs / "mkdocs.yml", *_below(docs / LOOK)):
        around.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    for file in _below(docs / PAGES):
        around.update(f"{file.relative_to(docs).as_posix()}\0".encode())
    return Shelf(folder, docs, around.hexdigest())


def _below(folder: Path) -> list[Path]:
    return sorted(file for file in folder.rglob("*") if file.is_file())


@cache
def _edition() -> str:
    """What makes pages: this room's own code, and the versions of what renders them."""
    code = hashlib.sha256()
    for file in sorted(_HERE.glob("*.py")):
        code.update(file.read_bytes())
    return json.dumps([code.hexdigest(), versions()])


def entries_of(address: PurePosixPath, entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The entries of the search that lead to one page."""
    return tuple(entry for entry in entries if str(entry["location"]).partition("#")[0] == str(address))
