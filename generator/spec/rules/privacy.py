"""V: what the spec itself promises to respondents; what data may show is the gate's."""

from collections.abc import Iterator

from generator.errors import Diagnostic
from generator.spec.filters import names_in
from generator.spec.rules.setting import Rule, Setting
from generator.spec.thresholds import shortfalls, thresholds_of


def thresholds_keep_the_promise(setting: Setting) -> Iterator[Diagnostic]:
    """V01"""
    yield from shortfalls(setting.study)


def crossings_are_allowed(setting: Setting) -> Iterator[Diagnostic]:
    """V08: a sensitive trait is never crossed, and nothing beyond what ``max_cross`` admits."""
    study = setting.study
    limit = thresholds_of(study).crossed
    for index, pair in enumerate(study.crossings):
        for place, name in enumerate(pair):
            if _is_sensitive(setting, name):
                yield setting.problem("V08.segment", "crossings", index, place, segment=name)
        if len(pair) > limit:
            yield setting.problem("V08.limit", "crossings", index, count=len(pair), limit=limit)


def _is_sensitive(setting: Setting, name: str) -> bool:
    """Declared so, or made from a question that is."""
    segment = setting.study.segments.get(name)
    if segment is None:
        return False
    sensitive = {n: q.column or n for n, q in setting.study.questions.items() if q.sensitive}
    asked = {n.partition(".")[0] for n in (names_in(segment.when) if segment.when else ())}
    is_a_question = (segment.column or name) in sensitive.values()
    return segment.sensitive or is_a_question or bool(asked & sensitive.keys())


FOUNDATIONS: tuple[Rule, ...] = (crossings_are_allowed,)
RULES: tuple[Rule, ...] = (thresholds_keep_the_promise,)
