"""The pages of a portal: every study's, with the portal before them and the downloads beside."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from generator.pages.booklet import Booklet
from generator.pages.cover import Cover
from generator.pages.document import Asset, Document
from generator.pages.library import Library
from generator.pages.reader import Reader
from generator.pages.subject import Subject
from generator.pages.versions import with_versions
from generator.pages.voice import Voice
from generator.spec.models import Shared
from generator.words import AS_WRITTEN, Lang, Wording


@dataclass(frozen=True)
class Pages:
    """Everything the site room writes."""

    client: str
    lang: Lang
    documents: tuple[Document, ...]
    assets: tuple[Asset, ...]


def compose(
    subjects: Sequence[Subject],
    shared: Shared,
    as_of: date,
    wording: Wording = AS_WRITTEN,
    translations: Sequence[Subject] = (),
) -> Pages:
    """The pages of a client's studies, portal first; ``wording`` is what the client calls things.

    ``translations`` are the same studies in their other languages.
    """

    def reader(subject: Subject) -> Reader:
        lang = subject.study.language
        return Reader(subject, Voice(lang, wording), _library(subjects, translations, lang), as_of)

    booklets = {subject.study.id: Booklet(reader(subject), shared.client) for subject in subjects}
    worded = [Booklet(reader(one), shared.client, booklets[one.study.id]) for one in translations]
    portal = _library(subjects, translations, shared.lang).subjects.values()
    pages = [document for booklet in (*booklets.values(), *worded) for document in booklet.documents()]
    front = Cover([reader(one) for one in portal], shared, Voice(shared.lang, wording), as_of)
    return Pages(
        client=shared.client,
        lang=shared.lang,
        documents=(*front.documents(), *with_versions(pages, translations)),
        assets=tuple(asset for booklet in booklets.values() for asset in booklet.assets),
    )


def _library(subjects: Sequence[Subject], translations: Sequence[Subject], lang: Lang) -> Library:
    """Every study as pages in one language know it: in that language where it speaks it, else in its own."""
    spoken = {subject.study.id: subject for subject in translations if subject.study.language is lang}
    return Library({one.study.id: spoken.get(one.study.id, one) for one in subjects})
