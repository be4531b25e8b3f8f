"""The command that puts closed waves where people read them: ``publish``."""

from pathlib import Path
from typing import Annotated

import typer

from generator.cli.options import HERE, AsOf, Form, Language, ProblemForm, Root, Studies, Theme
from generator.cli.session import destination, speaking


def publish(
    to: Annotated[Path, typer.Option("--to", help="The folder that is hosted.")],
    studies: Studies = None,
    root: Root = HERE,
    as_of: AsOf = None,
    theme: Theme = "boussole",
    form: ProblemForm = Form.TEXT,
    lang: Language = None,
) -> None:
    """Add closed waves to a hosted folder, where a published wave no longer changes."""
    from generator import publication

    with speaking(root, lang, form) as session, session.progress() as progress:
        how = destination(root, to, theme, as_of)
        named = publication.named(root, studies or (), how.as_of)
        published = [publication.publish_wave(root, name, root / to, how, progress) for name in named]
    if not named:
        session.tell("command.nothing_closed")
    for name, one in zip(named, published, strict=True):
        where = str(root / to / name / one.wave / one.essential)
        session.tell(f"command.{one.outcome.value}", study=name, wave=one.wave, path=where)
        if one.is_remembered:
            session.tell("command.remembered", study=name, wave=one.wave)
        if one.led:
            session.tell("command.led", count=one.led)
    session.finish([problem for one in published for problem in one.diagnostics])
