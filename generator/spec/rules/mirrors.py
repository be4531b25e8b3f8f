"""B: customers face employees, and are subtracted only where it is said, and true, that they compare."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.errors import Diagnostic
from generator.spec.models import Audience, Study
from generator.spec.plan import Plan
from generator.spec.rules.setting import Rule, Setting


def mirrors_have_two_sides(setting: Setting) -> Iterator[Diagnostic]:
    """B09: a study of customers faces one of employees, and each side says what it is read on."""
    symmetry = setting.study.symmetry
    if symmetry is None:
        return
    other = setting.symbols.studies.get(symmetry.with_)
    if other and {setting.study.audience, other.audience} != {Audience.CUSTOMER, Audience.EMPLOYEE}:
        yield setting.problem("B09.audience", "symmetry", "with", study=other.id)
    for side in (Audience.CUSTOMER, Audience.EMPLOYEE):
        if side.value not in symmetry.pair:
            yield setting.key_problem("B09.side", "symmetry", "pair", side=side.value)


def gaps_are_declared(setting: Setting) -> Iterator[Diagnostic]:
    """B09: a difference is shown of some moments, and moments compare for a difference to be shown."""
    symmetry = setting.study.symmetry
    if symmetry is None:
        return
    if symmetry.show == "difference" and not symmetry.comparable:
        yield setting.problem("B09", "symmetry", "show")
    if symmetry.show == "both" and symmetry.comparable:
        yield setting.key_problem("B09.idle", "symmetry", "comparable")


def sides_are_comparable(setting: Setting) -> Iterator[Diagnostic]:
    """B01, B02, B03: judged as an outside figure is."""
    declared = setting.study.symmetry.comparable if setting.study.symmetry else {}
    for moment, one in declared.items():
        path = ("symmetry", "comparable", moment)
        if one.unsaid:
            yield setting.key_problem("B01.moment", *path, moment=moment, keys=", ".join(one.unsaid))
        if len(one.different) > 1:
            yield setting.key_problem("B02.moment", *path, moment=moment, keys=", ".join(one.different))
        elif one.different:
            yield setting.problem("B03.moment", *path, one.different[0], moment=moment, key=one.different[0])


def sides_are_counted_alike(setting: Setting) -> Iterator[Diagnostic]:
    """B09: both surveys measure the moment, by one formula on one scale; a workshop measures nothing."""
    sides, moments = _sides(setting), setting.study.shared.moments
    declared = setting.study.symmetry.comparable if setting.study.symmetry and sides else {}
    for moment in declared:
        path = ("symmetry", "comparable", moment)
        forms = {side.study.id: side.form_at(moment) for side in sides}
        silent = ", ".join(name for name, form in forms.items() if form is None)
        if silent and moment in moments:
            yield setting.key_problem("B09.unmeasured", *path, moment=moment, studies=silent)
        elif not silent and len({*forms.values()}) > 1:
            yield setting.key_problem("B09.unlike", *path, moment=moment)


@dataclass(frozen=True)
class _Side:
    """A study of the mirror, and the indicator it is read on."""

    study: Study
    plan: Plan
    indicator: str

    def form_at(self, moment: str) -> tuple[object, ...] | None:
        """What makes two figures one: formula, unit, points of the scale and those that count."""
        score = self.plan.score_at(self.indicator, moment)
        if score is None or score.measure is None:
            return None
        points, question = self.plan.measure[score.measure].values, self.study.questions[score.question or ""]
        counted = (tuple(sorted((one or {}).items())) for one in (score.values, points))
        return score.kind, score.unit, question.unit, *counted


def _sides(setting: Setting) -> tuple[_Side, ...]:
    """Both sides; none while either study cannot be read whole."""
    study, plan, symmetry = setting.study, setting.plan, setting.study.symmetry
    faced = setting.symbols.plans.get(symmetry.with_) if symmetry else None
    if plan is None or symmetry is None or faced is None:
        return ()
    facing = "customer" if study.audience is Audience.EMPLOYEE else "employee"
    other = setting.symbols.studies[symmetry.with_]
    known = {study.audience.value: (study, plan), facing: (other, faced)}
    return tuple(_Side(*known[side], name) for side, name in symmetry.pair.items() if side in known)


RULES: tuple[Rule, ...] = (
    mirrors_have_two_sides,
    gaps_are_declared,
    sides_are_comparable,
    sides_are_counted_alike,
)
