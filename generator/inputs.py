"""Everything a site is made from, as one hash: the same hash, the same site.

It is the hash of hashes of whole files, data among them, so it says nothing of any one of them.
"""

import hashlib
import json
import sys
from collections.abc import Callable, Collection, Iterator
from functools import cache
from importlib.metadata import distributions
from pathlib import Path
from typing import Protocol

from generator.errors import Diagnostic
from generator.site import Destination, note, places, standing
from generator.site.place import MARK
from generator.spec import FOLDER

_PACKAGE = Path(__file__).resolve().parent
_CHUNK = 1 << 20


class Made(Protocol):
    """What was made: every problem met, and the studies that failed."""

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]: ...

    @property
    def failed(self) -> Collection[str]: ...


def unless_it_stands(
    root: Path, only: Collection[str], to: Destination, make: Callable[[], Made]
) -> tuple[Diagnostic, ...]:
    """What there is to say of the site at ``to``, which is made only where it is not what stands.

    Raises:
        Refused: what ``make`` refuses.
    """
    inputs = made_of(root, only, to)
    told = standing(to, inputs) if inputs else None
    if told is not None:
        return told
    made = make()
    # Asked again: a file saved while the site was being made may be in it or not.
    if inputs and not made.failed and made_of(root, only, to) == inputs:
        note(to, inputs, made.diagnostics)
    return made.diagnostics


def made_of(root: Path, only: Collection[str], to: Destination) -> str | None:
    """What a build of ``root`` depends on: studies, theme, settings, day, and the tool itself.

    None where that cannot be known: a file that cannot be read, or a link, which may lead to what no walk
    of the folder sees.
    """
    try:
        return _hashed(root, only, to)
    except OSError:
        # Whoever needs the file says what is wrong with it, in a sentence and at its place.
        return None


def _hashed(root: Path, only: Collection[str], to: Destination) -> str | None:
    roots = [root / FOLDER, *(place / name for place in places(root) for name in ("themes", "mkdocs.yml"))]
    asked = json.dumps([str(to.as_of), to.theme, to.readership, sorted(only), _tool()])
    total = hashlib.sha256(asked.encode())
    for folder in roots:
        total.update(b"\1")
        for name, file in _files(folder):
            if file.is_symlink():
                return None
            total.update(name.encode() + b"\0" + _hash(file))
    return total.hexdigest()


def _files(top: Path) -> Iterator[tuple[str, Path]]:
    """Every file under a folder, and every link, by name; a file is itself."""
    if top.is_file() or top.is_symlink():
        yield top.name, top
    else:
        found = {
            path.relative_to(top): path for path in top.rglob("*") if path.is_symlink() or path.is_file()
        }
        # What a build keeps beside the answers is made from them: it is no input of its own.
        yield from sorted((name.as_posix(), path) for name, path in found.items() if MARK not in name.parts)


def _hash(file: Path) -> bytes:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").digest()


@cache
def _tool() -> str:
    """The code of this package, and the versions of all that is installed beside it."""
    code = hashlib.sha256()
    for name, file in _files(_PACKAGE):
        if "__pycache__" not in file.parts:
            code.update(name.encode() + b"\0" + _hash(file))
    installed = sorted(f"{found.name} {found.version}" for found in distributions())
    return json.dumps([code.hexdigest(), sys.version, installed])
