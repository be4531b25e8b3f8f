"""What is read from a wave's file: the columns of measures, segments and weights, each with its domain."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.data.domains import LARGE, MISSING, Coded, Domain, Marking, Numbered, Weighing
from generator.errors import Diagnostic, Position
from generator.spec.measures import Measure
from generator.spec.models import Question, QuestionType, Segment, Study, Wave, WeightingMethod
from generator.spec.nearest import listed, nearest
from generator.spec.plan import Plan


@dataclass(frozen=True, slots=True, eq=False)
class Want:
    """One column to read: our id, the column's name in this wave's file, what it may hold."""

    id: str
    column: str
    domain: Domain
    stated: Position
    """Where the spec declares it."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """All that is read from one wave's file; nothing else of it ever is."""

    measures: tuple[Want, ...]
    segments: tuple[Want, ...]
    weight: Want | None
    unread: frozenset[str]
    """Columns the spec declares and this wave does not read: free text, questions it does not ask."""
    design: tuple[Want, ...] = ()
    """What the sample was drawn by: strata, clusters, sizes, persons, replicate weights."""

    @property
    def all(self) -> tuple[Want, ...]:
        """Every column to read, measures first."""
        return (*self.measures, *self.segments, *((self.weight,) if self.weight else ()), *self.design)


def wanted_in(study: Study, plan: Plan, wave: str, base: str | None) -> Wanted:
    """What a wave's file must hold; ``base`` is the column of weights that raking starts from."""
    names = _Names(study, wave)
    measures = [m for m in plan.measures if m.is_asked_in(wave)]
    return Wanted(
        tuple(_measure(study, names, measure) for measure in measures),
        tuple(_segments(study, names)),
        _weight(study, names, base),
        frozenset(_unread(study, plan, names)),
        tuple(_design(study, names)),
    )


def mistakes_in(study: Study, plan: Plan, wave: str) -> Iterator[Diagnostic]:
    """What makes a wave unreadable whatever its file: D16, weights in no column; D23, codes to nowhere."""
    weighting = study.weighting
    if weighting and weighting.method is WeightingMethod.GIVEN and weighting.column is None:
        yield Diagnostic("D16.undeclared", study.where("weighting"))
    known, numeric = _codes_by_name(study, plan), _numeric(study, plan)
    for name, recodes in study.waves[wave].codes.items():
        if name not in (*known, *numeric):
            yield _unknown(study, wave, name, (*known, *numeric))
        for raw, ours in recodes.items():
            if name in known and ours not in known[name]:
                values = {"name": name, "code": ours, "known": listed(known[name])}
                yield Diagnostic("D23", study.where("waves", wave, "codes", name, raw), values)


def _unknown(study: Study, wave: str, name: str, known: tuple[str, ...]) -> Diagnostic:
    close = nearest(name, known)
    values = {"name": name, "nearest": close, "known": listed(known)}
    place = study.where_key("waves", wave, "codes", name)
    return Diagnostic("D23.nearest" if close else "D23.name", place, values)


@dataclass(frozen=True)
class _Names:
    """What this wave's file calls our columns and codes."""

    study: Study
    wave: str

    @property
    def columns(self) -> Mapping[str, str]:
        return self._entry.columns

    @property
    def codes(self) -> Mapping[str, Mapping[str, str]]:
        return self._entry.codes

    @property
    def _entry(self) -> Wave:
        return self.study.waves[self.wave]

    def column(self, declared: str, *names: str) -> str:
        """The file's name for a declared column, drifted under one of our names or its own."""
        drifted = (self.columns[name] for name in (*names, declared) if name in self.columns)
        return next(drifted, declared).strip()

    def recodes(self, *names: str) -> Mapping[str, str]:
        """The file's codes with ours, the last name having the last word."""
        return {raw: ours for name in names for raw, ours in self.codes.get(name, {}).items()}


def _measure(study: Study, names: _Names, measure: Measure) -> Want:
    question = study.questions[measure.question]
    line = ("items", measure.item) if measure.item in question.items else ()
    stated = study.where("questions", measure.question, *line)
    recodes = names.recodes(measure.column, measure.question, measure.id)
    missing = tuple(code.id for code in measure.missing)
    codes = tuple(code.id for code in measure.codes)
    domain: Domain = Coded(codes, missing, recodes)
    if measure.type is QuestionType.NUMERIC:
        domain = Numbered(missing, recodes, question.range)
    return Want(measure.id, _column(names, measure, question), domain, stated)


def _column(names: _Names, measure: Measure, question: Question) -> str:
    """The column of a measure; where the whole question drifted, so did the columns of its items."""
    root = question.column or measure.question
    drifted = names.column(root, measure.question)
    if measure.item is not None and measure.column == f"{root}_{measure.item}" and drifted != root:
        return names.column(f"{drifted}_{measure.item}", measure.id, measure.column)
    return names.column(measure.column, measure.id)


def _segments(study: Study, names: _Names) -> Iterator[Want]:
    for name, segment in study.segments.items():
        if segment.when is None:
            declared = segment.column or name
            domain = _divided(segment, names.recodes(declared, name))
            yield Want(name, names.column(declared, name), domain, study.where("segments", name))


def _divided(segment: Segment, recodes: Mapping[str, str]) -> Domain:
    if segment.cuts:
        return Numbered(tuple(segment.missing), recodes)
    return Coded(tuple(segment.levels), tuple(segment.missing), recodes)


def _weight(study: Study, names: _Names, base: str | None) -> Want | None:
    weighting = study.weighting
    column = weighting.column if weighting and weighting.method is WeightingMethod.GIVEN else base
    if column is None:
        return None
    return Want(column, names.column(column), Weighing(), study.where("weighting", "column"))


def _unread(study: Study, plan: Plan, names: _Names) -> Iterator[str]:
    for name, question in study.questions.items():
        if question.type is QuestionType.OPEN:
            yield names.column(question.column or name, name)
    for measure in plan.measures:
        if not measure.is_asked_in(names.wave):
            yield _column(names, measure, study.questions[measure.question])


STRATUM, CLUSTER, SIZE, PERSON, REPLICATE = "stratum", "cluster", "size", "person", "replicate"


def _design(study: Study, names: _Names) -> Iterator[Want]:
    """The columns of the sample; strata that are segments are read as such."""
    sample = study.sample
    if sample is None:
        return
    for place, stratum in enumerate(sample.strata):
        if stratum not in study.segments:
            stated = study.where("sample", "strata", place)
            yield Want(f"{STRATUM} {stratum}", names.column(stratum), Marking(), stated)
    for key, column, domain in (
        (CLUSTER, sample.clusters, Marking()),
        (SIZE, sample.sizes, Numbered((), {}, (1, LARGE))),
        (PERSON, sample.person, Marking()),
    ):
        if column is not None:
            yield Want(key, names.column(column), domain, study.where("sample", _FIELDS[key]))
    for column in sample.replicates.columns if sample.replicates else ():
        stated = study.where("sample", "replicates", "columns")
        yield Want(f"{REPLICATE} {column}", names.column(column), Numbered((), {}, (0, LARGE)), stated)


_FIELDS = {CLUSTER: "clusters", SIZE: "sizes", PERSON: "person"}


def _codes_by_name(study: Study, plan: Plan) -> Mapping[str, tuple[str, ...]]:
    """The codes that each name of ``codes`` may map to; numbers map to any number and are not here."""
    known: dict[str, tuple[str, ...]] = {}
    for names, codes in _codebook(study, plan):
        for name in names:
            known[name] = tuple(dict.fromkeys((*known.get(name, ()), *codes, MISSING)))
    return known


def _numeric(study: Study, plan: Plan) -> tuple[str, ...]:
    """The names of ``codes`` that map to numbers."""
    measures = [m for m in plan.measures if m.type is QuestionType.NUMERIC]
    segments = [(s.column or name, name) for name, s in study.segments.items() if s.cuts]
    return tuple(name for names in (*((m.column, m.id) for m in measures), *segments) for name in names)


def _codebook(study: Study, plan: Plan) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    for measure in plan.measures:
        if measure.type is not QuestionType.NUMERIC:
            codes = tuple(code.id for code in (*measure.codes, *measure.missing))
            yield (measure.column, measure.question, measure.id), codes
    for name, segment in study.segments.items():
        if segment.levels:
            yield (segment.column or name, name), (*segment.levels, *segment.missing)
