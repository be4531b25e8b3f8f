"""Wave to wave: whether what a lock froze was asked in the same way by the wave after it.

A lock says how a wave asked; the spec says how the next one does, and has to be as its own lock. Where the
two differ, somebody decides what becomes of the series: ``versions`` for a question, ``changed`` for the
practice of a whole wave. Silence is refused.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from generator.errors import Diagnostic
from generator.locks.changes import Keys
from generator.locks.instrument import Tree, frozen_content
from generator.locks.lock import Lock
from generator.spec.models import Practice, Series, Study, Version


@dataclass(frozen=True, slots=True)
class Drift:
    """A part of a question that the wave after a lock asks otherwise."""

    question: str
    part: Keys
    """What differs: ``("items", "suivi")``, ``("ask_if",)``."""
    after: str
    """The next wave that asks the question."""
    version: Version | None
    """The decision taken about it, if any."""
    is_reused: bool
    """Whether a code that meant no answer is now one, or the reverse."""

    @property
    def path(self) -> Keys:
        """Where the part stands in a lock."""
        return ("questions", self.question, *self.part)


def drifts(lock: Lock, study: Study) -> tuple[Drift, ...]:
    """What the next wave that asks each question of a lock asks otherwise."""
    waves = list(study.waves)
    later = waves[waves.index(lock.wave) + 1 :]
    contents = {wave: frozen_content(study, wave) for wave in later}
    return tuple(
        drift
        for question in _map(lock.content.get("questions"))
        for wave in later[: _first(question, contents) + 1]
        if question in _map(contents[wave].get("questions"))
        for drift in _between(question, lock, contents[wave], wave, study)
    )


def _first(question: str, contents: Mapping[str, Mapping[str, Tree]]) -> int:
    asking = [question in _map(content.get("questions")) for content in contents.values()]
    return asking.index(True) if True in asking else len(asking)


def _between(
    question: str, lock: Lock, after: Mapping[str, Tree], wave: str, study: Study
) -> Iterator[Drift]:
    frozen, given = _asked(question, lock.content), _asked(question, after)
    for part in _parts(frozen, given):
        version = _decision(study, question, part, lock.wave, wave)
        yield Drift(question, part, wave, version, _is_reused(part, frozen, given))


def _asked(question: str, content: Mapping[str, Tree]) -> Mapping[str, Tree]:
    """A question with its scale spelled out: a scale may change its name and stay the same."""
    asked = dict(_map(_map(content["questions"])[question]))
    scale = _map(content.get("scales")).get(str(asked.get("scale")))
    return {name: part for name, part in asked.items() if name != "sensitive"} | (
        {"scale": scale} if scale else {}
    )


def _parts(frozen: Mapping[str, Tree], given: Mapping[str, Tree]) -> Iterator[Keys]:
    """What differs, item by item; items of one wave only have no series to break."""
    for name in dict.fromkeys((*frozen, *given)):
        before, after = frozen.get(name), given.get(name)
        if name == "items":
            shared = [item for item in _map(before) if item in _map(after)]
            yield from (("items", item) for item in shared if _map(before)[item] != _map(after)[item])
        elif before != after:
            yield (name,)


def _decision(study: Study, question: str, part: Keys, earlier: str, later: str) -> Version | None:
    """The version, between two waves, that speaks of a part: of its item, or of the whole question."""
    waves = list(study.waves)
    versions = study.questions[question].versions
    between = [versions[w] for w in waves[waves.index(earlier) : waves.index(later)] if w in versions]
    return next((version for version in between if _speaks_of(version, part)), None)


def _speaks_of(version: Version, part: Keys) -> bool:
    named = {*version.items}
    is_of_the_whole = not named or version.text is not None or version.scale is not None
    return is_of_the_whole or (part[0] == "items" and part[1] in named)


def _is_reused(part: Keys, frozen: Mapping[str, Tree], given: Mapping[str, Tree]) -> bool:
    if part[0] not in ("options", "missing", "exclusive", "scale"):
        return False
    before, after = _codes(frozen), _codes(given)
    return bool((before[0] & after[1]) | (before[1] & after[0]))


def _codes(asked: Mapping[str, Tree]) -> tuple[set[str], set[str]]:
    """The codes that are answers, and those that are none."""
    scale = _map(asked.get("scale"))
    answers = {*_map(asked.get("options")), *_map(asked.get("exclusive")), *_map(scale.get("labels"))}
    return answers, {*_map(asked.get("missing")), *_map(scale.get("missing"))}


def undecided(found: tuple[Drift, ...], lock: Lock, study: Study) -> Iterator[Diagnostic]:
    """Q08 for each part that changed in silence, Q09 for a code that changed its meaning without a break."""
    for drift in found:
        values = {
            "question": drift.question,
            "part": ".".join(drift.part),
            "before": lock.wave,
            "after": drift.after,
        }
        place = study.where("questions", *(drift.question, *drift.part))
        if drift.version is None:
            yield Diagnostic("Q08", place, values)
        elif drift.is_reused and drift.version.series is not Series.BREAK:
            yield Diagnostic("Q09", place, values)


def practices(lock: Lock, following: Mapping[str, Tree], after: str, study: Study) -> Iterator[Diagnostic]:
    """B08: the way of asking changed between a lock and the content of the wave after it, in silence."""
    before, later = _practised(lock.content), _practised(following)
    if not before or not later:
        return
    for practice in Practice:
        decided = practice in study.waves[after].changed
        if before[practice] != later[practice] and not decided:
            values = {"practice": practice.value, "before": lock.wave, "after": after}
            yield Diagnostic("B08", study.where("waves", after), values)


_COMPARED: Mapping[Practice, tuple[str, ...]] = {
    Practice.POPULATION: ("who", "where"),
    Practice.SAMPLE: ("design", "strata", "precision"),
    Practice.WEIGHTING: ("method", "trim"),
}
"""What makes two collections comparable: a population may grow and a source be renewed without a break."""


def _practised(content: Mapping[str, Tree]) -> Mapping[Practice, Tree]:
    collection = _map(content.get("collection"))
    if not collection:
        return {}
    parts = {
        practice: {key: _map(collection.get(practice.value)).get(key, "") for key in keys}
        for practice, keys in _COMPARED.items()
    }
    return {Practice.MODE: collection["mode"], **parts}


def _map(tree: Tree | None) -> Mapping[str, Tree]:
    return tree if isinstance(tree, Mapping) else {}


def wave_after(study: Study, wave: str) -> str | None:
    """The wave that follows another; None after the last."""
    return dict(pairwise(study.waves)).get(wave)
