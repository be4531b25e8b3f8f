"""G: data are kept for a purpose, for a time, after the assessment they need."""

from collections.abc import Iterator

from generator.errors import Diagnostic
from generator.spec.models import Audience
from generator.spec.paths import files_named
from generator.spec.rules.citations import citations
from generator.spec.rules.setting import Rule, Setting


def record_says_something(setting: Setting) -> Iterator[Diagnostic]:
    """G01: the model asks for the keys; an empty list says nothing under one."""
    for key in ("data", "recipients", "security"):
        if not getattr(setting.study.gdpr, key):
            yield setting.key_problem("G01", "gdpr", key, name="gdpr", key=key)


def data_are_deleted_in_time(setting: Setting) -> Iterator[Diagnostic]:
    """G02"""
    until = setting.study.gdpr.keep.until
    if setting.as_of is None or setting.as_of <= until:
        return
    for name, wave in setting.study.waves.items():
        for file in wave.files:
            if files_named(setting.folder, file):
                yield setting.problem("G02", "waves", name, "data", file=file, until=until.isoformat())


def data_outlive_their_fieldwork(setting: Setting) -> Iterator[Diagnostic]:
    """G02.early: the day of deletion is that of a wave before, which was not renewed."""
    until = setting.study.gdpr.keep.until
    name, wave = next(reversed(setting.study.waves.items()), (None, None))
    if wave is not None and until < wave.field.end:
        end = wave.field.end.isoformat()
        place = ("gdpr", "keep", "until")
        yield setting.problem("G02.early", *place, wave=name, until=until.isoformat(), end=end)


def data_serve_one_controller(setting: Setting) -> Iterator[Diagnostic]:
    """G03: figures of another controller's study serve another purpose than the one people were told."""
    own = setting.study
    for citation in citations(own):
        other = setting.symbols.studies.get(citation.study)
        if other is not None and other.gdpr.controller != own.gdpr.controller:
            yield setting.problem("G03", *citation.path, offset=citation.offset, study=citation.study)


def assessment_is_settled(setting: Setting) -> Iterator[Diagnostic]:
    """G04: employees asked about sensitive things; a no needs its reason, a yes its file."""
    study = setting.study
    dpia = study.gdpr.dpia
    is_sensitive = any(question.sensitive for question in study.questions.values())
    if dpia is None and is_sensitive and study.audience is not Audience.CUSTOMER:
        yield setting.key_problem("G04", "gdpr")
    elif dpia is not None and not dpia.needed and dpia.why is None:
        yield setting.problem("G04.unsaid", "gdpr", "dpia")
    elif dpia is not None and dpia.needed and dpia.file is None:
        yield setting.problem("G04.file", "gdpr", "dpia")


RULES: tuple[Rule, ...] = (
    record_says_something,
    data_are_deleted_in_time,
    data_outlive_their_fieldwork,
    data_serve_one_controller,
    assessment_is_settled,
)
