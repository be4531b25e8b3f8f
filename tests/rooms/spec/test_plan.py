"""The publication plan: every number that may be shown, and nothing else."""

from pathlib import Path

import pytest

from generator.spec import Plan, load, plan_of
from generator.spec.plan import Battery, Drivers, Statistic, Term
from tests.rooms.spec.drawn import examples_of, visit, visit_plan

MEAN = ("  attente: {kind: median", "  bilan: {kind: mean_of, of: [sat]}\n  attente: {kind: median")


def claiming(*claims: str) -> tuple[str, str]:
    """The finding with more claims; its own are the first two."""
    quoted = "".join(f', "{claim}"' for claim in claims)
    return "lowest(sat) = billet]", f"lowest(sat) = billet{quoted}]"


def batteries(plan: Plan) -> dict[str, tuple[Term, ...]]:
    return {battery.id: battery.terms for battery in plan.batteries}


def test_a_number_has_an_address(tmp_path: Path) -> None:
    numbers = visit_plan(tmp_path).numbers
    assert "visite/2026/region=nord/sat.billet/score" in numbers
    assert "visite/2026/all/q_moments.billet/share/3" in numbers
    assert "visite/2026/all/q_moments.billet/aside/9" in numbers
    assert "visite/2025/all/visite/response_rate" in numbers


def test_nothing_else_is_planned(tmp_path: Path) -> None:
    plan = visit_plan(tmp_path)
    subjects = {number.subject for number in plan.numbers.values()}
    assert subjects == {*plan.measure, *plan.score, "visite"}
    assert {number.group for number in plan.numbers.values()} <= set(plan.group)


def test_a_change_has_a_wave_before_it_and_a_rest_has_a_segment(tmp_path: Path) -> None:
    numbers = visit_plan(tmp_path).numbers.values()
    assert {n.wave for n in numbers if n.statistic is Statistic.CHANGE} == {"2026"}
    rest = {n.group for n in numbers if n.statistic is Statistic.REST}
    assert rest == {"region=nord", "region=sud", "age=jeune", "age=autre", "venu"}


def test_what_a_wave_does_not_ask_has_no_number_in_it(tmp_path: Path) -> None:
    plan = visit_plan(tmp_path, ("    unit: minute\n", "    unit: minute\n    asked_in: [2026]\n"))
    asked = {n.wave for n in plan.numbers.values() if n.subject in ("q_minutes", "attente")}
    assert asked == {"2026"}
    assert not plan.is_known_in("2025", plan.score["attente"])


def test_a_named_group_is_counted_only_where_its_finding_cites_it(tmp_path: Path) -> None:
    named = "billet_decroche.lents"
    assert not [m for m, group in visit_plan(tmp_path).tables if group == named]
    plan = visit_plan(tmp_path, claiming("sat.billet[lents] < sat.billet"))
    assert [m for m, group in plan.tables if group == named] == ["q_moments.billet"]
    assert plan.groups_on("q_moments.billet")[-1] == named


def test_a_named_group_of_a_mean_counts_all_its_parts(tmp_path: Path) -> None:
    plan = visit_plan(tmp_path, MEAN, claiming("bilan[lents] < bilan"))
    counted = [m for m, group in plan.tables if group == "billet_decroche.lents"]
    assert counted == ["q_moments.billet", "q_moments.salles"]
    assert plan.groups_of_score(plan.score["bilan"])[-1] == "billet_decroche.lents"


def test_a_sensitive_question_is_never_crossed(tmp_path: Path) -> None:
    plan = visit_plan(tmp_path, ("    type: grid\n", "    type: grid\n    sensitive: yes\n"))
    groups = plan.groups_on("q_moments.billet")
    assert "region=nord" in groups
    assert not [group for group in groups if "&" in group]
    assert [group for group in plan.groups_on("q_nps") if "&" in group]


def test_the_items_of_an_indicator_are_a_battery(tmp_path: Path) -> None:
    assert batteries(visit_plan(tmp_path)) == {"sat": (Term("sat.billet"), Term("sat.salles"))}


def test_the_parts_of_a_mean_are_a_battery_in_each_group(tmp_path: Path) -> None:
    plan = visit_plan(tmp_path, MEAN)
    groups = plan.groups_of_score(plan.score["bilan"])
    assert [name for name in batteries(plan) if name.startswith("bilan/")] == [f"bilan/{g}" for g in groups]
    assert batteries(plan)["bilan/venu"] == (Term("sat.billet", "venu"), Term("sat.salles", "venu"))


def test_what_a_claim_compares_in_one_wave_is_a_battery(tmp_path: Path) -> None:
    plan = visit_plan(
        tmp_path, claiming("sat.billet[region=nord] < sat.billet[lents]", "lowest(sat[region=nord]) = billet")
    )
    found = batteries(plan)
    assert found["billet_decroche/2"] == (
        Term("sat.billet", "region=nord"),
        Term("sat.billet", "billet_decroche.lents"),
    )
    assert found["sat/region=nord"] == (Term("sat.billet", "region=nord"), Term("sat.salles", "region=nord"))
    assert "billet_decroche/0" not in found


def test_what_a_sentence_subtracts_in_one_wave_is_a_battery(tmp_path: Path) -> None:
    plan = visit_plan(tmp_path, ("{sat.billet - sat.billet@2025}", "{sat.billet - sat.salles}"))
    assert batteries(plan)["billet_decroche/says/0"] == (Term("sat.billet"), Term("sat.salles"))


@pytest.mark.parametrize(
    ("outcome", "explained"), [("q_nps", "q_nps"), ("nps", "q_nps")], ids=["a question", "an indicator"]
)
def test_drivers_are_measures_and_publish_scores(tmp_path: Path, outcome: str, explained: str) -> None:
    plan = visit_plan(tmp_path, ("outcome: q_nps", f"outcome: {outcome}"))
    items, scores = ("q_moments.billet", "q_moments.salles"), ("sat.billet", "sat.salles")
    assert plan.drivers == Drivers(explained, items, scores)
    assert plan.drivers.variables == (explained, *items)
    assert "visite/2026/all/sat.billet/importance" in plan.numbers


def test_drivers_are_those_a_wave_asks(tmp_path: Path) -> None:
    plan = visit_plan(
        tmp_path, ("    text: Recommanderiez-vous le musée ?\n", "    text: Oui ?\n    asked_in: [2026]\n")
    )
    assert plan.drivers_in("2025") is None
    assert plan.drivers_in("2026") == plan.drivers
    assert "visite/2025/all/sat.billet/rank" not in plan.numbers


def test_the_digest_is_that_of_what_may_be_published(tmp_path: Path) -> None:
    first = visit_plan(tmp_path / "a").digest
    assert visit_plan(tmp_path / "b", ("text: Êtes-vous déjà venu ?", "text: Déjà venu ?")).digest == first
    assert visit_plan(tmp_path / "c", ("sud: Sud}", "sud: Sud, est: Est}")).digest != first


def test_a_plan_needs_no_wave(tmp_path: Path) -> None:
    assert plan_of(visit(tmp_path)).waves == ("2025", "2026")
    assert not Plan("x", (), (), (), (), (), (), None).numbers


def test_the_examples_of_the_design(shared: Path, tmp_path: Path) -> None:
    workspace = load(examples_of(shared / "design", tmp_path))
    plans = {name: plan_of(study) for name, study in workspace.studies.items()}
    cx, ex = plans["cx-barometre"], plans["ex-barometre"]
    assert (
        Battery(
            "sinistre_decroche/2",
            (Term("effort", "sinistre_decroche.lent"), Term("effort", "sinistre_decroche.rapide")),
        )
        in cx.batteries
    )
    assert ("q_effort", "sinistre_decroche.lent") in cx.tables
    assert ("q_nps", "sinistre_decroche.lent") not in cx.tables
    assert cx.score["delai"].unit.value == "natural"
    assert ex.score["engagement"].parts == ("vecu.sens", "vecu.utilite", "vecu.reconnaissance")
    assert ex.drivers is not None
    assert ex.drivers.variables[:2] == ("q_enps", "q_dimensions.integration")
    assert not plans["atelier-sinistre"].numbers


def test_a_sentence_that_changes_leaves_the_plan_that_was_known(tmp_path: Path) -> None:
    first = visit_plan(tmp_path / "first")
    worded = ("says: Prendre un billet satisfait moins", "says: Acheter un billet satisfait moins")
    assert visit_plan(tmp_path / "worded", worded) is first
    assert visit_plan(tmp_path / "more", claiming("sat.billet[lents] < sat.billet")) is not first
