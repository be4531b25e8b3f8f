"""What a design lets out: rounded covariances of shares, of shown groups with clusters enough."""

import json
from typing import Any

import numpy as np
import pandas as pd
import pytest

from generator.aggregates import Aggregates, tabulate
from generator.data import Sampled
from generator.disclosure import policy_of, protect
from generator.disclosure.contents import LEAST_DF
from generator.errors import Refused
from generator.release import Outcome, Release, dump, load
from generator.spec.plan import Plan, plan_of
from generator.statistics import Figures
from tests.reference import opened
from tests.rooms.statistics import drawn

STUDY = drawn.study(
    questions={"q": drawn.scale_question(), "jours": {"type": "numeric", "text": "Combien de jours ?"}},
    segments={"region": drawn.segment("region", "nord", "sud", "est")},
    indicators={"note": {"kind": "mean", "of": "q"}, "delai": {"kind": "mean", "of": "jours"}},
)
PLAN = plan_of(STUDY)


def aggregates(clusters: int = 40, plan: Plan = PLAN, **more: Any) -> Aggregates:
    """Six hundred people in clusters, two hundred a region but where ``more`` says otherwise."""
    rng = np.random.default_rng(3)
    rows = pd.DataFrame(
        {
            "q": rng.choice(list("12345"), 600),
            "jours": rng.integers(1, 40, 600).astype(str),
            "region": np.repeat(["nord", "sud", "est"], 200),
            **more,
        }
    )
    sampled = Sampled(clusters=np.arange(600) % clusters)
    return tabulate(opened.responses(STUDY, rows, None, sampled, "2026"), plan, STUDY)


def released(found: Aggregates) -> Release:
    return protect(found, PLAN, policy_of(STUDY))


def test_spreads_come_rounded_to_four_digits() -> None:
    found = released(aggregates())
    assert found.design == ("clusters",)
    assert sorted(found.spreads) == ["jours/all", "jours/region", "q/all", "q/region"]
    for spread in found.spreads.values():
        assert all(value == float(f"{value:.4g}") for row in spread.matrix for value in row)
        assert np.array_equal(spread.matrix, np.transpose(spread.matrix))


def test_half_of_a_matrix_is_written() -> None:
    found = released(aggregates())
    written = next(line for line in dump(found)[0].splitlines() if '"q/all"' in line)
    assert [len(line) for line in json.loads(written)["spread"]["half"]] == [1, 2, 3, 4, 5]


def test_what_comes_out_gives_the_figures_that_went_in() -> None:
    inside = aggregates()
    known = [Figures(STUDY, PLAN, {"2026": each}) for each in (opened.opened(inside, PLAN), released(inside))]
    for score, group in (("note", "all"), ("note", "region=sud"), ("delai", "all")):
        exact, shown = (figures.estimate(score, "2026", group) for figures in known)
        assert exact is not None
        assert shown is not None
        assert shown.se == pytest.approx(exact.se, rel=1e-3)
        assert shown.df == exact.df == 39
    exact_test, shown_test = (figures.versus_rest("note", "2026", "region=nord") for figures in known)
    assert exact_test is not None
    assert shown_test is not None
    assert shown_test.p == pytest.approx(exact_test.p, rel=1e-2)


@pytest.mark.parametrize(("clusters", "is_told"), [(LEAST_DF + 1, True), (LEAST_DF, False), (2, False)])
def test_few_clusters_tell_no_covariance_since_it_would_give_their_totals_back(
    clusters: int, is_told: bool
) -> None:
    found = released(aggregates(clusters))
    assert bool(found.spreads) is is_told
    estimate = Figures(STUDY, PLAN, {"2026": found}).estimate("note", "2026")
    numeric = Figures(STUDY, PLAN, {"2026": found}).estimate("delai", "2026")
    assert estimate is not None
    assert numeric is not None
    assert (estimate.se is not None) is is_told
    assert (numeric.se is not None) is is_told


def test_a_group_that_is_not_shown_whole_is_in_no_spread() -> None:
    region = np.array(["nord"] * 12 + ["sud"] * 288 + ["est"] * 300)
    found = released(aggregates(region=region))
    assert found.tables["q", "region=nord"].outcome is not Outcome.FULL
    for spread in found.spreads.values():
        assert "region=nord" not in {group for _, group in spread.terms}


def test_a_release_with_a_design_is_read_back_as_it_was() -> None:
    found = released(aggregates())
    assert load(*dump(found)) == found


@pytest.mark.parametrize("wrong", ["missing", "infinite"])
def test_spreads_that_are_not_those_of_the_tables_are_refused(wrong: str) -> None:
    found = aggregates()
    spreads = dict(found.spreads)
    if wrong == "missing":
        del spreads["q/region"]
    else:
        spreads["q/region"].matrix[0, 0] = np.inf
    with pytest.raises(Refused):
        released(type(found)(**{**vars(found), "spreads": spreads}))
