"""Pages of help: each in the client's language, each text in both."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from generator.cli import app, run
from generator.cli.helping import is_asked, language_of
from generator.words import Lang, texts


def commands(command: Any = None, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every command and group, by the words that lead to it."""
    command = command or typer.main.get_command(app)
    yield path, command
    for name, one in getattr(command, "commands", {}).items():
        yield from commands(one, (*path, name))


PAGES = dict(commands())


def test_each_declared_text_stands_in_the_catalogue_and_no_other() -> None:
    declared = {one.help for one in PAGES.values()}
    declared |= {parameter.help for one in PAGES.values() for parameter in one.params}
    framing = {
        "Arguments",
        "Options",
        "Commands",
        "[default: {}]",
        "[required]",
        "Show this message and exit.",
    }
    said = {str(entry["en"]) for key, entry in texts().items() if key.startswith("help.")}
    assert declared | framing == said


@pytest.mark.parametrize("path", PAGES, ids=lambda path: "-".join(path) or "boussole")
def test_a_page_of_help_is_wholly_in_the_language_asked(
    path: tuple[str, ...], capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "300")
    entries = [entry for key, entry in texts().items() if key.startswith("help.")]
    foreign = {str(entry["en"]) for entry in entries if entry["en"] != entry["fr"] and "{" not in entry["en"]}
    assert run([*path, "--help", "--lang", "fr"]) == 0
    page = " ".join(capfd.readouterr().out.split())
    assert "Affiche cette page." in page
    assert [text for text in foreign if re.search(rf"(^|[ │]){re.escape(text)}", page)] == []
    assert run([*path, "--help", "--lang", "en"]) == 0
    assert "Show this message and exit." in capfd.readouterr().out


def test_help_speaks_the_client_s_language_then_the_terminal_s(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("LC_ALL", raising=False)
    for spoken, told in (("fr_FR.UTF-8", "Commandes"), ("en_GB.UTF-8", "Commands")):
        monkeypatch.setenv("LANG", spoken)
        run(["--help"])
        assert told in capfd.readouterr().out
    (tmp_path / "studies").mkdir()
    (tmp_path / "studies" / "_shared.yml").write_text("spec: 1\nlang: fr\n", "utf-8")
    run(["--help"])
    assert "Commandes" in capfd.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "lang"),
    [
        (["check", "--lang", "fr", "--help"], Lang.FR),
        (["check", "--lang=en", "--help"], Lang.EN),
        (["check", "--help", "--lang"], None),
        (["check", "--lang", "de", "--help"], None),
        (["--help"], None),
    ],
)
def test_the_language_asked_is_found_wherever_it_stands(arguments: list[str], lang: Lang | None) -> None:
    spoken, others = language_of(arguments)
    assert spoken is lang
    assert is_asked(others)
    assert not {"--lang", "--lang=en", "fr", "en", "de"} & set(others)
    assert is_asked(arguments)


def test_an_ordinary_command_reads_no_page_of_help() -> None:
    assert not is_asked(["check", "cx", "--lang", "fr"])
