"""The mirror of two paired studies: each moment with two levels, their word, and a gap where declared."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from itertools import combinations
from pathlib import PurePosixPath
from statistics import fmean

from generator.pages.models.gap import Gaps, Ground, gaps_of, grounds_of
from generator.pages.models.pairing import Measured, Pairing, pairings_of
from generator.pages.models.sides import moment_told, side_told, who
from generator.pages.models.touched import moment_pages
from generator.pages.reader import Reader
from generator.pages.shown import Figure, Span
from generator.spec.groups import EVERYONE
from generator.spec.plan import Term
from generator.statistics import judge
from generator.statistics.estimate import Judgement

LEAST_MOMENTS = 3
"""Below, a mean of moments is no landmark."""


class Word(Enum):
    """What two levels say together; each level is above or below the mean of its own side's moments."""

    HELD = "held"
    LOST = "lost"
    """Customers low, employees high."""
    CARRIED = "carried"
    """Customers high, employees low."""
    FRAGILE = "fragile"
    UNDECIDED = "undecided"
    """An interval crosses the mean of its side."""
    UNSAID = "unsaid"
    """A level is withheld, or a side has too few moments."""


_TONES = {
    Word.HELD: "maintain",
    Word.LOST: "stop",
    Word.CARRIED: "stop",
    Word.FRAGILE: "improve",
    Word.UNDECIDED: "undecided",
    Word.UNSAID: "undecided",
}
_WORDS = {
    (True, True): Word.HELD,
    (False, True): Word.LOST,
    (True, False): Word.CARRIED,
    (False, False): Word.FRAGILE,
}
SAID = (Word.HELD, Word.LOST, Word.CARRIED, Word.FRAGILE)
"""The four words of the mirror."""


@dataclass(frozen=True, slots=True)
class Level:
    """One side of a moment: what is done, the figure, its question."""

    does: str
    figure: Figure
    page: PurePosixPath | None


@dataclass(frozen=True, slots=True)
class Row:
    """One moment: its name and page, two levels and their word."""

    id: str
    moment: str
    page: PurePosixPath | None
    is_truth: bool
    customer: Level
    employee: Level
    word: str
    tone: str


@dataclass(frozen=True, slots=True)
class Facing:
    """One pair of waves."""

    title: str
    rows: tuple[Row, ...]
    gaps: Gaps | None


@dataclass(frozen=True)
class MirrorPage:
    """The page of the mirror, latest pair of waves first."""

    customer: str
    employee: str
    latest: Facing
    earlier: tuple[Facing, ...]
    words: tuple[str, ...]
    agreement: str
    linkage: str
    grounds: tuple[Ground, ...]
    """Why the gaps may be told; empty when nothing is subtracted."""


def mirror_page(reader: Reader) -> MirrorPage | None:
    """The mirror of a study and the one it is paired with, or None without a moment that both measure."""
    pairings = [pairing for pairing in pairings_of(reader) if pairing.moments]
    if not pairings:
        return None
    *earlier, latest = pairings
    return MirrorPage(
        customer=side_told(reader, "customer"),
        employee=side_told(reader, "employee"),
        latest=_facing(reader, latest),
        earlier=tuple(_facing(reader, one) for one in reversed(earlier)),
        words=tuple(_meaning(reader, word) for word in SAID),
        agreement=_agreement(reader, latest),
        linkage=_linkage(reader, latest.symmetry.linkage),
        grounds=grounds_of(reader, latest),
    )


def _facing(reader: Reader, pairing: Pairing) -> Facing:
    title = reader.voice.say(
        "atelier.mirror.facing",
        customer=pairing.customer.wave,
        employee=pairing.employee.wave,
        customer_who=who(reader, "customer"),
        employee_who=who(reader, "employee"),
    )
    means = (mean_of(pairing.customer, pairing.moments), mean_of(pairing.employee, pairing.moments))
    rows = tuple(_row(reader, pairing, moment, means) for moment in pairing.moments)
    return Facing(title, rows, gaps_of(reader, pairing))


def mean_of(one: Measured, moments: list[str]) -> float | None:
    """The mean of a side's moments on its own axis, from 0 to 1; None when too few are published."""
    spans = [span for moment in moments if (span := one.figure(moment).span)]
    return fmean(span.point for span in spans) if len(spans) >= LEAST_MOMENTS else None


def _row(reader: Reader, pairing: Pairing, moment: str, means: tuple[float | None, float | None]) -> Row:
    customer, employee = (_level(reader, one, moment) for one in pairing.both)
    word = word_of((customer.figure.span, means[0]), (employee.figure.span, means[1]))
    told = reader.voice.say(f"atelier.mirror.{word.value}")
    page, truth = moment_pages(reader).get(moment), reader.study.shared.moments[moment].truth
    return Row(moment, moment_told(reader, moment), page, truth, customer, employee, told, _TONES[word])


def _level(reader: Reader, one: Measured, moment: str) -> Level:
    return Level(moment_told(reader, moment, one.side), one.figure(moment), one.page(moment))


def word_of(customer: tuple[Span | None, float | None], employee: tuple[Span | None, float | None]) -> Word:
    """The word that two levels make, each given with the mean of its own side."""
    sides = (customer, employee)
    known = [(span, mean) for span, mean in sides if span is not None and mean is not None]
    if len(known) < len(sides):
        return Word.UNSAID
    high, facing = (_is_above(span, mean) for span, mean in known)
    return Word.UNDECIDED if high is None or facing is None else _WORDS[high, facing]


def _is_above(span: Span, mean: float) -> bool | None:
    """Whether the whole interval is above the mean, or below it; None when it crosses it."""
    low, high = span.ends
    if low > mean:
        return True
    return False if high < mean else None


def _meaning(reader: Reader, word: Word) -> str:
    return reader.voice.say(
        f"atelier.mirror.means.{word.value}",
        word=reader.voice.say(f"atelier.mirror.{word.value}"),
        customer=who(reader, "customer"),
        employee=who(reader, "employee"),
    )


def _linkage(reader: Reader, linkage: str) -> str:
    if linkage == "none":
        return reader.voice.say("atelier.mirror.no_linkage")
    return reader.voice.say("atelier.mirror.declared", linkage=linkage)


def _agreement(reader: Reader, pairing: Pairing) -> str:
    """Whether both sides rank moments alike, over the pairs whose order is established on each side."""
    customer, employee = (orders_of(one, pairing.moments) for one in pairing.both)
    both = [pair for pair in customer if pair in employee]
    same = sum(customer[pair] is employee[pair] for pair in both)
    if not both:
        return ""
    key = "all" if same == len(both) else "some"
    return reader.voice.say(f"atelier.mirror.agreement.{key}", count=len(both), same=same)


def orders_of(one: Measured, moments: list[str]) -> Mapping[tuple[str, str], Judgement]:
    """The pairs of moments whose order is established on one side, tests corrected over all its pairs."""
    reader, found = one.reader, {}
    for pair in combinations(moments, 2):
        left, right = (one.score(moment) for moment in pair)
        if left and right:
            terms = Term(left.id, EVERYONE), Term(right.id, EVERYONE)
            found[pair] = reader.figures.between(*terms, one.wave)
    tested = reader.family({pair: gap for pair, gap in found.items() if gap is not None})
    judged = {pair: judge(gap, gap.level) for pair, gap in tested.items()}
    return {pair: word for pair, word in judged.items() if word in (Judgement.HIGHER, Judgement.LOWER)}
