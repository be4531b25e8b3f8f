"""The portal's own pages: all studies, every decision, every promise, the shared journey."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any

from generator.pages.address import PORTAL, Front
from generator.pages.document import Chart, Document, ForTeams, Layout, Link, Navigation
from generator.pages.leaves import charts_of
from generator.pages.models.drawer import drawer_of
from generator.pages.models.journey import JourneyPage, shared_journey
from generator.pages.models.portal import portal_page
from generator.pages.models.promises import promises_page
from generator.pages.models.register import register_page
from generator.pages.models.shelf import shelf_page
from generator.pages.reader import Reader
from generator.pages.render import marked, render
from generator.pages.voice import Voice
from generator.spec.models import Shared


@dataclass(frozen=True)
class Cover:
    """What stands before the studies of a client."""

    studies: list[Reader]
    shared: Shared
    voice: Voice
    as_of: date

    @cached_property
    def readers(self) -> list[Reader]:
        """The studies, told in the voice of the portal whatever their own language."""
        return [replace(reader, voice=self.voice) for reader in self.studies]

    @property
    def front(self) -> Front:
        """Where its pages are."""
        return Front(self.shared.lang)

    @cached_property
    def _journey(self) -> JourneyPage | None:
        return shared_journey(self.readers)

    def documents(self) -> Iterator[Document]:
        """The portal's pages, the front one first."""
        yield replace(self._front(), for_teams=ForTeams.YES)
        yield self._page("shelf", self.front.shelf, shelf_page(self.readers))
        for name, path, page in (
            ("register", self.front.register, register_page(self.readers)),
            ("promises", self.front.promises, promises_page(self.readers)),
        ):
            yield replace(self._page(name, path, page), for_teams=ForTeams.YES)
        if self._journey is not None:
            yield self._page(
                "journey", self.front.journey, self._journey, charts_of(self._journey, self.voice)
            )

    def _front(self) -> Document:
        title, voice = self.voice.set(self.shared.client), self.voice
        page = portal_page(self.readers, title, voice.day(self.as_of))
        description = voice.say("portal.description", client=self.shared.client)
        more = {"drawer": drawer_of(self.readers), "front": self.front}
        return self._document(
            PORTAL, title, self._body("portal", page, PORTAL, **more), description, "portal"
        )

    def _page(self, name: str, path: PurePosixPath, page: object, charts: tuple[Chart, ...] = ()) -> Document:
        title = self.voice.say(f"portal.nav.{name}")
        body = self._body(name, page, path, level=self._level)
        return self._document(path, title, body, title, "page", charts)

    @property
    def _level(self) -> str:
        """The confidence level of what the journey draws."""
        lanes = self._journey.lanes if self._journey else ()
        return lanes[0].level if lanes else ""

    def _body(self, template: str, page: object, path: PurePosixPath, **more: Any) -> str:
        return render(template, page, path, self.voice, as_of=self.voice.day(self.as_of), **more)

    def _document(
        self,
        path: PurePosixPath,
        title: str,
        body: str,
        description: str,
        layout: Layout,
        charts: tuple[Chart, ...] = (),
    ) -> Document:
        is_invented = any(reader.is_invented for reader in self.readers)
        return Document(
            path=path,
            title=title,
            lang=self.shared.lang,
            description=description,
            body=marked(body, self.voice) if is_invented else body,
            charts=charts,
            layout=layout,
            nav=self._navigation,
            current=str(path),
        )

    @cached_property
    def _navigation(self) -> Navigation:
        front = self.front
        pages = {
            "front": PORTAL,
            "shelf": front.shelf,
            "register": front.register,
            "promises": front.promises,
        }
        if self._journey is not None:
            pages["journey"] = front.journey
        items = (Link(self.voice.say(f"portal.nav.{name}"), str(path)) for name, path in pages.items())
        brand = Link(self.voice.say("brand", client=self.shared.client), str(PORTAL))
        return Navigation(brand=brand, items=tuple(items))
