"""What a reader's connection carries: the essential page, the heaviest page, and what is asked of others."""

import gzip
import re
import shutil
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.cli import run

ROOT = Path(__file__).resolve().parents[2]
AS_OF = "2026-11-21"
ESSENTIAL = "cx-barometre/index.html"


def main() -> None:
    """Build the demo portal and print what its pages weigh."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(ROOT / "studies", folder / "studies", ignore=shutil.ignore_patterns("data"))
        with redirect_stdout(StringIO()), redirect_stderr(StringIO()):
            run(["build", "--root", name, "--as-of", AS_OF])
        weigh(folder / "build" / "site")


def weigh(site: Path) -> None:
    """Print the weights of a site, and what each may be."""
    page, others = site / ESSENTIAL, asked(site, site / ESSENTIAL)
    parts = {file.name: len(gzip.compress(file.read_bytes(), mtime=0)) for file in (page, *others)}
    told = ", ".join(f"{name} {weight / 1000:.0f}" for name, weight in parts.items())
    print(f"the essential page with gzip: {sum(parts.values()) / 1000:.0f} KB (150 allowed): {told}")
    pages = sorted(site.rglob("*.html"), key=lambda file: file.stat().st_size)
    heaviest = pages[-1]
    size = heaviest.stat().st_size / 1000
    print(f"the largest of {len(pages)} pages: {heaviest.relative_to(site)}, {size:.0f} KB (400 allowed)")
    html = {file: file.read_text("utf-8") for file in pages}
    print(f"asked of other places by all pages: {sum(map(outside, html.values()))} (0 allowed)")
    print(
        f"pages where a script holds up what is drawn first: {sum(map(held_up, html.values()))} (0 allowed)"
    )
    drawer = (site / "assets" / "javascripts" / "vega.js").read_bytes()
    print(f"on demand, to explore a figure: {len(gzip.compress(drawer)) / 1000:.0f} KB")


def asked(site: Path, page: Path) -> list[Path]:
    """The files that a page asks for before a reader does anything: its style, its scripts, its images."""
    html = page.read_text("utf-8")
    named = re.findall(r'<script[^>]* src="([^"]+)"|<link rel="stylesheet" href="([^"]+)"', html)
    files = [(page.parent / (script or style)).resolve() for script, style in named]
    return [file for file in files if file.is_relative_to(site.resolve())]


def outside(html: str) -> int:
    """How many addresses elsewhere a page fetches from."""
    return len(re.findall(r'<(?:script|img|iframe|source)\b[^>]* src="(?:https?:)?//', html)) + len(
        re.findall(r'<link\b(?![^>]*rel="canonical")[^>]* href="(?:https?:)?//', html)
    )


def held_up(html: str) -> bool:
    """Whether a script that must be fetched stands in the way of the first drawing."""
    fetched = re.findall(r"<script\b[^>]*\bsrc=[^>]*>", html)
    return any(" defer" not in script and " async" not in script for script in fetched)


if __name__ == "__main__":
    main()
