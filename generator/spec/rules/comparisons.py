"""B: what is not comparable is not compared, outside or across waves."""

from collections.abc import Iterator
from datetime import date

from generator.errors import Diagnostic
from generator.spec.measures import Measure
from generator.spec.models import Benchmark, Overlapping, Series, Study, Version
from generator.spec.plan import Plan
from generator.spec.rules.bound import Pair, pairs_in
from generator.spec.rules.setting import Rule, Setting
from generator.spec.series import Link, comparable, links_of, twin, wordings

_MAX_MONTHS = 24


def benchmark_is_comparable(setting: Setting) -> Iterator[Diagnostic]:
    """B01, B02, B03"""
    for name, benchmark in setting.study.benchmarks.items():
        unsaid, different = benchmark.unsaid, benchmark.different
        if unsaid:
            yield setting.key_problem("B01", "benchmarks", name, benchmark=name, keys=", ".join(unsaid))
        if len(different) > 1:
            yield setting.key_problem("B02", "benchmarks", name, benchmark=name, keys=", ".join(different))
        elif different:
            yield setting.problem("B03", "benchmarks", name, different[0], benchmark=name, key=different[0])
        elif setting.as_of and _months(benchmark.source.consulted, setting.as_of) > _MAX_MONTHS:
            day = benchmark.source.consulted.isoformat()
            path = ("benchmarks", name, "source", "consulted")
            yield setting.problem("B03.old", *path, benchmark=name, day=day, limit=_MAX_MONTHS)


def _months(since: date, until: date) -> int:
    return (until.year - since.year) * 12 + until.month - since.month


def outside_figure_is_sourced(setting: Setting) -> Iterator[Diagnostic]:
    """B04: the model asks for title and date; a figure also needs its base."""
    for name, benchmark in setting.study.benchmarks.items():
        if benchmark.base is None:
            yield setting.key_problem("B04", "benchmarks", name, name=name, key="base")


def reuse_is_agreed(setting: Setting) -> Iterator[Diagnostic]:
    """B05"""
    for name, benchmark in setting.study.benchmarks.items():
        if not _is_agreed(benchmark):
            yield setting.key_problem("B05", "benchmarks", name, benchmark=name)


def _is_agreed(benchmark: Benchmark) -> bool:
    return benchmark.reuse_consent not in (None, "none")


def no_break_is_crossed(setting: Setting) -> Iterator[Diagnostic]:
    """B06"""
    for pair in pairs_in(setting):
        link = _link(setting, pair)
        if link is not None and link.series is Series.BREAK:
            name, earlier = pair.left.score.id, pair.right.wave
            values = {"name": name, "wave": earlier, "after": link.after, "reason": link.why}
            yield Diagnostic("B06", setting.study.where(*pair.path, offset=pair.offset), values)


def _link(setting: Setting, pair: Pair) -> Link | None:
    """The weakest link between the two waves of a pair, over all that its figures are computed from."""
    left, right = pair.left, pair.right
    if left.study != right.study or left.wave == right.wave:
        return None
    study, plan = setting.symbols.studies[left.study], setting.symbols.plans[left.study]
    measures = {m for score in (left.score, right.score) for m in plan.measures_under(score)}
    links = [comparable(study, plan.measure[m], left.wave, right.wave) for m in sorted(measures)]
    broken = [link for link in links if link is not None and link.series is Series.BREAK]
    return next(iter(broken), None)


def versions_have_an_effect(setting: Setting) -> Iterator[Diagnostic]:
    """B07: a bridge says how wide it is, nothing else does, and a change comes before the latest wave."""
    for name, question in setting.study.questions.items():
        for wave, version in question.versions.items():
            path = ("questions", name, "versions", wave)
            is_bridged, overlap = version.series is Series.BRIDGED, version.overlap
            if overlap is not None:
                yield from _overlap(setting, (*path, "overlap"), name, wave, version)
            elif is_bridged and version.offset is None:
                yield setting.problem("B07", *path, "series", question=name, wave=wave)
            if not is_bridged and version.offset is not None:
                yield setting.problem("B07.unused", *path, "offset", question=name, wave=wave)
            if wave == setting.wave:
                yield setting.key_problem("B07.last", *path, question=name, wave=wave)


def _overlap(
    setting: Setting, path: tuple[str, ...], name: str, wave: str, version: Version
) -> Iterator[Diagnostic]:
    """B07: both wordings are asked in one wave, and nothing else says how wide the bridge is."""
    overlap, plan = version.overlap, setting.plan
    if overlap is None or plan is None:
        return
    fault = None
    if version.series is not Series.BRIDGED or version.offset is not None or version.margin is not None:
        fault = "B07.both"
    elif not _are_asked(setting.study, plan, name, overlap):
        fault = "B07.overlap"
    elif not _are_counted_alike(setting.study, plan, name, wave):
        fault = "B07.formula"
    if fault:
        asked, other = overlap.wave, overlap.question
        yield setting.problem(fault, *path, question=name, wave=wave, asked=asked, other=other)


def _are_asked(study: Study, plan: Plan, name: str, overlap: Overlapping) -> bool:
    """Whether a wave asks two questions that differ by their words alone, in all that the bridge is of."""
    asked = [measure for measure in plan.measures if measure.is_asked_in(overlap.wave)]
    own = [m for m in asked if m.question == name and _is_bridged(study, m, overlap)]
    other = [_kind(measure) for measure in asked if measure.question == overlap.question]
    is_two = name != overlap.question and overlap.wave in plan.waves
    return is_two and bool(own) and all(_kind(measure) in other for measure in own)


def _is_bridged(study: Study, measure: Measure, overlap: Overlapping) -> bool:
    return any(link.overlap == overlap for link in links_of(study, measure))


def _kind(measure: Measure) -> tuple[object, ...]:
    return measure.item, measure.type, tuple(code.id for code in measure.codes)


def _are_counted_alike(study: Study, plan: Plan, name: str, wave: str) -> bool:
    """Whether each figure of a question has one of the same formula on the other wording."""
    return all(
        twin(plan.scores, score, other) is not None
        for measure in plan.measures
        if measure.question == name
        for link in links_of(study, measure)
        if link.overlap is not None and link.after == wave
        for other in wordings(study, link, measure.id)
        if other != measure.id
        for score in plan.scores_on(measure.id)
    )


RULES: tuple[Rule, ...] = (
    benchmark_is_comparable,
    outside_figure_is_sourced,
    reuse_is_agreed,
    no_break_is_crossed,
    versions_have_an_effect,
)
