"""The method page: what AAPOR and the French law ask for, computed, declared or said to be missing."""

from typing import Any

import pytest

from generator.pages.models.evolution import fieldwork_of
from generator.pages.models.method import MethodPage, method_page
from generator.pages.models.notice import Item, Origin
from generator.pages.reader import Reader
from tests.rooms.pages import drawn


def page(read: Reader | None = None, **sections: Any) -> MethodPage:
    return method_page(read or drawn.reader(drawn.study(**sections)))


def item(model: MethodPage, label: str) -> Item:
    return next(one for one in model.notice if drawn.words(one.label) == label)


def test_what_is_not_declared_is_said_so() -> None:
    model = page()
    assert drawn.words(item(model, "Contrepartie").text) == "Non déclaré"
    assert item(model, "Contrepartie").origin is Origin.MISSING
    assert item(model, "Commanditaire").origin is Origin.DECLARED
    answers = item(model, "Nombre de répondants")
    assert (drawn.words(answers.text), answers.origin) == ("400 réponses", Origin.COMPUTED)


def test_every_item_is_there_whether_or_not_it_is_known() -> None:
    bare = [one.label for one in page().notice]
    notice = {"sponsor": "M", "fieldwork_by": "C", "incentive": "none", "codes": ["ICC/ESOMAR"]}
    full = page(
        method_notice=notice,
        sample={"design": "probability", "frame": "Fichier"},
        population={"who": "Sociétaires", "size": 9000, "where": "France", "not_covered": "Sans adresse"},
    )
    assert [one.label for one in full.notice] == bare
    assert [drawn.words(one.label) for one in full.notice if one.origin is Origin.MISSING] == []


@pytest.mark.parametrize(
    ("design", "has_margins", "word"),
    [
        ("probability", True, "Tout sondage est affecté de marges d’erreur. Sur l’ensemble"),
        ("quota", True, "par référence à la méthode aléatoire"),
        ("census", False, ""),
        ("opt_in", False, ""),
    ],
)
def test_margins_are_given_where_the_design_allows_them(design: str, has_margins: bool, word: str) -> None:
    margins = page(sample={"design": design}).margins
    assert (margins is not None) is has_margins
    assert margins is None or word in drawn.words(margins.told)


def test_margins_shrink_towards_the_ends() -> None:
    """1.96·√(p(1−p)/400): 4.9 points at a half, 2.9 at a tenth."""
    margins = page(sample={"design": "probability"}).margins
    assert margins is not None
    assert [drawn.words(one) for one in margins.points] == ["± 2,9", "± 3,9", "± 4,5", "± 4,8", "± 4,9"]
    assert next(drawn.words(one) for one in margins.shares) == "10 % ou 90 %"


def test_what_weights_cost_is_computed() -> None:
    """Weights 1 and 3 by turns: 400·2000/800² is 1.25, and 400 answers are worth 320."""
    of = drawn.study(weighting={"method": "given", "column": "poids"}, findings={})
    released = {
        wave: drawn.drawn.release(of, drawn.rows().assign(poids=[1.0, 3.0] * 200), at=wave, weight="poids")
        for wave in ("2025", "2026")
    }
    effect = item(page(drawn.reader(of, released)), "Effet de la pondération")
    assert drawn.words(effect.text) == "1,25 : une fois pondérées, les 400 réponses en valent 320."
    assert drawn.words(item(page(), "Effet de la pondération").text).startswith("1 :")


def test_answers_outside_the_base_are_told_wave_by_wave() -> None:
    of = drawn.study()
    released = drawn.releases(of)
    released["2026"] = drawn.aside(released["2026"], "q_moments.sinistre", {"9": 0.25})
    released["2025"] = drawn.aside(released["2025"], "q_moments.sinistre", {"9": None})
    silence = page(drawn.reader(of, released)).silence
    assert silence is not None
    (line,) = silence.lines
    assert [drawn.words(said) for said in line.by_wave] == ["moins de 5 %", "Non concerné 25 %"]
    assert drawn.words(silence.others) == "Partout ailleurs, elle reste sous 5 %."


def test_a_wave_whose_answers_are_all_in_the_base_says_it_of_every_question() -> None:
    silence = page().silence
    assert silence is not None
    assert not silence.lines
    assert drawn.words(silence.others) == "Elle reste sous 5 % pour toutes les questions."


def test_the_response_rate_is_set_beside_that_of_the_wave_before() -> None:
    silence = page().silence
    assert silence is not None
    assert drawn.words(silence.trend) == "Le taux de réponse reste de 25,0 %, comme en 2025."


def test_a_rate_that_the_gate_kept_is_not_given_by_its_parts() -> None:
    """The number invited beside the number of answers would give the rate back."""
    of = drawn.study()
    released = drawn.releases(of)
    released["2026"] = drawn.replace(released["2026"], invited=None)
    line = fieldwork_of(drawn.reader(of, released), "2026")
    assert (line.invited, drawn.words(line.rate.text)) == ("", "plus de 90 %")


def test_a_rate_that_the_gate_kept_is_not_given_by_the_size_of_the_population() -> None:
    """Beside 400 answers, 405 people would say that five kept silent: on this page, the size is not said."""
    for size, told in ((405, "Non publié"), (410, "410")):
        model = page(population={"who": "Salariés", "size": size})
        assert drawn.words(item(model, "Taille de la population").text) == told


def test_nearly_all_is_said_only_where_it_is_true() -> None:
    """Eighty answered and nine at most did not: 89.9 % at least is not over 90 %."""
    of = drawn.study()
    for rows, told in ((81, ""), (82, "plus de 90 %")):
        released = drawn.releases(of)
        released["2026"] = drawn.replace(released["2026"], invited=None, rows=rows)
        assert drawn.words(fieldwork_of(drawn.reader(of, released), "2026").rate.text) == told


@pytest.mark.parametrize(
    ("started", "told"), [(None, ""), (410, "presque aucun"), (411, "3 %"), (500, "20 %")]
)
def test_break_offs_are_told_when_they_were_counted_and_are_enough(started: int | None, told: str) -> None:
    """Of 500 who began, 400 finished; a break-off of ten people or fewer would point at them."""
    waves = drawn.SECTIONS["waves"]
    latest = {**waves["2026"], **({} if started is None else {"started": started})}
    read = drawn.reader(drawn.study(waves={**waves, "2026": latest}))
    assert drawn.words(fieldwork_of(read, "2026").broken_off) == told


def test_groups_and_workshops_are_held_to_no_law_on_polls() -> None:
    sections: dict[str, Any] = {
        key: {} for key in ("questions", "indicators", "waves", "findings", "segments")
    }
    model = method_page(drawn.reader(drawn.study(**sections), {}))
    assert {drawn.words(one.told) for one in model.notice} == {"déclaré · cette étude"}
    assert not model.has_numbers


def four_lines() -> drawn.Study:
    """The study whose grid has two lines more, answered as the others are."""
    questions = drawn.SECTIONS["questions"]
    grid = questions["q_moments"]
    items = {**grid["items"], "suivi": "Être informé", "devis": "Obtenir un devis"}
    return drawn.study(questions={**questions, "q_moments": {**grid, "items": items}})


def test_grids_answered_all_alike_are_told_wave_by_wave() -> None:
    of = four_lines()
    rows = drawn.rows().assign(q_moments_suivi="4", q_moments_devis="4")
    released = drawn.releases(of, rows, rows)
    for alike, told in (({"q_moments": 0.12}, "12 %"), ({"q_moments": None}, "moins de 5 %")):
        now = {**released, "2026": drawn.replace(released["2026"], alike=alike)}
        silence = page(drawn.reader(of, now)).silence
        assert silence is not None
        lines = {drawn.words(sign.label): sign.by_wave for sign in silence.signs}
        (label,) = (label for label in lines if label.startswith("La même réponse à toutes les lignes"))
        assert [drawn.words(said) for said in lines[label]] == ["non communiqué", told]
        assert silence.signs_told


def test_questions_left_without_an_answer_are_one_share_for_the_wave() -> None:
    """Of five questions asked of everyone, a fifth left one without an answer: 4 % on average."""
    of = drawn.study()
    rows = drawn.rows()
    left = rows.assign(q_note=[None if i % 5 == 0 else given for i, given in enumerate(rows["q_note"])])
    silence = page(drawn.reader(of, drawn.releases(of, left, rows))).silence
    assert silence is not None
    (unanswered,) = silence.signs
    assert [drawn.words(said) for said in unanswered.by_wave] == ["0 %", "4 %"]
    assert silence.signs_told == ""
