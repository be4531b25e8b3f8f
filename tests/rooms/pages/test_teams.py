"""The site for teams: what was said, decided and done, fewer pages, and no link that leads nowhere."""

import re
from collections import Counter
from pathlib import PurePosixPath
from posixpath import normpath

import pytest

from generator.pages.compose import Pages
from generator.pages.document import Document
from generator.pages.teams import told_to
from generator.words.language import Readership
from tests.rooms.pages import drawn


@pytest.fixture(scope="module")
def everyone() -> Pages:
    return drawn.pages(drawn.subject(drawn.study()))


@pytest.fixture(scope="module")
def teams(everyone: Pages) -> Pages:
    return told_to(Readership.TEAMS, everyone)


def test_everyone_has_every_page(everyone: Pages) -> None:
    assert told_to(Readership.EVERYONE, everyone) is everyone


def test_what_was_said_decided_and_done_comes_first(everyone: Pages, teams: Pages) -> None:
    first, ledger = drawn.page(teams, "essai/index.md"), drawn.page(everyone, "essai/agir/dit-decide-fait.md")
    assert first.title == ledger.title
    assert "Vous avez dit" in drawn.words(first.body)
    assert [label for label, _ in first.crumbs] == [ledger.crumbs[0][0]]
    assert "essai/agir/dit-decide-fait.md" not in paths(teams)


def test_findings_decisions_actions_and_the_notice_are_there_and_no_annex(teams: Pages) -> None:
    folders = {path.rpartition("/")[0] for path in paths(teams) if path.startswith("essai/")}
    assert {"essai/decider", "essai/comprendre", "essai/comprendre/constats", "essai/agir"} <= folders
    assert [path for path in paths(teams) if path.startswith("essai/ecouter/")] == ["essai/ecouter/rgpd.md"]
    assert {asset.path.name for asset in teams.assets} == {"numbers.json"}


def test_every_link_leads_to_a_page_that_is_there(teams: Pages) -> None:
    known = {PurePosixPath(path) for path in paths(teams)} | {asset.path for asset in teams.assets}
    assert [at for page in teams.documents for at in led(page) if at not in known] == []
    headed = [item.href for page in teams.documents if page.nav for item in page.nav.items]
    assert {PurePosixPath(href) for href in headed} <= known
    assert {PurePosixPath(page.current) for page in teams.documents if page.current} <= known


def test_words_that_led_to_an_annex_stay_and_lines_of_nothing_else_go(everyone: Pages, teams: Pages) -> None:
    whole, fewer = (drawn.page(of, "essai/decider/effort.md").body for of in (everyone, teams))
    asked = "Êtes-vous satisfait de ces moments"
    assert asked in drawn.words(whole)
    assert asked not in drawn.words(fewer)
    assert not re.search(r"<ul[^>]*>\s*</ul>", fewer)
    finding = "essai/comprendre/constats/decroche.md"
    assert "Toutes les réponses" in drawn.words(drawn.page(everyone, finding).body)
    assert "Toutes les réponses" not in drawn.words(drawn.page(teams, finding).body)
    assert "Constat signé" in drawn.words(drawn.page(teams, finding).body)


def test_nothing_is_told_to_teams_alone(everyone: Pages, teams: Pages) -> None:
    """Tags apart, each page is made of words of the same page for everyone."""
    for page in teams.documents:
        is_first = str(page.path) == "essai/index.md"
        own = drawn.page(everyone, "essai/agir/dit-decide-fait.md" if is_first else str(page.path))
        assert not Counter(spoken(page)) - Counter(spoken(own)), page.path


def spoken(page: Document) -> list[str]:
    return drawn.words(re.sub(r"<[^>]*>", " ", page.body)).split()


def paths(of: Pages) -> list[str]:
    return [str(page.path) for page in of.documents]


def led(page: Document) -> list[PurePosixPath]:
    """Where the links of a page lead, from the root."""
    found = re.findall(r'<a [^>]*?href="(?![a-z]+:|#)([^"#]+)', page.body)
    found += [href for _, href in page.crumbs if href]
    return [PurePosixPath(normpath(page.path.parent / href.partition("#")[0])) for href in found]
