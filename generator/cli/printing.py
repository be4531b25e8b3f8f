"""The command that puts a study on paper: ``pdf``."""

from pathlib import Path
from typing import Annotated

import typer

from generator.cli.options import HERE, AsOf, Language, OneStudy, Root, Theme
from generator.cli.session import destination, speaking


def pdf(
    study: OneStudy,
    root: Root = HERE,
    out: Annotated[Path, typer.Option("--out", help="The folder for the files.")] = Path("build/pdf"),
    as_of: AsOf = None,
    theme: Theme = "boussole",
    lang: Language = None,
) -> None:
    """Print a study's essential page and its full report, with this machine's browser."""
    from generator import press

    with speaking(root, lang) as session, session.progress() as progress:
        to = destination(root, out, theme, as_of)
        pressed = press.press(root, study, to, progress)
    for path in pressed.files:
        typer.echo(path)
    session.finish(pressed.diagnostics)
