"""The page of waves."""

from dataclasses import replace
from datetime import date
from typing import Any

from generator.locks import lock_of, remembering
from generator.pages.models.evolution import Evolution, evolution_model
from generator.pages.reader import Reader
from tests.rooms.pages import drawn
from tests.rooms.statistics import drawn as stats


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
    (change,) = model.broken[0].courses[0].reworded
    assert ["".join(piece for piece, _ in text.before) for text in change.texts] == ["Votre sinistre"]
    assert model.wordings == ()


def test_a_wording_is_told_beside_the_line_it_touches_and_no_other() -> None:
    """One line reworded touches its own series; the text of the question touches those of all its lines."""
    moments = drawn.SECTIONS["questions"]["q_moments"]

    def told(**version: Any) -> dict[str, int]:
        said = {**version, "series": "continues", "why": "Synonyme."}
        questions = {
            **drawn.SECTIONS["questions"],
            "q_moments": {**moments, "versions": {"2025": said}},
        }
        model = page(questions=questions)
        rows = [course for block in (*model.moved, *model.steady) for course in block.courses]
        assert model.wordings == ()
        return {drawn.words(row.series.label): len(row.reworded) for row in rows if row.reworded}

    assert told(items={"contact": "Avoir un conseiller"}) == {"Joindre un conseiller": 1}
    both = {"Faire traiter un sinistre": 1, "Joindre un conseiller": 1}
    assert told(text="Êtes-vous content de ces moments ?") == both


def test_what_is_done_stands_beside_the_line_it_should_move_where_no_figure_tells_it() -> None:
    action = {
        "what": "Rappeler",
        "owner": "dg",
        "start": "2026-05-01",
        "due": "2026-12-01",
        "horizon": "quick",
    }
    moving = {"a": {"customer": "sat.sinistre"}, "b": {"customer": "nps"}}
    model = page(actions={name: {**action, "moves": moves} for name, moves in moving.items()})
    rows = [course for block in (*model.moved, *model.steady) for course in block.courses]
    told = {drawn.words(row.series.label): [deed.what for deed in row.deeds] for row in rows if row.deeds}
    assert told == {"Faire traiter un sinistre": ["Rappeler"]}
    drawn_ones = [line for line in model.headlines if line.series.deeds]
    assert [(line.series.score, line.deeds) for line in drawn_ones] == [("nps", ())]


def test_a_wording_that_no_series_stands_beside_is_listed() -> None:
    version = {"2025": {"text": "Autrefois ?", "series": "continues", "why": "Plus court."}}
    libre = {"type": "open", "text": "Pourquoi ?", "versions": version}
    model = page(questions={**drawn.SECTIONS["questions"], "q_libre": libre})
    (said,) = model.wordings
    assert "« Autrefois ? »" in drawn.words(said)


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


THREE = {
    "2024": {"field": "2024-03-04/2024-03-24", "mode": "web", "invited": 1600},
    **drawn.SECTIONS["waves"],
}


def three_waves(**changed: Any) -> Evolution:
    """Claims fall from 90 % to 80 % and 75 % satisfied in the north; a wave may have changed its practice."""
    waves = {**THREE, "2026": {**THREE["2026"], **({"changed": changed} if changed else {})}}
    of = drawn.study(waves=waves, findings={})
    answers = {"2024": drawn.rows(180, 150), "2025": drawn.rows(160, 100), "2026": drawn.rows()}
    released = {wave: stats.release(of, answers[wave], at=wave, invited=1600) for wave in waves}
    return page(drawn.reader(of, released))


def test_three_waves_that_compare_have_a_trend_and_its_model() -> None:
    """NPS falls from one wave to the next: the line says by how much a year, and that it is established."""
    model = three_waves()
    trend = next(line.series.trend for line in model.headlines if line.series.score == "nps")
    assert drawn.words(trend).startswith("Tendance : −")
    assert "baisse établie" in drawn.words(trend)
    assert "ne prédit rien" in drawn.words(model.trends)


def test_two_waves_have_none() -> None:
    assert {line.series.trend for line in page().headlines} == {""}
    assert page().trends == ""


def test_a_change_of_practice_breaks_every_series_and_is_printed() -> None:
    model = three_waves(mode={"series": "break", "why": "Le téléphone remplace le web."})
    assert {line.series.points[-1].is_broken for line in model.headlines} == {True}
    assert {line.series.trend for line in model.headlines} == {""}
    assert {line.series.change.text for line in model.headlines} == {""}
    assert [drawn.words(line) for line in model.wordings] == [
        "En 2026, le mode d’interrogation a changé. Le téléphone remplace le web. La série est rompue."
    ]


def test_a_mix_that_moved_is_held_and_told() -> None:
    """Half of the north then, a quarter now: the fall is less at the composition of 2025."""
    of = drawn.study(findings={})
    before, now = drawn.rows(180, 60), drawn.rows(180, 60)
    fewer = now[(now["region"] == "sud") | (now.index % 3 == 0)]
    released = {
        "2025": stats.release(of, before, at="2025", invited=1600),
        "2026": stats.release(of, fewer, at="2026", invited=1600),
    }
    told = {line.series.score: line.held for line in page(drawn.reader(of, released)).headlines}
    assert "À composition de 2025 par « Région »" in drawn.words(told["nps"])
    assert "points" in drawn.words(told["nps"])


def test_a_mix_that_did_not_move_is_not_told() -> None:
    assert {line.held for line in page().headlines} == {""}


def test_what_the_study_rules_otherwise_is_told_from_both_locks() -> None:
    """A wording changed and a level of confidence rose; the days of fieldwork and findings are left out."""
    now = drawn.study()
    then = drawn.study(
        questions={
            **drawn.SECTIONS["questions"],
            "q_nps": {**drawn.SECTIONS["questions"]["q_nps"], "text": "Parleriez-vous de nous ?"},
        },
        statistics={"confidence": "90 %"},
    )
    before = remembering(lock_of(then, "2025", date(2025, 2, 20)), then)
    after = remembering(lock_of(now, "2026", date(2026, 2, 20)), now)
    read = drawn.reader(now)
    read = replace(read, subject=replace(read.subject, lock=after, before=before))
    assert [drawn.words(line) for line in page(read).journal] == [
        "Questions : Le libellé de « q_nps » passe de « Parleriez-vous de nous ? »"
        " à « Nous recommanderiez-vous ? ».",
        "Statistique : « confidence » : « 0.9 » devient « 0.95 ».",
    ]
    assert drawn.words(page(read).unchanged) == (
        "Gelés avant chaque vague, et inchangés depuis 2025 : échelles, segments, indicateurs"
        " et seuils de protection."
    )
    assert (page().journal, page().unchanged) == ((), "")


def test_each_group_has_its_movement_judged_with_all_others() -> None:
    """Of 200 southerners, 100 recommended and 50 do; none is unhappy in either wave, which is not tested."""
    shifts = page().shifts
    assert shifts is not None
    (region,) = shifts.divisions
    assert (region.title, [line.label for line in region.lines]) == ("Région", ["Nord", "Sud"])
    told = {line.label: drawn.words(line.shifts[0].change.text) for line in region.lines}
    assert shifts.columns[0] == "NPS"
    assert [line.shifts[0].change.arrow for line in region.lines] == ["", "▼"]
    assert told["Sud"] == "−50 points"
    assert drawn.words(region.lines[1].shifts[0].change.verdict) == "baisse établie"
    assert region.lines[1].shifts[0].interval
    assert "correction de Holm sur 3 tests" in drawn.words(shifts.family)


def test_a_moment_is_told_where_a_group_moved_for_certain() -> None:
    indicators = {**drawn.SECTIONS["indicators"]}
    indicators["sat"] = {**indicators["sat"], "tier": "moment"}
    shifts = page(indicators=indicators).shifts
    assert shifts is not None
    assert [(other.label, other.group) for other in shifts.others] == [("Faire traiter un sinistre", "Sud")]
    assert drawn.words(shifts.others[0].shift.change.text) == "−25,0 points"


def test_a_group_withheld_in_one_wave_has_no_movement() -> None:
    of = drawn.study()
    released = drawn.releases(of)
    released["2025"] = drawn.withhold(released["2025"], ("q_nps", "region=sud"))
    shifts = page(drawn.reader(of, released)).shifts
    assert shifts is not None
    assert [line.shifts[0].change.text for line in shifts.divisions[0].lines][1] == ""


def test_what_is_published_does_not_change_the_journal() -> None:
    """Publishing makes the lock remember what readers were told: the pages say the same afterwards."""
    now, then = drawn.study(), drawn.study(decisions={})
    before, after = lock_of(then, "2025", date(2025, 2, 20)), lock_of(now, "2026", date(2026, 2, 20))
    read = drawn.reader(now)
    told = [
        page(
            replace(read, subject=replace(read.subject, lock=lock, before=remembering(before, then)))
        ).journal
        for lock in (after, remembering(after, then), remembering(after, now))
    ]
    assert told[0] == told[1] == told[2]
