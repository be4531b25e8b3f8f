"""What is exposed: people × rate × value, as a range with its three sources, and the word « exposé »."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from generator.findings.exposure import Range, outwards
from generator.pages.models.decision import decision_page
from generator.pages.models.stakes import StakesPage, stakes_page
from generator.pages.reader import Reader
from generator.pages.render import render
from tests.rooms.pages import drawn

RISK: dict[str, Any] = {
    "group": "detractors of q_nps",
    "rate": {"value": "10 %", "between": ["8 %", "12 %"], "source": "Attrition observée"},
    "value_each": {"value": "100 EUR", "source": "Contrôle de gestion"},
}


def reader(**risk: Any) -> Reader:
    economics = {"outcomes": ["fidélité", "attrition"], "at_risk": {**RISK, **risk}}
    population = {"who": "Sociétaires", "size": 10_000}
    return drawn.reader(drawn.study(economics=economics, population=population))


def page(read: Reader | None = None) -> StakesPage:
    read = read or reader()
    found = stakes_page(read, drawn.addresses(read))
    assert found is not None
    return found


def test_the_range_multiplies_the_bounds_of_the_three_inputs() -> None:
    """The people are the printed interval of the share, applied to ten thousand."""
    read = reader()
    found = read.subject.findings.exposure
    assert found is not None
    assert (found.rates.low, found.rates.high) == (Decimal("0.08"), Decimal("0.12"))
    low = found.shares.low * 10_000 / 100 * Decimal("0.08") * 100
    high = found.shares.high * 10_000 / 100 * Decimal("0.12") * 100
    assert found.amount.low <= low
    assert found.amount.high >= high
    assert found.amount == outwards(Range(low, high))


@pytest.mark.parametrize(
    ("low", "high", "told"),
    [("123456", "187001", ("120000", "190000")), ("9.94", "9.96", ("9.9", "10")), ("0", "12", ("0", "12"))],
)
def test_amounts_are_rounded_outwards_to_two_digits(low: str, high: str, told: tuple[str, str]) -> None:
    found = outwards(Range(Decimal(low), Decimal(high)))
    assert (found.low, found.high) == (Decimal(told[0]), Decimal(told[1]))


def test_each_input_has_its_bounds_and_its_source() -> None:
    people, rate, value = page().inputs
    assert people.label == "Personnes : détracteurs".replace(" :", "\u00a0:")
    assert "rapportés aux 10 000 personnes" in drawn.words(people.source)
    assert people.least.numbers[0] == "essai/2026/all/q_nps/share/0"
    assert len(people.least.numbers) == 7
    assert (drawn.words(rate.least.text), drawn.words(rate.most.text)) == ("8 %", "12 %")
    assert rate.source == "Attrition observée"
    assert (drawn.words(value.least.text), drawn.words(value.most.text)) == ("100 €", "100 €")


def test_the_word_is_exposed_and_never_lost() -> None:
    read = reader()
    at = drawn.addresses(read)
    body = drawn.words(render("stakes", stakes_page(read, at), at.stakes, read.voice))
    assert "exposés par an" in body
    assert "Exposé ne veut pas dire perdu" in body
    assert "perdu" not in body.replace("Exposé ne veut pas dire perdu", "")


def test_a_single_value_is_said_to_count_as_exact() -> None:
    assert "compte pour exacte" in drawn.words(page().bounds)
    exact = {"value_each": {**RISK["value_each"], "between": ["90 EUR", "110 EUR"]}}
    assert "compte pour exacte" not in drawn.words(page(reader(**exact)).bounds)


def test_a_decision_that_the_question_informs_leads_to_it() -> None:
    read = reader()
    stake = decision_page(read, drawn.addresses(read), "effort").stake
    assert stake is not None
    assert drawn.words(stake[0]).startswith("Enjeu : de ")
    assert str(stake[1]) == "essai/comprendre/enjeu.md"


def test_nothing_is_said_where_the_gate_kept_the_share() -> None:
    read = reader()
    withheld = {w: drawn.withhold(r, ("q_nps", "all")) for w, r in read.figures.releases.items()}
    of = drawn.study(
        economics={"outcomes": ["fidélité"], "at_risk": RISK}, population={"who": "S.", "size": 10_000}
    )
    kept = drawn.reader(of, withheld)
    assert stakes_page(kept, drawn.addresses(kept)) is None
    assert replace(read).subject.findings.exposure is not None
