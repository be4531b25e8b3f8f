"""Double impact: ideas scored in a workshop, ranked by what they change on the side they change least."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from generator.pages.models.sides import side_told
from generator.pages.reader import Reader
from generator.spec.models import PriorityRule
from generator.spec.models.workshops import Idea, Workshop

STRONG = 4
"""From this score, of 5, an impact is called strong."""


class Outcome(Enum):
    """What the rule makes of an idea."""

    KEPT = "kept"
    TIED = "tied"
    """As good as the last one kept: the rule alone cannot choose."""
    SET_ASIDE = "set_aside"
    UNJUDGED = "unjudged"
    """No rule says how many are kept."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """An idea with its two impacts, the lower of which ranks it."""

    name: str
    customer: int
    employee: int
    double: int
    rank: int
    is_tied: bool
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class IdeaLine:
    """An idea as pages list it."""

    name: str
    label: str
    rank: int
    is_tied: bool
    customer: int
    employee: int
    double: int
    simple: int
    testable: int
    outcome: Outcome
    tone: str
    """The verdict whose colour it takes."""
    told: str
    """What becomes of it; empty when no rule says."""
    is_tried: bool
    """Whether a trial tests it: its sheet bears its name."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One quarter of the small table of ideas."""

    ideas: tuple[str, ...]
    is_both: bool


@dataclass(frozen=True)
class DoubleImpact:
    """The ideas of a workshop under the rule, with the rule in words."""

    ideas: tuple[IdeaLine, ...]
    rule: str
    customer: str
    employee: str
    quarters: tuple[tuple[str, tuple[Cell, Cell]], ...]
    """Rows by the impact on employees, strong first; columns by the impact on customers, weak first."""
    columns: tuple[str, str]
    has_ties: bool


_TONES = {
    Outcome.KEPT: "maintain",
    Outcome.TIED: "undecided",
    Outcome.SET_ASIDE: "stop",
    Outcome.UNJUDGED: "undecided",
}


def ranked(scores: dict[str, tuple[int, int]], keep: int | None = None) -> tuple[Ranked, ...]:
    """Ideas by the lower of their (customer, employee) impacts, best first, in the order given within ties.

    Equal ideas share a rank, and the next rank counts them all: 1, 1, 3. ``keep`` says how many are kept;
    ideas that tie across that line are none of them kept nor set aside.
    """
    double = {name: min(both) for name, both in scores.items()}
    order = sorted(scores, key=lambda name: -double[name])
    return tuple(
        Ranked(
            name,
            *scores[name],
            double[name],
            1 + sum(other > double[name] for other in double.values()),
            sum(other == double[name] for other in double.values()) > 1,
            _outcome(double[name], list(double.values()), keep),
        )
        for name in order
    )


def _outcome(score: int, scores: list[int], keep: int | None) -> Outcome:
    if keep is None:
        return Outcome.UNJUDGED
    if sum(other >= score for other in scores) <= keep:
        return Outcome.KEPT
    if sum(other > score for other in scores) < keep:
        return Outcome.TIED
    return Outcome.SET_ASIDE


def ranked_workshop(reader: Reader) -> str | None:
    """The workshop whose ideas the study's rule ranks; None under another rule."""
    rules = reader.study.priorities
    if rules is None or rules.rule is not PriorityRule.DOUBLE_IMPACT:
        return None
    name = rules.over.partition(".")[0]
    return name if name in reader.study.workshops else None


def double_impact(reader: Reader, workshop: str | None = None) -> DoubleImpact | None:
    """The ideas of a workshop, by default the one the priority rule ranks; None without scored ideas."""
    name = workshop or ranked_workshop(reader)
    declared = reader.study.workshops[name] if name else None
    scores = dict(_scores(declared)) if declared else {}
    if declared is None or not scores:
        return None
    rules, is_ruled = reader.study.priorities, name == ranked_workshop(reader)
    keep = rules.keep if rules and is_ruled else None
    lines = tuple(_line(reader, declared.ideas[one.name], one) for one in ranked(scores, keep))
    return _told(reader, lines, keep)


def _scores(workshop: Workshop) -> Iterator[tuple[str, tuple[int, int]]]:
    """The ideas scored on both sides: the rule needs both (P06)."""
    for name, idea in workshop.ideas.items():
        if idea.impact.customer is not None and idea.impact.employee is not None:
            yield name, (idea.impact.customer, idea.impact.employee)


def idea_told(reader: Reader, name: str, idea: Idea) -> str:
    """What pages call an idea: its label, else the trial that tests it, else its name."""
    trial = reader.study.trials.get(name)
    said = idea.label or (trial.what if trial else name.replace("_", " "))
    return reader.voice.headline(reader.voice.set(said))


def _line(reader: Reader, idea: Idea, one: Ranked) -> IdeaLine:
    is_told = one.outcome is not Outcome.UNJUDGED
    return IdeaLine(
        name=one.name,
        label=idea_told(reader, one.name, idea),
        rank=one.rank,
        is_tied=one.is_tied,
        customer=one.customer,
        employee=one.employee,
        double=one.double,
        simple=idea.simple,
        testable=idea.testable,
        outcome=one.outcome,
        tone=_TONES[one.outcome],
        told=reader.voice.say(f"atelier.impact.{one.outcome.value}") if is_told else "",
        is_tried=one.name in reader.study.trials,
    )


def _told(reader: Reader, lines: tuple[IdeaLine, ...], keep: int | None) -> DoubleImpact:
    voice = reader.voice
    customer, employee = (side_told(reader, side) for side in ("customer", "employee"))
    return DoubleImpact(
        ideas=lines,
        rule=voice.say("atelier.impact.rule", count=keep) if keep else voice.say("atelier.impact.all"),
        customer=customer,
        employee=employee,
        quarters=tuple(
            (
                voice.say(f"atelier.impact.{'strong' if is_strong else 'weak'}", side=employee),
                (_cell(lines, False, is_strong), _cell(lines, True, is_strong)),
            )
            for is_strong in (True, False)
        ),
        columns=(
            voice.say("atelier.impact.weak", side=customer),
            voice.say("atelier.impact.strong", side=customer),
        ),
        has_ties=any(line.is_tied for line in lines),
    )


def _cell(lines: tuple[IdeaLine, ...], customer: bool, employee: bool) -> Cell:
    inside = [
        line
        for line in lines
        if (line.customer >= STRONG) is customer and (line.employee >= STRONG) is employee
    ]
    return Cell(tuple(line.label for line in inside), customer and employee)
