"""N12: no figure of a finding stands alone; something tells whether it is high or low."""

from collections.abc import Collection, Iterator

from generator.errors import Diagnostic
from generator.spec.language import Among, Claim, Comparison, Extreme, Figure, Ranked, Reference, StillHolds
from generator.spec.models import Study
from generator.spec.plan import figures_of
from generator.spec.rules.bound import is_label, resolved
from generator.spec.rules.setting import Rule, Setting
from generator.spec.rules.texts import said_by_findings
from generator.spec.symbols import Resolved, Unresolved

Subject = tuple[str, str | None]
"""A study, and the indicator (or the question, when none covers it) that a figure belongs to."""


def figures_have_a_comparator(setting: Setting) -> Iterator[Diagnostic]:
    """N12: a difference, a claim on the same indicator, another figure of it, or an action's target."""
    if setting.plan is None:
        return
    for said in said_by_findings(setting.study):
        name = said.finding or ""
        claimed = _claimed(setting, setting.study, name)
        for figure in said.text.parts:
            if not isinstance(figure, Figure) or figure.minus or is_label(setting, figure, name):
                continue
            number = resolved(setting, figure.reference, name)
            is_alone = number is not None and _subject(number) not in claimed
            if number and is_alone and not _has_company(setting, name, number):
                yield setting.problem("N12", *said.path, offset=figure.start, figure=figure)


def _claimed(setting: Setting, study: Study, name: str, within: Collection[str] = ()) -> set[Subject]:
    """What the claims of a finding speak of, those of the findings it rests on included."""
    address = f"{study.id}.{name}"
    if address in within or name not in study.findings:
        return set()
    found: set[Subject] = set()
    for claim in study.findings[name].holds:
        found |= _of_claim(setting, study, name, claim, (*within, address))
    return found


def _of_claim(
    setting: Setting, study: Study, name: str, claim: Claim, within: Collection[str]
) -> set[Subject]:
    match claim:
        case Comparison(left=left, right=Reference() as right):
            return {*_subjects(setting, study, name, left), *_subjects(setting, study, name, right)}
        case Comparison(left=left):
            return _subjects(setting, study, name, left)
        case Extreme(of=of) | Among(of=of):
            return _subjects(setting, study, name, of)
        case Ranked():
            return {(study.id, study.priorities.over)} if study.priorities else set()
        case StillHolds(study=other, finding=finding):
            others = setting.symbols.studies
            return _claimed(setting, others[other], finding, within) if other in others else set()


def _subjects(setting: Setting, study: Study, name: str, reference: Reference) -> set[Subject]:
    try:
        wave = next(reversed(study.waves), "")
        return {_subject(number) for number in setting.symbols.items(study.id, reference, wave, name)}
    except Unresolved:
        return set()


def _subject(number: Resolved) -> Subject:
    return number.study, number.score.indicator or number.score.question


def _has_company(setting: Setting, name: str, number: Resolved) -> bool:
    """Another figure of the same subject in the finding, or a target set on it by one of its actions."""
    study, subject = setting.study, _subject(number)
    said = [figure.reference for figure in figures_of(study.findings[name])]
    shown = [resolved(setting, reference, name) for reference in said]
    targets = [a.target.of for a in study.actions.values() if a.target and name in a.from_]
    aimed = [resolved(setting, setting.symbols.to_come(study.id, target), None) for target in targets]
    same = {(n.wave, n.group, n.score.id) for n in shown if n is not None and _subject(n) == subject}
    return len(same) > 1 or any(_subject(n) == subject for n in aimed if n is not None)


RULES: tuple[Rule, ...] = (figures_have_a_comparator,)
