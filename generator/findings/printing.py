"""How the figures of one score print: values, intervals, differences and margins, in its own unit."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from generator.spec.models import Audience, Study
from generator.spec.scores import Score, Unit
from generator.statistics.display import decimals, displayed
from generator.statistics.estimate import SMALL_BASE, Assumption, Difference, Estimate
from generator.words import Formatter, Lang, Words, say
from generator.words.formatting import NO_BREAK


@dataclass(frozen=True, slots=True)
class Gauge:
    """The unit of a score and how finely its study prints it.

    ``noun`` is the unit of a numeric question (``jour``), ``round_to`` the study's own decimals for
    shares. A ``Decimal`` is a number in the printed unit, with the decimals it is printed with; a
    ``float`` is one as statistics give it, where a share is a fraction.
    """

    unit: Unit
    noun: str | None = None
    round_to: int | None = None

    def displayed(self, value: float, n: int) -> Decimal:
        """The number that is printed for a figure on a base of ``n`` answers."""
        return displayed(value, self.unit, decimals(self.unit, n, self.round_to))

    def computed(self, number: float) -> float:
        """A number in the printed unit, as statistics count it."""
        return number / 100 if self.unit is Unit.SHARE else number

    def gap_between(self, one: Estimate, other: Estimate, test: Difference | None) -> Decimal:
        """The difference of two figures as they print (honesty rule 13).

        Across a bridged series the declared offset is taken off too, so the tested difference prints.
        """
        if test is not None and Assumption.BRIDGED_SERIES in test.assumptions:
            return self.displayed(test.value, min(one.n, other.n))
        return self.displayed(one.value, one.n) - self.displayed(other.value, other.n)

    def figure(self, number: Decimal, printer: Formatter) -> str:
        """``58,1 %``, ``+23``, ``3,9``, ``21,0 jours``."""
        plain = printer.number(float(number), _places(number))
        match self.unit:
            case Unit.SHARE:
                return f"{plain}{printer.percent_sign}"
            case Unit.POINTS:
                return printer.signed(float(number), _places(number))
            case Unit.SCALE:
                return plain
            case Unit.NATURAL:
                return f"{plain}{self._noun(number, printer.lang)}"

    def interval(self, low: float, high: float, n: int, printer: Formatter) -> str:
        """``de 55,9 % à 60,3 %``."""
        first, last = (self.figure(self.displayed(bound, n), printer) for bound in (low, high))
        return printer.interval(first, last)

    def gap(self, gap: Decimal, printer: Formatter) -> str:
        """A signed difference: ``−4,9 points``, ``−0,3``, ``−3,2 jours``."""
        return f"{printer.signed(float(gap), _places(gap))}{self._noun(gap, printer.lang)}"

    def width(self, number: Decimal, printer: Formatter) -> str:
        """A size without its sign: ``5 points``, ``0,3``, ``2 jours``."""
        return f"{printer.number(abs(float(number)), _places(number))}{self._noun(number, printer.lang)}"

    def gap_in_words(self, gap: Decimal, printer: Formatter) -> str:
        """``4,9 points de moins``, ``0,3 de moins``, ``aucun écart``."""
        if not gap:
            return say(printer.lang, "numbers.no_difference")
        side = "less" if gap < 0 else "more"
        return say(printer.lang, f"numbers.{side}", amount=self.width(gap, printer))

    def gap_interval(self, low: float, high: float, n: int, printer: Formatter) -> str:
        """``de −8,6 à −1,2 points``: the unit is said once."""
        first = self.displayed(low, n)
        bare = printer.signed(float(first), _places(first))
        return printer.interval(bare, self.gap(self.displayed(high, n), printer))

    def _noun(self, number: Decimal, lang: Lang) -> str:
        """The unit after a difference; that of a numeric question stands after a figure too."""
        match self.unit:
            case Unit.SHARE | Unit.POINTS:
                return f"{NO_BREAK}{say(lang, 'numbers.points', count=abs(number))}"
            case Unit.SCALE:
                return ""
            case Unit.NATURAL:
                return f"{NO_BREAK}{_agreed(self.noun, abs(number), lang)}" if self.noun else ""


def gauge_of(study: Study, score: Score) -> Gauge:
    """How a score of a study prints."""
    question = study.questions.get(score.question or "")
    return Gauge(score.unit, question.unit if question else None, study.privacy.round_to)


def base_told(study: Study, n: int, printer: Formatter) -> str:
    """A base as pages may print it: under 30, that of an employee study is a band (privacy rule R8)."""
    if study.audience is Audience.CUSTOMER or n >= SMALL_BASE:
        return printer.number(n)
    return say(printer.lang, "findings.few", limit=SMALL_BASE)


def exactly(number: float) -> Decimal:
    """A number its author wrote, with the decimals it needs and no more."""
    plain = Decimal(str(number)).normalize()
    return plain.quantize(Decimal(1)) if plain == plain.to_integral_value() else plain


def said(printed: Callable[[Formatter], str]) -> Words:
    """A printed number as a value of the catalogue's sentences, which say it in their own language."""
    return Words.of("findings.said", **{lang.value: printed(Formatter(lang)) for lang in Lang})


def _places(number: Decimal) -> int:
    return -int(number.as_tuple().exponent)


def _agreed(noun: str, amount: Decimal, lang: Lang) -> str:
    """The noun as its number wants it; symbols (``km``, ``EUR``) and words in -s, -x, -z never change."""
    if not noun.islower() or noun in say(lang, "findings.symbols").split() or noun[-1] in "sxz":
        return noun
    return noun if say(lang, "findings.plural", count=amount) == "one" else f"{noun}s"
