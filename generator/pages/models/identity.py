"""What pages say of a study as a whole: its wave, its answers, its uncertainty, who decides."""

from statistics import NormalDist

from generator.pages.reader import Reader
from generator.pages.shown import Said
from generator.release import Outcome
from generator.spec.models import Design


def meta(reader: Reader) -> tuple[tuple[Said, ...], ...]:
    """The line under a title: wave, answers, uncertainty, who decides; a study without waves has its kind."""
    said = (*_collected(reader), (Said(margin(reader)),)) if reader.wave else ((Said(_kind(reader)),),)
    return tuple(line for line in (*said, (Said(_deciders(reader)),)) if "".join(part.text for part in line))


def _kind(reader: Reader) -> str:
    return reader.voice.say(f"meta.kind.{reader.study.kind.value}")


def _deciders(reader: Reader) -> str:
    voice, decisions = reader.voice, reader.study.decisions.values()
    roles = dict.fromkeys(voice.role(reader.study, decision.decider) for decision in decisions)
    return voice.say("meta.deciders", who=voice.spell(list(roles))) if roles else ""


def _collected(reader: Reader) -> tuple[tuple[Said, ...], ...]:
    """« Vague 2026 · 2 au 22 mars 2026 », then « 1 644 réponses, taux de réponse 11,7 % »."""
    voice, printer = reader.voice, reader.voice.printer
    field, rows = reader.study.waves[reader.wave].field, reader.figures.releases[reader.wave].rows
    days = voice.say("meta.wave", wave=reader.wave, days=printer.days(field.start, field.end))
    answers = voice.say("meta.answers", count=rows, n=reader.count(rows))
    rate = reader.rate(reader.wave)
    if rate.is_withheld:
        return (Said(days),), (Said(answers),)
    return (Said(days),), (Said(voice.say("meta.rate", answers=answers)), Said(rate.text, rate.numbers))


def margin(reader: Reader) -> str:
    """The widest margin of a share on the whole wave, where the design allows one to be stated."""
    sample, points = reader.study.sample, widest_share(reader)
    match sample.design if sample else None:
        case Design.PROBABILITY | Design.QUOTA as design if points is not None:
            printed = reader.voice.printer.number(points, 1)
            return reader.voice.say(f"meta.margin.{design.value}", points=printed, count=round(points, 1))
        case Design.CENSUS:
            return reader.voice.say("meta.margin.census")
        case Design.OPT_IN:
            return reader.voice.say("meta.margin.opt_in")
        case Design.PROBABILITY | Design.QUOTA | None:
            return ""


def widest_share(reader: Reader) -> float | None:
    """Half the interval of a share of one half, on the largest effective base of the wave, in points."""
    asked = [measure.id for measure in reader.plan.measures if measure.is_asked_in(reader.wave)]
    bases = [n for measure in asked if (n := reader.figures.n_eff(measure, reader.wave))]
    z = NormalDist().inv_cdf(0.5 + reader.study.statistics.confidence / 2)
    return 100 * z * (0.25 / max(bases)) ** 0.5 if bases else None


def uncertainty(reader: Reader) -> str:
    """What the way people were chosen allows one to say of uncertainty."""
    if not reader.wave:
        return reader.voice.say("uncertainty.none")
    sample = reader.study.sample
    return reader.voice.say(f"uncertainty.{(sample.design if sample else Design.OPT_IN).value}")


def is_anything_withheld(reader: Reader) -> bool:
    """Whether the gate kept anything of the wave being read."""
    release = reader.figures.releases.get(reader.wave)
    return release is not None and any(t.outcome is not Outcome.FULL for t in release.tables.values())
