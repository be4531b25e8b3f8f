"""The site that stands: what it was made from, so that making it again can be nothing to do.

The note lies in the workspace's ``build/.cache``, never in the site: it holds hashes and the problems
that were told. A site of which one byte was changed is not the one that was noted.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from generator.errors import Diagnostic, Position
from generator.site.place import Destination
from generator.words import Words


def standing(to: Destination, made_of: str) -> tuple[Diagnostic, ...] | None:
    """What was told when the site at ``to`` was made from ``made_of``; None if that is not what stands."""
    try:
        note = json.loads(_note(to).read_text("utf-8"))
        problems = tuple(map(_read, note["problems"]))
    except (OSError, ValueError, KeyError, TypeError):
        # A note that cannot be read costs time, not the build.
        return None
    is_same = note["made_of"] == made_of and note["stands"] == _stands(to)
    return problems if is_same else None


def note(to: Destination, made_of: str, problems: Sequence[Diagnostic]) -> None:
    """Remember what the site at ``to`` was made from, if what was told of it can be told again as it was."""
    written = json.dumps([_written(problem) for problem in problems], default=_words)
    told = json.loads(written)
    if tuple(map(_read, told)) != tuple(problems):
        return
    text = json.dumps({"made_of": made_of, "stands": _stands(to), "problems": told}, ensure_ascii=False)
    with suppress(OSError):
        _note(to).parent.mkdir(parents=True, exist_ok=True)
        _note(to).write_text(text, "utf-8")


def _note(to: Destination) -> Path:
    name = hashlib.sha256(str(to.out.resolve()).encode()).hexdigest()[:16]
    return to.workspace / "build" / ".cache" / "sites" / f"{name}.json"


def _stands(to: Destination) -> list[str]:
    """The site, and the Markdown it was made from, each as one hash."""
    return [_tree(to.out), _tree(to.workspace / "build" / "docs")]


def _tree(folder: Path) -> str:
    total = hashlib.sha256()
    for file in sorted(path for path in folder.rglob("*") if not path.is_dir()):
        total.update(file.relative_to(folder).as_posix().encode() + b"\0")
        total.update(hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()


def _written(problem: Diagnostic) -> Mapping[str, Any]:
    place = asdict(problem.position) if problem.position else None
    return {
        "code": problem.code,
        "position": place,
        "values": dict(problem.values),
        "excerpt": problem.excerpt,
    }


def _words(value: object) -> object:
    """Values that JSON has no form for; what is none of ours comes back different, and is not noted."""
    if isinstance(value, Words):
        return {"words": [list(value.keys), value.last, dict(value.values)]}
    return str(value)


def _read(told: Mapping[str, Any]) -> Diagnostic:
    place = Position(**told["position"]) if told["position"] else None
    values = {name: _value(value) for name, value in told["values"].items()}
    return Diagnostic(told["code"], place, values, told["excerpt"])


def _value(value: Any) -> object:
    if isinstance(value, dict):
        keys, last, values = value["words"]
        return Words(tuple(keys), last, {name: _value(inner) for name, inner in values.items()})
    return value
