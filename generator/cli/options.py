"""The arguments and options that commands share."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from generator.words import Lang
from generator.words.language import Readership


class Form(StrEnum):
    """How problems are printed."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"
    GITHUB = "github"


class TableForm(StrEnum):
    """How numbers are printed."""

    JSON = "json"
    CSV = "csv"


Studies = Annotated[list[str] | None, typer.Argument(help="Ids of studies; all of them when none is given.")]
OneStudy = Annotated[str, typer.Argument(help="The id of the study.")]
OneWave = Annotated[str | None, typer.Option("--wave", help="One wave only.")]
Root = Annotated[Path, typer.Option("--root", help="The folder that holds studies/.")]
Out = Annotated[Path, typer.Option("--out", help="Where the site is written.")]
AsOf = Annotated[
    str | None, typer.Option("--as-of", help="The date the site speaks from, such as 2026-11-21.")
]
Language = Annotated[Lang | None, typer.Option("--lang", help="The language of messages.")]
ProblemForm = Annotated[Form, typer.Option("--format", help="How problems are printed.")]
Theme = Annotated[str, typer.Option("--theme", help="A folder of themes/.")]

For = Annotated[Readership, typer.Option("--for", help="Whom the site is for.")]

HERE = Path()
SITE = Path("build/site")
TEAMS = Path("build/teams")
