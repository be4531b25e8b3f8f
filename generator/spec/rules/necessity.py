"""Q01 and Q13: nothing is asked of people, nor read of them, that serves nothing."""

from collections.abc import Iterator, Mapping

from generator.errors import Diagnostic
from generator.spec.filters import names_in
from generator.spec.models import Study
from generator.spec.paths import is_file
from generator.spec.plan import is_own
from generator.spec.reader import read
from generator.spec.rules.citations import of_actions, of_themes, references
from generator.spec.rules.setting import Rule, Setting


def question_serves(setting: Setting) -> Iterator[Diagnostic]:
    """Q01: a question that some filter or segment uses is one, whatever its role says."""
    used = {*_filtered(setting.study), *_dividing(setting.study)}
    for name, question in setting.study.questions.items():
        names = {name, *(f"{name}.{item}" for item in (*question.items, *question.options))}
        if not question.informs and question.role is None and not names & used:
            yield setting.key_problem("Q01", "questions", name, question=name)


def segments_serve(setting: Setting) -> Iterator[Diagnostic]:
    """Q13: a segment serves where somebody says so, or where something could not be had without it.

    It informs a decision; a sentence, a claim, an action or a theme of any study names it; a filter reads
    it; it is a stratum, a margin of the weights or a side of a declared crossing. That pages cross it with
    every question is no service: they do so with all segments. A study without findings has yet to say what
    it needs.
    """
    study = setting.study
    if not study.findings:
        return
    needed = {*_named(setting), *_filtered(study), *_grouped(study), *_drawn(study)}
    needed |= {name for pair in study.crossings for name in pair}
    idle = [name for name, segment in study.segments.items() if not segment.informs and name not in needed]
    weighed = set(_weighed(setting)) if idle else set()
    for name in idle:
        if name not in weighed:
            yield setting.key_problem("Q13", "segments", name, segment=name)


def roles_are_held(setting: Setting) -> Iterator[Diagnostic]:
    """Q13, of a question asked to filter or to divide, where no filter, segment or indicator reads it."""
    study = setting.study
    read_by = {name.partition(".")[0] for name in (*_filtered(study), *_grouped(study))}
    read_by |= {source.name for indicator in study.indicators.values() for source in indicator.sources}
    for name, question in study.questions.items():
        if question.role is None or question.informs or name in {*read_by, *_dividing(study)}:
            continue
        yield setting.key_problem("Q13.role", "questions", name, question=name, role=question.role.value)


def _named(setting: Setting) -> Iterator[str]:
    """The segments that sentences, claims, actions and themes speak of, those of other studies too."""
    own = setting.study
    for study in setting.symbols.studies.values():
        for _, reference in (*references(study), *of_actions(study), *of_themes(study)):
            if reference.group and (is_own(reference, own) if study.id == own.id else reference.at == own.id):
                yield reference.group


def _filtered(study: Study) -> Iterator[str]:
    """What the filters of questions and segments look at."""
    conditions = [question.ask_if for question in study.questions.values()]
    for condition in (*conditions, *(segment.when for segment in study.segments.values())):
        yield from names_in(condition) if condition else ()


def _grouped(study: Study) -> Iterator[str]:
    """What the groups that findings name look at."""
    for finding in study.findings.values():
        for group in finding.groups.values():
            yield from names_in(group.when)


def _dividing(study: Study) -> Iterator[str]:
    """The questions whose column a segment reads."""
    columns = {question.column or name: name for name, question in study.questions.items()}
    read_as = (segment.column or name for name, segment in study.segments.items())
    return (columns[column] for column in read_as if column in columns)


def _drawn(study: Study) -> Iterator[str]:
    """The segments that are strata, under their own name or that of their column."""
    strata = study.sample.strata if study.sample else ()
    return (name for name, segment in study.segments.items() if {name, segment.column} & set(strata))


def _weighed(setting: Setting) -> Iterator[str]:
    """The segments whose margins some wave's file gives; what is wrong with a file, reading it tells."""
    for wave in setting.study.waves.values():
        if wave.weights is None or not is_file(setting.folder / wave.weights):
            continue
        document, _ = read(setting.folder / wave.weights, wave.weights)
        margins = document.tree.get("margins") if document and isinstance(document.tree, Mapping) else None
        yield from margins if isinstance(margins, Mapping) else ()


RULES: tuple[Rule, ...] = (question_serves, segments_serve, roles_are_held)
