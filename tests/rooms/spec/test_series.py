"""Series: what a change of wording does to the comparison of two waves."""

from pathlib import Path

import pytest

from generator.spec.measures import Measure, measures_of
from generator.spec.models import Series, Study
from generator.spec.series import comparable, links_of
from tests.rooms.spec.drawn import visit

WAVES = """waves:
  2023: {field: 2023-03-01, mode: web}
  2024: {field: 2024-03-01, mode: web}
"""
VERSIONS = """    versions:
      2023:
        text: Ce moment vous a-t-il plu ?
        series: bridged
        why: Deux vagues posées ensemble.
        offset: -2
      2024:
        items: {billet: Acheter un billet}
        series: continues
        why: Même geste.
      2025:"""


@pytest.fixture
def study(tmp_path: Path) -> Study:
    return visit(tmp_path, ("    versions:\n      2025:", VERSIONS), ("waves:\n", WAVES))


def measure(study: Study, name: str) -> Measure:
    return next(measure for measure in measures_of(study) if measure.id == name)


@pytest.mark.parametrize(
    ("item", "earlier", "later", "series"),
    [
        ("billet", "2025", "2026", None),
        ("salles", "2025", "2026", Series.BREAK),
        ("billet", "2024", "2025", Series.CONTINUES),
        ("salles", "2024", "2025", None),
        ("billet", "2023", "2024", Series.BRIDGED),
        ("billet", "2023", "2026", Series.BRIDGED),
        ("salles", "2023", "2026", Series.BREAK),
        ("salles", "2026", "2023", Series.BREAK),
        ("billet", "2026", "2026", None),
    ],
)
def test_two_waves_are_linked_by_their_weakest_link(
    study: Study, item: str, earlier: str, later: str, series: Series | None
) -> None:
    link = comparable(study, measure(study, f"q_moments.{item}"), earlier, later)
    assert (link.series if link else None) is series


def test_a_link_says_why_and_after_which_wave(study: Study) -> None:
    link = comparable(study, measure(study, "q_moments.billet"), "2023", "2026")
    assert link is not None
    assert (link.why, link.after, link.offset) == ("Deux vagues posées ensemble.", "2023", -2.0)


def test_links_are_in_the_order_of_the_waves(study: Study) -> None:
    assert [link.after for link in links_of(study, measure(study, "q_moments.billet"))] == ["2023", "2024"]
    assert links_of(study, measure(study, "q_nps")) == ()
