"""The renderer: MkDocs and its Material theme, which no other file knows."""

import logging
import os
import shutil
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from os.path import relpath
from pathlib import Path
from types import CodeType
from typing import TYPE_CHECKING, Any

import yaml

from generator.words import Lang

if TYPE_CHECKING:
    from jinja2 import BaseLoader, BytecodeCache, Environment
    from jinja2.bccache import Bucket
    from mkdocs.config import Config
    from mkdocs.plugins import BasePlugin
    from mkdocs.structure.files import Files
    from mkdocs.theme import Theme

PAGES, LOOK = "pages", "theme"
"""Folders beside the generated ``mkdocs.yml``: the Markdown, and what the theme adds to Material."""

# A finding's match always precedes an annex's, whatever the words: the boost multiplies the whole score,
# so the field boosts stay far below the distance between two ranks.
_FIELDS = {"title": {"boost": 5.0}, "text": {"boost": 1.0}, "tags": {"boost": 1.0}}


class RenderingBug(Exception):
    """What the renderer complained of: pages are ours, so their faults are never the author's."""


@dataclass(frozen=True, slots=True)
class Masthead:
    """What a site says of itself as a whole."""

    root: Path
    """The ``mkdocs.yml`` that the generated one inherits."""
    name: str
    lang: Lang
    url: str | None
    as_of: date
    indexed: bool = False
    """Whether search engines are welcome."""


def configure(docs: Path, masthead: Masthead, langs: Collection[Lang], shell: Mapping[str, Any]) -> None:
    """Write ``docs/mkdocs.yml``, which inherits the root one and says only what this site adds.

    ``langs`` are those of the pages; ``shell`` is what the templates print around every page.
    """
    settings: dict[str, Any] = {
        "INHERIT": relpath(masthead.root, docs),
        "site_name": masthead.name,
        "docs_dir": PAGES,
        # Listing the pages would build a tree that no template shows.
        "nav": ["index.md"] if (docs / PAGES / "index.md").is_file() else [],
        "not_in_nav": "*",
        "theme": {"custom_dir": LOOK, "language": masthead.lang.value},
        "plugins": {"search": {"lang": sorted(map(str, langs)), "fields": _FIELDS}},
        "extra": {"boussole": {**shell, **_scripts()}},
    }
    if masthead.url is not None:
        settings["site_url"] = masthead.url
    text = yaml.dump(settings, Dumper=yaml.SafeDumper, allow_unicode=True, sort_keys=False, width=110)
    (docs / "mkdocs.yml").write_text(text, "utf-8")


def _scripts() -> dict[str, str]:
    """The shell's scripts, whose names change with each version of the theme."""
    package = Path(str(files("material").joinpath("templates")))
    found = {"bundle": "assets/javascripts/bundle.*.min.js", "worker": "assets/javascripts/workers/*.min.js"}
    return {use: next(package.glob(names)).relative_to(package).as_posix() for use, names in found.items()}


def render(docs: Path, into: Path, as_of: date, ready: Collection[str] = ()) -> None:
    """Turn ``docs`` into HTML under ``into``, silently; ``as_of`` is the only date that may be printed.

    ``ready`` names sources that others link to and that need no rendering: their pages exist already.

    Raises:
        RenderingBug: the renderer warned.
    """
    # Imported late: every command pays for these, and few of them write a site.
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    with _dated(as_of), _listening() as heard:
        config = load_config(str(docs / "mkdocs.yml"), site_dir=str(into))
        _compile_once(config.theme)
        config.plugins["boussole"] = _passing_over(frozenset(ready))
        config.plugins.on_startup(command="build", dirty=False)
        try:
            build(config)
        finally:
            config.plugins.on_shutdown()
    if heard:
        raise RenderingBug("\n".join(heard))
    _trim(into, {str(lang) for lang in config.plugins["material/search"].config.lang})


def _compile_once(theme: "Theme") -> None:
    """Material's templates are the same from one site to the next: compiling them costs more than a page.

    So does listing its icons, none of which is a file of the site.
    """
    plain = theme.get_env

    def environment() -> "Environment":
        made = plain()
        made.bytecode_cache = _compiled()
        made.loader = _unhidden(theme.dirs)
        return made

    theme.get_env = environment  # type: ignore[method-assign]


def _unhidden(folders: Sequence[str]) -> "BaseLoader":
    """Finds every template, and lists none of a hidden folder: the renderer takes no file from there."""
    from jinja2 import FileSystemLoader

    class Unhidden(FileSystemLoader):
        def list_templates(self) -> list[str]:
            found: set[str] = set()
            for top in map(Path, self.searchpath):
                for folder, below, names in os.walk(top):
                    below[:] = [name for name in below if not name.startswith(".")]
                    found.update((Path(folder) / name).relative_to(top).as_posix() for name in names)
            return sorted(found)

    return Unhidden(folders)


@cache
def _compiled() -> "BytecodeCache":
    """Templates compiled in this process, each under the checksum of its source."""
    from jinja2 import BytecodeCache

    class Compiled(BytecodeCache):
        def __init__(self) -> None:
            self.codes: dict[str, tuple[str, CodeType | None]] = {}

        def load_bytecode(self, bucket: "Bucket") -> None:
            checksum, code = self.codes.get(bucket.key, ("", None))
            bucket.code = code if checksum == bucket.checksum else None

        def dump_bytecode(self, bucket: "Bucket") -> None:
            self.codes[bucket.key] = (bucket.checksum, bucket.code)

    return Compiled()


def _passing_over(ready: frozenset[str]) -> "BasePlugin[Config]":
    """What tells the renderer which pages it need not render, once it knows them all."""
    from mkdocs.plugins import BasePlugin
    from mkdocs.structure.files import InclusionLevel

    class PassingOver(BasePlugin):  # type: ignore[no-untyped-call,type-arg]
        def on_files(self, files: "Files", /, *, config: object) -> "Files":  # noqa: ARG002 - mkdocs' signature
            for file in files:
                if file.src_uri in ready:
                    file.inclusion = InclusionLevel.EXCLUDED
            return files

    return PassingOver()


def versions() -> Mapping[str, str]:
    """The versions of what turns Markdown into HTML."""
    names = ("mkdocs", "mkdocs-material", "Markdown", "Jinja2", "pymdown-extensions", "Pygments")
    return {name: version(name) for name in names}


@contextmanager
def _dated(day: date) -> Iterator[None]:
    """Let the renderer, which reads the clock, read ``day`` instead."""
    name, before = "SOURCE_DATE_EPOCH", os.environ.get("SOURCE_DATE_EPOCH")
    os.environ[name] = str(int(datetime.combine(day, time(), UTC).timestamp()))
    try:
        yield
    finally:
        if before is None:
            del os.environ[name]
        else:
            os.environ[name] = before


@contextmanager
def _listening() -> Iterator[list[str]]:
    """Collect what the renderer logs from warnings up, and let nothing through to the terminal."""
    heard: list[str] = []

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            heard.append(record.getMessage())

    logger, ear = logging.getLogger("mkdocs"), Ear(logging.WARNING)
    propagated, logger.propagate = logger.propagate, False
    logger.addHandler(ear)
    try:
        yield heard
    finally:
        logger.removeHandler(ear)
        logger.propagate = propagated


def _trim(site: Path, langs: set[str]) -> None:
    """Remove what Material ships and no page of ours asks for: three quarters of an empty site's weight."""
    assets = site / "assets"
    for folder in ("stylesheets", "images"):
        shutil.rmtree(assets / folder, ignore_errors=True)
    wanted = {"lunr.stemmer.support.min.js", *(f"lunr.{lang}.min.js" for lang in langs)}
    if len(langs) > 1:
        wanted.add("lunr.multi.min.js")
    stemmers = [*(assets / "javascripts" / "lunr").rglob("*.js")]
    unused = [file for file in stemmers if file.name not in wanted]
    # Its map of the site names only the pages rendered now; one of all pages is written afterwards.
    for file in (*unused, *assets.rglob("*.map"), *site.glob("sitemap.xml*")):
        file.unlink()


def ranked(boost: float | None) -> dict[str, object]:
    """Front matter that ranks a page in the search, or keeps it out of it (``None``)."""
    return {"exclude": True} if boost is None else {"boost": boost}
