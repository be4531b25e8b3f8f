"""All that one wave of a study says, and the warning for what it leaves out."""

from generator.findings import text_of
from tests.rooms.findings import drawn

TIERED = {**drawn.SECTIONS["indicators"], "sat": {"kind": "top_box", "of": "q_moments", "tier": "moment"}}


def test_findings_come_in_order_with_all_they_need() -> None:
    """The order of the spec is the order of importance."""
    stated = {
        "un": drawn.finding("Un.", mechanism="Parce que {sat.suivi}."),
        "deux": drawn.finding("Deux.", verdict="stop"),
    }
    found = drawn.judge(drawn.study(findings=stated))
    assert [(one.id, one.wave, text_of(one.says)) for one in found.findings] == [
        ("un", "2026", "Un."),
        ("deux", "2026", "Deux."),
    ]
    first, second = found.findings
    assert first.mechanism is not None
    assert text_of(first.mechanism) == "Parce que 66,2\u202f%."
    assert (second.mechanism, second.verdict.value, second.decision, second.by) == (
        None,
        "stop",
        "effort",
        "dg",
    )
    assert (found.study, found.wave) == ("essai", "2026")


def test_all_problems_are_listed_at_once() -> None:
    """A withheld figure, a false claim and a contrary verb, in one run."""
    stated = {
        "un": drawn.finding("Le sinistre progresse : {sat.sinistre - sat.sinistre@2025}, {nps}."),
        "deux": drawn.finding("Deux.", ("sat.sinistre > sat.suivi",)),
    }
    assert drawn.codes(drawn.judge(drawn.study(findings=stated))) == ["N02.refuted", "N04", "N07"]


def test_a_study_without_a_wave_can_cite_others() -> None:
    """A workshop has no figures of its own; its findings rest on those of a survey."""
    survey = drawn.study(findings={"bas": drawn.finding("Bas.", ("lowest(sat) = sinistre",))})
    bare = {"questions": {}, "indicators": {}, "segments": {}, "waves": {}}
    text = "Chez eux, {sat.sinistre@essai} seulement."
    workshop = drawn.study(id="atelier", findings={"partage": drawn.finding(text, ("essai.bas",))}, **bare)
    found = drawn.judge(workshop, drawn.Drawn(workshop, {}), drawn.Drawn(survey, drawn.known(drawn.SAT)))
    assert text_of(found.findings[0].says) == "Chez eux, 58,1\u202f% seulement."
    assert drawn.codes(found) == []


def test_the_worst_moments_cannot_all_be_left_out() -> None:
    """N10: sinistre, suivi and devis are the three lowest, and only contact is spoken of."""
    found = drawn.judge(
        drawn.study(indicators=TIERED, findings={"un": drawn.finding("{sat.contact} contents.")})
    )
    assert drawn.codes(found) == ["N10"]
    assert found.diagnostics[0].values == {"indicator": "sat", "items": "sinistre, suivi, devis"}


def test_one_of_the_worst_is_enough() -> None:
    """In a sentence, or in a claim."""
    for stated in (
        drawn.finding("{sat.devis} contents."),
        drawn.finding("Un.", ("lowest(sat) = sinistre",)),
        drawn.finding("Un.", ("sat.suivi < sat.contact",)),
    ):
        assert drawn.codes(drawn.judge(drawn.study(indicators=TIERED, findings={"un": stated}))) == []


def test_a_ranking_of_the_best_speaks_of_the_best_only() -> None:
    """``highest(sat) = contact`` compares all four and speaks of one."""
    stated = {"un": drawn.finding("Un.", ("highest(sat) = contact",))}
    assert drawn.codes(drawn.judge(drawn.study(indicators=TIERED, findings=stated))) == ["N10"]


def test_only_moments_are_looked_at() -> None:
    """An indicator of another tier owes nothing."""
    assert (
        drawn.codes(drawn.judge(drawn.study(findings={"un": drawn.finding("{sat.contact} contents.")}))) == []
    )
