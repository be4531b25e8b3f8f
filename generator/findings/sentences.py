"""Bound texts made into sentences: every figure printed from released numbers, never typed.

- ``{sat.sinistre}`` prints the figure; ``{a - b}`` the difference of the two *as they print*, in words
  (« 4,9 points de moins »), so that a reader who subtracts finds the same.
- ``|n`` the base, of the smaller side of a difference; ``|interval`` the bounds; ``|words`` a fraction
  (« près d'un sur deux ») when one is near, else the percentage; ``|points`` the signed difference.
- ``{rapide}`` prints the label of a group named in the finding, ``{nonresponse}`` the share of those
  invited who did not answer, ``{"30"}`` the constant.

A figure that is not to be had is said "not published" and raises N07 at its text: neither its value nor
its base appears.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from generator.errors import Diagnostic, Position
from generator.findings.finding import BoundNumber, Sentence, TextPath, Words
from generator.findings.fractions import in_words
from generator.findings.printing import Gauge, base_told
from generator.findings.sides import Evidence, Side
from generator.spec.groups import EVERYONE
from generator.spec.language import BoundText, Figure, Form, Literal, Nonresponse, Part, Prose, Reference
from generator.spec.models import Study
from generator.spec.plan import Number, Statistic
from generator.spec.scores import Unit
from generator.statistics.estimate import Difference, Estimate
from generator.words import Formatter, say, typeset


@dataclass(frozen=True, slots=True)
class Composed:
    """A sentence, with the problems met while composing it."""

    sentence: Sentence
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Missing:
    """A figure that a text asks for and that is not to be had."""

    source: str
    code: str = "N07"

    def problem_at(self, position: Position, excerpt: str | None) -> Diagnostic:
        """N07, where the figure is written."""
        return Diagnostic(self.code, position, {"reference": self.source}, excerpt)


@dataclass(frozen=True, slots=True)
class Composer:
    """Makes the bound texts of one wave of a study into sentences, in the study's language.

    ``finding`` is the finding whose text it is, whose groups its references may use.
    """

    evidence: Evidence
    study: Study
    wave: str
    finding: str | None = None

    @property
    def _printer(self) -> Formatter:
        return Formatter(self.study.language)

    def compose(self, text: BoundText, path: TextPath) -> Composed:
        """The sentence of the text that stands at ``path`` in the spec.

        Raises:
            Unresolved: a reference names nothing in this wave; the rules of the spec refuse it first.
        """
        printed = [self._printed(part) for part in text.parts]
        missing = tuple(self._problems(text, printed, path))
        hole = Words(say(self.study.language, "findings.unpublished"))
        said = [hole if isinstance(p, Missing) else p for p in printed]
        last = len(said) - 1
        sentence = (self._typeset(part, bool(i), i < last) for i, part in enumerate(said))
        return Composed(tuple(sentence), missing)

    def _problems(
        self, text: BoundText, printed: Sequence[Words | BoundNumber | Missing], path: TextPath
    ) -> Iterator[Diagnostic]:
        for part, said in zip(text.parts, printed, strict=True):
            if isinstance(said, Missing):
                place = self.study.where(*path, offset=part.start)
                yield said.problem_at(place, self.study.excerpt(place))

    def _printed(self, part: Part) -> Words | BoundNumber | Missing:
        match part:
            case Prose(text=text) | Literal(text=text):
                return Words(text)
            case Nonresponse():
                return self._nonresponse()
            case Figure(reference=reference):
                if self.evidence.symbols.is_group_label(self.study.id, self.finding, reference):
                    groups = self.study.findings[self.finding or ""].groups
                    return Words(groups[reference.name].label)
                return self._figure(part)

    def _typeset(self, part: Words | BoundNumber, has_before: bool, has_after: bool) -> Words | BoundNumber:
        """Words with their typography; a neighbour stands in for what precedes or follows them.

        « : » takes its no-break space after a figure too, and an apostrophe before one is curled.
        """
        if isinstance(part, BoundNumber):
            return part
        before, after = "x" if has_before else "", "x" if has_after else ""
        text = typeset(self.study.language, f"{before}{part.text}{after}")
        return Words(text[len(before) : len(text) - len(after)])

    def _nonresponse(self) -> BoundNumber | Missing:
        rate = self.evidence.figures[self.study.id].response_rate(self.wave)
        if rate is None:
            return Missing("nonresponse")
        number = Number(self.study.id, self.wave, EVERYONE, self.study.id, Statistic.RESPONSE_RATE).id
        gauge = Gauge(Unit.SHARE, round_to=self.study.privacy.round_to)
        text = gauge.figure(gauge.displayed(1 - rate.value, rate.invited), self._printer)
        return BoundNumber(text, (number,), rate.invited)

    def _figure(self, figure: Figure) -> BoundNumber | Missing:
        left = self._side(figure.reference)
        if left.estimate is None:
            return Missing(str(figure.reference))
        if figure.minus is not None:
            return self._difference(figure, left, left.estimate, self._side(figure.minus))
        text = self._form(figure.form, left.gauge, left.estimate)
        if text is None:
            return Missing(str(figure.reference), "N07.interval")
        return BoundNumber(text, (left.number,), left.estimate.n)

    def _side(self, reference: Reference) -> Side:
        return self.evidence.side(self.study.id, reference, self.wave, self.finding)

    def _form(self, form: Form | None, gauge: Gauge, estimate: Estimate) -> str | None:
        number = gauge.displayed(estimate.value, estimate.n)
        match form:
            case None:
                return gauge.figure(number, self._printer)
            case Form.N:
                return self._base(estimate.n)
            case Form.INTERVAL:
                return self._interval(gauge, estimate)
            case Form.WORDS:
                words = in_words(number, self.study.language) if gauge.unit is Unit.SHARE else None
                return words or gauge.figure(number, self._printer)
            case Form.POINTS if gauge.unit is Unit.POINTS:
                return gauge.gap(number, self._printer)
            case Form.POINTS:
                return gauge.width(number, self._printer)

    def _base(self, n: int) -> str:
        return base_told(self.study, n, self._printer)

    def _interval(self, gauge: Gauge, estimate: Estimate) -> str | None:
        if estimate.low is None or estimate.high is None:
            return None
        return gauge.interval(estimate.low, estimate.high, estimate.n, self._printer)

    def _difference(
        self, figure: Figure, left: Side, estimate: Estimate, right: Side
    ) -> BoundNumber | Missing:
        source = f"{figure.reference} - {figure.minus}"
        if right.estimate is None:
            return Missing(str(figure.minus))
        test = self.evidence.difference(left, right) if left.study.id == right.study.id else None
        is_broken = left.study.id == right.study.id and test is None
        if is_broken or left.gauge.unit is not right.gauge.unit:
            return Missing(source, "N07.apart")
        gap = left.gauge.gap_between(estimate, right.estimate, test)
        n = min(estimate.n, right.estimate.n)
        text = self._gap(figure.form, left.gauge, gap, test, n)
        if text is None:
            return Missing(source, "N07.interval")
        return BoundNumber(text, (left.number, right.number), n)

    def _gap(
        self, form: Form | None, gauge: Gauge, gap: Decimal, test: Difference | None, n: int
    ) -> str | None:
        match form:
            case None | Form.WORDS:
                return gauge.gap_in_words(gap, self._printer)
            case Form.N:
                return self._base(n)
            case Form.POINTS:
                return gauge.gap(gap, self._printer)
            case Form.INTERVAL:
                if test is None or test.low is None or test.high is None:
                    return None
                return gauge.gap_interval(test.low, test.high, n, self._printer)
