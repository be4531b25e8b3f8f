"""Each rule of the gate taken out in turn: its scenario must notice, and be content while the rule stands."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pytest

from generator.aggregates.model import DriverMoments, Joint
from generator.disclosure import (
    Depth,
    Policy,
    Profile,
    contents,
    gate,
    ladder,
    modular,
    policy,
    search,
    spending,
    withholding,
)
from generator.disclosure import protect as let_through
from generator.errors import Refused
from generator.release import Attack, Outcome
from generator.spec.groups import EVERYONE
from generator.spec.models import IndicatorKind
from generator.spec.plan import Drivers
from tests.rooms.disclosure.drawn import (
    CUSTOMERS,
    Drawn,
    Person,
    duration,
    level,
    meeting,
    opinion,
    people,
    score,
)
from tests.rooms.disclosure.test_oracle import ring
from tests.rooms.disclosure.test_spending import segments
from tests.rooms.disclosure.test_withdrawal import exposed

Scenario = Callable[[], bool]
"""Whether people are protected."""


def shown(
    drawn: Drawn, group: str = EVERYONE, by: Policy = CUSTOMERS, depth: Depth = Depth.PREVIEW
) -> Outcome:
    return let_through(drawn.aggregates, drawn.plan, by, depth).table("q", group).outcome


def hides(
    drawn: Drawn, group: str = EVERYONE, by: Policy = CUSTOMERS, depth: Depth = Depth.PREVIEW
) -> Scenario:
    return lambda: shown(drawn, group, by, depth) is Outcome.WITHHELD


def shortens(drawn: Drawn, group: str = EVERYONE, depth: Depth = Depth.PREVIEW) -> Scenario:
    return lambda: shown(drawn, group, CUSTOMERS, depth) is not Outcome.FULL


def regions(**sizes: int) -> Drawn:
    """One segment, with so many people at each level."""
    return Drawn([p for name, n in sizes.items() for p in people(n, region=name)], {"region": "".join(sizes)})


def crossing(n: int, **more: Any) -> Drawn:
    """A crossing of ``n`` people, whose complements are all large."""
    sizes = {("x", "x"): n, ("x", "y"): 60, ("y", "x"): 70, ("y", "y"): 80}
    respondents = [p for (a, b), size in sizes.items() for p in people(size, a=a, b=b)]
    cell = replace(
        level("a", "x"), id="cell", members=(level("a", "x").members[0], level("b", "x").members[0])
    )
    return Drawn(respondents, more=(cell,), **more)


def numbers(*values: int) -> Drawn:
    """A question of numbers, told by its mean."""
    given = [Person({}, {"q": str(value)}) for value in values]
    return Drawn(given, measures=(duration(),), scores=(score(duration(), IndicatorKind.MEAN),))


def remainder(*values: int) -> Drawn:
    """Forty people of a group who gave forty numbers, and others who gave these."""
    inside = [Person({"claim": "y"}, {"q": str(value)}) for value in range(1000, 1040)]
    outside = [Person({}, {"q": str(value)}) for value in values]
    mean = (score(duration(), IndicatorKind.MEAN),)
    claim = (meeting("claim", "claim = y"),)
    return Drawn(inside + outside, measures=(duration(),), scores=mean, more=claim)


def refuses(work: Callable[[], object]) -> Scenario:
    def is_refused() -> bool:
        try:
            work()
        except Refused:
            return True
        return False

    return is_refused


def names_few_missing() -> bool:
    drawn = Drawn(people(60) + people(8, "9"), measures=(opinion(missing=("9",)),))
    told = let_through(drawn.aggregates, drawn.plan, CUSTOMERS).table("q", EVERYONE).aside
    return told == {"9": 0.1}


def keeps_silence() -> bool:
    drawn = replace(regions(n=60), invited=61)
    return let_through(drawn.aggregates, drawn.plan, CUSTOMERS).invited is None


def rounds_weights() -> bool:
    drawn = Drawn([replace(p, weight=1.23456789) for p in people(40)])
    return let_through(drawn.aggregates, drawn.plan, CUSTOMERS).table("q", EVERYONE).w == 49.3827


def keeps_one_number_one() -> bool:
    drawn = Drawn(people(20, "23"), scores=(score(opinion(), IndicatorKind.MEAN),))
    totals = let_through(drawn.aggregates, drawn.plan, CUSTOMERS).table("q", EVERYONE).totals
    return totals is not None and totals["q"].variance == pytest.approx(1.5 * 1.5 / 19)


def keeps_pairs_apart() -> bool:
    drawn = Drawn(people(60, a="y", b="y"), {"a": "y", "b": "y"})
    joint = Joint((("q", "a=y"), ("q", "b=y")), np.eye(2), np.array([[60, 20], [20, 60]]))
    full = {("q", "a=y"): Outcome.FULL, ("q", "b=y"): Outcome.FULL}
    return contents.covariance_of(joint, drawn.plan, full, CUSTOMERS) is None


def keeps_pairs_large() -> bool:
    drawn = Drawn(people(60), measures=(opinion(), opinion("r")))
    full = {("q", EVERYONE): Outcome.FULL, ("r", EVERYONE): Outcome.FULL}
    joint = Joint((("q", EVERYONE), ("r", EVERYONE)), np.eye(2), np.array([[60, 9], [9, 60]]))
    moments = DriverMoments(("q", "r"), 100, 100.0, 100.0, np.arange(5.0), np.eye(5))
    drivers, bases = Drivers("q", ("r",), ("r",)), {"q": 100, "r": 101}
    return (
        contents.covariance_of(joint, drawn.plan, full, CUSTOMERS) is None
        and contents.moments_of(moments, drivers, drawn.plan, full, bases, CUSTOMERS) is None
    )


def warns_of_numbers() -> bool:
    drawn = segments(3, each=14)
    release = let_through(drawn.aggregates, drawn.plan, CUSTOMERS)
    return bool(list(spending.overspent(drawn.aggregates, drawn.plan, release, None)))


def first_three_crossings() -> Drawn:
    respondents = [p for a in "xy" for b in "xy" for c in "xy" for p in people(40, a=a, b=b, c=c, d=a)]
    pairs = (("a", "b"), ("a", "c"), ("b", "c"), ("b", "d"))
    return Drawn(respondents, dict.fromkeys("abcd", "xy"), crossings=pairs)


def again(size: int, by: Policy) -> None:
    """A wave of sixty people, then of so many, under a policy."""
    first, second = regions(n=60), regions(n=size)
    earlier = let_through(first.aggregates, first.plan, CUSTOMERS)
    let_through(replace(second.aggregates, data="1" * 64), second.plan, by, earlier=earlier)


def keeps_what_was_shown() -> bool:
    kinds = (
        people(40, a="x", b="x")
        + people(3, a="x", b="y")
        + people(4, a="y", b="x")
        + people(40, a="y", b="y")
    )
    first, both = Drawn(kinds, {"b": "xy"}), Drawn(kinds, {"a": "xy", "b": "xy"})
    earlier = let_through(first.aggregates, first.plan, CUSTOMERS)
    release = let_through(both.aggregates, both.plan, CUSTOMERS, earlier=earlier)
    return release.table("q", "a=x").outcome is Outcome.WITHHELD


RARE = Drawn(people(45, "1" * 15 + "2" * 15 + "3" * 12 + "4" * 3), measures=(opinion(sensitive=True),))
SPREAD = Drawn(people(60, claim="y") + people(20, "4", claim="n"), more=(meeting("claim", "claim = y"),))


def never(*_: object) -> bool:
    return False


def nothing(*_: object) -> tuple[()]:
    return ()


def nothing_leaks(_: object) -> None:
    return None


@dataclass(frozen=True)
class Mutation:
    """A function of the gate, what takes its place, and what then goes wrong."""

    room: Any
    function: str
    instead: Any
    protects: Scenario


MUTATIONS = {
    "R1 smallest base": Mutation(
        ladder, "_is_small", never, hides(Drawn(people(9) + people(40, question="r")))
    ),
    "R1 smallest wave": Mutation(gate, "refusals", nothing, refuses(lambda: shown(Drawn(people(9))))),
    "R2 coalition": Mutation(
        policy, "_coalition", lambda _: 0, refuses(lambda: Policy(Profile.EMPLOYEE, coalition=0))
    ),
    "R3 elimination": Mutation(
        modular._Tableau, "_next_leak", nothing_leaks, shortens(regions(n=60, s=40, e=20), "region=s")
    ),
    "R3 pairs": Mutation(
        withholding,
        "PAIRS",
        (),
        hides(Drawn(people(60, claim="y") + people(6), more=(meeting("claim", "claim = y"),)), "claim"),
    ),
    "R3 all combinations": Mutation(
        withholding,
        "combinations_of_few",
        lambda vectors, *_: vectors[:0],
        hides(ring(9), "z=y", depth=Depth.FREEZE),
    ),
    "R3 families": Mutation(
        withholding,
        "_families",
        nothing,
        hides(
            Drawn(
                [p for r in "ns" for a in "yo" for p in people(20, region=r, age=a)]
                + people(12)
                + people(4, region="s"),
                {"region": "ns", "age": "yo"},
            ),
            "age=o",
        ),
    ),
    "R4 missing answers": Mutation(contents, "_FINE_SHARES", 0, names_few_missing),
    "R4 few behind": Mutation(contents, "_is_few", never, keeps_pairs_large),
    "R4 overlaps": Mutation(contents, "_is_apart", lambda *_: True, keeps_pairs_apart),
    "R5 unanimity": Mutation(ladder, "_is_unanimous", never, hides(Drawn(people(40, "4")))),
    "R5 unanimous remainder": Mutation(
        withholding, "PAIRS", (withholding._small_differences,), hides(SPREAD, "claim")
    ),
    "R6 rare sensitive answers": Mutation(ladder, "_has_rare_answers", never, shortens(RARE)),
    "R6 rare sensitive boxes": Mutation(
        ladder,
        "_gives_away",
        never,
        hides(Drawn(people(40, "1" * 20 + "2" * 16 + "3" * 3 + "4"), measures=(opinion(sensitive=True),))),
    ),
    "R7 distributions": Mutation(ladder, "_is_short", never, shortens(Drawn(people(29)))),
    "R7 crossings are one number": Mutation(ladder, "_is_crossed", never, shortens(crossing(60), "cell")),
    "R7 small crossings": Mutation(ladder, "_is_small_crossing", never, hides(crossing(29), "cell")),
    "R7 crossings in time": Mutation(
        gate,
        "_in_time",
        lambda plan, _: frozenset(plan.group),
        hides(first_three_crossings(), "b=x&d=x"),
    ),
    "R7 kept distributions": Mutation(
        withholding,
        "_full",
        lambda sight, asked, shown: asked,
        shortens(regions(n=60, s=40, e=20), "region=s"),
    ),
    "R8 one number": Mutation(ladder, "_is_untold", never, hides(Drawn(people(20, "12")))),
    "R8 no second number": Mutation(
        contents, "_largest_variance", lambda *_: 0.25 / 19, keeps_one_number_one
    ),
    "R9 reconstruction": Mutation(
        search,
        "withdraw",
        lambda field, outcomes, _: (outcomes, Attack.WHOLE),
        shortens(exposed(), "y=y", Depth.FREEZE),
    ),
    "R10 budget": Mutation(spending, "_is_over", never, warns_of_numbers),
    "R11 silence": Mutation(gate, "_invited", lambda aggregates, _: aggregates.invited, keeps_silence),
    "R12 dominance": Mutation(ladder, "_is_dominated", never, hides(numbers(*range(40), 90_000))),
    "R12 what a few make of a remainder": Mutation(
        withholding, "_is_of_few", never, hides(remainder(*[20] * 11, 9_000), "claim")
    ),
    "R13 what was shown stays shown": Mutation(gate, "known_from", lambda *_: {}, keeps_what_was_shown),
    "R14 a closed wave": Mutation(gate, "changes", nothing, refuses(lambda: again(61, CUSTOMERS))),
    "R14 a promised threshold": Mutation(
        gate, "weaker", nothing, refuses(lambda: again(60, Policy(Profile.CUSTOMER, min_base=9)))
    ),
    "R17 sensitive crossings": Mutation(
        ladder,
        "_is_forbidden",
        never,
        hides(crossing(60), "cell", replace(CUSTOMERS, uncrossed=frozenset("a"))),
    ),
    "R18 weights": Mutation(contents, "_short", lambda value, _: float(value), rounds_weights),
    "V12 floors": Mutation(
        policy, "_is_in", lambda *_: True, refuses(lambda: Policy(Profile.CUSTOMER, min_base=1))
    ),
}


@pytest.mark.parametrize("mutation", MUTATIONS.values(), ids=MUTATIONS)
def test_a_rule_taken_out_is_noticed(mutation: Mutation, monkeypatch: pytest.MonkeyPatch) -> None:
    assert mutation.protects()
    monkeypatch.setattr(mutation.room, mutation.function, mutation.instead)
    assert not mutation.protects()


def test_every_rule_the_certificate_states_has_a_mutation() -> None:
    """But R16 and R20: withheld tables look the same, and releases hold no rows, by their types."""
    stated = {*gate.RULES, gate.PROVEN, gate.ATTACKED, *gate.COMPARED} - {"R16", "R20"}
    assert stated <= {name.split()[0] for name in MUTATIONS}
