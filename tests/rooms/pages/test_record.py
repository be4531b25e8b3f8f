"""The record of processing and the notice given to participants."""

from dataclasses import replace
from pathlib import Path

from generator.pages.models.record import RecordPage, Shape, blocks_of, record_page
from generator.pages.reader import Reader
from generator.spec.notices import notice_of
from tests.rooms.pages import drawn

NOTICE = """# Information

Répondre est **libre** ; rien ne se voit.

- Accès
- Opposition
"""


def page(notice: str = NOTICE) -> RecordPage:
    read = drawn.reader()
    return record_page(Reader(replace(read.subject, notice=notice), read.voice, read.library, read.as_of))


def test_the_notice_is_given_word_for_word() -> None:
    blocks = page().notice
    assert [(block.shape, "".join(text for text, _ in block.pieces)) for block in blocks] == [
        (Shape.HEADING, "Information"),
        (Shape.PARAGRAPH, "Répondre est libre\u202f; rien ne se voit."),
        (Shape.LINE, "Accès"),
        (Shape.LINE, "Opposition"),
    ]
    assert blocks[1].pieces[1] == ("libre", True)


def test_a_mark_without_its_pair_stays() -> None:
    (block,) = blocks_of("Deux ** étoiles")
    assert block.pieces == (("Deux ** étoiles", False),)


def test_a_notice_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    of = drawn.study()
    assert notice_of(of, tmp_path) == ""
    assert page("").notice == ()
    (tmp_path / "notices").mkdir()
    (tmp_path / of.gdpr.notice).write_bytes(b"\xff\xfe\xff")
    assert notice_of(of, tmp_path) == ""
    (tmp_path / of.gdpr.notice).write_text("Bonjour.", "utf-8")
    assert notice_of(of, tmp_path) == "Bonjour."


def test_the_record_has_what_the_law_asks() -> None:
    entries = {drawn.words(label): drawn.words(value) for label, value in page().entries}
    assert entries["Responsable"] == "Mutuelle Tilia"
    assert entries["Conservation"] == "jusqu’au 1er janvier 2030, puis suppression"
    assert {"Finalité", "Base légale", "Destinataires", "Contact", "Sécurité"} <= entries.keys()


def test_markup_in_a_notice_is_text() -> None:
    subject = replace(drawn.subject(), notice="<script>alert(1)</script>")
    composed = drawn.pages(subject)
    body = drawn.page(composed, "essai/ecouter/rgpd.md").body
    assert "<script>" not in body
    assert "&lt;script&gt;" in body
