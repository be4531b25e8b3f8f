"""The page of waves."""

from typing import Any

from generator.pages.models.evolution import Evolution, evolution_model
from generator.pages.reader import Reader
from tests.rooms.pages import drawn


def page(read: Reader | None = None, **sections: Any) -> Evolution:
    read = read or drawn.reader(drawn.study(**sections))
    model = evolution_model(read, drawn.addresses(read))
    assert model is not None
    return model


def titles(blocks: Any) -> list[tuple[str, list[str]]]:
    return [(drawn.words(block.title), [line.series.label for line in block.courses]) for block in blocks]


def test_a_study_of_one_wave_has_no_such_page() -> None:
    of = drawn.study(
        waves={"2026": drawn.SECTIONS["waves"]["2026"]},
        findings={"decroche": {**drawn.FINDING, "says": "{sat.sinistre}.", "holds": []}},
    )
    read = drawn.reader(of)
    assert evolution_model(read, drawn.addresses(read)) is None


def test_what_moved_stands_apart_from_what_did_not() -> None:
    model = page()
    assert ("« Êtes-vous satisfait de ces moments ? » · favorables", ["Faire traiter un sinistre"]) in titles(
        model.moved
    )
    assert ("« Êtes-vous satisfait de ces moments ? » · favorables", ["Joindre un conseiller"]) in titles(
        model.steady
    )


def test_two_figures_of_one_line_are_told_apart_by_what_they_count() -> None:
    indicators = {**drawn.SECTIONS["indicators"], "note": {"kind": "mean", "of": "q_moments"}}
    found = titles(page(indicators=indicators).moved)
    assert [title for title, lines in found if "Faire traiter un sinistre" in lines] == [
        "« Êtes-vous satisfait de ces moments ? » · favorables",
        "« Êtes-vous satisfait de ces moments ? » · moyenne",
    ]


def test_figures_with_a_name_of_their_own_stand_together() -> None:
    model = page()
    alone = [block for block in (*model.moved, *model.steady) if not block.title]
    named = [course.series.label for block in alone for course in block.courses]
    assert named == ["NPS", "Mécontents"]


def test_a_broken_series_is_listed_with_the_wording_that_broke_it() -> None:
    questions = drawn.SECTIONS["questions"]
    version = {"items": {"sinistre": "Votre sinistre"}, "series": "break", "why": "Trop vague."}
    moments = {**questions["q_moments"], "versions": {"2025": version}}
    findings = {"decroche": {**drawn.FINDING, "says": "{sat.sinistre}.", "holds": []}}
    model = page(questions={**questions, "q_moments": moments}, findings=findings)
    assert [lines for _, lines in titles(model.broken)] == [["Faire traiter un sinistre"]]
    assert "« Votre sinistre »" in drawn.words(model.wordings[0])


def test_what_was_done_in_between_is_told() -> None:
    action = {
        "what": "Rappeler",
        "owner": "dg",
        "start": "2025-06-01",
        "due": "2025-12-01",
        "horizon": "quick",
    }
    later = {**action, "start": "2026-06-01", "due": "2026-12-01"}
    promises = {"2025": {"parrainage": {"state": "done", "on": "2025-11-30", "note": "Un parrain chacun."}}}
    model = page(actions={"rappel": action, "plus_tard": later}, since_last=promises)
    assert [line.id for line in model.between] == ["rappel"]
    assert [(promise.name, drawn.words(promise.state)) for promise in model.promises] == [
        ("Parrainage", "faite le 30 novembre 2025")
    ]


def test_an_outside_series_is_shown_beside_with_its_source() -> None:
    external: dict[str, Any] = {"label": "Absentéisme", "unit": "%", "source": "Bilan social"}
    external["values"] = {"2025": 6.1, "2026": 7.4}
    (line,) = page(external={"absences": external}).outside
    assert [f"{wave} {drawn.words(value)}" for wave, value in line.values] == ["2025 6,1 %", "2026 7,4 %"]
    assert drawn.words(line.source) == "Source : Bilan social."


def test_fieldwork_has_its_response_rate() -> None:
    """400 of 1,600."""
    row = page().fieldwork[-1]
    assert (row.invited.replace("\u202f", " "), row.answers, row.rate.text.replace("\u202f", " ")) == (
        "1 600",
        "400",
        "25,0 %",
    )
    assert row.rate.numbers == ("essai/2026/all/essai/response_rate",)
