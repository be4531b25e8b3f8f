"""A study on paper: the same numbers as on the page, in files that say what they are."""

import re
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.command.conftest import Command

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
