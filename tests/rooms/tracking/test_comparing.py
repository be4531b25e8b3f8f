"""Two sides compared: what they have in common, and the figures that would move."""

import pytest

from generator.errors import Refused, render
from generator.locks import State
from generator.statistics import NumberRow
from generator.tracking import REPORTS, Compared, Report, Side, compare
from generator.tracking.sides import Sheet
from generator.words import Lang


def state(wording: str) -> State:
    return State({"questions": {"q": {"text": wording}}})


def row(name: str, value: float | None, wave: str = "2025", statistic: str = "top_box") -> NumberRow:
    return NumberRow(f"cx/{wave}/{name}", "cx", wave, "q", None, None, None, statistic, value)


def side(label: str, wording: str, *rows: NumberRow) -> Side:
    return Side(label, {"cx": state(wording)}, {"cx": sheet(*rows)})


def sheet(*rows: NumberRow) -> Sheet:
    """A sheet whose rows are these, made from releases that are theirs alone."""
    made = Sheet(tuple(f"{row.id} {row.value}" for row in rows))
    made.__dict__["rows"] = {row.id: row for row in rows}
    return made


def moved(*rows: NumberRow, before: tuple[NumberRow, ...]) -> Compared:
    (found,) = compare(side("a", "A", *before), side("b", "A", *rows))
    return found


def test_figures_that_move_are_told_by_their_printed_value() -> None:
    """sat moves, nps is withheld, effort appears, and 2026 is a new wave: none of it moved."""
    before = (row("sat", 0.5), row("nps", 30.0, statistic="nps"), row("same", 0.1))
    after = (
        row("sat", 0.6),
        row("nps", None, statistic="nps"),
        row("same", 0.1),
        row("effort", 0.2),
        row("sat", 0.9, "2026"),
    )
    found = moved(*after, before=before)
    assert found.figures is not None
    assert [(f.id, f.before, f.after) for f in found.figures] == [
        ("cx/2025/sat", 0.5, 0.6),
        ("cx/2025/nps", 30.0, None),
        ("cx/2025/effort", None, 0.2),
    ]


def test_figures_had_on_one_side_only_are_not_compared() -> None:
    assert moved(row("sat", 0.5), before=()).figures is None
    assert moved(before=()).figures == ()


def test_the_same_releases_under_the_same_rules_are_not_worked_out() -> None:
    """A sheet without rows would say that they could not be had."""
    one, other = (Side(label, {"cx": state("A")}, {"cx": Sheet(("d",))}) for label in "ab")
    (found,) = compare(one, other)
    assert found.figures == ()


def test_a_lock_speaks_of_its_study_only() -> None:
    lock = Side("2025", {"cx": state("A")}, is_whole=False)
    whole = Side("main", {"cx": state("B"), "ex": state("C")}, {"cx": Sheet(), "ex": Sheet()})
    (found,) = compare(lock, whole)
    assert (found.study, found.is_of_figures, len(found.told)) == ("cx", False, 1)


def test_a_study_that_comes_or_goes_is_told() -> None:
    one = Side("a", {"cx": state("A"), "old": state("A")}, {"cx": Sheet(), "old": Sheet()})
    other = Side("b", {"cx": state("A"), "new": state("A")}, {"cx": Sheet(), "new": Sheet()})
    found = {part.study: part for part in compare(one, other)}
    assert found["new"].is_new
    assert found["old"].is_gone


def test_nothing_in_common_is_refused() -> None:
    with pytest.raises(Refused) as refusal:
        compare(Side("a", {"cx": state("A")}), Side("b", {"ex": state("A")}))
    (problem,) = refusal.value.diagnostics
    assert problem.code == "E11"
    for lang in Lang:
        assert "{" not in render(problem, lang)


@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize("form", Report)
def test_each_form_says_the_same(form: Report, lang: Lang) -> None:
    before = side("a", "A *b*", *(row(f"n{place}", 0.5) for place in range(30)))
    after = side("b", "<B>", *(row(f"n{place}", 0.6) for place in range(30)))
    text = REPORTS[form](compare(before, after), "a", "b", lang)
    expected = {
        Report.TEXT: "<B>",
        Report.MARKDOWN: r"A \*b\*",
        Report.JSON: '"path": "questions.q.text"',
        Report.HTML: "&lt;B&gt;",
    }
    assert expected[form] in text
    assert "{what}" not in text
    if form is not Report.JSON:
        assert "10" in text  # ten figures are counted, not listed


def test_a_figure_is_printed_as_on_pages() -> None:
    found = compare(side("a", "A", row("sat", 0.409)), side("b", "A", row("sat", 0.5)))
    assert "“cx/2025/sat”: 40.9% becomes 50.0%." in REPORTS[Report.TEXT](found, "a", "b", Lang.EN)
