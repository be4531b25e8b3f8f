"""What covariances and the model of importance tell, beside tables and beside one another, of one person.

The attacker reads a release: six digits of each covariance, means and counts of tables. A covariance of two
questions is a sum of products over those who answered both, divided by their bases; what is left once the
people of another release of the same sum are taken out is a product of one person's deviations.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from generator.aggregates import Aggregates, tabulate
from generator.disclosure import Depth, gate, policy_of, protect
from generator.disclosure.pairs import told_apart
from generator.release import Release
from generator.spec.plan import Battery, Drivers, Plan, Term, plan_of
from tests.reference import opened
from tests.rooms.statistics import drawn

SCALE = range(1, 6)
STUDY = drawn.study(
    questions={name: drawn.scale_question() for name in ("q", "r", "s")},
    segments={"region": drawn.segment("region", "nord", "sud")},
    indicators={f"note_{name}": {"kind": "mean", "of": name} for name in ("q", "r", "s")},
)
GROUPS = ("all", "region=nord", "region=sud")
PLAN = replace(
    plan_of(STUDY),
    batteries=tuple(Battery(f"b/{g}", (Term("note_q", g), Term("note_r", g))) for g in GROUPS),
    drivers=None,
)
BLANK = ""


def answers(count: int, seed: int) -> list[str]:
    return np.random.default_rng(seed).choice(list("12345"), count).tolist()


def counted(plan: Plan, **columns: list[str]) -> Aggregates:
    rows = pd.DataFrame(columns)
    return tabulate(opened.responses(STUDY, rows, None, None, "2026"), plan, STUDY)


def one_of_both(q: str, r: str) -> Aggregates:
    """Forty-nine of the north answered both questions. In the south thirty answered one, thirty the other,
    and one person answered both: every table is large, and so is the north."""
    blanks = [BLANK] * 30
    return counted(
        PLAN,
        q=[*answers(49, 1), *answers(30, 2), *blanks, q],
        r=[*answers(49, 3), *blanks, *answers(30, 4), r],
        s=answers(110, 5),
        region=["nord"] * 49 + ["sud"] * 61,
    )


def total_of(release: Release, measure: str, group: str) -> float:
    """A sum of answers, from a distribution."""
    cells = release.table(measure, group).cells
    assert cells is not None
    return sum(float(code) * count for code, count in zip(cells.codes, cells.w, strict=True))


def products(release: Release, battery: str, group: str) -> float:
    """Σ(x−m)(y−m′) over those of a group who answered both, from a covariance."""
    covariance = release.covariances[battery].between(("note_q", group), ("note_r", group))
    bases = [release.table(measure, group).n or 0 for measure in "qr"]
    return covariance * (release.rows - 1) / release.rows * bases[0] * bases[1]


def alone(release: Release) -> Iterator[tuple[int, int]]:
    """Answers of the one person of the south that fit what everyone's covariance leaves of the north's."""
    if not {"b/all", "b/region=nord"} <= release.covariances.keys():
        return
    n = release.table("q", "region=nord").n or 0
    totals = [total_of(release, measure, "region=nord") for measure in "qr"]
    north = products(release, "b/region=nord", "region=nord") + totals[0] * totals[1] / n
    means = [total_of(release, m, "all") / (release.table(m, "all").n or 0) for m in "qr"]
    around = north - means[0] * totals[1] - means[1] * totals[0] + n * means[0] * means[1]
    left = products(release, "b/all", "all") - around
    for q in SCALE:
        for r in SCALE:
            if abs((q - means[0]) * (r - means[1]) - left) < 0.01:
                yield q, r


def careless(monkeypatch: pytest.MonkeyPatch) -> None:
    """The gate as it would be if covariances were looked at one by one."""
    monkeypatch.setattr(gate, "told_apart", lambda aggregates, *_: aggregates.joints.keys())
    monkeypatch.setattr(gate, "bases_of_two", lambda *_: {})


@pytest.mark.parametrize("depth", Depth)
@pytest.mark.parametrize(("q", "r"), [("5", "1"), ("2", "4")])
def test_two_covariances_do_not_leave_one_person(
    depth: Depth, q: str, r: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = one_of_both(q, r)
    release = protect(found, PLAN, policy_of(STUDY), depth)
    assert {table.outcome.value for table in release.tables.values()} == {"full"}
    assert list(alone(release)) == []
    assert release.covariances.keys() == {"b/all"}
    careless(monkeypatch)
    assert list(alone(protect(found, PLAN, policy_of(STUDY), depth))) == [(int(q), int(r))]


MODEL = replace(
    plan_of(STUDY),
    batteries=(Battery("items", (Term("note_q"), Term("note_r"))),),
    drivers=Drivers("q", ("r", "s"), ("note_r", "note_s")),
)


def one_left_out(q: str, r: str) -> Aggregates:
    """A hundred and twenty answered all three questions; twenty left one of the first two out, and one
    person the third alone."""
    blanks = [BLANK] * 10
    return counted(
        MODEL,
        q=[*answers(120, 1), *blanks, *answers(10, 2), q],
        r=[*answers(120, 3), *answers(10, 4), *blanks, r],
        s=[*answers(120, 5), *answers(20, 6), BLANK],
        region=["nord", "sud"] * 70 + ["nord"],
    )


def left_of_the_model(release: Release) -> Iterator[tuple[int, int]]:
    """Answers of the one person who left the third question out that fit the covariance and the moments."""
    moments = release.moments
    if moments is None or "items" not in release.covariances:
        return
    n, (first, second, product) = moments.n, (moments.mean[0], moments.mean[1], moments.mean[4])
    means = [total_of(release, m, "all") / (release.table(m, "all").n or 0) for m in "qr"]
    complete = n * (product - means[0] * second - means[1] * first + means[0] * means[1])
    left = products(release, "items", "all") - complete
    for q in SCALE:
        for r in SCALE:
            if abs((q - means[0]) * (r - means[1]) - left) < 0.05:
                yield q, r


def test_the_model_of_importance_beside_a_covariance_does_not_leave_one_person(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = one_left_out("5", "1")
    release = protect(found, MODEL, policy_of(STUDY))
    assert "items" in release.covariances
    assert list(left_of_the_model(release)) == []
    assert release.moments is None
    careless(monkeypatch)
    assert (5, 1) in left_of_the_model(protect(found, MODEL, policy_of(STUDY)))


def test_who_answered_everything_hides_no_covariance() -> None:
    columns: dict[str, Any] = {name: answers(110, seed) for seed, name in enumerate("qrs")}
    found = counted(PLAN, **columns, region=["nord"] * 49 + ["sud"] * 61)
    release = protect(found, PLAN, policy_of(STUDY), Depth.FREEZE)
    assert release.covariances.keys() == {f"b/{group}" for group in GROUPS}
    outcomes = {key: table.outcome for key, table in release.tables.items()}
    assert set(told_apart(found, PLAN, outcomes, policy_of(STUDY), Depth.FREEZE)) == found.joints.keys()
