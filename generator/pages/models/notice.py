"""The technical notice: what AAPOR's transparency items and the French law of 1977 ask of a survey.

Each item is computed from the release, declared by the study, or said to be missing: an item left out would
look like one that nobody asks for.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from generator.pages.models.identity import margin, widest_share
from generator.pages.reader import Reader
from generator.spec.models import Design
from generator.spec.models.framing import NotCovered
from generator.spec.models.waves import WeightingMethod
from generator.statistics.sampling import told_size

_EXAMPLES = (0.1, 0.2, 0.3, 0.4, 0.5)
"""Shares whose margin a French notice gives."""


class Origin(Enum):
    """Where an item comes from."""

    COMPUTED = "computed"
    DECLARED = "declared"
    MISSING = "missing"


class Asked(Enum):
    """Who asks for an item: AAPOR, the French law, or both."""

    AAPOR = "aapor"
    FRANCE = "france"
    BOTH = "both"
    HOUSE = "house"


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the notice."""

    label: str
    text: str
    origin: Origin
    told: str
    """Where it comes from and who asks for it: « déclaré · AAPOR, loi française »."""


@dataclass(frozen=True, slots=True)
class Margins:
    """The margin of a share near each of these, on everyone: percentages, then points."""

    shares: tuple[str, ...]
    points: tuple[str, ...]
    told: str


def items_of(reader: Reader) -> tuple[Item, ...]:
    """Every item of the notice, in the order people look for them.

    Groups and workshops are no poll: nobody asks for what they leave unsaid.
    """
    if not reader.wave:
        declared = (*_people(reader), *_rest(reader))
        return tuple(
            _item(reader, key, text, origin, Asked.HOUSE) for key, text, origin, _ in declared if text
        )
    return tuple(_item(reader, *one) for one in (*_people(reader), *_sampled(reader), *_rest(reader)))


Given = tuple[str, str, Origin, Asked]
"""The key of an item, its text (empty when nobody said it), where it comes from, who asks for it."""


def _item(reader: Reader, key: str, text: str, origin: Origin, asked: Asked) -> Item:
    voice = reader.voice
    found = origin if text else Origin.MISSING
    said = voice.set(text) if text else voice.say("proof.notice.unsaid")
    return Item(
        voice.say(f"notice.{key}"),
        said,
        found,
        voice.say(f"proof.notice.{found.value}", who=voice.say(f"proof.notice.asked.{asked.value}")),
    )


def _people(reader: Reader) -> Iterator[Given]:
    study, notice = reader.study, reader.study.method_notice
    population = study.population
    yield "sponsor", notice.sponsor, Origin.DECLARED, Asked.BOTH
    yield "fieldwork_by", notice.fieldwork_by, Origin.DECLARED, Asked.BOTH
    yield "population", population.who if population else "", Origin.DECLARED, Asked.BOTH
    yield "size", _size(reader), Origin.DECLARED, Asked.AAPOR
    yield "where", (population.where or "") if population else "", Origin.DECLARED, Asked.AAPOR
    left_out = population.not_covered if population else None
    yield "not_covered", _not_covered(reader, left_out), Origin.DECLARED, Asked.AAPOR


def _size(reader: Reader) -> str:
    """How many people, or that it is kept: it would tell how few kept silent."""
    study, told = reader.study, told_size(reader.study, reader.figures.releases.values())
    if told is not None:
        return reader.voice.printer.number(told)
    is_declared = study.population is not None and study.population.size is not None
    return reader.voice.headline(reader.voice.say("withheld")) if is_declared else ""


def _not_covered(reader: Reader, left_out: NotCovered | None) -> str:
    """« Sociétaires sans adresse électronique, 9 % (Fichier des contrats actifs) »."""
    if left_out is None:
        return ""
    share = "" if left_out.share is None else f", {reader.voice.printer.percent(left_out.share, 0)}"
    source = f" ({left_out.source})" if left_out.source else ""
    return f"{left_out.who}{share}{source}"


def _sampled(reader: Reader) -> Iterator[Given]:
    study, voice = reader.study, reader.voice
    sample, wave = study.sample, study.waves[reader.wave]
    rows = reader.figures.releases[reader.wave].rows
    yield "design", voice.say(f"design.{sample.design.value}") if sample else "", Origin.DECLARED, Asked.BOTH
    yield "frame", (sample.frame or "") if sample else "", Origin.DECLARED, Asked.AAPOR
    mode = voice.headline(voice.say(f"mode.{wave.mode.value}"))
    yield "mode", mode, Origin.DECLARED, Asked.BOTH
    yield "days", voice.printer.days(wave.field.start, wave.field.end), Origin.DECLARED, Asked.BOTH
    yield "answers", voice.say("meta.answers", count=rows, n=reader.count(rows)), Origin.COMPUTED, Asked.BOTH
    yield "precision", margin(reader), Origin.COMPUTED, Asked.BOTH
    yield "weights", _weights(reader), Origin.DECLARED, Asked.BOTH
    yield "effect", _effect(reader), Origin.COMPUTED, Asked.AAPOR
    yield "checks", voice.say("proof.notice.checks"), Origin.COMPUTED, Asked.AAPOR


def _weights(reader: Reader) -> str:
    weighting, voice = reader.study.weighting, reader.voice
    if weighting is None:
        return voice.say("notice.unweighted")
    said = [voice.say(f"how.weights.{weighting.method.value}")]
    if weighting.method is WeightingMethod.RAKE:
        said.append(voice.say("proof.notice.raked"))
    if weighting.trim is not None:
        said.append(voice.say("proof.notice.trimmed", ratio=voice.printer.number(weighting.trim, 1)))
    return " ".join((*said, *([f"{weighting.source.removesuffix('.')}."] if weighting.source else ())))


def _effect(reader: Reader) -> str:
    """What unequal weights cost: n·Σw²/(Σw)² and the answers that are left (Kish 1965)."""
    voice = reader.voice
    if not reader.figures.releases[reader.wave].weighted:
        return voice.say("proof.notice.no_effect")
    known = [
        (n, left)
        for m in reader.plan.measures
        if m.is_asked_in(reader.wave)
        and (n := reader.figures.base(m.id, reader.wave))
        and (left := reader.figures.n_eff(m.id, reader.wave))
    ]
    if not known:
        return ""
    n, left = max(known)
    deff = voice.printer.number(n / left, 2)
    return voice.say("proof.notice.effect", deff=deff, n=reader.count(n), left=reader.count(round(left)))


def _rest(reader: Reader) -> Iterator[Given]:
    notice, voice = reader.study.method_notice, reader.voice
    given = voice.say("notice.no_incentive") if notice.incentive == "none" else notice.incentive or ""
    yield "incentive", voice.headline(given), Origin.DECLARED, Asked.BOTH
    yield "codes", voice.spell(notice.codes), Origin.DECLARED, Asked.HOUSE
    yield "owner", reader.study.shared.owner, Origin.DECLARED, Asked.HOUSE


def margins_of(reader: Reader) -> Margins | None:
    """The margin of several shares on everyone; None where the design allows none to be stated."""
    sample, widest = reader.study.sample, widest_share(reader) if reader.wave else None
    match sample.design if sample else None:
        case Design.PROBABILITY | Design.QUOTA as design if widest is not None:
            printer = reader.voice.printer
            points = [2 * widest * (share * (1 - share)) ** 0.5 for share in _EXAMPLES]
            return Margins(
                tuple(_either(reader, share) for share in _EXAMPLES),
                tuple(f"± {printer.number(one, 1)}" for one in points),
                reader.voice.say(f"proof.notice.margins.{design.value}", level=reader.level),
            )
        case Design.PROBABILITY | Design.QUOTA | Design.CENSUS | Design.OPT_IN | None:
            return None


def _either(reader: Reader, share: float) -> str:
    """« 10 % ou 90 % », for the margin is the same."""
    low, high = (reader.voice.printer.percent(one, 0) for one in (share, 1 - share))
    return low if low == high else reader.voice.say("proof.notice.either", low=low, high=high)
