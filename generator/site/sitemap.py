"""The map of a site for search engines, written only where the address of the site is known."""

import gzip
from collections.abc import Iterable
from datetime import date
from html import escape
from pathlib import Path, PurePosixPath
from urllib.parse import quote, urljoin

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
)


def write_map(site: Path, url: str, pages: Iterable[PurePosixPath], as_of: date) -> None:
    """List ``pages`` by their full addresses under ``url``, as they are on the day the site speaks from.

    Not left to the renderer, which knows only of the pages that it renders.
    """
    root = url if url.endswith("/") else f"{url}/"
    lines = (_entry(urljoin(root, quote(str(page))), as_of) for page in sorted(pages))
    text = f"{_HEAD}{''.join(lines)}</urlset>\n"
    (site / "sitemap.xml").write_text(text, "utf-8")
    # Without the hour: two builds give the same bytes.
    (site / "sitemap.xml.gz").write_bytes(gzip.compress(text.encode(), mtime=0))


def _entry(address: str, as_of: date) -> str:
    return f"<url><loc>{escape(address)}</loc><lastmod>{as_of}</lastmod></url>\n"
