"""Bound texts: what each form prints, in both languages, and what a figure that is not to be had does."""

from typing import Any

import pytest

from generator.errors import render
from generator.findings import BoundNumber, text_of
from generator.statistics.estimate import Assumption, ResponseRate
from generator.words import Lang
from tests.rooms.findings import drawn


def says(
    text: str, lang: str = "fr", figures: dict[tuple[str, ...], float] | None = None, **more: Any
) -> str:
    """The text as one finding prints it. The narrow space before « % » is typed as an ordinary one."""
    known = drawn.known(figures or drawn.SAT, **{k: more.pop(k) for k in ("se", "n") if k in more})
    of = drawn.study(lang=lang, findings={"constat": drawn.finding(text)}, **more)
    found = drawn.judge(of, drawn.Drawn(of, known))
    return text_of(found.findings[0].says).replace("\u202f", " ").replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("text", "fr", "en"),
    [
        ("{sat.sinistre}", "58,1 %", "58.1%"),
        ("{sat.sinistre@2025}", "63,0 %", "63.0%"),
        ("{sat.sinistre|n}", "400", "400"),
        ("{sat.sinistre|interval}", "de 56,1 % à 60,1 %", "56.1% to 60.1%"),
        ("{sat.sinistre - sat.sinistre@2025}", "4,9 points de moins", "4.9 points less"),
        ("{sat.sinistre@2025 - sat.sinistre}", "4,9 points de plus", "4.9 points more"),
        ("{sat.sinistre - sat.sinistre@2025|points}", "−4,9 points", "−4.9 points"),
        ("{sat.sinistre - sat.sinistre@2025|n}", "400", "400"),
        (
            "{sat.sinistre - sat.sinistre@2025|interval}",
            "de −7,7 à −2,1 points",
            "−7.7 to −2.1 points",
        ),
        ("{sat.suivi - sat.sinistre}", "8,1 points de plus", "8.1 points more"),
        ('{"30"} jours', "30 jours", "30 jours"),
    ],
)
def test_forms_of_a_share(text: str, fr: str, en: str) -> None:
    """Differences of shares are points, never per cent."""
    assert says(text) == fr
    assert says(text, "en") == en


@pytest.mark.parametrize(
    ("text", "fr", "en"),
    [
        ("{nps}", "+23", "+23"),
        ("{nps|points}", "+23 points", "+23 points"),
        ("{nps - nps@2025}", "6 points de moins", "6 points less"),
        ("{note}", "3,9", "3.9"),
        ("{note - note@2025}", "0,3 de plus", "0.3 more"),
        ("{note - note@2025|points}", "+0,3", "+0.3"),
        ("{delai}", "21,5 jours", "21.5 jours"),
        ("{delai - delai@2025}", "1,5 jour de moins", "1.5 jours less"),
        ("{note - note@2026}", "aucun écart", "no difference"),
    ],
)
def test_each_score_prints_in_its_own_unit(text: str, fr: str, en: str) -> None:
    """NPS in points, means on their scale, quantities in the question's unit, plural from 2 in French."""
    figures = {
        ("nps", "2026"): 23.4,
        ("nps", "2025"): 29.4,
        ("note", "2026"): 3.9,
        ("note", "2025"): 3.6,
        ("delai", "2026"): 21.5,
        ("delai", "2025"): 23.0,
    }
    assert says(text, figures=figures) == fr
    assert says(text, "en", figures) == en


def test_a_difference_is_that_of_what_is_printed() -> None:
    """55.04 − 50.06 is 4.98, but the page shows 55.0 and 50.1: a reader finds 4.9 (honesty rule 13)."""
    figures = {("sat.sinistre", "2026"): 0.5504, ("sat.sinistre", "2025"): 0.5006}
    assert says("{sat.sinistre - sat.sinistre@2025}", figures=figures) == "4,9 points de plus"


def test_small_bases_show_no_decimal() -> None:
    """Privacy rule R8: under 100 answers a percentage is whole, and so is the difference of two."""
    assert says("{sat.sinistre}, {sat.sinistre - sat.sinistre@2025}", n=80) == "58 %, 5 points de moins"


def test_a_study_may_round_to_whole_percentages() -> None:
    """``privacy.round_to`` is the study's own."""
    assert says("{sat.sinistre}", privacy={"promised": 10, "round_to": 0}) == "58 %"


@pytest.mark.parametrize(
    ("share", "fr", "en"),
    [
        (0.500, "un sur deux", "one in two"),
        (0.504, "un sur deux", "one in two"),
        (0.481, "près d’un sur deux", "nearly one in two"),
        (0.520, "un peu plus d’un sur deux", "just over one in two"),
        (0.340, "un peu plus d’un sur trois", "just over one in three"),
        (0.653, "près de deux sur trois", "nearly two in three"),
        (0.900, "neuf sur dix", "nine in ten"),
        (0.450, "45,0 %", "45.0%"),
        (0.970, "97,0 %", "97.0%"),
    ],
)
def test_a_share_in_words(share: float, fr: str, en: str) -> None:
    """A fraction of everyday speech when one is near, else the percentage."""
    figures = {("sat.sinistre", "2026"): share}
    assert says("{sat.sinistre|words}", figures=figures) == fr
    assert says("{sat.sinistre|words}", "en", figures) == en


def test_group_labels_are_printed() -> None:
    """``{nord}`` is the label of the finding's group; its figure is that group's."""
    groups = {"loin": {"when": "region = nord", "label": "dans le Nord"}}
    of = drawn.study(findings={"constat": drawn.finding("{sat.sinistre[loin]} {loin}.", groups=groups)})
    known = drawn.known({("sat.sinistre", "2026", "constat.loin"): 0.41})
    found = drawn.judge(of, drawn.Drawn(of, known))
    assert text_of(found.findings[0].says) == "41,0\u202f% dans le Nord."
    assert drawn.codes(found) == []


def test_every_figure_remembers_its_numbers() -> None:
    """The ids are those of the plan, so a page can lead from a sentence to its table."""
    of = drawn.study(
        findings={"constat": drawn.finding("{sat.sinistre} et {sat.sinistre - sat.sinistre@2025}.")}
    )
    figures = [part for part in drawn.judge(of).findings[0].says if isinstance(part, BoundNumber)]
    now, then = "essai/2026/all/sat.sinistre/score", "essai/2025/all/sat.sinistre/score"
    assert [(one.numbers, one.n) for one in figures] == [((now,), 400), ((now, then), 400)]
    assert {now, then} <= set(drawn.Drawn(of, {}).plan.numbers)


def test_nonresponse_is_computed() -> None:
    """11.7 % answered, so 88.3 % did not."""
    of = drawn.study(
        method_notice={"sponsor": "T", "fieldwork_by": "T", "limits": "{nonresponse} ont manqué."}
    )
    figures = drawn.Drawn(of, {}, rate=ResponseRate(1644, 14000, 1644 / 14000))
    limits = drawn.judge(of, figures).texts["method_notice", "limits"]
    assert text_of(limits) == "88,3\u202f% ont manqué."
    assert limits[0] == BoundNumber("88,3\u202f%", ("essai/2026/all/essai/response_rate",), 14000)


def test_texts_outside_findings_are_composed() -> None:
    """A decision's reasons are bound like any sentence."""
    decision = {
        "ask": "Où ?",
        "kind": "fix",
        "decider": "dg",
        "due": "2026-07-01",
        "why": "Seuls {sat.sinistre}.",
    }
    found = drawn.judge(drawn.study(decisions={"effort": decision}))
    assert text_of(found.texts["decisions", "effort", "why"]) == "Seuls 58,1\u202f%."
    assert text_of(found.texts["objective",]) == "Essayer."


def test_typography_holds_across_figures() -> None:
    """The colon, the semicolon and the guillemets that touch a figure take their spaces."""
    text = "L'essentiel : « {sat.sinistre} » ; c'est {sat.suivi} : trop peu !"
    of = drawn.study(findings={"constat": drawn.finding(text)})
    assert text_of(drawn.judge(of).findings[0].says) == (
        "L’essentiel\u00a0: «\u00a058,1\u202f%\u00a0»\u202f; c’est 66,2\u202f%\u00a0: trop peu\u202f!"
    )


@pytest.mark.parametrize(
    ("text", "reference"),
    [
        ("Trop : {nps} !", "nps"),
        ("{sat.sinistre - nps}", "nps"),
        ("{nps - sat.sinistre}", "nps"),
        ("{nps|n}", "nps"),
        ("{sat.sinistre[region=nord]}", "sat.sinistre[region=nord]"),
    ],
)
def test_a_withheld_figure_is_refused_and_never_shown(text: str, reference: str) -> None:
    """N07 names the reference; neither the sentence nor the message holds a digit."""
    found = drawn.judge(drawn.study(findings={"constat": drawn.finding(text)}))
    assert drawn.codes(found) == ["N07"]
    assert found.diagnostics[0].values == {"reference": reference}
    assert "non publié" in text_of(found.findings[0].says)
    assert not any(
        character.isdigit() for character in render(found.diagnostics[0], Lang.FR).partition("\n")[2]
    )


def test_an_interval_that_cannot_be_is_refused() -> None:
    """An opt-in sample gives no interval: the sentence cannot print one."""
    of = drawn.study(findings={"constat": drawn.finding("{sat.sinistre|interval}")})
    assert drawn.codes(drawn.judge(of, drawn.Drawn(of, drawn.known(drawn.SAT, se=None)))) == ["N07.interval"]


def test_a_difference_across_a_break_is_refused() -> None:
    """Both figures are published, and they do not compare."""
    of = drawn.study(findings={"constat": drawn.finding("{sat.sinistre - sat.sinistre@2025}")})
    figures = drawn.Drawn(of, drawn.known(drawn.SAT), broken=frozenset({"sat.sinistre"}))
    assert drawn.codes(drawn.judge(of, figures)) == ["N07.apart"]


def test_units_do_not_mix() -> None:
    """A share minus a mean is nothing."""
    of = drawn.study(findings={"constat": drawn.finding("{sat.sinistre - note}")})
    figures = drawn.Drawn(of, drawn.known({**drawn.SAT, ("note", "2026"): 3.9}))
    assert drawn.codes(drawn.judge(of, figures)) == ["N07.apart"]


def test_a_bridged_series_prints_the_tested_difference() -> None:
    """Across a declared bridge the offset comes off: subtracting what is displayed would be wrong."""
    of = drawn.study(findings={"constat": drawn.finding("{sat.sinistre - sat.sinistre@2025}")})

    class Bridged(drawn.Drawn):
        def between(self, *where: Any) -> Any:
            tested = super().between(*where)
            return tested and drawn.moved(tested, 0.02, Assumption.BRIDGED_SERIES)

    found = drawn.judge(of, Bridged(of, drawn.known(drawn.SAT)))
    assert text_of(found.findings[0].says) == "2,9\u00a0points de moins"


def test_the_base_of_an_employee_study_is_a_band() -> None:
    """Under 30 answers, colleagues know each other: the base itself would tell (privacy rule R8)."""
    assert says("{sat.sinistre|n}", n=24, audience="employee") == "moins de 30"
    assert says("{sat.sinistre|n}", n=30, audience="employee") == "30"
    assert says("{sat.sinistre|n}", n=24) == "24"


def test_another_study_can_be_cited() -> None:
    """``@autre`` is the other study's latest wave, with the other study's figures."""
    other = drawn.study(id="autre", title="L'autre étude")
    text = "{sat.sinistre@autre} et {sat.sinistre@autre:2025}, ici {sat.sinistre}."
    of = drawn.study(findings={"constat": drawn.finding(text)})
    there = drawn.Drawn(other, drawn.known({("sat.sinistre", "2026"): 0.711, ("sat.sinistre", "2025"): 0.7}))
    found = drawn.judge(of, None, there)
    assert text_of(found.findings[0].says) == "71,1\u202f% et 70,0\u202f%, ici 58,1\u202f%."
    assert found.findings[0].says[0] == BoundNumber(
        "71,1\u202f%", ("autre/2026/all/sat.sinistre/score",), 400
    )
