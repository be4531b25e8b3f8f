"""Figures kept from one build to the next: the same numbers stay computed, others are computed anew."""

import pytest

from generator.release import Release
from generator.spec.models import Study
from generator.spec.plan import plan_of
from generator.statistics import Figures, Memo
from tests.rooms.statistics import drawn
from tests.rooms.statistics.test_numbers import SECTIONS, STUDY, answers

WAVES = {
    "2025": drawn.release(STUDY, answers(61), at="2025"),
    "2026": drawn.release(STUDY, answers(70), invited=480),
}


def asked(memo: Memo, study: Study = STUDY, waves: dict[str, Release] = WAVES) -> Figures:
    return memo.figures(study, plan_of(study), waves)


def test_another_title_computes_nothing_again() -> None:
    memo = Memo()
    rows, families = asked(memo).rows, asked(memo).families
    again = asked(memo, drawn.study(**SECTIONS, title="Un autre titre"))
    assert again.study.title == "Un autre titre"
    assert (again.rows is rows, again.families is families) == (True, True)


@pytest.mark.parametrize(
    ("section", "given"),
    [
        ("statistics", {"confidence": "90 %"}),
        ("sample", {"design": "opt_in"}),
        ("privacy", {"promised": 20, "round_to": 0}),
        ("indicators", {"sat": {"kind": "bottom_box", "of": "q"}, "nps": {"kind": "nps", "of": "q_nps"}}),
    ],
)
def test_what_figures_come_from_computes_them_anew(section: str, given: dict[str, object]) -> None:
    memo = Memo()
    asked(memo)
    changed = drawn.study(**{**SECTIONS, section: given})
    assert asked(memo, changed).rows == Figures(changed, plan_of(changed), WAVES).rows


def test_other_answers_are_other_figures() -> None:
    memo = Memo()
    rows = asked(memo).rows
    fewer = {**WAVES, "2026": drawn.release(STUDY, answers(40), invited=480)}
    assert asked(memo, waves=fewer).rows == Figures(STUDY, plan_of(STUDY), fewer).rows != rows


def test_no_figure_comes_from_what_a_study_tells() -> None:
    """Whoever computes reads a study that tells nothing: asking for what it tells would fail."""
    figures = Figures(STUDY, plan_of(STUDY), WAVES)
    assert (figures.counted.title, figures.counted.findings, figures.counted.actions) == (None, None, None)
    assert figures.counted.waves == STUDY.waves
