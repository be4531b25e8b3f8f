"""One study's pages: which there are, in which order, and what leads from one to the next."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any

from generator.pages.address import PORTAL, Addresses, addresses_of, link
from generator.pages.charts import quadrant, series
from generator.pages.charts.tables import quadrant_table, series_table
from generator.pages.document import Asset, Chart, Document, ForTeams, Link, Navigation, Search
from generator.pages.downloads import downloads
from generator.pages.leaves import Leaf, leaves
from generator.pages.models.actions import actions_page
from generator.pages.models.common import finding_line
from generator.pages.models.decision import decision_page
from generator.pages.models.deferred import deferred_page
from generator.pages.models.essential import essential_model
from generator.pages.models.evolution import evolution_model
from generator.pages.models.finding import finding_page
from generator.pages.models.framing import framing_page
from generator.pages.models.method import method_page
from generator.pages.models.priorities import PrioritiesModel, priorities_model
from generator.pages.models.question import question_line, question_page
from generator.pages.models.series import Series
from generator.pages.pager import pager
from generator.pages.proofs import profiles, proofs
from generator.pages.reader import Reader
from generator.pages.render import marked, minutes_to_read, render
from generator.pages.sentences import plain
from generator.pages.voice import Voice

Crumb = tuple[str, PurePosixPath | None]


@dataclass(frozen=True)
class Booklet:
    """The pages of one study, for the client whose portal they stand in."""

    reader: Reader
    client: str
    own: "Booklet | None" = None
    """Of a translation, the pages of the study in its own language."""

    @property
    def addresses(self) -> Addresses:
        """Where the pages are."""
        return addresses_of(self.reader.study)

    @property
    def voice(self) -> Voice:
        """How they speak."""
        return self.reader.voice

    def documents(self) -> Iterator[Document]:
        """All pages of the study, the essential first; of one that has no answers, what it is for.

        One that is put off says why, and asks nothing; one whose answers are to come shows its framing.
        """
        if self._is_unanswered:
            yield self._deferred() if self.reader.study.is_deferred else self._framed()
            yield from self._decisions()
            return
        yield self._essential()
        yield from self._decisions()
        yield from self._findings()
        yield from self._priorities()
        yield from self._evolution()
        yield from self._leaves()
        yield self._actions()
        yield from self._questions()
        yield self._method()
        yield from map(self._leaf, self._proofs)

    @property
    def _is_unanswered(self) -> bool:
        return self.reader.study.is_deferred or self.reader.is_awaiting

    def _document(
        self,
        path: PurePosixPath,
        title: str,
        body: str,
        section: PurePosixPath,
        crumbs: tuple[Crumb, ...] = (),
        **more: Any,
    ) -> Document:
        return Document(
            path=path,
            title=title,
            lang=self.voice.lang,
            description=more.pop("description", title),
            body=marked(body, self.voice) if self.reader.is_invented else body,
            nav=self._navigation,
            current=str(section),
            crumbs=self._crumbs(path, crumbs) if crumbs else (),
            **more,
        )

    def _crumbs(self, path: PurePosixPath, rest: tuple[Crumb, ...]) -> tuple[tuple[str, str], ...]:
        trail = ((self.voice.set(self.reader.study.title), self.addresses.essential), *rest)
        return tuple((label, link(path, target) if target else "") for label, target in trail)

    @cached_property
    def _navigation(self) -> Navigation:
        brand = Link(self.voice.say("brand", client=self.client), str(PORTAL))
        items = (Link(label, str(path)) for label, path in self._sections())
        return Navigation(brand=brand, wave=self._wave(), items=tuple(items))

    def _wave(self) -> str:
        if not self.reader.wave:
            return ""
        start = self.reader.study.waves[self.reader.wave].field.start
        return self.voice.say("nav.wave", wave=self.reader.wave, month=self.voice.printer.month(start))

    def _sections(self) -> Iterator[tuple[str, PurePosixPath]]:
        """The sections of the header: those that have something to say."""
        yield self.voice.say("nav.essential"), self.addresses.essential
        if self._is_unanswered:
            return
        yield self.voice.say("nav.findings"), self.addresses.findings
        if self.reader.subject.findings.priorities is not None:
            yield self.voice.say("nav.priorities"), self.addresses.priorities
        if self.reader.previous is not None:
            yield self.voice.say("nav.evolution"), self.addresses.evolution
        yield from ((leaf.nav, leaf.path) for leaf in self._found if leaf.nav)
        yield self.voice.say("nav.actions"), self.addresses.actions
        if self.reader.study.questions:
            yield self.voice.say("nav.questions"), self.addresses.questions
        yield self.voice.say("nav.method"), self.addresses.method

    @cached_property
    def _found(self) -> tuple[Leaf, ...]:
        return (*profiles(self.reader, self.addresses), *leaves(self.reader, self.addresses))

    @cached_property
    def assets(self) -> tuple[Asset, ...]:
        """The files to download beside the pages, which say their hashes; the same for every language."""
        return self.own.assets if self.own else tuple(downloads(self.reader, self.addresses))

    @cached_property
    def _proofs(self) -> tuple[Leaf, ...]:
        return tuple(proofs(self.reader, self.addresses, self.assets))

    def _leaves(self) -> Iterator[Document]:
        """What was heard, imagined, tried and faced."""
        yield from map(self._leaf, self._found)

    def _leaf(self, leaf: Leaf) -> Document:
        body = self._body(leaf.template, leaf.page, leaf.path)
        body += pager(leaf.steps, leaf.path, self.voice) if leaf.steps else ""
        more = {"charts": leaf.charts, "search": leaf.search, "for_teams": leaf.for_teams}
        return self._document(leaf.path, leaf.title, body, leaf.section, leaf.crumbs, **more)

    def _deferred(self) -> Document:
        page, path = deferred_page(self.reader, self.addresses), self.addresses.essential
        body = self._body("deferred", page, path)
        return self._document(path, page.title, body, path, search=Search.FIRST, for_teams=ForTeams.YES)

    def _framed(self) -> Document:
        page, path = framing_page(self.reader, self.addresses), self.addresses.essential
        body = self._body("framing", page, path)
        return self._document(path, page.title, body, path, search=Search.FIRST, for_teams=ForTeams.YES)

    def _essential(self) -> Document:
        model, path = essential_model(self.reader, self.addresses), self.addresses.essential
        body = self._body("essential", model, path, minutes=1)
        return self._document(
            path,
            model.title,
            self._body("essential", model, path, minutes=minutes_to_read(body)),
            path,
            charts=self._quadrant(model.priorities),
            layout="essential",
            search=Search.FIRST,
            description=plain(model.objective),
        )

    def _body(self, template: str, page: object, at: PurePosixPath, **more: object) -> str:
        told = {
            "level": self.reader.level,
            "wave": self.reader.wave,
            "trials": self.addresses.trials,
            "teams": self.addresses.ledger,
            "proofs": tuple((leaf.title, leaf.path) for leaf in self._proofs if len(leaf.crumbs) == 2),
        }
        return render(template, page, at, self.voice, **told, **more)

    def _quadrant(self, model: PrioritiesModel | None) -> tuple[Chart, ...]:
        if model is None:
            return ()
        wide, narrow = (quadrant.quadrant_chart(model, size) for size in (quadrant.WIDE, quadrant.NARROW))
        return (Chart("priorites", wide, narrow, quadrant_table(model, self.voice)),)

    def _series(self, name: str, model: Series | None) -> tuple[Chart, ...]:
        if model is None or not model.is_drawn:
            return ()
        word, sizes = self.voice.say("series.gap"), (series.WIDE, series.NARROW)
        wide, narrow = (series.series_chart(model, word, size) for size in sizes)
        return (Chart(name, wide, narrow, series_table(model, self.voice)),)

    def _decisions(self) -> Iterator[Document]:
        asked = self.reader.study.decisions.items()
        steps = [(self.voice.set(one.ask), self.addresses.decision(name)) for name, one in asked]
        for name in self.reader.study.decisions:
            model, path = decision_page(self.reader, self.addresses, name), self.addresses.decision(name)
            crumbs = ((self.voice.say("nav.decision"), None),)
            body = self._body("decision", model, path) + pager(steps, path, self.voice)
            more = {"search": Search.FIRST, "for_teams": ForTeams.YES}
            yield self._document(path, model.ask, body, self.addresses.essential, crumbs, **more)

    def _findings(self) -> Iterator[Document]:
        findings, path = self.reader.subject.findings.findings, self.addresses.findings
        lines = [finding_line(self.reader, self.addresses, finding) for finding in findings]
        title = self.voice.say("findings.title")
        body, more = self._body("findings", lines, path), {"for_teams": ForTeams.YES}
        yield self._document(path, title, body, path, ((title, None),), **more)
        steps = [(plain(line.says), line.page) for line in lines]
        for place, finding in enumerate(findings, start=1):
            model = finding_page(self.reader, self.addresses, finding, (place, len(findings)))
            at = self.addresses.finding(finding.id)
            crumbs = ((title, path), (model.place, None))
            charts = self._series(finding.id, model.series)
            body = self._body("finding", model, at) + pager(steps, at, self.voice)
            headline = plain(model.line.says)
            shown = {"charts": charts, "search": Search.FIRST, **more}
            yield self._document(at, headline, body, path, crumbs, **shown)

    def _priorities(self) -> Iterator[Document]:
        model, path = priorities_model(self.reader, self.addresses), self.addresses.priorities
        if model is not None:
            title, body = self.voice.say("nav.priorities"), self._body("priorities", model, path)
            yield self._document(path, title, body, path, ((title, None),), charts=self._quadrant(model))

    def _evolution(self) -> Iterator[Document]:
        model, path = evolution_model(self.reader, self.addresses), self.addresses.evolution
        if model is not None:
            title, body = self.voice.say("nav.evolution"), self._body("evolution", model, path)
            named = ((f"serie-{i}", line.series) for i, line in enumerate(model.headlines, start=1))
            charts = tuple(chart for name, course in named for chart in self._series(name, course))
            yield self._document(path, title, body, path, ((title, None),), charts=charts)

    def _actions(self) -> Document:
        path, title = self.addresses.actions, self.voice.say("nav.actions")
        body = self._body("actions", actions_page(self.reader, self.addresses), path)
        return self._document(path, title, body, path, ((title, None),), for_teams=ForTeams.YES)

    def _questions(self) -> Iterator[Document]:
        names, path = list(self.reader.study.questions), self.addresses.questions
        if not names:
            return
        title, last = self.voice.say("nav.questions"), Search.LAST
        lines = [question_line(self.reader, self.addresses, name) for name in names]
        yield self._document(
            path, title, self._body("questions", lines, path), path, ((title, None),), search=last
        )
        steps = [(line.text, line.page) for line in lines]
        for place, name in enumerate(names, start=1):
            model = question_page(self.reader, self.addresses, name, (place, len(names)))
            at, crumbs = self.addresses.question(name), ((title, path), (model.place, None))
            body = self._body("question", model, at) + pager(steps, at, self.voice)
            yield self._document(at, model.text, body, path, crumbs, search=last)

    def _method(self) -> Document:
        path, title = self.addresses.method, self.voice.say("nav.method")
        body = self._body("method", method_page(self.reader), path)
        return self._document(path, title, body, path, ((title, None),), search=Search.LAST)
