"""Commands that write what an author would else type: ``init`` and ``new``."""

import sys
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from generator.cli.options import HERE, Language, OneStudy, Root
from generator.cli.session import Session, language, speaking
from generator.errors import Refused, has_errors
from generator.spec import FOLDER
from generator.words import Lang

if TYPE_CHECKING:
    from generator.scaffold import Addition
    from generator.spec import Study

Choice = TypeVar("Choice", bound=StrEnum)
new = typer.Typer(no_args_is_help=True, help="Add to a repository, leaving every other byte as it is.")


def init(
    folder: Annotated[Path, typer.Argument(help="The folder of the repository.")] = HERE,
    client: Annotated[str | None, typer.Option("--client", help="What the client is called.")] = None,
    example: Annotated[
        bool, typer.Option("--example", help="With a finding and an action, to see a whole report.")
    ] = False,
    lang: Language = None,
) -> None:
    """Begin a client's repository: a first study, what keeps answers out of git, and what publishes."""
    from generator import scaffold

    spoken = lang or language(folder)
    with speaking(folder, spoken) as session:
        named = client or ("Mon client" if spoken is Lang.FR else "My client")
        for path in scaffold.lay(folder, spoken, named, example):
            typer.echo(path)
        session.tell("command.begun", path=str(folder / "README.md"))


@new.command("study")
def new_study(
    study: OneStudy,
    title: Annotated[str | None, typer.Option(help="Its title.")] = None,
    root: Root = HERE,
    lang: Language = None,
) -> None:
    """Add a study, to be filled in."""
    from generator import scaffold
    from generator.spec import load

    with speaking(root, lang) as session:
        workspace = load(root)
        if workspace.shared is None:
            raise Refused(workspace.diagnostics)
        for path in scaffold.add_study(root, workspace.shared, study, _asked(title, "title", study)):
            typer.echo(path)
    _tell_what_remains(session, root, study)


@new.command("wave")
def new_wave(
    study: OneStudy,
    wave: Annotated[str, typer.Argument(help="Its id, such as 2028.")],
    field: Annotated[str | None, typer.Option(help="First and last day: 2028-03-01/2028-03-21.")] = None,
    root: Root = HERE,
    lang: Language = None,
) -> None:
    """Add a wave after the last one."""
    from generator.scaffold import Wave

    start, slash, end = _asked(field, "field").partition("/")
    if not slash:
        told = f"{start!r} is not a first and a last day such as 2028-03-01/2028-03-21"
        raise typer.BadParameter(told, param_hint="--field")
    _add(study, Wave(wave, _day(start, "--field"), _day(end, "--field")), root, lang)


@new.command("finding")
def new_finding(
    study: OneStudy,
    finding: Annotated[str, typer.Argument(help="Its id.")],
    says: Annotated[str | None, typer.Option(help="The sentence; its numbers are references.")] = None,
    decision: Annotated[str | None, typer.Option(help="The decision it informs.")] = None,
    verdict: Annotated[
        str, typer.Option(metavar="improve|maintain|stop", help="What to do of it.")
    ] = "improve",
    by: Annotated[str | None, typer.Option(help="The role that signs it.")] = None,
    holds: Annotated[list[str] | None, typer.Option(help="What must stay true; as many as needed.")] = None,
    root: Root = HERE,
    lang: Language = None,
) -> None:
    """Add a finding after the others."""
    from generator.scaffold import Finding
    from generator.spec.models import Verdict

    said = _asked(says, "says")
    told = (_asked(decision, "decision"), _chosen(Verdict, verdict, "--verdict"), _asked(by, "by"))
    _add(study, Finding(finding, said, *told, tuple(holds or ())), root, lang)


@new.command("action")
def new_action(
    study: OneStudy,
    action: Annotated[str, typer.Argument(help="Its id.")],
    what: Annotated[str | None, typer.Option(help="What is done.")] = None,
    findings: Annotated[list[str] | None, typer.Option("--from", help="The findings it answers.")] = None,
    owner: Annotated[str | None, typer.Option(help="The role that carries it.")] = None,
    due: Annotated[str | None, typer.Option(help="The day it should be finished.")] = None,
    horizon: Annotated[
        str, typer.Option(metavar="quick|lasting", help="A quick or a lasting benefit.")
    ] = "quick",
    moves: Annotated[str | None, typer.Option(help="The indicator it should move.")] = None,
    root: Root = HERE,
    lang: Language = None,
) -> None:
    """Add an action after the others."""
    from generator.scaffold import Action
    from generator.spec.models.decisions import Horizon

    what, owner = _asked(what, "what"), _asked(owner, "owner")
    named = tuple(findings or (_asked(None, "from"),))
    when = (_day(_asked(due, "due"), "--due"), _chosen(Horizon, horizon, "--horizon"))
    _add(study, Action(action, what, named, owner, *when, moves), root, lang)


def _add(study: str, addition: "Addition", root: Path, lang: Lang | None) -> None:
    from generator.scaffold import add

    with speaking(root, lang) as session:
        typer.echo(add(_study(root, study), root / FOLDER / study, addition))
    _tell_what_remains(session, root, study)


def _study(root: Path, study: str) -> "Study":
    """The study as far as it is understood: what one addition lacks, the next may bring."""
    from generator.spec import load
    from generator.spec.folders import read_shared, read_study, study_folders

    names, _ = study_folders(root)
    found = read_study(root / FOLDER / study, read_shared(root)).study if study in names else None
    if found is None:
        raise Refused(load(root, [study]).diagnostics)
    return found


def _tell_what_remains(session: Session, root: Path, study: str) -> None:
    """What the spec still lacks is no failure of the command that wrote it."""
    from generator.spec import load

    problems = load(root, [study]).diagnostics
    if has_errors(problems):
        session.show(problems)
        session.tell("command.remains", path=str(root / FOLDER / study))


def _asked(given: str | None, name: str, default: str | None = None) -> str:
    """What an option says; on a terminal it is asked for, elsewhere it must be given."""
    if given is not None:
        return given
    if sys.stdin.isatty():
        return str(typer.prompt(f"--{name}", default=default))
    if default is not None:
        return default
    raise typer.BadParameter(f"--{name} is needed where nobody can be asked", param_hint=f"--{name}")


def _chosen(words: type[Choice], given: str, option: str) -> Choice:
    try:
        return words(given)
    except ValueError:
        told = f"{given!r} is not one of {', '.join(words)}"
        raise typer.BadParameter(told, param_hint=option) from None


def _day(text: str, option: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is not a date such as 2027-03-01", param_hint=option) from None
