from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from generator.errors import Diagnostic, Position
from generator.site import Destination, note, standing
from generator.words import Words

TOLD = (
    Diagnostic("S08", Position("studies/a/study.yml", 3, 4), {"word": "client", "count": 2}, "  a: b"),
    Diagnostic("S11", None, {"kind": Words.of("codes.S11.kinds.spec", inner=Words(("lists.yes",)))}),
)


@pytest.fixture
def to(tmp_path: Path) -> Destination:
    """A site of one page, and its Markdown."""
    out, docs = tmp_path / "out", tmp_path / "build" / "docs"
    for folder in (out, docs):
        folder.mkdir(parents=True)
        (folder / "index").write_text("page", "utf-8")
    return Destination(out, tmp_path, "boussole", date(2026, 11, 21))


def test_what_was_told_is_told_again(to: Destination) -> None:
    note(to, "inputs", TOLD)
    assert standing(to, "inputs") == TOLD


def test_other_inputs_are_another_site(to: Destination) -> None:
    note(to, "inputs", TOLD)
    assert standing(to, "others") is None


def test_another_folder_is_another_site(to: Destination) -> None:
    note(to, "inputs", TOLD)
    assert standing(replace(to, out=to.workspace / "elsewhere"), "inputs") is None


@pytest.mark.parametrize("file", ["out/index", "build/docs/index"])
def test_a_byte_changed_in_the_site_or_its_markdown_is_seen(to: Destination, file: str) -> None:
    note(to, "inputs", TOLD)
    (to.workspace / file).write_text("pagE", "utf-8")
    assert standing(to, "inputs") is None


def test_a_file_more_or_less_is_seen(to: Destination) -> None:
    note(to, "inputs", TOLD)
    (to.out / "more").write_text("", "utf-8")
    assert standing(to, "inputs") is None
    (to.out / "more").unlink()
    assert standing(to, "inputs") == TOLD


@pytest.mark.parametrize("spoilt", ["", "{}", "[]", '{"problems": [{}]}', "\x00"])
def test_a_note_that_cannot_be_read_is_no_note(to: Destination, spoilt: str) -> None:
    note(to, "inputs", TOLD)
    (written,) = (to.workspace / "build" / ".cache" / "sites").iterdir()
    written.write_text(spoilt, "utf-8")
    assert standing(to, "inputs") is None


def test_what_could_not_be_told_again_as_it_was_is_not_noted(to: Destination) -> None:
    note(to, "inputs", [Diagnostic("S08", None, {"share": Decimal("0.5")})])
    assert standing(to, "inputs") is None
