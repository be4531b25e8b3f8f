"""The journey: surveys, workshops and assumptions side by side, each marked as what it is."""

import altair as alt
import pytest

from generator.pages.charts.steps import NARROW, WIDE, Size, _form, steps_chart
from generator.pages.models.journey import JourneyPage, journey_page
from generator.pages.reader import Reader
from generator.pages.render import render
from tests.rooms.pages import drawn
from tests.rooms.pages import drawn_atelier as atelier

CUSTOMERS, EMPLOYEES = atelier.answers(150, 160, 60, 70), atelier.answers(140, 60, 50, 130)


def page(read: Reader) -> JourneyPage:
    found = journey_page(read)
    assert found is not None
    return found


def paired() -> JourneyPage:
    return page(atelier.facing(CUSTOMERS, EMPLOYEES)["equipes"])


def test_a_study_that_measures_no_moment_has_no_journey() -> None:
    assert journey_page(drawn.reader()) is None


def test_phases_and_moments_follow_the_shared_journey() -> None:
    assert [(phase.title, [row.place for row in phase.moments]) for phase in paired().phases] == [
        ("Avant", [1]),
        ("Pendant", [2, 3]),
        ("Après", [4]),
    ]


def test_each_side_is_a_lane_with_its_own_figures() -> None:
    customer, employee = paired().lanes
    assert [step.figure.value.size for step in customer.steps] == [75.0, 80.0, 30.0, 35.0]
    assert [step.figure.value.size for step in employee.steps] == [70.0, 30.0, 25.0, 65.0]
    assert [step.moment for step in employee.steps][:2] == ["Établir un devis", "Répondre"]


@pytest.mark.parametrize("name", ["clients", "equipes"])
def test_both_sides_of_a_pair_show_the_same_lanes(name: str) -> None:
    read = atelier.facing(CUSTOMERS, EMPLOYEES)[name]
    assert [lane.title for lane in page(read).lanes] == ["Côté sociétaire", "Côté collaborateur"]


def test_a_number_bears_the_id_of_its_own_study() -> None:
    customer, employee = paired().lanes
    assert customer.steps[0].figure.value.numbers[0].startswith("clients")
    assert employee.steps[0].figure.value.numbers[0].startswith("equipes")


def test_a_study_without_waves_shows_the_surveys_it_follows_beside_its_workshop() -> None:
    of = atelier.atelier(links={"upstream": ["equipes"]})
    found = page(atelier.facing(CUSTOMERS, EMPLOYEES, of)["atelier"])
    assert len(found.lanes) == 2
    assert [source.kind for source in found.sources] == ["Enquête", "Enquête", "Atelier", "Hypothèse"]
    claim = found.phases[1].moments[1]
    assert [side.felt.mood for side in claim.sides if side.felt] == ["\u22122, très pénible", "+1, agréable"]


def test_a_workshop_alone_has_no_survey_lane() -> None:
    found = page(atelier.reader())
    assert (found.lanes, found.has_survey, found.has_workshop) == ((), False, True)


def test_a_withheld_moment_is_said_not_to_be_published() -> None:
    read = atelier.facing(CUSTOMERS, EMPLOYEES)["clients"]
    key = ("q_moments.suivi", "all")
    release = drawn.withhold(read.figures.releases["2026"], key)
    found = drawn.subject(read.study, {"2026": release})
    lane = page(atelier.readers(found)["clients"]).lanes[0]
    assert [step.figure.value.is_withheld for step in lane.steps] == [False, False, False, True]
    data = steps_chart(lane)["datasets"]
    assert (len(data["treads"]), len(data["names"])) == (3, 4)


def test_a_moment_of_truth_has_its_word_and_its_shape() -> None:
    read = atelier.facing(CUSTOMERS, EMPLOYEES)["clients"]
    lane = page(read).lanes[0]
    points = steps_chart(lane)["datasets"]["points"]
    assert [point["shape"] for point in points] == ["circle", "circle", "diamond", "circle"]
    assert drawn.words(lane.description).endswith("Moments de vérité : « Faire traiter un sinistre ».")
    told = render("journey", page(read), drawn.addresses(read).journey, read.voice, level="95 %")
    assert drawn.words(told).count("moment de vérité") >= 1


def test_steps_are_drawn_from_displayed_values() -> None:
    data = steps_chart(paired().lanes[0])["datasets"]
    assert [point["value"] for point in data["points"]] == [0.75, 0.8, 0.3, 0.35]
    assert [(riser["y"], riser["ye"]) for riser in data["risers"]] == [(0.75, 0.8), (0.8, 0.3), (0.3, 0.35)]


@pytest.mark.parametrize(("size", "first"), [(WIDE, ["Obtenir un devis"]), (NARROW, ["Obtenir un", "devis"])])
def test_moments_are_named_under_their_tread(size: Size, first: list[str]) -> None:
    assert steps_chart(paired().lanes[0], size)["datasets"]["names"][0]["lines"] == first


def test_moments_are_numbered_where_a_word_has_no_room() -> None:
    names = steps_chart(paired().lanes[0], Size(120, 200))["datasets"]["names"]
    assert [name["lines"] for name in names] == [["1"], ["2"], ["3"], ["4"]]


def test_the_form_is_one_that_vega_lite_knows() -> None:
    alt.LayerChart.from_dict(dict(_form()), validate=True)


def test_nothing_is_subtracted() -> None:
    read = atelier.facing(CUSTOMERS, EMPLOYEES)["equipes"]
    told = render("journey", page(read), drawn.addresses(read).journey, read.voice, level="95 %")
    assert "points" not in drawn.words(told)
