"""The command that explains protection to an author: ``privacy``."""

from enum import StrEnum
from typing import Annotated

import typer

from generator.cli.options import HERE, AsOf, Language, OneStudy, OneWave, Root
from generator.cli.session import day_of, speaking, tell_json


class Told(StrEnum):
    """How an account is printed."""

    TEXT = "text"
    JSON = "json"


def privacy(
    study: OneStudy,
    wave: OneWave = None,
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
            tell_json(facts(one) for one in found)
        case Told.TEXT:
            typer.echo("\n\n".join("\n".join(lines(one, session.lang)) for one in found))
