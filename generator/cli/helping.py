"""Pages of help in the client's language."""

from collections.abc import Mapping, Sequence
from typing import Any

import typer
from typer import rich_utils

from generator.words import Lang, texts, typeset

_ASKING = "--help"


def is_asked(arguments: Sequence[str]) -> bool:
    """Whether these arguments end in a page of help: it is asked for, or nothing else can be understood."""
    return _ASKING in arguments or list(arguments) in ([], ["new"])


def language_of(arguments: Sequence[str]) -> tuple[Lang | None, list[str]]:
    """What ``--lang`` says, wherever it stands, and the other arguments; None when it says no language.

    A page of help has no other use for it, and a group of commands does not know this option.
    """
    split = " ".join(arguments).replace("--lang=", "--lang ").split()
    at = split.index("--lang") if "--lang" in split else len(split)
    spoken = next((lang for lang in Lang if split[at + 1 : at + 2] == [lang.value]), None)
    return spoken, [*split[:at], *split[at + 2 :]]


def speak(command: Any, lang: Lang) -> None:
    """Put the texts of a command, and of those under it, in ``lang``; their declarations are in English."""
    said = _sentences(lang)
    rich_utils.ARGUMENTS_PANEL_TITLE = said["Arguments"]
    rich_utils.OPTIONS_PANEL_TITLE = said["Options"]
    rich_utils.COMMANDS_PANEL_TITLE = said["Commands"]
    rich_utils.REQUIRED_LONG_STRING = said["[required]"]
    rich_utils.DEFAULT_STRING = said["[default: {}]"]
    _speak(command, said)


def _speak(command: Any, said: Mapping[str, str]) -> None:
    command.help = said.get(command.help, command.help)
    # The option that shows this page is made when it is first asked for.
    for parameter in (*command.params, command.get_help_option(typer.Context(command))):
        parameter.help = said.get(parameter.help, parameter.help)
    for one in getattr(command, "commands", {}).values():
        _speak(one, said)


def _sentences(lang: Lang) -> dict[str, str]:
    """What to say for each English sentence of a page of help."""
    entries = [entry for key, entry in texts().items() if key.startswith("help.")]
    return {str(entry["en"]): typeset(lang, str(entry[lang.value])) for entry in entries}
