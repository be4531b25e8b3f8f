"""The pages of a portal: every study's, with the portal before them and the downloads beside."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from generator.pages.address import PORTAL
from generator.pages.booklet import Booklet
from generator.pages.document import Asset, Document, Link, Navigation
from generator.pages.library import Library
from generator.pages.models.portal import portal_page
from generator.pages.reader import Reader
from generator.pages.render import marked, render
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
            _portal(readers, shared, as_of, Voice(shared.lang, wording)),
            *(document for booklet in booklets for document in booklet.documents()),
        ),
        assets=tuple(asset for booklet in booklets for asset in booklet.assets),
    )


def _portal(readers: list[Reader], shared: Shared, as_of: date, voice: Voice) -> Document:
    title = voice.set(shared.client)
    page = portal_page(readers, title, voice.day(as_of))
    body = render("portal", page, PORTAL, voice)
    return Document(
        path=PORTAL,
        title=title,
        lang=shared.lang,
        description=voice.say("portal.description", client=shared.client),
        body=marked(body, voice) if any(reader.is_invented for reader in readers) else body,
        layout="portal",
        nav=Navigation(brand=Link(voice.say("brand", client=shared.client), str(PORTAL))),
    )
