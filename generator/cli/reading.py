"""Commands that only read and tell: ``numbers``, ``audit``, ``schema``, ``explain``."""

import csv
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, fields
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from generator.cli.options import (
    HERE,
    SITE,
    AsOf,
    Form,
    Language,
    OneStudy,
    OneWave,
    ProblemForm,
    Root,
    TableForm,
)
from generator.cli.session import day_of, speaking, tell_json
from generator.errors import explanation

if TYPE_CHECKING:
    from generator.statistics import NumberRow


def numbers(
    study: OneStudy,
    wave: OneWave = None,
    root: Root = HERE,
    as_of: AsOf = None,
    form: Annotated[TableForm, typer.Option("--format", help="json or csv.")] = TableForm.JSON,
    lang: Language = None,
) -> None:
    """Print every number the study may show, as released; withheld ones are empty."""
    from generator import build as corridor

    with speaking(root, lang) as session, session.progress() as progress:
        rows = corridor.numbers(root, study, wave, day_of(as_of, root), progress)
    match form:
        case TableForm.JSON:
            tell_json(asdict(row) for row in rows)
        case TableForm.CSV:
            _write_csv(rows)


def audit(
    site: Annotated[Path, typer.Argument(help="The folder of a built site.")] = SITE,
    form: ProblemForm = Form.TEXT,
    lang: Language = None,
) -> None:
    """Read a built site as a stranger would, and say everything in it that must not be there."""
    from generator import audit as auditing

    with speaking(HERE, lang, form) as session:
        found = auditing.audit(site)
    session.finish(found)
    session.tell("command.clean", path=str(site))


def schema(
    write: Annotated[bool, typer.Option("--write", help="Write them into studies/_schema/.")] = False,
    root: Root = HERE,
    lang: Language = None,
) -> None:
    """Print the JSON Schema of a study, for completion in editors."""
    from generator.spec.schema import json_schema, write_schemas

    with speaking(root, lang):
        written = write_schemas(root) if write else (json.dumps(json_schema(), ensure_ascii=False, indent=2),)
        typer.echo("\n".join(written))


def explain(
    code: Annotated[str, typer.Argument(help="The code of a problem, such as N02.")],
    lang: Language = None,
) -> None:
    """Say at length what a code means."""
    with speaking(HERE, lang) as session:
        typer.echo(explanation(code, session.lang))


def _write_csv(rows: "Sequence[NumberRow]") -> None:
    from generator.statistics import NumberRow

    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(field.name for field in fields(NumberRow))
    writer.writerows(("" if cell is None else cell for cell in asdict(row).values()) for row in rows)
