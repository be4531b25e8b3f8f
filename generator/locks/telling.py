"""What changed from one state of a study to another, in sentences: the journal and the diff say the same."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from generator.locks.changes import Change, changes
from generator.locks.instrument import PARTS, Tree, frozen_content, in_language, overlaid
from generator.locks.lock import Lock, Promised
from generator.locks.promises import promised
from generator.spec.models import Study
from generator.words import Lang, Words, texts

SECTIONS = ("decisions", "findings", "actions", *PARTS)
"""In the order readers care: what is decided and promised, then what was asked, then the rules."""
_NAMES = ("what", "says", "ask", "text", "label", "kind", "formula")
_LONGEST = 160


@dataclass(frozen=True)
class State:
    """What a study was at some point: what is frozen of it, and what its readers are told."""

    content: Mapping[str, Tree]
    told: Promised = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Told:
    """One change: the section it belongs to, where it stands, and its sentence."""

    section: str
    path: str
    words: Words


def state_of(study: Study, wave: str | None) -> State:
    """A study as its spec says it now, as one of its waves would be frozen."""
    return State(frozen_content(study, wave) if wave else {}, promised(study))


def state_in(lock: Lock, translation: Lang | None = None) -> State:
    """A study as a lock froze it, or as a translation worded it; of one it does not know it says nothing."""
    if translation is None:
        return State(lock.content, lock.published)
    content = in_language(lock.content, translation)
    return State(content, _published_in(lock, translation) if content else {})


def _published_in(lock: Lock, translation: Lang) -> Promised:
    return {
        kind: {name: _worded(told, translation) for name, told in ids.items()}
        for kind, ids in lock.published.items()
    }


def _worded(told: Tree, translation: Lang) -> Tree:
    parts = told if isinstance(told, Mapping) else {}
    own = {name: part for name, part in parts.items() if name not in list(Lang)}
    worded = parts.get(translation.value)
    return overlaid(own, worded) if isinstance(worded, Mapping) else own


def tell(before: State, after: State) -> tuple[Told, ...]:
    """Each change from one state to the other, section by section.

    Where one of the two knows nothing of a section (a lock of an older tool, a first wave that had
    promised nothing yet), nothing is said of it.
    """
    return tuple(
        _told(section, change)
        for section in SECTIONS
        if _part(before, section) and _part(after, section)
        for change in changes(_part(before, section), _part(after, section))
    )


def _part(state: State, section: str) -> Tree:
    return state.content.get(section) or state.told.get(section) or {}


def _told(section: str, change: Change) -> Told:
    path = (section, *change.path)
    return Told(section, ".".join(path), Words.of(_key(section, change), **_values(change)))


def _key(section: str, change: Change) -> str:
    """The most particular sentence the catalogue has: for this key of this section, else for any."""
    if change.is_reordered:
        return "diff.reordered"
    kind = "added" if change.frozen is None else "removed" if change.given is None else "changed"
    depth = "whole" if len(change.path) == 1 else change.path[-1]
    return _first(f"diff.{section}.{depth}.{kind}", f"diff.{kind}")


def _first(*keys: str) -> str:
    return next(key for key in keys if key in texts())


def _values(change: Change) -> dict[str, object]:
    return {
        "what": ".".join(change.path),
        "id": change.path[0] if change.path else "",
        "before": _printed(change.path, change.frozen),
        "after": _printed(change.path, change.given),
    }


def _printed(path: tuple[str, ...], tree: Tree | None) -> object:
    """A part as one line: what names it, else its parts; a state or a verdict in the reader's words."""
    if isinstance(tree, str):
        key = f"diff.values.{path[-1]}.{tree}" if path else ""
        return Words.of(key) if key in texts() else _short(tree)
    if isinstance(tree, Mapping):
        named = next((str(tree[name]) for name in _NAMES if isinstance(tree.get(name), str)), None)
        return _short(named or "; ".join(_pairs(tree)))
    return _short(", ".join(_flat(part) for part in tree or ()))


def _pairs(tree: Mapping[str, Tree]) -> Iterator[str]:
    return (f"{name}: {_flat(part)}" for name, part in tree.items())


def _flat(tree: Tree) -> str:
    if isinstance(tree, str):
        return tree
    parts = _pairs(tree) if isinstance(tree, Mapping) else (_flat(part) for part in tree)
    return ", ".join(parts)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
