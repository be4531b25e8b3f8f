"""What readers were told, remembered by locks: a decision, a finding or an action never vanishes."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from generator.errors import Diagnostic
from generator.locks.instrument import Tree, fields_of, otherwise
from generator.locks.lock import Lock, Promised
from generator.spec.models import Study
from generator.spec.models.base import Node

_TOLD: Mapping[str, tuple[str, ...]] = {
    "decisions": ("ask", "state", "choice"),
    "findings": ("says", "verdict"),
    "actions": ("what", "state", "due", "why"),
}
"""By kind, what of each is remembered: enough to tell what changed, and no role."""


def promised(study: Study) -> Promised:
    """The decisions, findings and actions of a study as they stand, by kind and id."""
    own = _told(study)
    translations = {lang.value: _told(translation) for lang, translation in study.translations.items()}
    return {
        kind: {
            name: {**told, **{lang: otherwise(one[kind][name], told) for lang, one in translations.items()}}
            for name, told in ids.items()
        }
        for kind, ids in own.items()
    }


def _told(study: Study) -> dict[str, dict[str, dict[str, Tree]]]:
    kinds = {kind: _nodes(study, kind) for kind in _TOLD}
    return {
        kind: {name: fields_of(node, _TOLD[kind]) for name, node in nodes.items()}
        for kind, nodes in kinds.items()
        if nodes
    }


def remembering(lock: Lock, study: Study) -> Lock:
    """The same lock, remembering also what a study tells its readers now; its hash stays the same."""
    now = promised(study)
    kinds = {kind: {**lock.published.get(kind, {}), **now.get(kind, {})} for kind in _TOLD}
    return replace(lock, published={kind: ids for kind, ids in kinds.items() if ids})


def vanished(lock: Lock, study: Study) -> Iterator[Diagnostic]:
    """A05 and S03: what the lock remembers and nothing accounts for any more."""
    for kind, ids in lock.published.items():
        known = _accounted_for(study, kind)
        for name in ids:
            if name not in known:
                code = "A05.gone" if kind == "actions" else f"S03.{kind}"
                yield Diagnostic(code, study.where(kind), {"name": name, "wave": lock.wave})


def _accounted_for(study: Study, kind: str) -> set[str]:
    """The ids that stand, those that others bear on, and those that are said to be over."""
    nodes = _nodes(study, kind)
    former = {name for node in nodes.values() for name in node.was}  # type: ignore[attr-defined]
    followed = {name for promises in study.since_last.values() for name in promises}
    return {*nodes, *former, *(followed if kind == "actions" else study.retired)}


def _nodes(study: Study, kind: str) -> Mapping[str, Node]:
    nodes: Mapping[str, Node] = getattr(study, kind)
    return nodes
