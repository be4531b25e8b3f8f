"""The preview: the last good site on this machine, rebuilt at each change, problems shown on the page.

Nothing here touches the built files: the reload script and the list of problems are added to pages
as they are served, so what is published never holds them.
"""

import json
from collections.abc import Callable, Sequence
from functools import partial
from html import escape
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from pathlib import Path
from threading import Thread
from typing import Any

from watchfiles import watch

from generator.errors import Diagnostic, Refused, render
from generator.site.place import Destination
from generator.words import Lang, say, typeset

_EMPTY = '<!doctype html><meta charset="utf-8"><title>Boussole</title><body></body>'
STATE, SCRIPT = "/__boussole__/state.json", "/__boussole__/reload.js"


class Screen:
    """What the preview shows now: a version that grows at each rebuild, and the problems met."""

    def __init__(self) -> None:
        self.version = 0
        self.problems: Sequence[Diagnostic] = ()

    def show(self, problems: Sequence[Diagnostic]) -> None:
        """A rebuild has ended with these problems (none: all is well)."""
        self.problems = problems
        self.version += 1


def preview(
    to: Destination,
    port: int,
    rebuild: Callable[[], Sequence[Diagnostic]],
    lang: Lang,
    tell: Callable[[str], None],
) -> None:
    """Serve ``to.out`` on this machine until interrupted, rebuilding when a source changes.

    Raises:
        Refused: E03, the port is taken.
    """
    screen = Screen()
    server = server_of(to.out, port, screen, lang)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        screen.show(rebuild())
        tell(typeset(lang, say(lang, "preview.ready", address=f"http://127.0.0.1:{server.server_port}/")))
        for _ in watch(*sources(to.workspace), raise_interrupt=True):
            screen.show(rebuild())
    finally:
        server.shutdown()


def server_of(out: Path, port: int, screen: Screen, lang: Lang) -> ThreadingHTTPServer:
    """A server of the site at ``out``, on this machine alone; port 0 takes any that is free.

    Raises:
        Refused: E03, the port is taken.
    """
    try:
        return ThreadingHTTPServer(
            ("127.0.0.1", port), partial(Preview, screen=screen, lang=lang, directory=str(out))
        )
    except OSError as error:
        raise Refused([Diagnostic("E03", values={"port": port})]) from error


def sources(workspace: Path) -> list[Path]:
    """The folders whose changes matter."""
    return [folder for name in ("studies", "themes") if (folder := workspace / name).is_dir()]


class Preview(SimpleHTTPRequestHandler):
    """Serves the site as it is, with what the author needs added to each page."""

    def __init__(self, *args: Any, screen: Screen, lang: Lang, **kwargs: Any) -> None:
        self.screen, self.lang = screen, lang
        super().__init__(*args, **kwargs)

    def do_GET(self) -> None:
        """Answer one request."""
        if self.path.startswith(STATE):
            self._answer("application/json", json.dumps({"version": self.screen.version}))
        elif self.path.startswith(SCRIPT):
            self._answer("text/javascript", files("generator.site").joinpath("reload.js").read_text("utf-8"))
        elif (page := self._page()) is not None:
            self._answer("text/html; charset=utf-8", self._annotated(page))
        else:
            super().do_GET()

    def log_message(self, format: str, *args: object) -> None:
        """Requests are not worth a line each."""

    def _page(self) -> str | None:
        """The page asked for; before a first good build, an empty one that can show what is wrong."""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() or self.path == "/" else path
        if path.suffix == ".html" and path.is_file():
            return path.read_text("utf-8")
        return _EMPTY if self.path == "/" else None

    def _annotated(self, page: str) -> str:
        problems = "\n\n".join(render(problem, self.lang) for problem in self.screen.problems)
        banner = f'<pre class="bo-problems">{escape(problems)}</pre>' if problems else ""
        return page.replace("</body>", f'{banner}<script src="{SCRIPT}"></script></body>')

    def _answer(self, kind: str, text: str) -> None:
        body = text.encode()
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)
