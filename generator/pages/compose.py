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


def compose(subjects: Sequence[Subject], shared: Shared, as_of: date, wording: Wording = AS_WRITTEN) -> Pages:
    """The pages of a client's studies, portal first; ``wording`` is what the client calls things."""
    library = Library({subject.study.id: subject for subject in subjects})
    readers = [
        Reader(subject, Voice(subject.study.language, wording), library, as_of) for subject in subjects
    ]
    booklets = [Booklet(reader, shared.client) for reader in readers]
    return Pages(
        client=shared.client,
        lang=shared.lang,
        documents=(
            *Cover(readers, shared, Voice(shared.lang, wording), as_of).documents(),
            *(document for booklet in booklets for document in booklet.documents()),
        ),
        assets=tuple(asset for booklet in booklets for asset in booklet.assets),
    )
