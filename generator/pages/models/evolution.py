"""What moved between waves, what did not, what broke, and what was done in between."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from generator.findings.printing import Gauge, exactly
from generator.locks import State, Told, promised, state_in, tell
from generator.pages.address import Addresses
from generator.pages.models.actions import Promise, promises_of
from generator.pages.models.common import ActionLine, action_line
from generator.pages.models.deed import Deed
from generator.pages.models.headlines import headline_scores
from generator.pages.models.question import versions_of
from generator.pages.models.rewording import Reworded, changes_of, touching
from generator.pages.models.series import Series, series_of
from generator.pages.models.shifts import Shifts, shifts_of
from generator.pages.reader import Reader
from generator.pages.shown import WITHHELD, Shown
from generator.release import Release
from generator.spec.models.measuring import External
from generator.spec.scores import Score, Unit
from generator.spec.thresholds import thresholds_of
from generator.statistics.sampling import silence_told
from generator.words import say


@dataclass(frozen=True, slots=True)
class Course:
    """One score over the waves, and the page of its question."""

    series: Series
    kind: str
    page: PurePosixPath | None
    reworded: tuple[Reworded, ...] = ()
    """What changed of the wording it is counted from, told in its margin."""
    deeds: tuple[Deed, ...] = ()
    """What is done to move it, told in its margin where no figure of this page tells it."""
    held: str = ""
    """What the last change would be at the earlier mix of people; empty where the mix did not move."""


@dataclass(frozen=True, slots=True)
class Block:
    """The courses of one indicator on one question; a course that has a name of its own stands alone."""

    title: str
    courses: tuple[Course, ...]


@dataclass(frozen=True, slots=True)
class Outside:
    """A series from elsewhere, shown beside and never merged."""

    label: str
    values: tuple[tuple[str, str], ...]
    source: str


@dataclass(frozen=True, slots=True)
class Fieldwork:
    """How one wave was collected."""

    wave: str
    days: str
    mode: str
    invited: str
    answers: str
    rate: Shown
    broken_off: str
    """The share of those who began and did not finish; empty when nobody counted them."""


@dataclass(frozen=True)
class Evolution:
    """The page of waves."""

    waves: tuple[str, ...]
    previous: str
    headlines: tuple[Course, ...]
    moved: tuple[Block, ...]
    steady: tuple[Block, ...]
    broken: tuple[Block, ...]
    """What cannot be compared with the wave before; an older break is marked where its series stands."""
    wordings: tuple[str, ...]
    """What changed in practice, and the wordings that no margin tells."""
    outside: tuple[Outside, ...]
    fieldwork: tuple[Fieldwork, ...]
    between: tuple[ActionLine, ...]
    promises: tuple[Promise, ...]
    family: str
    journal: tuple[str, ...]
    """What the study asks, rules and promises otherwise than the wave before, from the locks of both."""
    unchanged: str
    """What stayed as it was from one lock to the other; empty where one of the two is missing."""
    trends: str
    """The model behind trends, and its family of tests; empty when there is none."""
    shifts: Shifts | None
    """How each group moved; None where none can be compared."""


def evolution_model(reader: Reader, addresses: Addresses) -> Evolution | None:
    """The page of waves, or None for a study with a single one."""
    if reader.previous is None:
        return None
    leading = {score.id for score in headline_scores(reader)}
    courses = list(_courses(reader, addresses))
    rows = [
        (score, replace(course, reworded=(), deeds=()) if score.id in leading else course)
        for score, course in courses
    ]
    return Evolution(
        waves=reader.plan.waves,
        previous=reader.previous,
        headlines=tuple(
            replace(course, held=_held(reader, score), deeds=() if course.series.is_drawn else course.deeds)
            for score, course in courses
            if score.id in leading
        ),
        moved=_blocks(reader, rows, lambda series: bool(series.change.arrow)),
        steady=_blocks(reader, rows, lambda series: bool(series.change.text) and not series.change.arrow),
        broken=_blocks(reader, rows, lambda series: not series.change.text and series.is_broken),
        wordings=tuple(_wordings(reader, [course for _, course in courses])),
        outside=tuple(_outside(reader, external) for external in reader.study.external.values()),
        fieldwork=tuple(fieldwork_of(reader, wave) for wave in reader.plan.waves),
        between=tuple(_between(reader, addresses, reader.previous)),
        promises=tuple(promise for promise in promises_of(reader) if promise.wave == reader.previous),
        family=reader.family_told("evolution.family", len(reader.changes)),
        journal=tuple(_journal(reader)),
        unchanged=_unchanged(reader),
        trends=reader.family_told("evolution.trends", len(reader.trends)),
        shifts=shifts_of(reader),
    )


def _courses(reader: Reader, addresses: Addresses) -> Iterator[tuple[Score, Course]]:
    for score in reader.plan.scores:
        series = series_of(reader, score)
        if series is not None:
            page = addresses.question(score.question) if score.question else None
            kind = reader.voice.say(f"total.{score.kind.value}")
            kind = "" if kind == series.label else kind
            yield score, Course(series, kind, page, touching(reader, score), series.deeds)


_MOVED = 0.02
"""A mix that moved by less than two points is told by nobody."""


def _held(reader: Reader, score: Score) -> str:
    """The segment whose mix moved most, and what the change would be had it not."""
    moved = [held for held in reader.figures.held(score.id, reader.wave) if held.shift >= _MOVED]
    most = max(moved, key=lambda held: held.shift, default=None)
    now, plain = reader.figures.estimate(score.id, reader.wave), reader.change(score.id)
    if most is None or now is None or most.change.low is None or most.change.high is None:
        return ""
    gauge, printer = reader.gauge(score.id), reader.voice.printer
    gap = gauge.gap(gauge.displayed(most.change.value, now.n), printer)
    declared = reader.study.segments[most.segment]
    return reader.voice.say(
        "evolution.held_alike" if gap == plain.text else "evolution.held",
        wave=reader.previous,
        segment=declared.label or most.segment,
        gap=gap,
        interval=gauge.gap_interval(most.change.low, most.change.high, now.n, printer),
        shift=Gauge(Unit.SHARE).width(exactly(round(100 * most.shift)), printer),
    )


_UNTOLD = ("collection.field", "gdpr", "translations")
"""The days of fieldwork stand in their own table, the record and translations on their own pages."""


def _journal(reader: Reader) -> Iterator[str]:
    """Findings are left out: pages print them with their numbers, and never their bare references.

    Promises are those of the spec: what the lock remembers of them changes when the wave is published,
    and its pages may not.
    """
    for told in _told(reader):
        if told.section != "findings" and not told.path.startswith(_UNTOLD):
            (key,) = told.words.keys
            label = say(reader.voice.lang, f"diff.sections.{told.section}")
            sentence = reader.voice.set(say(reader.voice.lang, key, **told.words.values))
            yield f"{reader.voice.say('labelled', label=label)} {sentence}"


def _told(reader: Reader) -> tuple[Told, ...]:
    """Every change from the lock of the wave before to that of the latest; none where one is missing."""
    before, now = reader.subject.before, reader.subject.lock
    if before is None or now is None:
        return ()
    study = reader.study
    reading = None if study.language is study.own_language else study.language
    after = State(state_in(now, reading).content, promised(study))
    return tell(state_in(before, reading), after)


_RULED = ("questions", "scales", "segments", "indicators", "priorities", "statistics", "privacy")
"""What a reader may fear was changed to suit the answers."""


def _unchanged(reader: Reader) -> str:
    """The parts that both locks hold and of which nothing changed."""
    before, now, voice = reader.subject.before, reader.subject.lock, reader.voice
    if before is None or now is None:
        return ""
    changed = {told.section for told in _told(reader)}
    same = [
        part for part in _RULED if before.content.get(part) and now.content.get(part) and part not in changed
    ]
    labels = [say(voice.lang, f"diff.sections.{part}") for part in same]
    named = voice.spell([label[0].lower() + label[1:] for label in labels])
    return voice.say("evolution.unchanged", wave=reader.previous, named=named) if same else ""


def _wordings(reader: Reader, courses: list[Course]) -> Iterator[str]:
    told = {(change.until, text) for course in courses for change in course.reworded for text in change.texts}
    for name, question in reader.study.questions.items():
        texts = {change.until: change.texts for change in changes_of(reader, name)}
        for wave, said in zip(question.versions, versions_of(reader, question), strict=True):
            if wave not in texts or not {(wave, text) for text in texts[wave]} <= told:
                yield said
    for wave, declared in reader.study.waves.items():
        for practice, change in declared.changed.items():
            series = reader.voice.say(f"question.series.{change.series.value}")
            what, why = reader.voice.say(f"practice.{practice.value}"), change.why.removesuffix(".")
            yield reader.voice.say("evolution.practice", wave=wave, what=what, series=series, why=why)


def _blocks(
    reader: Reader, courses: list[tuple[Score, Course]], wanted: Callable[[Series], bool]
) -> tuple[Block, ...]:
    """The courses that are wanted, those of one indicator on one question under its wording."""
    blocks: dict[str, list[Course]] = {}
    for score, course in courses:
        if wanted(course.series):
            blocks.setdefault(_title(reader, score), []).append(course)
    return tuple(Block(title, tuple(found)) for title, found in blocks.items())


def _title(reader: Reader, score: Score) -> str:
    """The question and what is counted of it; empty for a score that has a name of its own."""
    measure = reader.plan.measure.get(score.measure or "")
    if measure is None or measure.item is None or (score.indicator and score.item is None):
        return ""
    asked = reader.voice.quoted(reader.study.questions[measure.question].text)
    return reader.voice.say(
        "evolution.block", asked=asked, kind=reader.voice.say(f"total.{score.kind.value}")
    )


def _outside(reader: Reader, external: External) -> Outside:
    printer = reader.voice.printer
    unit = printer.percent_sign if external.unit == "%" else f"\u00a0{external.unit}"
    source = external.source if isinstance(external.source, str) else external.source.title
    values = {wave: exactly(value) for wave, value in external.values.items()}
    return Outside(
        reader.voice.set(external.label),
        tuple(
            (wave, printer.number(float(value), -int(value.as_tuple().exponent)) + unit)
            for wave, value in values.items()
        ),
        reader.voice.say("evolution.source", source=source.removesuffix(".")),
    )


def _between(reader: Reader, addresses: Addresses, previous: str) -> Iterator[ActionLine]:
    """Actions that were under way between the two waves."""
    waves = reader.study.waves
    since, until = waves[previous].field.end, waves[reader.wave].field.end
    for name, action in reader.study.actions.items():
        if since <= (action.start or action.due) <= until:
            yield action_line(reader, addresses, name, action)


def fieldwork_of(reader: Reader, wave: str) -> Fieldwork:
    """How one wave was collected."""
    voice, declared = reader.voice, reader.study.waves[wave]
    release = reader.figures.releases.get(wave)
    invited = release.invited if release else None
    # Beside the answers, a number invited would give the response rate that the gate has kept (rule R11).
    is_kept = declared.invited is not None and invited is None
    return Fieldwork(
        wave=wave,
        days=voice.printer.days(declared.field.start, declared.field.end),
        mode=voice.say(f"mode.{declared.mode.value}"),
        invited=voice.printer.number(invited) if invited else "",
        answers=reader.count(release.rows) if release else "",
        rate=_nearly_all(reader, release) if release and is_kept else reader.rate(wave),
        broken_off=_broken_off(reader, wave),
    )


def _nearly_all(reader: Reader, release: Release) -> Shown:
    """« plus de 90 % » where it is true whatever silence is kept; in a small wave, nothing."""
    at_most = silence_told(release) - 1
    is_true = release.rows > 9 * at_most
    return Shown(reader.voice.say("fieldwork.nearly_all")) if is_true else WITHHELD


def _broken_off(reader: Reader, wave: str) -> str:
    """Told once enough people broke off: a smaller number would point at them (as rule R11 for silence)."""
    started, release = reader.study.waves[wave].started, reader.figures.releases.get(wave)
    if started is None or release is None:
        return ""
    if started - release.rows <= thresholds_of(reader.study).base:
        return reader.voice.say("proof.silence.few")
    return reader.voice.printer.percent((started - release.rows) / started, 0)
