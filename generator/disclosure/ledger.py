"""A second release of the same wave, read beside the first by whoever kept it: R13, R14, R20.

What was released stays released. The ledger of a wave is its releases themselves: groups and aggregates,
never rows, so that nothing links the people of one to those of the other, and any change may be one person.
"""

from collections.abc import Iterator, Mapping

from generator.aggregates.model import Aggregates
from generator.disclosure.policy import Policy
from generator.errors import Diagnostic
from generator.release import METHOD, Outcome, Release, Table
from generator.spec.plan import Plan

_AT_LEAST = ("min_base", "min_sensitive", "coalition", "one_number_below", "crossing_base")
_AT_MOST = ("max_cross", "max_pairs", "agreement_cap", "dominance_cap", "decimals")

Known = Mapping[tuple[str, str], Outcome]
"""What a release of the same answers showed already, by (measure, group)."""


def weaker(earlier: Release, policy: Policy) -> Iterator[Diagnostic]:
    """V14: protections that were promised in the earlier release and are not kept any more.

    What another method decided to show cannot be vouched for by this one.
    """
    if earlier.certificate.method != METHOD:
        yield _clash(earlier, "method")
    was, now = earlier.certificate.policy, policy.facts
    lost = [name for name in _AT_LEAST if int(now[name]) < int(was[name])]
    lost += [name for name in _AT_MOST if int(now[name]) > int(was[name])]
    for name in lost:
        yield _clash(earlier, "weaker", key=name)


def known_from(earlier: Release, aggregates: Aggregates) -> Known:
    """What was shown of the very same answers; of other answers, nothing is known for certain."""
    if earlier.certificate.data != aggregates.data:
        return {}
    return {
        key: table.outcome for key, table in earlier.tables.items() if table.outcome is not Outcome.WITHHELD
    }


def changes(earlier: Release, later: Release, plan: Plan, policy: Policy) -> Iterator[Diagnostic]:
    """V14: groups shown in both, in which a few people were added, removed or changed.

    The difference of the two tables speaks of these people alone. How many they are is bounded from below:
    a group whose numbers moved like those of a few is taken for one in which a few moved.
    """
    is_same = earlier.certificate.data == later.certificate.data
    for key in sorted(earlier.tables.keys() & later.tables.keys()):
        was, now = earlier.tables[key], later.tables[key]
        moved = _moved(was, now)
        if 0 < moved < policy.smallest(plan.measure[key[0]]) or (is_same and moved):
            yield _clash(earlier, "changed", measure=key[0], group=key[1])


def _moved(was: Table, now: Table) -> int:
    """How many people at least came, went or changed their answer; nobody when a table is withheld."""
    if was.n is None or now.n is None:
        return 0
    if was.n != now.n:
        return abs(was.n - now.n)
    # The same number of people: whatever else is not the same, one of them may have done it.
    is_comparable = was.outcome is now.outcome
    return int(
        is_comparable and (was.w, was.w2, was.cells, was.totals) != (now.w, now.w2, now.cells, now.totals)
    )


def _clash(earlier: Release, why: str, **values: str) -> Diagnostic:
    return Diagnostic(f"V14.{why}", None, {"study": earlier.study, "wave": earlier.wave, **values})


def revoked(earlier: Release, measure: str, group: str) -> Diagnostic:
    """V14: a table shown already, which the rules of today would not let through with what it tells."""
    return _clash(earlier, "past", measure=measure, group=group)
