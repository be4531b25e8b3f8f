"""The page of one finding."""

from typing import Any

import pytest

from generator.pages.library import Library
from generator.pages.models.finding import FindingPage, finding_page
from generator.pages.reader import Reader
from generator.pages.voice import Voice
from generator.statistics import Figures
from tests.rooms.pages import drawn


def page(read: Reader | None = None, name: str = "decroche", **sections: Any) -> FindingPage:
    read = read or drawn.reader(drawn.study(**sections))
    finding = next(one for one in read.subject.findings.findings if one.id == name)
    return finding_page(read, drawn.addresses(read), finding, (1, 1))


def test_the_subtitle_says_what_who_when_and_how() -> None:
    of = drawn.study()
    released = drawn.releases(of)
    released["2026"] = drawn.aside(released["2026"], "q_moments.sinistre", {"9": 0.25})
    assert drawn.printed(page(drawn.reader(of, released)).subtitle).strip() == (
        "Part de « Plutôt satisfait » et « Tout à fait satisfait » parmi ceux qui ont répondu à "
        "« Faire traiter un sinistre ». Base 2026 : 400 réponses. Hors base : « Non concerné » 25 %. "
        "Vague 2026, du 2 au 22 mars 2026, en ligne."
    )


def test_a_finding_is_signed_by_a_role() -> None:
    assert page().by == "Cabinet conseil"


def test_the_subtitle_gives_the_base_of_each_group_it_speaks_of() -> None:
    says = "Au nord {sat.sinistre[region=nord]}, au sud {sat.sinistre[region=sud]}."
    subtitle = page(findings={"decroche": {**drawn.FINDING, "says": says, "holds": []}}).subtitle
    assert "Bases 2026 : Nord 200, Sud 200 réponses." in drawn.printed(subtitle)


def test_an_effective_base_is_told_where_answers_are_weighted() -> None:
    """Weights 1 and 3: (400)² / (200·1 + 200·9)… over the mean, 800²/2000 = 320."""
    of = drawn.study(weighting={"method": "given", "column": "poids"})
    now, before = (rows.assign(poids=[1.0, 3.0] * 200) for rows in (drawn.rows(), drawn.rows(160, 100)))
    released = {
        wave: drawn.drawn.release(of, rows, at=wave, weight="poids")
        for wave, rows in (("2025", before), ("2026", now))
    }
    assert "Base 2026 : 400 réponses (base efficace 320)." in drawn.printed(
        page(drawn.reader(of, released)).subtitle
    )


def test_what_the_sample_design_makes_of_a_base_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Figures, "n_designed", lambda *_: 249.6)
    told = "(base efficace 400 ; aussi précises, avec ce plan de sondage, que 250 tirées au hasard)."
    assert f"400 réponses {told}" in drawn.printed(page().subtitle)


def test_segments_stand_under_their_own_name() -> None:
    (block,) = page().segments
    assert block.title == "Région"
    assert [(row.label, row.cells[0].figure.value.size) for row in block.rows] == [
        ("Nord", 75.0),
        ("Sud", 25.0),
    ]
    assert block.rows[0].cells[0].rest.arrow == "▲"


def test_a_crossing_stands_under_its_two_names() -> None:
    segments = {
        **drawn.SECTIONS["segments"],
        "canal": {"column": "q_canaux_web", "label": "Canal", "levels": {"1": "En ligne", "0": "Autre"}},
    }
    blocks = page(segments=segments, crossings=[["region", "canal"]]).segments
    assert [block.title for block in blocks] == ["Région", "Canal", "Région × Canal"]
    crossed = blocks[-1].rows[0]
    assert crossed.label == "Nord × En ligne"
    assert not crossed.cells[0].rest.text


def test_a_withheld_group_is_a_row_without_a_number() -> None:
    of = drawn.study()
    released = drawn.releases(of)
    released["2026"] = drawn.withhold(released["2026"], ("q_moments.sinistre", "region=nord"))
    row = page(drawn.reader(of, released)).segments[0].rows[0]
    assert row.cells[0].figure.value.is_withheld
    assert not row.cells[0].rest.text


def test_the_interval_is_drawn_between_the_ends_that_all_share() -> None:
    model = page()
    spans = [row.cells[0].figure.span for row in model.segments[0].rows]
    assert model.stretch.low == min(span.low for span in spans if span and span.low is not None)
    assert model.stretch.point == 0.5


def test_the_row_of_the_question_that_is_meant_is_known() -> None:
    assert page().hot == "q_moments.sinistre"


def test_findings_in_tension_name_each_other() -> None:
    findings = {
        "decroche": drawn.FINDING,
        "tient": {**drawn.FINDING, "says": "Le contact tient.", "holds": [], "tension_with": "decroche"},
    }
    here, there = (page(findings=findings, name=name) for name in findings)
    assert [(cited.how, drawn.printed(cited.says)) for cited in here.related] == [
        ("En tension avec\u00a0:", "Le contact tient.")
    ]
    assert drawn.printed(there.related[0].says).startswith("Le sinistre décroche")


def test_a_finding_of_another_study_that_explains_this_one_is_linked() -> None:
    sections: dict[str, Any] = {
        "questions": {},
        "indicators": {},
        "waves": {},
        "segments": {},
        "sample": None,
    }
    silence = {**drawn.FINDING, "says": "Le silence abîme.", "holds": [], "explains": "essai.decroche"}
    other = drawn.study(
        id="ateliers", title="Les ateliers", kind="mixed", findings={"silence": silence}, **sections
    )
    own, theirs = drawn.subjects((drawn.study(), None), (other, {}))
    library = Library({"essai": own, "ateliers": theirs})
    read = Reader(own, Voice(own.study.language), library, drawn.AS_OF)
    (cited,) = page(read).related
    assert (cited.how.replace("\u00a0", " "), cited.study) == ("Expliqué par :", "Les ateliers")
    assert str(cited.page) == "ateliers/comprendre/constats/silence.md"


def test_a_theme_is_told_without_any_count() -> None:
    theme = {
        "label": "Le silence inquiète",
        "kind": "émotion",
        "stance": "convergent",
        "signal": "strong",
        "heard_in": ["g1"],
        "leads": ["Donner des nouvelles"],
    }
    group = {
        "side": "customer",
        "on": "2026-04-01",
        "size": 8,
        "profiles": ["auto"],
        "facilitator": "cabinet",
        "covered": ["attente"],
    }
    qualitative = {
        "method": "groups",
        "why": "Confronter.",
        "guide": ["attente"],
        "groups": {"g1": group},
        "themes": {"silence": theme},
        "limits": "Peu de monde.",
    }
    findings = {
        "decroche": {**drawn.FINDING, "says": "Le silence abîme.", "holds": [], "evidence": ["silence"]}
    }
    (line,) = page(qualitative=qualitative, findings=findings).themes
    assert (drawn.printed(line.label), line.told) == ("Le silence inquiète", "Convergent, signal fort")
    assert [drawn.printed(lead) for lead in line.leads] == ["Donner des nouvelles"]


@pytest.mark.parametrize(("verdict", "rank"), [("improve", "1"), ("stop", "")])
def test_a_priority_is_told_only_of_what_is_to_be_improved(verdict: str, rank: str) -> None:
    rules = {
        "rule": "importance_performance",
        "over": "sat",
        "importance": {"method": "shapley", "outcome": "q_nps"},
        "performance": "sat",
        "cut": {"importance": 0.5, "performance": 0.6},
    }
    line = page(priorities=rules, findings={"decroche": {**drawn.FINDING, "verdict": verdict}}).line
    assert line.rank.text == rank
