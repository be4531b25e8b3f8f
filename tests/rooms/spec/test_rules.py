"""The edges of rules: what each lets pass, and what it first refuses. `tests/broken` has their words."""

from datetime import date
from pathlib import Path

import pytest
import yaml

from generator.errors import Severity
from generator.spec import load
from generator.spec.language import parse_cut
from generator.spec.nearest import listed, nearest
from generator.spec.persons import Trace, person_in
from generator.spec.rules.lexicon import lexicon_of
from generator.spec.rules.questionnaire import _overlap
from generator.words import Lang
from tests.rooms.spec.drawn import VISIT, WORKSHOP, codes, edited, loaded

SAYS = "says: Prendre un billet satisfait moins, {sat.billet - sat.billet@2025} en un an."
HOLDS = "lowest(sat) = billet]"
CASES = Path(__file__).parents[2] / "broken"


def told(tmp_path: Path, *edits: tuple[str, str, str]) -> set[str]:
    """The codes of what is wrong once the museum's workspace is edited."""
    return {problem.code for problem in loaded(tmp_path, *edits).diagnostics}


def claimed(*claims: str) -> tuple[str, str, str]:
    return VISIT, HOLDS, ", ".join([HOLDS[:-1], *(f'"{claim}"' for claim in claims)]) + "]"


def test_every_code_of_the_spec_has_a_case(root: Path) -> None:
    words = root / "generator" / "words" / "texts" / "codes"
    numbers = {
        number
        for chapter in "scqipbnaglw"
        for number in yaml.safe_load((words / f"{chapter}.yml").read_text())
    }
    beyond = {"S23"}  # of a disk: told in test_schema
    assert numbers - beyond == {case.parent.name[:3] for case in CASES.glob("*/case.yml")} & numbers


# Comparators (N12)


@pytest.mark.parametrize(
    ("says", "claims", "is_alone"),
    [
        ("{nps} recommandent.", [], True),
        ("{nps} recommandent, {nps@2025} avant.", [], False),
        ("{nps[region=nord]} au nord, {nps[region=sud]} au sud.", [], False),
        ("{nps} recommandent.", ["nps > 10"], False),
        ("{nps} recommandent.", ["nps >= nps@2025"], False),
        ("{sat.billet} sont satisfaits.", [], False),
        ("{sat.salles} sont satisfaits.", [], False),
        ("{q_nps} recommandent.", ["nps > 10"], False),
        ("{attente} minutes.", ["rank(importance, billet) = 1"], True),
        ("Le billet, {sat.billet - sat.billet@2025}.", [], False),
        ("Les {lents} le disent.", [], False),
    ],
)
def test_a_figure_needs_a_comparator(tmp_path: Path, says: str, claims: list[str], is_alone: bool) -> None:
    found = told(tmp_path, (VISIT, SAYS, f'says: "{says}"'), claimed(*claims))
    assert ("N12" in found) is is_alone


def test_a_target_is_a_comparator(tmp_path: Path) -> None:
    says = (VISIT, SAYS, 'says: "{nps} recommandent."')
    aimed = (VISIT, "target: {of: sat.billet,", "target: {of: nps,")
    assert "N12" not in told(tmp_path, says, aimed)


def test_a_finding_that_still_holds_compares_its_own_figures(tmp_path: Path) -> None:
    says = (WORKSHOP, "c'est le choix", "c'est {sat.billet@visite} le choix")
    aimed = (WORKSHOP, "target: {of: sat.billet@visite,", "target: {of: nps@visite,")
    assert "N12" in told(tmp_path / "a", says, aimed)
    holds = (WORKSHOP, "evidence: [doute]", "evidence: [doute]\n    holds: [visite.billet_decroche]")
    assert "N12" not in told(tmp_path / "b", says, aimed, holds)


# Digits and numbers in words (N01, N11)


@pytest.mark.parametrize(
    ("says", "code"),
    [
        ('Prendre un billet pour {"2"} salles, {sat.billet - sat.billet@2025}.', None),
        ("Prendre 2 billets, {sat.billet - sat.billet@2025}.", "N01"),
        ("Prendre un billet² coûte, {sat.billet - sat.billet@2025}.", "N01"),
        ("Prendre ½ billet, {sat.billet - sat.billet@2025}.", "N01"),
        ("Depuis le 2026-03-01, {sat.billet - sat.billet@2025}.", "N01"),
        ("Prendre trois billets, {sat.billet - sat.billet@2025}.", "N11"),
    ],
)
def test_a_number_is_bound_or_meant(tmp_path: Path, says: str, code: str | None) -> None:
    found = told(tmp_path, (VISIT, SAYS, f"says: >-\n      {says}"))
    assert found == ({code} if code else set())


@pytest.mark.parametrize(
    ("lang", "text", "found"),
    [
        (Lang.FR, "un visiteur sur trois le dit", "un visiteur sur trois"),
        (Lang.FR, "la moitié des visiteurs", "la moitié"),
        (Lang.FR, "les trois quarts", "les trois quarts"),
        (Lang.FR, "deux fois plus", "deux fois"),
        (Lang.FR, "vingt-deux visiteurs", "vingt-deux"),
        (Lang.FR, "quatre-vingt-dix jours", "quatre-vingt-dix"),
        (Lang.FR, "neuf visiteurs", "neuf"),
        (Lang.FR, "un guichet neuf", None),
        (Lang.FR, "des deux côtés", None),
        (Lang.FR, "les deux moments", None),
        (Lang.FR, "un visiteur satisfait", None),
        (Lang.FR, "le premier moteur", None),
        (Lang.FR, "une centaine", None),
        (Lang.EN, "one visitor in three", "one visitor in three"),
        (Lang.EN, "two thirds of visitors", "two thirds"),
        (Lang.EN, "twice as long", "twice"),
        (Lang.EN, "twenty-two visitors", "twenty-two"),
        (Lang.EN, "the two sides", None),
        (Lang.EN, "one of them", None),
        (Lang.EN, "attend", None),
    ],
)
def test_numbers_in_words(lang: Lang, text: str, found: str | None) -> None:
    match = lexicon_of(lang).numbers.search(text)
    assert (match[0] if match else None) == found


@pytest.mark.parametrize(
    ("lang", "text", "is_one"),
    [
        (Lang.FR, "la plupart hésitent", True),
        (Lang.FR, "une majorité de participants", True),
        (Lang.FR, "un participant sur deux", True),
        (Lang.FR, "plusieurs participants de profils différents", False),
        (Lang.FR, "plus que la lenteur", False),
        (Lang.EN, "most participants", True),
        (Lang.EN, "almost nobody", False),
        (Lang.EN, "several participants", False),
    ],
)
def test_proportions(lang: Lang, text: str, is_one: bool) -> None:
    assert bool(lexicon_of(lang).proportions.search(text)) is is_one


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("parce qu'il attend", True),
        ("grâce au guichet", True),
        ("cela fait fuir", True),
        ("il fait beau", False),
        ("la cause est connue", False),
    ],
)
def test_causes(text: str, is_one: bool) -> None:
    assert bool(lexicon_of(Lang.FR).causes.search(text)) is is_one


# Persons (S06)


@pytest.mark.parametrize(
    ("text", "trace"),
    [
        ("Mme Personne", Trace.NAME),
        ("Dr. Personne", None),
        ("M. P. Personne", Trace.NAME),
        ("M. le directeur", None),
        ("Madame la directrice", None),
        ("écrire à accueil@tilleuls.example", Trace.EMAIL),
        ("01 02 03 04 05", Trace.PHONE),
        ("+33 1 02 03 04 05", Trace.PHONE),
        ("(555) 010-0199", Trace.PHONE),
        ("2026-03-01/2026-03-20", None),
        ("10 000 000 000", None),
        ("data/cx-2026.csv", None),
        ("sat.billet@visite:2027", None),
    ],
)
def test_a_trace_of_a_person(text: str, trace: Trace | None) -> None:
    found = person_in(text)
    assert (found[0] if found else None) is trace


def test_the_contact_of_the_record_is_an_address(tmp_path: Path) -> None:
    assert codes(loaded(tmp_path)) == []
    assert "S06" in told(tmp_path, (VISIT, "contact: dpo@tilleuls.example", "contact: Mme Personne"))


# Names


@pytest.mark.parametrize(
    ("name", "close"),
    [("verdic", "verdict"), ("décision", "decision"), ("says ", "says"), ("zzz", None), ("2024", None)],
)
def test_the_nearest_name(name: str, close: str | None) -> None:
    assert nearest(name, ["verdict", "decision", "says", "2025"]) == close


def test_a_long_list_of_names_is_cut() -> None:
    assert listed("abc") == "a, b, c"
    assert listed(map(str, range(20))).endswith("11, …")


@pytest.mark.parametrize(
    ("edit", "code"),
    [
        ((VISIT, "  nps: {kind", "  q_nps: {kind"), "S14"),
        ((VISIT, "  nps: {kind", "  Sat: {kind"), "S14.confusable"),
        ((VISIT, "  nps: {kind", "  ｓａｔ: {kind"), "S14.confusable"),
        ((VISIT, "options: {oui: Oui, non: Non}", "options: {oui: Oui, OUI: Non}"), "S14.confusable"),
        ((VISIT, "options: {oui: Oui, non: Non}", "options: {oui: Oui, \u043eui: Non}"), "S14.confusable"),
        ((VISIT, "options: {oui: Oui, non: Non}", "options: {oui: Oui, \u03bfui: Non}"), "S14.confusable"),
        ((VISIT, "options: {oui: Oui, non: Non}", "options: {oui: Oui, \u0434\u0430: Non}"), None),
        ((VISIT, "  caisse:\n", "  nps:\n"), None),
    ],
)
def test_a_name_is_one_things(tmp_path: Path, edit: tuple[str, str, str], code: str | None) -> None:
    assert {c for c in told(tmp_path, edit) if c.startswith("S14")} == ({code} if code else set())


# Questions


@pytest.mark.parametrize(
    ("one", "other", "overlap"),
    [
        ("< 2", "2..9", False),
        ("<= 2", "2..9", True),
        ("2..9", ">= 10", False),
        ("2..9", "> 9", False),
        ("2..9", ">= 9", True),
        ("18", "18..29", True),
        ("18..29", "18..30", True),
        ("< 5", "< 9", True),
        ("30..39", "18..29", False),
    ],
)
def test_bands_overlap(one: str, other: str, overlap: bool) -> None:
    assert _overlap(parse_cut(one), parse_cut(other)) is overlap
    assert _overlap(parse_cut(other), parse_cut(one)) is overlap


@pytest.mark.parametrize(
    ("condition", "found"),
    [
        ("q_venu = oui", set()),
        ('q_venu = "oui"', set()),
        ("q_venu in [oui, non] and region != nord", set()),
        ("q_moments.billet >= 2 and q_moments.salles = 9", set()),
        ("q_moments.billet in [1..2]", set()),
        ("age = jeune or age in [18..24] or age >= 65", set()),
        ("q_nps in [9, 10]", set()),
        ("q_venu = peut-être", {"S04"}),
        ("q_moments = 1", {"S04.whole"}),
        ("region > 1", {"Q07.order"}),
        ("venu = oui", {"Q07.segment"}),
        ("q_minutes = beaucoup", {"Q07.number"}),
        ('q_minutes = "20"', {"Q07.number"}),
        ("nulle = 1", {"S04"}),
    ],
)
def test_a_filter_compares_what_was_declared(tmp_path: Path, condition: str, found: set[str]) -> None:
    group = (
        VISIT,
        "{when: q_minutes > 20, label: plus de 20 minutes}",
        f"{{when: '{condition}', label: eux}}",
    )
    assert {code for code in told(tmp_path, group) if code[:3] in ("S04", "Q07")} == found


def test_a_question_used_as_a_filter_is_one(tmp_path: Path) -> None:
    assert told(tmp_path, (VISIT, "    role: filter\n", "")) == set()


# Comparisons


@pytest.mark.parametrize(
    ("claim", "code"),
    [
        ("sat.billet < sat.salles", None),
        ("sat.billet[region=nord] < sat.billet", None),
        ("sat.billet < nps", "I09"),
        ("sat.billet < 60 %", None),
        ("sat.billet < 60", "I09.constant"),
        ("nps < 60 pts", None),
        ("attente < 20", None),
        ("attente < 20 %", "I09.constant"),
        ("sat.salles < sat.salles@2025", "B06"),
        ("sat.salles@2025 < sat.salles", "B06"),
        ("sat.salles@2025 < sat.billet@2025", None),
    ],
)
def test_like_is_compared_with_like(tmp_path: Path, claim: str, code: str | None) -> None:
    assert told(tmp_path, claimed(claim)) == ({code} if code else set())


def test_a_bridge_may_be_crossed(tmp_path: Path) -> None:
    bridged = (VISIT, "series: break", "series: bridged\n        offset: 2\n        margin: 1")
    assert told(tmp_path, bridged, claimed("sat.salles < sat.salles@2025")) == set()


@pytest.mark.parametrize(("day", "is_old"), [("2024-06-01", False), ("2024-05-31", True)])
def test_a_benchmark_grows_old(tmp_path: Path, day: str, is_old: bool) -> None:
    fields = "of: nps, value: 12, base: 400, reuse_consent: public, wording: same, method: same, mode: same"
    source = f"population: same, source: {{title: Un secteur, consulted: {day}}}"
    root = edited(
        tmp_path, (VISIT, "findings:\n", f"benchmarks:\n  autre: {{{fields}, {source}}}\nfindings:\n")
    )
    found = {problem.code for problem in load(root, as_of=date(2026, 6, 15)).diagnostics}
    assert ("B03.old" in found) is is_old


# Dates


@pytest.mark.parametrize(
    ("as_of", "found"),
    [
        (date(2026, 9, 30), set()),
        (date(2026, 10, 1), {"C08"}),
        (date(2026, 12, 15), {"C08"}),
        (date(2026, 12, 16), {"C08", "A06"}),
    ],
)
def test_what_is_due_is_late_the_day_after(tmp_path: Path, as_of: date, found: set[str]) -> None:
    workspace = load(edited(tmp_path), ["visite"], as_of)
    assert {problem.code for problem in workspace.diagnostics} == found
    assert all(problem.severity is Severity.WARNING for problem in workspace.diagnostics)


# Workshops and groups


@pytest.mark.parametrize(("seats", "found"), [(3, {"W01"}), (4, set()), (8, set()), (9, {"W01"})])
def test_seats_at_a_table(tmp_path: Path, seats: int, found: set[str]) -> None:
    edit = (WORKSHOP, "t1: {host: accueil, seats: 8}", f"t1: {{host: accueil, seats: {seats}}}")
    assert told(tmp_path, edit) == found


@pytest.mark.parametrize(("size", "found"), [(5, {"L02", "V07"}), (6, set()), (10, set()), (11, {"L02"})])
def test_size_of_a_group(tmp_path: Path, size: int, found: set[str]) -> None:
    assert told(tmp_path, (WORKSHOP, "size: 8,", f"size: {size},")) == found


def test_a_title_has_twenty_four_words(tmp_path: Path) -> None:
    words = ["mot"] * 23
    figure = "{sat.billet - sat.billet@2025}"
    assert told(tmp_path / "a", (VISIT, SAYS, f'says: "{" ".join(words)} {figure} !"')) == set()
    assert told(tmp_path / "b", (VISIT, SAYS, f'says: "{" ".join(words)} mot {figure} !"')) == {"N08"}


# Sizes that would fill memory or take for ever


def test_a_crossing_of_three_is_refused_before_its_groups_are_made(tmp_path: Path) -> None:
    levels = ", ".join(f"n{i}: Niveau" for i in range(300))
    wide = "\n".join(f"  {name}: {{column: {name}, levels: {{{levels}}}}}" for name in "abc")
    segments = (VISIT, "segments:\n", f"segments:\n{wide}\n")
    crossed = (VISIT, "crossings: [[region, age]]", "crossings: [[region, age], [a, b, c]]")
    assert told(tmp_path, segments, crossed) == {"V08.limit"}


def test_a_text_of_many_pages_is_refused_and_soon(tmp_path: Path) -> None:
    pages = (VISIT, "title: La visite vue par ceux qui la font", f"title: {'a' * 200_000}")
    assert told(tmp_path, pages) == {"S11"}
