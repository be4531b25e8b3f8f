"""Commands that compile studies: ``check``, ``build``, ``serve``."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from generator.cli.options import (
    HERE,
    SITE,
    TEAMS,
    AsOf,
    For,
    Form,
    Language,
    Out,
    ProblemForm,
    Root,
    Studies,
    Theme,
)
from generator.cli.session import day_of, destination, speaking
from generator.errors import Diagnostic, Refused
from generator.inputs import Made, unless_it_stands
from generator.words.language import Readership


def check(
    studies: Studies = None,
    root: Root = HERE,
    as_of: AsOf = None,
    form: ProblemForm = Form.TEXT,
    lang: Language = None,
) -> None:
    """Say everything that is wrong with the studies, without writing anything."""
    from generator import build as corridor

    with speaking(root, lang, form) as session, session.progress() as progress:
        problems = corridor.check(root, studies or (), day_of(as_of, root), progress)
    session.finish(problems)


def build(
    studies: Studies = None,
    root: Root = HERE,
    out: Out = SITE,
    as_of: AsOf = None,
    theme: Theme = "boussole",
    form: ProblemForm = Form.TEXT,
    lang: Language = None,
    readership: For = Readership.EVERYONE,
) -> None:
    """Compile studies into a site; a study that fails keeps its previous pages.

    The site for teams says what was said, what was decided and why, and what is done, without annexes.
    """
    if readership is Readership.TEAMS and out == SITE:
        out = TEAMS
    with speaking(root, lang, form) as session, session.progress() as progress:
        plain, only = destination(root, out, theme, as_of), studies or ()
        to = replace(plain, readership=readership)

        def make() -> Made:
            from generator import build as corridor

            return corridor.build(root, to, only, progress)

        problems = unless_it_stands(root, only, to, make)
    session.tell("command.open", path=str(root / out / "index.html"))
    session.finish(problems)


def serve(
    studies: Studies = None,
    root: Root = HERE,
    out: Out = Path("build/preview"),
    as_of: AsOf = None,
    theme: Theme = "boussole",
    port: Annotated[
        int, typer.Option(min=1, max=65535, help="The port of this machine to listen on.")
    ] = 8000,
    lang: Language = None,
) -> None:
    """Show the site on this machine and rebuild it at each change, keeping the last good one."""
    from generator import build as corridor
    from generator.site.preview import preview
    from generator.statistics import Memo

    with speaking(root, lang) as session:
        to, memo = destination(root, out, theme, as_of), Memo()

        def rebuild() -> Sequence[Diagnostic]:
            try:
                return corridor.build(root, to, studies or (), _quiet, memo).diagnostics
            except Refused as refusal:
                return refusal.diagnostics

        preview(to, port, rebuild, session.lang, typer.echo)


def _quiet(step: str, subject: str) -> None:
    """Progress nobody watches: a rebuild while the site is being served."""
