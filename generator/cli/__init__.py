"""The command line: arguments, progress and exit codes, and nothing else.

A command imports the rooms that it needs when it runs: whoever asks for help, for what a code means, or
for a site that already stands, waits for none of them.
"""

import gc
import sys
import traceback
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer

from generator import __version__
from generator.cli import (
    beginning,
    building,
    fetching,
    helping,
    keeping,
    printing,
    protecting,
    publishing,
    reading,
    tracking,
    waves,
)
from generator.cli.session import complain, language
from generator.errors import ExitCode

COMMANDS: Mapping[str, Callable[..., None]] = {
    "init": beginning.init,
    "check": building.check,
    "build": building.build,
    "serve": building.serve,
    "fetch": fetching.fetch,
    "freeze": waves.freeze,
    "rehearse": waves.rehearse,
    "numbers": reading.numbers,
    "privacy": protecting.privacy,
    "pdf": printing.pdf,
    "publish": publishing.publish,
    "retention": keeping.retention,
    "diff": tracking.diff,
    "verify": tracking.verify,
    "audit": reading.audit,
    "schema": reading.schema,
    "explain": reading.explain,
}

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)
for name, command in COMMANDS.items():
    app.command(name)(command)
app.add_typer(beginning.new, name="new")


@app.callback(invoke_without_command=True)
def about(version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False) -> None:
    """Compile study specs and anonymised answers into a site that helps someone decide."""
    if version:
        typer.echo(f"boussole {__version__}")
        raise typer.Exit


def main() -> None:
    """The command ``boussole``: every way it can end has its exit code."""
    collect_seldom()
    sys.exit(run(sys.argv[1:]))


def collect_seldom() -> None:
    """A build keeps nearly all that it makes: looking for what it lost took a tenth of its time."""
    gc.set_threshold(100_000, 20, 50)


def run(arguments: Sequence[str]) -> int:
    """Run one command and give its exit code; only our own bugs print a traceback."""
    try:
        command = typer.main.get_command(app)
        if helping.is_asked(arguments):
            asked, arguments = helping.language_of(arguments)
            helping.speak(command, asked or language(Path()))
        command(list(arguments), prog_name="boussole")
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else ExitCode.FINE
    except KeyboardInterrupt:  # while the rooms that a command needs are still being read
        complain("command.interrupted")
        return ExitCode.INTERRUPTED
    except Exception:  # noqa: BLE001 - the last frame before the shell: a bug of ours keeps its traceback
        traceback.print_exc()
        complain("command.bug")
        return ExitCode.BUG
    return ExitCode.FINE
