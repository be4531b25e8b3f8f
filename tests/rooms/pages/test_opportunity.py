"""The page of opportunity: ranks by interval, zones, and a table of what the rule has read."""

from typing import Any

import pandas as pd

from generator.pages.models.opportunity import OpportunityPage, opportunity_page
from generator.pages.reader import Reader
from generator.pages.render import render
from generator.spec.models import Shared, Study
from generator.statistics.opportunity import Zone
from tests.rooms.pages import drawn
from tests.rooms.pages import drawn_atelier as atelier
from tests.rooms.statistics import drawn as rows

ITEMS = {
    "delai": {"text": "Être réglé vite"},
    "prix": {"text": "Comprendre le tarif"},
    "magazine": {"text": "Recevoir le magazine"},
}


def grid(text: str) -> dict[str, Any]:
    return {"type": "grid", "scale": "satisfaction5", "text": text, "items": ITEMS, "informs": ["effort"]}


def study(**rule: Any) -> Study:
    given: dict[str, Any] = {
        **rows.SECTIONS,
        "id": "attentes",
        "decisions": drawn.SECTIONS["decisions"],
        "questions": {"q_attendu": grid("Est-ce important ?"), "q_vecu": grid("Êtes-vous satisfait ?")},
        "indicators": {
            "attendu": {"kind": "top_box", "of": "q_attendu", "label": "Jugé important"},
            "vecu": {"kind": "top_box", "of": "q_vecu", "better": "up", "label": "Satisfaits"},
        },
        "priorities": {
            "rule": "opportunity",
            "over": "vecu",
            "importance": {"method": "stated", "of": "attendu"},
            "performance": "vecu",
            **rule,
        },
        "waves": {"2026": {"field": "2026-03-02/2026-03-22", "mode": "web"}},
    }
    return Study.model_validate({**given, "shared": Shared.model_validate(atelier.SHARED)})


def answers() -> pd.DataFrame:
    """Four hundred people: 90, 60 and 20 % find each item important; 30, 60 and 70 % are satisfied with it.

    Those who expect come first, those who are satisfied last.
    """
    wanted = {"attendu": (360, 240, 80), "vecu": (120, 240, 280)}
    return pd.DataFrame(
        {
            f"q_{side}_{item}": [
                "5" if (i < n if side == "attendu" else i >= 400 - n) else "2" for i in range(400)
            ]
            for side, numbers in wanted.items()
            for item, n in zip(ITEMS, numbers, strict=True)
        }
    )


def reader(of: Study | None = None) -> Reader:
    of = of or study()
    return atelier.readers(*drawn.subjects((of, {"2026": rows.release(of, answers())})))["attentes"]


def page(of: Study | None = None) -> OpportunityPage:
    read = reader(of)
    found = opportunity_page(read, drawn.addresses(read))
    assert found is not None
    return found


def test_scores_are_made_of_what_is_printed() -> None:
    """9 + (9 − 3) = 15; 6 + 0 = 6; 2 + 0 = 2."""
    told = [(one.label, one.rank, drawn.words(one.score.value.text)) for one in page().lines]
    assert told == [
        ("Être réglé vite", "1", "15,0"),
        ("Comprendre le tarif", "2", "6,0"),
        ("Recevoir le magazine", "3", "2,0"),
    ]


def test_zones_and_what_they_say() -> None:
    found = page()
    assert [one.zone for one in found.lines] == [Zone.UNDERSERVED, Zone.SERVED, Zone.OVERSERVED]
    assert "Attendu et mal servi : « Être réglé vite »." in drawn.words(found.description)


def test_a_gap_that_is_not_established_says_so() -> None:
    gaps = [drawn.words(one.gap.text) for one in page().lines]
    assert gaps == ["+60,0 points", "0,0 point, écart non établi", "−50,0 points"]


def test_every_number_made_of_two_carries_both() -> None:
    (first, *_) = page().lines
    assert first.score.value.numbers == (
        "attentes/2026/all/attendu.delai/score",
        "attentes/2026/all/vecu.delai/score",
    )


def test_the_line_may_be_declared() -> None:
    found = page(study(cut={"opportunity": 5}))
    assert found.lines[1].zone is Zone.UNDECIDED
    assert "dépasse 5" in drawn.words(found.rule)


def test_the_page_prints_the_rule_and_its_inputs() -> None:
    read = reader()
    at = drawn.addresses(read)
    body = drawn.words(render("opportunity", opportunity_page(read, at), at.priorities, read.voice))
    assert "opportunité = importance + (importance − satisfaction, si elle est positive)" in body
    assert "90,0 %" in body
    assert "Ce que la règle a lu" in body


def test_it_is_a_page_of_the_study() -> None:
    of = study()
    pages = drawn.pages(*drawn.subjects((of, {"2026": rows.release(of, answers())})))
    document = drawn.page(pages, "attentes/comprendre/priorites.md")
    assert document.nav is not None
    assert "Priorités" in [item.label for item in document.nav.items]
