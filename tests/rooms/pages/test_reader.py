"""Figures as pages show them."""

from dataclasses import replace

import pytest

from generator.pages.shown import Change, Figure, Way
from tests.rooms.pages import drawn


def flat(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def test_a_figure_is_printed_with_its_base_and_the_ids_of_both() -> None:
    """150 of 200 and 50 of 200."""
    figure = drawn.reader().figure("sat.sinistre")
    assert flat(figure.value.text) == "50,0 %"
    assert figure.value.numbers == ("essai/2026/all/sat.sinistre/score",)
    assert figure.base.text == "400"
    assert figure.base.numbers == ("essai/2026/all/q_moments.sinistre/base",)
    assert flat(figure.interval).startswith("de 4")


def test_a_figure_is_placed_from_what_is_printed_and_nothing_finer() -> None:
    """132 of 400 is 33.0 %; of 396, 33.3 % is drawn at 0.333, not at a third."""
    read = drawn.reader(released=drawn.releases(drawn.study(), drawn.rows(66, 66, each=198)))
    span = read.figure("sat.sinistre").span
    assert span is not None
    assert span.point == 0.333
    assert span.low == round(span.low or 0, 3)


def test_an_nps_stands_on_its_own_axis() -> None:
    """Zero is the middle of −100 to +100."""
    read = drawn.reader()
    figure = read.figure("nps")
    assert figure.value.text == "0"
    assert figure.span is not None
    assert figure.span.point == 0.5
    assert read.ends(read.plan.score["nps"]) == ("\u2212100", "+100")


def test_what_is_withheld_has_neither_text_nor_number() -> None:
    of = drawn.study()
    released = drawn.releases(of)
    released["2026"] = drawn.withhold(released["2026"], ("q_moments.sinistre", "region=nord"))
    assert drawn.reader(of, released).figure("sat.sinistre", group="region=nord") == Figure.nothing()


def test_a_change_is_the_difference_of_what_is_printed() -> None:
    """50.0 % after 65.0 %."""
    change = drawn.reader().change("sat.sinistre")
    assert flat(change.text) == "\u221215,0 points"
    assert change.bare == "\u221215,0"
    assert flat(change.words) == "15,0 points de moins"
    assert (change.verdict, change.arrow, change.way) == ("baisse établie", "▼", Way.DOWN)
    assert change.numbers == ("essai/2026/all/sat.sinistre/change",)


@pytest.mark.parametrize(("unhappy", "way", "arrow"), [(200, Way.DOWN, "▲"), (20, Way.UP, "▼")])
def test_the_news_follows_which_way_is_better(unhappy: int, way: Way, arrow: str) -> None:
    """More unhappy people is bad news with an arrow upwards."""
    read = drawn.reader(released=drawn.releases(drawn.study(), drawn.rows(unhappy=unhappy)))
    change = read.change("mecontents")
    assert (change.way, change.arrow) == (way, arrow)


def test_an_indicator_that_names_no_better_side_brings_no_news() -> None:
    """Half use the site, against a tenth the year before."""
    before = drawn.rows(160, 100)
    before["q_canaux_web"] = ["1" if i % 10 == 0 else "0" for i in range(400)]
    read = drawn.reader(released=drawn.releases(drawn.study(), before=before))
    assert read.plan.score["q_canaux.web"].better is None
    change = read.change("q_canaux.web")
    assert (change.way, change.arrow) == (Way.FLAT, "▲")


def test_a_difference_that_is_not_established_has_no_arrow() -> None:
    """80 % both years."""
    change = drawn.reader().change("sat.contact")
    assert (change.verdict, change.arrow, change.way) == ("évolution non établie", "", Way.FLAT)


def test_a_first_wave_has_no_change() -> None:
    of = drawn.study(
        waves={"2026": drawn.SECTIONS["waves"]["2026"]},
        findings={"constat": {**drawn.FINDING, "says": "{sat.sinistre}.", "holds": []}},
    )
    read = drawn.reader(of)
    assert read.previous is None
    assert read.change("sat.sinistre") == Change.nothing()


def test_a_group_is_compared_with_the_rest() -> None:
    """75 % in the north, 25 % outside it."""
    rest = drawn.reader().rest("sat.sinistre", "region=nord")
    assert flat(rest.text) == "+50,0 points"
    assert rest.verdict == "plus haut que le reste"
    assert rest.numbers == ("essai/2026/region=nord/sat.sinistre/versus_rest",)


def test_a_distribution_prints_shares_that_sum_to_a_hundred() -> None:
    """Thirds: 33.4, 33.3 and 33.3."""
    rows = drawn.rows(each=150)
    rows["q_note"] = ["1", "2", "3"] * 100
    of = drawn.study()
    shares = drawn.reader(of, drawn.releases(of, rows)).distribution("q_note")
    assert [share.size for share in shares] == [33.4, 33.3, 33.3, 0.0, 0.0]
    assert shares[0].numbers == ("essai/2026/all/q_note/share/1",)


@pytest.mark.parametrize(("audience", "told"), [("employee", "moins de 30"), ("customer", "24")])
def test_a_small_base_is_a_band_except_for_customers(audience: str, told: str) -> None:
    of = drawn.study(audience=audience)
    read = drawn.reader(of, drawn.releases(of, drawn.rows(6, 6, each=12)))
    figure = read.figure("sat.sinistre")
    assert figure.base.text == told
    assert figure.is_small


def test_a_question_outside_the_plan_is_a_bug() -> None:
    read = drawn.reader()
    with pytest.raises(KeyError, match="outside the plan"):
        read.figure("sat.sinistre", group="decroche.personne")


def test_reading_changes_nothing() -> None:
    read = drawn.reader()
    first = read.figure("sat.sinistre"), read.change("nps"), read.rows
    assert (read.figure("sat.sinistre"), read.change("nps"), read.rows) == first
    assert replace(read).rows == read.rows
