"""How the study was done, and what it cannot say: the notice, computed where it can be."""

from dataclasses import dataclass
from pathlib import PurePosixPath

from generator.pages.address import Addresses
from generator.pages.models.common import text
from generator.pages.models.evolution import Fieldwork, fieldwork_of
from generator.pages.models.finding import how_computed
from generator.pages.models.identity import margin, uncertainty
from generator.pages.models.priorities import lock_told
from generator.pages.reader import Reader
from generator.pages.shown import Said
from generator.spec.models import Design
from generator.spec.models.framing import NotCovered
from generator.spec.thresholds import thresholds_of

Entry = tuple[str, str]


@dataclass(frozen=True, slots=True)
class LinkedStudy:
    """A study that this one follows or prepares."""

    how: str
    title: str
    page: PurePosixPath


@dataclass(frozen=True)
class MethodPage:
    """The page of method."""

    uncertainty: str
    notice: tuple[Entry, ...]
    lock: str
    amendments: tuple[str, ...]
    fieldwork: tuple[Fieldwork, ...]
    how: tuple[str, ...]
    privacy: tuple[str, ...]
    gdpr: tuple[Entry, ...]
    limits: tuple[tuple[Said, ...], ...]
    linked: tuple[LinkedStudy, ...]
    has_numbers: bool


def method_page(reader: Reader) -> MethodPage:
    """The page of method of a study."""
    limits = (text(reader, "method_notice", "limits"), text(reader, "qualitative", "limits"))
    return MethodPage(
        uncertainty=_uncertainty(reader),
        notice=tuple(_notice(reader)),
        lock=_lock(reader),
        amendments=tuple(_amendments(reader)),
        fieldwork=tuple(fieldwork_of(reader, wave) for wave in reader.plan.waves),
        how=how_computed(reader),
        privacy=_privacy(reader),
        gdpr=tuple(_gdpr(reader)),
        limits=tuple(said for said in limits if said),
        linked=tuple(_linked(reader)),
        has_numbers=bool(reader.wave),
    )


def _uncertainty(reader: Reader) -> str:
    sample = reader.study.sample
    has_margin = reader.wave and sample and sample.design in (Design.PROBABILITY, Design.QUOTA)
    stated = margin(reader) if has_margin else ""
    return f"{stated}. {uncertainty(reader)}" if stated else uncertainty(reader)


def _lock(reader: Reader) -> str:
    if not reader.wave:
        return ""
    return lock_told(reader) or reader.voice.say("lock.unfrozen")


def _amendments(reader: Reader) -> list[str]:
    """What changed after the freeze, with its reason."""
    voice = reader.voice
    changes = reader.study.waves[reader.wave].amended if reader.wave else ()
    return [
        voice.say(
            "lock.amended",
            what=change.what,
            day=voice.day(change.on),
            who=voice.role(reader.study, change.by),
            why=change.why.removesuffix("."),
        )
        for change in changes
    ]


def _notice(reader: Reader) -> list[Entry]:
    study, voice = reader.study, reader.voice
    population, sample, notice = study.population, study.sample, study.method_notice
    entries = [
        ("sponsor", notice.sponsor),
        ("fieldwork_by", notice.fieldwork_by),
        ("population", population.who if population else ""),
        ("size", voice.printer.number(population.size) if population and population.size else ""),
        ("where", (population.where or "") if population else ""),
        (
            "not_covered",
            _not_covered(reader, population.not_covered) if population and population.not_covered else "",
        ),
        ("design", voice.say(f"design.{sample.design.value}") if sample else ""),
        ("frame", (sample.frame or "") if sample else ""),
        ("weights", _weights(reader) if reader.wave else ""),
        ("incentive", _incentive(reader)),
        ("codes", voice.spell(notice.codes)),
        ("owner", study.shared.owner),
    ]
    return [(voice.say(f"notice.{key}"), voice.set(value)) for key, value in entries if value]


def _incentive(reader: Reader) -> str:
    given = reader.study.method_notice.incentive
    return reader.voice.say("notice.no_incentive") if given == "none" else given or ""


def _not_covered(reader: Reader, left_out: NotCovered) -> str:
    """« Sociétaires sans adresse électronique, 9 % (Fichier des contrats actifs) »."""
    share = "" if left_out.share is None else f", {reader.voice.printer.percent(left_out.share, 0)}"
    source = f" ({left_out.source})" if left_out.source else ""
    return f"{left_out.who}{share}{source}"


def _weights(reader: Reader) -> str:
    weighting, voice = reader.study.weighting, reader.voice
    if weighting is None:
        return voice.say("notice.unweighted")
    source = f" {weighting.source.removesuffix('.')}." if weighting.source else ""
    return voice.say(f"how.weights.{weighting.method.value}") + source


def _privacy(reader: Reader) -> tuple[str, ...]:
    voice = reader.voice
    if not reader.wave:
        return (voice.say("privacy.rows"),)
    threshold = thresholds_of(reader.study).base
    return (
        voice.say("privacy.threshold", n=threshold),
        voice.say("privacy.withheld"),
        voice.say("privacy.rows"),
    )


def _gdpr(reader: Reader) -> list[Entry]:
    record, voice = reader.study.gdpr, reader.voice
    entries = [
        ("controller", record.controller),
        ("processor", record.processor or ""),
        ("purpose", record.purpose),
        ("legal_basis", record.legal_basis),
        ("people", record.people),
        ("data", voice.spell(record.data)),
        ("recipients", voice.spell(record.recipients)),
        ("transfers", voice.say("notice.none") if record.transfers == "none" else record.transfers),
        ("keep", voice.say(f"gdpr.then.{record.keep.then}", day=voice.day(record.keep.until))),
        ("contact", record.contact),
        ("security", voice.spell(record.security)),
    ]
    return [(voice.say(f"gdpr.{key}"), voice.set(value)) for key, value in entries if value]


def _linked(reader: Reader) -> list[LinkedStudy]:
    """The studies this one follows and prepares, among those published beside it."""
    links, subjects = reader.study.links, reader.library.subjects
    named = [("upstream", study) for study in links.upstream] + [("downstream", s) for s in links.downstream]
    return [
        LinkedStudy(
            reader.voice.say(f"links.{how}"),
            reader.voice.set(subjects[name].study.title),
            Addresses(name, subjects[name].study.language).essential,
        )
        for how, name in named
        if name in subjects
    ]
