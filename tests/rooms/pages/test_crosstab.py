"""Every question by the groups of a segment: letters, bases, what is withheld, what is tested together."""

from typing import Any

import pandas as pd

from generator.pages.models.crosstab import CrosstabPage, crosstab_lines, crosstab_page
from generator.pages.reader import Reader
from tests.rooms.pages import drawn

THREE = {
    "region": {"column": "region", "label": "Région", "levels": {"nord": "Nord", "est": "Est", "sud": "Sud"}}
}


def three(**more: Any) -> Reader:
    """A third region: of 200 answers each, 150, 100 and 50 are satisfied of their claim."""
    of = drawn.study(segments=THREE, findings={}, **more)
    now = _with_east(drawn.rows())
    return drawn.reader(of, drawn.releases(of, now, _with_east(drawn.rows(160, 100))))


def _with_east(rows: Any) -> Any:
    east = rows[rows["region"] == "sud"].assign(region="est", q_moments_sinistre=["5", "2"] * 100)
    return pd.concat([rows, east], ignore_index=True)


def page(read: Reader | None = None, division: tuple[str, ...] = ("region",)) -> CrosstabPage:
    read = read or drawn.reader()
    return crosstab_page(read, drawn.addresses(read), division)


def rows_of(model: CrosstabPage, question: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Each row of a question with what its cells print and the letters they bear."""
    table = next(table for table in model.tables if table.id == question)
    return [
        (drawn.words(row.label), [(drawn.words(cell.figure.value.text), cell.above) for cell in row.cells])
        for row in table.rows
    ]


def test_a_letter_says_above_which_columns_a_value_is_established() -> None:
    model = page(three())
    assert [(column.letter, column.label) for column in model.columns] == [
        ("A", "Nord"),
        ("B", "Est"),
        ("C", "Sud"),
    ]
    assert rows_of(model, "q_moments")[0] == (
        "Faire traiter un sinistre",
        [("75,0 %", "B C"), ("50,0 %", "C"), ("25,0 %", "")],
    )
    assert rows_of(model, "q_moments")[1][1] == [("80,0 %", ""), ("80,0 %", ""), ("80,0 %", "")]


def test_everyone_never_bears_a_letter_nor_is_one() -> None:
    for table in page(three()).tables:
        assert all(row.total.above == "" and row.total.told == "" for row in table.rows)


def test_what_is_established_is_said_in_words_too() -> None:
    table = next(table for table in page(three()).tables if table.id == "q_moments")
    assert [drawn.words(line) for line in table.established] == [
        "Faire traiter un sinistre : Nord plus haut que Est et Sud ; Est plus haut que Sud."
    ]


def test_the_tests_of_one_question_are_one_family() -> None:
    """Two lines of three pairs; a line that does not vary between columns is tested all the same."""
    table = next(table for table in page(three()).tables if table.id == "q_moments")
    assert "correction de Holm sur les 6 tests d’un groupe à l’autre" in drawn.words(table.family)


def test_a_single_choice_is_tested_answer_by_answer() -> None:
    question = {"type": "single", "text": "Oui ?", "options": {"oui": "Oui", "non": "Non"}}
    of = drawn.study(questions={**drawn.SECTIONS["questions"], "q_plus": question})
    now, before = drawn.rows(), drawn.rows(160, 100)
    now["q_plus"] = before["q_plus"] = ["oui"] * 150 + ["non"] * 50 + ["non"] * 150 + ["oui"] * 50
    model = page(drawn.reader(of, drawn.releases(of, now, before)))
    assert rows_of(model, "q_plus") == [
        ("Oui", [("75,0 %", "B"), ("25,0 %", "")]),
        ("Non", [("25,0 %", ""), ("75,0 %", "A")]),
    ]


def test_a_withheld_column_is_there_without_a_number_and_is_not_tested() -> None:
    of = drawn.study(findings={})
    released = drawn.releases(of)
    released["2026"] = drawn.withhold(released["2026"], ("q_moments.sinistre", "region=sud"))
    table = next(t for t in page(drawn.reader(of, released)).tables if t.id == "q_moments")
    nord, sud = table.rows[0].cells
    assert (nord.figure.value.is_withheld, nord.above) == (False, "")
    assert (sud.figure.value.is_withheld, sud.figure.base.text) == (True, "")
    assert "Un test d’un groupe à l’autre" in drawn.words(table.family)


def test_a_small_base_is_flagged_and_bears_no_letter() -> None:
    of = drawn.study(findings={})
    now, before = drawn.rows(10, 0, each=20), drawn.rows(10, 0, each=20)
    model = page(drawn.reader(of, drawn.releases(of, now, before)))
    cells = [cell for table in model.tables for row in table.rows for cell in row.cells]
    shown = [cell for cell in cells if not cell.figure.value.is_withheld]
    assert shown
    assert all(cell.figure.is_small and not cell.above for cell in shown)
    assert model.is_small


def test_weighted_answers_have_their_effective_base() -> None:
    """Weights 1 and 3 by turns: 800²/2000 = 320 of 400, 160 of the 200 of a region."""
    of = drawn.study(weighting={"method": "given", "column": "poids"}, findings={})
    weighted = {"2025": drawn.rows(160, 100), "2026": drawn.rows()}
    released = {
        wave: drawn.drawn.release(of, rows.assign(poids=[1.0, 3.0] * 200), at=wave, weight="poids")
        for wave, rows in weighted.items()
    }
    row = next(t for t in page(drawn.reader(of, released)).tables if t.id == "q_moments").rows[0]
    assert (row.total.effective, row.cells[0].effective) == ("320", "160")


def test_a_declared_crossing_has_its_page_and_an_undeclared_one_has_none() -> None:
    segments = {
        **drawn.SECTIONS["segments"],
        "avis": {"column": "q_note", "label": "Avis", "levels": {"2": "Mécontent", "4": "Content"}},
    }
    read = drawn.reader(drawn.study(segments=segments, crossings=[["region", "avis"]], findings={}))
    lines = crosstab_lines(read, drawn.addresses(read))
    assert [drawn.words(line.title) for line in lines] == ["Région", "Avis", "Région × Avis"]
    assert lines[2].page.stem == "region-x-avis"
    assert [column.label for column in page(read, ("region", "avis")).columns] == [
        "Nord × Mécontent",
        "Nord × Content",
        "Sud × Mécontent",
        "Sud × Content",
    ]


def test_a_group_alone_has_no_letter() -> None:
    segments = {"region": {**drawn.SECTIONS["segments"]["region"], "levels": {"nord": "Nord"}}}
    model = page(drawn.reader(drawn.study(segments=segments, findings={})))
    assert [(column.letter, column.label) for column in model.columns] == [("", "Nord")]
    assert all(not table.family for table in model.tables)


def single(yes_north: int, yes_south: int) -> Reader:
    """The barometer with one question more, answered yes by so many of the 200 people of each region."""
    question = {"type": "single", "text": "Oui ?", "options": {"oui": "Oui", "non": "Non"}}
    of = drawn.study(questions={**drawn.SECTIONS["questions"], "q_plus": question}, findings={})
    answers = [
        *(["oui"] * yes_north + ["non"] * (200 - yes_north)),
        *(["oui"] * yes_south + ["non"] * (200 - yes_south)),
    ]
    now, before = drawn.rows(), drawn.rows(160, 100)
    now["q_plus"] = before["q_plus"] = answers
    return drawn.reader(of, drawn.releases(of, now, before))


def test_a_whole_table_is_tested_before_its_answers() -> None:
    """150 against 50 of 200: Cramér's V is √(400·(0.25)²·4/400), one half."""
    table = next(table for table in page(single(150, 50)).tables if table.id == "q_plus")
    assert drawn.words(table.gate) == (
        "Prises ensemble, les réponses dépendent du groupe : établi à 95 % "
        "(test de Rao et Scott, V de Cramér 0,50)."
    )
    assert table.established


def test_answers_of_a_table_that_establishes_nothing_are_not_compared() -> None:
    table = next(table for table in page(single(104, 100)).tables if table.id == "q_plus")
    assert "ne sont pas comparées une à une" in drawn.words(table.gate)
    assert (table.family, table.established) == ("", ())


def test_what_shows_no_answers_has_no_gate() -> None:
    """A score is tested for itself, even where the whole distribution establishes nothing."""
    tables = {table.id: table.gate for table in page().tables}
    assert (tables["q_moments"], tables["q_nps"]) == ("", "")
    assert tables["q_note"] != ""


def test_volunteers_establish_nothing() -> None:
    model = page(drawn.reader(drawn.study(sample={"design": "opt_in"}, findings={})))
    assert all(not table.gate and not table.family and not table.established for table in model.tables)
