"""What is exposed: the range, the three inputs it multiplies, and the source of each."""

from dataclasses import dataclass
from decimal import Decimal
from pathlib import PurePosixPath

from generator.findings.exposure import Exposure, Range
from generator.findings.printing import Gauge
from generator.pages.address import Addresses
from generator.pages.reader import Reader
from generator.pages.shown import Shown
from generator.spec.groups import EVERYONE
from generator.spec.models import Economics, Study
from generator.spec.models.measuring import AtRisk
from generator.spec.plan import Number, Statistic
from generator.spec.scores import Unit
from generator.spec.vocabulary import outcome_in


@dataclass(frozen=True, slots=True)
class InputLine:
    """One input of the product, with its bounds and where it comes from."""

    label: str
    least: Shown
    most: Shown
    source: str
    page: PurePosixPath | None = None


@dataclass(frozen=True)
class StakesPage:
    """The page of what is exposed."""

    amount: Shown
    inputs: tuple[InputLine, ...]
    bounds: str
    outcomes: str


def stakes_page(reader: Reader, addresses: Addresses) -> StakesPage | None:
    """What is exposed, or None where it cannot be computed."""
    found, economics, voice = reader.subject.findings.exposure, reader.study.economics, reader.voice
    risk = economics.at_risk if economics else None
    if found is None or economics is None or risk is None:
        return None
    bounds = voice.say("stakes.bounds", level=reader.level)
    is_single = risk.rate.between is None or risk.value_each.between is None
    return StakesPage(
        amount=Shown(_amount(reader, found, "amount"), _ids(reader, found)),
        inputs=(_people(reader, addresses, found), *_others(reader, found, risk)),
        bounds=f"{bounds} {voice.say('stakes.single')}" if is_single else bounds,
        outcomes=voice.say("stakes.outcomes", items=voice.spell(_outcomes(reader.study, economics))),
    )


def _outcomes(study: Study, economics: Economics) -> list[str]:
    """The words of the study's own language, which references name, as the page's language has them."""
    spoken = (study.audience, study.own_language, study.language)
    return [outcome_in(outcome, *spoken) for outcome in economics.outcomes]


def stake_of(reader: Reader, addresses: Addresses, decision: str) -> tuple[str, PurePosixPath] | None:
    """What is exposed, in a line, for a decision that the question counting the people informs."""
    found = reader.subject.findings.exposure
    if found is None:
        return None
    question = reader.plan.measure[found.group.measure].question
    if decision not in reader.study.questions[question].informs:
        return None
    return _amount(reader, found, "linked"), addresses.stakes


def _amount(reader: Reader, found: Exposure, key: str) -> str:
    ends = (reader.voice.printer.money(float(end), found.currency) for end in _ends(found.amount))
    low, high = ends
    return reader.voice.say(f"stakes.{key}", low=low, high=high)


def _ends(found: Range) -> tuple[Decimal, Decimal]:
    return found.low, found.high


def _ids(reader: Reader, found: Exposure) -> tuple[str, ...]:
    """The shares that the people at risk are counted from: nothing else here is measured."""
    measure = found.group.measure
    return tuple(
        Number(reader.study.id, reader.wave, EVERYONE, measure, Statistic.SHARE, code).id
        for code in found.group.codes
    )


def _people(reader: Reader, addresses: Addresses, found: Exposure) -> InputLine:
    voice, printer = reader.voice, reader.voice.printer
    measure = reader.plan.measure[found.group.measure]
    group, ids = voice.say(f"stakes.group.{found.group.word}"), _ids(reader, found)
    least, most = (Shown(printer.number(float(end)), ids) for end in _ends(found.people))
    return InputLine(
        voice.say("stakes.people", group=group),
        least,
        most,
        _counted(reader, found),
        addresses.question(measure.question),
    )


def _counted(reader: Reader, found: Exposure) -> str:
    gauge, share = Gauge(Unit.SHARE, round_to=reader.study.privacy.round_to), found.share
    printer = reader.voice.printer
    told = {
        "share": gauge.figure(gauge.displayed(share.value, share.n), printer),
        "n": reader.count(share.n),
        "wave": reader.wave,
        "size": printer.number(found.size),
    }
    if share.low is None or share.high is None:
        return reader.voice.say("stakes.counted_alone", **told)
    interval = gauge.interval(share.low, share.high, share.n, printer)
    return reader.voice.say("stakes.counted", interval=interval, **told)


def _others(reader: Reader, found: Exposure, risk: AtRisk) -> tuple[InputLine, InputLine]:
    voice, printer = reader.voice, reader.voice.printer
    rate, value = risk.rate.source, risk.value_each.source
    rates = (Shown(printer.percent(float(end), _places(end * 100))) for end in _ends(found.rates))
    values = (Shown(printer.money(float(end), found.currency)) for end in _ends(found.values))
    (least, most), (low, high) = rates, values
    return (
        InputLine(voice.say("stakes.rate"), least, most, voice.set(rate)),
        InputLine(voice.say("stakes.value"), low, high, voice.set(value)),
    )


def _places(percent: Decimal) -> int:
    """A rate prints as it was written, whole or with a decimal."""
    return 0 if percent == percent.to_integral_value() else 1
