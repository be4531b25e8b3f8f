"""Outside figures beside the study's own: context with its comparability, never a norm."""

from dataclasses import dataclass
from datetime import date

from generator.findings.printing import exactly
from generator.pages.reader import Reader
from generator.pages.shown import Figure
from generator.spec.models import Benchmark
from generator.spec.scores import Score, named_by

CRITERIA = ("wording", "method", "mode", "population")
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


def benchmarks_of(reader: Reader, scores: list[Score]) -> tuple[BenchmarkRow, ...]:
    """The outside figures that stand beside these scores."""
    return tuple(
        _row(reader, score, benchmark)
        for benchmark in reader.study.benchmarks.values()
        for score in named_by(reader.plan.scores, benchmark.of)
        if score in scores
    )


def _row(reader: Reader, score: Score, benchmark: Benchmark) -> BenchmarkRow:
    voice, printer = reader.voice, reader.voice.printer
    return BenchmarkRow(
        title=voice.set(benchmark.source.title),
        value=reader.gauge(score.id).figure(exactly(benchmark.value), printer),
        ours=reader.figure(score.id),
        base=printer.number(benchmark.base) if benchmark.base else "",
        criteria=tuple(
            (voice.say(f"benchmark.{name}"), voice.say(f"likeness.{getattr(benchmark, name)}"))
            for name in CRITERIA
            if getattr(benchmark, name)
        ),
        context=tuple(_context(reader, key, said) for key, said in benchmark.context.items()),
        source=_source(reader, benchmark),
        caution=voice.say("benchmark.caution") if _is_indicative(benchmark, reader.as_of) else "",
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
    return "different" in {getattr(benchmark, name) for name in CRITERIA} or _is_old(benchmark, as_of)


def _is_old(benchmark: Benchmark, as_of: date) -> bool:
    consulted = benchmark.source.consulted
    return (as_of.year - consulted.year) * 12 + as_of.month - consulted.month > MOST_MONTHS
