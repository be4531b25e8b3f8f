"""Reconstruction, held against every way in which a few people may have answered."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.disclosure import reconstruction
from generator.disclosure.reconstruction import Evidence, pinned, proven, widest

Table = tuple[int, ...]


def whole(
    people: list[int], shown: list[tuple[list[int], list[float], float]], is_whole: bool = True
) -> Evidence:
    """Numbers shown, each the members of a group, what answers count for, and their sum."""
    members, values, totals = zip(*shown, strict=True)
    return Evidence(
        np.array(people), np.array(members), np.array(values, float), np.array(totals, float), is_whole
    )


YES, NO = [1.0, 0.0], [0.0, 1.0]
SECRETS = (np.array([True, False]), np.array([False, True]))


def test_everyone_is_proven_where_all_agree() -> None:
    found = proven(whole([3, 2], [([1, 0], YES, 3), ([1, 1], YES, 4)]), SECRETS)
    assert found.tolist() == [[True, False], [False, False]]


def test_a_difference_proves_one_person() -> None:
    """Four of four and one, four of them yes: with three yes among the four, the one said yes."""
    found = proven(whole([4, 1], [([1, 1], YES, 4), ([1, 0], YES, 3)]), SECRETS)
    assert found.tolist() == [[False, True], [False, False]]


def test_a_person_may_be_proven_without_any_difference_of_one() -> None:
    """Three pairs of three people, one yes each... but a pair of two yes leaves the third with no."""
    shown = [([1, 1, 0], YES, 2.0), ([0, 1, 1], YES, 1.0)]
    assert proven(whole([1, 1, 1], shown), SECRETS).tolist() == [[True, True, False], [False, False, True]]


def test_a_split_person_hides_what_whole_people_would_tell() -> None:
    """a + b + c = 2 over pairs that each show their mean: halves fit where whole people do not."""
    shown = [([1, 1, 0], YES, 1.0), ([0, 1, 1], YES, 1.0), ([1, 0, 1], [1.0, 0.0], 2.0)]
    assert proven(whole([1, 1, 1], shown, is_whole=True), SECRETS)[0].tolist() == [True, False, True]
    assert proven(whole([1, 1, 1], shown, is_whole=False), SECRETS)[0].tolist() == [True, False, True]


def test_a_class_of_nobody_is_never_proven() -> None:
    assert not proven(whole([0, 2], [([1, 1], YES, 2)]), SECRETS)[:, 0].any()


def test_numbers_that_nothing_satisfies_are_a_fault_of_ours() -> None:
    with pytest.raises(ArithmeticError):
        proven(whole([1], [([1], YES, 2)]), SECRETS)


@st.composite
def studies(draw: st.DrawFn) -> Evidence:
    """At most eight people in at most three classes, who gave one of three answers."""
    people = draw(st.lists(st.integers(1, 3), min_size=1, max_size=3).filter(lambda sizes: sum(sizes) <= 8))
    given_ = [draw(st.lists(st.integers(0, 2), min_size=n, max_size=n)) for n in people]
    counts = np.array([[answers.count(a) for a in range(3)] for answers in given_])
    groups = draw(
        st.lists(
            st.lists(st.integers(0, 1), min_size=len(people), max_size=len(people)), min_size=1, max_size=4
        )
    )
    number = st.sampled_from(([1, 0, 0], [0, 1, 0], [0, 0, 1], [0, 1, 1], [1, 2, 3]))
    shown = [(group, draw(number)) for group in groups]
    return whole(people, [(g, v, float(np.array(g) @ counts @ np.array(v))) for g, v in shown])


THREE = tuple(np.array(flags) for flags in ([1, 0, 0], [0, 1, 0], [0, 0, 1], [0, 1, 1]))


def by_trying_all(evidence: Evidence) -> np.ndarray:
    """Every way of sharing each class between three answers that fits the numbers shown."""
    ways = [
        [(a, b, n - a - b) for a in range(n + 1) for b in range(n + 1 - a)] for n in evidence.people.tolist()
    ]
    fits = [
        np.array(table)
        for table in product(*ways)
        if np.allclose(
            [m @ np.array(table) @ v for m, v in zip(evidence.members, evidence.values, strict=True)],
            evidence.totals,
        )
    ]
    return np.array(
        [[all(t[c] @ s == n for t in fits) for c, n in enumerate(evidence.people)] for s in THREE]
    )


@settings(max_examples=60, deadline=None)
@given(evidence=studies())
def test_whole_people_are_proven_exactly_when_no_other_answers_fit(evidence: Evidence) -> None:
    assert (proven(evidence, [s.astype(bool) for s in THREE]) == by_trying_all(evidence)).all()


@settings(max_examples=60, deadline=None)
@given(evidence=studies())
def test_split_people_never_prove_what_is_not(evidence: Evidence) -> None:
    split = Evidence(evidence.people, evidence.members, evidence.values, evidence.totals)
    assert not (proven(split, [s.astype(bool) for s in THREE]) & ~by_trying_all(evidence)).any()


@settings(max_examples=60, deadline=None)
@given(evidence=studies())
def test_the_widest_solution_fits_all_that_is_shown(evidence: Evidence) -> None:
    split = Evidence(evidence.people, evidence.members, evidence.values, evidence.totals)
    solution = widest(split)
    if solution is not None:
        sums = [m @ solution @ v for m, v in zip(split.members, split.values, strict=True)]
        assert np.allclose(sums, split.totals, atol=1e-5)
        assert np.allclose(solution.sum(axis=1), split.people)
        assert (solution >= 0).all()


@settings(max_examples=60, deadline=None)
@given(evidence=studies())
def test_the_short_cut_changes_nothing(evidence: Evidence) -> None:
    """With the widest solution or by programmes alone, the same people are proven."""
    secrets = [s.astype(bool) for s in THREE]
    split = Evidence(evidence.people, evidence.members, evidence.values, evidence.totals)
    found = proven(split, secrets)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(reconstruction, "widest", lambda _: None)
        assert (proven(split, secrets) == found).all()


def test_the_widest_solution_spreads_what_nothing_tells() -> None:
    """Four people, two of whom said yes, and nothing says who: half a yes each."""
    found = widest(Evidence(np.array([1, 3]), np.array([[1, 1]]), np.array([YES]), np.array([2.0])))
    assert found is not None
    assert np.allclose(found, [[0.5, 0.5], [1.5, 1.5]], atol=1e-5)


def test_a_group_is_told_when_others_leave_it_one_way_to_have_answered() -> None:
    """Everyone and the first class tell the second; two classes told together only are not told apart."""
    shown = [([1, 1, 1], YES, 6.0), ([1, 0, 0], YES, 2.0)]
    groups = np.array([[0, 1, 1], [0, 1, 0], [1, 0, 0]])
    assert pinned(whole([4, 4, 4], shown, is_whole=False), groups).tolist() == [True, False, True]
