"""The command that explains protection to an author: ``privacy``."""

import json
from enum import StrEnum
from typing import Annotated

import typer

from generator.cli.options import HERE, AsOf, Language, Root
from generator.cli.session import day_of, speaking


class Told(StrEnum):
    """How an account is printed."""

    TEXT = "text"
    JSON = "json"


def privacy(
    study: Annotated[str, typer.Argument(help="The id of the study.")],
    wave: Annotated[str | None, typer.Option("--wave", help="One wave only.")] = None,
    root: Root = HERE,
    as_of: AsOf = None,
    form: Annotated[Told, typer.Option("--format", help="text or json.")] = Told.TEXT,
    lang: Language = None,
) -> None:
    """Say what a study asks, publishes and withholds, and what would publish more; nothing of anyone."""
    from generator import protection
    from generator.cli.accounts import facts, lines

    with speaking(root, lang) as session, session.progress() as progress:
        found = protection.accounts(root, study, wave, day_of(as_of, root), progress)
    match form:
        case Told.JSON:
            typer.echo(json.dumps([facts(one) for one in found], ensure_ascii=False, indent=1))
        case Told.TEXT:
            typer.echo("\n\n".join("\n".join(lines(one, session.lang)) for one in found))
