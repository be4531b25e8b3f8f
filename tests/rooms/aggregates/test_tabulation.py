"""The aggregates of a wave: checked by eye on a few people, and by another engine on many."""

from collections.abc import Mapping, Sequence
from typing import Any

import duckdb
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.aggregates import Aggregates, tabulate
from generator.data import Responses
from generator.spec.plan import Plan, plan_of
from tests.rooms.aggregates.drawn import responses, tabulated
from tests.rooms.data.drawn import study

QUESTIONS: dict[str, Any] = {
    "q_note": {"type": "scale", "scale": "satisfaction5", "text": "?"},
    "q_jours": {"type": "numeric", "text": "?"},
    "q_nps": {"type": "nps", "text": "?"},
}
INDICATORS: dict[str, Any] = {
    "sat": {"kind": "top_box", "of": "q_note"},
    "note": {"kind": "median", "of": "q_note"},
    "delai": {"kind": "median", "of": "q_jours"},
    "duree": {"kind": "mean", "of": "q_jours"},
    "nps": {"kind": "nps", "of": "q_nps"},
}
ANSWERS: dict[str, list[Any]] = {
    "q_note": ["5", "1", "9", None],
    "q_jours": [10, 30, None, 20],
    "q_nps": ["10", "0", None, "9"],
}
NORTH = {"all": [True] * 4, "region=nord": [True, True, False, False]}


def test_cells_of_a_few_people() -> None:
    aggregates = tabulated(ANSWERS, NORTH, [1, 2, 4, 8], questions=QUESTIONS, indicators=INDICATORS)
    everyone = aggregates.counts["q_note", "all"]
    assert everyone.n.tolist() == [1, 0, 0, 0, 1]
    assert everyone.w.tolist() == [2, 0, 0, 0, 1]
    assert everyone.w2.tolist() == [4, 0, 0, 0, 1]
    assert everyone.aside.tolist() == [1]
    south = aggregates.counts["q_note", "region=sud"]
    assert (south.n.sum(), south.aside.tolist()) == (0, [0])
    days = aggregates.counts["q_jours", "region=nord"]
    assert (days.n.tolist(), days.w.tolist(), days.w2.tolist()) == ([2], [3], [5])
    assert (aggregates.rows, aggregates.weighted) == (4, True)


def test_who_answered_two_questions_is_counted_where_several_groups_tell_their_covariance() -> None:
    two = {name: {"type": "scale", "scale": "satisfaction5", "text": "?"} for name in ("q_un", "q_deux")}
    parts = {name: {"kind": "mean", "of": f"q_{name}"} for name in ("un", "deux")}
    given = {"q_un": ["5", "4", None, "3"], "q_deux": ["1", None, "2", "3"]}
    whole = {**parts, "tout": {"kind": "mean_of", "of": ["un", "deux"]}}
    classes = tabulated(given, NORTH, questions=two, indicators=whole).classes
    north = classes.member[:, classes.groups.index("region=nord")] == 1
    assert classes.answered["q_deux&q_un"][north].tolist() == [1]
    assert classes.answered["q_deux&q_un"].sum() == 2
    assert tabulated(given, NORTH, questions=two, indicators=parts).classes.answered.keys() == two.keys()


def test_what_numbers_each_class_of_people_gave() -> None:
    """Ten and thirty days in the north, twenty elsewhere: weighted 1, 2 and 8."""
    classes = tabulated(ANSWERS, NORTH, [1, 2, 4, 8], questions=QUESTIONS, indicators=INDICATORS).classes
    north = classes.member[:, classes.groups.index("region=nord")] == 1
    assert classes.extremes["q_jours"][north].tolist() == [[10, 30, 70, 60, 10]]
    assert classes.extremes["q_jours"][~north].tolist() == [[20, 20, 160, 160, 0]]
    assert classes.extremes.keys() == {"q_jours"}


def test_what_cells_do_not_give() -> None:
    aggregates = tabulated(ANSWERS, NORTH, questions=QUESTIONS, indicators=INDICATORS)
    assert aggregates.summaries["duree", "all"].mean == 20
    assert aggregates.summaries["delai", "all"].mean == 20
    assert aggregates.summaries["delai", "region=nord"].mean == 10
    assert aggregates.summaries["note", "all"].mean == 1
    assert ("sat", "all") not in aggregates.summaries
    assert ("duree", "region=sud") not in aggregates.summaries
    assert not aggregates.weighted


def test_classes_tell_the_base_of_every_table() -> None:
    aggregates = tabulated(ANSWERS, NORTH, questions=QUESTIONS, indicators=INDICATORS)
    classes = aggregates.classes
    for (measure, group), counts in aggregates.counts.items():
        member = classes.member[:, classes.groups.index(group)].astype(np.int64)
        assert member @ classes.answered[measure] == counts.n.sum()


GRID: dict[str, Any] = {
    "q_moments": {
        "type": "grid",
        "scale": "satisfaction5",
        "text": "?",
        "items": {"devis": "A", "contact": "B"},
    },
    "q_nps": {"type": "nps", "text": "?", "asked_in": ["2026"]},
}


def test_joints_and_moments_of_a_battery() -> None:
    aggregates = tabulated(
        {
            "q_moments.devis": ["5", "5", "1", "1"],
            "q_moments.contact": ["5", "1", "1", None],
            "q_nps": ["10", "0", "5", "5"],
        },
        questions=GRID,
        indicators={"sat": {"kind": "top_box", "of": "q_moments"}, "nps": {"kind": "nps", "of": "q_nps"}},
        priorities={
            "rule": "importance_performance",
            "over": "sat",
            "importance": {"method": "shapley", "outcome": "q_nps"},
            "performance": "sat",
        },
    )
    joint = aggregates.joints["sat"]
    assert joint.terms == (("sat.devis", "all"), ("sat.contact", "all"))
    assert joint.people.tolist() == [[4, 3], [3, 3]]
    assert joint.matrix[0, 0] == pytest.approx(4 / 3 * 4 * (0.5 / 4) ** 2)
    assert aggregates.moments is not None
    assert aggregates.moments.variables == ("q_nps", "q_moments.devis", "q_moments.contact")
    assert aggregates.moments.n == 3
    assert aggregates.moments.mean[:3] == pytest.approx([5, 11 / 3, 7 / 3])


def test_a_wave_that_does_not_ask_a_question_has_no_number_of_it() -> None:
    questions = {**GRID, "q_nps": {**GRID["q_nps"], "asked_in": ["2027"]}}
    items = {"q_moments.devis": ["5", "1"], "q_moments.contact": ["5", "1"]}
    aggregates = tabulated(items, questions=questions)
    assert {measure for measure, _ in aggregates.counts} == set(items)
    assert aggregates.moments is None


def test_the_printed_form_shows_no_count() -> None:
    aggregates = tabulated(ANSWERS, NORTH, questions=QUESTIONS, indicators=INDICATORS)
    assert "counts" not in repr(aggregates)
    assert "rows" not in repr(aggregates)


def _cell(answers: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(st.none(), answers)


PERSON = st.fixed_dictionaries(
    {
        "q_note": _cell(st.sampled_from(["1", "2", "3", "4", "5", "9"])),
        "q_jours": _cell(st.integers(0, 400).map(float)),
        "q_nps": _cell(st.integers(0, 10).map(str)),
        "nord": st.booleans(),
        "sud": st.booleans(),
        "weight": st.floats(0.05, 20),
    }
)


def _drawn(people: list[dict[str, Any]], factor: float = 1.0) -> tuple[Plan, Responses, Aggregates]:
    drawn = study(questions=QUESTIONS, indicators=INDICATORS)
    groups = {f"region={name}": [person[name] for person in people] for name in ("nord", "sud")}
    groups["all"] = [True] * len(people)
    answers: Mapping[str, Sequence[Any]] = {name: [person[name] for person in people] for name in QUESTIONS}
    weights = [factor * person["weight"] for person in people]
    given = responses(drawn, answers, groups, weights)
    return plan_of(drawn), given, tabulate(given, plan_of(drawn), drawn)


ORACLE = """
    SELECT code, count(*) AS n, sum(w) AS w, sum(w * w) AS w2
    FROM (SELECT unnest($codes) AS code, unnest($weights) AS w, unnest($member) AS member)
    WHERE member AND code <> -1 GROUP BY code
"""


@settings(max_examples=60)
@given(st.lists(PERSON, min_size=1, max_size=30))
def test_every_cell_is_what_a_database_groups(people: list[dict[str, Any]]) -> None:
    plan, given_, aggregates = _drawn(people)
    for (measure, group), counts in aggregates.counts.items():
        cells = _grouped(given_, measure, group)
        inside = range(len(plan.measure[measure].codes) or 1)
        assert counts.n.tolist() == [cells.get(code, (0, 0, 0))[0] for code in inside]
        assert counts.w == pytest.approx([cells.get(code, (0, 0, 0))[1] for code in inside])
        assert counts.w2 == pytest.approx([cells.get(code, (0, 0, 0))[2] for code in inside])
        missing = range(len(plan.measure[measure].missing))
        assert counts.aside.tolist() == [cells.get(-2 - code, (0, 0, 0))[0] for code in missing]


def _grouped(given: Responses, measure: str, group: str) -> dict[int, tuple[int, float, float]]:
    assert given.weights is not None
    columns = {
        "codes": given.codes[measure].tolist(),
        "weights": given.weights.tolist(),
        "member": given.groups[group].tolist(),
    }
    rows = duckdb.sql(ORACLE, params=columns).fetchall()
    return {code: (n, w, w2) for code, n, w, w2 in rows}


@settings(max_examples=30)
@given(st.lists(PERSON, min_size=2, max_size=30), st.floats(1e-3, 1e6))
def test_rescaling_the_weights_changes_no_share(people: list[dict[str, Any]], factor: float) -> None:
    _, _, plain = _drawn(people)
    _, _, grossed = _drawn(people, factor)
    for key, counts in plain.counts.items():
        total = counts.w.sum() or 1.0
        assert grossed.counts[key].w / (grossed.counts[key].w.sum() or 1.0) == pytest.approx(counts.w / total)
    for key, summary in plain.summaries.items():
        assert grossed.summaries[key].mean == pytest.approx(summary.mean)
        assert grossed.summaries[key].variance == pytest.approx(summary.variance)


def test_two_runs_give_the_same_bytes() -> None:
    generator = np.random.default_rng(1)
    people = [
        {
            "q_note": str(generator.integers(1, 6)),
            "q_jours": float(generator.integers(0, 90)),
            "q_nps": str(generator.integers(0, 11)),
            "nord": bool(generator.random() < 0.5),
            "sud": bool(generator.random() < 0.5),
            "weight": float(generator.lognormal()),
        }
        for _ in range(2000)
    ]
    (_, _, one), (_, _, other) = _drawn(people), _drawn(people)
    for key, counts in one.counts.items():
        assert counts.w.tobytes() == other.counts[key].w.tobytes()
    assert one.summaries == other.summaries


FOUR_LINES: dict[str, Any] = {
    "q_vie": {
        "type": "grid",
        "scale": "satisfaction5",
        "text": "?",
        "items": {name: {"text": name} for name in "abcd"},
    }
}


@pytest.mark.parametrize(
    ("lines", "people", "same"),
    [
        (["5544", "5533", "5522", "5511"], 4, 2),
        (["5599", "5533", "5522", "5511"], 2, 2),
        ([[None, "5"], ["5", "5"], ["5", "5"], ["5", "5"]], 1, 1),
        (["99", "99", "99", "99"], 0, 0),
    ],
)
def test_who_answered_a_grid_all_alike(lines: list[Any], people: int, same: int) -> None:
    """One column per person: of 5555, 5555, 4321, 4321 the first two did; an answer aside is no answer."""
    answers = {f"q_vie.{name}": list(given) for name, given in zip("abcd", lines, strict=True)}
    everyone = {"all": [True] * len(lines[0])}
    found = tabulated(answers, everyone, questions=FOUR_LINES, indicators={}).alike["q_vie"]
    assert (found.people, found.same) == (people, same)


def test_three_lines_are_no_grid_to_look_at() -> None:
    short = {"q_vie": {**FOUR_LINES["q_vie"], "items": {name: {"text": name} for name in "abc"}}}
    answers = {f"q_vie.{name}": ["5", "1"] for name in "abc"}
    assert tabulated(answers, {"all": [True] * 2}, questions=short, indicators={}).alike == {}
