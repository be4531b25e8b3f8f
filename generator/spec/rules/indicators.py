"""I: a figure has a formula that its question allows, and is compared with its like only."""

from collections.abc import Iterator

from generator.errors import Diagnostic
from generator.spec.language import Comparison, Constant, Reference
from generator.spec.measures import NO, YES, Measure, measures_of
from generator.spec.models import Design, Indicator, IndicatorKind, QuestionType, Tier
from generator.spec.plan import Plan
from generator.spec.rules.bound import Pair, pairs_in
from generator.spec.rules.setting import Rule, Setting
from generator.spec.scores import Score, Unit, named_by
from generator.spec.symbols import Unresolved, unknown

_MAX_HEADLINES = 3
_JOURNEY = 2
_ZERO_TO_TEN = tuple(str(point) for point in range(11))


def formula_is_possible(setting: Setting) -> Iterator[Diagnostic]:
    """I01, and Q03 for an NPS, S04 for a question or a code that does not exist."""
    measures = measures_of(setting.study)
    for name, indicator in setting.study.indicators.items():
        if indicator.kind is None:
            yield setting.key_problem("I01", "indicators", name, indicator=name)
        elif indicator.kind is IndicatorKind.MEAN_OF:
            yield from _parts(setting, name, indicator)
        else:
            yield from _sources(setting, name, indicator, indicator.kind, measures)


def _sources(
    setting: Setting, name: str, indicator: Indicator, kind: IndicatorKind, measures: tuple[Measure, ...]
) -> Iterator[Diagnostic]:
    for index, source in enumerate(indicator.sources):
        path = _source_path(setting, name, index)
        if source.group or source.at:
            yield setting.problem("I01.bare", *path, indicator=name)
        try:
            found = _measured(setting, source, measures)
        except Unresolved as error:
            yield setting.unresolved(error, *path)
            continue
        yield from _unfit(setting, name, indicator, kind, found[0])


def _source_path(setting: Setting, name: str, index: int) -> tuple[str | int, ...]:
    """Where a source is written: in a list, or alone."""
    path = ("indicators", name, "of")
    is_list = setting.study.where(*path) != setting.study.where(*path, index)
    return (*path, index) if is_list else path


def _measured(setting: Setting, source: Reference, measures: tuple[Measure, ...]) -> list[Measure]:
    lines = [m for m in measures if m.question == source.name]
    if not lines:
        raise unknown(source.name, "question", setting.study.questions)
    found = [m for m in lines if source.item in (None, m.item)]
    if not found:
        raise unknown(source.item or "", "item", [m.item or m.id for m in lines])
    return found


def _unfit(
    setting: Setting, name: str, indicator: Indicator, kind: IndicatorKind, measure: Measure
) -> Iterator[Diagnostic]:
    codes = tuple(code.id for code in measure.codes)
    if not codes and measure.type in (QuestionType.SCALE, QuestionType.GRID):
        return  # its scale is unknown, and told where it is named
    for index, code in enumerate(indicator.box):
        if code not in codes:
            yield setting.unresolved(unknown(code, "code", codes), "indicators", name, "box", index)
    values = {"indicator": name, "question": measure.question, "kind": kind.value, "type": measure.type.value}
    place = setting.study.where("indicators", name, "kind")
    if kind is IndicatorKind.NPS and codes != _ZERO_TO_TEN:
        yield Diagnostic("Q03", place, values)
    elif not _is_defined(kind, measure, indicator.box):
        counts = kind in (IndicatorKind.TOP_BOX, IndicatorKind.BOTTOM_BOX, IndicatorKind.SHARE)
        yield Diagnostic("I01.box" if counts and codes else "I01.unfit", place, values)


def _is_defined(kind: IndicatorKind, measure: Measure, box: tuple[str, ...]) -> bool:
    """Whether a formula gives a figure on a measure's answers."""
    is_yes_or_no = {code.id for code in measure.codes} == {YES, NO}
    match kind:
        case IndicatorKind.NPS | IndicatorKind.MEAN_OF:
            return True
        case IndicatorKind.TOP_BOX | IndicatorKind.SHARE:
            return bool(box or measure.positive) or is_yes_or_no
        case IndicatorKind.BOTTOM_BOX:
            return bool(box or measure.negative)
        case IndicatorKind.NET:
            return bool(measure.positive and measure.negative)
        case IndicatorKind.MEAN:
            return bool(measure.values) or measure.type is QuestionType.NUMERIC
        case IndicatorKind.MEDIAN:
            return measure.type is QuestionType.NUMERIC
        case IndicatorKind.FIRST_CHOICE:
            return measure.type is QuestionType.RANKING


def _parts(setting: Setting, name: str, indicator: Indicator) -> Iterator[Diagnostic]:
    """A mean of figures: of indicators that are not means of figures themselves."""
    study = setting.study
    direct = [n for n, i in study.indicators.items() if i.kind is not IndicatorKind.MEAN_OF]
    for index, source in enumerate(indicator.sources):
        path = _source_path(setting, name, index)
        if source.group or source.at:
            yield setting.problem("I01.bare", *path, indicator=name)
        if source.name in study.indicators and source.name not in direct:
            yield setting.problem("I01.means", *path, indicator=name, other=source.name)
        elif source.name not in direct and source.name not in study.questions:
            yield setting.unresolved(unknown(source.name, "figure", [*direct, *study.questions]), *path)


def means_average_like_with_like(setting: Setting) -> Iterator[Diagnostic]:
    """I09 inside an indicator, once its parts are known."""
    for name, indicator in setting.study.indicators.items():
        if setting.plan is None or indicator.kind is not IndicatorKind.MEAN_OF:
            continue
        first: Score | None = None
        for index, source in enumerate(indicator.sources):
            path = _source_path(setting, name, index)
            named = named_by(setting.plan.scores, source)
            if not named:
                known = named_by(setting.plan.scores, Reference(source.name))
                error = unknown(source.item or source.name, "item", [s.item or s.id for s in known])
                yield setting.unresolved(error, *path)
            for score in named:
                first = first or score
                if score.unit is not first.unit or not score.is_linear:
                    yield setting.problem("I09", *path, left=first.id, right=score.id)
                    break


def answers_are_counted_once(setting: Setting) -> Iterator[Diagnostic]:
    """I01: two lines of one name would be one figure, and the mean of one figure is that figure."""
    for name, indicator in setting.study.indicators.items():
        if setting.plan is None:
            return
        counted: list[str] = []
        for index, source in enumerate(indicator.sources):
            for line in _lines(setting.plan, indicator, source):
                if line in counted:
                    path = _source_path(setting, name, index)
                    yield setting.problem("I01.twice", *path, indicator=name, line=line)
                counted.append(line)
        if indicator.kind is IndicatorKind.MEAN_OF and len(counted) == 1:
            yield setting.problem("I01.few", *_source_path(setting, name, 0), indicator=name)


def _lines(plan: Plan, indicator: Indicator, source: Reference) -> list[str]:
    """What a source brings to an indicator: scores to a mean, else lines by their name."""
    if indicator.kind is IndicatorKind.MEAN_OF:
        return [score.id for score in named_by(plan.scores, source)]
    named = [m for m in plan.measures if m.question == source.name and source.item in (None, m.item)]
    return [measure.item or measure.question for measure in named]


def few_headlines(setting: Setting) -> Iterator[Diagnostic]:
    """I02"""
    headlines = [name for name, i in setting.study.indicators.items() if i.tier is Tier.HEADLINE]
    if len(headlines) > _MAX_HEADLINES:
        yield setting.key_problem("I02", "indicators", count=len(headlines), limit=_MAX_HEADLINES)


def precision_fits_the_sample(setting: Setting) -> Iterator[Diagnostic]:
    """I03 and I04"""
    sample = setting.study.sample
    if sample is None:
        return
    if sample.design is Design.OPT_IN and sample.precision is None:
        yield setting.problem("I03", "sample", "design")
    if sample.design is Design.CENSUS and sample.precision not in (None, "none"):
        yield setting.problem("I04", "sample", "precision")


def differences_are_of_like_things(setting: Setting) -> Iterator[Diagnostic]:
    """I09 in sentences and claims."""
    for pair in pairs_in(setting):
        if not _alike(setting, pair):
            left, right = str(pair.left.score.id), str(pair.right.score.id)
            yield setting.problem("I09", *pair.path, offset=pair.offset, left=left, right=right)
    for name, finding in setting.study.findings.items():
        for index, claim in enumerate(finding.holds):
            if isinstance(claim, Comparison) and isinstance(claim.right, Constant):
                yield from _constant(setting, name, index, claim.left, claim.right)


def _alike(setting: Setting, pair: Pair) -> bool:
    """The same formula on the same answers: only then is a difference a quantity."""
    left, right = pair.left.score, pair.right.score
    return (left.kind, left.unit, _answers(setting, pair.left.study, left)) == (
        right.kind,
        right.unit,
        _answers(setting, pair.right.study, right),
    )


def _answers(setting: Setting, study: str, score: Score) -> object:
    """What answers count for; of a number, its unit."""
    plan = setting.symbols.plans[study]
    if score.parts:
        return _answers(setting, study, plan.score[score.parts[0]])
    if score.unit is Unit.NATURAL:
        return setting.symbols.studies[study].questions[score.question or ""].unit
    return score.values


def _constant(
    setting: Setting, name: str, index: int, reference: Reference, constant: Constant
) -> Iterator[Diagnostic]:
    try:
        score = setting.symbols.resolve(setting.study.id, reference, setting.wave, name).score
    except Unresolved:
        return  # told where references are looked up
    if constant.unit not in _CONSTANTS[score.unit]:
        path = ("findings", name, "holds", index)
        example = f"{constant.value:g} %" if score.unit is Unit.SHARE else f"{constant.value:g}"
        yield setting.problem(
            "I09.constant", *path, offset=constant.start, left=score.id, constant=constant, example=example
        )


_CONSTANTS: dict[Unit, tuple[str | None, ...]] = {
    Unit.SHARE: ("%",),
    Unit.POINTS: (None, "pts"),
    Unit.SCALE: (None,),
    Unit.NATURAL: (None,),
}
"""The units a constant may have beside a score of each unit."""

FOUNDATIONS: tuple[Rule, ...] = (formula_is_possible,)


def moments_of_truth_are_measured(setting: Setting) -> Iterator[Diagnostic]:
    """I13: only where the questionnaire follows the journey, by two moments of it at least."""
    study, plan = setting.study, setting.plan
    asked = [measure for measure in measures_of(study) if measure.moment]
    if plan is None or len({measure.moment for measure in asked}) < _JOURNEY:
        return
    used = {name for score in plan.scores if score.indicator for name in plan.measures_under(score)}
    measured = {measure.moment for measure in asked if measure.id in used}
    for name, moment in study.shared.moments.items():
        if moment.truth and name not in measured:
            yield setting.key_problem("I13", "questions", moment=name)


RULES: tuple[Rule, ...] = (
    means_average_like_with_like,
    answers_are_counted_once,
    few_headlines,
    precision_fits_the_sample,
    differences_are_of_like_things,
    moments_of_truth_are_measured,
)
