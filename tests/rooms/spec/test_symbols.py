"""The one symbol table: what a name in a reference stands for, and what is said of one that is nothing."""

from pathlib import Path

import pytest

from generator.spec.language import parse_reference
from generator.spec.symbols import Symbols, Unresolved
from tests.rooms.spec.drawn import VISIT, loaded, symbols_of

CLAIM = (VISIT, "lowest(sat) = billet]", 'lowest(sat) = billet, "sat.billet[lents] < sat.salles[lents]"]')


@pytest.fixture
def symbols(tmp_path: Path) -> Symbols:
    return symbols_of(loaded(tmp_path, CLAIM))


def told(symbols: Symbols, study: str, text: str, wave: str = "2026", finding: str | None = None) -> str:
    found = symbols.resolve(study, parse_reference(text), wave, finding)
    return f"{found.study}/{found.wave}/{found.group}/{found.score.id}"


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("nps", "visite/2026/all/nps"),
        ("sat.billet@2025", "visite/2025/all/sat.billet"),
        ("sat.billet[region=nord]", "visite/2026/region=nord/sat.billet"),
        ("sat.billet[venu]", "visite/2026/venu/sat.billet"),
        ("sat.billet[lents]", "visite/2026/billet_decroche.lents/sat.billet"),
        ("q_moments.salles", "visite/2026/all/sat.salles"),
        ("nps@visite", "visite/2026/all/nps"),
        ("nps@visite:2025", "visite/2025/all/nps"),
    ],
)
def test_a_name_stands_for_one_number_of_the_plan(symbols: Symbols, text: str, number: str) -> None:
    assert told(symbols, "visite", text, finding="billet_decroche") == number
    study, wave, group, score = number.split("/")
    assert f"{study}/{wave}/{group}/{score}/score" in symbols.plans["visite"].numbers


def test_the_wave_is_the_one_being_judged_unless_it_is_named(symbols: Symbols) -> None:
    assert told(symbols, "visite", "nps", wave="2025") == "visite/2025/all/nps"
    assert told(symbols, "visite", "nps@2026", wave="2025") == "visite/2026/all/nps"


def test_another_study_is_cited_at_its_latest_wave(symbols: Symbols) -> None:
    assert told(symbols, "atelier", "nps@visite", wave="") == "visite/2026/all/nps"
    assert told(symbols, "atelier", "nps[region=sud]@visite:2025", wave="") == "visite/2025/region=sud/nps"


@pytest.mark.parametrize(
    ("text", "code", "name"),
    [
        ("npss", "S04.nearest", "npss"),
        ("inconnu", "S04", "inconnu"),
        ("sat", "S04.whole", "sat"),
        ("sat.guichet", "S04", "guichet"),
        ("q_venu", "S04.no_figure", "q_venu"),
        ("nps[region]", "S04.level", "region"),
        ("nps[region=est]", "S04", "est"),
        ("nps[lents]", "S04", "lents"),
        ("nps@2024", "S04", "2024"),
        ("nps@visites", "S04.nearest", "visites"),
        ("nps@visite:2024", "S04", "2024"),
        ("nps@atelier", "S04.no_wave", "atelier"),
    ],
)
def test_what_stands_for_nothing_is_told(symbols: Symbols, text: str, code: str, name: str) -> None:
    with pytest.raises(Unresolved) as refusal:
        symbols.resolve("visite", parse_reference(text), "2026", None)
    assert (refusal.value.code, refusal.value.values["name"]) == (code, name)


def test_a_group_named_in_a_finding_is_not_seen_from_another_study(symbols: Symbols) -> None:
    with pytest.raises(Unresolved) as refusal:
        symbols.resolve("atelier", parse_reference("sat.billet[lents]@visite"), "", "file_floue")
    assert refusal.value.code == "S04"


def test_a_question_its_wave_does_not_ask(tmp_path: Path) -> None:
    asked = (VISIT, "    unit: minute\n", "    unit: minute\n    asked_in: [2026]\n")
    with pytest.raises(Unresolved) as refusal:
        told(symbols_of(loaded(tmp_path, asked)), "visite", "attente@2025")
    assert refusal.value.code == "S04.not_asked"


def test_items_of_what_is_named_whole(symbols: Symbols) -> None:
    found = symbols.items("visite", parse_reference("sat[region=nord]"), "2026", None)
    assert [(n.score.item, n.group) for n in found] == [("billet", "region=nord"), ("salles", "region=nord")]


def test_a_study_that_cannot_be_read_is_not_unknown(symbols: Symbols) -> None:
    broken = Symbols(symbols.studies, symbols.plans, frozenset({"ailleurs"}))
    with pytest.raises(Unresolved) as refusal:
        broken.resolve("visite", parse_reference("nps@ailleurs:2024"), "2026", None)
    assert (refusal.value.code, refusal.value.values) == ("S18", {"name": "ailleurs"})


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("sat.billet@visite:2027", "sat.billet@visite"),
        ("sat.billet@visite:2025", "sat.billet@visite:2025"),
        ("sat.billet@visite", "sat.billet@visite"),
        ("sat.billet@2031", "sat.billet"),
        ("sat.billet@visites:2027", "sat.billet@visites:2027"),
    ],
)
def test_a_wave_to_come_is_left_out(symbols: Symbols, text: str, meant: str) -> None:
    assert str(symbols.to_come("atelier", parse_reference(text))) == meant


def test_a_wave_to_come_of_its_own_study(symbols: Symbols) -> None:
    assert str(symbols.to_come("visite", parse_reference("nps@2027"))) == "nps"
    assert str(symbols.to_come("visite", parse_reference("nps@2025"))) == "nps@2025"


@pytest.mark.parametrize(
    ("text", "is_one"), [("lents", True), ("nps", False), ("lents@2025", False), ("lents.a", False)]
)
def test_the_label_of_a_group_is_no_figure(symbols: Symbols, text: str, is_one: bool) -> None:
    assert symbols.is_group_label("visite", "billet_decroche", parse_reference(text)) is is_one
    assert not symbols.is_group_label("visite", None, parse_reference(text))


def test_a_finding_is_found_by_its_study(symbols: Symbols) -> None:
    assert symbols.finding("visite", "billet_decroche").decision == "effort"
    for study, name in (("visite", "billet"), ("visites", "billet_decroche")):
        with pytest.raises(Unresolved):
            symbols.finding(study, name)
