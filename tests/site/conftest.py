"""The demo site, built once, and the system's browser to read it with."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Request

from generator.site import Written
from tests.site import demo

Open = Callable[..., Page]
Serve = Callable[[Path], str]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Written:
    """The demo site, written once for the whole session."""
    return demo.write(tmp_path_factory.mktemp("demo"))


class Silent(SimpleHTTPRequestHandler):
    """A server of files that does not log."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """A folder over HTTP, at the address given."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Silent, directory=str(folder))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="session")
def serve() -> Iterator[Serve]:
    """Serve a folder over HTTP at the address given, until the last page of the session is closed.

    A page asks for the languages of its search from a worker, late: its server must outlive it.
    """
    with ExitStack() as running:
        yield lambda folder: running.enter_context(serving(folder))


@pytest.fixture(scope="session")
def served(site: Written, serve: Serve) -> str:
    """The address of the demo site over HTTP."""
    return serve(Path(site.out))


@pytest.fixture
def read(browser: Browser, site: Written) -> Iterator[Open]:
    """Open a page of the demo site from its folder, or from ``base``, in a context of its own.

    Nothing may be said on the console nor asked of another place: checked when the test ends.
    """
    wrong: list[str] = []
    contexts = []

    def hear(request: Request, base: str) -> None:
        if not request.url.startswith((base, "data:", "about:")):
            wrong.append(f"asked {request.url}")

    def open_page(path: str, base: str | None = None, width: int = 1280, **context: Any) -> Page:
        base = base or Path(site.out).as_uri()
        contexts.append(browser.new_context(viewport={"width": width, "height": 900}, **context))
        page = contexts[-1].new_page()
        page.on("console", lambda message: wrong.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("request", lambda request: hear(request, base))
        page.goto(f"{base}/{path}")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not wrong
