"""Outside figures beside the study's own: context with its comparability, never a norm."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from generator.findings.printing import exactly
from generator.pages.reader import Reader
from generator.pages.shown import Figure
from generator.pages.voice import Voice
from generator.spec.models import Benchmark
from generator.spec.models.measuring import CRITERIA, Comparability
from generator.spec.scores import Score, named_by
from generator.statistics import judge
from generator.statistics.estimate import Difference

MOST_MONTHS = 24
_LIKENESS = ("same", "close", "different")
_CONTEXT = ("sector", "maturity", "period", "event")


@dataclass(frozen=True, slots=True)
class BenchmarkRow:
    """One outside figure with the four criteria that say how far it compares."""

    title: str
    value: str
    ours: Figure
    base: str
    criteria: tuple[tuple[str, str], ...]
    context: tuple[tuple[str, str], ...]
    source: str
    caution: str
    """« à titre indicatif » where a criterion differs or the figure is old; else empty."""
    tested: str
    """Whether this study is established above or below it, or why that is not tested."""


def benchmarks_of(reader: Reader, scores: list[Score]) -> tuple[BenchmarkRow, ...]:
    """The outside figures that stand beside these scores."""
    tests = _tests(reader)
    return tuple(
        _row(reader, score, benchmark, tests.get((name, score.id)), len(tests))
        for name, score, benchmark in _known(reader)
        if score in scores
    )


def _known(reader: Reader) -> Iterator[tuple[str, Score, Benchmark]]:
    for name, benchmark in reader.study.benchmarks.items():
        yield from ((name, score, benchmark) for score in named_by(reader.plan.scores, benchmark.of))


def _tests(reader: Reader) -> Mapping[tuple[str, str], Difference]:
    """All outside figures whose error is known and which compare, one family: V = V of ours + se²."""
    found: dict[tuple[str, str], Difference] = {}
    for name, score, benchmark in _known(reader):
        if benchmark.se is not None and not _is_indicative(benchmark, reader.as_of):
            value, se = (reader.gauge(score.id).computed(float(n)) for n in (benchmark.value, benchmark.se))
            test = reader.figures.against(score.id, value, reader.wave, se=se)
            if test is not None and test.p is not None:
                found[name, score.id] = test
    return reader.family(found)


def _tested(reader: Reader, benchmark: Benchmark, test: Difference | None, family: int) -> str:
    if test is None:
        return reader.voice.say("outside.descriptive" if benchmark.se is None else "outside.untested")
    told = reader.voice.say(f"outside.{judge(test, test.level).value}", level=reader.level)
    return f"{told} {reader.family_told('outside.family', family)}"


def _row(
    reader: Reader, score: Score, benchmark: Benchmark, test: Difference | None, family: int
) -> BenchmarkRow:
    voice, printer = reader.voice, reader.voice.printer
    return BenchmarkRow(
        title=voice.set(benchmark.source.title),
        value=reader.gauge(score.id).figure(exactly(benchmark.value), printer),
        ours=reader.figure(score.id),
        base=printer.number(benchmark.base) if benchmark.base else "",
        criteria=criteria_told(voice, benchmark),
        context=tuple(_context(reader, key, said) for key, said in benchmark.context.items()),
        source=_source(reader, benchmark),
        caution=voice.say("benchmark.caution") if _is_indicative(benchmark, reader.as_of) else "",
        tested=_tested(reader, benchmark, test, family),
    )


def criteria_told(voice: Voice, declared: Comparability) -> tuple[tuple[str, str], ...]:
    """Each criterion with how alike the two figures are on it: « Libellé », « proche »."""
    return tuple(
        (voice.say(f"benchmark.{name}"), voice.say(f"likeness.{getattr(declared, name)}"))
        for name in CRITERIA
        if getattr(declared, name)
    )


def _context(reader: Reader, key: str, said: str) -> tuple[str, str]:
    voice = reader.voice
    label = voice.say(f"benchmark.context.{key}") if key in _CONTEXT else voice.headline(key)
    return label, voice.say(f"likeness.{said}") if said in _LIKENESS else voice.set(said)


def _source(reader: Reader, benchmark: Benchmark) -> str:
    source, day = benchmark.source, reader.voice.day(benchmark.source.consulted)
    if source.url is None:
        return reader.voice.say("benchmark.consulted", title=source.title, day=day)
    return reader.voice.say("benchmark.consulted_at", title=source.title, url=source.url, day=day)


def _is_indicative(benchmark: Benchmark, as_of: date) -> bool:
    return bool(benchmark.different) or _is_old(benchmark, as_of)


def _is_old(benchmark: Benchmark, as_of: date) -> bool:
    consulted = benchmark.source.consulted
    return (as_of.year - consulted.year) * 12 + as_of.month - consulted.month > MOST_MONTHS
