"""What a lock freezes of a study, as plain text: the instrument and the rules of one wave.

Only what changes an answer or how it is judged. Titles, decisions, findings and actions go on living
(``promises`` remembers them); columns may drift from file to file, which ``waves.<wave>.columns`` tells.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from generator.spec.models import Node, Question, Scale, Study, Version
from generator.spec.thresholds import thresholds_of
from generator.words import Lang

Tree: TypeAlias = str | Mapping[str, "Tree"] | Sequence["Tree"]
"""Texts, lists and maps: what a YAML file holds before anyone reads it as numbers."""

PARTS = (
    "collection",
    "questions",
    "scales",
    "segments",
    "crossings",
    "indicators",
    "priorities",
    "statistics",
    "privacy",
    "gdpr",
    "translations",
)
HELD_BY_EACH_LOCK = ("population", "sample", "weighting")
"""What a spec says once for all waves though each wave may have its own: an old one is held by its lock."""
_ASKED = (
    "type",
    "text",
    "scale",
    "options",
    "exclusive",
    "keep",
    "points",
    "easy",
    "range",
    "unit",
    "missing",
    "ask_if",
    "sensitive",
)
_DIVIDED = ("label", "levels", "cuts", "labels", "when", "missing", "sensitive")


def frozen_content(study: Study, wave: str) -> Mapping[str, Tree]:
    """What is frozen of a study for a wave, by part. Maps whose order says something keep it."""
    asked = {name: as_asked(study, name, wave) for name in study.questions if _is_asked(study, name, wave)}
    indicators = {name: i for name, i in study.indicators.items() if _is_known(study, name, asked)}
    parts: dict[str, Tree | None] = {
        "collection": _collection(study, wave),
        "questions": {name: _question(question, wave) for name, question in asked.items()},
        "scales": _scales(study, asked.values()),
        "segments": {name: fields_of(s, _DIVIDED) for name, s in sorted(study.segments.items())},
        "crossings": [list(pair) for pair in study.crossings],
        "indicators": {name: _whole(indicator) for name, indicator in sorted(indicators.items())},
        "priorities": _whole(study.priorities) if study.priorities else None,
        "statistics": _whole(study.statistics),
        "privacy": _privacy(study),
        "gdpr": _whole(study.gdpr),
    }
    content = {name: part for name in PARTS if (part := parts.get(name))}
    worded = {
        lang.value: otherwise(frozen_content(t, wave), content) for lang, t in study.translations.items()
    }
    return {**content, **({"translations": worded} if worded else {})}


def otherwise(translated: Tree, own: Tree | None) -> Tree:
    """What a translation words otherwise than the study in its own language."""
    if not isinstance(translated, Mapping) or not isinstance(own, Mapping):
        return translated
    return {
        name: otherwise(part, own.get(name)) for name, part in translated.items() if part != own.get(name)
    }


def in_language(content: Mapping[str, Tree], lang: Lang) -> Mapping[str, Tree]:
    """What was frozen as a translation words it; nothing when it has none in that language."""
    translations = content.get("translations")
    worded = translations.get(lang.value) if isinstance(translations, Mapping) else None
    if not isinstance(worded, Mapping):
        return {}
    return overlaid({name: part for name, part in content.items() if name != "translations"}, worded)


def overlaid(own: Mapping[str, Tree], worded: Mapping[str, Tree]) -> Mapping[str, Tree]:
    """A tree with what a translation words otherwise, and the rest of it."""
    return {**own, **{name: _over(own.get(name), part) for name, part in worded.items()}}


def _over(own: Tree | None, worded: Tree) -> Tree:
    if not isinstance(own, Mapping) or not isinstance(worded, Mapping):
        return worded
    return overlaid(own, worded)


def as_asked(study: Study, question: str, wave: str) -> Question:
    """A question as a wave worded it: each of its ``versions`` is keyed by the last wave that used it."""
    current = study.questions[question]
    waves = list(study.waves)
    # From the latest wording back to the one the wave used: what a version does not say was the same later.
    since = [name for name in reversed(waves[waves.index(wave) :]) if name in current.versions]
    for name in since:
        current = _reworded(current, current.versions[name])
    return current


def _reworded(question: Question, version: Version) -> Question:
    items = {
        name: item.model_copy(update={"text": version.items.get(name, item.text)})
        for name, item in question.items.items()
    }
    options = {name: version.options.get(name, label) for name, label in question.options.items()}
    texts = {"text": version.text or question.text, "scale": version.scale or question.scale}
    return question.model_copy(update={**texts, "items": items, "options": options})


def _is_asked(study: Study, question: str, wave: str) -> bool:
    asked_in = study.questions[question].asked_in
    return not asked_in or wave in asked_in


def _is_known(study: Study, indicator: str, asked: Mapping[str, Question]) -> bool:
    """Whether a wave asks what an indicator is computed from; other indicators may be its sources."""
    names = [source.name for source in study.indicators[indicator].sources]
    return all(
        name in asked or (name in study.indicators and _is_known(study, name, asked)) for name in names
    )


def _collection(study: Study, wave: str) -> Tree:
    """Who was asked, when and how; how they were chosen and how they are weighted."""
    field = study.waves[wave].field
    nodes = {name: getattr(study, name) for name in HELD_BY_EACH_LOCK}
    return {
        "field": f"{field.start.isoformat()}/{field.end.isoformat()}",
        "mode": study.waves[wave].mode.value,
        **{name: _whole(node) for name, node in nodes.items() if node is not None},
    }


def _question(question: Question, wave: str) -> Tree:
    items = {name: item.text for name, item in question.items.items() if item.is_asked_in(wave)}
    return {**fields_of(question, _ASKED), **({"items": items} if items else {})}


def _scales(study: Study, questions: Iterable[Question]) -> Tree:
    used = sorted({question.scale for question in questions if question.scale in study.shared.scales})
    return {name: fields_of(study.shared.scales[name], tuple(Scale.model_fields)) for name in used}


def _privacy(study: Study) -> Tree:
    """The thresholds that apply, said or by default, and what is removed from quotations."""
    limits = thresholds_of(study)
    kept: dict[str, Tree] = {"promised": str(study.privacy.promised)}
    kept |= {name: str(getattr(limits, name)) for name in sorted(limits.__dataclass_fields__)}
    return {**kept, **({"redact": sorted(study.privacy.redact)} if study.privacy.redact else {})}


def fields_of(node: Node, names: tuple[str, ...]) -> dict[str, Tree]:
    """The named fields of a node that say something other than their default, in that order."""
    said = node.model_dump(mode="json", by_alias=True, include=set(names), exclude_defaults=True)
    return {name: _text(said[name]) for name in names if name in said}


def _whole(node: Node) -> Tree:
    """A node with its defaults, which are rules too, its keys in alphabetical order at every depth."""
    return _sorted(_text(node.model_dump(mode="json", by_alias=True, exclude_none=True)))


def _sorted(tree: Tree) -> Tree:
    if isinstance(tree, Mapping):
        return {name: _sorted(tree[name]) for name in sorted(tree)}
    return tree


def _text(value: object) -> Tree:
    match value:
        case bool():
            return "yes" if value else "no"
        case Mapping():
            return {str(name): _text(child) for name, child in value.items() if child not in (None, [], {})}
        case list() | tuple():
            return [_text(child) for child in value]
        case _:
            return str(value)
