"""A late reply, a leaver and a hire, a correction: what both publications together tell of few people."""

import random
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.disclosure import Depth, gate, protect
from generator.disclosure.withholding import Shown
from generator.errors import Refused
from generator.release import Outcome, Release
from tests.attack.late import Archivist, Named, Twice
from tests.rooms.disclosure.drawn import CUSTOMERS, Drawn, Person, opinion, people

SIX = {"a": "uvwxyz", "b": "vwxyz", "c": "stuvwxyz", "d": "wxyz", "e": "xyz"}
"""Five segments of 6, 5, 8, 4 and 3 levels: 27 groups with everyone."""


def five_hundred() -> Named:
    """People of all levels, who answered two questions."""
    draw = random.Random(20261121)
    levels = [{name: draw.choice(letters) for name, letters in SIX.items()} for _ in range(500)]
    return {
        f"p{place}": Person(own, {"q": draw.choice("1234"), "r": draw.choice("1234")})
        for place, own in enumerate(levels)
    }


FIRST = five_hundred()
STUDY = Drawn(list(FIRST.values()), SIX, measures=(opinion(), opinion("r")))
LATE = Person(dict(zip(SIX, "xvwxy", strict=True)), {"q": "4"})
HIRE = replace(LATE, levels=dict(zip(SIX, "zvsxy", strict=True)))
GONE = "p7"


def a_late_reply(people: Named) -> Named:
    return {**people, "late": LATE}


def a_leaver_and_a_hire(people: Named) -> Named:
    left = {name: person for name, person in people.items() if name != GONE}
    return {**left, GONE: replace(people[GONE], answers={"r": people[GONE].answers["r"]}), "hire": HIRE}


CHANGES = {"a late reply": a_late_reply, "a leaver and a hire": a_leaver_and_a_hire}
UNDER = {"a late reply": 6, "a leaver and a hire": 9}
"""How many of the 27 groups a second publication that forgets the first puts under the threshold."""


def withheld(release: Release, measure: str = "q") -> set[str]:
    return {
        group
        for (name, group), table in release.tables.items()
        if name == measure and table.outcome is Outcome.WITHHELD
    }


@pytest.mark.parametrize(
    ("change", "is_named"), [("a late reply", True), ("a late reply", False), ("a leaver and a hire", True)]
)
def test_what_one_person_moves_is_withheld_from_the_second_publication(change: str, is_named: bool) -> None:
    twice = Twice(STUDY, FIRST, CHANGES[change](FIRST), is_named)
    archivist = Archivist(twice)
    first, second = twice.again(CUSTOMERS)
    careless = replace(second, tables={**second.tables, **twice_alone(twice).tables})
    assert not withheld(first)
    assert len(archivist.differences((first, careless), 10)) == UNDER[change]
    assert archivist.few_told((first, careless), 10)
    assert withheld(second) >= archivist.differences((first, careless), 10)
    assert not archivist.differences((first, second), 10)
    assert not archivist.few_told((first, second), 10)


def test_without_marks_a_leaver_is_one_for_every_question() -> None:
    """Nothing says that the row which is gone and one that came gave the same answer to r as one person."""
    twice = Twice(STUDY, FIRST, a_leaver_and_a_hire(FIRST), is_named=False)
    assert codes_of(lambda: twice.again(CUSTOMERS)) == {"V14.few"}


def twice_alone(twice: Twice) -> Release:
    """The second publication of somebody who forgot the first."""
    return replace(twice, before=twice.after).first(CUSTOMERS)


def test_a_question_that_nobody_changed_is_told_again_whole() -> None:
    _, second = Twice(STUDY, FIRST, a_late_reply(FIRST)).again(CUSTOMERS)
    assert not withheld(second, "r")


def codes_of(work: Callable[[], object]) -> set[str]:
    with pytest.raises(Refused) as refusal:
        work()
    return {one.code for one in refusal.value.diagnostics}


def test_when_nothing_of_everyone_can_be_told_again_the_first_publication_stays() -> None:
    alone = replace(STUDY, measures=(opinion(),))
    twice = Twice(alone, FIRST, a_late_reply(FIRST))
    assert codes_of(lambda: twice.again(CUSTOMERS)) == {"V14.few"}


def grown(**levels: int) -> Named:
    """Sixty people of n, fifty of s, and so many more of each."""
    first = people(60, region="n") + people(50, region="s")
    more = [one for name, count in levels.items() for one in people(count, "12", region=name)]
    return {f"p{place}": person for place, person in enumerate([*first, *more])}


REGIONS = Drawn(list(grown().values()), {"region": "ns"})


@pytest.mark.parametrize("is_named", [True, False], ids=["marks", "rows"])
def test_as_many_late_replies_as_a_base_needs_are_told(is_named: bool) -> None:
    _, second = Twice(REGIONS, grown(), grown(n=10), is_named).again(CUSTOMERS)
    assert not withheld(second)
    assert second.table("q", "all").n == 120


def test_nine_late_replies_of_a_group_beside_ten_of_another_are_withheld() -> None:
    twice = Twice(REGIONS, grown(), grown(n=10, s=9))
    first, second = twice.again(CUSTOMERS)
    assert withheld(second) == {"region=n", "region=s"}
    assert not Archivist(twice).few_told((first, second), 10)


def test_rows_that_changed_elsewhere_hide_nobody_who_changed_here() -> None:
    """Twelve answers to r are corrected, and one of q: for q, that is one person."""
    moved = {
        name: replace(person, answers={"q": person.answers["q"], "r": "1"})
        for name, person in list(FIRST.items())[:12]
    }
    moved["p0"] = replace(
        moved["p0"], answers={"q": "4" if FIRST["p0"].answers["q"] == "1" else "1", "r": "1"}
    )
    twice = Twice(STUDY, FIRST, {**FIRST, **moved}, is_named=False)
    first, second = twice.again(CUSTOMERS)
    assert "all" in withheld(second)
    assert not Archivist(twice).few_told((first, second), 10)


def test_other_weights_of_the_same_people_are_refused() -> None:
    heavier = {name: replace(person, weight=1.5) for name, person in grown(n=20).items()}
    assert codes_of(lambda: Twice(REGIONS, grown(), heavier).again(CUSTOMERS)) == {"V14.weights"}


def test_a_file_that_is_not_the_one_published_links_nothing() -> None:
    twice = Twice(REGIONS, grown(), grown(n=20))
    other = replace(twice, before=grown(s=20)).first(CUSTOMERS)
    now = replace(twice.files()[1].aggregates, data="2" * 64)
    assert codes_of(lambda: protect(now, REGIONS.plan, CUSTOMERS, beside=twice.beside(other))) == {
        "V14.unlinked"
    }


@st.composite
def changes(draw: st.DrawFn) -> Twice:
    """A study of two segments, of which some left, some came and some changed their mind."""
    letters = {"r": "abc"[: draw(st.integers(2, 3))], "s": "abc"[: draw(st.integers(2, 3))]}
    kinds = [
        dict(zip(letters, kind, strict=True))
        for kind in draw(
            st.lists(
                st.tuples(*(st.sampled_from((*own, "-")) for own in letters.values())),
                min_size=2,
                max_size=6,
                unique=True,
            )
        )
    ]
    first = [one for kind in kinds for one in people(draw(st.integers(8, 45)), **kind)] + people(30)
    before = {f"p{place}": person for place, person in enumerate(first)}
    left = draw(st.sets(st.sampled_from(sorted(before)), max_size=4))
    moved = draw(st.sets(st.sampled_from(sorted(before)), max_size=4))
    came = [one for kind in kinds for one in people(draw(st.sampled_from((0, 0, 1, 3, 12))), "41", **kind)]
    after = {
        n: replace(p, answers={"q": "4"}) if n in moved else p for n, p in before.items() if n not in left
    }
    after |= {f"n{place}": person for place, person in enumerate(came)}
    return Twice(Drawn(first, letters), before, after, draw(st.booleans()))


@settings(max_examples=40)
@given(twice=changes())
def test_whatever_changed_nothing_is_told_of_few(twice: Twice) -> None:
    archivist = Archivist(twice)
    releases = published(twice)
    if isinstance(releases, frozenset):
        assert releases <= {"V14.few", "V14.past"}
        return
    assert not archivist.differences(releases, 10)
    assert not archivist.few_told(releases, 10)


def published(twice: Twice) -> tuple[Release, Release] | frozenset[str]:
    """Both publications, or why there is no second one."""
    try:
        return twice.again(CUSTOMERS, Depth.FREEZE)
    except Refused as refusal:
        return frozenset(one.code for one in refusal.diagnostics)


def test_a_search_tells_what_is_published_now_and_of_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rows of the first publication are there to be attacked: none of them comes out as a table."""
    seen: list[set[tuple[str, str]]] = []
    whole = gate.search

    def watched(*given: Any) -> Mapping[str, Shown]:
        found = whole(*given)
        seen.append({(measure, group) for measure, own in found.items() for group in own.outcomes})
        return found

    monkeypatch.setattr(gate, "search", watched)
    _, second = Twice(REGIONS, grown(), grown(n=10)).again(CUSTOMERS)
    assert seen == [set(second.tables)] * 2
