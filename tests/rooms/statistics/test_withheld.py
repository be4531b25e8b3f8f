"""What a release shows and withholds, counted from the release alone."""

from dataclasses import replace

import pytest

from generator.disclosure import Policy, protect
from generator.release import Attacker, Certificate, attackers
from generator.spec.language import parse_filter
from generator.statistics.withheld import families, plain_groups, tally
from tests.rooms.disclosure.drawn import CUSTOMERS, EMPLOYEES, Drawn, choice, opinion, people


def regions(**sizes: int) -> Drawn:
    return Drawn([p for name, n in sizes.items() for p in people(n, region=name)], {"region": "".join(sizes)})


def told(drawn: Drawn, policy: Policy = CUSTOMERS) -> dict[str, int]:
    release = protect(drawn.aggregates, drawn.plan, policy)
    return {family.value: count for family, count in families(drawn.plan, release).items()}


def test_a_small_level_and_the_one_that_hides_it_are_one_family() -> None:
    assert told(regions(n=60, s=40, e=6)) == {"people": 2}
    assert told(regions(n=60, s=6, e=6)) == {"people": 2}


def test_a_middling_base_is_read_off_its_base() -> None:
    assert told(regions(n=60, s=20, e=40)) == {"base": 1, "people": 1}


def test_a_crossing_is_one_number_and_the_spec_says_so() -> None:
    respondents = [p for a in "xy" for b in "xy" for p in people(60, a=a, b=b)]
    drawn = Drawn(respondents, {"a": "xy", "b": "xy"}, crossings=(("a", "b"),))
    assert told(drawn) == {"crossing": 4}
    assert told(replace(drawn, measures=(opinion(sensitive=True),)))["spec"] == 4
    assert told(drawn, replace(CUSTOMERS, uncrossed=frozenset("a"))) == {"spec": 4}
    assert told(drawn, replace(CUSTOMERS, max_cross=1)) == {"spec": 4}
    assert told(drawn, replace(CUSTOMERS, max_pairs=0)) == {"spec": 4}
    assert told(replace(drawn, measures=(choice(),))) == {"spec": 4}


@pytest.mark.parametrize("route", ["region = n", "region in [n]", "region = n and q > 1"])
def test_a_question_put_to_others_is_the_questionnaires_doing(route: str) -> None:
    routed = replace(opinion(), ask_if=parse_filter(route))
    drawn = Drawn(people(60, region="n") + [replace(p, answers={}) for p in people(60, region="s")])
    drawn = replace(drawn, segments={"region": "ns"}, measures=(routed,))
    assert told(drawn) == {"route": 1}


def test_tables_are_counted_with_and_without_crossings() -> None:
    respondents = [p for a in "xy" for b in "xy" for p in people(60, a=a, b=b)]
    drawn = Drawn(respondents, {"a": "xy", "b": "xy"}, crossings=(("a", "b"),))
    release = protect(drawn.aggregates, drawn.plan, CUSTOMERS)
    every, plain = tally(release, drawn.plan.group.keys()), tally(release, plain_groups(drawn.plan))
    assert (every.asked, every.full, every.one_number, every.withheld) == (9, 5, 4, 0)
    assert (plain.asked, plain.shown, plain.withheld) == (5, 5, 0)


def test_families_are_a_function_of_the_release() -> None:
    """Two sets of answers with the same release, for different reasons, are told alike."""
    small, alike = regions(n=60, s=40, e=6), regions(n=60, s=40)
    alike = replace(
        alike, segments={"region": "nse"}, respondents=[*alike.respondents, *people(6, "4", region="e")]
    )
    assert told(small) == told(alike)


def certificate(policy: Policy, *rules: str) -> Certificate:
    return Certificate("0.1.0", 2, "", policy.facts, rules, "", "")


def test_only_attackers_that_a_certificate_is_about_are_named() -> None:
    assert attackers(certificate(CUSTOMERS, "R1", "R2")) == (
        Attacker.READER,
        Attacker.INSIDER,
        Attacker.AUTHOR,
    )
    assert Attacker.COLLEAGUE in attackers(certificate(EMPLOYEES, "R1", "R2"))
    assert Attacker.MANAGER in attackers(certificate(EMPLOYEES, "R1", "R9"))
    assert Attacker.ARCHIVIST in attackers(certificate(EMPLOYEES, "R13", "R14", "R20"))
    assert Attacker.ARCHIVIST not in attackers(certificate(EMPLOYEES, "R13", "R14"))
