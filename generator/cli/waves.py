"""Commands in the life of a wave: ``rehearse`` before fieldwork, ``freeze`` before and after."""

from pathlib import Path
from typing import Annotated

import typer

from generator.cli.options import HERE, AsOf, Language, OneStudy, Root
from generator.cli.session import day_of, speaking, within


def freeze(
    study: OneStudy,
    wave: Annotated[str, typer.Argument(help="The wave to freeze.")],
    budget: Annotated[
        float | None,
        typer.Option(min=0, help="Minutes to search for; what is found is kept for the next run."),
    ] = None,
    root: Root = HERE,
    as_of: AsOf = None,
    lang: Language = None,
) -> None:
    """Freeze a wave's rules before fieldwork, or close it once its answers are there."""
    from generator import closing

    with speaking(root, lang) as session, session.progress() as progress:
        is_over = within(budget)
        frozen = closing.freeze(root, study, wave, day_of(as_of, root), progress, is_over)
    for path in frozen.files:
        typer.echo(path)
    said = "command.closed" if frozen.lock.closing else "command.frozen"
    session.tell(said, wave=wave, hash=frozen.lock.short_hash)
    if frozen.lock.closing is None:
        session.tell("command.notice", hash=frozen.lock.short_hash)
    session.finish(frozen.diagnostics)


def rehearse(
    study: OneStudy,
    model: Annotated[Path | None, typer.Option(help="A model, instead of the study's rehearsal.yml.")] = None,
    out: Annotated[Path | None, typer.Option(help="A folder, instead of where data are expected.")] = None,
    rows: Annotated[int | None, typer.Option(help="Answers to each wave, not those announced.")] = None,
    seed: Annotated[int | None, typer.Option(help="Where chance starts.")] = None,
    power: Annotated[bool, typer.Option("--power", help="Say how likely each claim is to hold.")] = False,
    repeats: Annotated[int, typer.Option(min=1, help="How many times to draw for --power.")] = 200,
    root: Root = HERE,
    as_of: AsOf = None,
    lang: Language = None,
) -> None:
    """Invent plausible answers, so that a whole report can be seen before fieldwork."""
    from generator import rehearse as rehearsing
    from generator.rehearsal import table

    with speaking(root, lang) as session, session.progress() as progress:
        asked, today = rehearsing.Asked(model, rows, seed), day_of(as_of, root)
        if power:
            rehearsal, powers = rehearsing.power_of(root, study, asked, repeats, today, progress)
            typer.echo(table(powers, rehearsal, session.lang))
            return
        rehearsal, paths = rehearsing.rehearse(root, study, asked, out, today)
        for path in paths:
            typer.echo(path)
    session.tell("rehearsal.told", study=study, seed=rehearsal.seed)
