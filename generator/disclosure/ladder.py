"""What each table may show at most, looked at alone: R1, R2, R5, R6, R7, R12, R17.

Each rule is one predicate on a case, with the number it has in the policy's documentation.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from generator.aggregates.model import Counts, Flags, Ints, Summary
from generator.disclosure.policy import Policy
from generator.release import Outcome
from generator.spec.filters import names_in
from generator.spec.groups import Group, Level, Meeting
from generator.spec.measures import Measure
from generator.spec.models import IndicatorKind
from generator.spec.scores import Score

RARE = range(1, 5)
"""R6: counts of a sensitive question that are never shown."""


@dataclass(frozen=True)
class Case:
    """One measure in one group, before anything is decided."""

    measure: Measure
    group: Group
    counts: Counts
    summaries: Mapping[str, Summary]
    """Of the scores that cells do not give, by score."""
    lead: Score | None
    """The one number it shows when it may show one."""
    is_in_time: bool
    """Whether it is none of the crossings beyond those that the policy admits."""
    publication: int = 0
    """0 for what is about to be shown, else the number of an earlier publication, of other answers."""

    @property
    def n(self) -> int:
        """The unweighted base."""
        return int(self.counts.n.sum())

    @property
    def is_coded(self) -> bool:
        """Whether answers are codes; those of a numeric question are not, and it has no cells."""
        return bool(self.measure.codes)

    @property
    def crosses(self) -> int:
        """How many criteria define the group, those of its conditions included."""
        return len(criteria_of(self.group))


Cases = Mapping[tuple[str, str], Case]
"""By (measure, group)."""


def criteria_of(group: Group) -> tuple[str, ...]:
    """The segments and questions that define a group, each once, in order."""
    names: list[str] = []
    for member in group.members:
        match member:
            case Level(segment=segment):
                names.append(segment)
            case Meeting(condition=condition):
                names.extend(names_in(condition))
    return tuple(dict.fromkeys(names))


def height(case: Case, policy: Policy) -> Outcome:
    """How much of a table may be shown, as far as it alone can tell."""
    if _has_nothing_to_show(case, policy):
        return Outcome.WITHHELD
    if not (_is_short(case, policy) or _is_crossed(case) or _has_rare_answers(case)):
        return Outcome.FULL
    return one_number(case, policy)


def one_number(case: Case, policy: Policy) -> Outcome:
    """What is left of a table that may not show its distribution."""
    return Outcome.WITHHELD if _is_untold(case, policy) else Outcome.ONE_NUMBER


def may_tell(case: Case, policy: Policy) -> bool:
    """Whether any number at all may be told of it, had it one."""
    return not _has_nothing_to_show(case, policy)


def _has_nothing_to_show(case: Case, policy: Policy) -> bool:
    return (
        _is_small(case, policy)
        or _is_forbidden(case, policy)
        or _is_small_crossing(case, policy)
        or _is_unanimous(case, policy)
        or _is_dominated(case, policy)
    )


def _is_small(case: Case, policy: Policy) -> bool:
    """R1, R2: too few answered, or nobody who weighs."""
    return case.n < policy.smallest(case.measure) or not case.counts.w.sum() > 0


def _is_forbidden(case: Case, policy: Policy) -> bool:
    """R7, R17: a crossing that may not exist, whatever its size."""
    if case.crosses < 2:
        return False
    is_sensitive = case.measure.sensitive or not policy.uncrossed.isdisjoint(criteria_of(case.group))
    return is_sensitive or case.crosses > policy.max_cross or not case.is_in_time


def _is_small_crossing(case: Case, policy: Policy) -> bool:
    """R7: a crossing shows something from a larger base on."""
    return case.crosses > 1 and case.n < policy.crossing_base


def _is_unanimous(case: Case, policy: Policy) -> bool:
    """R5: all gave the same answer; for a sensitive question, nearly all."""
    if case.is_coded:
        return bool(agree(case.counts.n, case.measure, policy))
    return any(_is_constant(summary, case.measure, policy) for summary in case.summaries.values())


def _is_constant(summary: Summary, measure: Measure, policy: Policy) -> bool:
    """Whether all gave one same number, or nothing says that they did not."""
    return summary.most is None or summary.most >= 1 or 100 * summary.most > _cap(measure, policy)


def agree(cells: Ints, measure: Measure, policy: Policy) -> Flags:
    """R5, on the counts of each answer of a coded measure, along the last axis; nobody agrees on nothing."""
    total, most = cells.sum(axis=-1), cells.max(axis=-1, initial=0)
    agreed: Flags = (total > 0) & ((most == total) | (100 * most > _cap(measure, policy) * total))
    return agreed


def _cap(measure: Measure, policy: Policy) -> int:
    return policy.agreement_cap if measure.sensitive else 100


def _is_dominated(case: Case, policy: Policy) -> bool:
    """R12: two respondents make most of a total, or nothing says that they do not."""
    if case.is_coded:
        return False
    shares = [s.dominant for s in case.summaries.values() if s.dominant is not None]
    return not shares or any(not 100 * share <= policy.dominance_cap for share in shares)


def _is_short(case: Case, policy: Policy) -> bool:
    """R7: a distribution needs a larger base than one number."""
    return case.n < policy.one_number_below


def _is_crossed(case: Case) -> bool:
    """R7: a crossing shows one number, whatever its size."""
    return case.crosses > 1


def _has_rare_answers(case: Case) -> bool:
    """R6: an answer to a sensitive question that few gave.

    Its whole distribution goes with it: hiding that count and the next lowest leaves their sum to be read.
    """
    return case.measure.sensitive and case.is_coded and any(int(n) in RARE for n in case.counts.n)


def _is_untold(case: Case, policy: Policy) -> bool:
    """Whether there is no one number to show, or it would itself break R5, R6 or R8."""
    if case.lead is None:
        return True
    if case.lead.values is None:
        is_early = case.lead.kind is IndicatorKind.MEDIAN and case.n < policy.one_number_below
        return is_early or case.lead.id not in case.summaries
    return _gives_away(favourable(case, case.lead.values), case, policy)


def favourable(case: Case, values: Mapping[str, float]) -> int | None:
    """How many answers a box counts; None when the score is no box."""
    if not set(values.values()) <= {0.0, 1.0}:
        return None
    return sum(int(n) for code, n in zip(case.measure.codes, case.counts.n, strict=True) if values[code.id])


def _gives_away(inside: int | None, case: Case, policy: Policy) -> bool:
    if inside is None:
        return False
    outside = case.n - inside
    if case.measure.sensitive:
        over = 100 * max(inside, outside) > policy.agreement_cap * case.n
        return over or inside in RARE or outside in RARE
    return not inside or not outside
