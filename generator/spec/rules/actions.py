"""A: who does what by when, and what it should move."""

from collections.abc import Iterator

from generator.errors import Diagnostic
from generator.spec.models import ActionState, Verdict
from generator.spec.rules.setting import Rule, Setting

_MAX_OPEN = 5
_OPEN = (ActionState.PLANNED, ActionState.STARTED)


def action_moves_something(setting: Setting) -> Iterator[Diagnostic]:
    """A01: owner and due date are required by the model; an indicator, by this."""
    for name, action in setting.study.actions.items():
        moves = action.moves
        if moves is None or (moves.customer, moves.employee, moves.business) == (None, None, None):
            yield setting.key_problem("A01", "actions", name, name=name, key="moves")


def few_actions_are_open(setting: Setting) -> Iterator[Diagnostic]:
    """A02"""
    count = sum(action.state in _OPEN for action in setting.study.actions.values())
    if count > _MAX_OPEN:
        yield setting.key_problem("A02", "actions", count=count, limit=_MAX_OPEN)


def what_to_improve_has_an_action(setting: Setting) -> Iterator[Diagnostic]:
    """A03"""
    answered = {finding for action in setting.study.actions.values() for finding in action.from_}
    for name, finding in setting.study.findings.items():
        if finding.verdict is Verdict.IMPROVE and name not in answered and finding.no_action is None:
            yield setting.problem("A03", "findings", name, "verdict", finding=name)


def no_action_is_late(setting: Setting) -> Iterator[Diagnostic]:
    """A06"""
    for name, action in setting.study.actions.items():
        if setting.as_of is not None and action.due < setting.as_of and action.state in _OPEN:
            yield setting.problem("A06", "actions", name, "due", action=name, due=action.due.isoformat())


def dropped_action_says_why(setting: Setting) -> Iterator[Diagnostic]:
    """A05, as far as one spec tells: a promise is dropped with a reason."""
    for name, action in setting.study.actions.items():
        if action.state is ActionState.DROPPED and action.why is None:
            yield setting.problem("A05", "actions", name, "state", action=name)


RULES: tuple[Rule, ...] = (
    action_moves_something,
    few_actions_are_open,
    what_to_improve_has_an_action,
    no_action_is_late,
    dropped_action_says_why,
)
