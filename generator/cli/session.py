"""One command being run: its language, its day, its progress and how it ends."""

import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

import typer
from rich.console import Console

from generator.cli.options import Form
from generator.errors import (
    Diagnostic,
    ExitCode,
    Refused,
    Severity,
    has_errors,
    render,
    to_github,
    to_json,
    to_sarif,
)
from generator.history import as_of_date
from generator.spec.reader import read
from generator.words import Lang, say, typeset

if TYPE_CHECKING:
    from generator.releasing import Progress
    from generator.site import Destination


@dataclass(frozen=True)
class Session:
    """One command being run: its language and how it prints problems."""

    lang: Lang
    form: Form
    console: Console

    @contextmanager
    def progress(self) -> "Iterator[Progress]":
        """A line that says what is being done, on a terminal only."""
        with self.console.status("") as status:

            def show(step: str, subject: str) -> None:
                status.update(typeset(self.lang, say(self.lang, f"progress.{step}", subject=subject)))

            yield show

    def tell(self, key: str, **values: object) -> None:
        """Print one sentence of the catalogue."""
        typer.echo(typeset(self.lang, say(self.lang, key, **values)))

    def finish(self, problems: Sequence[Diagnostic]) -> None:
        """Print all problems and end with the exit code of the gravest."""
        if problems or self.form is not Form.TEXT:
            self._print(Refused(problems).diagnostics)
        if has_errors(problems):
            raise typer.Exit(Refused(problems).exit_code)

    def show(self, problems: Sequence[Diagnostic]) -> None:
        """Print problems that stop nothing."""
        self._print(Refused(problems).diagnostics)

    def _print(self, problems: Sequence[Diagnostic]) -> None:
        match self.form:
            case Form.TEXT:
                typer.echo("\n\n".join(render(problem, self.lang) for problem in problems), err=True)
                typer.echo(f"\n{self._summary(problems)}", err=True)
            case Form.JSON:
                typer.echo(to_json(problems, self.lang))
            case Form.SARIF:
                typer.echo(to_sarif(problems, self.lang))
            case Form.GITHUB:
                typer.echo(to_github(problems, self.lang))

    def _summary(self, problems: Sequence[Diagnostic]) -> str:
        errors = sum(problem.severity is Severity.ERROR for problem in problems)
        counts = {"errors": errors, "warnings": len(problems) - errors}
        return ", ".join(
            say(self.lang, f"command.{kind}", count=count) for kind, count in counts.items() if count
        )


@contextmanager
def speaking(root: Path, lang: Lang | None, form: Form = Form.TEXT) -> Iterator[Session]:
    """Run a command's work; what it refuses is printed with its exit code."""
    session = Session(lang or language(root), form, Console(stderr=True))
    try:
        yield session
    except Refused as refusal:
        session.finish(refusal.diagnostics)
        raise typer.Exit(refusal.exit_code) from refusal
    except KeyboardInterrupt as stopped:
        complain("command.interrupted", session.lang)
        raise typer.Exit(ExitCode.INTERRUPTED) from stopped


def tell_json(rows: Iterable[object]) -> None:
    """Print an account as JSON: accents as they are, one key a line."""
    typer.echo(json.dumps(list(rows), ensure_ascii=False, indent=1))


def within(minutes: float | None) -> Callable[[], bool]:
    """Whether the minutes given, counted from now, are over; None stands for as long as it takes."""
    if minutes is None:
        return lambda: False
    end = monotonic() + 60 * minutes
    return lambda: monotonic() >= end


def complain(key: str, lang: Lang | None = None) -> None:
    spoken = lang or language(Path())
    typer.echo(typeset(spoken, say(spoken, key)), err=True)


def language(root: Path) -> Lang:
    """The client's language when its shared file says one, else the terminal's."""
    document, _ = read(root / "studies" / "_shared.yml", "studies/_shared.yml")
    declared = document.tree.get("lang") if document and isinstance(document.tree, dict) else None
    own = declared[0] if isinstance(declared, list) and declared else declared
    spoken = own or os.environ.get("LC_ALL") or os.environ.get("LANG") or ""
    return Lang.FR if str(spoken).startswith("fr") else Lang.EN


def day_of(option: str | None, root: Path) -> date:
    try:
        given = date.fromisoformat(option) if option else None
    except ValueError:
        raise typer.BadParameter(
            f"{option!r} is not a date such as 2026-11-21", param_hint="--as-of"
        ) from None
    try:
        return as_of_date(given, os.environ, root)
    except Refused as undated:
        from generator.spec.folders import study_folders

        # The wrong folder has no date either: that it is the wrong one is what its author must hear.
        _, nothing = study_folders(root)
        raise Refused(nothing or undated.diagnostics) from undated


def destination(root: Path, out: Path, theme: str, as_of: str | None) -> "Destination":
    """Where a command writes a site, and how it looks, as it was asked."""
    # Imported late: most commands write no site.
    from generator.site import Destination

    return Destination(out=root / out, workspace=root, theme=theme, as_of=day_of(as_of, root))
