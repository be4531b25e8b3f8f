"""The pages of what is heard, imagined, tried and faced: those a study has, ready for its booklet."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from generator.pages.address import Addresses
from generator.pages.charts import series, steps
from generator.pages.charts.tables import series_table, steps_table
from generator.pages.document import Chart, ForTeams, Search
from generator.pages.models.action import action_page
from generator.pages.models.directory import formers
from generator.pages.models.guide import guide_page
from generator.pages.models.impact import double_impact
from generator.pages.models.journey import JourneyPage, journey_page
from generator.pages.models.ledger import ledger_page
from generator.pages.models.mirror import mirror_page
from generator.pages.models.moment import moment_page
from generator.pages.models.opportunity import opportunity_page
from generator.pages.models.qualitative import qualitative_page
from generator.pages.models.registers import registers_page
from generator.pages.models.series import Series
from generator.pages.models.sides import moment_told
from generator.pages.models.stakes import stakes_page
from generator.pages.models.theme import theme_pages
from generator.pages.models.touched import moment_pages
from generator.pages.models.trials import trials_page
from generator.pages.models.workshop import workshop_lines, workshop_page
from generator.pages.pager import Step
from generator.pages.reader import Reader
from generator.pages.voice import Voice

Crumb = tuple[str, PurePosixPath | None]


@dataclass(frozen=True)
class Leaf:
    """One page: its model, the template that prints it, and where it stands in the study."""

    path: PurePosixPath
    title: str
    template: str
    page: object
    section: PurePosixPath
    """The page of the header under which it stands."""
    crumbs: tuple[Crumb, ...]
    nav: str = ""
    """The header's word for it; empty for a page that another leads to."""
    charts: tuple[Chart, ...] = ()
    search: Search = Search.NORMAL
    steps: tuple[Step, ...] = ()
    """The row of pages it is read in, itself among them; none for a page that stands alone."""
    for_teams: ForTeams = ForTeams.NO


def leaves(reader: Reader, addresses: Addresses) -> Iterator[Leaf]:
    """The pages a study has, in the order of the header."""
    yield from _impact(reader, addresses)
    yield from _opportunity(reader, addresses)
    yield from _stakes(reader, addresses)
    yield from _journey(reader, addresses)
    yield from _mirror(reader, addresses)
    yield from _qualitative(reader, addresses)
    yield from _workshops(reader, addresses)
    yield from _trials(reader, addresses)
    yield from _ledger(reader, addresses)
    yield from _actions(reader, addresses)
    yield from _formers(reader, addresses)


def _impact(reader: Reader, addresses: Addresses) -> Iterator[Leaf]:
    """The page of priorities of a study whose rule ranks the ideas of a workshop."""
    page, path, title = double_impact(reader), addresses.priorities, reader.voice.say("nav.priorities")
    if page is not None:
        yield Leaf(path, title, "impact", page, path, ((title, None),), title)


def _opportunity(reader: Reader, addresses: Addresses) -> Iterator[Leaf]:
    """The page of priorities of a study whose rule compares what is expected with what is lived."""
    page, title = opportunity_page(reader, addresses), reader.voice.say("nav.priorities")
    path = addresses.priorities
    if page is not None:
        yield Leaf(path, title, "opportunity", page, path, ((title, None),), title)


def _stakes(reader: Reader, addresses: Addresses) -> Iterator[Leaf]:
    """What is exposed; decisions lead to it, the header does not."""
    page, path, title = stakes_page(reader, addresses), addresses.stakes, reader.voice.say("stakes.title")
    if page is not None:
        yield Leaf(path, title, "stakes", page, addresses.findings, ((title, None),))


def _journey(reader: Reader, addresses: Addresses) -> Iterator[Leaf]:
    page = journey_page(reader)
    if page is not None:
        yield _named(reader, "journey", page, addresses.journey, charts_of(page, reader.voice))
    yield from _moments(reader, addresses, addresses.journey if page else None)


def _moments(reader: Reader, addresses: Addresses, journey: PurePosixPath | None) -> Iterator[Leaf]:
    """The page of each moment, under the journey; under the findings where the study has no journey."""
    voice, pages = reader.voice, moment_pages(reader)
    above = (
        (voice.say("atelier.nav.journey"), journey)
        if journey
        else (voice.say("nav.findings"), addresses.findings)
    )
    steps = tuple((moment_told(reader, name), path) for name, path in pages.items())
    for name, (title, path) in zip(pages, steps, strict=True):
        page = moment_page(reader, addresses, name)
        crumbs: tuple[Crumb, ...] = (above, (title, None))
        yield Leaf(path, title, "moment", page, above[1], crumbs, steps=steps)


def charts_of(page: JourneyPage, voice: Voice) -> tuple[Chart, ...]:
    """The drawing of each side of a journey."""
    return tuple(
        Chart(
            lane.chart,
            steps.steps_chart(lane, steps.WIDE),
            steps.steps_chart(lane, steps.NARROW),
            steps_table(lane, voice),
        )
        for lane in page.lanes
        if lane.is_drawn
    )


def _mirror(reader: Reader, addresses: Addresses) -> Iterator[Leaf]:
    page = mirror_page(reader)
    if page is not None:
        yield _named(reader, "mirror", page, addresses.mirror)


def _qualitative(reader: Reader, addresses: Addresses) -> Iterator[Leaf]:
    page = qualitative_page(reader, addresses)
    if page is not None:
        yield _named(reader, "qualitative", page, addresses.qualitative)
        yield from _themes(reader, addresses)


def _themes(reader: Reader, addresses: Addresses) -> Iterator[Leaf]:
    """The page of each theme, under what was heard."""
    pages, index = theme_pages(reader, addresses), addresses.qualitative
    steps = tuple((page.title, page.block.page) for page in pages)
    for page, (title, path) in zip(pages, steps, strict=True):
        crumbs: tuple[Crumb, ...] = ((reader.voice.say("atelier.nav.qualitative"), index), (title, None))
        yield Leaf(path, title, "theme", page, index, crumbs, steps=steps)


def _workshops(reader: Reader, addresses: Addresses) -> Iterator[Leaf]:
    lines = workshop_lines(reader, addresses)
    if not lines:
        return
    index = _named(reader, "workshops", lines, addresses.workshops)
    yield index
    for name in reader.study.workshops:
        page = workshop_page(reader, addresses, name)
        crumbs: tuple[Crumb, ...] = ((index.nav, index.path), (page.title, None))
        yield Leaf(addresses.workshop(name), page.title, "workshop", page, index.path, crumbs)
        yield _guide(reader, addresses, index, name)
    yield from _registers(reader, addresses, index)


def _guide(reader: Reader, addresses: Addresses, index: Leaf, name: str) -> Leaf:
    """What facilitators print; the page of the workshop leads to it."""
    page = guide_page(reader, name)
    crumbs: tuple[Crumb, ...] = ((index.nav, index.path), (page.title, None))
    path = addresses.guide(name)
    return Leaf(path, page.title, "guide", page, index.path, crumbs, search=Search.LAST)


def _registers(reader: Reader, addresses: Addresses, index: Leaf) -> Iterator[Leaf]:
    page, title = registers_page(reader, addresses), reader.voice.say("atelier.registers.title")
    if page is not None:
        crumbs: tuple[Crumb, ...] = ((index.nav, index.path), (title, None))
        yield Leaf(addresses.registers, title, "registers", page, index.path, crumbs)


def _trials(reader: Reader, addresses: Addresses) -> Iterator[Leaf]:
    page = trials_page(reader)
    if page is not None:
        yield replace(_named(reader, "trials", page, addresses.trials), for_teams=ForTeams.YES)


def _ledger(reader: Reader, addresses: Addresses) -> Iterator[Leaf]:
    page = ledger_page(reader, addresses)
    if page is not None:
        title, actions = reader.voice.say("atelier.nav.ledger"), reader.voice.say("nav.actions")
        crumbs: tuple[Crumb, ...] = ((actions, addresses.actions), (title, None))
        first = ForTeams.FIRST
        yield Leaf(addresses.ledger, title, "ledger", page, addresses.actions, crumbs, for_teams=first)


def _actions(reader: Reader, addresses: Addresses) -> Iterator[Leaf]:
    """The page of each action, which their list leads to."""
    index, names = reader.voice.say("nav.actions"), reader.study.actions
    steps = tuple((reader.voice.set(one.what), addresses.action(name)) for name, one in names.items())
    for name, (title, path) in zip(names, steps, strict=True):
        page = action_page(reader, addresses, name)
        drawn = ((f"serie-{name}-{i}", course) for i, course in enumerate(page.courses, start=1))
        charts = tuple(chart for of, course in drawn for chart in _series(reader, of, course))
        crumbs: tuple[Crumb, ...] = ((index, addresses.actions), (title, None))
        leaf = Leaf(path, title, "action", page, addresses.actions, crumbs, charts=charts, steps=steps)
        yield replace(leaf, for_teams=ForTeams.YES)


def _series(reader: Reader, name: str, course: Series) -> tuple[Chart, ...]:
    if not course.is_drawn:
        return ()
    wide, narrow = (
        series.series_chart(course, reader.voice.say("series.gap"), size)
        for size in (series.WIDE, series.NARROW)
    )
    return (Chart(name, wide, narrow, series_table(course, reader.voice)),)


def _formers(reader: Reader, addresses: Addresses) -> Iterator[Leaf]:
    """Former addresses, which lead to the new ones; no search finds them."""
    title = reader.voice.say("moved.title")
    for former in formers(reader, addresses):
        crumbs: tuple[Crumb, ...] = ((title, None),)
        yield Leaf(former.at, title, "moved", former, addresses.essential, crumbs, search=Search.NONE)


def _named(
    reader: Reader, name: str, page: object, path: PurePosixPath, charts: tuple[Chart, ...] = ()
) -> Leaf:
    """A page of the header, which its word names everywhere."""
    title = reader.voice.say(f"atelier.nav.{name}")
    return Leaf(path, title, name, page, path, ((title, None),), title, charts)
