"""A new repository: it passes its own rules in both languages, and nothing that is there is replaced."""

from pathlib import Path

import pytest
import yaml

from generator.errors import Refused, Severity
from generator.scaffold import add_study, lay
from generator.scaffold.repository import quoted
from generator.spec import load
from generator.words import Lang


@pytest.mark.parametrize("lang", Lang)
@pytest.mark.parametrize("with_example", [True, False])
def test_a_new_repository_has_no_error(lang: Lang, with_example: bool, tmp_path: Path) -> None:
    lay(tmp_path, lang, "Client : « A » & Cie", with_example)
    workspace = load(tmp_path)
    assert [p for p in workspace.diagnostics if p.severity is Severity.ERROR] == []
    (study,) = workspace.studies.values()
    assert workspace.shared is not None
    assert (workspace.shared.client, workspace.shared.lang) == ("Client : « A » & Cie", lang)
    assert study.gdpr.controller == workspace.shared.client
    assert bool(study.findings) is with_example


def test_no_blank_is_left(tmp_path: Path) -> None:
    for file in lay(tmp_path, Lang.FR, "Tilia", with_example=True):
        assert "@CLIENT@" not in file.read_text("utf-8")
        assert "@STUDY@" not in file.read_text("utf-8")


@pytest.mark.parametrize("there", ["README.md", ".gitignore", "studies/_shared.yml"])
def test_nothing_is_ever_replaced(there: str, tmp_path: Path) -> None:
    (tmp_path / there).parent.mkdir(exist_ok=True)
    (tmp_path / there).write_text("mine", "utf-8")
    with pytest.raises(Refused) as refusal:
        lay(tmp_path, Lang.FR, "Tilia", with_example=False)
    (problem,) = refusal.value.diagnostics
    assert (problem.code, problem.values) == ("E20", {"files": there})
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [tmp_path / there]
    assert (tmp_path / there).read_text("utf-8") == "mine"


def test_a_link_that_leads_out_is_not_followed(tmp_path: Path) -> None:
    outside, inside = tmp_path / "outside", tmp_path / "inside"
    outside.mkdir()
    inside.mkdir()
    (inside / "studies").symlink_to(outside)
    with pytest.raises(Refused) as refusal:
        lay(inside, Lang.FR, "Tilia", with_example=False)
    assert [problem.code for problem in refusal.value.diagnostics] == ["E20"]
    assert list(outside.iterdir()) == []


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(Refused) as refusal:
        lay(tmp_path / "file", Lang.FR, "Tilia", with_example=False)
    assert [problem.code for problem in refusal.value.diagnostics] == ["E21"]


def test_a_second_study_uses_what_is_shared(tmp_path: Path) -> None:
    lay(tmp_path, Lang.EN, "Tilia", with_example=False)
    shared = tmp_path / "studies" / "_shared.yml"
    text = shared.read_text("utf-8").replace("direction:", "board:").replace("satisfaction5:", "happy:")
    shared.write_text(text, "utf-8")
    workspace = load(tmp_path)
    assert workspace.shared is not None
    add_study(tmp_path, workspace.shared, "visits", "Visits: the second look")
    found = load(tmp_path, ["visits"])
    assert [p for p in found.diagnostics if p.severity is Severity.ERROR] == []
    study = found.studies["visits"]
    assert study.title == "Visits: the second look"
    assert study.decisions["counter"].decider == "board"


@pytest.mark.parametrize("name", ["../out", "a/b", "", "É", "a b", ".hidden", "_schema", "A" * 80])
def test_a_study_is_named_as_a_folder(name: str, tmp_path: Path) -> None:
    lay(tmp_path, Lang.EN, "Tilia", with_example=False)
    shared = load(tmp_path).shared
    assert shared is not None
    with pytest.raises(Refused) as refusal:
        add_study(tmp_path, shared, name, "x")
    assert [problem.code for problem in refusal.value.diagnostics] == ["E22"]


@pytest.mark.parametrize(
    "text", ["yes", "2026", "a: b", "- a", "#1", 'l"a', "Tilia", "l'été", "{a}", " a ", "é"]
)
def test_a_text_is_read_back_as_it_was(text: str) -> None:
    assert yaml.load(f"a: {quoted(text)}", yaml.BaseLoader) == {"a": text}
