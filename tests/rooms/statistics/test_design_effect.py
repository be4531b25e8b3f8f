"""n over the design effect, where a release has a design."""

import numpy as np
import pandas as pd
import pytest

from generator.aggregates import tabulate
from generator.data import Sampled
from generator.spec.plan import plan_of
from generator.statistics import Figures
from tests.reference import opened
from tests.rooms.statistics import drawn

STUDY = drawn.study(
    questions={"q": drawn.scale_question(), "jours": {"type": "numeric", "text": "?"}},
    indicators={"note": {"kind": "mean", "of": "q"}, "delai": {"kind": "mean", "of": "jours"}},
)
PLAN = plan_of(STUDY)
CLUSTERS = np.repeat(np.arange(40), 15)


def figures(sampled: Sampled | None) -> Figures:
    """Forty clusters of fifteen people who all answer alike."""
    rows = pd.DataFrame({"q": np.tile(list("12345"), 8)[CLUSTERS], "jours": "3"})
    responses = opened.responses(STUDY, rows, None, sampled, "2026")
    return Figures(STUDY, PLAN, {"2026": opened.opened(tabulate(responses, PLAN, STUDY), PLAN)})


def test_people_who_repeat_one_another_are_worth_their_clusters() -> None:
    """s²/V = [15·Σ(x−m)²/599] / [40/39·Σ(x−m)²/40²] = 39,07, whatever the answers."""
    found = figures(Sampled(clusters=CLUSTERS))
    assert found.n_designed("note", "2026") == pytest.approx(15 * 40 * 39 / 599)
    assert found.n_eff("q", "2026") == 600


def test_with_weights_only_or_without_cells_there_is_none() -> None:
    assert figures(None).n_designed("note", "2026") is None
    assert figures(Sampled(clusters=CLUSTERS)).n_designed("delai", "2026") is None
