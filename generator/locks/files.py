"""Locks on disk: canonical YAML that people read and that shows any edit."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

import yaml

from generator.errors import Diagnostic, Position, Refused
from generator.locks.instrument import Tree
from generator.locks.lock import FORMAT, Closing, Lock
from generator.spec.reader import MAX_BYTES, Document, read_text

_TITLE = (
    "# What was fixed for this wave before its answers. Written by `boussole freeze`: any edit is detected.\n"
)
_SEAL = "seal: "


def lock_file(folder: Path, wave: str) -> Path:
    """Where the lock of a wave lies in its study's folder."""
    return folder / "locks" / f"{wave}.lock"


def name_of(study: str, wave: str) -> str:
    """What messages call the lock of a wave."""
    return lock_file(Path("studies") / study, wave).as_posix()


def dump(lock: Lock) -> str:
    """The canonical text of a lock, sealed by the hash of all that stands above its last line."""
    stated: dict[str, Any] = {
        "lock": str(lock.format),
        "study": lock.study,
        "wave": lock.wave,
        "frozen_on": str(lock.frozen_on),
        "tool": lock.tool,
        "method": str(lock.method),
        **({"closed": _closing(lock.closing)} if lock.closing else {}),
        **({"closed_before": [_closing(one) for one in lock.closed_before]} if lock.closed_before else {}),
        "hashes": lock.hashes,
        "content": lock.content,
        **({"published": lock.published} if lock.published else {}),
    }
    text = _TITLE + yaml.dump(stated, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=10**9)
    return f"{text}{_SEAL}{_sealed(text)}\n"


class _Dumper(yaml.SafeDumper):
    """Writes every text as it is: nothing resolves ``no`` or ``2026``, so nothing needs quotes for it."""

    yaml_implicit_resolvers = {}

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - pyyaml asks it of each value
        """Anchors are refused by the reader: what stands twice is written twice."""
        return True


def _closing(closing: Closing) -> Mapping[str, str]:
    return {
        "on": str(closing.on),
        "data": closing.data,
        "rows": str(closing.rows),
        "release": closing.release,
    }


def _sealed(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def write_lock(lock: Lock, folder: Path) -> Path:
    """Write a lock where it belongs in its study's ``folder``; gives its path.

    Raises:
        Refused: K01, it cannot be written.
    """
    path = lock_file(folder, lock.wave)
    try:
        path.parent.mkdir(exist_ok=True)
        unfinished = path.with_name(f"{path.name}.part")
        unfinished.write_text(dump(lock), "utf-8", newline="\n")
        unfinished.replace(path)
    except OSError as error:
        raise _refused("K01.unwritable", Position(name_of(lock.study, lock.wave))) from error
    return path


def read_lock(folder: Path, wave: str) -> Lock | None:
    """The lock of a wave, from its study's ``folder``; None when it was never frozen.

    Raises:
        Refused: K01, it is truncated or unreadable, or of another study or wave; K02, it was edited; K03, it
            comes from a newer tool.
    """
    path, name = lock_file(folder, wave), name_of(folder.name, wave)
    if not path.exists():
        return None
    lock = parse(_text(path, name), name)
    if (lock.study, lock.wave) != (folder.name, wave):
        raise _refused("K01.elsewhere", Position(name))
    return lock


@lru_cache(maxsize=64)
def parse(text: str, name: str) -> Lock:
    """A lock from its text, which ``name`` says the place of: a file, or a revision of one.

    Many rooms ask for the same lock, and it is long to check: the same text is read once.

    Raises:
        Refused: K01, it is truncated, unreadable or half merged; K02, it was edited; K03, it comes from
            a newer tool.
    """
    document, problems = read_text(text, name)
    return _lock(_sound(document, problems, name), name)


def _text(path: Path, name: str) -> str:
    try:
        if path.is_file() and path.stat().st_size <= MAX_BYTES:
            return path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise _refused("K01", Position(name)) from error
    raise _refused("K01", Position(name))


def _sound(document: Document | None, problems: Sequence[Diagnostic], name: str) -> Document:
    if document is not None and not problems:
        return document
    place = (problems[0].position if problems else None) or Position(name)
    halves = any((problem.excerpt or "").startswith("<<<<<<<") for problem in problems)
    raise _refused("K01.merged" if halves else "K01", place)


def _lock(document: Document, name: str) -> Lock:
    stated = cast(Any, document.tree)
    try:
        if int(stated["lock"]) > FORMAT:
            raise _refused("K03", Position(name))
        if "seal" not in stated:
            raise _refused("K01", Position(name))
        lock = _read(stated)
        text = dump(lock)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _refused("K01", Position(name)) from error
    written = "\n".join(document.lines)
    if text != written:
        raise _edited(lock, stated, document)
    return lock


def _read(stated: Any) -> Lock:
    closing = stated.get("closed")
    return Lock(
        str(stated["study"]),
        str(stated["wave"]),
        date.fromisoformat(stated["frozen_on"]),
        str(stated["tool"]),
        int(stated["method"]),
        {str(name): _plain(part) for name, part in stated["content"].items()},
        _read_closing(closing) if closing else None,
        {
            str(kind): {str(name): _plain(told) for name, told in ids.items()}
            for kind, ids in stated.get("published", {}).items()
        },
        int(stated["lock"]),
        tuple(_read_closing(one) for one in stated.get("closed_before", ())),
    )


def _read_closing(stated: Any) -> Closing:
    day, data = date.fromisoformat(stated["on"]), str(stated["data"])
    return Closing(day, data, int(stated["rows"]), str(stated["release"]))


def _plain(value: Any) -> Tree:
    """The tree without what the reader remembers of its writing."""
    if isinstance(value, Mapping):
        return {str(name): _plain(child) for name, child in value.items()}
    return str(value) if isinstance(value, str) else [_plain(child) for child in value]


def _edited(lock: Lock, stated: Any, document: Document) -> Refused:
    """K02 at the part whose hash is wrong; the seal tells of any other edit."""
    for part, computed in lock.hashes.items():
        if stated.get("hashes", {}).get(part) != computed:
            return _refused("K02.part", document.locate(("content", part)), part=part)
    return _refused("K02", document.locate(("seal",)))


def _refused(code: str, place: Position, **values: object) -> Refused:
    return Refused([Diagnostic(code, place, values)])
