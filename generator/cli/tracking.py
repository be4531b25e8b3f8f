"""Commands about what changes and when: ``diff`` between two states, ``verify`` the order of things."""

from typing import Annotated

import typer

from generator.cli.options import HERE, Form, Language, OneStudy, ProblemForm, Root
from generator.cli.session import speaking
from generator.history import is_tracked
from generator.tracking import Report
from generator.words import Words


def diff(
    before: Annotated[str, typer.Argument(help="A wave (cx@2025), a lock, a folder or a git revision.")],
    after: Annotated[str, typer.Argument(help="Another one; by default, this folder as it stands.")] = ".",
    form: Annotated[Report, typer.Option("--format", help="text, markdown, json or html.")] = Report.TEXT,
    root: Root = HERE,
    lang: Language = None,
) -> None:
    """Say in sentences what changed between two states of the studies, without reading any answer."""
    from generator import tracking

    with (
        speaking(root, lang) as session,
        tracking.side_of(root, before) as one,
        tracking.side_of(root, after) as other,
    ):
        found = tracking.compare(one, other)
    typer.echo(tracking.REPORTS[form](found, before, after, session.lang))


def verify(
    study: OneStudy,
    printed: Annotated[str | None, typer.Option(help="A hash printed before fieldwork, to look for.")] = None,
    root: Root = HERE,
    form: ProblemForm = Form.TEXT,
    lang: Language = None,
) -> None:
    """Say what can be proven: the rules came first, no lock was rewritten, the answers are the same."""
    from generator import tracking

    with speaking(root, lang, form) as session:
        scene = tracking.scene_of(root, study, printed)
        found = tracking.verify(scene)
    if form is Form.TEXT:
        for proof in (one for one in found if one.standing is not tracking.Standing.BROKEN):
            session.tell(
                "verify.line",
                wave=proof.wave,
                standing=Words.of(f"verify.standing.{proof.standing.value}"),
                told=proof.words,
            )
        session.tell(tracking.limits(is_tracked(root)).keys[0])
    session.finish(tracking.refusals(found, scene.study))
