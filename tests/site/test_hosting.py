"""A site that knows where it is read: its map, its addresses, what a link to it shows."""

import gzip
import re
from pathlib import Path

import pytest

from generator.audit import audit
from generator.site import Written
from tests.command.conftest import fingerprint
from tests.site import demo

URL = "https://etudes.exemple.fr/"


@pytest.fixture(scope="module")
def hosted(tmp_path_factory: pytest.TempPathFactory) -> Written:
    """The demo site, written for an address."""
    return demo.write(tmp_path_factory.mktemp("hosted"), site_url=URL, indexed=True)


def tags(page: Path) -> dict[str, str]:
    """What the head of a page says of it to those who quote it."""
    found = re.findall(r'<meta (?:property|name)="([^"]+)" content="([^"]*)">', page.read_text("utf-8"))
    return dict(found)


def test_a_link_to_a_page_shows_its_title_and_an_image(site: Written, hosted: Written) -> None:
    near, far = (tags(one.out / demo.STUDY / "index.html") for one in (site, hosted))
    assert near["og:image"] == "social.png"
    assert far["og:image"] == f"{URL}{demo.STUDY}/social.png"
    assert (hosted.out / demo.STUDY / "social.png").is_file()
    assert near["og:title"] == far["og:title"] != ""
    assert near["og:locale"] == "fr_FR"


def test_search_engines_stay_away_unless_welcome(site: Written, hosted: Written) -> None:
    assert {tags(page).get("robots") for page in site.out.rglob("*.html")} == {"noindex"}
    assert {tags(page).get("robots") for page in hosted.out.rglob("*.html")} == {None}


def test_a_map_only_where_there_is_an_address(site: Written, hosted: Written) -> None:
    assert not list(site.out.glob("sitemap.xml*"))
    places = gzip.decompress((hosted.out / "sitemap.xml.gz").read_bytes()).decode()
    assert f"<loc>{URL}{demo.STUDY}/index.html</loc>" in places
    assert demo.AS_OF.isoformat() in places


def test_an_address_is_not_a_request(site: Written, hosted: Written) -> None:
    # The drawn site has a table that no plan knows; having an address adds nothing to what is found.
    near, far = ({(one.code, str(one.position)) for one in audit(folder.out)} for folder in (site, hosted))
    assert near == far


def test_a_hosted_site_is_the_same_bytes_twice(hosted: Written, tmp_path: Path) -> None:
    again = demo.write(tmp_path, site_url=URL, indexed=True)
    assert fingerprint(again.out) == fingerprint(hosted.out)
