"""What was at stake before anyone was asked: decisions, the questions that serve them, the rules and when
they were frozen. The method says how it was done; this page says what for, and stands before any answer."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from generator.pages.address import Addresses
from generator.pages.formulas import formula
from generator.pages.models.common import decision_status, text
from generator.pages.models.deferred import conditions
from generator.pages.reader import Reader
from generator.pages.shown import Said
from generator.spec.models import Decision, Readiness
from generator.spec.thresholds import thresholds_of
from generator.spec.vocabulary import outcome_in
from generator.statistics.families import headlines_in


@dataclass(frozen=True, slots=True)
class Expected:
    """One decision, as it was expected before the data."""

    ask: str
    page: PurePosixPath
    who: str
    """Who settles it, of what kind it is, and where it stands."""
    prior: tuple[Said, ...]
    changes_if: str
    questions: tuple[tuple[str, PurePosixPath | None], ...]
    """What is asked for it; without a page while nobody answered."""


@dataclass(frozen=True)
class FramingPage:
    """The page of framing."""

    title: str
    """The study's own while this page is all that can be told of it."""
    objective: tuple[Said, ...]
    status: str
    """When people are asked; empty once there are answers."""
    lock: str
    stakes: tuple[str, ...]
    decisions: tuple[Expected, ...]
    measured: tuple[tuple[str, str], ...]
    """The headline indicators, each with its formula."""
    rules: tuple[str, ...]
    ready: tuple[str, ...]
    override: str


def framing_page(reader: Reader, addresses: Addresses) -> FramingPage:
    """The page of framing of a study."""
    study, voice = reader.study, reader.voice
    leading = headlines_in(reader.plan, _wave(reader)) if study.waves else ()
    return FramingPage(
        title=voice.set(study.title) if reader.is_awaiting else voice.say("proof.nav.framing"),
        objective=text(reader, "objective"),
        status=_status(reader) if reader.is_awaiting else "",
        lock=_lock(reader),
        stakes=tuple(_stakes(reader)),
        decisions=tuple(
            _expected(reader, addresses, name, decision) for name, decision in study.decisions.items()
        ),
        measured=tuple((reader.name(score), formula(reader, score)) for score in leading),
        rules=tuple(_rules(reader)) if study.questions else (),
        ready=conditions(reader, is_met=True),
        override=_override(reader, study.readiness),
    )


def _wave(reader: Reader) -> str:
    """The wave pages speak from; before any has answers, the first to come."""
    return reader.wave or next(iter(reader.study.waves), "")


def _status(reader: Reader) -> str:
    """When people are asked, of the first wave that will be."""
    field = reader.study.waves[_wave(reader)].field
    key = "framing.asking" if field.start <= reader.as_of else "framing.coming"
    return reader.voice.say(key, days=reader.voice.printer.days(field.start, field.end))


def _lock(reader: Reader) -> str:
    """When the rules were frozen, against the fieldwork they are of; empty for a study that asks nothing."""
    lock, study, voice = reader.subject.lock, reader.study, reader.voice
    if not study.waves:
        return ""
    if lock is None:
        return voice.say("framing.unfrozen" if reader.is_awaiting else "lock.unfrozen")
    key = "before" if lock.frozen_on < study.waves[lock.wave].field.start else "after"
    return voice.say(f"lock.{key}", day=voice.day(lock.frozen_on), hash=lock.short_hash)


def _stakes(reader: Reader) -> Iterator[str]:
    """Whom it is about, what it is tied to, and in which circumstances."""
    study, voice = reader.study, reader.voice
    if study.population is not None:
        yield voice.say("framing.who", who=voice.set(study.population.who))
    if study.economics is not None:
        spoken = (study.audience, study.own_language, study.language)
        tied = [outcome_in(outcome, *spoken) for outcome in study.economics.outcomes]
        yield voice.say("stakes.outcomes", items=voice.spell(tied))
    if study.context.tension and study.context.support is not None:
        yield voice.say("framing.tension", contact=voice.set(study.context.support.contact))


def _expected(reader: Reader, addresses: Addresses, name: str, decision: Decision) -> Expected:
    study, voice = reader.study, reader.voice
    kind = voice.say(f"decision.kind.{decision.kind.value}")
    status = decision_status(reader, decision)
    return Expected(
        ask=voice.set(decision.ask),
        page=addresses.decision(name),
        who=f"{kind} · {voice.role(study, decision.decider)} · {status}",
        prior=text(reader, "decisions", name, "prior"),
        changes_if=voice.set(decision.changes_if or ""),
        questions=tuple(
            (voice.set(question.text), None if reader.is_awaiting else addresses.question(asked))
            for asked, question in study.questions.items()
            if name in question.informs
        ),
    )


def _rules(reader: Reader) -> Iterator[str]:
    """What was to decide between readings, whatever the answers would be."""
    study, voice = reader.study, reader.voice
    yield voice.say("framing.established", level=reader.level)
    yield voice.say("how.tests", adjust=voice.say(f"adjust.{study.statistics.adjust.value}"))
    if study.priorities is not None:
        yield voice.say(f"framing.priorities.{study.priorities.rule.value}")
    yield voice.say("privacy.threshold", n=thresholds_of(study).base)


def _override(reader: Reader, readiness: Readiness) -> str:
    """Who went on although an answer was no, and why."""
    signed, voice = readiness.override, reader.voice
    if signed is None:
        return ""
    who, day = voice.role(reader.study, signed.by), voice.day(signed.on)
    return voice.say("framing.override", who=who, day=day, why=voice.set(signed.why))
