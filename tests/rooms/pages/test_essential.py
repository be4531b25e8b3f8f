"""The page to read first."""

from datetime import date
from typing import Any

import pytest

from generator.pages.models.essential import Essential, essential_model
from generator.pages.reader import Reader
from generator.spec.models import Verdict
from tests.rooms.pages import drawn

DECISIONS = {
    "effort": drawn.SECTIONS["decisions"]["effort"],
    "magazine": {
        "ask": "Garder le magazine ?",
        "kind": "invest",
        "decider": "dg",
        "due": "2026-05-01",
        "rejected": ["Le passer en couleurs"],
    },
}


def finding(decision: str = "effort", **more: Any) -> dict[str, Any]:
    return {**drawn.FINDING, "decision": decision, **more}


def page(read: Reader | None = None, **sections: Any) -> Essential:
    read = read or drawn.reader(drawn.study(**sections))
    return essential_model(read, drawn.addresses(read))


def test_every_decision_has_its_card_and_the_finding_that_leads_it() -> None:
    findings = {
        "premier": finding(says="Le premier."),
        "second": finding(says="Le second."),
        "papier": finding("magazine", says="Le papier.", verdict="stop"),
    }
    model = page(decisions=DECISIONS, findings=findings)
    leads = [(card.ask, drawn.printed(card.lead.says)) for card in model.decisions if card.lead]
    assert [(ask.replace("\u202f", " "), says) for ask, says in leads] == [
        ("Où porter l’effort ?", "Le premier."),
        ("Garder le magazine ?", "Le papier."),
    ]
    assert [drawn.printed(line.says) for line in model.others] == ["Le second."]


def test_at_most_five_findings_are_shown() -> None:
    findings = {f"constat{i}": finding(says=f"Constat {chr(65 + i)}.") for i in range(7)}
    model = page(findings=findings)
    assert len(model.others) == 4
    assert sum(card.lead is not None for card in model.decisions) == 1


def test_at_most_five_actions_are_shown_each_with_its_owner() -> None:
    """The nearest first; the seven of them stay on the page of actions."""
    actions = {
        f"action{i}": {
            "what": f"Action {i}",
            "owner": "dg",
            "due": f"2026-08-{20 - i}",
            "horizon": "quick",
            "moves": {"customer": "nps"},
        }
        for i in range(7)
    }
    lines = page(actions=actions).actions
    assert [line.id for line in lines] == ["action6", "action5", "action4", "action3", "action2"]
    assert {line.owner for line in lines} == {"Direction générale"}


def test_a_decision_without_a_finding_keeps_its_card() -> None:
    model = page(decisions=DECISIONS, findings={"constat": finding()})
    assert [card.lead is None for card in model.decisions] == [False, True]


def test_a_finding_shows_the_course_of_what_it_speaks_of() -> None:
    lead = page().decisions[0].lead
    assert lead is not None
    assert lead.course is not None
    assert lead.course.score == "sat.sinistre"
    assert lead.marks == ()


def test_a_finding_that_compares_shares_shows_them_as_bars() -> None:
    says = "Au nord {sat.sinistre[region=nord]}, au sud {sat.sinistre[region=sud]}."
    lead = page(findings={"constat": finding(says=says, holds=[])}).decisions[0].lead
    assert lead is not None
    assert [(mark.label, mark.value.size) for mark in lead.marks] == [("Nord", 75.0), ("Sud", 25.0)]
    assert lead.course is None


def test_a_headline_has_its_interval_and_its_comparator() -> None:
    nps, unhappy = page().headlines
    assert (nps.label, nps.change.text.replace("\u00a0", " ")) == ("NPS", "\u221230 points")
    assert nps.figure.interval
    assert nps.since == "depuis 2025"
    assert unhappy.label == "Mécontents"


def test_what_cannot_be_compared_says_what_would_be() -> None:
    waves = {"2026": drawn.SECTIONS["waves"]["2026"]}
    model = page(waves=waves, findings={"constat": finding(says="{sat.sinistre}.", holds=[])})
    assert "la prochaine vague dira si elle bouge" in model.headlines[0].alone
    assert model.headlines[0].ends == ("\u2212100", "+100")


def test_a_headline_stands_beside_its_target_and_its_benchmark() -> None:
    action = {
        "what": "Rappeler",
        "owner": "dg",
        "due": "2027-01-01",
        "horizon": "quick",
        "target": {"of": "nps", "change": "+5 pts", "by": "2027"},
    }
    benchmark = {
        "of": "nps",
        "value": 12,
        "base": 900,
        "source": {"title": "Baromètre fictif", "consulted": "2026-04-02"},
        **dict.fromkeys(("wording", "method", "population"), "same"),
        "mode": "different",
        "reuse_consent": "public",
    }
    beside = page(actions={"rappel": action}, benchmarks={"secteur": benchmark}).headlines[0].beside
    assert [drawn.words(line) for line in beside] == [
        "Repère, à titre indicatif : +12 (Baromètre fictif)",
        "Cible : +5 points en 2027",
    ]


def test_groups_are_told_by_how_far_they_stand_from_the_rest() -> None:
    """The NPS is +50 in the north and −50 in the south."""
    contrasts = [(line.group, line.label, line.change.arrow) for line in page().contrasts]
    assert ("Nord", "NPS", "▲") in contrasts
    assert ("Sud", "NPS", "▼") in contrasts


def test_what_will_not_be_done_is_what_data_stop_and_what_deciders_set_aside() -> None:
    findings = {"papier": finding("magazine", says="Le papier ne sert pas.", verdict=Verdict.STOP.value)}
    stops = page(decisions=DECISIONS, findings=findings).stops
    assert [drawn.printed(stop.says) for stop in stops] == ["Le papier ne sert pas.", "Le passer en couleurs"]
    assert "Direction générale" in stops[1].why


@pytest.mark.parametrize(
    ("frozen", "told"),
    [
        (None, "Aperçu : les règles de cette vague n’ont pas été gelées."),
        (date(2026, 2, 12), ""),
        (date(2026, 3, 2), "alors que le terrain avait commencé"),
        (date(2026, 4, 2), "alors que le terrain avait commencé"),
    ],
)
def test_the_banner_says_when_the_rules_were_not_written_first(frozen: date | None, told: str) -> None:
    of = drawn.study()
    model = page(drawn.reader(of, lock=drawn.lock(of, frozen) if frozen else None))
    assert told in drawn.words(model.banner)
    assert bool(model.banner) is bool(told)


def test_nothing_is_said_to_be_withheld_when_nothing_is() -> None:
    of = drawn.study()
    released = drawn.releases(of)
    told = "Certains résultats ne sont pas publiés"
    assert not any(told in said for said in page(drawn.reader(of, released)).cautions)
    released["2026"] = drawn.withhold(released["2026"], ("q_note", "region=nord"))
    assert any(told in said for said in page(drawn.reader(of, released)).cautions)


def test_small_bases_are_marked_and_the_mark_is_explained() -> None:
    of = drawn.study(findings={"constat": finding(says="{sat.sinistre}.", holds=[])})
    model = page(drawn.reader(of, drawn.releases(of, drawn.rows(6, 4, each=12))))
    assert model.has_small
    assert not page().has_small


def test_a_study_without_waves_has_a_page_all_the_same() -> None:
    sections: dict[str, Any] = {
        "questions": {},
        "indicators": {},
        "waves": {},
        "segments": {},
        "sample": None,
    }
    model = page(kind="mixed", findings={"constat": finding(says="Le silence abîme.", holds=[])}, **sections)
    assert [drawn.printed(line) for line in model.meta] == [
        "Étude mixte : entretiens, ateliers, tests",
        "Décide : Direction générale",
    ]
    assert (model.headlines, model.contrasts, model.priorities, model.banner) == ((), (), None, "")
    assert model.decisions[0].lead is not None
    assert model.decisions[0].lead.base == "entendu en groupe ou en entretien"
