"""Customers minus employees, where declared comparable: 60 % of 400 against 48 % of 200, and what is not."""

import json
from pathlib import Path
from typing import Any

import pytest
from scipy import stats

from generator.audit import audit
from generator.pages.models.gap import Gap, Gaps
from generator.pages.models.mirror import MirrorPage, mirror_page
from generator.pages.reader import Reader
from generator.pages.render import render
from generator.pages.voice import Voice
from generator.spec.groups import EVERYONE
from generator.words import Lang
from tests.rooms.pages import drawn
from tests.rooms.pages import drawn_atelier as atelier
from tests.rooms.statistics import drawn as rows

CUSTOMERS = atelier.answers(240, 200, 80, 320, people=400)
"""60 %, 50 %, 20 % and 80 %."""
EMPLOYEES = atelier.answers(96, 98, 160, 40)
"""48 %, 49 %, 80 % and 20 %."""
ALIKE = {"wording": "close", "method": "same", "mode": "same", "population": "close"}
WHY = "La même phrase, posée le même mois."


def comparable(*moments: str, **likeness: str) -> dict[str, Any]:
    return {"show": "difference", "comparable": {one: {**ALIKE, **likeness, "why": WHY} for one in moments}}


DECLARED = comparable("devis", "contact")


def page(read: Reader) -> MirrorPage:
    found = mirror_page(read)
    assert found is not None
    return found


def gaps(read: Reader) -> Gaps:
    found = page(read).latest.gaps
    assert found is not None
    return found


def html(read: Reader) -> str:
    return render("mirror", page(read), drawn.addresses(read).mirror, read.voice, level="95 %")


def welch(one: int, people: int, other: int, others: int) -> Any:
    """SciPy's test of two samples of ones and zeros whose variances differ."""
    sides = []
    for count, n in ((one, people), (other, others)):
        p = count / n
        sides += [p, (p * (1 - p) * n / (n - 1)) ** 0.5, n]
    return stats.ttest_ind_from_stats(*sides, equal_var=False)


def test_the_gap_is_welch_s_test_of_two_samples() -> None:
    """12 points: V = 0.24/399 + 0.2496/199, Satterthwaite's degrees of freedom."""
    both = atelier.facing(CUSTOMERS, EMPLOYEES)
    ours, theirs = both["clients"].figures, both["equipes"].figures
    found = ours.apart("niveau.devis", "2026", theirs, "niveau.devis", "2026")
    assert found is not None
    one, other = 0.24 / 399, 0.2496 / 199
    assert found.value == pytest.approx(0.12)
    assert found.se == pytest.approx((one + other) ** 0.5)
    assert found.df == pytest.approx((one + other) ** 2 / (one**2 / 399 + other**2 / 199))
    assert found.p == pytest.approx(welch(240, 400, 96, 200).pvalue)


def test_a_gap_has_one_unit() -> None:
    mean = atelier.barometer(
        "moyennes", "employee", indicators={"niveau": {"kind": "mean", "of": "q_moments"}}
    )
    ours = atelier.facing(CUSTOMERS, EMPLOYEES)["clients"].figures
    theirs = rows.figures(mean, EMPLOYEES)
    with pytest.raises(ValueError, match="not in one unit"):
        ours.apart("niveau.devis", "2026", theirs, "niveau.devis", "2026")


@pytest.mark.parametrize("name", ["clients", "equipes"])
def test_each_declared_moment_says_its_gap_whichever_side_is_read(name: str) -> None:
    told = {
        moment: drawn.words(one.told.text)
        for moment, one in gaps(atelier.facing(CUSTOMERS, EMPLOYEES, **DECLARED)[name]).by_moment.items()
    }
    assert told == {
        "devis": "Écart établi : côté sociétaire, 12,0 points au-dessus du côté collaborateur",
        "contact": "Écart non établi : +1,0 point",
    }


def test_customers_may_be_below() -> None:
    found = gaps(atelier.facing(CUSTOMERS, EMPLOYEES, **comparable("sinistre"))["equipes"])
    assert drawn.words(found.by_moment["sinistre"].told.text) == (
        "Écart établi : côté sociétaire, 60,0 points au-dessous du côté collaborateur"
    )


def test_the_table_behind_holds_the_test() -> None:
    """Two gaps are tested: Holm doubles the smaller p, 0.006 alone."""
    found = gaps(atelier.facing(CUSTOMERS, EMPLOYEES, **DECLARED)["clients"]).by_moment["devis"]
    p = welch(240, 400, 96, 200).pvalue
    assert (found.p, found.p_adjusted) == (f"{p:.3f}".replace(".", ","), f"{2 * p:.3f}".replace(".", ","))
    assert drawn.words(found.interval) == "de +3,5 à +20,5 points"
    assert (found.effect, found.df) == ("+0,24", "391")


def test_the_family_and_its_correction_are_printed() -> None:
    two = gaps(atelier.facing(CUSTOMERS, EMPLOYEES, **DECLARED)["clients"])
    assert drawn.words(two.family) == (
        "Seuil de confiance 95 %, correction de Holm sur les 2 écarts testés entre ces deux vagues."
    )
    one = gaps(atelier.facing(CUSTOMERS, EMPLOYEES, **comparable("devis"))["clients"])
    assert drawn.words(one.family).startswith("Un seul écart est testé")


def test_the_correction_may_undo_a_gap() -> None:
    """54,25 % of 400 against 45 % of 200: p = 0.033 alone, twice that beside another gap."""
    customers, employees = atelier.answers(217, 200, 80, 320, people=400), atelier.answers(90, 98, 160, 40)
    alone = gaps(atelier.facing(customers, employees, **comparable("devis"))["clients"])
    beside = gaps(atelier.facing(customers, employees, **DECLARED)["clients"])
    assert welch(217, 400, 90, 200).pvalue == pytest.approx(0.033, abs=0.002)
    assert alone.by_moment["devis"].told.text.startswith("Écart établi")
    assert beside.by_moment["devis"].told.text.startswith("Écart non établi")


def test_a_withheld_side_has_no_gap() -> None:
    kept = [("q_moments.devis", EVERYONE)]
    found = gaps(atelier.facing(CUSTOMERS, EMPLOYEES, withheld=kept, **DECLARED)["clients"])
    assert found.by_moment["devis"].told.is_withheld
    assert [one.moment for one in found.tested] == ["Joindre un conseiller"]
    assert "Un seul écart" in drawn.words(found.family)


def test_under_thirty_answers_nothing_is_tested() -> None:
    few = atelier.answers(12, 12, 12, 12, people=25)
    found = gaps(atelier.facing(CUSTOMERS, few, **DECLARED)["equipes"])
    assert found.by_moment["devis"].told.text.startswith("Écart non testé")
    assert (found.tested, found.family) == ((), "")
    assert found.by_moment["devis"].interval == ""


def test_other_moments_are_not_subtracted() -> None:
    told = drawn.words(html(atelier.facing(CUSTOMERS, EMPLOYEES, **DECLARED)["equipes"]))
    assert told.count("Ne se soustraient pas") == 2
    assert "rien n’est soustrait" not in told


def test_a_gap_does_not_go_back_across_a_break() -> None:
    """The wording declared comparable is that of 2026; customers were asked otherwise in 2025."""
    items = {moment: {"text": f"Moment {moment}", "moment": moment} for moment in atelier.MOMENTS}
    former = {"2025": {"text": "Notez ces moments.", "series": "break", "why": "Autre libellé."}}
    asked = {"type": "grid", "scale": "satisfaction5", "text": "Et à ces moments ?", "items": items}
    waves = {year: rows.wave(f"{year}-03-02/{year}-03-22") for year in ("2025", "2026")}
    grid = {"q_moments": {**asked, "informs": ["effort"], "versions": former}}
    clients = atelier.barometer("clients", "customer", waves=waves, questions=grid)
    symmetry = {**atelier.SYMMETRY, **DECLARED, "waves": {year: year for year in waves}}
    teams = atelier.barometer("equipes", "employee", waves=waves, symmetry=symmetry)
    given = ((clients, CUSTOMERS), (teams, EMPLOYEES))
    found = drawn.subjects(
        *((of, {year: rows.release(of, answers, at=year) for year in waves}) for of, answers in given)
    )
    told = page(atelier.readers(*found)["equipes"])
    assert told.latest.gaps is not None
    assert [facing.gaps for facing in told.earlier] == [None]


def test_nothing_declared_is_no_column() -> None:
    read = atelier.facing(CUSTOMERS, EMPLOYEES)["equipes"]
    assert page(read).latest.gaps is None
    assert page(read).grounds == ()
    assert "soustraient" not in html(read)


def test_why_and_how_alike_are_printed() -> None:
    read = atelier.facing(CUSTOMERS, EMPLOYEES, **comparable("devis", mode="different"))["clients"]
    (ground,) = page(read).grounds
    assert dict(ground.criteria) == {
        "Libellé": "proche",
        "Méthode": "identique",
        "Mode": "différent",
        "Population": "proche",
    }
    assert ground.caution == gaps(read).by_moment["devis"].caution == "À titre indicatif"
    assert WHY in drawn.words(html(read))


def test_a_gap_in_english() -> None:
    read = atelier.facing(CUSTOMERS, EMPLOYEES, **DECLARED)["clients"]
    english = Reader(read.subject, Voice(Lang.EN), read.library, read.as_of)
    one: Gap = gaps(english).by_moment["devis"]
    told = "Established gap: sociétaire side 12.0 points above the collaborateur side"
    assert drawn.words(one.told.text).replace("employee", "collaborateur") == told


def test_the_audit_accepts_a_gap_and_refuses_another(tmp_path: Path) -> None:
    both = atelier.facing(CUSTOMERS, EMPLOYEES, **DECLARED)
    numbers = {row.id: row.value for read in both.values() for row in read.figures.rows}
    (tmp_path / "numbers.json").write_text(json.dumps(numbers), "utf-8")
    written = html(both["equipes"])
    (tmp_path / "page.html").write_text(written, "utf-8")
    assert [problem.code for problem in audit(tmp_path)] == []
    other = written.replace("12,0\u00a0points", "15,0\u00a0points")
    (tmp_path / "page.html").write_text(other, "utf-8")
    assert [problem.code for problem in audit(tmp_path)] == ["U05"]
