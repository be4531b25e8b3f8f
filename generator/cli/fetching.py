"""The command that asks a server: ``fetch``."""

from typing import Annotated

import typer

from generator.cli.options import HERE, AsOf, Language, OneStudy, Root
from generator.cli.session import day_of, speaking


def fetch(
    study: OneStudy,
    wave: Annotated[str, typer.Argument(help="The wave to copy.")],
    root: Root = HERE,
    as_of: AsOf = None,
    lang: Language = None,
) -> None:
    """Copy the PostgreSQL table of a wave to its data file; only this command asks a server."""
    from generator import fetching

    with speaking(root, lang) as session:
        fetched = fetching.fetch(root, study, wave, day_of(as_of, root))
    typer.echo(fetched.path)
    session.tell("command.fetched" if fetched.is_new else "command.fetched_same", study=study, wave=wave)
    session.finish(fetched.diagnostics)
