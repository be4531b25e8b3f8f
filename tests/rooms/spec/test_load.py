"""From files to studies: what is read, what is refused, what one study's errors do to the others."""

import json
import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.errors import Severity, render
from generator.spec import load, plan_of
from generator.words import Lang
from tests.rooms.spec.drawn import BASE, VISIT, WORKSHOP, codes, edited, examples_of, loaded

EXAMPLES = ("cx-barometre", "ex-barometre", "atelier-sinistre")


@pytest.fixture
def examples(shared: Path, tmp_path: Path) -> Path:
    """A workspace with the four files of the design."""
    return examples_of(shared / "design", tmp_path)


def test_the_examples_have_no_error_and_these_warnings(examples: Path) -> None:
    workspace = load(examples)
    assert sorted(workspace.studies) == sorted(EXAMPLES)
    assert not workspace.broken
    assert codes(workspace) == [
        "atelier-sinistre/study.yml:18:3 C05",
        "atelier-sinistre/study.yml:25:51 N11",
        "atelier-sinistre/study.yml:53:16 L05",
        "atelier-sinistre/study.yml:60:16 L05",
        "atelier-sinistre/study.yml:94:41 N11",
        "cx-barometre/study.yml:25:3 C05",
        "cx-barometre/study.yml:57:3 Q13",
        "cx-barometre/study.yml:176:11 B03",
        "ex-barometre/study.yml:13:3 C05",
        "ex-barometre/study.yml:22:3 C05",
        "ex-barometre/study.yml:45:17 S08",
        "ex-barometre/study.yml:56:3 Q13",
        "ex-barometre/study.yml:229:23 S08",
    ]
    assert {problem.severity for problem in workspace.diagnostics} == {Severity.WARNING}


def test_a_study_is_read_whole(tmp_path: Path) -> None:
    study = loaded(tmp_path).studies["visite"]
    assert list(study.waves) == ["2025", "2026"]
    assert study.language is Lang.FR
    assert study.segments["venu"].label == "Déjà venus"
    assert loaded(tmp_path).folder("visite") == tmp_path / "museum" / "studies" / "visite"


def test_a_key_may_have_its_own_file(tmp_path: Path) -> None:
    root = edited(tmp_path)
    file = root / VISIT
    head, _, tail = file.read_text("utf-8").partition("actions:\n  caisse:")
    moved, privacy, rest = tail.partition("privacy:")
    file.write_text(f"{head}{privacy}{rest}", "utf-8")
    (file.parent / "actions.yml").write_text(f"caisse:{moved}", "utf-8")
    workspace = load(root)
    assert codes(workspace) == []
    action = workspace.studies["visite"].where("actions", "caisse", "what")
    assert str(action) == "studies/visite/actions.yml:2:11"


def test_problems_of_all_files_come_at_once(tmp_path: Path) -> None:
    workspace = loaded(
        tmp_path,
        ("studies/_shared.yml", "level: external", "level: outside"),
        (VISIT, "verdict: improve", "verdict: improv"),
        (VISIT, "lowest(sat) = billet", "lowest(sat) billet"),
        (WORKSHOP, "size: 8", "size: huit"),
    )
    assert codes(workspace) == [
        "_shared.yml:9:44 S12",
        "atelier/study.yml:26:48 S11",
        "visite/study.yml:73:55 X02",
        "visite/study.yml:75:14 S12.nearest",
    ]
    assert workspace.broken == {"atelier", "visite"}


def test_rules_of_one_study_come_all_at_once(tmp_path: Path) -> None:
    workspace = loaded(
        tmp_path,
        (VISIT, "decider: directrice", "decider: accueil"),
        (VISIT, "says: Prendre un billet satisfait moins", "says: Prendre 1 billet satisfait moins"),
        (VISIT, "min_cell: 10", "min_cell: 4"),
    )
    assert codes(workspace) == [
        "visite/study.yml:11:14 C02",
        "visite/study.yml:69:19 N01",
        "visite/study.yml:86:35 V01.floor",
    ]


def test_one_study_in_error_does_not_stop_the_others(tmp_path: Path) -> None:
    workspace = loaded(tmp_path, (VISIT, "decider: directrice", "decider: accueil"))
    assert list(workspace.studies) == ["atelier"]
    assert workspace.broken == {"visite"}


def test_a_study_whose_sentence_needs_a_broken_one_is_broken_too(tmp_path: Path) -> None:
    workspace = loaded(
        tmp_path,
        (VISIT, "decider: directrice", "decider: accueil"),
        (WORKSHOP, "    evidence: [doute]", "    evidence: [doute]\n    holds: [visite.billet_decroche]"),
    )
    assert workspace.broken == {"atelier", "visite"}
    assert codes(workspace) == ["atelier/study.yml:82:13 S18", "visite/study.yml:11:14 C02"]


def test_only_keeps_what_is_asked(tmp_path: Path) -> None:
    root = edited(tmp_path, (WORKSHOP, "    prior: La direction pariait sur une borne.\n", ""))
    assert list(load(root, ["visite"]).studies) == ["visite"]
    assert codes(load(root, ["visite"])) == []
    assert codes(load(root, ["atelier"])) == ["atelier/study.yml:10:3 C05"]


def test_only_keeps_what_the_asked_study_cites(tmp_path: Path) -> None:
    holds = "    evidence: [doute]\n    holds: [visite.billet_decroche]"
    root = edited(tmp_path, (WORKSHOP, "    evidence: [doute]", holds))
    assert list(load(root, ["atelier"]).studies) == ["atelier", "visite"]


def test_the_asked_study_is_loaded_beside_an_unknown_one(tmp_path: Path) -> None:
    workspace = load(edited(tmp_path), ["visite", "visites"])
    assert list(workspace.studies) == ["visite"]
    assert [problem.code for problem in workspace.diagnostics] == ["S16.nearest"]


def test_dates_are_silent_without_a_date(tmp_path: Path) -> None:
    assert codes(load(edited(tmp_path), as_of=None)) == []


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    root = edited(tmp_path)
    (tmp_path / "elsewhere").mkdir()
    (root / "studies" / "visite" / "data").symlink_to(tmp_path / "elsewhere")
    assert codes(load(root)) == ["visite/study.yml:65:57 S13.link", "visite/study.yml:66:57 S13.link"]


def test_a_folder_that_cannot_be_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> None:
        raise PermissionError

    root = edited(tmp_path)
    monkeypatch.setattr(Path, "iterdir", refuse)
    assert [problem.code for problem in load(root).diagnostics] == ["S15.unreadable"]


def test_folders_that_are_no_study_are_left_alone(tmp_path: Path) -> None:
    root = edited(tmp_path)
    (root / "studies" / "_schema").mkdir()
    (root / "studies" / ".cache").mkdir()
    assert codes(load(root)) == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "attente: {kind: median, of: q_minutes",
            "attente: {kind: median, of: [q_minutes, '!']",
            ["58:44 X01"],
        ),
        ("attente: {kind: median, of: q_minutes", "attente: {kind: median, of: {a: b}", ["58:31 S11.nested"]),
        ("attente: {kind: median, of: q_minutes", "attente: {kind: median, of: no", ["58:31 Y05"]),
        ("  performance: sat\n", "  performance: sat\n  cut: {importance: [a]}\n", ["64:21 S12.or_number"]),
        (
            "indicators:\n",
            "external: {x: {label: X, unit: u, source: {title: T}, values: {2025: 1}}}\nindicators:\n",
            ["55:35 B04"],
        ),
        (
            "indicators:\n",
            "external: {x: {label: X, unit: u, source: [a], values: {2025: 1}}}\nindicators:\n",
            ["55:43 S11.nested"],
        ),
        (
            "population: {who: Visiteurs adultes, size: 40000}",
            "population: {who: Tous, size: 9, not_covered: [a]}",
            ["19:47 S11.nested"],
        ),
    ],
)
def test_of_two_readings_the_one_meant_is_told(tmp_path: Path, old: str, new: str, told: list[str]) -> None:
    workspace = loaded(tmp_path, (VISIT, old, new))
    assert codes(workspace) == [f"visite/study.yml:{place}" for place in told]


def test_a_misspelled_key_is_not_also_missing(tmp_path: Path) -> None:
    workspace = loaded(tmp_path, (VISIT, "    verdict: improve", "    verdit: improve"))
    assert codes(workspace) == ["visite/study.yml:75:5 Y02.suggest"]


def test_a_language_error_is_at_its_character_in_a_block(tmp_path: Path) -> None:
    says = "says: >-\n      Prendre un billet\n      satisfait {sat.} moins."
    workspace = loaded(
        tmp_path,
        (VISIT, "says: Prendre un billet satisfait moins, {sat.billet - sat.billet@2025} en un an.", says),
    )
    assert codes(workspace) == ["visite/study.yml:71:22 X03"]


def test_a_name_is_not_repeated_by_its_message(tmp_path: Path) -> None:
    workspace = loaded(tmp_path, (VISIT, "owner: accueil", "owner: Mme Personne"))
    (problem,) = workspace.diagnostics
    assert problem.excerpt is None
    assert "Personne" not in "".join(problem.sentence(Lang.FR, part) for part in ("what", "why", "fix"))


SLIPS: list[Any] = [
    *(
        "",
        "x",
        "no",
        "2026",
        "-1",
        "9 %",
        "a.b",
        "{x}",
        "nps",
        "sat.billet",
        "lowest(sat) = billet",
        "q_nps > 3",
    ),
    *(
        "region = nord",
        "1..2",
        "../x",
        "2026-01-01",
        "mean_of",
        "ranking",
        "99999999999999999999",
        "Mme Personne",
    ),
    *([], {}, ["a", "b"], {"a": "b"}, {"of": "q_nps"}),
]


@given(
    st.integers(0, 10_000), st.sampled_from(SLIPS), st.sampled_from([VISIT, WORKSHOP, "studies/_shared.yml"])
)
@settings(max_examples=80)
def test_any_slip_is_told_and_none_is_a_traceback(place: int, slip: Any, file: str) -> None:
    tree = yaml.load((BASE / file).read_text("utf-8"), yaml.BaseLoader)
    nodes = list(places(tree))
    node, key = nodes[place % len(nodes)]
    node[key] = slip
    with TemporaryDirectory() as folder:
        root = Path(folder) / "museum"
        shutil.copytree(BASE, root)
        (root / file).write_text(as_yaml(tree), "utf-8")
        workspace = load(root, as_of=date(2027, 1, 1))
    for problem in workspace.diagnostics:
        assert all(render(problem, lang) for lang in Lang)
    for study in workspace.studies.values():
        assert plan_of(study).digest


def places(node: Any) -> Iterator[tuple[Any, Any]]:
    """Each value of a tree, as what holds it and its key."""
    for key, inner in node.items() if isinstance(node, dict) else enumerate(node):
        yield node, key
        if not isinstance(inner, str):
            yield from places(inner)


@pytest.mark.parametrize("file", [VISIT, WORKSHOP, "studies/_shared.yml"])
def test_what_slips_are_put_in_is_sound(tmp_path: Path, file: str) -> None:
    root = edited(tmp_path)
    (root / file).write_text(as_yaml(yaml.load((BASE / file).read_text("utf-8"), yaml.BaseLoader)), "utf-8")
    assert codes(load(root)) == []


def as_yaml(node: Any) -> str:
    """A tree as flow YAML in which quoted texts are those that a study quotes: sentences."""
    if isinstance(node, dict):
        return (
            "{"
            + ", ".join(f"{json.dumps(k, ensure_ascii=False)}: {as_yaml(v)}" for k, v in node.items())
            + "}"
        )
    if isinstance(node, list):
        return "[" + ", ".join(map(as_yaml, node)) + "]"
    return node if re.fullmatch(r"[\w.+-]+( %)?", node) else json.dumps(node, ensure_ascii=False)
