"""The pages of proof: profiles, tables, questionnaire, record, downloads, ready for their booklet."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.pages.address import Addresses
from generator.pages.document import Asset, ForTeams, Search
from generator.pages.leaves import Crumb, Leaf
from generator.pages.models.crosstab import crosstab_lines, crosstab_page
from generator.pages.models.data import data_page
from generator.pages.models.directory import directory
from generator.pages.models.divisions import divisions_of
from generator.pages.models.framing import framing_page
from generator.pages.models.profile import profile_lines, profile_page
from generator.pages.models.questionnaire import questionnaire_page
from generator.pages.models.record import record_page
from generator.pages.reader import Reader


def profiles(reader: Reader, addresses: Addresses) -> Iterator[Leaf]:
    """The page of each segment, behind the list of them; none for a study without figures."""
    lines = profile_lines(reader, addresses)
    if not lines:
        return
    title, path = reader.voice.say("proof.nav.profiles"), addresses.profiles
    yield Leaf(path, title, "profiles", lines, path, ((title, None),), title)
    for name in reader.study.segments:
        page, at = profile_page(reader, addresses, name), addresses.profile(name)
        yield Leaf(at, page.title, "profile", page, path, ((title, path), (page.title, None)))


def proofs(reader: Reader, addresses: Addresses, assets: Sequence[Asset]) -> Iterator[Leaf]:
    """What whoever doubts will read; every page stands under the questions or the method."""
    yield _under(reader, addresses, "framing", framing_page(reader, addresses))
    sheets = questionnaire_page(reader, addresses)
    if sheets is not None:
        yield _under(reader, addresses, "questionnaire", sheets)
    yield from _crosstabs(reader, addresses)
    files = data_page(reader, addresses, assets)
    if files is not None:
        yield _under(reader, addresses, "data", files)
    record = _under(reader, addresses, "record", record_page(reader))
    yield replace(record, for_teams=ForTeams.YES)
    yield _under(reader, addresses, "directory", directory(reader, addresses))


def _crosstabs(reader: Reader, addresses: Addresses) -> Iterator[Leaf]:
    lines = crosstab_lines(reader, addresses) if reader.wave else ()
    if not lines:
        return
    index = _under(reader, addresses, "crosstabs", lines)
    yield index
    for division in divisions_of(reader):
        page, at = crosstab_page(reader, addresses, division), addresses.crosstab(division)
        crumbs: tuple[Crumb, ...] = (*index.crumbs[:-1], (index.title, index.path), (page.title, None))
        yield Leaf(at, page.title, "crosstab", page, index.section, crumbs, search=Search.LAST)


def _under(reader: Reader, addresses: Addresses, name: str, page: object) -> Leaf:
    """A page of proof under the questions when it speaks of answers, else under the method."""
    paths = {
        "questionnaire": (addresses.questionnaire, addresses.questions, "nav.questions"),
        "crosstabs": (addresses.crosstabs, addresses.questions, "nav.questions"),
        "data": (addresses.data, addresses.method, "nav.method"),
        "framing": (addresses.framing, addresses.method, "nav.method"),
        "record": (addresses.record, addresses.method, "nav.method"),
        "directory": (addresses.directory, addresses.method, "nav.method"),
    }
    path, section, word = paths[name]
    title = reader.voice.say(f"proof.nav.{name}")
    crumbs: tuple[Crumb, ...] = ((reader.voice.say(word), section), (title, None))
    return Leaf(path, title, name, page, section, crumbs, search=Search.LAST)
