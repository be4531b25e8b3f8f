"""W: a workshop starts from a diagnosis, lets everyone speak, and ends in decisions and tests."""

from collections.abc import Iterator, Mapping

from generator.errors import Diagnostic
from generator.spec.agenda import STANDARD, agenda_of
from generator.spec.models import Workshop, WorkshopKind
from generator.spec.models.workshops import SolutionStatus
from generator.spec.rules.setting import Rule, Setting
from generator.words import Lang

_SEATS = (4, 8)
_CAFE = (12, 50)
_PER_FACILITATOR = 12
_MAX_TRIALS = 2
_MAX_DAYS = 30
_OPENINGS = {Lang.FR: "Comment pourrions-nous", Lang.EN: "How might we"}


def _of_kind(setting: Setting, kind: WorkshopKind) -> Mapping[str, Workshop]:
    return {name: w for name, w in setting.study.workshops.items() if w.kind is kind}


def tables_let_everyone_speak(setting: Setting) -> Iterator[Diagnostic]:
    """W01: the model asks for a host."""
    low, high = _SEATS
    for name, workshop in setting.study.workshops.items():
        for table, seated in workshop.tables.items():
            if not low <= seated.seats <= high:
                path = ("workshops", name, "tables", table, "seats")
                yield setting.problem("W01", *path, table=table, seats=seated.seats, low=low, high=high)


def cafe_is_of_a_size(setting: Setting) -> Iterator[Diagnostic]:
    """W02"""
    low, high = _CAFE
    for name, workshop in _of_kind(setting, WorkshopKind.WORLD_CAFE).items():
        count = _head_count(workshop)
        if not low <= count <= high:
            path = ("workshops", name, "participants")
            yield setting.key_problem("W02", *path, count=count, low=low, high=high)


def _head_count(workshop: Workshop) -> int:
    return workshop.participants.customer + workshop.participants.employee


def workshop_has_a_diagnosis(setting: Setting) -> Iterator[Diagnostic]:
    """W03"""
    if setting.study.workshops and setting.study.diagnosis is None:
        yield setting.key_problem("W03", "workshops")


def workshop_is_followed_up(setting: Setting) -> Iterator[Diagnostic]:
    """W04"""
    for name, workshop in setting.study.workshops.items():
        follow = workshop.follow_up
        wanted = ("decisions", "priorities", "owners", "review")
        absent = [key for key in wanted if follow is None or not getattr(follow, key)]
        if absent:
            path = ("workshops", name) if follow is None else ("workshops", name, "follow_up")
            yield setting.key_problem("W04", *path, workshop=name, keys=", ".join(absent))


def challenges_cross_both_sides(setting: Setting) -> Iterator[Diagnostic]:
    """W05"""
    opening = _OPENINGS[setting.study.language]
    for name, workshop in setting.study.workshops.items():
        for challenge, stated in workshop.challenges.items():
            path = ("workshops", name, "challenges", challenge)
            if not stated.ask.casefold().startswith(opening.casefold()):
                yield setting.problem("W05", *path, "ask", challenge=challenge, opening=opening)
            if stated.crosses.customer is None or stated.crosses.employee is None:
                yield setting.problem("W05.side", *path, "crosses", challenge=challenge)


def trials_are_few_and_short(setting: Setting) -> Iterator[Diagnostic]:
    """W06"""
    trials = setting.study.trials
    if len(trials) > _MAX_TRIALS:
        yield setting.key_problem("W06", "trials", count=len(trials), limit=_MAX_TRIALS)
    for name, trial in trials.items():
        days = (trial.when.end - trial.when.start).days + 1
        if days > _MAX_DAYS:
            path = ("trials", name, "when")
            yield setting.problem("W06.days", *path, trial=name, days=days, limit=_MAX_DAYS)


def trial_sheets_say_what_to_look_at(setting: Setting) -> Iterator[Diagnostic]:
    """W07: the model asks for the five keys; an empty list is no indicator."""
    for name, trial in setting.study.trials.items():
        if not trial.indicators:
            yield setting.key_problem("W07", "trials", name, "indicators", name=name, key="indicators")


def cafe_gives_two_deliverables(setting: Setting) -> Iterator[Diagnostic]:
    """W08"""
    for name, workshop in _of_kind(setting, WorkshopKind.WORLD_CAFE).items():
        given = workshop.deliverables
        for key in ("synthesis", "solutions"):
            if given is None or not getattr(given, key):
                yield setting.key_problem("W08", "workshops", name, "deliverables", workshop=name, key=key)


def bricks_are_facilitated(setting: Setting) -> Iterator[Diagnostic]:
    """W09: bricks only, the format that asks for it."""
    for name, workshop in _of_kind(setting, WorkshopKind.BRICKS).items():
        count, hosts = _head_count(workshop), workshop.participants.facilitators
        if count > _PER_FACILITATOR * hosts:
            path = ("workshops", name, "participants")
            yield setting.key_problem("W09", *path, people=count, hosts=hosts, limit=_PER_FACILITATOR)


def a_decider_is_there(setting: Setting) -> Iterator[Diagnostic]:
    """W10"""
    for name, workshop in setting.study.workshops.items():
        if not workshop.participants.deciders:
            yield setting.key_problem("W10", "workshops", name, "participants", workshop=name)


def co_design_gives_solutions(setting: Setting) -> Iterator[Diagnostic]:
    """W11: a co-design workshop that lists only what goes wrong has not designed anything."""
    for name, workshop in _of_kind(setting, WorkshopKind.CO_DESIGN).items():
        if not workshop.solutions and not workshop.ideas:
            yield setting.key_problem("W11", "workshops", name, workshop=name)


def solutions_are_not_fewer_than_irritants(setting: Setting) -> Iterator[Diagnostic]:
    """W12"""
    for name, workshop in setting.study.workshops.items():
        if workshop.solutions and len(workshop.irritants) > len(workshop.solutions):
            yield setting.key_problem("W12", "workshops", name, "irritants", workshop=name)


def solutions_say_who_or_why(setting: Setting) -> Iterator[Diagnostic]:
    """W13: a go has an owner, a no go a reason."""
    for name, workshop in setting.study.workshops.items():
        for solution, stated in workshop.solutions.items():
            key = _owed(stated.status)
            if key is not None and getattr(stated, key) is None:
                path = ("workshops", name, "solutions", solution)
                status = stated.status.value
                yield setting.key_problem("W13", *path, solution=solution, status=status, key=key)


def _owed(status: SolutionStatus) -> str | None:
    match status:
        case SolutionStatus.GO:
            return "owner"
        case SolutionStatus.NO_GO:
            return "why"
        case SolutionStatus.QUALIFY:
            return None


def sequences_say_what_is_done(setting: Setting) -> Iterator[Diagnostic]:
    """W14: the standard agenda has words for its own sequences only."""
    for name, workshop in setting.study.workshops.items():
        for step, stated in agenda_of(workshop).items():
            if stated.what is None and step not in STANDARD:
                yield setting.key_problem("W14", "workshops", name, "agenda", step, step=step)


def workshop_has_objectives(setting: Setting) -> Iterator[Diagnostic]:
    """W15"""
    for name, workshop in setting.study.workshops.items():
        if not workshop.objectives:
            yield setting.key_problem("W15", "workshops", name, workshop=name)


def both_sides_are_there(setting: Setting) -> Iterator[Diagnostic]:
    """W16: bricks are for those who lead; the other formats live on two points of view."""
    for name, workshop in setting.study.workshops.items():
        present = workshop.participants
        is_alone = 0 in (present.customer, present.employee) and not present.support_functions
        if is_alone and workshop.kind is not WorkshopKind.BRICKS:
            yield setting.key_problem("W16", "workshops", name, "participants", workshop=name)


RULES: tuple[Rule, ...] = (
    tables_let_everyone_speak,
    cafe_is_of_a_size,
    workshop_has_a_diagnosis,
    workshop_is_followed_up,
    challenges_cross_both_sides,
    trials_are_few_and_short,
    trial_sheets_say_what_to_look_at,
    cafe_gives_two_deliverables,
    bricks_are_facilitated,
    a_decider_is_there,
    co_design_gives_solutions,
    solutions_are_not_fewer_than_irritants,
    solutions_say_who_or_why,
    sequences_say_what_is_done,
    workshop_has_objectives,
    both_sides_are_there,
)
