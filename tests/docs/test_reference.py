"""The manual says what the code does: its reference pages are generated, and any difference fails."""

from functools import partial
from pathlib import Path

import pytest

from generator.errors import Diagnostic, explanation, known_codes
from generator.spec.models import Shared
from generator.spec.schema import docs_markdown, schema_text
from generator.words import Lang, say
from tests.docs import coverage


def codes_markdown() -> str:
    """Every code with its severity and what it is about."""
    lines = [
        "# Every code",
        "",
        "`boussole explain CODE` says each of these at length, in French or in English.",
        "",
        "| Code | Severity | About |",
        "|---|---|---|",
    ]
    lines += [
        f"| {code} | {Diagnostic(code).severity.value} | {say(Lang.EN, f'codes.{code}.title')} |"
        for code in known_codes()
    ]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize(
    ("file", "written"),
    [
        ("docs/spec.md", docs_markdown),
        ("docs/codes.md", codes_markdown),
        ("docs/coverage.md", coverage.markdown),
        ("studies/_schema/study-1.json", schema_text),
        ("studies/_schema/shared-1.json", partial(schema_text, Shared)),
    ],
    ids=["fields", "codes", "coverage", "study", "shared"],
)
def test_a_reference_page_is_what_the_code_says(
    root: Path, refresh: bool, file: str, written: object
) -> None:
    assert callable(written)
    if refresh:
        (root / file).parent.mkdir(exist_ok=True)
        (root / file).write_text(written(), "utf-8")
    assert (root / file).read_text("utf-8") == written()


@pytest.mark.parametrize("lang", list(Lang))
@pytest.mark.parametrize("code", known_codes())
def test_every_code_can_be_explained(code: str, lang: Lang) -> None:
    said = explanation(code.lower(), lang)
    assert said.startswith(code)
    assert "{{" not in said
    assert len(said.splitlines()) >= 4
