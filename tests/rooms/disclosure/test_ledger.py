"""A second release of a wave, beside the first: nothing may be read from their difference."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from generator.disclosure import Depth, Policy, protect
from generator.disclosure.gate import COMPARED
from generator.errors import ExitCode, Refused
from generator.release import Outcome, Release
from tests.rooms.disclosure.drawn import CUSTOMERS, EMPLOYEES, Drawn, Person, meeting, people

FIRST = Drawn(people(60, region="n") + people(50, region="s") + people(40, region="e"), {"region": "nse"})


def released(drawn: Drawn, policy: Policy = CUSTOMERS) -> Release:
    return protect(drawn.aggregates, drawn.plan, policy)


def anew(drawn: Drawn, earlier: Release, data: str = "0", policy: Policy = CUSTOMERS) -> Release:
    """The wave released again, from a file of this digest."""
    return protect(replace(drawn.aggregates, data=data * 64), drawn.plan, policy, earlier=earlier)


def refused(work: Callable[[], object]) -> set[tuple[str, str]]:
    with pytest.raises(Refused) as refusal:
        work()
    assert refusal.value.exit_code is ExitCode.PRIVACY
    return {(d.code, str(d.values.get("group", d.values.get("key")))) for d in refusal.value.diagnostics}


def with_more(*more: Person) -> Drawn:
    return replace(FIRST, respondents=[*FIRST.respondents, *more])


def test_the_same_answers_give_the_same_release() -> None:
    again = anew(FIRST, released(FIRST))
    assert again.tables == released(FIRST).tables
    assert set(COMPARED) <= set(again.certificate.rules)
    assert not set(COMPARED) & set(released(FIRST).certificate.rules)


def test_one_late_reply_is_refused_wherever_it_shows() -> None:
    late = with_more(*people(1, region="e"))
    assert refused(lambda: anew(late, released(FIRST), "1")) == {
        ("V14.changed", "all"),
        ("V14.changed", "region=e"),
    }


def test_enough_late_replies_of_one_group_are_a_group() -> None:
    late = with_more(*people(10, region="e"))
    assert anew(late, released(FIRST), "1").table("q", "region=e").n == 50
    assert refused(lambda: anew(with_more(*people(9, region="e")), released(FIRST), "1"))


def test_late_replies_spread_over_groups_are_not() -> None:
    late = with_more(*people(6, region="e"), *people(6, region="n"))
    assert refused(lambda: anew(late, released(FIRST), "1")) == {
        ("V14.changed", "region=e"),
        ("V14.changed", "region=n"),
    }


def test_a_leaver_and_a_hire_do_not_cancel_out() -> None:
    """The base stays the same; one answer of 3 becomes one of 4."""
    changed = replace(FIRST, respondents=[*FIRST.respondents[:-1], *people(1, "1", region="e")])
    assert refused(lambda: anew(changed, released(FIRST), "1")) == {
        ("V14.changed", "all"),
        ("V14.changed", "region=e"),
    }


def test_other_numbers_from_the_same_file_are_refused() -> None:
    assert refused(lambda: anew(with_more(*people(40, region="e")), released(FIRST)))


def test_a_threshold_never_goes_down() -> None:
    strict = Policy(CUSTOMERS.profile, min_base=12)
    assert refused(lambda: anew(FIRST, released(FIRST, strict))) == {("V14.weaker", "min_base")}
    assert anew(FIRST, released(FIRST), policy=strict).certificate.policy["min_base"] == 12


def test_a_cap_never_goes_up() -> None:
    strict = replace(CUSTOMERS, agreement_cap=80)
    assert refused(lambda: anew(FIRST, released(FIRST, strict))) == {("V14.weaker", "agreement_cap")}


def test_what_was_shown_comes_before_what_is_asked_anew() -> None:
    """Without the past, the segment declared first would be kept and the other go."""
    kinds = [
        *people(40, a="x", b="x"),
        *people(3, a="x", b="y"),
        *people(4, a="y", b="x"),
        *people(40, a="y", b="y"),
    ]
    first = Drawn(kinds, {"b": "xy"})
    both = Drawn(kinds, {"a": "xy", "b": "xy"})
    assert released(both).table("q", "b=x").outcome is Outcome.WITHHELD
    again = anew(both, released(first))
    assert again.table("q", "b=x").outcome is Outcome.FULL
    assert again.table("q", "a=x").outcome is Outcome.WITHHELD


def test_a_new_group_may_not_open_what_is_out_already() -> None:
    """Everyone but the two groups is nine people, whom no pair of groups tells."""
    kinds = people(60, claim="y") + people(40, claim="n") + people(9, claim="m", r="z")
    parts = (meeting("y", "claim = y"), meeting("n", "claim = n"))
    first = released(Drawn(kinds, more=parts[:1]))
    drawn = Drawn(kinds, more=parts)
    again = protect(drawn.aggregates, drawn.plan, CUSTOMERS, Depth.FREEZE, first)
    assert [again.table("q", name).outcome.value for name in ("all", "y", "n")] == [
        "full",
        "full",
        "withheld",
    ]


def test_a_past_that_the_rules_would_not_allow_is_said_and_stops_everything() -> None:
    small = Drawn(people(60, region="n") + people(9, region="s"), {"region": "n"})
    careless = released(Drawn(people(60, region="n") + people(10, region="s"), {"region": "n"}))
    past = replace(
        careless, tables={k: replace(t, n=69 if k[1] == "all" else 60) for k, t in careless.tables.items()}
    )
    assert ("V14.past", "region=n") in refused(lambda: anew(small, past))
    assert anew(Drawn(people(60, region="n") + people(10, region="s"), {"region": "n"}), careless)


def test_a_stricter_profile_hides_more_of_the_same_answers() -> None:
    drawn = Drawn(people(60, region="n") + people(50, region="s"), {"region": "ns"})
    assert anew(drawn, released(drawn), policy=EMPLOYEES).table("q", "all").outcome is Outcome.FULL
