"""A second oracle: ``svy``, an independent package, on synthetic answers of our own.

Strata, clusters, weights and missing answers; means, shares and their intervals, by level. Skipped where
the package is not installed: no build needs it.
"""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from generator.data import Sampled
from generator.statistics import Figures
from generator.statistics.estimate import Method
from tests.reference import opened
from tests.rooms.statistics import drawn

pl = pytest.importorskip("polars")
svy = pytest.importorskip("svy")

STUDY = drawn.study(
    questions={"q": drawn.scale_question()},
    segments={"region": drawn.segment("region", "nord", "sud", "est")},
    indicators={"note": {"kind": "mean", "of": "q"}, "sat": {"kind": "top_box", "of": "q"}},
)


@pytest.fixture(scope="module", params=[1, 2])
def rows(request: pytest.FixtureRequest) -> pd.DataFrame:
    """Nine hundred people in four strata of ten clusters who resemble one another; one in ten is silent."""
    rng = np.random.default_rng(request.param)
    psu = rng.integers(0, 40, 900)
    mood = rng.normal(size=40)[psu] / 2 + rng.normal(size=900)
    answers = np.clip(np.round(3.3 + mood), 1, 5).astype(int).astype(str)
    return pd.DataFrame(
        {
            "q": np.where(rng.random(900) < 0.1, None, answers),
            "region": rng.choice(["nord", "sud", "est"], 900),
            "strate": psu % 4,
            "psu": psu,
            "w": rng.lognormal(0, 0.4, 900),
        }
    )


@pytest.fixture(scope="module")
def ours(rows: pd.DataFrame) -> Figures:
    sampled = Sampled(strata=rows.strate.to_numpy(), clusters=rows.psu.to_numpy())
    return opened.figures(STUDY, rows, rows.w.to_numpy(), sampled)


@pytest.fixture(scope="module")
def theirs(rows: pd.DataFrame) -> Any:
    table = pl.DataFrame(
        {
            "y": [float(answer) if isinstance(answer, str) else None for answer in rows.q],
            "sat": [float(answer in "45") if isinstance(answer, str) else None for answer in rows.q],
            **{name: rows[name].tolist() for name in ("region", "strate", "psu", "w")},
        }
    )
    return svy.Sample(table, svy.Design(stratum="strate", psu="psu", wgt="w")).estimation


def told(estimate: Any) -> dict[str, dict[str, float]]:
    """What the other package says, by level."""
    return {line["by_level"][0] if line["by_level"] else "all": line for line in estimate.to_dicts()}


@pytest.mark.parametrize("group", ["all", "nord", "sud", "est"])
def test_a_mean(ours: Figures, theirs: Any, group: str) -> None:
    by = None if group == "all" else "region"
    known = told(theirs.mean("y", by=by, drop_nulls=True))[group]
    found = ours.estimate("note", "2026", group if group == "all" else f"region={group}")
    assert found is not None
    assert [found.value, found.se] == pytest.approx([known["est"], known["se"]], rel=1e-8)
    assert found.df == 36
    assert [found.low, found.high] == pytest.approx([known["lci"], known["uci"]], rel=1e-8)


def test_a_share_and_its_logit_interval(ours: Figures, theirs: Any) -> None:
    lines = theirs.prop("sat", drop_nulls=True).to_dicts()
    known = next(line for line in lines if float(line["y_level"]) == 1)
    found = ours.estimate("sat", "2026")
    assert found is not None
    assert found.method is Method.LOGIT
    stated = [known[name] for name in ("est", "se", "lci", "uci")]
    assert [found.value, found.se, found.low, found.high] == pytest.approx(stated, rel=1e-8)
