"""L: groups tell mechanisms and signals, never how many people."""

from collections.abc import Iterator

from generator.errors import Diagnostic
from generator.spec.language import Prose
from generator.spec.models import Qualitative
from generator.spec.rules.bound import resolved
from generator.spec.rules.lexicon import lexicon_of
from generator.spec.rules.setting import Rule, Setting
from generator.spec.rules.texts import Said, qualitative_texts, said_by_findings

_SMALLEST, _LARGEST = 6, 10
_PROFILES = 2


def no_proportion_is_told(setting: Setting) -> Iterator[Diagnostic]:
    """L01: in themes, leads, limits, and findings that rest on themes alone."""
    pattern = lexicon_of(setting.study.language).proportions
    for said in _qualitative(setting):
        for part in said.text.parts:
            found = pattern.search(part.text) if isinstance(part, Prose) else None
            if found and isinstance(part, Prose):
                offset = part.start + found.start()
                yield setting.problem("L01", *said.path, offset=offset, words=found[0])


def _qualitative(setting: Setting) -> Iterator[Said]:
    study = setting.study
    for name, theme in (study.qualitative.themes if study.qualitative else {}).items():
        yield Said(("qualitative", "themes", name, "label"), theme.label)
    yield from qualitative_texts(study)
    for said in said_by_findings(study):
        finding = study.findings[said.finding or ""]
        if finding.evidence and not finding.holds:
            yield said


def groups_are_of_a_size(setting: Setting) -> Iterator[Diagnostic]:
    """L02: groups only; an interview has one participant."""
    material = _groups(setting)
    for name, group in (material.groups if material else {}).items():
        if not _SMALLEST <= group.size <= _LARGEST:
            path = ("qualitative", "groups", name, "size")
            yield setting.problem("L02", *path, group=name, size=group.size)


def _groups(setting: Setting) -> Qualitative | None:
    material = setting.study.qualitative
    return material if material and material.method == "groups" else None


def quotations_are_consented(setting: Setting) -> Iterator[Diagnostic]:
    """L03: context and theme are required by the model; consent, by this."""
    material = setting.study.qualitative
    for name, verbatim in (material.verbatims if material else {}).items():
        if not verbatim.consent:
            yield setting.problem("L03.consent", "qualitative", "verbatims", name, "consent", verbatim=name)


def themes_lead_somewhere(setting: Setting) -> Iterator[Diagnostic]:
    """L04"""
    material = setting.study.qualitative
    for name, theme in (material.themes if material else {}).items():
        if not theme.leads:
            yield setting.key_problem("L04", "qualitative", "themes", name, theme=name)


def guide_is_covered(setting: Setting) -> Iterator[Diagnostic]:
    """L05"""
    material = setting.study.qualitative
    for name, group in (material.groups if material else {}).items():
        for subject in material.guide if material else ():
            if subject not in group.covered:
                path = ("qualitative", "groups", name, "covered")
                yield setting.problem("L05", *path, group=name, subject=subject)


def intimate_subjects_are_for_interviews(setting: Setting) -> Iterator[Diagnostic]:
    """L06: a theme is intimate when it hands on to a sensitive question."""
    material = _groups(setting)
    for name, theme in (material.themes if material else {}).items():
        if theme.to_test is None:
            continue
        reference = setting.symbols.to_come(setting.study.id, theme.to_test)
        number = resolved(setting, reference, None)
        if number is None:
            continue
        questions = setting.symbols.studies[number.study].questions
        plan = setting.symbols.plans[number.study]
        asked = {plan.measure[m].question for m in plan.measures_under(number.score)}
        if any(questions[question].sensitive for question in asked):
            yield setting.problem("L06", "qualitative", "themes", name, "to_test", theme=name)


def groups_mix_profiles(setting: Setting) -> Iterator[Diagnostic]:
    """L09: groups only; an interview is of one person."""
    material = _groups(setting)
    for name, group in (material.groups if material else {}).items():
        if len(group.profiles) < _PROFILES:
            yield setting.problem("L09", "qualitative", "groups", name, "profiles", group=name)


RULES: tuple[Rule, ...] = (
    no_proportion_is_told,
    groups_are_of_a_size,
    quotations_are_consented,
    themes_lead_somewhere,
    guide_is_covered,
    intimate_subjects_are_for_interviews,
    groups_mix_profiles,
)
