"""The command line: arguments, progress and exit codes, and nothing else."""

import csv
import json
import os
import sys
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from generator import __version__
from generator.audit import audit
from generator.build import Progress, build, check, freeze, numbers
from generator.errors import (
    Diagnostic,
    ExitCode,
    Refused,
    Severity,
    explanation,
    render,
    to_github,
    to_json,
    to_sarif,
)
from generator.history import as_of_date
from generator.rehearsal import table
from generator.rehearse import Asked, power_of, rehearse
from generator.site import Destination
from generator.site.preview import preview
from generator.spec.reader import read
from generator.spec.schema import json_schema, write_schema
from generator.statistics import NumberRow
from generator.words import Lang, say, typeset

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)


class Form(StrEnum):
    """How problems are printed."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"
    GITHUB = "github"


class TableForm(StrEnum):
    """How numbers are printed."""

    JSON = "json"
    CSV = "csv"


Studies = Annotated[list[str] | None, typer.Argument(help="Ids of studies; all of them when none is given.")]
Root = Annotated[Path, typer.Option("--root", help="The folder that holds studies/.")]
Out = Annotated[Path, typer.Option("--out", help="Where the site is written.")]
AsOf = Annotated[
    str | None, typer.Option("--as-of", help="The date the site speaks from, such as 2026-11-21.")
]
Language = Annotated[Lang | None, typer.Option("--lang", help="The language of messages.")]
ProblemForm = Annotated[Form, typer.Option("--format", help="How problems are printed.")]
Theme = Annotated[str, typer.Option("--theme", help="A folder of themes/.")]

HERE = Path()
SITE = Path("build/site")


@app.callback(invoke_without_command=True)
def about(version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False) -> None:
    """Compile study specs and anonymised answers into a site that helps someone decide."""
    if version:
        typer.echo(f"boussole {__version__}")
        raise typer.Exit


@app.command("check")
def check_command(
    studies: Studies = None,
    root: Root = HERE,
    as_of: AsOf = None,
    form: ProblemForm = Form.TEXT,
    lang: Language = None,
) -> None:
    """Say everything that is wrong with the studies, without writing anything."""
    with _speaking(root, lang, form) as session, session.progress() as progress:
        problems = check(root, studies or (), _as_of(as_of, root), progress)
    session.finish(problems)


@app.command("build")
def build_command(
    studies: Studies = None,
    root: Root = HERE,
    out: Out = SITE,
    as_of: AsOf = None,
    theme: Theme = "boussole",
    form: ProblemForm = Form.TEXT,
    lang: Language = None,
) -> None:
    """Compile studies into a site; a study that fails keeps its previous pages."""
    with _speaking(root, lang, form) as session, session.progress() as progress:
        built = build(root, _destination(root, out, theme, _as_of(as_of, root)), studies or (), progress)
    session.tell("command.open", path=str(root / out / "index.html"))
    session.finish(built.diagnostics)


@app.command("serve")
def serve_command(
    studies: Studies = None,
    root: Root = HERE,
    out: Out = Path("build/preview"),
    as_of: AsOf = None,
    theme: Theme = "boussole",
    port: Annotated[int, typer.Option(help="The port of this machine to listen on.")] = 8000,
    lang: Language = None,
) -> None:
    """Show the site on this machine and rebuild it at each change, keeping the last good one."""
    with _speaking(root, lang) as session:
        to = _destination(root, out, theme, _as_of(as_of, root))

        def rebuild() -> Sequence[Diagnostic]:
            try:
                return build(root, to, studies or (), _quiet).diagnostics
            except Refused as refusal:
                return refusal.diagnostics

        preview(to, port, rebuild, session.lang, typer.echo)


@app.command("freeze")
def freeze_command(
    study: Annotated[str, typer.Argument(help="The id of the study.")],
    wave: Annotated[str, typer.Argument(help="The wave to freeze.")],
    root: Root = HERE,
    as_of: AsOf = None,
    lang: Language = None,
) -> None:
    """Freeze a wave's rules before fieldwork, or close it once its answers are there."""
    with _speaking(root, lang) as session, session.progress() as progress:
        frozen = freeze(root, study, wave, _as_of(as_of, root), progress)
    for path in frozen.files:
        typer.echo(path)
    said = "command.closed" if frozen.lock.closing else "command.frozen"
    session.tell(said, wave=wave, hash=frozen.lock.short_hash)
    session.finish(frozen.diagnostics)


@app.command("rehearse")
def rehearse_command(
    study: Annotated[str, typer.Argument(help="The id of the study.")],
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
    with _speaking(root, lang) as session, session.progress() as progress:
        asked, today = Asked(model, rows, seed), _as_of(as_of, root)
        if power:
            rehearsal, powers = power_of(root, study, asked, repeats, today, progress)
            typer.echo(table(powers, rehearsal, session.lang))
            return
        rehearsal, paths = rehearse(root, study, asked, out, today)
        for path in paths:
            typer.echo(path)
    session.tell("rehearsal.told", study=study, seed=rehearsal.seed)


@app.command("numbers")
def numbers_command(
    study: Annotated[str, typer.Argument(help="The id of the study.")],
    wave: Annotated[str | None, typer.Option("--wave", help="One wave only.")] = None,
    root: Root = HERE,
    as_of: AsOf = None,
    form: Annotated[TableForm, typer.Option("--format", help="json or csv.")] = TableForm.JSON,
    lang: Language = None,
) -> None:
    """Print every number the study may show, as released; withheld ones are empty."""
    with _speaking(root, lang) as session, session.progress() as progress:
        rows = numbers(root, study, wave, _as_of(as_of, root), progress)
    match form:
        case TableForm.JSON:
            typer.echo(json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=1))
        case TableForm.CSV:
            _write_csv(rows)


@app.command("audit")
def audit_command(
    site: Annotated[Path, typer.Argument(help="The folder of a built site.")] = SITE,
    form: ProblemForm = Form.TEXT,
    lang: Language = None,
) -> None:
    """Read a built site as a stranger would, and say everything in it that must not be there."""
    with _speaking(HERE, lang, form) as session:
        found = audit(site)
    session.finish(found)
    session.tell("command.clean", path=str(site))


@app.command("schema")
def schema_command(
    write: Annotated[bool, typer.Option("--write", help="Write studies/_schema/study-1.json.")] = False,
    root: Root = HERE,
    lang: Language = None,
) -> None:
    """Print the JSON Schema of a study, for completion in editors."""
    with _speaking(root, lang):
        typer.echo(write_schema(root) if write else json.dumps(json_schema(), ensure_ascii=False, indent=2))


@app.command("explain")
def explain_command(
    code: Annotated[str, typer.Argument(help="The code of a problem, such as N02.")],
    lang: Language = None,
) -> None:
    """Say at length what a code means."""
    with _speaking(HERE, lang) as session:
        typer.echo(explanation(code, session.lang))


def main() -> None:
    """The command ``boussole``: every way it can end has its exit code."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run one command and give its exit code; only our own bugs print a traceback."""
    try:
        app(list(arguments), prog_name="boussole")
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else ExitCode.FINE
    except Exception:  # noqa: BLE001 - the last frame before the shell: a bug of ours keeps its traceback
        traceback.print_exc()
        _complain("command.bug")
        return ExitCode.BUG
    return ExitCode.FINE


def _complain(key: str, lang: Lang | None = None) -> None:
    spoken = lang or _language(HERE)
    typer.echo(typeset(spoken, say(spoken, key)), err=True)


@dataclass(frozen=True)
class Session:
    """One command being run: its language and how it prints problems."""

    lang: Lang
    form: Form
    console: Console

    @contextmanager
    def progress(self) -> Iterator[Progress]:
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
        if any(problem.severity is Severity.ERROR for problem in problems):
            raise typer.Exit(Refused(problems).exit_code)

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
def _speaking(root: Path, lang: Lang | None, form: Form = Form.TEXT) -> Iterator[Session]:
    """Run a command's work; what it refuses is printed with its exit code."""
    session = Session(lang or _language(root), form, Console(stderr=True))
    try:
        yield session
    except Refused as refusal:
        session.finish(refusal.diagnostics)
        raise typer.Exit(refusal.exit_code) from refusal
    except KeyboardInterrupt as stopped:
        _complain("command.interrupted", session.lang)
        raise typer.Exit(ExitCode.INTERRUPTED) from stopped


def _language(root: Path) -> Lang:
    """The client's language when its shared file says one, else the terminal's."""
    document, _ = read(root / "studies" / "_shared.yml", "studies/_shared.yml")
    declared = document.tree.get("lang") if document and isinstance(document.tree, dict) else None
    spoken = declared or os.environ.get("LC_ALL") or os.environ.get("LANG") or ""
    return Lang.FR if str(spoken).startswith("fr") else Lang.EN


def _as_of(option: str | None, root: Path) -> date:
    try:
        given = date.fromisoformat(option) if option else None
    except ValueError:
        raise typer.BadParameter(
            f"{option!r} is not a date such as 2026-11-21", param_hint="--as-of"
        ) from None
    return as_of_date(given, os.environ, root)


def _destination(root: Path, out: Path, theme: str, as_of: date) -> Destination:
    return Destination(out=root / out, workspace=root, theme=theme, as_of=as_of)


def _quiet(step: str, subject: str) -> None:
    """Progress nobody watches: a rebuild while the site is being served."""


def _write_csv(rows: Sequence[NumberRow]) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(field.name for field in fields(NumberRow))
    writer.writerows(("" if cell is None else cell for cell in asdict(row).values()) for row in rows)
