"""Who did not answer, and who answered without looking: the wave as a whole, then each question, wave by
wave, as the gate rounded it."""

from dataclasses import dataclass

from generator.pages.reader import Reader
from generator.spec.measures import Measure


@dataclass(frozen=True, slots=True)
class Untold:
    """The answers outside the base of one question or line, by wave; « – » where it was not asked."""

    label: str
    by_wave: tuple[str, ...]


@dataclass(frozen=True)
class Silence:
    """Non-response over the waves."""

    waves: tuple[str, ...]
    trend: str
    lines: tuple[Untold, ...]
    others: str
    """What is said of every question that has no line."""
    signs: tuple[Untold, ...] = ()
    """How carefully people answered: questions left without an answer, grids answered all alike."""
    signs_told: str = ""
    """Why a sign is not told in some wave; empty when all are."""


def silence_of(reader: Reader) -> Silence:
    """Non-response of a study's waves; a line for each question whose share is told in one of them."""
    known = [measure for measure in reader.plan.measures if measure.missing]
    lines = [(measure, _line(reader, measure)) for measure in known]
    told = tuple(line for measure, line in lines if _is_told(reader, measure))
    signs = (_unanswered(reader), *_alike(reader))
    unknown = reader.voice.say("proof.signs.unknown")
    is_known = all(unknown not in sign.by_wave for sign in signs)
    return Silence(
        waves=reader.plan.waves,
        trend=_trend(reader),
        lines=told,
        others=_others(reader, len(told), len(known)),
        signs=signs,
        signs_told="" if is_known else reader.voice.say("proof.signs.why"),
    )


def _unanswered(reader: Reader) -> Untold:
    voice = reader.voice
    shares = [reader.figures.unanswered(wave) for wave in reader.plan.waves]
    told = (voice.say("withheld") if share is None else voice.printer.percent(share, 0) for share in shares)
    return Untold(voice.say("proof.signs.unanswered"), tuple(told))


def _alike(reader: Reader) -> list[Untold]:
    """A line for each grid that some wave asks in four lines or more."""
    waves = reader.plan.waves
    grids = dict.fromkeys(grid for wave in waves for grid in reader.plan.grids_in(wave))
    asked = {grid: reader.voice.quoted(reader.study.questions[grid].text) for grid in grids}
    return [
        Untold(
            reader.voice.say("proof.signs.alike", asked=asked[grid]),
            tuple(_alike_in(reader, grid, wave) for wave in waves),
        )
        for grid in grids
    ]


def _alike_in(reader: Reader, grid: str, wave: str) -> str:
    if grid not in reader.plan.grids_in(wave):
        return "–"
    share, is_told = reader.figures.alike(grid, wave)
    if not is_told:
        return reader.voice.say("proof.signs.unknown")
    return reader.voice.say("aside.under") if share is None else reader.voice.printer.percent(share, 0)


def _others(reader: Reader, told: int, known: int) -> str:
    if told == known:
        return ""
    return reader.voice.say("proof.silence.others" if told else "proof.silence.all")


def _is_told(reader: Reader, measure: Measure) -> bool:
    shares = [share for wave in reader.plan.waves for share in _shares(reader, measure, wave).values()]
    return any(share is not None for share in shares)


def _shares(reader: Reader, measure: Measure, wave: str) -> dict[str, float | None]:
    if not measure.is_asked_in(wave):
        return {}
    return dict(reader.figures.aside(measure.id, wave) or {})


def _line(reader: Reader, measure: Measure) -> Untold:
    asked, voice = reader.study.questions[measure.question], reader.voice
    label = voice.set(measure.label) if measure.item is None else voice.set(f"{asked.text} {measure.label}")
    return Untold(label, tuple(_by_wave(reader, measure, wave) for wave in reader.plan.waves))


def _by_wave(reader: Reader, measure: Measure, wave: str) -> str:
    """« Ne sait pas 12 % », « moins de 5 % » when no answer outside the base reaches it."""
    if not measure.is_asked_in(wave):
        return "–"
    shares, voice = _shares(reader, measure, wave), reader.voice
    if not shares:
        return voice.say("withheld")
    large = [
        f"{voice.set(measure.label_of(code))} {voice.printer.percent(share, 0)}"
        for code, share in shares.items()
        if share is not None
    ]
    return ", ".join(large) or voice.say("aside.under")


def _trend(reader: Reader) -> str:
    """The response rate of this wave beside that of the one before."""
    if reader.previous is None:
        return ""
    now, before = reader.rate(reader.wave), reader.rate(reader.previous)
    if now.is_withheld or before.is_withheld:
        return ""
    key = "up" if now.size > before.size else "down" if now.size < before.size else "same"
    values = {"wave": reader.previous, "before": before.text, "now": now.text}
    return reader.voice.say(f"proof.silence.{key}", **values)
