"""The words of claims and of their tests: language-free values that ``told`` says in a language."""

from collections.abc import Iterable
from decimal import Decimal

from generator.findings.finding import Standing
from generator.findings.printing import Gauge, exactly, said
from generator.findings.sides import Side
from generator.spec.groups import EVERYONE
from generator.spec.language import Op
from generator.spec.models import IndicatorKind
from generator.statistics.estimate import Assumption, Difference, Estimate
from generator.words import Lang, Words, say, typeset

NOTHING = Words.of("findings.reading.nothing")
SMALLEST_P = 0.001


def told(lang: Lang, words: Words) -> str:
    """The words in a language, from a capital: ``La part de réponses favorables…``."""
    text = typeset(lang, say(lang, words.keys[0], **words.values))
    return f"{text[:1].upper()}{text[1:]}"


def standing_told(lang: Lang, standing: Standing) -> str:
    """``Établi``, ``Non établi``…: the word that stands before a claim."""
    return say(lang, f"findings.standing.{standing.value}")


def subject_of(side: Side) -> Words:
    """What a score measures, as the subject of a sentence: ``la part de réponses favorables à « … »``."""
    return Words.of(f"findings.subject.{_subject(side)}", label=bare(side.score.label))


def _subject(side: Side) -> str:
    kind = side.score.kind
    match kind:
        case IndicatorKind.NPS:
            return "nps_named" if _is_named(side) else "nps"
        case (
            IndicatorKind.TOP_BOX
            | IndicatorKind.BOTTOM_BOX
            | IndicatorKind.SHARE
            | IndicatorKind.FIRST_CHOICE
        ):
            return "share" if _is_named(side) else kind.value
        case IndicatorKind.NET | IndicatorKind.MEAN | IndicatorKind.MEDIAN | IndicatorKind.MEAN_OF:
            return kind.value


def _is_named(side: Side) -> bool:
    """Whether its label names the figure itself, rather than what people were asked about."""
    indicator = side.study.indicators.get(side.score.indicator or "")
    return side.score.item is None and indicator is not None and indicator.label is not None


def grouped(side: Side) -> Words:
    """The subject, with its group when it does not speak of everyone."""
    if side.group.id == EVERYONE:
        return subject_of(side)
    return Words.of("findings.grouped", subject=subject_of(side), group=side.group.label)


def group_of(side: Side) -> Words | str:
    """The label of a group; everyone has words for one."""
    return Words.of("findings.everyone") if side.group.id == EVERYONE else side.group.label


def battery(side: Side) -> str:
    """What a set of items is called: its indicator's label, else the question as it was asked."""
    indicator = side.study.indicators.get(side.score.indicator or "")
    question = side.study.questions.get(side.score.question or "")
    asked = question.text if question else side.score.id
    return bare(indicator.label if indicator and indicator.label else asked)


def bare(label: str) -> str:
    """A label as it is quoted inside a sentence: the full stop that ends it would end the sentence."""
    return label.removesuffix(".")


def compared(left: Side, op: Op, right: Side, margin: Words) -> Words:
    """A comparison of two figures: of two waves, two groups, or two scores."""
    if left.term != right.term or left.study.id != right.study.id:
        return _apart(left, op, right, margin)
    waves = list(left.study.waves)
    if waves.index(left.wave) < waves.index(right.wave):
        return compared(right, _mirrored(op), left, margin)
    span = "since" if left.wave == waves[-1] else "between"
    return Words.of(
        f"findings.claim.{span}.{op.name.lower()}",
        subject=grouped(left),
        before=right.wave,
        after=left.wave,
        margin=margin,
    )


def _mirrored(op: Op) -> Op:
    """The operator that says the same with its sides exchanged."""
    match op:
        case Op.LT:
            return Op.GT
        case Op.GT:
            return Op.LT
        case Op.LE:
            return Op.GE
        case Op.GE:
            return Op.LE
        case Op.EQ | Op.NE:
            return op


def _apart(left: Side, op: Op, right: Side, margin: Words) -> Words:
    if left.score.id == right.score.id and left.study.id == right.study.id:
        groups = {"one": group_of(left), "other": group_of(right)}
        key = f"findings.claim.groups.{op.name.lower()}"
        return Words.of(key, subject=subject_of(left), margin=margin, **groups)
    key = f"findings.claim.sides.{op.name.lower()}"
    return Words.of(key, one=grouped(left), other=grouped(right), margin=margin)


def figure(gauge: Gauge, estimate: Estimate) -> Words:
    """A figure as it prints."""
    return said(lambda printer: gauge.figure(gauge.displayed(estimate.value, estimate.n), printer))


def declared(gauge: Gauge, number: float) -> Words:
    """A figure its author declared, in the printed unit: ``60 %``."""
    return said(lambda printer: gauge.figure(exactly(number), printer))


def width(gauge: Gauge, margin: float) -> Words:
    """A margin its author declared: ``5 points``."""
    return said(lambda printer: gauge.width(exactly(margin), printer))


def gap(gauge: Gauge, number: Decimal, tested: Difference, n: int) -> Words:
    """A difference of displayed figures, with the interval of its test."""
    low, high = tested.low, tested.high
    printed = said(lambda printer: gauge.gap(number, printer))
    if low is None or high is None:
        return Words.of("findings.reading.gap", gap=printed)
    interval = said(lambda printer: gauge.gap_interval(low, high, n, printer))
    if tested.margin is None:
        return Words.of("findings.reading.interval", gap=printed, interval=interval)
    level = said(lambda printer: printer.percent(tested.level, 0))
    return Words.of("findings.reading.interval_at", gap=printed, interval=interval, level=level)


def test(tested: Difference, needed: int | None) -> Words:
    """p after the correction, the effect size beside it, and what would settle an open question."""
    p = tested.p if tested.p_adjusted is None else tested.p_adjusted
    if p is None:
        return NOTHING
    effect = NOTHING
    if tested.effect is not None:
        effect = Words.of("findings.reading.effect", effect=_plain(tested.effect, 2))
    more = NOTHING if needed is None else Words.of("findings.reading.needed", n=_plain(needed, 0))
    return Words.of("findings.reading.test", p=_p(p, tested.family), effect=effect, needed=more)


def _p(p: float, family: int) -> Words:
    sign, value = ("<", SMALLEST_P) if p < SMALLEST_P else ("=", p)
    printed = said(lambda printer: f"{sign} {printer.number(value, 3)}")
    return Words.of("findings.reading.p", p=printed, count=family, family=family)


def _plain(value: float, places: int) -> Words:
    return said(lambda printer: printer.number(value, places))


def given(assumptions: Iterable[Assumption]) -> Words:
    """What must be granted for the test to mean what it says, where a claim must say so itself."""
    keys = tuple(f"findings.assuming.{one.value}" for one in assumptions if one in _SAID_WITH_A_CLAIM)
    return Words.of("findings.reading.given", given=Words(keys, last="and")) if keys else NOTHING


_SAID_WITH_A_CLAIM = frozenset(
    {
        Assumption.NON_RESPONSE_IGNORABLE,
        Assumption.RANDOM_METHOD,
        Assumption.DECLARED_MODEL,
        Assumption.INDEPENDENT_WAVES,
        Assumption.PANEL,
        Assumption.BRIDGED_SERIES,
        Assumption.MEASURED_BRIDGE,
        Assumption.BRIDGE_APART,
    }
)
"""The others hold of every figure of the study alike, and the method page says them once."""
