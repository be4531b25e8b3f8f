"""Double impact: an idea is worth what it changes on the side it changes least."""

import pytest

from generator.pages.models.impact import Outcome, double_impact, ranked
from tests.rooms.pages import drawn
from tests.rooms.pages import drawn_atelier as atelier


def test_the_lower_side_ranks_and_equals_share_their_rank() -> None:
    order = ranked({"a": (5, 1), "b": (4, 4), "c": (3, 5), "d": (5, 4)}, keep=2)
    assert [(one.name, one.double, one.rank, one.is_tied) for one in order] == [
        ("b", 4, 1, True),
        ("d", 4, 1, True),
        ("c", 3, 3, False),
        ("a", 1, 4, False),
    ]


@pytest.mark.parametrize(
    ("keep", "outcomes"),
    [
        (1, [Outcome.TIED, Outcome.TIED, Outcome.SET_ASIDE]),
        (2, [Outcome.KEPT, Outcome.KEPT, Outcome.SET_ASIDE]),
        (3, [Outcome.KEPT, Outcome.KEPT, Outcome.KEPT]),
        (None, [Outcome.UNJUDGED, Outcome.UNJUDGED, Outcome.UNJUDGED]),
    ],
)
def test_a_tie_across_the_line_is_not_settled_by_the_rule(keep: int | None, outcomes: list[Outcome]) -> None:
    order = ranked({"a": (4, 5), "b": (5, 4), "c": (2, 5)}, keep)
    assert [one.outcome for one in order] == outcomes


def test_the_ideas_of_the_workshop_that_the_rule_names() -> None:
    found = double_impact(atelier.reader())
    assert found is not None
    assert [(idea.label, idea.rank, idea.double, idea.told) for idea in found.ideas] == [
        ("Un SMS d’étape", 1, 4, "gardée"),
        ("Appel", 1, 4, "gardée"),
        ("Portail", 3, 2, "écartée"),
    ]
    assert "les 2 premières sont gardées" in drawn.words(found.rule)
    assert found.has_ties


def test_ideas_stand_in_the_quarter_of_their_two_impacts() -> None:
    found = double_impact(atelier.reader())
    assert found is not None
    (_, strong), (_, weak) = found.quarters
    assert [cell.ideas for cell in strong] == [(), ("Un SMS d’étape", "Appel")]
    assert [cell.ideas for cell in weak] == [(), ("Portail",)]


def test_an_idea_is_tried_when_a_trial_bears_its_name() -> None:
    found = double_impact(atelier.reader())
    assert found is not None
    assert [idea.is_tried for idea in found.ideas] == [True, False, False]


def test_an_idea_scored_on_one_side_only_is_not_ranked() -> None:
    ideas = {"portail": atelier.idea(4, None), "sms": atelier.idea(1, 2)}
    found = double_impact(atelier.reader(workshops={"miroir": {**atelier.MIRROR, "ideas": ideas}}))
    assert found is not None
    assert [idea.name for idea in found.ideas] == ["sms"]


def test_another_rule_ranks_no_idea_but_a_workshop_still_lists_its_own() -> None:
    read = atelier.reader(priorities=None)
    assert double_impact(read) is None
    listed = double_impact(read, "miroir")
    assert listed is not None
    assert {idea.told for idea in listed.ideas} == {""}
