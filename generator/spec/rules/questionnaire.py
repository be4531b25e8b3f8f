"""Q: each question must be able to give the figure it is asked for."""

import re
from collections.abc import Iterator

from generator.errors import Diagnostic
from generator.spec.asking import minutes_to_answer, never_cited
from generator.spec.filters import names_in
from generator.spec.language import Cut, Filter
from generator.spec.measures import MOST_POINTS, measures_in
from generator.spec.models import Audience, Question, QuestionType, Segment, StudyKind
from generator.spec.models.waves import Mode
from generator.spec.nearest import listed
from generator.spec.reader import Path
from generator.spec.rules.filters import faults_in
from generator.spec.rules.setting import Rule, Setting
from generator.spec.vocabulary import DIMENSIONS
from generator.words import Lang

_WANTED: dict[QuestionType, tuple[str, ...]] = {
    QuestionType.SINGLE: ("options",),
    QuestionType.MULTI: ("options",),
    QuestionType.SCALE: ("scale",),
    QuestionType.GRID: ("scale", "items"),
    QuestionType.NPS: (),
    QuestionType.CES: ("points", "easy"),
    QuestionType.RANKING: ("options", "keep"),
    QuestionType.NUMERIC: (),
    QuestionType.OPEN: (),
}
_ALLOWED: dict[QuestionType, tuple[str, ...]] = {
    QuestionType.MULTI: ("exclusive",),
    QuestionType.NUMERIC: ("unit", "range"),
    QuestionType.OPEN: ("publish", "codes"),
}
"""The keys a type may have beside those it must have."""

_OF_SOME_TYPES = (
    "scale",
    "items",
    "options",
    "exclusive",
    "keep",
    "points",
    "easy",
    "range",
    "unit",
    "publish",
    "codes",
)

_BUDGETS: dict[Mode, int] = {
    Mode.WEB: 8,
    Mode.PHONE: 12,
    Mode.FACE_TO_FACE: 20,
    Mode.PAPER: 12,
    Mode.MIXED: 8,
}
"""Minutes people give willingly."""

_RATED = (QuestionType.SCALE, QuestionType.GRID, QuestionType.NPS, QuestionType.CES)
_TWO_IDEAS = {
    Lang.FR: re.compile(r"(?<![\w'’-])\w[\w'’-]* et (?!non\b)\w[\w'’-]*"),
    Lang.EN: re.compile(r"(?<![\w'’-])\w[\w'’-]* and \w[\w'’-]*"),
}
_ZERO_TO_TEN = tuple(str(point) for point in range(11))


def fields_fit_the_type(setting: Setting) -> Iterator[Diagnostic]:
    """Q02, and Q03 and Q04 where the missing or superfluous key is a scale's."""
    for name, question in setting.study.questions.items():
        written = {key for key in _OF_SOME_TYPES if getattr(question, key) not in (None, {})}
        wanted = _WANTED[question.type]
        for key in wanted:
            if key not in written:
                code = "Q04" if question.type is QuestionType.CES else "Q02"
                yield _of_question(setting, code, name, question, key)
        for key in sorted(written - {*wanted, *_ALLOWED.get(question.type, ())}):
            is_scale = question.type is QuestionType.NPS and key in ("scale", "points", "options", "range")
            code = "Q03" if is_scale else "Q02.unexpected"
            place = setting.study.where_key("questions", name, key)
            yield Diagnostic(code, place, {"question": name, "key": key, "type": question.type.value})
        yield from _limits(setting, name, question)


def _of_question(setting: Setting, code: str, name: str, question: Question, key: str) -> Diagnostic:
    values = {"question": name, "key": key, "type": question.type.value}
    return setting.key_problem(code, "questions", name, **values)


def _limits(setting: Setting, name: str, question: Question) -> Iterator[Diagnostic]:
    if question.keep is not None and question.options and not 1 <= question.keep <= len(question.options):
        yield setting.problem(
            "Q02.keep", "questions", name, "keep", question=name, count=len(question.options)
        )
    if question.points is not None and not 2 <= question.points <= MOST_POINTS:
        yield setting.problem("Q04.points", "questions", name, "points", question=name)
    if question.range is not None and question.range[0] >= question.range[1]:
        yield setting.problem("Q02.range", "questions", name, "range", question=name)
    if question.missing:
        yield from _overlaps(setting, name, question)


def _overlaps(setting: Setting, name: str, question: Question) -> Iterator[Diagnostic]:
    """The codes of an NPS, an effort scale or a box are answers too, although nobody writes them."""
    measured = {code.id for measure in measures_in(setting.study, name) for code in measure.codes}
    for code in question.missing:
        if code in {*question.options, *question.exclusive, *measured}:
            path = ("questions", name, "missing", code)
            yield setting.key_problem("Q02.overlap", *path, question=name, code=code)


def segments_divide(setting: Setting) -> Iterator[Diagnostic]:
    """Q02, of segments: one way to divide, into groups that do not overlap."""
    for name, segment in setting.study.segments.items():
        ways = [way for way in ("levels", "cuts", "when") if getattr(segment, way)]
        if len(ways) != 1:
            yield setting.key_problem("Q02.segment", "segments", name, segment=name)
        yield from _cuts(setting, name, segment)
        for code in segment.missing:
            if code in segment.levels or code in segment.cuts:
                path = ("segments", name, "missing", code)
                yield setting.key_problem("Q02.level", *path, segment=name, code=code)


def crossings_cross(setting: Setting) -> Iterator[Diagnostic]:
    """Q02, of crossings: different segments, each set of them once."""
    seen: list[set[str]] = []
    for index, pair in enumerate(setting.study.crossings):
        if len(set(pair)) < max(len(pair), 2):
            yield setting.problem("Q02.crossing", "crossings", index)
        elif set(pair) in seen:
            yield setting.problem("Q02.crossed", "crossings", index, segments=listed(pair))
        seen.append(set(pair))


def _cuts(setting: Setting, name: str, segment: Segment) -> Iterator[Diagnostic]:
    names = list(segment.cuts)
    for index, later in enumerate(names):
        for earlier in names[:index]:
            if _overlap(segment.cuts[earlier], segment.cuts[later]):
                path = ("segments", name, "cuts", later)
                yield setting.problem("Q02.cuts", *path, segment=name, cut=later, other=earlier)


def _overlap(one: Cut, other: Cut) -> bool:
    """Whether some number lies in both."""
    return not (_ends_before(one, other) or _ends_before(other, one))


def _ends_before(one: Cut, other: Cut) -> bool:
    if one.high is None or other.low is None:
        return False
    touch = one.high == other.low and one.high_closed and other.low_closed
    return one.high <= other.low and not touch


def one_idea_at_a_time(setting: Setting) -> Iterator[Diagnostic]:
    """Q06: of questions that are rated, where two ideas make one rating."""
    pattern = _TWO_IDEAS[setting.study.language]
    for name, question in setting.study.questions.items():
        if question.type not in _RATED:
            continue
        texts: dict[Path, str] = {("questions", name, "text"): question.text}
        texts |= {("questions", name, "items", i, "text"): item.text for i, item in question.items.items()}
        for path, text in texts.items():
            found = pattern.search(text)
            if found:
                yield setting.problem("Q06", *path, offset=found.start(), words=found[0])


def filters_are_possible(setting: Setting) -> Iterator[Diagnostic]:
    """Q07: a filter asks of what is known by then, answers that exist."""
    study = setting.study
    order = list(study.questions)
    for name, question in study.questions.items():
        if question.ask_if is not None:
            path = ("questions", name, "ask_if")
            yield from _filter(setting, question.ask_if, *path)
            for asked in names_in(question.ask_if):
                other = asked.partition(".")[0]
                if other in order and order.index(other) >= order.index(name):
                    code = "Q07.self" if other == name else "Q07"
                    yield setting.problem(code, *path, question=name, other=other)
    for name, segment in study.segments.items():
        if segment.when is not None:
            yield from _filter(setting, segment.when, "segments", name, "when")
    for finding, stated in study.findings.items():
        for name, group in stated.groups.items():
            yield from _filter(setting, group.when, "findings", finding, "groups", name, "when")


def _filter(setting: Setting, condition: Filter, *path: str | int) -> Iterator[Diagnostic]:
    for offset, fault in faults_in(setting.study, condition):
        yield setting.unresolved(fault, *path, offset=offset)


def is_short_enough(setting: Setting) -> Iterator[Diagnostic]:
    """Q05: everyone is counted for every question, filters or not."""
    study = setting.study
    if setting.plan is None or not study.waves:
        return
    mode = study.waves[setting.wave].mode
    minutes = minutes_to_answer(study, setting.wave)
    if minutes > _BUDGETS[mode]:
        unused = listed(never_cited(study, setting.plan)) or "–"
        values = {"minutes": minutes, "budget": _BUDGETS[mode], "mode": mode.value, "questions": unused}
        yield setting.key_problem("Q05", "questions", **values)


FOUNDATIONS: tuple[Rule, ...] = (fields_fit_the_type, segments_divide, crossings_cross)


def dimensions_are_covered(setting: Setting) -> Iterator[Diagnostic]:
    """Q12: a survey of employees that leaves a dimension out says nothing of it."""
    study = setting.study
    if study.kind is not StudyKind.SURVEY or study.audience is not Audience.EMPLOYEE or not study.questions:
        return
    asked = {
        (item.dimension or "").casefold()
        for question in study.questions.values()
        for item in question.items.values()
    }
    absent = [word for word in DIMENSIONS[study.language] if word not in asked]
    if absent:
        yield setting.key_problem("Q12", "questions", words=", ".join(absent))


RULES: tuple[Rule, ...] = (
    one_idea_at_a_time,
    filters_are_possible,
    is_short_enough,
    dimensions_are_covered,
)
