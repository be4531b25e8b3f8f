"""The preview: pages as built, with what their author must see added as they are served."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from generator.errors import Diagnostic, Position, Refused
from generator.site.preview import STATE, Screen, server_of, sources
from generator.words import Lang

PAGE = "<!doctype html><title>Page</title><body><p>Built</p></body>"
PROBLEM = Diagnostic(
    "Y02", Position("studies/a/study.yml", 3, 5), {"key": "<verdit>", "where": "x", "known": "y"}
)

Get = Callable[[str], str]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "index.html").write_text(PAGE, "utf-8")
    (tmp_path / "a" / "numbers.csv").write_text("id\n", "utf-8")
    return tmp_path


@pytest.fixture
def screen() -> Screen:
    return Screen()


@pytest.fixture
def get(site: Path, screen: Screen) -> Iterator[Get]:
    server = server_of(site, 0, screen, Lang.EN)
    Thread(target=server.serve_forever, daemon=True).start()

    def read(path: str) -> str:
        with urlopen(f"http://127.0.0.1:{server.server_port}{path}") as answer:
            return str(answer.read().decode("utf-8"))

    yield read
    server.shutdown()
    server.server_close()


def test_a_page_reloads_itself_and_its_file_does_not(get: Get, site: Path) -> None:
    assert '<script src="/__boussole__/reload.js"></script></body>' in get("/a/index.html")
    assert (site / "a" / "index.html").read_text("utf-8") == PAGE


def test_problems_are_shown_on_the_page_and_cannot_write_into_it(get: Get, screen: Screen) -> None:
    screen.show([PROBLEM])
    page = get("/a/")
    assert "studies/a/study.yml:3:5  Y02 error" in page
    assert "&lt;verdit&gt;" in page
    assert "<verdit>" not in page


def test_each_rebuild_has_its_number(get: Get, screen: Screen) -> None:
    before = json.loads(get(STATE))["version"]
    screen.show([])
    assert json.loads(get(STATE))["version"] == before + 1


def test_before_a_first_good_build_the_problems_have_a_page(get: Get, screen: Screen) -> None:
    screen.show([PROBLEM])
    assert "Y02 error" in get("/")


def test_other_files_are_served_as_they_are(get: Get) -> None:
    assert get("/a/numbers.csv") == "id\n"
    with pytest.raises(HTTPError, match="404"):
        get("/a/nothing.html")


def test_a_port_already_taken_is_told(site: Path, screen: Screen) -> None:
    first = server_of(site, 0, screen, Lang.EN)
    with pytest.raises(Refused, match="E03"):
        server_of(site, first.server_port, screen, Lang.EN)
    first.server_close()


def test_only_what_exists_is_watched(tmp_path: Path) -> None:
    (tmp_path / "studies").mkdir()
    assert sources(tmp_path) == [tmp_path / "studies"]
