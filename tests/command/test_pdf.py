"""A study on paper: the same numbers as on the page, in files that say what they are."""

import re
import shutil
from html import unescape
from pathlib import Path

import pytest
from pypdf import PdfReader

from generator.cli import run
from generator.words import Lang, say
from tests.command.conftest import AS_OF, Command

pytestmark = pytest.mark.browser


@pytest.fixture
def printed(closed: Path, chromium: str, boussole: Command) -> tuple[PdfReader, PdfReader]:
    """The essential page and the report of the closed minimal study."""
    ended = boussole("pdf", "minimal")
    assert ended.code == 0, ended.said
    folder = closed / "build" / "pdf"
    return PdfReader(folder / "minimal-essentiel.pdf"), PdfReader(folder / "minimal-rapport.pdf")


def text(reader: PdfReader) -> str:
    """All its words, their spaces made one."""
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def test_paper_says_what_the_page_says(
    printed: tuple[PdfReader, PdfReader], closed: Path, boussole: Command
) -> None:
    short, full = map(text, printed)
    assert boussole("build").code == 0
    html = (closed / "build" / "site" / "minimal" / "index.html").read_text("utf-8")
    shown = {
        re.sub(r"<[^>]*>", "", number)
        for number in re.findall(r'<span class="bo-n"[^>]*>(.*?)</span>', html, re.DOTALL)
    }
    assert len(shown) >= 3
    for number in shown:
        assert " ".join(number.split()) in short
        assert " ".join(number.split()) in full


def test_the_files_are_tagged_dated_and_in_their_language(printed: tuple[PdfReader, PdfReader]) -> None:
    for reader in printed:
        root = reader.trailer["/Root"]
        assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712 - a boolean of the PDF, not of Python
        assert root["/Lang"] == "fr"
        assert reader.metadata is not None
        assert str(reader.metadata["/CreationDate"]).startswith("D:20261121000000")


def test_the_essential_page_is_one_sheet_and_the_contents_are_right(
    printed: tuple[PdfReader, PdfReader],
) -> None:
    short, full = printed
    assert len(short.pages) == 1
    contents = " ".join(full.pages[1].extract_text().split())
    page = re.search(r"Méthode (\d+)", contents)
    assert page is not None
    assert "Fiche technique" in full.pages[int(page[1]) - 1].extract_text()


DEMO = (
    pytest.param("atelier-sinistre", ("",)),
    pytest.param("assistant-vocal", ("", "en/")),
    pytest.param("cx-barometre", ("",), marks=pytest.mark.long),
    pytest.param("ex-barometre", ("",), marks=pytest.mark.long),
)
"""The other studies of the demo, and where the pages of each of their languages are."""


@pytest.mark.parametrize(("study", "folders"), DEMO)
def test_each_study_of_the_demo_is_printed_as_it_is_read(
    study: str, folders: tuple[str, ...], root: Path, tmp_path: Path, chromium: str
) -> None:
    """Whole and with its typography, tagged, each line of the contents a link to the page that it names."""
    shutil.copytree(root / "studies", tmp_path / "studies", ignore=shutil.ignore_patterns("data"))
    for command in ("pdf", "build"):
        assert run([command, study, "--root", str(tmp_path), "--as-of", AS_OF]) == 0
    for folder in folders:
        lang = Lang.EN if folder else Lang.FR
        kinds = (say(lang, f"printed.{kind}") for kind in ("essential", "report"))
        short, full = (PdfReader(tmp_path / "build" / "pdf" / f"{study}-{kind}.pdf") for kind in kinds)
        html = (tmp_path / "build" / "site" / study / folder / "index.html").read_text("utf-8")
        _says(short, html)
        _says(full, html)
        for reader in (short, full):
            assert reader.trailer["/Root"]["/Lang"] == lang.value
            assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"] == True  # noqa: E712 - as above
        _leads(full)


def _says(reader: PdfReader, html: str) -> None:
    """Every number of the page, as the list of numbers knows it, and its heading, their spaces kept."""
    printed = "".join(page.extract_text() for page in reader.pages)
    plain = re.sub(r"\s+", "", printed)
    shown = re.findall(r'<span class="bo-n"[^>]*>(.*?)</span>', html, re.DOTALL)
    heading = re.findall(r"<h1[^>]*>(.*?)</h1>", html, re.DOTALL)
    for told in (*shown, *heading):
        assert re.sub(r"\s+", "", unescape(re.sub(r"<[^>]*>", "", told))) in plain, told
    if shown and "\u202f%" in html:
        assert "\u202f%" in printed


def _leads(full: PdfReader) -> None:
    """From the contents to the first page of each chapter, whose number is printed beside it."""
    lines = [note.get_object() for note in full.pages[1].get("/Annots", [])]
    assert len([line for line in lines if line.get("/Subtype") == "/Link"]) >= 2
    numbers = re.findall(r"(\d+)\s*$", full.pages[1].extract_text(), re.MULTILINE)
    assert numbers
    assert [int(one) for one in numbers] == sorted(int(one) for one in numbers)
    assert int(numbers[-1]) <= len(full.pages)


def test_two_printings_are_the_same_bytes(closed: Path, chromium: str, boussole: Command) -> None:
    file = closed / "build" / "pdf" / "minimal-rapport.pdf"
    found = []
    for _ in range(2):
        assert boussole("pdf", "minimal").code == 0
        found.append(file.read_bytes())
    assert found[0] == found[1]


def test_a_machine_without_a_browser(
    closed: Path, boussole: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    ended = boussole("pdf", "minimal")
    assert ended.code == 1
    assert "F07" in ended.said
    assert "apt-get install chromium" in ended.said
    assert not (closed / "build" / "pdf").exists()


def test_a_browser_that_does_not_print(
    closed: Path, boussole: Command, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    fake = tmp_path / "bin" / "chromium"
    fake.parent.mkdir()
    fake.write_text("#!/bin/sh\nexit 3\n", "utf-8")
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", f"{fake.parent}:/usr/bin:/bin")
    ended = boussole("pdf", "minimal")
    assert ended.code == 1
    assert "F08" in ended.said
