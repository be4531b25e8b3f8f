"""C: the study exists to settle a named decision, by a named decider, and may be asked."""

from collections.abc import Iterator

from generator.errors import Diagnostic
from generator.spec.models import StudyKind
from generator.spec.models.decisions import DecisionState
from generator.spec.models.shared import Level
from generator.spec.rules.setting import Rule, Setting


def has_a_decision(setting: Setting) -> Iterator[Diagnostic]:
    """C01"""
    if not setting.study.decisions:
        yield setting.problem("C01", "decisions")


def decider_is_a_director(setting: Setting) -> Iterator[Diagnostic]:
    """C02"""
    roles = setting.study.shared.roles
    for name, decision in setting.study.decisions.items():
        role = roles.get(decision.decider)
        if role is not None and role.level is not Level.DIRECTION:
            yield setting.problem("C02", "decisions", name, "decider", decision=name, role=decision.decider)


def is_ready_or_signed(setting: Setting) -> Iterator[Diagnostic]:
    """C03: a "no" is signed, either way."""
    readiness = setting.study.readiness
    if readiness.override is None and readiness.defer is None:
        for answer in readiness.refused:
            yield setting.problem("C03", "readiness", answer, answer=answer)


def what_is_deferred_is_not_asked(setting: Setting) -> Iterator[Diagnostic]:
    """C09: a study that is put off has a "no", no wave and no other signature."""
    study, readiness = setting.study, setting.study.readiness
    if readiness.defer is None:
        return
    if not readiness.refused:
        yield setting.key_problem("C09", "readiness", "defer")
    if readiness.override is not None:
        yield setting.key_problem("C09.both", "readiness", "override")
    for wave in study.waves:
        yield setting.key_problem("C09.wave", "waves", wave, wave=wave)


def settled_decisions_say_why(setting: Setting) -> Iterator[Diagnostic]:
    """C10: what was decided, when, and why; why it was put off, and until when."""
    for name, decision in setting.study.decisions.items():
        for key in _owed(decision.state):
            if getattr(decision, key) is None:
                state = decision.state.value
                yield setting.key_problem("C10", "decisions", name, decision=name, key=key, state=state)


def _owed(state: DecisionState) -> tuple[str, ...]:
    """The keys that a state must be explained by."""
    match state:
        case DecisionState.OPEN:
            return ()
        case DecisionState.DECIDED:
            return "choice", "decided_on", "why"
        case DecisionState.DEFERRED:
            return "why", "until"


def population_is_known(setting: Setting) -> Iterator[Diagnostic]:
    """C04: surveys only; a group or a workshop speaks of those who were there."""
    study = setting.study
    if study.kind is not StudyKind.SURVEY:
        return
    if study.population is None:
        yield setting.problem("C04", "population", key="population")
    elif study.population.size is None:
        yield setting.key_problem("C04", "population", key="population.size")


def prior_is_stated(setting: Setting) -> Iterator[Diagnostic]:
    """C05"""
    for name, decision in setting.study.decisions.items():
        if decision.prior is None:
            yield setting.key_problem("C05", "decisions", name, decision=name)


def tension_is_accompanied(setting: Setting) -> Iterator[Diagnostic]:
    """C06"""
    context = setting.study.context
    if context.tension and context.support is None:
        yield setting.problem("C06", "context", "tension")


def due_decisions_are_settled(setting: Setting) -> Iterator[Diagnostic]:
    """C08: never settled, or put off until a day that has passed."""
    for name, decision in setting.study.decisions.items():
        is_late = setting.as_of is not None and decision.due < setting.as_of
        if is_late and decision.state is DecisionState.OPEN:
            yield setting.problem(
                "C08", "decisions", name, "due", decision=name, due=decision.due.isoformat()
            )
        until = decision.until if decision.state is DecisionState.DEFERRED else None
        if until is not None and setting.as_of is not None and until < setting.as_of:
            path = ("decisions", name, "until")
            yield setting.problem("C08.until", *path, decision=name, due=until.isoformat())


RULES: tuple[Rule, ...] = (
    has_a_decision,
    decider_is_a_director,
    is_ready_or_signed,
    what_is_deferred_is_not_asked,
    settled_decisions_say_why,
    population_is_known,
    prior_is_stated,
    tension_is_accompanied,
    due_decisions_are_settled,
)
