"""V: what the spec itself promises to respondents; what data may show is the gate's."""

from collections.abc import Iterator

from generator.errors import Diagnostic
from generator.spec.filters import names_in
from generator.spec.language import Comparison, Constant, Op, Reference
from generator.spec.plan import is_own
from generator.spec.rules.setting import Rule, Setting
from generator.spec.scores import named_by
from generator.spec.thresholds import SENSITIVE_CAP, shortfalls, thresholds_of


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


def claims_can_be_published(setting: Setting) -> Iterator[Diagnostic]:
    """V09: a claim that expects more of the same answer than R5 lets anyone publish."""
    for name, finding in setting.study.findings.items():
        for index, claim in enumerate(finding.holds):
            match claim:
                case Comparison(left=of, op=Op.GT | Op.GE | Op.EQ, right=Constant(value=bound, unit="%")):
                    yield from _expects_too_much(setting, of, bound, ("findings", name, "holds", index))
                case _:
                    continue


def _expects_too_much(
    setting: Setting, of: Reference, bound: float, path: tuple[str | int, ...]
) -> Iterator[Diagnostic]:
    if bound >= 100:
        yield setting.problem("V09", *path)
    elif bound >= SENSITIVE_CAP and _is_sensitive_figure(setting, of):
        yield setting.problem("V09.sensitive", *path, bound=f"{bound:g}", cap=SENSITIVE_CAP)


def _is_sensitive_figure(setting: Setting, of: Reference) -> bool:
    plan = setting.plan
    if plan is None or not is_own(of, setting.study):
        return False
    named = (m for score in named_by(plan.scores, of) for m in plan.measures_under(score))
    return any(plan.measure[measure].sensitive for measure in named)


FOUNDATIONS: tuple[Rule, ...] = (crossings_are_allowed,)
RULES: tuple[Rule, ...] = (thresholds_keep_the_promise, claims_can_be_published)
