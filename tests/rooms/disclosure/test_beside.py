"""What joins two questions, told again beside an earlier publication: about enough people, or the same."""

from dataclasses import replace

import numpy as np
import pytest

from generator.aggregates.model import Aggregates, DriverMoments, Joint, Linked
from generator.aggregates.model import Overlap as Shared
from generator.disclosure.beside import ALONE, Beside, Past
from generator.release import Covariance, Moments, Overlap, Release, Table
from generator.release import Outcome as Height
from tests.rooms.disclosure.drawn import CUSTOMERS, Drawn, opinion, people
from tests.rooms.disclosure.test_contents import released

DRAWN = Drawn(people(60), measures=(opinion(missing="9"),))
TERMS = (("q", "all"), ("r", "all"))
TOLD = Covariance(TERMS, ((2.0, 1.0), (1.0, 2.0)))
OTHER = Covariance(TERMS, ((2.1, 1.0), (1.0, 2.0)))
MOMENTS = Moments(("q",), 300, 300.0, 300.0, (1.0,), ((1.0,),))
SHARED = Overlap("q", "all", "2025", 0.5)


def counted(people: int) -> Aggregates:
    """A wave of which so many answered everything, none of them anything else."""
    both = np.full((2, 2), people)
    return replace(
        DRAWN.aggregates,
        joints={"b": Joint(TERMS, np.eye(2), both)},
        moments=DriverMoments(("q",), people, 1.0, 1.0, np.ones(1), np.ones((1, 1))),
        overlaps={("q", "all"): Shared(1.0, 0.5, people, 9)},
        since="2025",
        counts={key: replace(one, aside=np.array([people])) for key, one in DRAWN.aggregates.counts.items()},
    )


def past(more: int, only_adds: bool = True) -> Past:
    """A wave published on 300 people's answers, before the gate with so many more."""
    first: Release = replace(
        released(DRAWN), covariances={"b": TOLD}, moments=MOMENTS, overlaps=(SHARED,), tables={}
    )
    first = replace(first, tables={("q", "all"): Table("q", "all", Height.FULL, 60, aside={"9": 0.2})})
    linked = Linked((counted(300),), (), (), only_adds, is_steady=True)
    return Past(Beside((first,), linked), ({},), counted(300 + more), DRAWN.plan, CUSTOMERS)


@pytest.mark.parametrize(("more", "is_told"), [(0, True), (9, False), (10, True)])
def test_a_covariance_follows_another_when_enough_came_behind_each_of_its_terms(
    more: int, is_told: bool
) -> None:
    assert (past(more).covariances({"b": OTHER}) == {"b": OTHER}) is is_told


@pytest.mark.parametrize(("more", "is_told"), [(99, False), (100, True)])
def test_moments_follow_others_when_a_model_could_speak_of_those_who_came(more: int, is_told: bool) -> None:
    later = replace(MOMENTS, n=300 + more, mean=(1.1,))
    assert (past(more).moments(later) == later) is is_told


@pytest.mark.parametrize(("more", "is_told"), [(29, False), (30, True)])
def test_what_two_waves_share_follows_when_thirty_came(more: int, is_told: bool) -> None:
    later = (replace(SHARED, covariance=0.6),)
    assert (past(more).overlaps(later) == later) is is_told


@pytest.mark.parametrize(("more", "share"), [(9, 0.2), (10, 0.3)])
def test_missing_answers_stay_as_they_were_told_until_enough_gave_more(more: int, share: float) -> None:
    later = Table("q", "all", Height.FULL, 60, aside={"9": 0.3})
    assert past(more).table(later).aside == {"9": share}


def test_where_rows_changed_only_what_is_the_same_is_told_again() -> None:
    changed = past(1000, only_adds=False)
    assert changed.covariances({"b": OTHER, "c": OTHER}) == {"c": OTHER}
    assert changed.covariances({"b": TOLD}) == {"b": TOLD}
    assert changed.moments(replace(MOMENTS, mean=(1.1,))) is None
    assert changed.moments(MOMENTS) == MOMENTS
    assert not changed.overlaps((replace(SHARED, covariance=0.6),))
    assert changed.overlaps((SHARED,)) == (SHARED,)


def test_a_wave_that_was_never_published_is_held_to_nothing() -> None:
    alone = Past(ALONE, (), counted(300), DRAWN.plan, CUSTOMERS)
    assert not [*alone.refusals()]
    assert alone.covariances({"b": OTHER}) == {"b": OTHER}
    assert alone.moments(MOMENTS) == MOMENTS
